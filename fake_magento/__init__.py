"""A Magento 1.x API server for tests: in process, with real state, true to what the real server answers."""

from typing import TYPE_CHECKING

from fake_magento.api.declare import Dialect, Fault
from fake_magento.api.types import ARRAY_OF_STRING, BOOLEAN, DOUBLE, INT, STRING, Array, Field, Struct
from fake_magento.app import Validation
from fake_magento.calls import Calls, Exchange, HttpRequest
from fake_magento.client_contract import ClientContract, ContractError
from fake_magento.contract.validation import Violation
from fake_magento.entities import (
    AttributeView,
    CategoryView,
    Comment,
    CustomerGroup,
    CustomerGroupPrice,
    CustomerView,
    CustomOption,
    CustomOptionValue,
    Document,
    DocumentItem,
    DownloadLink,
    DownloadSample,
    OrderedItem,
    OrderStatus,
    OrderView,
    ProductLink,
    ProductView,
    TagView,
    Track,
)
from fake_magento.errors import FakeMagentoError
from fake_magento.fake import API_KEY, USERNAME, FakeMagento
from fake_magento.fixtures import DEMO, FixtureError
from fake_magento.flavour import MAGENTO_1_9, OPENMAGE_19, Flavour, FlavourName
from fake_magento.gallery import Image, ImageSource, ImageSpec, ImageValues, picture
from fake_magento.state import ApiUser, AttributeSet, Clock, Randomness, Snapshot, StateError, Store
from fake_magento.trouble import How, Redirect, Trouble

__all__ = [
    "API_KEY",
    "ARRAY_OF_STRING",
    "BOOLEAN",
    "DEMO",
    "DOUBLE",
    "INT",
    "MAGENTO_1_9",
    "OPENMAGE_19",
    "STRING",
    "USERNAME",
    "ApiUser",
    "Array",
    "AttributeSet",
    "AttributeView",
    "Calls",
    "CategoryView",
    "ClientContract",
    "Clock",
    "Comment",
    "ContractError",
    "CustomOption",
    "CustomOptionValue",
    "CustomerGroup",
    "CustomerGroupPrice",
    "CustomerView",
    "Dialect",
    "Document",
    "DocumentItem",
    "DownloadLink",
    "DownloadSample",
    "Exchange",
    "FakeMagento",
    "FakeMagentoError",
    "Fault",
    "Field",
    "FixtureError",
    "Flavour",
    "FlavourName",
    "How",
    "HttpRequest",
    "Image",
    "ImageSource",
    "ImageSpec",
    "ImageValues",
    "OrderStatus",
    "OrderView",
    "OrderedItem",
    "ProductLink",
    "ProductView",
    "Randomness",
    "Redirect",
    "Snapshot",
    "StateError",
    "Store",
    "Struct",
    "TagView",
    "Track",
    "Trouble",
    "Validation",
    "Violation",
    "picture",
]

if TYPE_CHECKING:
    __version__: str
else:  # which type checkers would take for any name

    def __getattr__(name):
        """``__version__``, once it is asked for."""
        if name == "__version__":
            from fake_magento.version import installed

            return installed()
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
