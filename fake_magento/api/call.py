"""A call of the API as the server understood it: the same whatever dialect it was spoken in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from fake_magento.api.declare import Resource

About = Mapping[str, str | int]
"""What a tester names calls by: ``{"order": "100000001"}``; a product by its SKU (text) or its id (a number)."""


def about_of(product: str | int | None, about: About | None) -> About:
    """``product`` is the short form of ``{"product": …}``."""
    return {**(about or {}), **({} if product is None else {"product": product})}


@dataclass(eq=False, kw_only=True)
class Call:
    """A call of one of the server's functions.

    ``operation`` is the function's name (``login``, ``call``, …), in the log the operation of the WSDL or the method of
    XML-RPC that asked for it; ``None`` where a request held no call. ``path`` is the API path by the resource's own name
    (``catalog_product_attribute_media.list``); as the client wrote it where the server has no such method, and ``None`` for
    functions that call none. ``arguments`` are by PHP's name of each parameter (``productId``, ``file``, ``data``, …), all of
    the method's where it is known, without the session; objects among them are plain mappings.

    ``about`` is what the call is about, by kind (``product``, ``order``, ``customer``, …): of a product the SKU, of others
    what the client named. ``value`` is what came of it, or ``fault`` its code and text. ``duration`` is in seconds.
    """

    operation: str | None
    path: str | None = None
    arguments: dict[str, Any] = field(default_factory=dict)
    about: dict[str, str] = field(default_factory=dict)
    value: Any = None
    fault: tuple[str, str] | None = None
    duration: float = 0.0

    def is_of(self, target: str) -> bool:
        """Whether it calls the target: a path, a resource, an operation or a function, as `Registry.target` names them."""
        if self.operation == target:
            return True
        return self.path is not None and (target == "call" or f"{self.path}.".startswith(f"{target}."))


@dataclass(eq=False, kw_only=True)
class PerformedCall(Call):
    """A call while it is performed: the session that it names, its resource, and the calls that a ``multiCall`` holds.

    ``bound`` is a value for each argument of its method, or the error of PHP's that it has none.
    """

    session_id: str = ""
    resource: Resource | None = None
    bound: Sequence[Any] | Exception = ()
    parts: list[PerformedCall] = field(default_factory=list)


class Interruption(BaseException):
    """What a hook raises to end a request at once; nothing on its way takes it for a mistake."""


class Refusal(Interruption):
    """What a hook raises to have SOAP's own layer refuse a request with a fault, before the API has seen it."""

    def __init__(self, code: str, message: str, status: int) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status


class CallHooks:
    """Is told of each call while it is performed. What it raises becomes of the call; this one raises nothing."""

    def before_request(self, calls: list[PerformedCall]) -> None:
        """These calls come in one request and are about to begin, one after the other. May raise `Interruption`."""

    def before_call(self, call: PerformedCall) -> None:
        """A function was called; nothing has been looked at, nothing has changed. May raise `Interruption`."""

    def before_method(self, call: PerformedCall) -> None:
        """All that comes before a function runs was found right: session, path, permission, arguments. May raise `Fault`."""
