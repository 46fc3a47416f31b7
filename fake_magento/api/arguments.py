"""How structures that V2 and WS-I send become what a method works on: `fake_magento.api.declare.Arg` names one of these."""

from __future__ import annotations

from typing import Any

from fake_magento import php
from fake_magento.api.types import Struct, Type, is_items
from fake_magento.php import PhpObject


def as_given(value: Any, declared: Type) -> Any:
    """The value as it was decoded: a structure is an object."""
    return value


def as_array(value: Any, declared: Type) -> Any:
    """A structure as an array, and so are the structures in it; what is no structure stays as it is."""
    if not isinstance(declared, Struct) or is_items(declared) or not isinstance(value, PhpObject):
        return value
    structures = {each.name for each in declared.fields if isinstance(each.type, Struct) and not is_items(each.type)}
    return {
        name: dict(each.properties) if isinstance(each, PhpObject) and name in structures else each
        for name, each in value.properties.items()
    }


def as_plain(value: Any, declared: Type) -> Any:
    """Structures as arrays, at any depth."""
    return php.plain(value)


def unpacked(value: Any, declared: Type) -> Any:
    """As `as_plain`, and a list of pairs of ``key`` and ``value`` is an array by key."""
    return php.plain(_unpacked(value)[0])


def _unpacked(value: Any) -> tuple[Any, bool]:
    """The value, and whether it was a pair; an item that is none keeps its list a list."""
    if isinstance(value, PhpObject):
        if value.properties.keys() == {"key", "value"}:
            return {php.array_key(value.properties["key"]): value.properties["value"]}, True
        return {name: _unpacked(each)[0] for name, each in value.properties.items()}, False
    if not isinstance(value, list):
        return value, False
    items = [_unpacked(each) for each in value]
    if not all(is_pair for _, is_pair in items):
        return [item for item, _ in items], False
    return {key: each for pair, _ in items for key, each in pair.items()}, False
