"""The words in which scenarios are written: calls as a client means them, whatever dialect speaks them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from fake_magento.client.dialects import Arguments
from fake_magento.client.value import Value
from fake_magento.errors import FakeMagentoError

DIALECTS = ("v1", "v2", "wsi", "xmlrpc")
SOAP = frozenset(("v1", "v2", "wsi"))
BY_PATH = frozenset(("v1", "xmlrpc"))
"""The dialects that call by a path and by position."""
BY_PARTS = frozenset(("v2", "wsi"))
"""The dialects that call by operations, whose parts have structures."""


@dataclass(frozen=True)
class Result:
    """What the step that kept it under this name was answered, by each server for itself.

    ``within`` is the way to a value inside of it: numbers of items and names of members. ``type`` is what it is made, where
    the answer can be of another type.
    """

    name: str
    within: tuple[str | int, ...] = ()
    type: type[int] | type[str] | None = None

    def of(self, answers: Mapping[str, Any]) -> Any:
        """The value among the answers that were kept; ``None`` where it is not there."""
        value: Any = answers.get(self.name)
        for each in self.within:
            try:
                value = value[each]
            except (LookupError, TypeError):
                return None
        return value if self.type is None or value is None else self.type(value)

    def __repr__(self) -> str:
        return f"<{'.'.join(map(str, (self.name, *self.within)))}>"


SESSION = Result("session")
"""The session in which a server is logged in."""


def everything(value: Value) -> Value:
    """The value."""
    return value


@dataclass(frozen=True)
class Step:
    """One request. ``call`` is a path of the API (``product_media.list``), or a function of the server (``login``).

    ``arguments`` are by PHP's names, in a list by position; `Result` stands for what earlier steps were answered. ``keep`` is
    the name under which later steps find what this one is answered. ``session`` is the one in which a path is called.
    ``dialects`` are those in which it can be said. ``look`` is what to see of its answer. ``body`` is sent as it is, instead.
    ``about`` says what is special in it.
    """

    call: str
    arguments: Arguments = field(default_factory=dict)
    keep: str = ""
    session: Any = SESSION
    dialects: frozenset[str] = frozenset(DIALECTS)
    look: Callable[[Value], Value] = everything
    body: bytes | None = None
    about: str = ""

    @property
    def is_path(self) -> bool:
        """Whether it calls a method of the API."""
        return "." in self.call and not self.call.startswith("system.")


@dataclass(frozen=True)
class Scenario:
    """Steps that belong together, played from an empty gallery and without things of an earlier one.

    ``lacks`` is what it would need to be played.
    """

    name: str
    steps: Sequence[Step]
    lacks: str = ""


class MissingResultError(FakeMagentoError):
    """A step needs what an earlier one was not answered."""


def resolved(value: Any, results: Mapping[str, Any]) -> Any:
    """The value with results in their places, be they names in a mapping. Raises `MissingResultError`."""
    if isinstance(value, Result):
        found = value.of(results)
        if found is None:
            raise MissingResultError(f"needs what {value.name!r} was answered")
        return found
    if isinstance(value, Mapping):
        return {resolved(name, results): resolved(each, results) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [resolved(each, results) for each in value]
    return value


def only(name: str) -> Callable[[Value], Value]:
    """Sees of a list of resources the one of that name: others are the shop's own business."""

    def look(value: Value) -> Value:
        found = [item for item in value.items or () if _is_named(item, name)]
        return found[0] if found else value

    return look


def _is_named(item: Value, name: str) -> bool:
    member = item.member("name")
    return member is not None and member.text == name
