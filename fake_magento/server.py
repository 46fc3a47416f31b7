"""The HTTP server on which a fake listens."""

from __future__ import annotations

from collections.abc import Callable

from pytest_httpserver.httpserver import HTTPServerBase
from werkzeug.serving import WSGIRequestHandler
from werkzeug.wrappers import Request, Response

Respond = Callable[[Request], Response]


class _KeepAlive(WSGIRequestHandler):
    """HTTP/1.1 with connections that stay open; the header and body of an answer leave in one piece."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def log(self, type: str, message: str, *args: object) -> None:
        """The exchanges of the API are the log; werkzeug's lines would only repeat them."""


class Server(HTTPServerBase):
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

    def thread_target(self) -> None:
        assert self.server is not None
        self.server.RequestHandlerClass = _KeepAlive
        self.server.serve_forever(poll_interval=0.02)

    @property
    def url(self) -> str:
        """The address of the server, without a slash at its end."""
        return self.url_for("/").rstrip("/")
