"""A client's contract: what it calls, with arguments of which shape, in which dialects.

It is written from the calls of a test run, and played on a real server by ``fake-magento verify --contract``.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fake_magento import files
from fake_magento.calls import Exchange
from fake_magento.errors import FakeMagentoError

FORMAT = 1
"""The version of the file's format."""

TEXT, NUMBER_AS_TEXT, EMPTY_TEXT = "text", "number as text", "empty text"
INT, DOUBLE, BOOLEAN, NULL = "int", "double", "boolean", "null"
TOO_MUCH = "…"
_SCALARS = (TEXT, NUMBER_AS_TEXT, EMPTY_TEXT, INT, DOUBLE, BOOLEAN, NULL, TOO_MUCH)
_MAX_SHAPES = 10_000
"""How many values of one call are looked at; shared ones could otherwise be more than any memory holds."""

_CALLERS = ("multiCall", "system.multicall")

Shape = str | list[Any] | dict[str, Any]
"""The shape of a value: the name of what it is, the shapes of a list's items, each once, or those of a mapping by key."""


class ContractError(FakeMagentoError, ValueError):
    """A file that holds no client's contract; the message says what is wrong with it."""


@dataclass(frozen=True)
class Use:
    """A way in which a client calls. ``call`` is an API path, or a function; ``shape`` that of its arguments, as JSON.

    ``parts`` are the ways in which a ``multiCall`` or a ``system.multicall`` calls.
    """

    call: str
    shape: str
    parts: tuple[Use, ...] = ()

    @property
    def arguments(self) -> dict[str, Any]:
        """The shapes of the arguments by PHP's names."""
        found: dict[str, Any] = json.loads(self.shape)
        return found

    def document(self) -> dict[str, Any]:
        """The use as the file has it."""
        parts = {"calls": [part.document() for part in self.parts]} if self.parts else {}
        return {"call": self.call, "arguments": self.arguments, **parts}

    def __str__(self) -> str:
        inside = f"[{'; '.join(map(str, self.parts))}]" if self.parts else ""
        given = ", ".join(f"{name}: {_shape_text(shape)}" for name, shape in self.arguments.items())
        return f"{self.call}{inside}({given})"


class ClientContract:
    """What a client calls; gathered by `add`, kept in a file by `save`.

    Two contracts are equal where their clients call the same in the same dialects.
    """

    def __init__(self) -> None:
        self._dialects: dict[Use, set[str]] = {}

    @classmethod
    def of(cls, exchanges: Iterable[Exchange]) -> ClientContract:
        """The contract of these calls."""
        made = cls()
        for exchange in exchanges:
            made.add(exchange)
        return made

    def add(self, exchange: Exchange) -> None:
        """Take in a call; it can be given to `FakeMagento.on_call`. A request that holds no call says nothing."""
        if exchange.operation is not None:
            self._dialects.setdefault(_use(exchange), set()).add(exchange.dialect)

    def merge(self, other: ClientContract) -> None:
        """Take in all that another contract has."""
        for use, dialects in other._dialects.items():
            self._dialects.setdefault(use, set()).update(dialects)

    @property
    def dialects(self) -> set[str]:
        """The dialects that the client speaks."""
        return set().union(*self._dialects.values())

    def __iter__(self) -> Iterator[tuple[Use, frozenset[str]]]:
        """Each way in which the client calls, and in which dialects it does so, in a fixed order."""
        for use in sorted(self._dialects, key=str):
            yield use, frozenset(self._dialects[use])

    def __len__(self) -> int:
        return len(self._dialects)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ClientContract) and self._dialects == other._dialects

    __hash__ = None  # type: ignore[assignment]

    def document(self) -> dict[str, Any]:
        """The contract as JSON has it."""
        calls = [{**use.document(), "dialects": sorted(dialects)} for use, dialects in self]
        return {"client contract": FORMAT, "calls": calls}

    @classmethod
    def read(cls, document: Any) -> ClientContract:
        """The contract that `document` gave. Raises `ContractError`."""
        if not isinstance(document, dict) or document.get("client contract") != FORMAT:
            raise ContractError(f'it has no "client contract": {FORMAT}')
        made = cls()
        for number, entry in enumerate(_list(document.get("calls"), '"calls"'), 1):
            dialects = _list(entry.get("dialects") if isinstance(entry, dict) else None, f'"dialects" of call {number}')
            if not dialects or not all(isinstance(each, str) for each in dialects):
                raise ContractError(f"call {number} has no dialects")
            made._dialects.setdefault(_read_use(entry, f"call {number}"), set()).update(dialects)
        return made

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the contract to a file, in JSON; what is there stays where that cannot be done. Raises `OSError`."""
        text = json.dumps(self.document(), indent=2, ensure_ascii=False)
        files.write(path, f"{text}\n".encode(errors="backslashreplace"))

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> ClientContract:
        """The contract in a file. Raises `OSError`, and `ContractError` where it holds none."""
        try:
            return cls.read(json.loads(Path(path).read_text(encoding="utf-8")))
        except (ValueError, RecursionError) as error:  # a ContractError is one too
            raise ContractError(f"{os.fspath(path)} holds no client's contract: {error}") from None

    def keep(self, path: str | os.PathLike[str], before: ClientContract | None) -> list[str]:
        """Save it, where it is not the one that the file holds, and say what has changed, in lines."""
        if before == self:
            return [f"{os.fspath(path)}: the client's contract is what it was, {len(self)} ways of calling"]
        self.save(path)
        if before is None:
            return [f"{os.fspath(path)}: the client's contract is written, {len(self)} ways of calling"]
        return [f"{os.fspath(path)}: the client's contract has changed", *self.changes(before)]

    def changes(self, before: ClientContract) -> list[str]:
        """How this contract differs from the one before: a line for each call that came (``+``) or went (``-``)."""
        old, new = (dict(_lines(each)) for each in (before, self))
        return [
            f"{sign} {line}"
            for key in sorted({*old, *new})
            for sign, line in (("-", old.get(key)), ("+", new.get(key)))
            if line is not None and old.get(key) != new.get(key)
        ]


def _lines(contract: ClientContract) -> Iterator[tuple[str, str]]:
    for use, dialects in contract:
        yield str(use), f"{use} in {', '.join(sorted(dialects))}"


def _use(exchange: Exchange) -> Use:
    call = exchange.path if exchange.operation == "call" or exchange.path else exchange.operation
    parts = tuple(dict.fromkeys(map(_use, exchange.parts)))
    arguments = dict(exchange.arguments)
    if exchange.operation in _CALLERS:
        arguments.pop("calls", None)
        arguments.pop("methods", None)
    shapes = _Shapes()
    shape = {str(name): shapes.of(value) for name, value in arguments.items() if value is not None}
    return Use(call or "call", _written(shape), parts)


class _Shapes:
    """Tells the shapes of the values of one call, up to a number of them."""

    def __init__(self) -> None:
        self._left = _MAX_SHAPES

    def of(self, value: Any) -> Shape:
        """The shape of a value."""
        self._left -= 1
        if self._left < 0:
            return TOO_MUCH
        if isinstance(value, Mapping):
            return {str(name): self.of(each) for name, each in value.items()}
        if isinstance(value, list):
            return [self.of(each) for each in value]
        return _scalar(value)


def _ordered(shape: Shape) -> Shape:
    """The shape with its keys in order, and each shape of a list once: in what order a client writes them says nothing."""
    if isinstance(shape, dict):
        return {name: _ordered(shape[name]) for name in sorted(shape)}
    if isinstance(shape, list):
        told = {json.dumps(each): each for each in map(_ordered, shape)}
        return [told[each] for each in sorted(told)]
    return shape


def _written(arguments: Mapping[str, Shape]) -> str:
    return json.dumps({name: _ordered(shape) for name, shape in arguments.items()}, ensure_ascii=False)


def _scalar(value: Any) -> str:
    if value is None:
        return NULL
    if isinstance(value, bool):
        return BOOLEAN
    if isinstance(value, int):
        return INT
    if isinstance(value, float):
        return DOUBLE
    text = str(value)
    if not text:
        return EMPTY_TEXT
    return NUMBER_AS_TEXT if text.isascii() and text.isdecimal() else TEXT


def _shape_text(shape: Shape) -> str:
    if isinstance(shape, list):
        return f"[{', '.join(map(_shape_text, shape))}]"
    if isinstance(shape, dict):
        return f"{{{', '.join(f'{name}: {_shape_text(each)}' for name, each in shape.items())}}}"
    return shape


def _read_use(entry: Any, what: str) -> Use:
    if not isinstance(entry, dict) or not isinstance(entry.get("call"), str):
        raise ContractError(f'{what} has no "call"')
    arguments = entry.get("arguments")
    if not isinstance(arguments, dict):
        raise ContractError(f'{what} has no "arguments"')
    _check(arguments, what)
    parts = tuple(_read_use(part, f"a call of {what}") for part in _list(entry.get("calls", []), f'"calls" of {what}'))
    return Use(entry["call"], _written(arguments), parts)


def _check(shape: Any, what: str) -> None:
    """Raises `ContractError` for what is no shape."""
    if isinstance(shape, (dict, list)):
        for each in shape.values() if isinstance(shape, dict) else shape:
            _check(each, what)
    elif shape not in _SCALARS:
        raise ContractError(f"{what}: {shape!r} is no shape; there are {', '.join(_SCALARS)}")


def _list(given: Any, what: str) -> list[Any]:
    if not isinstance(given, list):
        raise ContractError(f"{what} is no list")
    return given
