"""Replays recorded scenarios: what is sent, and which live session stands for which recorded one."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from werkzeug.datastructures import Headers

from fake_magento import MAGENTO_1_9, FakeMagento
from fake_magento.transports.wsgi import Answer, answer
from tests.transcripts import HERE as TRANSCRIPTS
from tests.transcripts import PACKED, load

HERE = Path(__file__).parent
CATALOGUE = HERE.parent / "fixtures" / "transcripts.yaml"
HOST = "magentohost"
PATHS = {"v1": "/api/soap/", "v2": "/api/v2_soap/", "wsi": "/api/v2_soap/", "xmlrpc": "/api/xmlrpc/"}
SOAP = ("v1", "v2", "wsi")
SUBJECTS = ("catalog", "sales", "more")
"""The folders of scenarios below that of a flavour; those of sessions and product images are in none."""
FOLDERS = {"openmage-19": TRANSCRIPTS, "magento-1.9": TRANSCRIPTS / "magento-1.9"}

_SESSION = re.compile(r"\b[0-9a-f]{32}\b")
ENVELOPE = {"Content-Type": "text/xml; charset=utf-8"}
"""The headers of a posted envelope."""

Send = Callable[[str, str, dict[str, str], bytes | None], Answer]
"""Sends a request (method, path with query, headers, body) and returns the answer."""


def scenarios(*dialects: str, folder: str = "") -> Iterator[tuple[str, Path]]:
    """Each recorded scenario of the dialects, of all where none is named: its flavour and its file.

    ``folder`` is one of `SUBJECTS`; without one, those of sessions and product images.
    """
    for flavour, root in FOLDERS.items():
        for file in sorted((root / folder).glob(f"*_*{PACKED}")):
            if file.name.partition("_")[0] in (dialects or PATHS):
                yield flavour, file


def all_scenarios() -> Iterator[tuple[str, Path]]:
    """Each recorded scenario in any folder."""
    for folder in ("", *SUBJECTS):
        yield from scenarios(folder=folder)


def raw_files() -> Iterator[tuple[str, Path]]:
    """Each file of exchanges by plain HTTP, with its flavour."""
    for flavour, root in FOLDERS.items():
        for file in sorted(root.glob(f"raw*{PACKED}")):
            yield flavour, file


def parameter(flavour: str, file: Path) -> Any:
    """A recording as parameters of a test, `long` in one flavour, since the other shows nearly the same."""
    marks = pytest.mark.long if flavour == MAGENTO_1_9.name else ()
    return pytest.param(flavour, file, id=place(flavour, file), marks=marks)


def file_of(name: str, flavour: str = "openmage-19") -> Path:
    """The file of the recording of that name (``v1_session``, ``catalog/v1_link``)."""
    return FOLDERS[flavour] / f"{name}{PACKED}"


def unpacked(file: Path, folder: Path) -> Path:
    """The recording as a plain file in that folder, as `fake-magento replay` reads it."""
    plain = folder / file.with_suffix("").name
    plain.write_text(json.dumps(load(file)), encoding="utf-8")
    return plain


def place(flavour: str, file: Path) -> str:
    """What a recording is called: its flavour, its folder where it is in one, its name."""
    return f"{flavour}/{file.relative_to(FOLDERS[flavour]).as_posix().removesuffix(PACKED)}"


def start(flavour: str, dialect: str = "v1") -> FakeMagento:
    """A fake with the catalogue that the scenarios start from, set to speak the dialect."""
    return FakeMagento(flavour=flavour, fixtures=CATALOGUE, wsi=dialect == "wsi")


def canonical(document: str) -> str:
    """The document as canonical XML; text that is no XML is compared as it is."""
    try:
        return etree.tostring(etree.fromstring(document.encode()), method="c14n2").decode()
    except etree.XMLSyntaxError:
        return document


class Sessions:
    """Which live session stands for which recorded one."""

    def __init__(self) -> None:
        self._live: dict[str, str] = {}

    def learn(self, recorded: str, answered: str) -> None:
        """Remember the session ids in an answer by those in the recorded one, as they follow on each other."""
        self._live.update(zip(_SESSION.findall(recorded), _SESSION.findall(answered), strict=False))

    def replace(self, text: str) -> str:
        """The text with live session ids instead of the recorded ones."""
        return _SESSION.sub(lambda match: self._live.get(match[0], match[0]), text) if self._live else text


def over_socket(connection: HTTPConnection) -> Send:
    """Sends over the connection, which stays open."""

    def send(method: str, path: str, headers: dict[str, str], body: bytes | None) -> Answer:
        connection.request(method, path, body, {"Host": HOST, **headers})
        response = connection.getresponse()
        return Answer(response.status, response.reason, Headers(response.getheaders()), response.read())

    return send


def over_wsgi(fake: FakeMagento) -> Send:
    """Sends to the fake without a socket."""

    def send(method: str, path: str, headers: dict[str, str], body: bytes | None) -> Answer:
        return answer(fake.wsgi_app, method, f"http://{HOST}{path}", headers.items(), body)

    return send


def post(connection: HTTPConnection, path: str, body: str) -> tuple[int, str | None, str]:
    """Status, content type and body of the answer to a posted envelope."""
    return exchange(connection, "POST", path, ENVELOPE, body)


def exchange(
    connection: HTTPConnection, method: str, path: str, headers: dict[str, str], body: str | None
) -> tuple[int, str | None, str]:
    """Status, content type and body of the answer to any request."""
    answered = over_socket(connection)(method, path, headers, None if body is None else body.encode())
    return answered.status, answered.headers.get("Content-Type"), answered.body.decode()


def connect(fake: FakeMagento) -> HTTPConnection:
    """A connection to the fake that stays open."""
    return HTTPConnection(fake.url.removeprefix("http://"), timeout=30)


def login(send: Send) -> str:
    """The id of a new session."""
    request = load(file_of("v1_aliases"))["steps"][0]["request"]
    [session] = _SESSION.findall(send("POST", PATHS["v1"], ENVELOPE, request.encode()).body.decode())
    return str(session)
