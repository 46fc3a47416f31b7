"""``catalog_product_downloadable_link``: links and samples of downloadable products."""

from __future__ import annotations

import re
from typing import Any

from fake_magento import php
from fake_magento.api.arguments import as_plain
from fake_magento.api.catalog.args import IDENTIFIER_TYPE, PRODUCT_ID_AS_IS, STORE_AS_IS
from fake_magento.api.catalog.saving import product_fault
from fake_magento.api.declare import GLOBAL_FAULTS, Arg, Fault, Resource
from fake_magento.api.request import Request
from fake_magento.state import ADMIN_STORE, Row, StateError
from fake_magento.state.download_rows import delete_link, delete_sample
from fake_magento.state.downloads import (
    FILES_OF_LINK_SAMPLES,
    FILES_OF_LINKS,
    FILES_OF_SAMPLES,
    RefusedFileError,
    Upload,
    add_link,
    add_sample,
    links_of,
    samples_of,
    size_of,
    upload,
)
from fake_magento.state.products import DOWNLOADABLE

_LINK, _SAMPLE = "link", "sample"
_DELETE = {_LINK: delete_link, _SAMPLE: delete_sample}
_SHAREABLE = (0, 1, 2)
_AS_SET_FOR_ALL = 2
_UPLOAD_TYPES = ("file", "url")
_URL_LETTERS = r"[a-z0-9+$_-]"
_USER = r"[a-z0-9+!*(),;?&=$_.-]+"
_URL = re.compile(
    rf"(?:https?|ftp)://(?:{_USER}(?::{_USER})?@)?{_URL_LETTERS}+(?:\.{_URL_LETTERS}+)*(?::[0-9]{{2,5}})?"
    rf"(?:/(?:{_URL_LETTERS}\.?)+)*/?(?:\?[a-z+&$_.-][a-z0-9;:@/&%=+$_.-]*)?(?:#[a-z_.-][a-z0-9+$_.-]*)?\n?",
    re.IGNORECASE | re.ASCII,
)

_LINK_COLUMNS = ("link_url", "sort_order", "is_shareable", "number_of_downloads")
_SHOWN = ("number_of_downloads", "is_shareable", "link_url", "link_type", "sample_file", "sample_url", "sample_type")
_SHOWN_OF_SAMPLES = ("sample_id", "product_id", "sample_url", "sample_file", "sample_type", "sort_order")
_TITLES_OF_SAMPLES = ("default_title", "store_title", "title")

RESOURCE_TYPE = Arg("resourceType")

DOWNLOADABLE_LINK = Resource(
    "catalog_product_downloadable_link",
    "Category API",
    aliases=("product_downloadable_link",),
    acl="all",
    php_class="Mage_Downloadable_Model_Link_Api",
    faults={
        "store_not_exists": (100, "Store with requested code/id does not exist."),
        "product_not_exists": (101, "Product with requested id does not exist."),
        "links_and_samples_allowed": (401, 'Incorrect resourceType, only "links" and "samples" allowed.'),
        "empty_url": (402, "URL cannot be empty."),
        "no_filename": (403, "Filename was omitted, or contains unallowed characters."),
        "no_file_base64_content": (
            404,
            "File content should be passed as base64 string. For details, please see http://en.wikipedia.org/wiki/Base64",
        ),
        "no_title": (405, "Title cannot be empty."),
        "unknown_resource_type": (406, 'Incorrect content type only "link", "link_samples" and "sample" allowed.'),
        "product_not_downloadable": (
            408,
            'Incorrect product type. Downloadable content, can be added only to "downloadable" products.',
        ),
        "incorect_file_extension": (409, "Incorrect extension of filename."),
        "file_size_is_to_big": (410, "Uploaded file is too big."),
        "tmp_dir_is_not_writeable": (411, "Has no permissions for writing to temporary folder."),
        "can_not_create_sub_tmp_folder": (411, "Cannot create sub folder in temporary folder."),
        "link_was_not_found": (412, "Link or sample with specified ID was not found."),
        "incorrect_resource_type": (
            413,
            'An allowed resource type values for remove method is: "links" and "samples".',
        ),
        "save_error": (414, "Unable to save action. Details in error message."),
        "validation_error": (415, "Validation error has occurred."),
        "remove_error": (416, "Unable to remove link. Details in error message."),
    },
)


class _InvalidError(Exception):
    """What is wrong with a link or a sample: the name of a fault, or just a word."""


def _invalid(error: _InvalidError) -> Fault:
    return DOWNLOADABLE_LINK.fault("validation_error", str(error))


def _kind(type: Any) -> str:
    """``link`` or ``sample``, by PHP's comparison; raises fault 415 for anything else."""
    for kind in _DELETE:
        if php.equals(type, kind):
            return kind
    raise _invalid(_InvalidError("unknown_resource_type"))


def _product(request: Request, product: Any, store: Any, identifier_type: Any) -> tuple[Row, int]:
    """The downloadable product, and the id of the store view; raises the faults 100, 101 and 408."""
    store_id = request.store_view(store, DOWNLOADABLE_LINK.fault("store_not_exists")).id
    found = request.find_product(product, identifier_type)
    if found is None:
        raise DOWNLOADABLE_LINK.fault("product_not_exists")
    if found["type_id"] != DOWNLOADABLE:
        raise DOWNLOADABLE_LINK.fault("product_not_downloadable")
    return found, store_id


def _array(value: Any) -> dict[Any, Any]:
    """The array; anything else is an error of PHP's, which asks whether it has a key."""
    if not php.is_array(value):
        must = f"must be of type array, {php.type_name(value)} given"
        raise php.PhpError(f"array_key_exists(): Argument #2 ($array) {must}")
    return dict(value) if isinstance(value, dict) else dict(enumerate(value))


def _url(value: Any) -> str:
    if not isinstance(value, str) or not value:
        return ""
    if not _URL.fullmatch(value):
        raise _InvalidError("url_not_valid")
    return value


def _title(value: Any) -> str:
    if not isinstance(value, str) or not value:
        raise _InvalidError("no_title")
    return value


def _whole_number(value: Any) -> int:
    return php.to_int(value) if php.is_numeric(value) else 0


def _price(value: Any) -> float:
    return php.to_float(php.to_string(value)) if php.is_numeric(value) else 0.0


def _upload_type(value: Any) -> Any:
    return value if any(php.equals(value, each) for each in _UPLOAD_TYPES) else _UPLOAD_TYPES[0]


def _shareable(value: Any) -> Any:
    return value if any(php.equals(value, each) for each in _SHAREABLE) else _AS_SET_FOR_ALL


def _unlimited(value: Any) -> Any:
    is_one = php.is_numeric(value) and 0 <= php.to_float(php.to_string(value)) <= 1
    return value if is_one or isinstance(value, bool) else 0


_READ_SAMPLE_OF_LINK = {"type": _upload_type, "url": _url}
_READ = {
    _LINK: {
        "title": _title,
        "price": _price,
        "number_of_downloads": _whole_number,
        "is_unlimited": _unlimited,
        "is_shareable": _shareable,
        "type": _upload_type,
        "link_url": _url,
        "sort_order": _whole_number,
    },
    _SAMPLE: {"title": _title, "type": _upload_type, "sample_url": _url, "sort_order": _whole_number},
}
"""What becomes of what is given."""


def _read(given: Any, readers: Any) -> dict[Any, Any]:
    values = _array(given)
    return {**values, **{name: read(values[name]) for name, read in readers.items() if name in values}}


def _check_content(values: dict[Any, Any], url: str) -> None:
    """Raises `_InvalidError` where a file lacks its name or content, or the URL is missing."""
    if values.get("type") == "file":
        file = values.get("file")
        for name, missing in (("name", "no_filename"), ("base64_content", "no_file_base64_content")):
            given = php.item(file, name) if php.is_array(file) else None
            if not isinstance(given, str) or not given:
                raise _InvalidError(missing)
    elif values.get("type") == "url" and php.is_empty(values.get(url)):
        raise _InvalidError("empty_url")


def _checked(resource: Any, kind: str) -> tuple[dict[Any, Any], dict[Any, Any]]:
    """What is to be added as it is read, and the sample of a link. Raises fault 415, with the word for what is wrong."""
    try:
        values = _read(resource, _READ[kind])
        sample = _read(values.get("sample"), _READ_SAMPLE_OF_LINK) if kind == _LINK else {}
        _check_content(values, f"{kind}_url")
        _check_content(sample, "url")
    except _InvalidError as error:
        raise _invalid(error) from None
    return values, sample


def _uploaded(request: Request, values: dict[Any, Any], folder: str) -> Upload | None:
    if values.get("type") != "file":
        return None
    content = php.base64_decode_leniently(values["file"]["base64_content"])
    try:
        return upload(request.shop, folder, values["file"]["name"], content)
    except RefusedFileError:
        raise Fault(*GLOBAL_FAULTS["unknown"]) from None


@DOWNLOADABLE_LINK.method(
    "add",
    "Add links and samples to downloadable product",
    PRODUCT_ID_AS_IS,
    Arg("resource", "catalogProductDownloadableLinkAddEntity", from_v2=as_plain),
    RESOURCE_TYPE,
    STORE_AS_IS,
    IDENTIFIER_TYPE,
    returns="respons:int",
)
def add(request: Request, product: Any, resource: Any, type: Any, store: Any, identifier_type: Any) -> Any:
    """Add a link or a sample to a downloadable product: true. A file that was uploaded for nothing keeps its name taken.

    Raises 415 with the word for what is wrong, 0 for a file that cannot be uploaded, 100, 101, 408 and 414
    (``v1_downloadable_link``).
    """
    kind = _kind(type)
    values, sample = _checked(resource, kind)
    uploads: list[Upload | None] = []
    try:
        uploads.append(_uploaded(request, values, FILES_OF_LINKS if kind == _LINK else FILES_OF_SAMPLES))
        uploads.append(_uploaded(request, sample, FILES_OF_LINK_SAMPLES))
        found, store_id = _product(request, product, store, identifier_type)
        _add(request, kind, found, store_id, _columns(kind, values, sample), uploads)
    except (Fault, php.PhpError):
        for each in uploads:
            if each is not None:
                each.leave()
        raise
    return True


def _columns(kind: str, values: dict[Any, Any], sample: dict[Any, Any]) -> dict[str, Any]:
    """What is saved of a link or a sample; null in a column that must have something is as if it were not given."""
    url = f"{kind}_url"
    names = ("title", "sort_order", url) if kind == _SAMPLE else ("title", "price", *_LINK_COLUMNS)
    made = {name: values[name] for name in names if values.get(name) is not None}
    if values.get("type") == "file":
        made.pop(url, None)
    made[f"{kind}_type"] = values.get("type")
    if kind == _LINK:
        if not php.is_empty(values.get("is_unlimited")):
            made["number_of_downloads"] = 0
        if sample.get("type") is not None:
            made["sample_type"] = sample["type"]
            if sample["type"] == "url":
                made["sample_url"] = sample["url"]
    return made


def _add(
    request: Request, kind: str, product: Row, store_id: int, columns: dict[str, Any], uploads: list[Upload | None]
) -> None:
    try:
        if kind == _LINK:
            add_link(request.shop, product, columns, store_id, *uploads)
        else:
            add_sample(request.shop, product, columns, store_id, uploads[0])
    except StateError as refused:
        fault = product_fault(refused)
        raise DOWNLOADABLE_LINK.fault("save_error", fault.message) if isinstance(fault, Fault) else fault from None


@DOWNLOADABLE_LINK.method(
    "list",
    "Retrieve links and samples list from downloadable product",
    PRODUCT_ID_AS_IS,
    STORE_AS_IS,
    IDENTIFIER_TYPE,
    returns="respons:catalogProductDownloadableLinkInfoEntity",
    wsi_returns="catalogProductDownloadableLinkListEntity",
    php_name="items",
)
def items(request: Request, product: Any, store: Any, identifier_type: Any) -> Any:
    """The links and the samples of a product as a store view shows them. Raises 100, 101 and 408 (``v1_downloadable_link``)."""
    found, store_id = _product(request, product, store, identifier_type)
    links = links_of(request.shop, found["entity_id"], store_id)
    columns = (*_SHOWN_OF_SAMPLES, *_TITLES_OF_SAMPLES)
    samples = samples_of(request.shop, found["entity_id"], store_id)
    return {
        "links": [_described(request, each, store_id) for each in links],
        "samples": [request.row(each, columns) for each in samples],
    }


def _described(request: Request, link: dict[str, Any], store_id: int) -> dict[str, Any]:
    described = request.row(link, ("link_id", "title", "price", *_SHOWN, "sort_order"))
    files = (("file_save", FILES_OF_LINKS, "link_file"), ("sample_file_save", FILES_OF_LINK_SAMPLES, "sample_file"))
    for name, folder, column in files:
        path = link[column]
        size = None if path is None else size_of(request.shop, folder, path)
        if size is not None:
            file = {"file": path, "name": path.rpartition("/")[2], "size": size, "status": "old"}
            described[name] = [file]
    if link["number_of_downloads"] == 0:
        described["is_unlimited"] = 1
    if store_id != ADMIN_STORE and not php.is_empty(link["store_title"]):
        described["store_title"] = link["store_title"]
    return described


@DOWNLOADABLE_LINK.method(
    "remove",
    "Remove links and samples from downloadable product",
    Arg("linkId"),
    RESOURCE_TYPE,
    returns="respons:boolean",
    wsi_returns="int",
)
def remove(request: Request, id: Any, type: Any) -> Any:
    """Take a link or a sample away: true. Its files keep their names taken. Raises 415 and 412."""
    delete = _DELETE[_kind(type)]
    row_id = request.row_id(id)
    if row_id is None or not delete(request.shop, row_id):
        raise DOWNLOADABLE_LINK.fault("link_was_not_found")
    return True
