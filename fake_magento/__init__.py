"""A Magento 1.x API server for tests: in process, with real state, true to what the real server answers.

The names below are imported when they are first used: pytest imports this package at every start where it is installed.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fake_magento.calls import Exchange
    from fake_magento.contract.validation import Violation
    from fake_magento.fake import API_KEY, USERNAME, FakeMagento
    from fake_magento.fixtures import FixtureError
    from fake_magento.flavour import MAGENTO_1_9, OPENMAGE_19, Flavour
    from fake_magento.gallery import Image, ProductView
    from fake_magento.state.errors import StateError

_HOMES = {
    "API_KEY": "fake",
    "MAGENTO_1_9": "flavour",
    "OPENMAGE_19": "flavour",
    "USERNAME": "fake",
    "Exchange": "calls",
    "FakeMagento": "fake",
    "FixtureError": "fixtures",
    "Flavour": "flavour",
    "Image": "gallery",
    "ProductView": "gallery",
    "StateError": "state.errors",
    "Violation": "contract.validation",
}

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


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
