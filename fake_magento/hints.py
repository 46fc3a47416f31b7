"""Hints: what a client surely did not mean, though the contract has nothing against it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from fake_magento import php
from fake_magento.api.call import Call
from fake_magento.api.catalog.media import EXTENSIONS, MEDIA
from fake_magento.api.declare import Dialect
from fake_magento.api.registry import Registry
from fake_magento.api.types import Array, Struct, Type
from fake_magento.flavour import Flavour
from fake_magento.nearest import nearest
from fake_magento.state.images import image_extension

_LONGEST_PATH = 200
"""Of a longer path no more is compared with those that there are."""

_UPLOADS = (f"{MEDIA.name}.create", f"{MEDIA.name}.update")


def hints(registry: Registry, flavour: Flavour, dialect: Dialect, call: Call) -> list[str]:
    """The hints for one call, in words; for a call of a path that there is not, what may be meant."""
    found = registry.find(call.path or "")
    if found is None:
        return [*_of_path(registry, call.path)]
    method = found[1]
    has_schema = dialect in ("v2", "wsi")  # which tells the shapes that are wrong
    types = {} if has_schema or method.run_v2 else registry.contract(flavour, "v2").types
    said = [
        each for arg in method.args for each in _shapes(arg.name, call.arguments.get(arg.name), types.get(arg.type))
    ]
    if call.path in _UPLOADS:
        said += _of_upload(call.arguments.get("data"))
    return said


def _of_path(registry: Registry, path: str | None) -> Iterator[str]:
    if path is not None:
        try:
            registry.target(path[:_LONGEST_PATH])
        except ValueError as unknown:
            yield str(unknown)


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
    return isinstance(declared.item, Struct) and [*declared.item.types] == ["key", "value"]


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
