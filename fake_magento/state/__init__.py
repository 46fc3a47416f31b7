"""What a shop is: plain Python, no XML, no HTTP.

`Shop` is all of it. What it keeps are rows of tables (`table`, `eav`, `schema`, `database`), of which a clean shop has those of
`clean`; the other modules are the rules by which they change.
"""

from fake_magento.state.accounts import ApiUser, Sessions
from fake_magento.state.catalogue import AttributeSet, Catalogue, Store
from fake_magento.state.clock import Clock
from fake_magento.state.eav import ADMIN_STORE, EavTable
from fake_magento.state.errors import MissingError, NullError, StateError
from fake_magento.state.media import MediaStorage, UploadError
from fake_magento.state.product_images import LoadedImage, LoadedProduct, gallery, place
from fake_magento.state.randomness import Randomness
from fake_magento.state.shop import ACCESS_TO_ALL, Shop, Snapshot
from fake_magento.state.table import DuplicateError, Row, Table

__all__ = [
    "ACCESS_TO_ALL",
    "ADMIN_STORE",
    "ApiUser",
    "AttributeSet",
    "Catalogue",
    "Clock",
    "DuplicateError",
    "EavTable",
    "LoadedImage",
    "LoadedProduct",
    "MediaStorage",
    "MissingError",
    "NullError",
    "Randomness",
    "Row",
    "Sessions",
    "Shop",
    "Snapshot",
    "StateError",
    "Store",
    "Table",
    "UploadError",
    "gallery",
    "place",
]
