"""For ``requests``: an adapter, and a session that uses it for every address."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPHeaderDict, HTTPResponse

from fake_magento.transports.wsgi import answer

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication


class WsgiAdapter(HTTPAdapter):
    """Sends requests to a WSGI application in this process.

    Where the connection would have been closed, it raises what `requests` raises then: `requests.ConnectionError` without an
    answer, `requests.exceptions.ChunkedEncodingError` in the middle of one.
    """

    def __init__(self, application: WSGIApplication) -> None:
        super().__init__()
        self._application = application

    def send(self, request: requests.PreparedRequest, *arguments: Any, **options: Any) -> requests.Response:
        """The response; what the arguments say of timeouts, certificates and proxies means nothing here."""
        given: Any = request.body
        body = given.encode() if isinstance(given, str) else given
        if body is not None and not isinstance(body, bytes):  # a file, or another source of chunks
            body = b"".join(body)
        try:
            made = answer(self._application, request.method or "GET", request.url or "", request.headers.items(), body)
        except ConnectionError as error:
            raise requests.ConnectionError(error, request=request) from None
        headers = HTTPHeaderDict(made.headers.items())
        raw = HTTPResponse(
            io.BytesIO(made.body),
            headers,
            made.status,
            reason=made.reason,
            preload_content=False,
            request_method=request.method,
        )
        return self.build_response(request, raw)


def session(application: WSGIApplication) -> requests.Session:
    """A session whose every request goes to the application, whatever its address; nothing reaches a network."""
    made = requests.Session()
    made.trust_env = False
    for scheme in ("http://", "https://"):
        made.mount(scheme, WsgiAdapter(application))
    return made
