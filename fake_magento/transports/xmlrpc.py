"""For ``xmlrpc.client``: its transport, which ends in this process."""

from __future__ import annotations

import http.client
import io
from typing import TYPE_CHECKING, Any
from xmlrpc.client import ProtocolError, Transport

from fake_magento.transports.wsgi import answer

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication


class WsgiTransport(Transport):
    """Posts to a WSGI application in this process: ``ServerProxy(url, transport=WsgiTransport(application))``.

    Where the connection would have been closed without an answer, that is `http.client.RemoteDisconnected`, after which
    ``xmlrpc.client`` tries once more, as it does over a socket. ``scheme`` is that of the address, which a transport is not
    told; ``options`` are those of `xmlrpc.client.Transport`.
    """

    def __init__(self, application: WSGIApplication, *, scheme: str = "http", **options: Any) -> None:
        super().__init__(**options)
        self._application = application
        self._scheme = scheme

    def single_request(self, host: Any, handler: str, request_body: Any, verbose: Any = False) -> Any:
        """The value of one call. Raises `xmlrpc.client.Fault`, and `ProtocolError` for a status other than 200."""
        self.verbose = verbose
        name, headers, _ = self.get_host_info(host)
        headers = [*headers, ("Content-Type", "text/xml"), ("User-Agent", self.user_agent)]
        try:
            made = answer(self._application, "POST", f"{self._scheme}://{name}{handler}", headers, request_body)
        except ConnectionError as error:
            raise http.client.RemoteDisconnected(str(error)) from None
        if made.status != 200:
            raise ProtocolError(name + handler, made.status, made.reason, dict(made.headers))
        body: Any = io.BytesIO(made.body)
        return self.parse_response(body)
