"""How structures that V2 and WS-I send become what a method works on: `fake_magento.api.declare.Arg` names one of these."""

from __future__ import annotations

from typing import Any

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
