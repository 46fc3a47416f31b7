"""A value as it stands on the wire: its type as it is written there, and what it holds, in its order."""

from __future__ import annotations

import reprlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from fake_magento import php

NIL = "nil"

_short = reprlib.Repr()
_short.maxstring = _short.maxother = 80
_short.maxlist = _short.maxdict = 6
_short.maxlevel = 3

_NUMBERS: Mapping[str, Callable[[str], Any]] = {
    "int": php.to_int,
    "i4": php.to_int,
    "double": php.to_float,
    "float": php.to_float,
    "boolean": lambda text: text in ("true", "1"),
}
"""How a text is read by the name of its type; any other is text."""


@dataclass(frozen=True)
class Value:
    """A value of an answer or a request.

    ``type`` is what the document says that it is: ``xsd:int``, ``shop:catalogProductImageEntity``, ``struct``, ``nil``, or
    nothing where it says nothing. It holds a ``text``, or ``members`` by name, or ``items``.
    """

    type: str
    text: str | None = None
    members: tuple[tuple[str, Value], ...] | None = None
    items: tuple[Value, ...] | None = None

    def plain(self) -> Any:
        """The value as Python has it: text, numbers, booleans, ``None``, lists and mappings."""
        if self.type == NIL:
            return None
        if self.items is not None:
            return [item.plain() for item in self.items]
        if self.members is not None:
            return {name: member.plain() for name, member in self.members}
        text = self.text or ""
        read = _NUMBERS.get(self.type.rpartition(":")[2])
        return read(text) if read else text

    def member(self, name: str) -> Value | None:
        """The first member of that name."""
        return next((member for each, member in self.members or () if each == name), None)

    def __str__(self) -> str:
        return _short.repr(self.plain())
