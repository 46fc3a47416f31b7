"""A Magento 1.x API server for tests: in process, with real state, true to what the real server answers."""

from fake_magento.calls import Exchange
from fake_magento.contract.validation import Violation
from fake_magento.fake import API_KEY, USERNAME, FakeMagento
from fake_magento.fixtures import FixtureError
from fake_magento.flavour import MAGENTO_1_9, OPENMAGE_19, Flavour
from fake_magento.gallery import Image, ProductView
from fake_magento.state import StateError

__all__ = [
    "API_KEY",
    "MAGENTO_1_9",
    "OPENMAGE_19",
    "USERNAME",
    "Exchange",
    "FakeMagento",
    "FixtureError",
    "Flavour",
    "Image",
    "ProductView",
    "StateError",
    "Violation",
]
