"""What must not be kept: API keys, ids of sessions, cookies, and the server's host."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree

from fake_magento.client.reading import NoDocument, Request, document, soap_request, xmlrpc_request
from fake_magento.client.value import Value
from fake_magento.contract import literal
from fake_magento.transcripts.files import HOST, bytes_of, text_of

MASKED_KEY = "masked-key"
_SESSION = re.compile(r"\b[0-9a-f]{32}\b")
_COOKIE = re.compile(r"^(set-cookie:\s*[^=;\r\n]+=)[^;\r\n]*", re.IGNORECASE | re.MULTILINE)
_LONG = 6
"""From how many characters on a key is masked wherever it stands, not only where it is all that an element holds."""

_LOGINS = ("login", literal.element("login"))


class NotMasked(Exception):
    """A request that may hold a key and cannot be read, so that it must not be kept."""


class Masks:
    """Masks what one recording must not keep; the same secret gets the same mask each time.

    ``host`` and ``root`` are the server's host, and its address without a slash at its end.
    """

    def __init__(self, host: str, root: str) -> None:
        self._host = re.compile(rf"\b{re.escape(host)}(?::\d+)?(?![\w.-])", re.IGNORECASE)
        self._root = re.compile(rf"https?://{re.escape(root.partition('://')[2])}(?![\w.-])", re.IGNORECASE)
        self._sessions: dict[str, str] = {}
        self._keys: dict[str, str] = {}

    def request(self, adapter: str, body: bytes) -> bytes:
        """The body of a request, without keys. Raises `NotMasked`."""
        try:
            keys = [*_keys_in(adapter, body)]
        except NoDocument:
            if b"login" in body.replace(b"\0", b"").lower():
                raise NotMasked from None
            keys = []
        for key in keys:
            self._keys.setdefault(key, MASKED_KEY + (f"-{len(self._keys) + 1}" if self._keys else ""))
        masked = bytes_of(self.text(text_of(body)))
        if keys and any(key not in self._keys.values() for key in _keys_in(adapter, masked)):
            masked = self._rewritten(body)
        return masked

    def _rewritten(self, body: bytes) -> bytes:
        """A request whose key is written in a way of its own, written anew."""
        root = document(body)
        for element in root.iter():
            if element.text in self._keys:
                element.text = self._keys[element.text]
        return bytes_of(self.text(text_of(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))))

    def text(self, text: str) -> str:
        """A text without secrets and the server's address."""
        for key, mask in self._keys.items():
            for written in {key, escape(key), escape(key, {'"': "&quot;", "'": "&#39;"})}:
                text = text.replace(written, mask) if len(key) >= _LONG else text.replace(f">{written}<", f">{mask}<")
        text = self._root.sub(f"http://{HOST}", text)
        return _SESSION.sub(self._session, text)

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
            return self._keys.get(value) or self.text(value)
        return value

    def _session(self, found: re.Match[str]) -> str:
        if found[0] in self._sessions.values():  # it is masked already
            return found[0]
        return self._sessions.setdefault(found[0], f"{len(self._sessions) + 1:032x}")


def _keys_in(adapter: str, body: bytes) -> Iterator[str]:
    """The API keys in a request. Raises `NoDocument`."""
    if adapter != "xmlrpc":
        request = soap_request(body)
        if request.operation in _LOGINS:
            yield from _key(request)
        return
    request = xmlrpc_request(body)
    if request.operation == "login":
        yield from _key(request)
    for _, methods in request.parts if request.operation == "system.multicall" else ():
        for method in methods.items or ():
            name, given = method.member("methodName"), method.member("params")
            if name and given and name.text == "login":
                yield from _texts((given.items or ())[1:2])


def _key(request: Request) -> Iterator[str]:
    named = [value for name, value in request.parts if name == "apiKey"]
    return _texts(named or [value for _, value in request.parts[1:2]])


def _texts(values: list[Value] | tuple[Value, ...]) -> Iterator[str]:
    return (text for value in values for text in value.texts() if text)
