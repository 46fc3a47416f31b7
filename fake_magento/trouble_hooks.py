"""How a request meets the scripted trouble.

Kinds that are of the whole request (all but faults of the API) are met when its calls are understood and before anything of
them is looked at. A fault of the API comes where the server's own would: after session, permission and number of arguments
were found right.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from typing import Final

from werkzeug.urls import iri_to_uri
from werkzeug.wrappers import Request, Response

from fake_magento import pages
from fake_magento.api.call import CallHooks, Interruption, PerformedCall, Refusal
from fake_magento.api.declare import GLOBAL_FAULTS, Fault, FaultTable
from fake_magento.server import Cut
from fake_magento.state import Shop
from fake_magento.trouble import SOAP_FAULTS, Plan, Redirect, Script, Trouble, fault_of

_NOTICE: Final = (
    b"<br />\n<b>Notice</b>:  Undefined index: label in <b>app/code/local/Shop/Catalog/Model/Observer.php</b> "
    b"on line <b>42</b><br />\n"
)
_BOM: Final = b"\xef\xbb\xbf"
_REFUSED: Final = 500
"""The status of a fault of SOAP's own layer unless another is given."""
_SESSION_EXPIRED: Final = str(GLOBAL_FAULTS["session_expired"][0])
_IN_SESSION: Final = ("call", "multiCall", "resources", "resourceFaults")
"""The functions that look at the session."""


class TroubleHooks(CallHooks):
    """One request, and the troubles that it meets; ``is_soap`` is whether it is one of SOAP, which has faults of its own.

    ``instead`` is the response that it gets instead of the server's, ``delay`` how many seconds its response is late.
    """

    def __init__(self, script: Script, shop: Shop, request: Request, is_soap: bool = False) -> None:
        self.instead: Response | None = None
        self.delay = 0.0
        self._script = script
        self._shop = shop
        self._request = request
        self._is_soap = is_soap
        self._met: list[tuple[Sequence[PerformedCall], Trouble]] = []
        self._is_announced = False
        self._has_begun = False

    def names(self, call: PerformedCall | None = None) -> str | None:
        """What the call has met, in words; without one, what the request has."""
        return ", ".join(each.plan.name for calls, each in self._met if call is None or call in calls) or None

    def is_scripted(self, call: PerformedCall) -> bool:
        """Whether the call's fault is what a tester asked for: one of `fail`, or the end of a session."""
        if call.fault and call.fault[0] == _SESSION_EXPIRED and self._shop.sessions.was_taken(call.session_id):
            return True
        return any(call in calls and each.plan.fault is not None for calls, each in self._met)

    def address(self, name: str) -> None:
        """The request is one of `fake_magento.trouble.ADDRESSES`."""
        for trouble in self._script.meet(lambda trouble: trouble.target == name and self._is_redirected(trouble.plan)):
            self._take(trouble, ())

    def before_request(self, calls: list[PerformedCall]) -> None:
        self._is_announced = True
        self._begin(calls)

    def before_call(self, call: PerformedCall) -> None:
        self._has_begun = True
        if not self._is_announced:  # else what is for the whole request has met it
            self._begin([call])

    def passes(self, operation: str | None, path: str | None) -> None:
        """The request is answered without a call having begun; the operation and path are what is known of it."""
        if not self._has_begun and not self._is_announced:
            with suppress(Interruption):
                self._begin([PerformedCall(operation=operation, path=path)], has_faults=False)

    def before_method(self, call: PerformedCall) -> None:
        def is_for(trouble: Trouble) -> bool:
            is_for_a_part = call.parts and trouble.target is None
            return trouble.plan.is_of_api and not is_for_a_part and self._is_about(trouble, call)

        for trouble in self._script.meet(is_for):
            self._take(trouble, [call, *call.parts])
            fault = fault_of(trouble.plan, _faults_of(call))
            if fault:
                raise Fault(*fault)

    def wait(self) -> None:
        """Let the response be late."""
        if self.delay:  # even no time at all would be given to other threads
            time.sleep(self.delay)

    def ends(self, response: Response) -> Response:
        """The response as the troubles leave it."""
        for _, trouble in self._met:
            response = _changed(response, trouble.plan)
            response.headers.update(trouble.plan.headers or {})
        return response

    def _begin(self, begun: Sequence[PerformedCall], has_faults: bool = True) -> None:
        """Meet what is for the whole request; ``has_faults`` is whether its calls can meet faults, which come later."""
        calls = [each for call in begun for each in (call, *call.parts)]

        def is_for(trouble: Trouble) -> bool:
            plan = trouble.plan
            if plan.is_of_api or not self._is_redirected(plan):
                return False
            if plan.is_of_soap and not (self._is_soap and has_faults):
                return False
            if plan.how == "session-lost" and not any(self._is_in_session(call) for call in begun):
                return False
            return any(self._is_about(trouble, call) for call in calls)

        def waits(trouble: Trouble) -> bool:
            return has_faults and trouble.plan.is_of_api and any(self._is_about(trouble, call) for call in calls)

        met = self._script.meet(is_for, waits)
        for trouble in met:
            self._take(trouble, calls)
            if trouble.plan.how == "session-lost":
                with self._shop.lock:
                    for call in begun:
                        self._shop.sessions.take(call.session_id)
        if self.instead:
            raise Interruption
        for plan in (trouble.plan for trouble in met if trouble.plan.is_of_soap):
            code = str(plan.fault)
            raise Refusal(code, SOAP_FAULTS[code] if plan.message is None else plan.message, plan.status or _REFUSED)

    def _is_in_session(self, call: PerformedCall) -> bool:
        return call.operation in _IN_SESSION and self._shop.sessions.is_live(call.session_id)

    def _is_about(self, trouble: Trouble, call: PerformedCall) -> bool:
        plan = trouble.plan
        if trouble.target is not None and not call.is_of(trouble.target):
            return False
        if not self._shop.subjects(plan.subjects).items() <= call.about.items():
            return False
        return not plan.is_of_api or fault_of(plan, _faults_of(call)) is not None

    def _is_redirected(self, plan: Plan) -> bool:
        """Whether there is anything to redirect the request to, where the trouble is to redirect it."""
        if plan.redirect == "https":
            return self._request.scheme == "http"
        return plan.redirect is None or not self._request.path.endswith("/")

    def _take(self, trouble: Trouble, calls: Sequence[PerformedCall]) -> None:
        self._met.append((calls, trouble))
        self.delay += trouble.plan.delay
        self.instead = self.instead or self._response(trouble.plan)

    def _response(self, plan: Plan) -> Response | None:
        """The response that a call gets instead of taking effect, where that is what the trouble is."""
        if plan.status is not None and not plan.is_of_soap:
            status = Response(status=plan.status, content_type=pages.HTML)
            if plan.status >= 300 and plan.status != 304:
                reason = status.status.partition(" ")[2].capitalize()
                status.set_data(pages.status_page(plan.status, reason))
            return status
        if plan.redirect is not None:
            return self._redirect(plan.redirect)
        if plan.how == "maintenance":
            return Response(pages.MAINTENANCE, 503, {"Retry-After": "120"}, content_type=pages.HTML)
        if plan.how == "html":
            return Response(pages.SOMETHING_ELSE, content_type=pages.HTML)
        return Cut() if plan.how == "closed" else None

    def _redirect(self, where: Redirect) -> Response:
        address, mark, query = iri_to_uri(self._request.url).partition("?")
        if where == "https":
            location, status, reason = "https" + address.removeprefix("http") + mark + query, 302, "Found"
        else:
            location, status, reason = f"{address}/{mark}{query}", 301, "Moved Permanently"
        return Response(pages.status_page(status, reason), status, {"Location": location}, content_type=pages.HTML)


def _faults_of(call: PerformedCall) -> FaultTable:
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
    elif plan.how == "trailing":
        response.set_data(body + _NOTICE)
    elif plan.how == "empty":
        response.set_data(b"")
    elif plan.how == "truncated":
        response.set_data(body[: len(body) // 2])
    elif plan.how in ("cut", "lost"):
        cut = Cut(body, response.status, response.headers)
        cut.sent = len(body) // 2 if plan.how == "cut" else None
        return cut
    return response
