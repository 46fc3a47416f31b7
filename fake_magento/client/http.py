"""Requests over HTTP as an API's client sends them: one at a time, redirects are answers like any other."""

from __future__ import annotations

import gzip
import http.client
import urllib.request
import zlib
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from werkzeug.datastructures import Headers

from fake_magento.loopback import resolves_to_loopback
from fake_magento.transports.wsgi import Answer

Send = Callable[[str, str, Mapping[str, str], bytes | None], Answer]
"""Sends a request, given its method, its path in the shop, its headers and its body."""

INDEX = "/index.php"
"""What may stand between a shop's root and the paths of its API."""


class NoAnswer(Exception):
    """A request that got no whole answer; the message says why."""


class _Plain(urllib.request.HTTPErrorProcessor):
    """Every answer is an answer: no status is an error, no redirect is followed."""

    def http_response(self, request: Any, response: Any) -> Any:
        return response

    https_response = http_response


class Http:
    """A shop somewhere else. ``url`` is its address, ``headers`` what is sent along with each request.

    ``timeout`` is in seconds. Raises `ValueError` for what is no address of HTTP.
    """

    def __init__(self, url: str, timeout: float = 30, headers: Iterable[tuple[str, str]] = ()) -> None:
        address = urlsplit(url)
        if address.scheme not in ("http", "https") or not address.hostname or address.query or address.fragment:
            raise ValueError(f"{url!r} is no address of a shop, such as https://shop.example")
        if address.username is not None or address.password is not None:
            raise ValueError(f"the address of {address.hostname} has a user in it; send a header Authorization instead")
        try:
            _ = address.port
        except ValueError:
            raise ValueError(f"{url!r} has a port that is none") from None
        self.url = url.rstrip("/")
        self.root = self.url.removesuffix(INDEX)
        self.host = address.hostname
        self._timeout = timeout
        self._headers = dict(headers)

    @cached_property
    def _opener(self) -> urllib.request.OpenerDirector:
        """Opens addresses through the proxies of the environment; none of those stands between this machine and itself."""
        try:
            is_loopback = resolves_to_loopback(self.host)
        except OSError:  # a name that the proxy may know
            is_loopback = False
        return urllib.request.build_opener(_Plain, *([urllib.request.ProxyHandler({})] if is_loopback else []))

    def send(self, method: str, path: str, headers: Mapping[str, str], body: bytes | None) -> Answer:
        """The answer to a request for ``path`` below the shop's address. Raises `NoAnswer`."""
        return self._sent(f"{self.url}{path}", method, headers, body)

    def send_to_root(self, method: str, path: str, headers: Mapping[str, str], body: bytes | None) -> Answer:
        """The same for a path below the shop's root, before its ``index.php``."""
        return self._sent(f"{self.root}{path}", method, headers, body)

    def _sent(self, url: str, method: str, headers: Mapping[str, str], body: bytes | None) -> Answer:
        request = urllib.request.Request(url, body, {**headers, **self._headers}, method=method)
        try:
            with self._opener.open(request, timeout=self._timeout) as response:
                received = Headers(response.headers.items())
                return Answer(response.status, response.reason, received, _unpacked(response.read(), received))
        except (OSError, EOFError, zlib.error, http.client.HTTPException) as error:
            reason = getattr(error, "reason", None) or error
            raise NoAnswer(str(reason) or type(reason).__name__) from None

    def is_loopback(self) -> bool:
        """Whether the host is this machine by all of its addresses. Raises `NoAnswer` for a name that has none."""
        try:
            return resolves_to_loopback(self.host)
        except OSError as error:
            raise NoAnswer(f"{self.host}: {error.strerror or error}") from None


def _unpacked(body: bytes, headers: Headers) -> bytes:
    """The body as it was before a server packed it, which it may do unasked."""
    if body and headers.get("Content-Encoding", "").lower() in ("gzip", "x-gzip"):
        body = gzip.decompress(body)
        del headers["Content-Encoding"]
    return body
