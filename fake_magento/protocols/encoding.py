"""From PHP's values to XML, as PHP's SOAP extension writes it: types, array types and namespaces in its order.

A type of the declaration says what a value is written as; `ANY` follows the value itself: a ``dict`` becomes Apache's
``Map``, a ``list`` a SOAP array of what its items have in common.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Any
from xml.sax.saxutils import escape

from fake_magento import php
from fake_magento.api.operations import Operation, Part
from fake_magento.api.types import ANY, STRING, Array, Field, Simple, Struct, Type, is_items
from fake_magento.contract.namespaces import (
    APACHE,
    ENCODING_11,
    ENCODING_12,
    ENVELOPE_11,
    ENVELOPE_12,
    RPC_12,
    XSD,
    XSI,
)
from fake_magento.errors import FakeMagentoError

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
TEXTS_KEPT = 4096
LONGEST_KEPT = 200
"""How many texts are kept as they are written, and of how many characters at most: a cache holds no bodies."""

_PLAIN = re.compile(r"[ !-%'-;=?-~]*")
_CARRIAGE_RETURN = {"\r": "&#13;"}


class NotUtf8Error(FakeMagentoError):
    """Text that PHP's SOAP extension refuses to encode: bytes that are no UTF-8, or that XML has no place for."""

    def __init__(self, text: str) -> None:
        start = _not_xml().split(text, maxsplit=1)[0]
        super().__init__(f"SOAP-ERROR: Encoding: string '{start}...' is not a valid utf-8 string")


def keeping(write: Callable[[str], str]) -> Callable[[Any], str]:
    """What writes values as text by this function; what it makes of short texts is kept."""
    kept = lru_cache(maxsize=TEXTS_KEPT)(write)

    def written(value: Any) -> str:
        text = value if type(value) is str else php.to_string(value)
        return kept(text) if len(text) <= LONGEST_KEPT else write(text)

    return written


def _escaped(text: str) -> str:
    if _PLAIN.fullmatch(text):
        return text
    return escape(check_text(text), _CARRIAGE_RETURN)


text_of = keeping(_escaped)
"""A value as the text of an element. Raises `NotUtf8Error` for text that no XML document can hold."""


def check_text(text: str) -> str:
    """The text. Raises `NotUtf8Error` where no XML document can hold it."""
    if _not_xml().search(text):
        raise NotUtf8Error(text)
    return text


def mended(text: str) -> str:
    """The text with a mark in place of what no XML document can hold: a fault is told in any case."""
    return _not_xml().sub("\ufffd", text)


@cache
def _not_xml() -> re.Pattern[str]:
    """What no XML document can hold; the pattern is large, and compiled when text that is not plain comes along."""
    return re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _map_key(xsi: str, key: str | int) -> str:
    is_long = isinstance(key, str) and len(key) > LONGEST_KEPT
    return (_written_key if is_long else _kept_key)(xsi, key)


def _written_key(xsi: str, key: str | int) -> str:
    return f'<key {xsi}:type="xsd:{"int" if isinstance(key, int) else "string"}">{text_of(key)}</key>'


_kept_key = lru_cache(maxsize=TEXTS_KEPT)(_written_key)


class Version:
    """A version of SOAP: its namespaces and the prefixes that PHP gives them."""

    def __init__(self, envelope: str, prefix: str, encoding: str, encoding_prefix: str) -> None:
        self.envelope = envelope
        self.prefix = prefix
        self.encoding = encoding
        self.encoding_prefix = encoding_prefix
        self.is_12 = envelope == ENVELOPE_12
        """Whether this is SOAP 1.2."""
        self.style = f' {prefix}:encodingStyle="{encoding}"'
        """The attribute that names the style of encoding."""


SOAP_11 = Version(ENVELOPE_11, "SOAP-ENV", ENCODING_11, "SOAP-ENC")
SOAP_12 = Version(ENVELOPE_12, "env", ENCODING_12, "enc")
VERSIONS = {version.envelope: version for version in (SOAP_11, SOAP_12)}


class Encoder:
    """Writes one response. Namespaces are declared on the envelope, in the order in which they are first used."""

    def __init__(self, version: Version, namespace: str) -> None:
        self._version = version
        self._namespace = namespace
        self._known = {XSD: "xsd", XSI: "xsi", version.encoding: version.encoding_prefix}
        self._declared: dict[str, str] = {}
        self._declarations = ""
        self._own_prefixes = 0
        self._string_type = ""

    def response(self, operation: Operation, value: Any, headers: Iterable[tuple[Operation, Any]] = ()) -> str:
        """The envelope that answers ``operation`` with ``value``; ``headers`` are what its header answers likewise."""
        header = "".join([self._wrapped(*self._answer(each, given)) for each, given in headers])
        wrapper, result = self._answer(operation, value)
        if self._version.is_12:
            result = f"<rpc:result>{operation.returns.name}</rpc:result>{result}"
        return self._envelope(wrapper, result, f' xmlns:rpc="{RPC_12}"' if self._version.is_12 else "", header)

    def _answer(self, operation: Operation, value: Any) -> tuple[str, str]:
        """The name of the element that answers the operation, and what is in it."""
        wrapper = f"{self._prefix(self._namespace)}:{operation.name}Response"
        return wrapper, self._element(operation.returns.name, operation.returns.type, value)

    def request(self, operation: str, parts: Iterable[tuple[Part, Any]]) -> str:
        """The envelope that asks for ``operation``, with a value for each part."""
        target = self._prefix(self._namespace)
        content = "".join([self._element(part.name, part.type, value) for part, value in parts])
        return self._envelope(f"{target}:{operation}", content)

    def _wrapped(self, wrapper: str, content: str) -> str:
        """The element ``wrapper``. SOAP 1.2 names the style of encoding there."""
        style = self._version.style if self._version.is_12 else ""
        return f"<{wrapper}{style}>{content}</{wrapper}>" if content else f"<{wrapper}{style}/>"

    def _envelope(self, wrapper: str, content: str, body: str = "", header: str = "") -> str:
        """The envelope whose body has the one element ``wrapper``; ``body`` are the body's own attributes."""
        self._prefix(XSD)
        if self._version.is_12:
            self._prefix(XSI)
        encoding = self._prefix(self._version.encoding)
        env = self._version.prefix
        assert encoding == self._version.encoding_prefix
        style = "" if self._version.is_12 else self._version.style
        if header:
            header = f"<{env}:Header>{header}</{env}:Header>"
        return (
            f'{_DECLARATION}<{env}:Envelope xmlns:{env}="{self._version.envelope}"{self._declarations}{style}>'
            f"{header}<{env}:Body{body}>{self._wrapped(wrapper, content)}</{env}:Body></{env}:Envelope>\n"
        )

    def _prefix(self, uri: str) -> str:
        return self._declared.get(uri) or self._declare(uri)

    def _declare(self, uri: str) -> str:
        prefix = self._known.get(uri)
        if prefix is None:
            self._own_prefixes += 1
            prefix = f"ns{self._own_prefixes}"
        self._declared[uri] = prefix
        self._declarations += f' xmlns:{prefix}="{uri}"'
        return prefix

    def _element(self, tag: str, declared: Type, value: Any) -> str:
        if value is None:
            return self._null(tag, declared)
        if declared is STRING or (declared is ANY and isinstance(value, str)):
            if not self._string_type:
                self._string_type = self._type_attribute(XSD, "string")
            return f"<{tag}{self._string_type}>{text_of(value)}</{tag}>"
        if declared is ANY:
            if php.is_list(value):
                return self._array(tag, None, php.values(value))
            if isinstance(value, dict):
                return self._map(tag, value)
            return self._simple(tag, _guess(value), value)
        if isinstance(declared, Simple):
            return self._simple(tag, declared.name, value)
        if isinstance(declared, Struct):
            return self._struct(tag, declared, value)
        return self._array(tag, declared, php.values(value))

    def _null(self, tag: str, declared: Type) -> str:
        nil = f'{self._prefix(XSI)}:nil="true"'
        own = "" if isinstance(declared, Simple) else self._type_attribute(self._namespace, declared.name)
        return f"<{tag} {nil}{own}/>"

    def _type_attribute(self, namespace: str, name: str) -> str:
        qualified = f"{self._prefix(namespace)}:{name}"
        return f' {self._prefix(XSI)}:type="{qualified}"'

    def _simple(self, tag: str, type_name: str, value: Any) -> str:
        return f"<{tag}{self._type_attribute(XSD, type_name)}>{_simple_text(type_name, value)}</{tag}>"

    def _struct(self, tag: str, declared: Struct, value: dict[str, Any]) -> str:
        content = "".join([self._element(field.name, field.type, each) for field, each in _members(declared, value)])
        start = f'{tag} {self._prefix(XSI)}:type="{self._prefix(self._namespace)}:{declared.name}"'
        return f"<{start}>{content}</{tag}>" if content else f"<{start}/>"

    def _map(self, tag: str, value: dict[Any, Any]) -> str:
        xsi = self._prefix(XSI)
        entries = [
            f"<item>{_map_key(xsi, key)}{self._element('value', ANY, item)}</item>" for key, item in value.items()
        ]
        return f'<{tag} {xsi}:type="{self._prefix(APACHE)}:Map">{"".join(entries)}</{tag}>'

    def _array(self, tag: str, declared: Array | None, items: Sequence[Any]) -> str:
        """A SOAP array; ``declared`` is its type in the WSDL, ``None`` for the array that ``anyType`` becomes."""
        item_type = ANY if declared is None else declared.item
        common = _common_type(items) if declared is None else None
        if declared is None and common is None:
            self._prefix(self._version.encoding)  # is declared before the namespace of the items
        item_name = self._item_type_name(item_type, common)
        encoding = self._prefix(self._version.encoding)
        content = "".join([self._element("item", item_type, item) for item in items])
        if self._version.is_12:
            size = f'{encoding}:itemType="{item_name}" {encoding}:arraySize="{len(items)}"'
        else:
            size = f'{encoding}:arrayType="{item_name}[{len(items)}]"'
        own_type = f"{encoding}:Array" if declared is None else f"{self._prefix(self._namespace)}:{declared.name}"
        start = f'{tag} {size} {self._prefix(XSI)}:type="{own_type}"'
        return f"<{start}>{content}</{tag}>" if items else f"<{start}/>"

    def _item_type_name(self, declared: Type, common: str | None) -> str:
        """The qualified name of what the items are; PHP calls ``anyType`` by its old name in SOAP 1.1.

        ``common`` is what items that are declared as anything have in common.
        """
        if declared is not ANY:
            return f"{self._prefix(XSD if isinstance(declared, Simple) else self._namespace)}:{declared.name}"
        if common is not None:
            namespaces = {"Array": self._version.encoding, "Map": APACHE, "nil": XSI}
            return f"{self._prefix(namespaces.get(common, XSD))}:{common}"
        return f"{self._prefix(XSD)}:{'anyType' if self._version.is_12 else 'ur-type'}"


def _members(declared: Struct, value: Any) -> Iterator[tuple[Field, Any]]:
    """The fields of the structure, each with its value; one that need not be there is left out where it has none, or null.

    Raises `PhpError`, as PHP's encoder does, where one is missing (a shop's own method can return anything).
    """
    for field in declared.fields:
        if isinstance(value, dict) and field.name in value:
            if field.required or value[field.name] is not None:
                yield field, value[field.name]
        elif field.required:
            raise php.PhpError(f"SOAP-ERROR: Encoding: object has no '{field.name}' property")


def _simple_text(type_name: str, value: Any) -> str:
    """A value as the text of an element of that simple type."""
    if type_name == "boolean":
        return "false" if php.is_empty(value) else "true"
    if type_name == "int":
        return str(php.to_int(value))
    return text_of(php.to_float(php.to_string(value)) if type_name == "double" else value)


def literal_envelope(version: Version, namespace: str, declared: Struct | None, value: dict[str, Any]) -> str:
    """The envelope whose body is the one element ``declared``, with nothing said of types (WS-I), or ``None``."""
    env = version.prefix
    content = "" if declared is None else _literal(f"ns1:{declared.name}", declared, value)
    body = f"<{env}:Body>{content}</{env}:Body>" if content else f"<{env}:Body/>"
    return (
        f'{_DECLARATION}<{env}:Envelope xmlns:{env}="{version.envelope}" xmlns:ns1="{namespace}">'
        f"{body}</{env}:Envelope>\n"
    )


def _literal(tag: str, declared: Type, value: Any) -> str:
    if value is None:
        return f"<{tag}/>"
    if not isinstance(declared, Struct):
        return f"<{tag}>{_simple_text(declared.name, value)}</{tag}>"
    if is_items(declared):
        content = "".join(
            _literal(field.name, field.type, each) for field in declared.fields for each in php.values(value)
        )
    else:
        content = "".join(_literal(field.name, field.type, each) for field, each in _members(declared, value))
    return f"<{tag}>{content}</{tag}>" if content else f"<{tag}/>"


def _guess(value: Any) -> str:
    """The type that PHP gives a value of ``anyType``."""
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "int"
    if isinstance(value, float):
        return "float"
    return "string"


def _kind(value: Any) -> str:
    """What PHP tells the items of a list apart by: true and false are two kinds."""
    if value is None:
        return "nil"
    if isinstance(value, bool):
        return "true" if value else "false"
    if php.is_list(value):
        return "Array"
    return "Map" if isinstance(value, dict) else _guess(value)


def _common_type(items: Sequence[Any]) -> str | None:
    """The type that all items have, ``None`` where there are none or they differ."""
    kinds = set(map(_kind, items))
    kind = kinds.pop() if len(kinds) == 1 else None
    return "boolean" if kind in ("true", "false") else kind


def fault(version: Version, code: str, message: str) -> str:
    """The envelope of a fault. In SOAP 1.2 the codes of SOAP are named as that version names them."""
    env = version.prefix
    text = escape(mended(message), _CARRIAGE_RETURN)
    if version.is_12:
        code = _CODES_12.get(code, code)
        content = (
            f"<env:Code><env:Value>{code}</env:Value></env:Code><env:Reason><env:Text>{text}</env:Text></env:Reason>"
        )
    else:
        content = f"<faultcode>{code}</faultcode><faultstring>{text}</faultstring>"
    return (
        f'{_DECLARATION}<{env}:Envelope xmlns:{env}="{version.envelope}"><{env}:Body><{env}:Fault>{content}'
        f"</{env}:Fault></{env}:Body></{env}:Envelope>\n"
    )


_CODES_12 = {
    "SOAP-ENV:Client": "env:Sender",
    "SOAP-ENV:Server": "env:Receiver",
    "SOAP-ENV:MustUnderstand": "env:MustUnderstand",
    "SOAP-ENV:VersionMismatch": "env:VersionMismatch",
}
