"""Hints: what a client surely did not mean, though the contract has nothing against it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any

from fake_magento import php
from fake_magento.api.catalog.media import EXTENSIONS, MEDIA
from fake_magento.api.declare import GLOBAL_FAULTS, Dialect, Method, Resource
from fake_magento.api.filters import misunderstood
from fake_magento.api.registry import Registry
from fake_magento.api.types import Array, Struct, Type
from fake_magento.flavour import Flavour
from fake_magento.nearest import nearest
from fake_magento.state import Shop
from fake_magento.state.images import image_extension

if TYPE_CHECKING:
    from fake_magento.calls import Exchange

_PAIRS = ("key", "value"), ("order_item_id", "qty")
"""The fields of structures by which V2 writes mappings."""

_FILTERS = "filters"
"""The name of the argument that a list is filtered by, and of its type."""

_MOST_NAMED = 20
"""So many items of an order, or ACL paths, are named at most."""

_LONGEST_PATH = 200
"""Of a longer path no more is compared with those that there are."""

_code, _text = GLOBAL_FAULTS["access_denied"]
_DENIED = str(_code), _text
"""The fault of a call that the user's role does not allow."""

_UPLOADS = (f"{MEDIA.name}.create", f"{MEDIA.name}.update")


def hints(registry: Registry, shop: Shop, flavour: Flavour, dialect: Dialect, call: Exchange) -> list[str]:
    """The hints for one call, in words; for a call of a path that there is not, what may be meant."""
    found = registry.find(call.path or "")
    if found is None:
        return [*_of_path(registry, call.path)]
    resource, method = found
    has_schema = dialect in ("v2", "wsi")  # which tells the shapes that are wrong
    types = {} if has_schema or method.run_v2 else registry.contract(flavour, "v2").types
    said = [
        each for arg in method.args for each in _shapes(arg.name, call.arguments.get(arg.name), types.get(arg.type))
    ]
    if call.path in _UPLOADS:
        said += _of_upload(call.arguments.get("data"))
    if any(arg.type == _FILTERS for arg in method.args):
        said += _of_filters(call.arguments.get(_FILTERS), has_schema)
    if "order" in call.about:
        said += _of_quantities(shop, call)
    if call.fault == _DENIED:
        said += _of_rights(shop, resource, method, call.user)
    return said


def _of_path(registry: Registry, path: str | None) -> Iterator[str]:
    if path is None:
        return
    named = path[:_LONGEST_PATH]
    try:
        meant = registry.target(named)
    except ValueError as unknown:
        yield str(unknown)
        return
    if registry.find(meant):
        yield f"there is no path {named!r}, which is an operation of V2; is {meant!r} meant?"
    elif registry.resource(meant):
        yield f"there is no path {named!r}, which is a resource; a path has a method of it, such as '{meant}.list'"
    else:
        yield f"there is no path {named!r}, which is a function of the server"


def _of_filters(filters: Any, has_pairs: bool) -> Iterator[str]:
    """``has_pairs`` is whether they are V2's, whose ``complex_filter`` are pairs of a field and an operator with its value."""
    if not isinstance(filters, Mapping):
        return
    conditions: Mapping[Any, Any] = filters
    if has_pairs:
        conditions = pairs = defaultdict[Any, dict[str, Any]](dict)
        entries = filters.get("complex_filter")
        for entry in php.values(entries) if php.is_array(entries) else ():
            condition = php.item(entry, "value")
            name = php.item(condition, "key")
            if isinstance(name, str):
                pairs[php.item(entry, "key")][name] = php.item(condition, "value")
    for field, condition in conditions.items():
        yield from (f"{_FILTERS}.{field} {wrong}" for wrong in misunderstood(condition))


def _of_rights(shop: Shop, resource: Resource, method: Method, name: str | None) -> Iterator[str]:
    """Which ACL paths the user's role lacks, and of those that it has, which no method needs."""
    with shop.lock:
        user = next((each for each in shop.users if each.name == name), None)
    needed = [acl for acl in (resource.acl, method.acl) if acl is not None]
    missing = " and ".join(repr(acl) for acl in dict.fromkeys(needed) if user and not user.may(acl))
    if user is not None and user.resources is not None and missing:
        allowed = ", ".join(map(repr, islice(sorted(user.resources), _MOST_NAMED))) or "nothing"
        yield f"it needs {missing}, which the role of {user.name!r} does not allow; it allows {allowed}"


def _of_quantities(shop: Shop, call: Exchange) -> Iterator[str]:
    """Quantities of a document none of which is of an item of its order: the document is empty then."""
    for name, given in (
        ("itemsQty", call.arguments.get("itemsQty")),
        ("creditmemoData.qtys", php.item(call.arguments.get("creditmemoData"), "qtys")),
    ):
        if not php.is_array(given) or not given:
            continue
        with shop.lock:
            order = shop.table("sales_flat_order").find(increment_id=call.about["order"])
            rows = [] if order is None else shop.table("sales_flat_order_item").select(order_id=order["entity_id"])
            ids = [row["item_id"] for row in rows]
        if ids and not any(key in ids for key in (given if isinstance(given, dict) else range(len(given)))):
            known = ", ".join(map(str, islice(ids, _MOST_NAMED)))
            yield f"{name} names none of the order's items, which it does by their item_id: {known}"


def _shapes(name: str, value: Any, declared: Type | None) -> Iterator[str]:
    """Lists where the type is a mapping, and the other way round. What is empty is both for PHP."""
    if isinstance(declared, Struct):
        if isinstance(value, list) and value:
            yield f"{name} is a list, where a mapping is expected"
        elif isinstance(value, Mapping):
            for key, each in value.items():
                yield from _shapes(f"{name}.{key}", each, declared.types.get(key))
    elif isinstance(declared, Array) and not _is_associative(declared):
        if isinstance(value, Mapping) and any(isinstance(key, str) for key in value):
            yield f"{name} is a mapping, where a list is expected"
        elif isinstance(value, list):
            for number, each in enumerate(value):
                yield from _shapes(f"{name}[{number}]", each, declared.item)


def _is_associative(declared: Array) -> bool:
    """Whether it is how V2 writes a mapping, which V1 sends as one: a list of keys and values."""
    return isinstance(declared.item, Struct) and tuple(declared.item.types) in _PAIRS


def _of_upload(data: Any) -> Iterable[str]:
    if not isinstance(data, Mapping):
        return
    if "types" in data and data["types"] is not None and php.is_empty(data["types"]):
        yield "data.types is there and empty: an update takes all types from the image; leave it out to keep them"
    file = data.get("file")
    mime = file.get("mime") if isinstance(file, Mapping) else None
    if not isinstance(mime, str):
        return
    if mime not in EXTENSIONS:
        yield f"data.file.mime: the API knows no {mime!r}{nearest(mime, EXTENSIONS)}"
        return
    given = php.item(file, "content")
    content = php.base64_decode(given) if isinstance(given, str) else None
    if content:
        kinds = {extension: known for known, extension in EXTENSIONS.items()}
        kind = kinds.get(image_extension(content) or "", "no image")
        if kind != mime:
            yield f"data.file.content is {kind}, not {mime} as data.file.mime says"
