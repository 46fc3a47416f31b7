"""How long it takes until there is something to call."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from statistics import median

from benchmarks import envelopes
from benchmarks.http import client_of, with_http_client
from benchmarks.table import Row, ratio_row
from benchmarks.timing import in_turns, timed
from fake_magento import API_KEY, USERNAME, FakeMagento
from fake_magento.server import Server

_PROCESSES = 9
_CATALOGUES = 300
_PATH = envelopes.V1.path

_FAKE = """
from fake_magento.server import Server
server = Server("127.0.0.1", 0, Server.unattended)
server.start()
from fake_magento.fake import FakeMagento
fake = FakeMagento(server=server)
port = server.port
"""
"""What the fixture does."""

_CANNED = """
from pytest_httpserver import HTTPServer
server = HTTPServer("127.0.0.1", threaded=True)
server.start()
server.expect_request(path, method="POST").respond_with_data(b"x" * size)
port = server.port
"""

_PROCESS = """
import http.client, time, pytest
{before}
path, body, size = {path!r}, {body!r}, {size}
started = time.perf_counter()
{start}
connection = http.client.HTTPConnection("127.0.0.1", port)
connection.request("POST", path, body, {{"Content-Type": "text/xml; charset=utf-8"}})
response = connection.getresponse()
answer = response.read()
took = time.perf_counter() - started
assert response.status == 200 and len(answer) == size, answer
print(took)
"""

_PLUGINS = "import pytest_httpserver.pytest_plugin, fake_magento.pytest_plugin"
"""What pytest imports when it starts."""


def startup_rows() -> Iterator[Row]:
    """From the fixture to the first answer, with and without the import of pytest-httpserver."""
    body = envelopes.login(USERNAME, API_KEY)
    with client_of(FakeMagento(), with_http_client) as client:
        size = len(client.post(_PATH, body))
    for name, before, target in (
        ("fixture to first answer", _PLUGINS, 1.5),
        ("the same and the import of the plugin", "", None),
    ):

        def seconds(start: str, before: str = before) -> float:
            code = _PROCESS.format(before=before, path=_PATH, body=body, size=size, start=start)
            return float(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True).stdout)

        ratio = in_turns(lambda run=seconds: run(_FAKE), lambda run=seconds: run(_CANNED), _PROCESSES, warm_up=1)  # type: ignore[misc]
        yield ratio_row(name, ratio, target)


def fresh_catalogue_row() -> Row:
    """A fake for the next test."""
    server = Server("127.0.0.1", 0, Server.unattended)
    server.start()
    took = median(timed(lambda: FakeMagento(server=server)) for _ in range(_CATALOGUES))
    server.stop()
    return Row("fresh catalogue for the next test", took * 1e3, "ms", 1.0)
