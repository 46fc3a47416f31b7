"""Trouble on demand: what a test scripts to go wrong, and which of it a call meets."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from random import Random
from types import TracebackType
from typing import Any, Final, Literal, Self, get_args

from fake_magento.api.call import About, about_of
from fake_magento.api.declare import GLOBAL_FAULTS, FaultTable
from fake_magento.api.registry import Registry, core_registry
from fake_magento.nearest import nearest
from fake_magento.protocols.xmlrpc import FAULTS as XMLRPC_FAULTS
from fake_magento.protocols.xmlrpc import PHP_ERROR

Times = int | Literal["always"]

How = Literal[
    "session-lost",
    "maintenance",
    "html",
    "notice",
    "bom",
    "trailing",
    "truncated",
    "empty",
    "closed",
    "cut",
    "lost",
]
"""The kinds of trouble that need no more words; `HOWS` says what each does."""

HOWS: Final[Mapping[How, str]] = {
    "session-lost": "the session of the call is over: fault 5, until the client logs in again",
    "maintenance": "the maintenance page: HTML with status 503; the call does not take effect",
    "html": "a page of HTML instead of XML, with status 200; the call does not take effect",
    "notice": "a notice of PHP's in front of the XML",
    "bom": "a byte order mark in front of the XML",
    "trailing": "a notice of PHP's behind the XML",
    "truncated": "the first half of the body, as if it were all",
    "empty": "an empty body, as of a PHP that died; the call has taken effect",
    "closed": "the connection is closed without an answer; the call does not take effect",
    "cut": "the connection is closed in the middle of the answer; the call has taken effect",
    "lost": "the connection is closed without an answer; the call has taken effect",
}
"""What each of these kinds of trouble does."""

SOAP_FAULTS: Final = {
    "WSDL": "SOAP-ERROR: Parsing WSDL: Couldn't load from 'http://shop/index.php/api/soap/index/?wsdl=1'",
    "SOAP-ENV:Server": "Internal Error",
    "SOAP-ENV:Client": "Bad Request",
    "Sender": "Invalid XML",
}
"""The faults of SOAP's own layer, which answers before the API sees a call, and the text that each has unless given."""

Redirect = Literal["https", "slash"]
"""Where trouble redirects a request to: plain HTTP to HTTPS, an address without a slash at its end to one with it."""

REDIRECTS: Final[tuple[Redirect, ...]] = get_args(Redirect)
WSDL: Final = "wsdl"
IMAGES: Final = "images"
ADDRESSES: Final = (WSDL, IMAGES)
"""What trouble can be on that is no call: the WSDLs and the image files."""

_HEADER = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_HEADER_VALUE = re.compile(r"[\x21-\x7e][\x20-\x7e]*")
_OWN_HEADERS = ("connection", "content-length", "date", "transfer-encoding")
"""Headers that the server says itself."""


@dataclass(frozen=True)
class Plan:
    """What a trouble is and which calls it is for; see `fake_magento.FakeMagento.fail`, which takes the same by name."""

    on: str | None = None
    how: How | None = None
    product: str | int | None = None
    about: About | None = None
    fault: int | str | None = None
    message: str | None = None
    status: int | None = None
    content_type: str | None = None
    redirect: Redirect | None = None
    headers: Mapping[str, str] | None = None
    delay: float = 0.0
    times: Times | None = None
    rate: float | None = None
    seed: int = 0

    def __post_init__(self) -> None:
        kinds = [name for name in _KINDS if getattr(self, name) is not None]
        if not _is(self.on, str):
            raise ValueError(f"on is text, such as 'product_media.create', not {self.on!r:.100}")
        if self.is_of_soap and "status" in kinds:
            kinds.remove("status")
        if len(kinds) > 1 or (not kinds and not self.delay and not self.headers):
            given = " and ".join(kinds) or "none"
            if self.on in HOWS:
                given += f"; is how={self.on!r} meant?"
            raise ValueError(f"a trouble is one of {', '.join(_KINDS)}, or delay or headers alone; given: {given}")
        for name, wrong in self._wrong():
            if wrong:
                raise ValueError(f"{name} cannot be {getattr(self, name)!r}{f': {wrong}' if wrong is not True else ''}")

    def _wrong(self) -> list[tuple[str, bool | str]]:
        """What each value must not be."""
        no_call = self.on in ADDRESSES
        return [
            ("on", not _is(self.on, str)),
            ("how", self.how not in (None, *HOWS) and f"no how{nearest(self.how, HOWS)}"),
            ("product", not _is(self.product, str, int)),
            ("about", not _is_about(self.about)),
            ("fault", not _is(self.fault, str, int)),
            ("message", not _is(self.message, str)),
            ("message", self.message is not None and self.fault is None and "it is the text of a fault"),
            ("status", self.status is not None and not (_is(self.status, int) and 200 <= self.status <= 599)),
            ("content_type", self.content_type is not None and not _is_header(self.content_type)),
            ("redirect", self.redirect not in (None, *REDIRECTS) and f"no redirect{nearest(self.redirect, REDIRECTS)}"),
            ("headers", self.headers is not None and _wrong_headers(self.headers)),
            ("delay", not _is(self.delay, int, float) or not 0 <= self.delay <= LONGEST_DELAY),
            ("times", self.times not in (None, "always") and not (_is(self.times, int) and int(self.times) > 0)),
            ("rate", self.rate is not None and not (_is(self.rate, int, float) and 0 <= self.rate <= 1)),
            ("rate", self.rate is not None and self.times not in (None, "always") and "times are given, too"),
            ("seed", not _is(self.seed, int)),
            ("on", no_call and self.fault is not None and "a fault is for calls"),
            ("on", no_call and self.how == "session-lost" and "it has no session"),
            ("on", no_call and bool(self.subjects) and "it is about nothing"),
        ]

    @property
    def subjects(self) -> About:
        """What the calls that it is for are about, by kind."""
        return about_of(self.product, self.about)

    @property
    def is_of_soap(self) -> bool:
        """Whether it is a fault of SOAP's own layer."""
        return isinstance(self.fault, str) and self.fault in SOAP_FAULTS

    @property
    def is_of_api(self) -> bool:
        """Whether it is a fault of the API."""
        return self.fault is not None and not self.is_of_soap

    @property
    def kind(self) -> str | None:
        """Which of the kinds is given; ``None`` for a delay or headers alone."""
        return next((kind for kind in _KINDS if getattr(self, kind) is not None), None)

    @property
    def name(self) -> str:
        """The trouble in a word or two."""
        if self.kind is None:
            return f"delay {self.delay:g} s" if self.delay else f"headers {', '.join(self.headers or ())}"
        value = getattr(self, self.kind)
        return str(value) if self.kind == "how" else f"{self.kind} {value}"

    def __str__(self) -> str:
        where = f" on {self.on}" if self.on else ""
        about = "".join(f" for {kind} {named!r}" for kind, named in self.subjects.items())
        return f"{self.name}{where}{about}"


_KINDS = ("how", "fault", "status", "content_type", "redirect")
LONGEST_DELAY = 3600
"""How many seconds an answer can be late."""


def _is(value: Any, *types: type) -> bool:
    return value is None or (isinstance(value, types) and not isinstance(value, bool))


def _is_about(value: Any) -> bool:
    if value is None:
        return True
    return isinstance(value, Mapping) and all(
        isinstance(kind, str) and _is(named, str, int) for kind, named in value.items()
    )


def _is_header(value: Any) -> bool:
    return isinstance(value, str) and _HEADER_VALUE.fullmatch(value) is not None


def _wrong_headers(headers: Any) -> bool | str:
    if not isinstance(headers, Mapping):
        return True
    for name, value in headers.items():
        if not (isinstance(name, str) and _HEADER.fullmatch(name) and _is_header(value)):
            return f"{name!r} is no header of text"
        if name.lower() in _OWN_HEADERS:
            return f"the server says {name} itself"
    return False


class Trouble:
    """A scripted trouble. It meets the next call that it is for, or as many as ``times`` says.

    In a ``with`` statement it lasts while the block does, and meets all calls in it unless ``times`` says otherwise.
    """

    def __init__(self, script: Script, number: int, plan: Plan, target: str | None) -> None:
        self.number = number
        self.plan = plan
        self.target = target
        self.met = 0
        times = plan.times or (1 if plan.rate is None else "always")
        self.left: int | None = None if times == "always" else times
        self._script = script
        self._dice = Random(plan.seed)

    def __repr__(self) -> str:
        left = "any number of calls" if self.left is None else f"{self.left} more"
        return f"<trouble {self.number}: {self.plan}, met {self.met}, {left}>"

    def __enter__(self) -> Self:
        if self not in self._script:
            raise RuntimeError(f"{self!r} is over: a block takes what was just scripted")
        if self.plan.times is None:
            self.left = None
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._script.end(self)

    def remove(self) -> None:
        """It is over, and is not missed where it never met a call."""
        self._script.remove(self)

    @property
    def is_over(self) -> bool:
        """Whether it will meet no more calls."""
        return self.left == 0

    @property
    def is_left(self) -> bool:
        """Whether it has not done what was asked of it: calls are left that it should have met, or it has met none."""
        if self.plan.rate is not None:
            return False
        return bool(self.left) or self.met == 0

    def toss(self) -> bool:
        """Whether it meets this call, where it meets some at a rate."""
        return self.plan.rate is None or self._dice.random() < self.plan.rate


class Script:
    """The troubles of one fake, in the order in which they were scripted.

    A call meets each that is a delay or headers alone and for it, and of the others the first.
    """

    def __init__(self, registry: Callable[[], Registry], lock: AbstractContextManager[object]) -> None:
        """``lock`` is the shop's: whether a call is for a trouble is asked of the shop, and calls meet some inside it."""
        self._registry = registry
        self._lock = lock
        self._numbers = 0
        self._troubles: list[Trouble] = []
        self._unmet: list[Trouble] = []

    def add(self, plan: Plan) -> Trouble:
        """Script a trouble. Raises `ValueError` for a target or a fault that the API does not have."""
        target = plan.on if plan.on in ADDRESSES else self._target(plan.on)
        self._registry().check_kinds(target, plan.subjects)
        if plan.is_of_api and fault_of(plan, self._faults(target)) is None:
            raise ValueError(
                f"{_no_fault(plan.fault, plan.on, self._faults(target))}; a code that is in no table needs its message"
            )
        with self._lock:
            self._numbers += 1
            trouble = Trouble(self, self._numbers, plan, target)
            self._troubles.append(trouble)
        return trouble

    def fault_code(self, fault: int | str, on: str | None) -> tuple[str, str | None]:
        """The code of a fault as calls tell it, and the target. Raises `ValueError` for words that mean nothing.

        Codes of others than the API are taken as they are, PHP's (``SOAP-ENV:Client``) and those of XML-RPC's own layer; and
        any number where the shop has methods of its own, which can raise any.
        """
        target = self._target(Plan(on, fault=fault).on)
        faults = self._faults(target)
        if str(fault) in faults:
            return str(faults[str(fault)][0]), target
        is_known = ":" in str(fault) or fault in SOAP_FAULTS
        if str(fault).isdecimal():
            codes = {str(code) for code, _ in (*faults.values(), *XMLRPC_FAULTS.values())} | {PHP_ERROR}
            is_known = str(fault) in codes or self._registry() is not core_registry()
        if not is_known:
            raise ValueError(_no_fault(fault, on, faults))
        return str(fault), target

    def _target(self, on: str | None) -> str | None:
        return None if on is None else self._registry().target(on)

    def _faults(self, target: str | None) -> FaultTable:
        """The faults that calls of the target can meet by the tables of the API."""
        name = target.partition(".")[0] if target else None
        found = dict(GLOBAL_FAULTS)
        for resource in self._registry():
            if name in (None, resource.name):
                found |= resource.faults
        return found

    def __iter__(self) -> Iterator[Trouble]:
        """Those that may meet calls yet."""
        with self._lock:
            return iter([*self._troubles])

    def left(self) -> list[Trouble]:
        """Those that have not done what was asked of them; see `Trouble.is_left`."""
        with self._lock:
            return [each for each in (*self._unmet, *self._troubles) if each.is_left]

    def clear(self) -> None:
        """All of them are over and forgotten."""
        with self._lock:
            self._troubles.clear()
            self._unmet.clear()

    def remove(self, trouble: Trouble) -> None:
        """This one is over and forgotten."""
        with self._lock:
            self._troubles = [each for each in self._troubles if each is not trouble]
            self._unmet = [each for each in self._unmet if each is not trouble]

    def end(self, trouble: Trouble) -> None:
        """This one is over; it is missed where it is left."""
        self.remove(trouble)
        with self._lock:
            if trouble.is_left:
                self._unmet.append(trouble)

    def meet(
        self, is_for: Callable[[Trouble], bool], waits: Callable[[Trouble], bool] = lambda trouble: False
    ) -> list[Trouble]:
        """The troubles that a call or request meets, each counted as met: delays and headers alone, and one other at most.

        What ``waits`` for a later moment of the same call is not met yet, nor is what comes behind it, but for those.
        """
        chosen: list[Trouble] = []
        if not self._troubles:
            return chosen
        has_met = False
        with self._lock:
            for trouble in self._troubles:
                if trouble.plan.kind is None:
                    if is_for(trouble) and trouble.toss():
                        chosen.append(trouble)
                elif not has_met and is_for(trouble) and trouble.toss():
                    has_met = True
                    chosen.append(trouble)
                elif not has_met:
                    has_met = trouble.plan.rate is None and waits(trouble)
            for trouble in chosen:
                trouble.met += 1
                if trouble.left is not None:
                    trouble.left -= 1
            self._troubles = [each for each in self._troubles if not each.is_over]
            return chosen


def _no_fault(fault: int | str | None, on: str | None, faults: FaultTable) -> str:
    return f"{on or 'the API'} has no fault {fault!r}{nearest(fault, (*faults, *SOAP_FAULTS))}"


def fault_of(plan: Plan, table: FaultTable) -> tuple[int, str] | None:
    """Code and text of the planned fault by the table; ``None`` where it has no such fault."""
    known = {str(code): (code, text) for code, text in table.values()} | dict(table)
    code, text = known.get(str(plan.fault), (None, None))
    if code is None and str(plan.fault).isdecimal():
        code = int(str(plan.fault))
    if code is None or (text is None and plan.message is None):
        return None
    return code, str(text) if plan.message is None else plan.message
