"""The HTTP server beneath a fake, as clients meet it on the wire."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPResponse

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


@pytest.mark.parametrize("length", ["-5", "many"])
def test_length_that_is_none_ends_the_connection(fake_magento: FakeMagento, length: str) -> None:
    with wire(fake_magento.url) as connection:
        connection.send(post(length=length), LOGIN)
        assert connection.answer()[0] == 500
        assert connection.read() == b""


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

    with Server("127.0.0.1", 0, respond) as server, wire(server.url_for("").rstrip("/")) as connection:
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
