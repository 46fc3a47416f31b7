"""``catalog_product_attribute_media``: the images of a product.

Source of the rules: the transcripts ``v1_seed_example``, ``v1_update``, ``v1_naming``, ``v1_faults`` and their V2 twins.
"""

from __future__ import annotations

from typing import Any

from fake_magento import php
from fake_magento.api.catalog.args import IDENTIFIER_TYPE, PRODUCT_ID, STORE
from fake_magento.api.declare import Arg, Resource
from fake_magento.api.request import Request
from fake_magento.state import LoadedImage, LoadedProduct, UploadError
from fake_magento.state.media import check_upload

EXTENSIONS = {"image/jpeg": "jpg", "image/gif": "gif", "image/png": "png"}
"""The content types of an upload, and the extension that each gives the file."""

_VALUES = (("label", "label"), ("position", "position"), ("disabled", "exclude"), ("exclude", "exclude"))

FILE = Arg("file")
DATA = Arg("data", "catalogProductAttributeMediaCreateEntity")

MEDIA = Resource(
    "catalog_product_attribute_media",
    "Product Images API",
    aliases=("product_attribute_media", "product_media"),
    acl="catalog/product/media",
    php_class="Mage_Catalog_Model_Product_Attribute_Media_Api",
    faults={
        "store_not_exists": (100, "Requested store view not found."),
        "product_not_exists": (101, "Product not exists."),
        "data_invalid": (102, "Invalid data given. Details in error message."),
        "not_exists": (103, "Requested image not exists in product images' gallery."),
        "not_created": (104, "Image creation failed. Details in error message."),
        "not_updated": (105, "Image not updated. Details in error message."),
        "not_removed": (106, "Image not removed. Details in error message."),
        "not_media": (107, "Requested product doesn't support images"),
    },
)


def _store_id(request: Request, store: Any) -> int:
    """The store view that a call is for; none given means the current one, which a call sets for its request alone."""
    return request.store_view(store, MEDIA.fault("store_not_exists")).id


def _load(request: Request, product: Any, store: Any, identifier_type: Any) -> LoadedProduct:
    """The product as the store view sees it; raises the faults 100, 101 and 107."""
    store_id = _store_id(request, store)
    found = request.find_product(product, identifier_type)
    if found is None:
        raise MEDIA.fault("product_not_exists")
    loaded = LoadedProduct(request.shop.catalogue, found, store_id)
    if not loaded.attribute_set.media_gallery:
        raise MEDIA.fault("not_media")
    return loaded


def _image(product: LoadedProduct, file: Any) -> LoadedImage:
    image = product.find(file)
    if image is None:
        raise MEDIA.fault("not_exists")
    return image


def _described(request: Request, product: LoadedProduct, image: LoadedImage) -> dict[str, Any]:
    return {
        "file": image.file,
        "label": image.label,
        "position": request.database_number(image.position),
        "exclude": request.database_number(image.exclude),
        "url": request.media_url(image.file),
        "types": product.types_of(image.file),
    }


def _given(data: Any) -> dict[str, Any]:
    """The values of an image that ``data`` gives; ``exclude`` wins over its other name, ``disabled``."""
    return {name: value for key, name in _VALUES if (value := php.item(data, key)) is not None}


def _extension(mime: Any) -> str:
    extension = EXTENSIONS.get(str(php.array_key(mime)))
    if extension is None:
        raise MEDIA.fault("data_invalid", "Invalid image type.")
    return extension


def _content(file: Any, message: str) -> bytes:
    content = php.base64_decode(php.item(file, "content"))
    if not content or content == b"0":
        raise MEDIA.fault("data_invalid", message)
    return content


@MEDIA.method(
    "currentStore",
    "Set/Get current store view",
    STORE,
    returns="storeView:int",
)
def current_store(request: Request, store: Any) -> Any:
    """The id of the current store view, after setting it; it holds for the rest of the request (``multiCall``)."""
    request.current_store = _store_id(request, store)
    return request.database_number(request.current_store)


@MEDIA.method(
    "list",
    "Retrieve product image list",
    PRODUCT_ID,
    STORE,
    IDENTIFIER_TYPE,
    returns="catalogProductImageEntityArray",
    php_name="items",
)
def items(request: Request, product: Any, store: Any, identifier_type: Any) -> Any:
    """The gallery as the store view sees it, by position."""
    loaded = _load(request, product, store, identifier_type)
    return [_described(request, loaded, image) for image in loaded.images]


@MEDIA.method(
    "info", "Retrieve product image", PRODUCT_ID, FILE, STORE, IDENTIFIER_TYPE, returns="catalogProductImageEntity"
)
def info(request: Request, product: Any, file: Any, store: Any, identifier_type: Any) -> Any:
    """One image as the store view sees it."""
    loaded = _load(request, product, store, identifier_type)
    return _described(request, loaded, _image(loaded, file))


@MEDIA.method(
    "types",
    "Retrieve product image types",
    Arg("setId"),
    returns="catalogProductAttributeMediaTypeEntityArray",
)
def types(request: Request, set_id: Any) -> Any:
    """The image attributes of an attribute set, or of several in an array; an unknown set has none (``v1_types_id``)."""
    catalogue = request.shop.catalogue
    if php.is_array(set_id):
        ids = {php.to_string(each) for each in php.values(set_id)}
        chosen = [each for each in catalogue.attribute_sets if str(each.id) in ids]
    else:
        key = None if isinstance(set_id, float) and not set_id.is_integer() else php.array_key(set_id)
        found = catalogue.find_attribute_set(key) if isinstance(key, int) else None
        chosen = [] if found is None else [found]
    scopes = {code: scope for each in chosen for code, scope in each.image_types.items()}
    return [{"code": code, "scope": scope} for code, scope in scopes.items()]


@MEDIA.method(
    "create",
    "Upload new product image ",
    PRODUCT_ID,
    DATA,
    STORE,
    IDENTIFIER_TYPE,
    returns="string",
    acl="catalog/product/media/create",
)
def create(request: Request, product: Any, data: Any, store: Any, identifier_type: Any) -> Any:
    """Add an uploaded image to the gallery; the answer is its file."""
    loaded = _load(request, product, store, identifier_type)
    file = php.item(data, "file")
    if php.item(file, "mime") is None or php.item(file, "content") is None:
        raise MEDIA.fault("data_invalid", "The image is not specified.")
    extension = _extension(php.item(file, "mime"))
    content = _content(file, "The image contents is not valid base64 data.")
    given = php.item(file, "name")
    name = f"{'image' if php.is_empty(given) else php.to_string(given)}.{extension}"
    try:
        path = request.shop.media.free_path(check_upload(request.session_id, name, content))
    except UploadError as refused:
        raise MEDIA.fault("not_created", str(refused)) from None
    loaded.add(path, _given(data))
    loaded.set_types(path, php.item(data, "types"))
    loaded.save(request.shop.media)
    request.shop.media.write(path, content)
    return path


@MEDIA.method(
    "update",
    "Update product image",
    PRODUCT_ID,
    FILE,
    DATA,
    STORE,
    IDENTIFIER_TYPE,
    returns="boolean",
    wsi_returns="int",
    acl="catalog/product/media/update",
)
def update(request: Request, product: Any, file: Any, data: Any, store: Any, identifier_type: Any) -> Any:
    """Change an image in one store view, its types and its bytes.

    New bytes need both content and type, keep the file's name, and are not looked at (``v1_update``: text is taken).
    """
    loaded = _load(request, product, store, identifier_type)
    image = _image(loaded, file)
    upload = php.item(data, "file")
    content: bytes | None = None
    if php.item(upload, "mime") is not None and php.item(upload, "content") is not None:
        _extension(php.item(upload, "mime"))
        content = _content(upload, "Image content is not valid base64 data.")
    loaded.change(image, _given(data))
    types = php.item(data, "types")
    if php.is_array(types):
        loaded.clear_types(image.file, php.values(types))
        loaded.set_types(image.file, types)
    loaded.save(request.shop.media)
    if content is not None:
        request.shop.media.write(image.file, content)
    return True


@MEDIA.method(
    "remove",
    "Remove product image",
    PRODUCT_ID,
    FILE,
    IDENTIFIER_TYPE,
    returns="boolean",
    wsi_returns="int",
    acl="catalog/product/media/remove",
)
def remove(request: Request, product: Any, file: Any, identifier_type: Any) -> Any:
    """Take an image out of the gallery."""
    loaded = _load(request, product, None, identifier_type)
    loaded.remove(_image(loaded, file))
    loaded.save(request.shop.media)
    return True
