"""The pytest plugin: the fixture `fake_magento`, there without an import.

What is heavy is imported when the first test asks for the fixture, not when pytest starts.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from fake_magento.fake import FakeMagento
    from fake_magento.server import Server


@pytest.fixture(scope="session")
def _fake_magento_server() -> Iterator[Server]:
    """The server on which the fakes of all tests listen, one after the other."""
    from fake_magento.server import Server

    server = Server("127.0.0.1", 0, Server.unattended)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def fake_magento(_fake_magento_server: Server) -> Iterator[FakeMagento]:
    """A Magento 1 server on a free port of this machine, with a fresh shop for this test; a `fake_magento.FakeMagento`."""
    from fake_magento.fake import FakeMagento

    yield FakeMagento(server=_fake_magento_server)
    _fake_magento_server.respond = _fake_magento_server.unattended
