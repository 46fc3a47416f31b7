"""The pytest plugin: the fixture `fake_magento`, there without an import.

It is imported when pytest starts, as pytest-httpserver is, so that the first test that asks for the fixture need not wait.
What is heavy (`xmlschema`, Pillow, PyYAML) is imported when it is first needed.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from fake_magento.fake import FakeMagento
from fake_magento.server import Server


@pytest.fixture(scope="session")
def _fake_magento_server() -> Iterator[Server]:
    """The server on which the fakes of all tests listen, one after the other."""
    server = Server("127.0.0.1", 0, Server.unattended)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def fake_magento(_fake_magento_server: Server) -> Iterator[FakeMagento]:
    """A Magento 1 server on a free port of this machine, with a fresh shop for this test; a `fake_magento.FakeMagento`."""
    yield FakeMagento(server=_fake_magento_server)
    _fake_magento_server.respond = _fake_magento_server.unattended
