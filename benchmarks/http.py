"""A client that keeps its connection, and the canned answer of pytest-httpserver."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection

import requests
from pytest_httpserver import HTTPServer

from benchmarks import envelopes
from fake_magento import FakeMagento
from fake_magento.server import Server

_HEADERS = {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": '"urn:Action"'}
_SESSION = re.compile(rb">([0-9a-f]{32})<")


Post = Callable[[str, bytes], tuple[int, bytes]]
"""Posts a body to a path; status and body of the answer."""


def with_requests(url: str) -> Post:
    """The client that zeep has beneath it: a session of requests, whose connection stays open."""
    session = requests.Session()

    def post(path: str, body: bytes) -> tuple[int, bytes]:
        response = session.post(url + path, data=body, headers=_HEADERS, timeout=30)
        return response.status_code, response.content

    return post


def with_http_client(url: str) -> Post:
    """The least that Python offers: one connection of http.client, which sets ``TCP_NODELAY`` itself."""
    connection = HTTPConnection(url.removeprefix("http://"), timeout=30)

    def post(path: str, body: bytes) -> tuple[int, bytes]:
        connection.request("POST", path, body, _HEADERS)
        response = connection.getresponse()
        return response.status, response.read()

    return post


Transport = Callable[[str], Post]
"""A kind of client: makes one for the address of a server."""


class Client:
    """A client of one server, which remembers what it was answered until that is checked."""

    def __init__(self, post: Post) -> None:
        self._post = post
        self._statuses: list[int] = []
        self._answers: list[bytes] = []

    def post(self, path: str, body: bytes) -> bytes:
        """The answer to the request."""
        status, answer = self._post(path, body)
        self._statuses.append(status)
        self._answers.append(answer)
        return answer

    def check(self) -> None:
        """Raises `AssertionError` unless all answers so far were successes; they are forgotten."""
        assert set(self._statuses) <= {200}, self._statuses
        refused = next((answer for answer in self._answers if b"Fault" in answer), None)
        assert refused is None, refused
        self._statuses.clear()
        self._answers.clear()

    def log_in(self, fake: FakeMagento, path: str) -> str:
        """A new session's id."""
        return session_of(self.post(path, envelopes.login(fake.username, fake.api_key)))


def session_of(answer: bytes) -> str:
    """The session's id in the answer to a login."""
    found = _SESSION.search(answer)
    assert found is not None
    return found[1].decode()


@contextmanager
def canned_server(path: str, answer: bytes) -> Iterator[str]:
    """The address of a server that gives the answer whatever is posted.

    It is pytest-httpserver over connections of the same kind as the fake's: they stay open.
    """
    canned = HTTPServer("127.0.0.1", threaded=True)
    canned.expect_request(path, method="POST").respond_with_data(answer, content_type="text/xml; charset=UTF-8")
    with Server(canned.host, 0, canned.application) as server:
        yield server.url


@contextmanager
def canned_answer(path: str, answer: bytes, transport: Transport) -> Iterator[Client]:
    """A client of a server that gives the answer whatever is posted."""
    with canned_server(path, answer) as url:
        client = Client(transport(url))
        yield client
        client.check()


@contextmanager
def client_of(fake: FakeMagento, transport: Transport) -> Iterator[Client]:
    """A client of the fake, which listens meanwhile."""
    with fake:
        client = Client(transport(fake.url))
        yield client
        client.check()
