"""The HTTP server beneath a fake, as clients meet it on the wire."""

from __future__ import annotations

import re
import socket
import threading
import time
import urllib.request
import xmlrpc.client
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import partial
from http.client import HTTPResponse
from typing import Any

import pytest
from werkzeug.wrappers import Request, Response

from benchmarks import envelopes
from fake_magento import FakeMagento
from fake_magento.server import Server

LOGIN = envelopes.login("apiUser", "apiKey123")


class Wire:
    """A connection that sends what it is given and reads one answer at a time; it is never opened again."""

    def __init__(self, url: str) -> None:
        host, port = url.removeprefix("http://").split(":")
        self._socket = socket.create_connection((host, int(port)), timeout=10)

    def send(self, head: str, body: bytes = b"") -> None:
        """Send the lines of a head, a blank one, and a body."""
        self._socket.sendall("\r\n".join([*head.split("\n"), "", ""]).encode() + body)

    def send_body(self, body: bytes) -> None:
        """Send the body of a request whose head is sent."""
        self._socket.sendall(body)

    def answer(self) -> tuple[int, bytes]:
        """Status and body of the next answer."""
        response = HTTPResponse(self._socket)
        response.begin()
        return response.status, response.read()

    def read(self, size: int = 65536) -> bytes:
        """What comes next; nothing where the server has closed the connection."""
        return self._socket.recv(size)

    def close_sending(self) -> None:
        """Say that no more will be sent."""
        self._socket.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        """Close the connection."""
        self._socket.close()


@contextmanager
def wire(url: str) -> Iterator[Wire]:
    """A connection, closed in the end."""
    connection = Wire(url)
    yield connection
    connection.close()


def post(path: str = "/api/soap/", length: object = len(LOGIN), more: str = "", version: str = "1.1") -> str:
    """The head of a posted request."""
    return f"POST {path} HTTP/{version}\nHost: shop\nContent-Type: text/xml\nContent-Length: {length}{more}"


def test_connection_stays_open(fake_magento: FakeMagento) -> None:
    with wire(fake_magento.url) as connection:
        for _ in range(3):
            connection.send(post(), LOGIN)
            status, body = connection.answer()
            assert status == 200
            assert b"loginReturn" in body
    assert len(fake_magento.calls) == 3


@pytest.mark.parametrize(
    ("path", "status"), [("/nowhere", 404), ("/api/soap/?wsdl", 200), ("/media/catalog/product/x.jpg", 404)]
)
def test_a_body_that_nobody_asked_for_does_not_become_the_next_request(
    fake_magento: FakeMagento, path: str, status: int
) -> None:
    with wire(fake_magento.url) as connection:
        connection.send(post(path), LOGIN)
        assert connection.answer()[0] == status
        connection.send(post(), LOGIN)
        assert b"loginReturn" in connection.answer()[1]


def test_requests_sent_ahead_are_answered_in_order(fake_magento: FakeMagento) -> None:
    with wire(fake_magento.url) as connection:
        connection.send(post(), LOGIN + b"GET /nowhere HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n")
        answers = b""
        while received := connection.read():
            answers += received
    assert [answers.count(each) for each in (b"HTTP/1.1 200", b"HTTP/1.1 404")] == [1, 1]
    assert answers.index(b"200 OK") < answers.index(b"404 Not Found")


def test_client_that_waits_to_be_asked_for_the_body_is_asked_once(fake_magento: FakeMagento) -> None:
    with wire(fake_magento.url) as connection:
        connection.send(post(more="\nExpect: 100-continue"))
        assert connection.read() == b"HTTP/1.1 100 Continue\r\n\r\n"
        connection.send_body(LOGIN)
        assert connection.read().startswith(b"HTTP/1.1 200 OK\r\n")


@pytest.mark.parametrize(("version", "more"), [("1.1", "\nConnection: close"), ("1.0", "")])
def test_connection_closes_where_the_client_wants_it(fake_magento: FakeMagento, version: str, more: str) -> None:
    with wire(fake_magento.url) as connection:
        connection.send(post(more=more, version=version), LOGIN)
        assert b"loginReturn" in connection.answer()[1]
        assert connection.read() == b""


def test_old_client_may_ask_to_keep_the_connection(fake_magento: FakeMagento) -> None:
    with wire(fake_magento.url) as connection:
        for _ in range(2):
            connection.send(post(more="\nConnection: keep-alive", version="1.0"), LOGIN)
            assert b"loginReturn" in connection.answer()[1]


CHUNKED = "POST /api/soap/ HTTP/1.1\nHost: shop\nTransfer-Encoding: chunked"


def test_body_in_chunks(fake_magento: FakeMagento) -> None:
    with wire(fake_magento.url) as connection:
        for _ in range(2):
            connection.send(CHUNKED, b"%x\r\n%s\r\n0\r\n\r\n" % (len(LOGIN), LOGIN))
            assert b"loginReturn" in connection.answer()[1]


def test_chunks_that_are_none_are_refused(fake_magento: FakeMagento) -> None:
    with wire(fake_magento.url) as connection:
        connection.send(CHUNKED, b"zz\r\n" + LOGIN)
        assert connection.answer()[0] == 400
    assert fake_magento.calls == []


@pytest.mark.parametrize("length", ["-5", "many", "1_0", "+5", "", "5 5", "5, 5", "9" * 5000, "²"])
def test_length_that_is_none_ends_the_connection(fake_magento: FakeMagento, length: str) -> None:
    with wire(fake_magento.url) as connection:
        connection.send(post(length=length), LOGIN)
        assert connection.answer()[0] == 400
        assert connection.read() == b""
    assert fake_magento.calls == []


def test_body_that_is_too_large_is_refused_before_it_is_sent(fake_magento: FakeMagento) -> None:
    with wire(fake_magento.url) as connection:
        connection.send(post(length=10**12))
        assert connection.answer()[0] == 413
    assert fake_magento.calls == []


def test_answer_that_ends_the_connection_says_so_once(fake_magento: FakeMagento) -> None:
    with wire(fake_magento.url) as connection:
        connection.send(post(length=10**12))
        assert connection.read().count(b"Connection: close\r\n") == 1


def test_body_that_breaks_off_is_no_call(fake_magento: FakeMagento) -> None:
    with wire(fake_magento.url) as connection:
        connection.send(post(length=len(LOGIN) + 1), LOGIN)
        connection.close_sending()
        assert connection.answer()[0] == 400
    assert fake_magento.calls == []


def test_stopped_server_closes_its_connections() -> None:
    fake = FakeMagento().start()
    with wire(fake.url) as connection:
        connection.send(post(), LOGIN)
        assert b"loginReturn" in connection.answer()[1]
        fake.stop()
        assert connection.read() == b""


def test_mistake_of_the_application_is_status_500_and_the_connection_stays(caplog: pytest.LogCaptureFixture) -> None:
    def respond(request: Request) -> Response:
        if request.path == "/broken":
            raise ZeroDivisionError("oops")
        return Response("fine")

    with Server("127.0.0.1", 0, respond) as server, wire(server.url) as connection:
        connection.send("GET /broken HTTP/1.1\nHost: shop")
        assert connection.answer()[0] == 500
        connection.send("GET / HTTP/1.1\nHost: shop")
        assert connection.answer() == (200, b"fine")
    assert "answering /broken failed: ZeroDivisionError('oops')" in caplog.text
    assert "Traceback" in caplog.text


def test_head_has_no_body(fake_magento: FakeMagento) -> None:
    with wire(fake_magento.url) as connection:
        connection.send("HEAD /api/soap/?wsdl HTTP/1.1\nHost: shop\nConnection: close")
        head = b""
        while received := connection.read():
            head += received
    assert head.endswith(b"\r\n\r\n")
    assert b"Content-Length: " in head


ODD = {
    "length twice": post(more=f"\nContent-Length: {len(LOGIN)}"),
    "two lengths": post(more="\nContent-Length: 5"),
    "length and chunks": post(more="\nTransfer-Encoding: chunked"),
    "unknown encoding": CHUNKED.replace("chunked", "gzip"),
    "encoding on top": CHUNKED.replace("chunked", "gzip, chunked"),
    "encoding twice": f"{CHUNKED}\nTransfer-Encoding: chunked",
    "no encoding": CHUNKED.replace("chunked", "identity"),
    "chunks before there were any": CHUNKED.replace("HTTP/1.1", "HTTP/1.0"),
    "space before the colon": post().replace("Content-Length:", "Content-Length :"),
    "space before the name": post(more="\n X-More: 1"),
    "line without a colon": post(more="\nhello"),
    "line without a name": post(more="\n: x"),
    "two hosts": post(more="\nHost: other"),
    "no version": "GET /api/soap/",
    "space in the address": "GET /api soap/ HTTP/1.1",
    "no address": "GET  HTTP/1.1",
    "address that is none": "GET http://[ HTTP/1.1",
    "unknown version": "GET / HTTP/x.1",
}


@pytest.mark.parametrize("head", ODD.values(), ids=ODD.keys())
def test_odd_framing_is_refused_and_ends_the_connection(fake_magento: FakeMagento, head: str) -> None:
    with wire(fake_magento.url) as connection:
        connection.send(head, b"0\r\n\r\nGET /api/soap/ HTTP/1.1\r\nHost: smuggled\r\n\r\n" + LOGIN)
        answers = b""
        while received := connection.read():
            answers += received
    assert answers.startswith(b"HTTP/1.1 400 Bad Request\r\n")
    assert answers.count(b"HTTP/1.1") == 1
    assert b"Connection: close\r\n" in answers
    assert b"Python" not in answers
    assert fake_magento.calls == []


@pytest.mark.parametrize(
    ("head", "status"),
    [
        ("GET / HTTP/2.0", 505),
        ("GET /" + "x" * 70_000 + " HTTP/1.1", 414),
        (post(more="\nX-More: " + "x" * 70_000), 431),
        (post(more="".join(f"\nX-{number}: 1" for number in range(200))), 431),
    ],
    ids=["version", "address", "header", "headers"],
)
def test_heads_that_are_too_much(fake_magento: FakeMagento, head: str, status: int) -> None:
    with wire(fake_magento.url) as connection:
        connection.send(head)
        assert connection.answer()[0] == status
        assert connection.read() == b""


def test_empty_lines_before_a_request_are_skipped(fake_magento: FakeMagento) -> None:
    with wire(fake_magento.url) as connection:
        connection.send_body(b"\r\n\r\n\n")
        connection.send(post(), LOGIN + b"\r\n")
        assert b"loginReturn" in connection.answer()[1]
        connection.send(post(), LOGIN)
        assert b"loginReturn" in connection.answer()[1]


def in_chunks(data: bytes, size: int, extension: bytes = b"", trailers: bytes = b"") -> bytes:
    """The data as chunks of that size."""
    pieces = [data[start : start + size] for start in range(0, len(data), size)]
    return b"".join(b"%X%s\r\n%s\r\n" % (len(each), extension, each) for each in pieces) + b"0\r\n%s\r\n" % trailers


@pytest.mark.parametrize("size", [1, 7, 10_000])
def test_chunk_extensions_and_trailers_are_read(fake_magento: FakeMagento, size: int) -> None:
    with wire(fake_magento.url) as connection:
        for _ in range(2):
            connection.send(CHUNKED, in_chunks(LOGIN, size, b' ;a="b;c";d', b"X-Sum: 1\r\nX-More: 2\r\n"))
            assert b"loginReturn" in connection.answer()[1]
    assert [call.request for call in fake_magento.calls] == [LOGIN, LOGIN]


@pytest.mark.parametrize(
    "chunks",
    [
        b"0x5\r\nhello\r\n0\r\n\r\n",
        b"-1\r\nhello\r\n0\r\n\r\n",
        b"1_0\r\nhello\r\n0\r\n\r\n",
        b"5\r\nhello0\r\n\r\n",
        b"ffffffffffffffffff\r\nhello",
        b"0\r\nno trailer\r\n\r\n",
        b"0\r\n" + b"a: b\r\n" * 200 + b"\r\n",
    ],
)
def test_odd_chunks_are_refused(fake_magento: FakeMagento, chunks: bytes) -> None:
    with wire(fake_magento.url) as connection:
        connection.send(CHUNKED, chunks)
        assert connection.answer()[0] == 400
        assert connection.read() == b""
    assert fake_magento.calls == []


def test_client_whose_body_is_too_large_is_not_asked_for_it(fake_magento: FakeMagento) -> None:
    with wire(fake_magento.url) as connection:
        connection.send(post(length=10**12, more="\nExpect: 100-continue"))
        assert connection.read().startswith(b"HTTP/1.1 413 ")


def test_client_whose_body_nobody_wants_is_not_asked_for_it(fake_magento: FakeMagento) -> None:
    with wire(fake_magento.url) as connection:
        connection.send(post("/nowhere", more="\nExpect: 100-continue"))
        assert connection.answer()[0] == 404
        assert connection.read() == b""


PHP_ERROR = (
    b"<methodCall><methodName>call</methodName><params><param><value>%s</value></param>"
    b"<param><value>product_media.list</value></param>"
    b"<param><value><array><data/></array></value></param></params></methodCall>"
)


@pytest.mark.parametrize(("version", "chunked"), [("1.1", True), ("1.0", False)])
def test_empty_page_of_xmlrpc_is_chunked_and_ends_the_connection(
    fake_magento: FakeMagento, version: str, chunked: bool
) -> None:
    session = xmlrpc.client.ServerProxy(fake_magento.xmlrpc_url).login(fake_magento.username, fake_magento.api_key)
    body = PHP_ERROR % str(session).encode()
    with wire(fake_magento.url) as connection:
        connection.send(post("/api/xmlrpc/", len(body), version=version, more="\nConnection: keep-alive"), body)
        answer = b""
        while received := connection.read():
            answer += received
    head, _, rest = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 500 Internal Server Error\r\n")
    assert b"Content-Length" not in head
    assert b"Connection: close" in head
    assert (b"Transfer-Encoding: chunked" in head) == chunked
    assert rest == (b"0\r\n\r\n" if chunked else b"")


def test_idle_connection_is_closed() -> None:
    with FakeMagento(idle_timeout=0.2) as fake, wire(fake.url) as connection:
        connection.send(post(), LOGIN)
        assert b"loginReturn" in connection.answer()[1]
        assert connection.read() == b""


def test_connections_are_idle_for_as_long_as_on_the_real_server() -> None:
    assert Server("127.0.0.1", 0, Server.unattended).idle_timeout == 65


@pytest.mark.parametrize("sent", [b"POST /api/so", (post() + "\n\n").encode() + LOGIN[:10]], ids=["head", "body"])
def test_request_that_does_not_end_is_timed_out(sent: bytes) -> None:
    with FakeMagento(request_timeout=0.2) as fake, wire(fake.url) as connection:
        connection.send_body(sent)
        assert connection.answer()[0] == 408
        assert connection.read() == b""
        assert fake.calls == []


def test_request_that_comes_byte_by_byte_is_timed_out() -> None:
    with FakeMagento(request_timeout=0.2) as fake, wire(fake.url) as connection:
        with suppress(OSError):
            for _ in range(1000):
                connection.send_body(b"x")
                time.sleep(0.01)
        assert connection.read(12) == b"HTTP/1.1 408"


def test_date_follows_the_clock(fake_magento: FakeMagento) -> None:
    def date() -> datetime:
        with urllib.request.urlopen(fake_magento.soap_v1_wsdl, timeout=30) as answer:
            [said] = answer.headers.get_all("Date")
            return parsedate_to_datetime(said)

    before = date()
    fake_magento.clock.advance(86_400)
    assert timedelta(days=1) <= date() - before < timedelta(days=1, minutes=5)
    for seconds in (1e12, -1e12, -1e12):
        fake_magento.clock.advance(seconds)
        date()


def test_stop_ends_a_thread_whose_client_does_not_read() -> None:
    began = threading.Event()

    def respond(request: Request) -> Response:
        began.set()
        return Response(b"x" * 50_000_000)

    server = Server("127.0.0.1", 0, respond)
    server.start()
    with wire(server.url) as connection:
        connection.send("GET / HTTP/1.1\nHost: shop")
        assert began.wait(30)
        listener = server.listener
        assert listener
        [thread] = listener.connections
        server.stop()
        assert not thread.is_alive()


def test_what_comes_after_the_exchange_is_not_read_though_nobody_was_reading_then() -> None:
    began, goes_on, paths = threading.Event(), threading.Event(), []

    def respond(request: Request) -> Response:
        paths.append(request.path)
        began.set()
        goes_on.wait(30)
        return Response("fine")

    with Server("127.0.0.1", 0, respond) as server, wire(server.url) as connection:
        connection.send("GET /one HTTP/1.1\nHost: shop")
        assert began.wait(30)
        connection.send("GET /two HTTP/1.1\nHost: shop")
        come_by = time.monotonic() + 30
        listener = server.listener
        assert listener
        [channel] = listener.connections.values()
        while not channel.unread() and time.monotonic() < come_by:
            time.sleep(0.01)
        server.respond = Server.unattended
        connection.send("GET /three HTTP/1.1\nHost: shop")
        goes_on.set()
        received = b""
        with suppress(ConnectionResetError):
            while more := connection.read():
                received += more
        assert received.count(b"\r\n\r\nfine") == 2
    assert paths == ["/one", "/two"]


def test_a_request_that_has_come_is_answered_though_the_server_stops() -> None:
    began, goes_on = threading.Event(), threading.Event()

    def respond(request: Request) -> Response:
        began.set()
        goes_on.wait(30)
        return Response("fine")

    server = Server("127.0.0.1", 0, respond)
    server.start()
    with wire(server.url) as connection:
        connection.send("GET / HTTP/1.1\nHost: shop")
        assert began.wait(30)
        stopping = threading.Thread(target=server.stop)
        stopping.start()
        goes_on.set()
        assert connection.answer() == (200, b"fine")
        stopping.join()


def test_connection_belongs_to_what_answered_when_it_was_opened() -> None:
    began, goes_on = threading.Event(), threading.Event()

    def first(request: Request) -> Response:
        began.set()
        goes_on.wait(30)
        return Response("first")

    with Server("127.0.0.1", 0, first) as server, wire(server.url) as connection:
        connection.send("GET / HTTP/1.1\nHost: shop\n\nGET /again HTTP/1.1\nHost: shop")
        assert began.wait(30)
        server.respond = lambda request: Response("second")
        goes_on.set()
        assert connection.answer() == (200, b"first")
        while received := connection.read():
            assert b"second" not in received
        with wire(server.url) as other:
            other.send("GET / HTTP/1.1\nHost: shop")
            assert other.answer() == (200, b"second")


@pytest.mark.parametrize("how", ["reset", "restore", "loads"])
def test_call_that_began_before_a_reset_does_not_land(fake_magento: FakeMagento, how: str) -> None:
    again: dict[str, Callable[[], object]] = {
        "reset": fake_magento.reset,
        "restore": partial(fake_magento.restore, fake_magento.snapshot()),
        "loads": partial(fake_magento.loads, "{}"),
    }
    with wire(fake_magento.url) as connection:
        connection.send(post(more="\nExpect: 100-continue"))
        assert connection.read() == b"HTTP/1.1 100 Continue\r\n\r\n"
        connection.send_body(LOGIN[:20])
        again[how]()
        connection.send_body(LOGIN[20:])
        assert connection.answer()[0] == 503
        assert connection.read() == b""
    assert fake_magento.calls == []


@pytest.mark.parametrize("host", ["127.0.0.1", "no.such.host.invalid", "x" * 300, "192.0.2.1", "a\0b"])
def test_address_that_cannot_be_had(host: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(OSError, match=f"cannot listen on {re.escape(host)}:{port}: [^:]+$"):
            FakeMagento(host=host, port=port).start()


@pytest.mark.parametrize("port", [-1, 65536, 10**30, True, "80", 80.0, None])
def test_port_that_is_none(port: Any) -> None:
    with pytest.raises(ValueError, match="a port is a number from 0 to 65535, not "):
        FakeMagento(port=port)
