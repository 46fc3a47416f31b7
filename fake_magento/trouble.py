"""Trouble on demand: what a test scripts to go wrong, and how it meets the calls that come.

Whether a trouble is for a call is decided once, when the call is understood and before anything of it is looked at. A fault
comes where the server's own would: after session, permission and arguments were found right.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from types import TracebackType
from typing import Any, Final, Literal, Self

from werkzeug.urls import iri_to_uri
from werkzeug.wrappers import Request, Response

from fake_magento import pages
from fake_magento.api.call import Call, Interruption, Witness
from fake_magento.api.declare import GLOBAL_FAULTS, Fault, FaultTable
from fake_magento.api.registry import Registry
from fake_magento.server import Cut
from fake_magento.state import Shop

Times = int | Literal["always"]

HOWS: Final = {
    "session-lost": "the session of the call is over: fault 5, until the client logs in again",
    "maintenance": "the maintenance page: HTML with status 503; the call does not take effect",
    "html": "a page of HTML instead of XML, with status 200; the call does not take effect",
    "notice": "a notice of PHP's in front of the XML",
    "bom": "a byte order mark in front of the XML",
    "truncated": "the first half of the body, as if it were all",
    "closed": "the connection is closed without an answer; the call does not take effect",
    "cut": "the connection is closed in the middle of the answer; the call has taken effect",
    "lost": "the connection is closed without an answer; the call has taken effect",
}
"""The kinds of trouble that need no more words, and what each does."""

REDIRECTS: Final = ("https", "slash")
WSDL: Final = "wsdl"
IMAGES: Final = "images"
ADDRESSES: Final = (WSDL, IMAGES)
"""What trouble can be on that is no call: the WSDLs and the image files."""

_HTML: Final = "text/html; charset=UTF-8"
_NOTICE: Final = (
    b"<br />\n<b>Notice</b>:  Undefined index: label in <b>app/code/local/Shop/Catalog/Model/Observer.php</b> "
    b"on line <b>42</b><br />\n"
)
_BOM: Final = b"\xef\xbb\xbf"
_CONTENT_TYPE = re.compile(r"[\x21-\x7e][\x20-\x7e]*")


@dataclass(frozen=True)
class Plan:
    """What a trouble is and which calls it is for; see `fake_magento.FakeMagento.fail`, which takes the same by name."""

    on: str | None = None
    how: str | None = None
    product: str | int | None = None
    fault: int | str | None = None
    message: str | None = None
    status: int | None = None
    content_type: str | None = None
    redirect: str | None = None
    delay: float = 0.0
    times: Times | None = None
    rate: float | None = None
    seed: int = 0

    def __post_init__(self) -> None:
        kinds = [name for name in _KINDS if getattr(self, name) is not None]
        if len(kinds) > 1 or (not kinds and not self.delay):
            given = " and ".join(kinds) or "none"
            raise ValueError(f"a trouble is one of {', '.join(_KINDS)}, or a delay alone; {given} was given")
        for name, wrong in self._wrong():
            if wrong:
                raise ValueError(f"{name} cannot be {getattr(self, name)!r}{f': {wrong}' if wrong is not True else ''}")

    def _wrong(self) -> list[tuple[str, bool | str]]:
        """What each value must not be."""
        no_call = self.on in ADDRESSES
        return [
            ("on", not _is(self.on, str)),
            ("how", self.how not in (None, *HOWS) and f"there are {', '.join(HOWS)}"),
            ("product", not _is(self.product, str, int)),
            ("fault", not _is(self.fault, str, int)),
            ("message", not _is(self.message, str)),
            ("message", self.message is not None and self.fault is None and "it is the text of a fault"),
            ("status", self.status is not None and not (_is(self.status, int) and 200 <= self.status <= 599)),
            ("content_type", self.content_type is not None and not _is_header(self.content_type)),
            ("redirect", self.redirect not in (None, *REDIRECTS) and f"there are {', '.join(REDIRECTS)}"),
            ("delay", not _is(self.delay, int, float) or not 0 <= self.delay <= _LONGEST),
            ("times", self.times not in (None, "always") and not (_is(self.times, int) and int(self.times) > 0)),
            ("rate", self.rate is not None and not (_is(self.rate, int, float) and 0 <= self.rate <= 1)),
            ("rate", self.rate is not None and self.times not in (None, "always") and "times are given, too"),
            ("seed", not _is(self.seed, int)),
            ("on", no_call and self.fault is not None and "a fault is for calls"),
            ("on", no_call and self.how == "session-lost" and "it has no session"),
            ("on", no_call and self.product is not None and "it is about no product"),
        ]

    @property
    def kind(self) -> str | None:
        """Which of the kinds is given; ``None`` for a delay alone."""
        return next((kind for kind in _KINDS if getattr(self, kind) is not None), None)

    @property
    def name(self) -> str:
        """The trouble in a word or two."""
        if self.kind is None:
            return f"delay {self.delay:g} s"
        value = getattr(self, self.kind)
        return str(value) if self.kind == "how" else f"{self.kind} {value}"

    def __str__(self) -> str:
        where = f" on {self.on}" if self.on else ""
        about = f" for product {self.product!r}" if self.product is not None else ""
        return f"{self.name}{where}{about}"


_KINDS = ("how", "fault", "status", "content_type", "redirect")
_LONGEST = 3600


def _is(value: Any, *types: type) -> bool:
    return value is None or (isinstance(value, types) and not isinstance(value, bool))


def _is_header(value: Any) -> bool:
    return isinstance(value, str) and _CONTENT_TYPE.fullmatch(value) is not None


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

    A call meets each delay that is for it, and of the others the first.
    """

    def __init__(self, registry: Callable[[], Registry]) -> None:
        self._registry = registry
        self._lock = threading.Lock()
        self._numbers = 0
        self._troubles: list[Trouble] = []
        self._unmet: list[Trouble] = []

    def add(self, plan: Plan) -> Trouble:
        """Script a trouble. Raises `ValueError` for a target or a fault that the API does not have."""
        target = plan.on if plan.on in ADDRESSES else self._target(plan.on)
        if plan.fault is not None and _fault(plan, self._faults(target)) is None:
            raise ValueError(f"{plan.on or 'the API'} has no fault {plan.fault!r}; give a code and its message")
        with self._lock:
            self._numbers += 1
            trouble = Trouble(self, self._numbers, plan, target)
            self._troubles.append(trouble)
        return trouble

    def fault_code(self, fault: int | str, on: str | None) -> tuple[str, str | None]:
        """The code of a fault as calls tell it, and the target. Raises `ValueError` for words that mean nothing."""
        plan = Plan(on, fault=fault, message="" if isinstance(fault, int) else None)
        target = self._target(on)
        found = _fault(plan, self._faults(target))
        if found is None:
            raise ValueError(f"{on or 'the API'} has no fault {fault!r}")
        return str(found[0]), target

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

    def meet(self, is_for: Callable[[Trouble], bool]) -> list[Trouble]:
        """The troubles that a call or request meets, each counted as met: the delays, and one other at most."""
        chosen: list[Trouble] = []
        if not self._troubles:
            return chosen
        with self._lock:
            for trouble in self._troubles:
                has_met = trouble.plan.kind is not None and any(each.plan.kind for each in chosen)
                if not has_met and is_for(trouble) and trouble.toss():
                    chosen.append(trouble)
            for trouble in chosen:
                trouble.met += 1
                if trouble.left is not None:
                    trouble.left -= 1
            self._troubles = [each for each in self._troubles if not each.is_over]
            return chosen

    def give_back(self, trouble: Trouble) -> None:
        """It has not met the call after all: the call ended before."""
        with self._lock:
            trouble.met -= 1
            if trouble.left is not None:
                trouble.left += 1
                if trouble.left == 1:
                    self._troubles.append(trouble)
                    self._troubles.sort(key=lambda each: each.number)


def _fault(plan: Plan, table: FaultTable) -> tuple[int, str] | None:
    """Code and text of the planned fault by the table; ``None`` where it has no such fault."""
    known = {str(code): (code, text) for code, text in table.values()} | dict(table)
    code, text = known.get(str(plan.fault), (None, None))
    if code is None and isinstance(plan.fault, int):
        code = plan.fault
    if code is None or (text is None and plan.message is None):
        return None
    return code, str(text) if plan.message is None else plan.message


class Meeting(Witness):
    """One request, and the troubles that it meets.

    ``instead`` is the response that it gets instead of the server's, ``delay`` how many seconds its response is late.
    """

    def __init__(self, script: Script, shop: Shop, request: Request) -> None:
        self.instead: Response | None = None
        self.delay = 0.0
        self._script = script
        self._shop = shop
        self._request = request
        self._met: list[tuple[Call | None, Trouble]] = []
        self._faults: dict[Call, Trouble | None] = {}
        self._is_announced = False

    def names(self, call: Call | None = None) -> str | None:
        """What the call has met, in words; without one, what the request has."""
        return ", ".join(each.plan.name for met, each in self._met if call in (None, met)) or None

    def address(self, name: str) -> None:
        """The request is one of `ADDRESSES`."""
        for trouble in self._script.meet(lambda trouble: trouble.target == name and self._is_redirected(trouble.plan)):
            self._take(trouble, None)

    def announced(self, calls: list[Call]) -> None:
        self._is_announced = True
        self._begin(None, calls)

    def begins(self, call: Call) -> None:
        self._faults[call] = None
        if self._is_announced:  # what is for the whole request has met it
            self._faults[call] = self._fault_for(call)
        else:
            self._begin(call, [call])

    def _begin(self, call: Call | None, calls: list[Call]) -> None:
        def is_met(trouble: Trouble) -> bool:
            return any(self._is_for(trouble, each, is_alone=call is not None) for each in calls)

        for trouble in self._script.meet(is_met):
            if call and trouble.plan.fault is not None:
                self._faults[call] = trouble
                continue
            self._take(trouble, call)
            if trouble.plan.how == "session-lost":
                with self._shop.lock:
                    for each in calls:
                        self._shop.sessions.end(each.session_id)
        if self.instead:
            raise Interruption

    def _fault_for(self, call: Call) -> Trouble | None:
        met = self._script.meet(lambda trouble: trouble.plan.fault is not None and self._is_for(trouble, call))
        return met[0] if met else None

    def enters(self, call: Call) -> None:
        has_begun = call in self._faults  # a part of a multiCall has not
        trouble = self._faults.pop(call) if has_begun else self._fault_for(call)
        fault = _fault(trouble.plan, _faults_of(call)) if trouble else None
        if trouble and fault:
            self._take(trouble, call)
            raise Fault(*fault)

    def wait(self) -> None:
        """Let the response be late."""
        if self.delay:  # even no time at all would be given to other threads
            time.sleep(self.delay)

    def ends(self, response: Response) -> Response:
        """The response as the troubles leave it. Faults that were meant for calls which ended before go back to the script."""
        for trouble in self._faults.values():
            if trouble:
                self._script.give_back(trouble)
        for _, trouble in self._met:
            response = _changed(response, trouble.plan)
        return response

    def _is_for(self, trouble: Trouble, call: Call, is_alone: bool = True) -> bool:
        """Whether a call that begins meets the trouble. Faults for what a request or a ``multiCall`` holds wait for that."""
        plan = trouble.plan
        if plan.fault is not None:
            return is_alone and self._is_about(trouble, call) and not (call.parts and trouble.target is None)
        if plan.how == "session-lost" and not call.session_id:
            return False
        return self._is_redirected(plan) and any(self._is_about(trouble, each) for each in (call, *call.parts))

    def _is_about(self, trouble: Trouble, call: Call) -> bool:
        plan = trouble.plan
        if trouble.target is not None and not call.is_of(trouble.target):
            return False
        if plan.product is not None and (call.product is None or call.product != self._shop.sku(plan.product)):
            return False
        return plan.fault is None or _fault(plan, _faults_of(call)) is not None

    def _is_redirected(self, plan: Plan) -> bool:
        """Whether there is anything to redirect the request to, where the trouble is to redirect it."""
        if plan.redirect == "https":
            return self._request.scheme == "http"
        return plan.redirect is None or not self._request.path.endswith("/")

    def _take(self, trouble: Trouble, call: Call | None) -> None:
        self._met.append((call, trouble))
        self.delay += trouble.plan.delay
        self.instead = self.instead or self._response(trouble.plan)

    def _response(self, plan: Plan) -> Response | None:
        """The response that a call gets instead of taking effect, where that is what the trouble is."""
        if plan.status is not None:
            status = Response(status=plan.status, content_type=_HTML)
            if plan.status >= 300 and plan.status != 304:
                reason = status.status.partition(" ")[2].capitalize()
                status.set_data(pages.status_page(plan.status, reason))
            return status
        if plan.redirect is not None:
            return self._redirect(plan.redirect)
        if plan.how == "maintenance":
            return Response(pages.MAINTENANCE, 503, {"Retry-After": "120"}, content_type=_HTML)
        if plan.how == "html":
            return Response(pages.SOMETHING_ELSE, content_type=_HTML)
        return Cut() if plan.how == "closed" else None

    def _redirect(self, where: str) -> Response:
        address, mark, query = iri_to_uri(self._request.url).partition("?")
        if where == "https":
            location, status, reason = "https" + address.removeprefix("http") + mark + query, 302, "Found"
        else:
            location, status, reason = f"{address}/{mark}{query}", 301, "Moved Permanently"
        return Response(pages.status_page(status, reason), status, {"Location": location}, content_type=_HTML)


def _faults_of(call: Call) -> FaultTable:
    return {**GLOBAL_FAULTS, **call.resource.faults} if call.resource else GLOBAL_FAULTS


def _changed(response: Response, plan: Plan) -> Response:
    """The response to a call that took effect, as the trouble leaves it."""
    body = response.get_data()
    if plan.content_type is not None:
        response.headers["Content-Type"] = plan.content_type
    elif plan.how == "notice":
        response.set_data(_NOTICE + body)
    elif plan.how == "bom":
        response.set_data(_BOM + body)
    elif plan.how == "truncated":
        response.set_data(body[: len(body) // 2])
    elif plan.how in ("cut", "lost"):
        cut = Cut(body, response.status, response.headers)
        cut.sent = len(body) // 2 if plan.how == "cut" else None
        return cut
    return response
