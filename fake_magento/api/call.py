"""A call of the API as the server understood it: the same whatever dialect it was spoken in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from fake_magento.api.declare import Resource


@dataclass(eq=False)
class Call:
    """A call of one of the server's functions.

    ``function`` is its name (``login``, ``call``, …). ``path`` is the API path by the resource's own name
    (``catalog_product_attribute_media.list``); as the client wrote it where the server has no such method, and ``None`` for
    functions that call none. ``arguments`` are by PHP's name of each parameter, all of the method's where it is known, without
    ``session_id``; objects among them are plain mappings. ``product`` is the SKU of the product that the call is about, or
    what it names it where there is none.

    ``parts`` are the calls that a ``multiCall`` holds. ``value`` is what came of it, or ``fault`` its code and text.
    ``duration`` is in seconds.
    """

    function: str
    path: str | None = None
    arguments: dict[str, Any] = field(default_factory=dict)
    session_id: str = ""
    resource: Resource | None = None
    product: str | None = None
    parts: list[Call] = field(default_factory=list)
    value: Any = None
    fault: tuple[str, str] | None = None
    duration: float = 0.0

    def is_of(self, target: str) -> bool:
        """Whether it calls the target: a path, a resource or a function, as `Registry.target` names them."""
        return self.function == target or is_path_of(self.path, target)


def is_path_of(path: str | None, target: str) -> bool:
    """Whether a call of the path calls the target: the path itself, its resource, or ``call``, which calls any."""
    return path is not None and (target == "call" or f"{path}.".startswith(f"{target}."))


class Interruption(BaseException):
    """What a witness raises to end a request at once; nothing on its way takes it for a mistake."""


class Witness:
    """Is told of each call while it is performed. What it raises becomes of the call; this one raises nothing."""

    def announced(self, calls: list[Call]) -> None:
        """These calls come in one request and are about to begin, one after the other. May raise `Interruption`."""

    def begins(self, call: Call) -> None:
        """A function was called; nothing has been looked at, nothing has changed. May raise `Interruption`."""

    def enters(self, call: Call) -> None:
        """All that comes before a function runs was found right: session, path, permission, arguments. May raise `Fault`."""
