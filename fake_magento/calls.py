"""What was called: one `Exchange` for each request to the API."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from fake_magento.contract.validation import Violation


@dataclass(eq=False)
class Exchange:
    """A request to the API and its answer.

    ``dialect`` is ``"v1"``, ``"v2"``, ``"wsi"`` or ``"xmlrpc"``. ``operation`` is that of the WSDL, or the method of XML-RPC;
    ``None`` where the request held no call. ``path`` is the API path that it called (``product_media.list``, as the client
    wrote it; ``None`` for operations of the session), ``arguments`` the decoded parts by name. ``value`` is what the call
    returned, ``fault`` its code and text instead; where XML-RPC answers an error of PHP's with an empty page, the code is
    ``"500"``. ``user`` is who was logged in. ``duration`` is in seconds.
    """

    dialect: str
    operation: str | None
    path: str | None
    arguments: dict[str, Any]
    user: str | None
    status: int
    value: Any
    fault: tuple[str, str] | None
    duration: float
    request: bytes = field(repr=False)
    response: bytes = field(repr=False)
    _violations: Callable[[bytes], list[Violation]] = field(repr=False, compare=False)

    @cached_property
    def violations(self) -> list[Violation]:
        """What the request does against the schema of its WSDL, which is asked when someone first looks here.

        None over XML-RPC, which has no schema.
        """
        return self._violations(self.request)

    def __str__(self) -> str:
        called = "no call" if self.operation is None else self.operation
        if self.path is not None and self.operation in ("call", None):
            called = f"call {self.path}"
        outcome = "ok" if self.fault is None else f"fault {self.fault[0]}: {self.fault[1]}"
        return f"{self.dialect} {self.user or '-'} {called} -> {self.status} {outcome} {self.duration * 1000:.1f} ms"
