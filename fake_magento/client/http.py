"""Requests over HTTP as an API's client sends them: one at a time, redirects are answers like any other."""

from __future__ import annotations

import gzip
import http.client
import io
import ssl
import urllib.request
import zlib
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from werkzeug.datastructures import Headers

from fake_magento.client.secret import without_passwords
from fake_magento.errors import FakeMagentoError
from fake_magento.loopback import resolves_to_loopback
from fake_magento.transports.wsgi import Answer

Send = Callable[[str, str, Mapping[str, str], bytes | None], Answer]
"""Sends a request, given its method, its path in the shop, its headers and its body."""

INDEX = "/index.php"
"""What may stand between a shop's root and the paths of its API."""


_SECRET_HEADERS = ("authorization", "proxy-authorization", "cookie", "x-api-key")

MAX_UNPACKED = 64 * 1024 * 1024
"""How many bytes a packed body may become."""


class UnpackError(FakeMagentoError):
    """A packed body that cannot be unpacked; the message says why."""


class NoAnswerError(FakeMagentoError):
    """A request that got no whole answer; the message says why."""


class _Plain(urllib.request.HTTPErrorProcessor):
    """Every answer is an answer: no status is an error, no redirect is followed."""

    def http_response(self, request: Any, response: Any) -> Any:
        return response

    https_response = http_response


class Http:
    """A shop somewhere else. ``url`` is its address, ``headers`` what is sent along with each request.

    ``timeout`` is in seconds; ``ssl_context`` says which servers of HTTPS are believed, Python's own unless given. Raises
    `ValueError` for what is no address of HTTP.
    """

    def __init__(
        self,
        url: str,
        timeout: float = 30,
        headers: Iterable[tuple[str, str]] = (),
        ssl_context: ssl.SSLContext | None = None,
    ) -> None:
        shown = without_passwords(url)
        address = urlsplit(url)
        if address.username is not None or address.password is not None:
            raise ValueError(f"{shown!r} has a user in it; send a header Authorization instead")
        if address.scheme not in ("http", "https") or not address.hostname or address.query or address.fragment:
            raise ValueError(f"{shown!r} is no address of a shop, such as https://shop.example")
        try:
            _ = address.port
        except ValueError:
            raise ValueError(f"{shown!r} has a port that is none") from None
        self.url = url.rstrip("/")
        self.root = self.url.removesuffix(INDEX)
        self.host = address.hostname
        self._timeout = timeout
        self._headers = dict(headers)
        self._ssl_context = ssl_context

    @cached_property
    def _opener(self) -> urllib.request.OpenerDirector:
        """Opens addresses through the proxies of the environment; none of those stands between this machine and itself."""
        try:
            is_loopback = resolves_to_loopback(self.host)
        except OSError:  # a name that the proxy may know
            is_loopback = False
        handlers = [_Plain(), urllib.request.HTTPSHandler(context=self._ssl_context)]
        return urllib.request.build_opener(*handlers, *([urllib.request.ProxyHandler({})] if is_loopback else []))

    def send(self, method: str, path: str, headers: Mapping[str, str], body: bytes | None) -> Answer:
        """The answer to a request for ``path`` below the shop's address. Raises `NoAnswerError`."""
        return self._sent(f"{self.url}{path}", method, headers, body)

    def send_to_root(self, method: str, path: str, headers: Mapping[str, str], body: bytes | None) -> Answer:
        """The same for a path below the shop's root, before its ``index.php``."""
        return self._sent(f"{self.root}{path}", method, headers, body)

    def _sent(self, url: str, method: str, headers: Mapping[str, str], body: bytes | None) -> Answer:
        request = urllib.request.Request(url, body, {**headers, **self._headers}, method=method)
        try:
            with self._opener.open(request, timeout=self._timeout) as response:
                received = Headers(response.headers.items())
                content = unpacked(response.read(), received.pop("Content-Encoding", ""))
                return Answer(response.status, response.reason, received, content)
        except (OSError, UnicodeError, UnpackError, http.client.HTTPException) as error:
            reason = getattr(error, "reason", None) or error
            raise NoAnswerError(str(reason) or type(reason).__name__) from None

    @property
    def secrets(self) -> list[str]:
        """What headers hold that must not be told: their values, and what they say behind the name of a scheme."""
        values = [value for name, value in self._headers.items() if name.lower() in _SECRET_HEADERS]
        return [*values, *(value.split()[-1] for value in values if value.split())]

    def is_loopback(self) -> bool:
        """Whether the host is this machine by all of its addresses. Raises `NoAnswerError` for a name that has none."""
        try:
            return resolves_to_loopback(self.host)
        except OSError as error:
            raise NoAnswerError(f"{self.host}: {error.strerror or error}") from None


def unpacked(body: bytes, encoding: str) -> bytes:
    """The body as it was before it was packed, where that was done in a way that is known (gzip, deflate).

    Raises `UnpackError` where it was packed otherwise, is broken, or is more than `MAX_UNPACKED` bytes.
    """
    for name in reversed([each.strip().lower() for each in encoding.split(",")]):
        try:
            if name in ("gzip", "x-gzip") and body:
                with gzip.GzipFile(fileobj=io.BytesIO(body)) as file:
                    body = file.read(MAX_UNPACKED + 1)
            elif name == "deflate" and body:
                body = _inflated(body)
            elif name not in ("", "identity", "gzip", "x-gzip", "deflate"):
                raise UnpackError(f"it is packed by {name!r:.40}, which is not known here")
        except (OSError, EOFError, zlib.error) as error:
            raise UnpackError(f"it is packed wrongly: {error}") from None
        if len(body) > MAX_UNPACKED and name not in ("", "identity"):
            raise UnpackError(f"it is more than {MAX_UNPACKED} bytes")
    return body


def _inflated(body: bytes) -> bytes:
    """What a stream holds, up to a byte too much; some send it without the header of zlib."""
    has_header = body[0] & 0x0F == zlib.DEFLATED and int.from_bytes(body[:2], "big") % 31 == 0
    stream = zlib.decompressobj(zlib.MAX_WBITS if has_header else -zlib.MAX_WBITS)
    inflated = stream.decompress(body, MAX_UNPACKED + 1)
    if not stream.eof and len(inflated) <= MAX_UNPACKED:
        raise EOFError("it breaks off")
    return inflated
