"""Replays recorded scenarios and compares what comes back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from lxml import etree

from fake_magento import FakeMagento

HERE = Path(__file__).parent
TRANSCRIPTS = HERE / "transcripts"
CATALOGUE = HERE.parent / "fixtures" / "transcripts.yaml"
HOST = "magentohost"
PATHS = {"v1": "/api/soap/", "v2": "/api/v2_soap/", "wsi": "/api/v2_soap/", "xmlrpc": "/api/xmlrpc/"}
SOAP = ("v1", "v2", "wsi")
FOLDERS = {"openmage-19": TRANSCRIPTS, "magento-1.9": TRANSCRIPTS / "magento-1.9"}

_SESSION = re.compile(r"\b[0-9a-f]{32}\b")


def scenarios(*dialects: str) -> Iterator[tuple[str, Path]]:
    """Each recorded scenario of the dialects, of all where none is named: its flavour and its file."""
    for flavour, folder in FOLDERS.items():
        for file in sorted(folder.glob("*_*.json")):
            if file.stem.partition("_")[0] in (dialects or PATHS):
                yield flavour, file


def load(file: Path) -> Any:
    """What a file holds."""
    return json.loads(file.read_text(encoding="utf-8"))


def start(flavour: str, dialect: str = "v1") -> FakeMagento:
    """A fake with the catalogue that the scenarios start from, set to speak the dialect."""
    return FakeMagento(flavour=flavour, fixtures=CATALOGUE, wsi=dialect == "wsi")


def canonical(document: str) -> str:
    """The document as canonical XML; text that is no XML is compared as it is."""
    return etree.tostring(etree.fromstring(document.encode()), method="c14n2").decode() if document else document


class Sessions:
    """Which live session stands for which recorded one."""

    def __init__(self) -> None:
        self._live: dict[str, str] = {}

    def learn(self, recorded: str, answer: str) -> None:
        """Remember the session id in an answer."""
        found = _SESSION.search(answer)
        assert found, f"no session id in {answer}"
        self._live[recorded] = found[0]

    def replace(self, text: str) -> str:
        """The text with live session ids instead of the recorded ones."""
        return _SESSION.sub(lambda match: self._live.get(match[0], match[0]), text)


def post(connection: HTTPConnection, path: str, body: str) -> tuple[int, str | None, str]:
    """Status, content type and body of the answer to a posted envelope."""
    headers = {"Content-Type": "text/xml; charset=utf-8", "Host": HOST}
    return exchange(connection, "POST", path, headers, body)


def exchange(
    connection: HTTPConnection, method: str, path: str, headers: dict[str, str], body: str | None
) -> tuple[int, str | None, str]:
    """Status, content type and body of the answer to any request."""
    data = body.encode("iso-8859-1" if body and "ISO-8859-1" in body else "utf-8") if body is not None else None
    connection.request(method, path, data, {"Host": HOST, **headers})
    response = connection.getresponse()
    return response.status, response.getheader("Content-Type"), response.read().decode()


def connect(fake: FakeMagento) -> HTTPConnection:
    """A connection to the fake that stays open."""
    return HTTPConnection(fake.url.removeprefix("http://"), timeout=30)
