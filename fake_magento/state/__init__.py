"""What a shop is: plain Python, no XML, no HTTP."""

from fake_magento.state.accounts import ApiUser, Clock, Session, Sessions
from fake_magento.state.catalogue import (
    ADMIN_STORE,
    IMAGE_TYPES,
    AttributeSet,
    Catalogue,
    LoadedImage,
    LoadedProduct,
    Product,
    Store,
    place,
)
from fake_magento.state.errors import StateError
from fake_magento.state.media import MediaStorage, UploadError
from fake_magento.state.shop import ACCESS_TO_ALL, Shop, Snapshot

__all__ = [
    "ACCESS_TO_ALL",
    "ADMIN_STORE",
    "IMAGE_TYPES",
    "ApiUser",
    "AttributeSet",
    "Catalogue",
    "Clock",
    "LoadedImage",
    "LoadedProduct",
    "MediaStorage",
    "Product",
    "Session",
    "Sessions",
    "Shop",
    "Snapshot",
    "StateError",
    "Store",
    "UploadError",
    "place",
]
