"""What was called: one `Exchange` for each request to the API, kept in a log that a test asks."""

from __future__ import annotations

import reprlib
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count, islice
from typing import Any, overload

from werkzeug.datastructures import EnvironHeaders

from fake_magento import php
from fake_magento.api.call import About, Call, about_of
from fake_magento.api.declare import Dialect
from fake_magento.api.registry import Registry
from fake_magento.checks import check_kind
from fake_magento.contract.validation import Violation
from fake_magento.nearest import nearest

CALLS_KEPT = 1000
BYTES_KEPT = 512 * 1024 * 1024
"""How many exchanges a log keeps at most, and of what size in all; older ones are dropped."""

_SHOWN = 50
"""How many calls a message of a failed assertion shows at most."""

_numbers = count(1)


def next_number() -> int:
    """A number less than those of all exchanges to come; see `Exchange`."""
    return next(_numbers)


_short = reprlib.Repr()
_short.maxstring = _short.maxother = 60
_short.maxdict = 8
_short.maxlevel = 4


@dataclass(eq=False, kw_only=True)
class Exchange(Call):
    """A request to the API and its answer: the call that it held, told the same in all dialects, with what HTTP adds.

    ``dialect`` is ``"v1"``, ``"v2"``, ``"wsi"`` or ``"xmlrpc"``. Where XML-RPC answers an error of PHP's with an empty page,
    the code of ``fault`` is ``"500"``. ``status`` is that of HTTP, ``None`` where the connection was closed before an answer.
    ``url``, ``method`` and ``headers`` are those of the request; a header is found in whatever case. ``session`` is the id of
    the session that the call was made in, ``None`` for those in none, such as ``login``; ``user`` is who was logged in.
    ``trouble`` names the scripted trouble that it met; ``is_scripted`` is whether its fault is what a tester asked for, with
    `FakeMagento.fail` or by ending sessions. ``at`` is when it came, in seconds since the epoch by the machine's clock;
    ``duration`` how long its answer took to make, in seconds.

    ``parts`` are the calls that a ``multiCall`` or a ``system.multicall`` held, with the same bodies. ``number`` counts the
    exchanges of this process, in the order in which their answers were made.
    """

    dialect: Dialect
    url: str
    method: str
    headers: EnvironHeaders = field(repr=False)
    session: str | None
    user: str | None
    status: int | None
    trouble: str | None
    is_scripted: bool
    at: float
    request: bytes = field(repr=False)
    response: bytes = field(repr=False)
    parts: list[Exchange] = field(repr=False)
    _violations: Callable[[bytes], list[Violation]] = field(repr=False)
    _hints: Callable[[Call], list[str]] = field(repr=False)
    number: int = field(default_factory=next_number)

    @property
    def product(self) -> str | None:
        """The SKU of the product that it was about, or what the client called it where the shop has none such."""
        return self.about.get("product")

    @cached_property
    def violations(self) -> list[Violation]:
        """What the request does against the schema of its WSDL, which is asked when someone first looks here.

        None over XML-RPC, which has no schema.
        """
        return self._violations(self.request)

    @cached_property
    def hints(self) -> list[str]:
        """What the client surely did not mean by it, though the contract has nothing against it; those of its parts among them.

        They are looked for when someone first looks here.
        """
        return [*self._hints(self), *(hint for part in self.parts for hint in part.hints)]

    @property
    def outcome(self) -> str:
        """What became of it, in words: ``ok``, ``fault 103: …``, ``HTTP 503``, or ``connection closed``."""
        if self.fault is not None:
            return f"fault {self.fault[0]}: {self.fault[1]}"
        if self.status is None:
            return "connection closed"
        return "ok" if self.status == 200 else f"HTTP {self.status}"

    def summary(self) -> str:
        """One line: who called what with which arguments, and what became of it. Long values are cut."""
        return _printable(f"{self.dialect} {self.user or '-'} {self._summary()}")

    def _summary(self) -> str:
        called = "no call" if self.operation is None else (self.path or self.operation)
        given = ", ".join(f"{name}={_short.repr(value)}" for name, value in self.arguments.items() if value is not None)
        inside = f"[{'; '.join(part._summary() for part in self.parts)}]" if self.parts else f"({given})"
        met = f" (trouble: {self.trouble})" if self.trouble else ""
        return f"{called}{inside} -> {self.outcome}{met}"

    def __str__(self) -> str:
        called = "no call" if self.operation is None else self.operation
        if self.operation == "call":
            called = f"call {self.path}"
        status = "-" if self.status is None else self.status
        met = f", trouble: {self.trouble}" if self.trouble else ""
        outcome = "ok" if self.fault is None and self.status == 200 else self.outcome
        took = f"{self.duration * 1000:.1f} ms"
        return _printable(f"{self.dialect} {self.user or '-'} {called} -> {status} {outcome}{met} {took}")


@dataclass(eq=False, kw_only=True)
class HttpRequest:
    """A request of HTTP, whatever it asked for: a call, a WSDL, an image, the control, or an address that there is not.

    ``status`` is that of the answer, ``None`` where the connection was closed before one. ``duration`` is how long the answer
    took, in seconds, with what a trouble delayed it. ``hint`` says what the client may have meant where the shop does not have
    what it asked for; the answer has it as its header ``X-Fake-Magento-Hint``. ``exchange`` is the call that it was.
    """

    method: str
    url: str
    status: int | None
    duration: float
    hint: str | None
    exchange: Exchange | None

    def __str__(self) -> str:
        status = "-" if self.status is None else self.status
        hint = f" ({self.hint})" if self.hint else ""
        return _printable(f"{self.method} {self.url} -> {status}{hint} {self.duration * 1000:.1f} ms")


class Calls(Sequence[Exchange]):
    """The requests to the API so far, oldest first; of many the last `CALLS_KEPT`, of large ones fewer.

    It grows while the fake is called, and equals any sequence with the same exchanges.
    """

    def __init__(self, registry: Callable[[], Registry], subjects: Callable[[About], dict[str, str]]) -> None:
        self._kept: deque[Exchange] = deque()
        self._size = 0
        self._dropped = 0
        self._lock = threading.Lock()
        self._registry = registry
        self._subjects = subjects

    def add(self, exchange: Exchange) -> None:
        """Keep one more exchange."""
        with self._lock:
            self._kept.append(exchange)
            self._size += _size_of(exchange)
            while len(self._kept) > CALLS_KEPT or (self._size > BYTES_KEPT and len(self._kept) > 1):
                self._size -= _size_of(self._kept.popleft())
                self._dropped += 1

    def clear(self) -> None:
        """Forget all of them."""
        with self._lock:
            self._kept.clear()
            self._size = self._dropped = 0

    def __len__(self) -> int:
        return len(self._kept)

    def __iter__(self) -> Iterator[Exchange]:
        with self._lock:
            return iter([*self._kept])

    @overload
    def __getitem__(self, index: int) -> Exchange: ...
    @overload
    def __getitem__(self, index: slice) -> list[Exchange]: ...
    def __getitem__(self, index: int | slice) -> Exchange | list[Exchange]:
        with self._lock:
            return self._kept[index] if isinstance(index, int) else [*self._kept][index]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and [*self] == [*other]

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<{len(self)} calls>"

    def __str__(self) -> str:
        return listing(self)

    def of(
        self,
        name: str,
        *,
        product: str | int | None = None,
        about: About | None = None,
        arguments: Mapping[str, Any] | None = None,
    ) -> list[Exchange]:
        """The calls of ``name``, those inside a ``multiCall`` among them.

        ``name`` is an API path (``"product_media.create"``, by any alias), a resource, an operation of V2 or a function
        (``"login"``); ``about`` is what they are about, such as ``{"order": "100000001"}`` (a product by its SKU as text, or
        its id as a number), of which ``product`` is the short form; ``arguments`` is what they were given at least, by PHP's
        names: of a mapping in it only what it names is compared, and a number equals its text, be it a key or a value, which
        is what some dialects send. Raises `ValueError` for names that the API does not have, and for arguments and kinds that
        calls of ``name`` never have.
        """
        registry = self._registry()
        check_kind("what is called", name, str, "text, such as 'product_media.create'")
        for what, mapping in (("about", about), ("arguments", arguments)):
            check_kind(what, {} if mapping is None else mapping, Mapping, "a mapping")
        for what, subject in about_of(product, about).items():
            check_kind(f"what a call is about, {what},", subject, (str, int), "text or a number")
        target = registry.target(name)
        registry.check_kinds(target, about_of(product, about))
        known = registry.parameters(target)
        for key in arguments or ():
            if known is not None and key not in known:
                raise ValueError(f"{name} has no argument {key!r}{nearest(key, known)}")
        wanted = self._subjects(about_of(product, about))
        return [
            each
            for each in with_parts(self)
            if each.is_of(target)
            and wanted.items() <= each.about.items()
            and (arguments is None or _has(each.arguments, arguments))
        ]

    def assert_called(
        self,
        name: str,
        *,
        times: int | None = None,
        product: str | int | None = None,
        about: About | None = None,
        arguments: Mapping[str, Any] | None = None,
    ) -> list[Exchange]:
        """The calls that `of` finds; raises `AssertionError`, which tells what did come, unless there are ``times`` of them.

        Without ``times`` there must be one at least.
        """
        __tracebackhide__ = True
        if times is not None:
            check_kind("times", times, int, "a number")
        found = self.of(name, product=product, about=about, arguments=arguments)
        asked = _asked(name, about_of(product, about), arguments)
        if times is None and found:
            return found
        self._all_are_kept(asked)
        if times == len(found):
            return found
        was_called = f"was called {_times(len(found))}" if found else "was never called"
        if times is not None:
            was_called += f", and should have been {_times(times)}" if times else ", and should not have been"
        raise AssertionError(f"{asked} {was_called}. What came:\n{listing(self)}")

    def assert_not_called(
        self,
        name: str,
        *,
        product: str | int | None = None,
        about: About | None = None,
        arguments: Mapping[str, Any] | None = None,
    ) -> None:
        """Raises `AssertionError`, which tells what came, where `of` finds a call."""
        __tracebackhide__ = True
        self.assert_called(name, times=0, product=product, about=about, arguments=arguments)

    def _all_are_kept(self, asked: str) -> None:
        __tracebackhide__ = True
        if self._dropped:
            raise AssertionError(
                f"how often {asked} was called is not known: {self._dropped} calls are not kept any more, only the last "
                f"{len(self)}. Clear the calls in between."
            )


def listing(calls: Iterable[Exchange]) -> str:
    """The calls as lines with numbers, with what violates the contract and with hints; of many the last `_SHOWN`."""
    calls = [*calls]
    skipped = max(0, len(calls) - _SHOWN)
    lines = [f"  … {skipped} more"] if skipped else []
    for number, exchange in islice(enumerate(calls, 1), skipped, None):
        lines.append(f"  {number}. {exchange.summary()}")
        lines += [f"     violation {violation}" for violation in exchange.violations]
        lines += [_printable(f"     hint {hint}") for hint in exchange.hints]
    return "\n".join(lines) or "  nothing"


def with_parts(exchanges: Iterable[Exchange]) -> Iterator[Exchange]:
    """The exchanges, and after each those that it held."""
    for exchange in exchanges:
        yield exchange
        yield from with_parts(exchange.parts)


def _has(given: Any, wanted: Any) -> bool:
    """Whether ``given`` is ``wanted``, where of a mapping only what ``wanted`` names counts."""
    if isinstance(given, Mapping) and isinstance(wanted, Mapping):
        values = {php.array_key(key): value for key, value in given.items()}  # to PHP the keys "3" and 3 are one
        keys = {key: php.array_key(key) for key in wanted}
        return all(keys[key] in values and _has(values[keys[key]], value) for key, value in wanted.items())
    if isinstance(given, list) and isinstance(wanted, (list, tuple)):
        return len(given) == len(wanted) and all(map(_has, given, wanted))
    is_number_and_text = isinstance(given, (str, int, float)) and isinstance(wanted, (str, int, float))
    if is_number_and_text and isinstance(given, str) != isinstance(wanted, str):
        return php.to_string(given) == php.to_string(wanted)
    return bool(given == wanted)


def _size_of(exchange: Exchange) -> int:
    """The bytes that an exchange keeps, about: its bodies, and the arguments that were decoded."""
    return 2 * len(exchange.request) + len(exchange.response)


def _printable(text: str) -> str:
    """The text with escapes for bytes that are none, which nobody could print."""
    return text.encode("utf-8", "backslashreplace").decode()


def _asked(name: str, about: About, arguments: Mapping[str, Any] | None) -> str:
    named = [f"{kind} {each!r}" for kind, each in about.items()]
    named += [f"{key}={_short.repr(value)}" for key, value in (arguments or {}).items()]
    return f"{name} ({', '.join(named)})" if named else name


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")
