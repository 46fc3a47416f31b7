"""Many shops on one server, for suites that run side by side: one at its root, others by name below `SHOPS_PATH`."""

from __future__ import annotations

import logging
import re
import threading
import time
from collections.abc import Callable, Iterator

from werkzeug.wrappers import Request, Response

from fake_magento import control
from fake_magento.app import CONTROL_PATH
from fake_magento.fake import FakeMagento
from fake_magento.server import Host, Respond, Server

_log = logging.getLogger(__name__)

SHOPS_PATH = "/__shop__/"
"""What the addresses of a shop with a name begin with, before the name."""

IDLE_TIMEOUT = 3600.0
"""Seconds after which a shop that nobody asks is dropped."""

MOST_SHOPS = 100
"""How many shops with names there can be; for one more, the one that was idle longest is dropped."""

# The letters of a name mean themselves in an address.
_ADDRESS = re.compile(f"{SHOPS_PATH}(?P<name>[A-Za-z0-9_][A-Za-z0-9._-]{{0,63}})(?P<path>/.*)?")

Make = Callable[[Host, str | None], FakeMagento]
"""Makes a shop that stands at this place, by its name; `None` is that of the one at the root."""


class _Place:
    """Where a shop with a name stands on a server that others listen on as well: below a path of its own."""

    def __init__(self, server: Server, path: str) -> None:
        self._server = server
        self.path = path
        self.respond: Respond = Server.unattended
        self.asked = time.monotonic()
        """When a request for it came last."""

    @property
    def url(self) -> str:
        """The shop's address."""
        return f"{self._server.url}{self.path}"

    def is_running(self) -> bool:
        """Whether it can be reached."""
        return self._server.is_running()

    def start(self) -> None:
        """It begins with the server."""

    def stop(self) -> None:
        """It ends with the server."""


class Shops:
    """Answers requests: those below `SHOPS_PATH` and a name by the shop of that name, others by the one at the root.

    A shop is made by ``make`` when it is first asked for, and dropped by ``DELETE`` at its address, or when nobody has asked
    it for ``idle_timeout`` seconds. It has its own state, calls, trouble and control; all of its addresses keep the path. One
    that ``make`` raises `ValueError` for, as it does where fixtures are broken by now, is answered with status 500 and why.
    """

    def __init__(self, server: Server, make: Make, idle_timeout: float = IDLE_TIMEOUT) -> None:
        self._server = server
        self._make = make
        self._idle_timeout = idle_timeout
        self._shops: dict[str, tuple[FakeMagento, _Place]] = {}
        self._lock = threading.Lock()
        self.first = make(server, None)
        self._respond = server.respond
        server.respond = self.respond

    def __iter__(self) -> Iterator[FakeMagento]:
        """The shop at the root and those with names."""
        with self._lock:
            return iter([self.first, *(fake for fake, _ in self._shops.values())])

    def respond(self, request: Request) -> Response:
        """The response of whichever shop the request is for."""
        address = _ADDRESS.fullmatch(request.path)
        if address is None:
            return self._respond(request)
        name, path = address["name"], address["path"]
        is_drop = path is None and request.method == "DELETE"
        if is_drop and name not in self._shops:
            return self._missing(name, request)
        try:
            place = self._place(name)
        except ValueError as error:
            problem = f"the shop {name!r} cannot be made: {error}"
            _log.warning("%s", problem)
            if (path or "").startswith(CONTROL_PATH):
                return control.error(problem, 500)
            return Response(f"{problem}\n", 500, content_type="text/plain; charset=utf-8")
        if is_drop:
            return self._drop(name, place, request)
        return place.respond(Request({**request.environ, "SCRIPT_NAME": place.path, "PATH_INFO": path or "/"}))

    def _place(self, name: str) -> _Place:
        now = time.monotonic()
        with self._lock:
            for idle in [key for key, (_, each) in self._shops.items() if now - each.asked > self._idle_timeout]:
                del self._shops[idle]
            if name not in self._shops:
                place = _Place(self._server, f"{SHOPS_PATH}{name}")
                fake = self._make(place, name)
                if len(self._shops) >= MOST_SHOPS:
                    del self._shops[min(self._shops, key=lambda each: self._shops[each][1].asked)]
                self._shops[name] = fake, place
            self._shops[name][1].asked = now
            return self._shops[name][1]

    def _missing(self, name: str, request: Request) -> Response:
        """The answer to whoever drops a shop that there is not: 404, or why they may not use the control."""
        asked = {"SCRIPT_NAME": f"{SHOPS_PATH}{name}", "PATH_INFO": CONTROL_PATH}
        answer = self._respond(Request({**request.environ, **asked}))
        return control.error(f"there is no shop {name!r}", 404) if answer.status_code == 404 else answer

    def _drop(self, name: str, place: _Place, request: Request) -> Response:
        """Drop a shop for whoever may reset it."""
        reset = {"SCRIPT_NAME": place.path, "PATH_INFO": f"{CONTROL_PATH}reset", "REQUEST_METHOD": "POST"}
        answer = place.respond(Request({**request.environ, **reset}))
        if answer.status_code == 204:
            with self._lock:
                self._shops.pop(name, None)
        return answer
