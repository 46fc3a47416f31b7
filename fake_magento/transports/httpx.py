"""For ``httpx``: its own WSGI transport, with the errors of a connection that is closed."""

from __future__ import annotations

import httpx


class WsgiTransport(httpx.WSGITransport):
    """Sends requests to a WSGI application in this process: ``httpx.Client(transport=WsgiTransport(application))``.

    Raises `httpx.RemoteProtocolError` where the connection would have been closed before the answer was complete.
    """

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        try:
            return super().handle_request(request)
        except ConnectionError as error:
            raise httpx.RemoteProtocolError(str(error), request=request) from None
