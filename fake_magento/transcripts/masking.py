"""What must not be kept: API keys, ids of sessions, cookies, and the server's host."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree

from fake_magento.client.reading import NoDocument, document
from fake_magento.contract import literal
from fake_magento.protocols.decoding import Element, children, local_name
from fake_magento.transcripts.files import HOST, bytes_of, text_of

MASKED_KEY = "masked-key"
_SESSION = re.compile(r"\b[0-9a-f]{32}\b")
_COOKIE = re.compile(r"^(set-cookie:\s*[^=;\r\n]+=)[^;\r\n]*", re.IGNORECASE | re.MULTILINE)
_LONG = 6
"""From how many characters on a secret is masked wherever it stands, not only where it is all that an element holds."""

_LOGIN = "login"
_LOGINS = (_LOGIN, literal.element(_LOGIN).lower())
_KEY = "apikey"


class NotMasked(Exception):
    """A request that may hold a key and cannot be read, so that it must not be kept."""


class Masks:
    """Masks what one recording must not keep; the same secret gets the same mask each time.

    ``host`` and ``root`` are the server's host, and its address without a slash at its end.
    """

    def __init__(self, host: str, root: str) -> None:
        self._host = re.compile(rf"(?<![\w.-])\[?{re.escape(host)}\]?(?::\d+)?(?![\w.-])", re.IGNORECASE)
        self._root = re.compile(rf"https?://{re.escape(root.partition('://')[2])}(?![\w.-])", re.IGNORECASE)
        self._sessions: dict[str, str] = {}
        self._secrets: dict[str, str] = {}

    def request(self, adapter: str, body: bytes) -> bytes:
        """The body of a request, without keys. Raises `NotMasked`."""
        try:
            keys = [key for key in map(_text, _holders(adapter, body)) if key]
        except NoDocument:
            if _LOGIN.encode() in body.replace(b"\0", b"").lower():
                raise NotMasked from None
            keys = []
        for key in keys:
            number = 1 + sum(mask.startswith(MASKED_KEY) for mask in self._secrets.values())
            self._secrets.setdefault(key, MASKED_KEY if number == 1 else f"{MASKED_KEY}-{number}")
        masked = bytes_of(self.text(text_of(body)))
        if keys and any(_text(holder) in keys for holder in _holders(adapter, masked)):
            masked = self._rewritten(adapter, body)
        return masked

    def _rewritten(self, adapter: str, body: bytes) -> bytes:
        """A request whose key is written in a way of its own, written anew."""
        holders = _holders(adapter, body)
        for holder in holders:
            key = _text(holder)
            if key:
                for part in holder.iter():
                    part.text = part.tail = None
                holder.text = self._secrets[key]
        root = holders[0].getroottree()
        return bytes_of(self.text(text_of(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))))

    def session(self, session: str) -> None:
        """Learn the id of a session; those that Magento makes are known by their form."""
        if len(session) >= _LONG and not _SESSION.fullmatch(session):
            self._secrets.setdefault(session, self._numbered(session))

    def text(self, text: str) -> str:
        """A text without secrets and the server's address."""
        for secret, mask in self._secrets.items():
            for written in {secret, escape(secret), escape(secret, {'"': "&quot;", "'": "&#39;"})}:
                text = (
                    text.replace(written, mask) if len(secret) >= _LONG else text.replace(f">{written}<", f">{mask}<")
                )
        text = self._root.sub(f"http://{HOST}", text)
        return _SESSION.sub(lambda found: self._numbered(found[0]), text)

    def headers(self, text: str) -> str:
        """The headers of an answer, one a line."""
        return self._host.sub(HOST, _COOKIE.sub(r"\1masked", self.text(text)))

    def value(self, value: Any) -> Any:
        """A value without secrets and the server's address."""
        if isinstance(value, Mapping):
            return {name: self.value(each) for name, each in value.items()}
        if isinstance(value, list):
            return [self.value(each) for each in value]
        if isinstance(value, str):
            return self._secrets.get(value) or self.text(value)
        return value

    def _numbered(self, session: str) -> str:
        """What stands for a session, which may do so already."""
        if session in self._sessions.values():
            return session
        return self._sessions.setdefault(session, f"{len(self._sessions) + 1:032x}")


def _holders(adapter: str, body: bytes) -> list[Element]:
    """The elements of a request that hold an API key. Raises `NoDocument`."""
    root = document(body)
    found = [*(_in_xmlrpc(root) if adapter == "xmlrpc" else _in_soap(root))]
    return [_referred(element) for element in found]


def _in_soap(root: Element) -> Iterator[Element]:
    """Whatever is named after a key, and the second part of a login where none is."""
    for element in root.iter():
        name = local_name(element).lower()
        if name == _KEY:
            yield element
        elif name in _LOGINS and _KEY not in (local_name(each).lower() for each in element):
            yield from children(element)[1:2]


def _in_xmlrpc(root: Element) -> Iterator[Element]:
    """The second parameter of a login, be it a call of its own or one in a ``system.multicall``."""
    if root.findtext("methodName") == _LOGIN:
        yield from root.findall("params/param/value")[1:2]
    for struct in root.iter("struct"):
        members = {member.findtext("name"): member.find("value") for member in struct.iterfind("member")}
        name, given = members.get("methodName"), members.get("params")
        if name is not None and given is not None and _text(name) == _LOGIN:
            yield from given.findall("array/data/value")[1:2]


def _referred(element: Element) -> Element:
    """The element that holds what this one refers to."""
    reference = element.get("href", "")
    for other in element.getroottree().iter() if reference.startswith("#") else ():
        if other.get("id") == reference[1:]:
            return other
    return element


def _text(element: Element) -> str:
    return "".join(map(str, element.itertext()))
