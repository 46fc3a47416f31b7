"""For ``httpx``: its own WSGI transport, with the errors of a connection that is closed, for both of its clients."""

from __future__ import annotations

import httpx


class WsgiTransport(httpx.WSGITransport, httpx.AsyncBaseTransport):
    """Sends requests to a WSGI application in this process.

    It is for ``httpx.Client(transport=WsgiTransport(application))`` and for ``httpx.AsyncClient``, whose loop waits meanwhile.
    Raises `httpx.RemoteProtocolError` where the connection would have been closed before the answer was complete.
    """

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        try:
            response = super().handle_request(request)
            body = response.read()
        except ConnectionError as error:
            raise httpx.RemoteProtocolError(str(error), request=request) from None
        if request.method != "HEAD" and len(body) < int(response.headers.get("Content-Length", 0)):
            raise httpx.RemoteProtocolError("the connection was closed in the middle of the answer", request=request)
        return httpx.Response(response.status_code, headers=response.headers, content=body)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        await request.aread()
        return self.handle_request(request)
