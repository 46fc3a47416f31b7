"""The HTTP server on which a fake listens."""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

from pytest_httpserver.httpserver import HTTPServerBase
from werkzeug.exceptions import HTTPException, InternalServerError
from werkzeug.serving import WSGIRequestHandler
from werkzeug.wrappers import Request, Response

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

_log = logging.getLogger(__name__)

Respond = Callable[[Request], Response]

NOWHERE = "http://magento.test"
"""The address of a server that does not listen; nothing on the network has this name (RFC 2606)."""

_CHUNK = 64 * 1024


class Cut(Response):
    """An answer that breaks off: the connection is closed after ``sent`` bytes of its body.

    Where ``sent`` is ``None`` it is closed before the status line.
    """

    sent: int | None = None

    @property
    def sent_data(self) -> bytes:
        """What is sent of the body."""
        return self.get_data()[: self.sent or 0]

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Outside the fake's own server there is no connection to close.

        The body is then shorter than its header says; `ConnectionAbortedError` is raised where there is no answer at all.
        """
        if self.sent is None:
            raise ConnectionAbortedError("the connection was closed without an answer")
        chunks = super().__call__(environ, start_response)
        return [b"".join(chunks)[: self.sent]]


class _KeepAlive(WSGIRequestHandler):
    """HTTP/1.1 with connections that stay open, which werkzeug's own handler closes after each answer.

    The header and body of an answer leave in one piece.
    """

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def __init__(self, connections: WeakSet[socket.socket], respond: Respond, *arguments: Any) -> None:
        self._connections = connections
        self._respond = respond
        super().__init__(*arguments)

    def setup(self) -> None:
        super().setup()
        self._connections.add(self.connection)

    def finish(self) -> None:
        self._connections.discard(self.connection)
        with suppress(OSError):  # the client has gone
            super().finish()

    def handle_expect_100(self) -> bool:
        """The client waits for this line before it sends the body."""
        self.send_response_only(100)
        self.end_headers()
        self.wfile.flush()
        return True

    def run_wsgi(self) -> None:
        """Answer one request. Its body is read to the end, since the next request begins there."""
        environ = self.make_environ()
        request = Request(environ)
        try:
            response = self._respond(request)
        except HTTPException as refused:
            response = Response.force_type(refused.get_response(environ), environ)
        except Exception as error:
            _log.exception("answering %s failed: %r", self.path, error)
            response = Response.force_type(InternalServerError().get_response(environ), environ)
        chunks, status, headers = response.get_wsgi_response(environ)
        length = self.headers.get("Content-Length", "0")
        if not length.strip().isdecimal():
            self.close_connection = True
        body = b"".join(chunks)
        if isinstance(response, Cut):
            self.close_connection = True
            if response.sent is None:
                return
            self._send(status, headers, body[: response.sent])
        else:
            self._send(status, headers, body)
            self._skip_rest_of(request)

    def _send(self, status: str, headers: list[tuple[str, str]], body: bytes) -> None:
        self.send_response(int(status.partition(" ")[0]))
        for name, value in headers:
            self.send_header(name, value)
        if any(name.lower() == "connection" for name, _ in headers):
            pass  # the answer says itself what becomes of the connection
        elif self.close_connection:
            self.send_header("Connection", "close")
        elif self.request_version == "HTTP/1.0":
            self.send_header("Connection", "keep-alive")
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def _skip_rest_of(self, request: Request) -> None:
        request.max_content_length = None
        try:
            while request.stream.read(_CHUNK):
                pass
        except (HTTPException, OSError):  # the client has gone, or its chunks are none
            self.close_connection = True

    def log(self, type: str, message: str, *args: object) -> None:
        """Only errors: the exchanges of the API are the log of requests."""
        if type == "error":
            super().log(type, message, *args)


class KeepAliveServer(HTTPServerBase):
    """A server of pytest-httpserver's whose connections stay open until it stops or the client closes them."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._connections: WeakSet[socket.socket] = WeakSet()

    def thread_target(self) -> None:
        assert self.server is not None
        self.server.RequestHandlerClass = partial(_KeepAlive, self._connections, self.application)
        self.server.serve_forever(poll_interval=0.02)

    def stop(self) -> None:
        """Listen no more; requests that have come are answered, then their connections closed."""
        super().stop()
        for connection in list(self._connections):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RD)


class Server(KeepAliveServer):
    """Listens on ``host`` and ``port`` (0 for a free one) and answers with ``respond``, which may be exchanged any time."""

    def __init__(self, host: str, port: int, respond: Respond) -> None:
        super().__init__(host, port, threaded=True)
        self.respond = respond

    @staticmethod
    def unattended(request: Request) -> Response:
        """The answer while there is no fake: a client of a test that is over."""
        return Response("no fake is listening", 503, {"Connection": "close"})

    def dispatch(self, request: Request) -> Response:
        return self.respond(request)

    def application(self, request: Request) -> Response:
        """Answers without keeping the pair in ``log``, which would grow with each request of the session."""
        return self.dispatch(request)

    @property
    def url(self) -> str:
        """The address of the server, without a slash at its end; `NOWHERE` while it has no port yet."""
        return self.url_for("/").rstrip("/") if self.port else NOWHERE
