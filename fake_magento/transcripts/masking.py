"""What must not be kept: API keys, ids of sessions, cookies, and the server's host."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from urllib.parse import SplitResult

from lxml import etree

from fake_magento.client.address import Root, with_addresses
from fake_magento.client.messages import NotXmlError, document
from fake_magento.client.secret import LONG, Secrets, without_passwords
from fake_magento.contract import literal
from fake_magento.errors import FakeMagentoError
from fake_magento.protocols.decoding import Element, children, local_name
from fake_magento.transcripts.files import HOST, bytes_of, text_of

MASKED_KEY = "masked-key"
SESSION_ID = re.compile(r"\b[0-9a-f]{32}\b", re.IGNORECASE)
"""The id of a session as Magento makes it."""

_MASK = re.compile(rf"\b(?:0{{24}}([0-9a-f]{{8}})|{MASKED_KEY}(?:-(\d{{1,6}}))?)\b")
_COOKIE = re.compile(r"^(set-cookie:\s*[^=;\r\n]+=)[^;\r\n]*", re.IGNORECASE | re.MULTILINE)
_MARKUP = re.compile(r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+>", re.DOTALL)
"""All that is no text in a document of XML, which is known to be one."""

_LOGIN = "login"
_LOGINS = (_LOGIN, literal.element(_LOGIN).lower())
_KEY = "apikey"


class MaskingError(FakeMagentoError):
    """A request that may hold a key and cannot be read, so that it must not be kept."""


class Masks:
    """Masks what one recording must not keep; the same secret gets the same mask each time.

    ``host`` and ``root`` are the server's host, and its address without a slash at its end.
    """

    def __init__(self, host: str, root: str) -> None:
        self._host = re.compile(rf"(?<![\w.-])\[?{re.escape(host)}\]?(?::\d+)?(?![\w.-])", re.IGNORECASE)
        self._root = Root(root)
        self._sessions: dict[str, str] = {}
        self._secrets = Secrets()
        self._keys = 0

    def used(self, text: str) -> None:
        """Learn what is masked in a recording that goes on, so that nothing else gets the same masks."""
        for session, key in _MASK.findall(text):
            for number in range(len(self._sessions), int(session or "0", 16)) if len(session.lstrip("0")) < 6 else ():
                self._sessions[f"{number + 1:032x}"] = f"{number + 1:032x}"
            if not session:
                self._keys = max(self._keys, int(key or "1"))

    def request(self, adapter: str, body: bytes) -> bytes:
        """The body of a request, without keys. Raises `MaskingError`."""
        try:
            root = document(body)
        except NotXmlError:
            if any(word in body.replace(b"\0", b"").lower() for word in (_LOGIN.encode(), _KEY.encode())):
                raise MaskingError from None
            return bytes_of(self.text(text_of(body)))
        held = dict(self._holders(adapter, root))
        text = text_of(body)
        if held:
            elements = [*root.iter()]
            masks = {number: held[element] for number, element in enumerate(elements) if element in held}
            masked, count = _with_contents(text, masks)
            if count != len(elements):  # the document is none in ASCII and what goes beyond it
                plain = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
                masked, _ = _with_contents(text_of(plain), masks)
            text = masked
        return bytes_of(self.text(text))

    def _holders(self, adapter: str, root: Element) -> Iterator[tuple[Element, str]]:
        """The elements of a request that hold an API key, and what they are to hold instead."""
        is_xmlrpc = adapter == "xmlrpc"
        for element in map(_referred, [*(_in_xmlrpc(root) if is_xmlrpc else _in_soap(root))]):
            typed = next(iter(children(element)), None) if is_xmlrpc else None
            holder = element if typed is None else typed
            key = _text(holder)
            if not key.strip():
                continue
            mask = self._mask_of(key)
            if typed is None or local_name(typed) == "string":
                yield holder, mask
            else:  # it is text then, whatever it was
                yield element, f"<string>{mask}</string>"
                self._secrets.add(_decoded(key), mask)

    def _mask_of(self, key: str) -> str:
        mask = self._secrets.masks.get(key)
        if mask is None:
            self._keys += 1
            mask = MASKED_KEY if self._keys == 1 else f"{MASKED_KEY}-{self._keys}"
            self._secrets.add(key, mask)
            self._secrets.add(key.strip(), mask)
        return mask

    def session(self, session: str) -> None:
        """Learn the id of a session; those that Magento makes are known by their form."""
        if len(session) >= LONG and not SESSION_ID.fullmatch(session):
            self._secrets.add(session, self._numbered(session))

    def text(self, text: str) -> str:
        """A text without secrets and the server's address."""
        return with_addresses(self.log(text), self._neutral)

    def _neutral(self, address: SplitResult) -> str | None:
        rest = self._root.rest(address)
        return None if rest is None else f"http://{HOST}{rest}"

    def log(self, text: str) -> str:
        """A line for a terminal, which knows the server by its own name."""
        return SESSION_ID.sub(
            lambda found: self._numbered(found[0].lower()), without_passwords(self._secrets.text(text))
        )

    def headers(self, text: str) -> str:
        """The headers of an answer, one a line."""
        return self._host.sub(HOST, _COOKIE.sub(r"\1masked", self.text(text)))

    def _numbered(self, session: str) -> str:
        """What stands for a session, which may do so already."""
        if session in self._sessions.values():
            return session
        return self._sessions.setdefault(session, f"{len(self._sessions) + 1:032x}")


def _with_contents(text: str, contents: dict[int, str]) -> tuple[str, int]:
    """A document in which the elements of these numbers, in the order in which they begin, have other contents.

    Tells also how many elements were seen.
    """
    parts: list[str] = []
    copied = count = depth = 0
    inside: tuple[int, str] | None = None
    for found in _MARKUP.finditer(text):
        tag = found[0]
        if tag.startswith(("<!", "<?")):
            continue
        if tag.startswith("</"):
            depth -= 1
            if inside is not None and inside[0] == depth:
                parts.append(inside[1])
                copied, inside = found.start(), None
            continue
        if not tag.endswith("/>"):
            if inside is None and count in contents:
                parts.append(text[copied : found.end()])
                inside = depth, contents[count]
            depth += 1
        count += 1
    return "".join([*parts, text[copied:]]), count


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
    if (root.findtext("methodName") or "").strip() == _LOGIN:
        yield from root.findall("params/param/value")[1:2]
    for struct in root.iter("struct"):
        members = {member.findtext("name"): member.find("value") for member in struct.iterfind("member")}
        name, given = members.get("methodName"), members.get("params")
        if name is not None and given is not None and _text(name).strip() == _LOGIN:
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


def _decoded(key: str) -> str:
    """What is in a key in base64, or the key where it is none."""
    try:
        return base64.b64decode(key, validate=False).decode() or key
    except (binascii.Error, UnicodeDecodeError):
        return key
