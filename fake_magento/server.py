"""The HTTP server on which a fake listens."""

from __future__ import annotations

import io
import logging
import math
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from email.utils import formatdate
from http import HTTPStatus
from http.client import HTTPMessage
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol, Self

from werkzeug.exceptions import BadRequest, HTTPException, InternalServerError, RequestTimeout
from werkzeug.serving import ThreadedWSGIServer, WSGIRequestHandler, select_address_family
from werkzeug.wrappers import Request, Response

from fake_magento import pages
from fake_magento.errors import FakeMagentoError

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

_log = logging.getLogger(__name__)

Respond = Callable[[Request], Response]

NOWHERE = "http://magento.test"
"""The address of a server that does not listen; nothing on the network has this name (RFC 2606)."""

IDLE_TIMEOUT = 65.0
"""Seconds after which a connection is closed on which no request comes, as on the real server, which is nginx."""

REQUEST_TIMEOUT = 60.0
"""Seconds in which a request must have come, header and body, and those in which its answer must have been taken."""

_GRACE = 1.0
"""Seconds that a server that stops gives to what is being answered."""

_LINGER = 2.0
"""Seconds in which a client that still sends can read that nobody listens to it."""

_CHUNK = 64 * 1024
_MOST_UNREAD = 16 * 1024 * 1024
_LONGEST_LINE = 64 * 1024
_MOST_HEADERS = 100
_QUEUE = 128
_REQUEST_LINE = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]+) ([!-~\x80-\xff]+) HTTP/([0-9])\.([0-9])")
_HEADER = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]+):([^\x00\r\n]*)")
_CHUNK_SIZE = re.compile(rb"([0-9A-Fa-f]{1,15})[ \t]*(?:;[^\x00\r\n]*)?")
_NUMBER = re.compile("[0-9]{1,18}")


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


class Chunked(Response):
    """An answer whose length its header does not tell: it comes in chunks, after which the connection is closed."""

    automatically_set_content_length = False

    def get_wsgi_headers(self, environ: WSGIEnvironment) -> Any:
        headers = super().get_wsgi_headers(environ)
        headers.remove("Content-Length")
        headers["Connection"] = "close"
        return headers


class _RefusedError(FakeMagentoError):
    """A request whose framing is not HTTP's; ``status`` is its answer, after which the connection is closed."""

    def __init__(self, status: HTTPStatus = HTTPStatus.BAD_REQUEST) -> None:
        super().__init__(status)
        self.status = status


class _Channel(io.RawIOBase):
    """The bytes of a connection. Reading and writing raise `TimeoutError` after ``deadline``, by the monotonic clock."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self.deadline = math.inf
        self._reading = threading.Lock()
        self._left: int | None = None
        """How many bytes are still to be read of a connection that was hung up."""

    def allow(self, seconds: float) -> None:
        """Set the deadline to so many seconds from now."""
        self.deadline = time.monotonic() + seconds

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._arm()
        self._connection.recv(1, socket.MSG_PEEK)  # waits, and takes nothing
        with self._reading:
            if self._left is None:
                return self._connection.recv_into(buffer)
            read = self._connection.recv_into(memoryview(buffer)[: self._left]) if self._left else 0
            self._left -= read
            return read

    def write(self, data: Any) -> int:
        self._arm()
        return self._connection.send(data)

    def _arm(self) -> None:
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._connection.settimeout(left)

    def hang_up(self, how: int) -> None:
        """Shut the connection down; what comes from now on is not read, which `socket.SHUT_RD` alone does not see to."""
        with suppress(OSError):  # it is closed
            with self._reading:
                if self._left is None:
                    self._left = self.unread()
            self._connection.shutdown(how)

    def unread(self) -> int:
        """How many bytes have come that nobody has read."""
        with self._connection.dup() as connection:  # which has a timeout of its own
            connection.setblocking(False)
            try:
                return len(connection.recv(_MOST_UNREAD, socket.MSG_PEEK))
            except BlockingIOError:
                return 0


class _TlsChannel(_Channel):
    """The same over TLS. A client that breaks it off, such as one that does not trust the certificate, has hung up."""

    def readinto(self, buffer: Any) -> int:
        self._arm()
        try:
            return self._connection.recv_into(buffer)
        except ssl.SSLError as error:
            if isinstance(error, ssl.SSLWantReadError):
                raise
            return 0

    def hang_up(self, how: int) -> None:
        with suppress(OSError):  # it is closed
            socket.socket.shutdown(self._connection, how)  # not that of TLS, behind which all is sent as it is


class _Body(io.RawIOBase):
    """The body of a request: of ``length`` bytes, or in chunks where that is ``None``.

    ``ask`` is called before the first byte is read. Reading raises the `HTTPException` that is the answer to a body that is
    none, breaks off, or takes too long.
    """

    def __init__(self, source: io.BufferedReader, length: int | None, ask: Callable[[], None]) -> None:
        self._source = source
        self._is_chunked = length is None
        self._left = length or 0
        self._ask: Callable[[], None] | None = ask
        self.is_read = length == 0
        """Whether nothing of it is left: the next request begins here."""
        self.is_broken = False
        """Whether it is none, broke off or took too long: no request can follow it."""

    @property
    def is_asked(self) -> bool:
        """Whether someone has begun to read."""
        return self._ask is None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self.is_read:
            return 0
        if self._ask:
            ask, self._ask = self._ask, None
            ask()
        try:
            return self._read(memoryview(buffer))
        except (_RefusedError, OSError) as error:
            self.is_broken = True
            raise RequestTimeout if isinstance(error, TimeoutError) else BadRequest from None

    def _read(self, buffer: memoryview) -> int:
        filled = 0
        while filled < len(buffer) and not self.is_read:
            if self._is_chunked and not self._left:
                self._left = self._chunk_size()
                if not self._left:
                    for _ in _header_lines(self._source):  # the trailers, of which nothing is used
                        pass
                    self.is_read = True
                    break
            read = self._source.readinto(buffer[filled : filled + self._left])
            if not read:
                raise _RefusedError
            filled += read
            self._left -= read
            if not self._left:
                if self._is_chunked and _line(self._source):
                    raise _RefusedError
                self.is_read = not self._is_chunked
        return filled

    def _chunk_size(self) -> int:
        size = _CHUNK_SIZE.fullmatch(_line(self._source).encode("latin-1"))
        if size is None:
            raise _RefusedError
        return int(size[1], 16)


def _line(source: io.BufferedReader) -> str:
    """The next line, without its end. Raises `_RefusedError`."""
    line = source.readline(_LONGEST_LINE + 1)
    if not line.endswith(b"\n"):
        raise _RefusedError(
            HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE if len(line) > _LONGEST_LINE else HTTPStatus.BAD_REQUEST
        )
    return line[:-1].removesuffix(b"\r").decode("latin-1")


def _header_lines(source: io.BufferedReader) -> Iterator[tuple[str, str]]:
    """Name and value of each header up to the blank line. Raises `_RefusedError`."""
    for _ in range(_MOST_HEADERS):
        line = _line(source)
        if not line:
            return
        header = _HEADER.fullmatch(line)
        if header is None:
            raise _RefusedError
        yield header[1], header[2].strip(" \t")
    raise _RefusedError(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)


class _KeepAlive(WSGIRequestHandler):
    """HTTP/1.1 with connections that stay open, which werkzeug's own handler closes after each answer.

    The header and body of an answer leave in one piece.
    """

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    rfile: io.BufferedReader
    headers: HTTPMessage

    def __init__(self, owner: Server, respond: Respond, channel: _Channel, *arguments: Any) -> None:
        self._owner = owner
        self._respond = respond
        self._channel = channel
        super().__init__(*arguments)

    def setup(self) -> None:
        super().setup()
        self.rfile = io.BufferedReader(self._channel, _CHUNK)
        self.wfile = io.BufferedWriter(self._channel)

    def finish(self) -> None:
        with suppress(OSError):  # the client has gone
            super().finish()

    def handle_one_request(self) -> None:
        self.close_connection = True
        self._channel.allow(self._owner.idle_timeout)
        try:
            if not self.rfile.peek(1):
                return
        except TimeoutError:
            return
        self._channel.allow(self._owner.request_timeout)
        try:
            self._read_head()
        except _RefusedError as refused:
            self.send_error(refused.status)
        except TimeoutError:
            self.send_error(HTTPStatus.REQUEST_TIMEOUT)
        else:
            self.run_wsgi()

    def _read_head(self) -> None:
        """Read a request up to its body. Raises `_RefusedError`."""
        self.command, self.request_version, self.requestline = "", "HTTP/1.1", ""
        while not self.requestline:  # some clients send an empty line after a body
            self.requestline = self._first_line()
        words = _REQUEST_LINE.fullmatch(self.requestline)
        if words is None:
            raise _RefusedError
        if words[3] != "1":
            raise _RefusedError(HTTPStatus.HTTP_VERSION_NOT_SUPPORTED)
        self.command, self.path = words[1], words[2]
        self.request_version = "HTTP/1.0" if words[4] == "0" else "HTTP/1.1"
        self.headers = HTTPMessage()
        for name, value in _header_lines(self.rfile):
            self.headers[name] = value
        wanted = {word.strip().lower() for word in ",".join(self.headers.get_all("Connection", ())).split(",")}
        self.close_connection = "close" in wanted or (self.request_version == "HTTP/1.0" and "keep-alive" not in wanted)
        if len(self.headers.get_all("Host", ())) > 1:
            raise _RefusedError
        self._body = _Body(self.rfile, self._length(), self._ask_for_body)

    def _first_line(self) -> str:
        try:
            return _line(self.rfile)
        except _RefusedError as refused:
            too_long = refused.status is HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
            raise _RefusedError(HTTPStatus.REQUEST_URI_TOO_LONG) if too_long else refused from None

    def _length(self) -> int | None:
        """The length of the body, ``None`` for one in chunks. Raises `_RefusedError`."""
        lengths = self.headers.get_all("Content-Length", ())
        encodings = self.headers.get_all("Transfer-Encoding", ())
        if encodings:
            if lengths or self.request_version == "HTTP/1.0" or [each.lower() for each in encodings] != ["chunked"]:
                raise _RefusedError
            return None
        if not lengths:
            return 0
        if len(lengths) > 1 or _NUMBER.fullmatch(lengths[0]) is None:
            raise _RefusedError
        return int(lengths[0])

    def _expects_to_be_asked(self) -> bool:
        """Whether the client waits with the body until it is told to continue."""
        return self.headers.get("Expect", "").lower() == "100-continue" and self.request_version != "HTTP/1.0"

    def _ask_for_body(self) -> None:
        if self._expects_to_be_asked():
            self.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
            self.wfile.flush()

    def make_environ(self) -> WSGIEnvironment:
        environ = super().make_environ()
        environ["wsgi.input"] = self._body
        environ["wsgi.input_terminated"] = True
        return environ

    def run_wsgi(self) -> None:
        """Answer one request. Its body is read to the end, since the next request begins there."""
        try:
            environ = self.make_environ()
        except ValueError:  # an address that is none
            self.send_error(HTTPStatus.BAD_REQUEST)
            return
        try:
            response = self._respond(Request(environ))
        except HTTPException as refused:
            response = Response.force_type(refused.get_response(environ), environ)
        except Exception as error:
            _log.exception("answering %s failed: %r", self.path, error)
            response = Response.force_type(InternalServerError().get_response(environ), environ)
        chunks, status, headers = response.get_wsgi_response(environ)
        body = b"".join(chunks)
        if isinstance(response, Cut):
            self.close_connection = True
            if response.sent is None:
                return
            body = body[: response.sent]
        else:
            self._skip_rest(headers)
        self._send(status, headers, body)
        if not self._body.is_read:
            self._linger()

    def _skip_rest(self, headers: list[tuple[str, str]]) -> None:
        """Read what nobody has read of the body, unless the answer or the client says that no request follows it."""
        says_close = any(name.lower() == "connection" and value.lower() == "close" for name, value in headers)
        if says_close or self._body.is_broken or (self._expects_to_be_asked() and not self._body.is_asked):
            self.close_connection = True
        try:
            while not self.close_connection and self._body.read(_CHUNK):
                pass
        except HTTPException:  # the client has gone, or its chunks are none
            self.close_connection = True

    def _send(self, status: str, headers: list[tuple[str, str]], body: bytes) -> None:
        given = {name.lower() for name, _ in headers}
        code = int(status.partition(" ")[0])
        self._channel.allow(self._owner.request_timeout)
        self.send_response_only(code)
        self.send_header("Server", "fake-magento")
        if "date" not in given:
            self.send_header("Date", formatdate(usegmt=True))
        for name, value in headers:
            self.send_header(name, value)
        if "content-length" not in given and self.command != "HEAD" and code >= 200 and code not in (204, 304):
            if self.request_version == "HTTP/1.0":
                self.close_connection = True
            else:
                self.send_header("Transfer-Encoding", "chunked")
                body = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body) if body else b"0\r\n\r\n"
        if "connection" in given:
            pass  # the answer says itself what becomes of the connection
        elif self.close_connection:
            self.send_header("Connection", "close")
        elif self.request_version == "HTTP/1.0":
            self.send_header("Connection", "keep-alive")
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with a web server's page for the status, and close the connection."""
        self.close_connection = True
        page = pages.status_page(code, HTTPStatus(code).phrase).encode()
        headers = [("Content-Type", pages.HTML), ("Content-Length", str(len(page)))]
        self._send(str(code), headers, b"" if self.command == "HEAD" else page)
        self._linger()

    def _linger(self) -> None:
        """Read on for a while: a connection that is closed with something unread loses the answer on its way."""
        self._channel.allow(_LINGER)
        with suppress(OSError):
            self.connection.shutdown(socket.SHUT_WR)
            while self.rfile.read1(_CHUNK):
                pass

    def log(self, type: str, message: str, *args: object) -> None:
        """Only errors: the exchanges of the API are the log of requests."""
        if type == "error":
            super().log(type, message, *args)


class _Listener(ThreadedWSGIServer):
    """Gives each connection a thread, and what answers on it; ``connections`` are those that are open, by their threads."""

    def __init__(self, owner: Server, listening: socket.socket) -> None:
        super().__init__(owner.host, owner.port, owner.respond, fd=listening.fileno())  # type: ignore[arg-type]
        self._owner = owner
        self.ssl_context = owner.ssl_context  # connections are wrapped one by one: none waits for another's handshake
        self.connections: dict[threading.Thread, _Channel] = {}

    def process_request(self, request: Any, client_address: Any) -> None:
        if self.ssl_context:
            request = self.ssl_context.wrap_socket(request, server_side=True, do_handshake_on_connect=False)
        channel = _TlsChannel(request) if self.ssl_context else _Channel(request)
        thread = threading.Thread(target=lambda: self._serve(respond, channel, request, client_address), daemon=True)
        self.connections[thread] = channel
        respond = self._owner.respond  # after that, so that whoever exchanges it finds the connection to hang up on
        try:
            thread.start()
        except BaseException:
            del self.connections[thread]
            raise

    def _serve(self, respond: Respond, channel: _Channel, request: Any, client_address: Any) -> None:
        try:
            _KeepAlive(self._owner, respond, channel, request, client_address, self)
        except Exception:
            _log.exception("a connection failed")
        finally:
            self.shutdown_request(request)
            del self.connections[threading.current_thread()]

    def handle_error(self, request: Any, client_address: Any) -> None:
        _log.exception("a connection failed")

    def hang_up(self, how: int = socket.SHUT_RD) -> None:
        """Nothing more comes over the open connections: each is closed when what has come is answered."""
        for channel in list(self.connections.values()):
            channel.hang_up(how)

    def wait(self, seconds: float) -> None:
        """Wait until all connections are closed, but for that of the thread that waits; at most for so long."""
        until = time.monotonic() + seconds
        for thread in list(self.connections):
            if thread is not threading.current_thread():
                thread.join(max(0.0, until - time.monotonic()))


class Host(Protocol):
    """Where a fake stands: what has an address, and answers there with ``respond``."""

    respond: Respond

    @property
    def url(self) -> str:
        """The address, without a slash at its end."""

    def is_running(self) -> bool:
        """Whether it can be reached."""

    def start(self) -> None:
        """Make it so."""

    def stop(self) -> None:
        """Make it otherwise."""


class Server:
    """Listens on ``host`` and ``port`` (0 for a free one) and answers with ``respond``, which may be exchanged any time.

    Connections stay open until the server stops, the client closes them, or nothing comes. A connection is answered by what
    ``respond`` was when it was opened, and is closed when that is exchanged: who opened it finds nobody else behind it.

    ``idle_timeout`` and ``request_timeout`` are in seconds; see `IDLE_TIMEOUT` and `REQUEST_TIMEOUT`. With an ``ssl_context``
    it speaks HTTPS. Raises `ValueError` for a port that is none.
    """

    def __init__(
        self,
        host: str,
        port: int,
        respond: Respond,
        idle_timeout: float = IDLE_TIMEOUT,
        request_timeout: float = REQUEST_TIMEOUT,
        ssl_context: ssl.SSLContext | None = None,
    ) -> None:
        if isinstance(port, bool) or not isinstance(port, int) or not 0 <= port <= 65535:
            raise ValueError(f"a port is a number from 0 to 65535, not {port!r}")
        self.host = host
        self.port = port
        self._respond = respond
        self.idle_timeout = idle_timeout
        self.request_timeout = request_timeout
        self.ssl_context = ssl_context
        self.listener: _Listener | None = None

    @property
    def respond(self) -> Respond:
        """What answers on connections that are opened from now on."""
        return self._respond

    @respond.setter
    def respond(self, respond: Respond) -> None:
        self._respond = respond
        if self.listener:
            self.listener.hang_up()

    @staticmethod
    def unattended(request: Request) -> Response:
        """The answer while there is no fake: a client of a test that is over."""
        return Response("no fake is listening", 503, {"Connection": "close"})

    @property
    def url(self) -> str:
        """The address of the server, without a slash at its end; `NOWHERE` while it has no port yet."""
        if not self.port:
            return NOWHERE
        return f"{'https' if self.ssl_context else 'http'}://{self._shown_host()}:{self.port}"

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.stop()

    def _shown_host(self) -> str:
        return f"[{self.host}]" if ":" in self.host and not self.host.startswith("[") else self.host

    def is_running(self) -> bool:
        """Whether it listens."""
        return self.listener is not None

    def start(self) -> None:
        """Listen. Raises `OSError`, with host and port in its text, where that cannot be."""
        with self._listening() as listening:
            self.listener = _Listener(self, listening)
        self.port = self.listener.port
        self._thread = threading.Thread(target=self.listener.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def _listening(self) -> socket.socket:
        try:
            family = select_address_family(self.host, self.port)
            return socket.create_server((self.host, self.port), family=family, backlog=_QUEUE)
        except (OSError, UnicodeError, TypeError) as error:  # the last two for what is no name
            reason = (isinstance(error, OSError) and error.strerror) or "that is no host"
            text = f"cannot listen on {self._shown_host()}:{self.port}: {reason.partition(' (while')[0]}"
            raise OSError(getattr(error, "errno", None), text) from None

    def stop(self) -> None:
        """Listen no more; requests that have come are answered, then their connections closed.

        It takes two seconds at most: what is not answered by then, or not read by its client, breaks off.
        """
        if self.listener is None:
            return
        listener, self.listener = self.listener, None
        with suppress(OSError):  # wakes what listens, where the system can; elsewhere it looks up by itself
            listener.socket.shutdown(socket.SHUT_RDWR)
        listener.shutdown()
        self._thread.join()
        listener.hang_up()
        listener.wait(_GRACE)
        listener.hang_up(socket.SHUT_RDWR)
        listener.wait(_GRACE / 2)
