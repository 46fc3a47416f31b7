"""From XML to PHP's values, by the rules of PHP's SOAP extension.

Source: the exchanges ``v1 args …`` and ``v1 parts …`` of ``raw.json``, and for what they do not show PHP 8.2's own SoapServer,
given the same WSDL. A value's ``xsi:type`` wins over the declared type; an unknown one counts for nothing; what has neither is
an object where it has elements, and text otherwise.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Mapping
from typing import Any

from lxml import etree

from fake_magento import php
from fake_magento.api.types import ANY, STRING, Array, Simple, Struct, Type
from fake_magento.contract.namespaces import APACHE, ENCODING_11, ENCODING_12, XSD, XSD_1999, XSI
from fake_magento.errors import FakeMagentoError

Element = etree._Element

_TYPE = f"{{{XSI}}}type"
_INTEGERS = frozenset(
    "int integer long short byte nonNegativeInteger positiveInteger nonPositiveInteger negativeInteger "
    "unsignedLong unsignedInt unsignedShort unsignedByte".split()
)
_COLLAPSED_TEXT = frozenset(
    "decimal duration dateTime time date gYearMonth gYear gMonthDay gDay gMonth anyURI QName NOTATION token language "
    "NMTOKEN NMTOKENS Name NCName ID IDREF IDREFS ENTITY ENTITIES".split()
)
_TEXT = _COLLAPSED_TEXT | {"string", "normalizedString", "base64Binary", "hexBinary"}
_SIMPLE = _INTEGERS | _TEXT | {"boolean", "float", "double"}
_SIMPLE_1999 = frozenset("string boolean decimal float double long int short byte".split())
_SPACES = dict.fromkeys(map(ord, "\t\n\r"), " ")
_MANY_SPACES = re.compile(" +")
_INTEGER = re.compile(r"[+-]?[0-9]+\Z")
_TRUE = frozenset(("true", "t", "1"))
_FALSE = frozenset(("false", "f", "0"))

_GENERIC_ARRAY = Array("Array", ANY)
_GENERIC_STRUCT = Struct("Struct", ())
_MAP = Struct("Map", ())
_SIMPLE_TYPES: dict[str, Type] = {
    **{name: Simple(name) for name in _SIMPLE},
    "string": STRING,
    "anyType": ANY,
    "ur-type": ANY,
}
_KNOWN_TYPES: dict[tuple[str | None, str], Type] = {
    **{
        (namespace, name): known
        for namespace in (XSD, ENCODING_11, ENCODING_12)
        for name, known in _SIMPLE_TYPES.items()
    },
    **{(XSD_1999, name): _SIMPLE_TYPES[name] for name in _SIMPLE_1999},
    **{(namespace, "Array"): _GENERIC_ARRAY for namespace in (ENCODING_11, ENCODING_12)},
    **{(namespace, "Struct"): _GENERIC_STRUCT for namespace in (ENCODING_11, ENCODING_12)},
    (APACHE, "Map"): _MAP,
}


class EncodingError(FakeMagentoError):
    """XML that PHP's SOAP extension refuses to decode; the message is its own."""

    def __init__(self, message: str = "Violation of encoding rules") -> None:
        super().__init__(f"SOAP-ERROR: Encoding: {message}")


def children(element: Element) -> list[Element]:
    """The child elements; the parser leaves out comments and instructions."""
    return list(element)


def local_name(element: Element) -> str:
    """The element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def namespace(name: str) -> str | None:
    """The namespace of an element's or attribute's full name; ``None`` for a name without one, whatever it looks like."""
    return name[1:].partition("}")[0] if name.startswith("{") else None


Prefixes = Mapping[str | None, str]
"""Namespaces by their prefixes; ``None`` is that of names without one."""


class Decoder:
    """Decodes the values of one document. ``types`` are the WSDL's own types by name, in ``namespace``.

    ``prefixes`` are the namespaces of the whole document, where all its elements have the same: lxml is slow to tell them.
    """

    def __init__(self, namespace: str, types: Mapping[str, Type], prefixes: Prefixes | None = None) -> None:
        self._namespace = namespace
        self._types = types
        self._prefixes = prefixes
        self._ids: dict[str, Element] | None = None
        self._referred: dict[tuple[Element, Type], Any] = {}
        self._open: set[Element] = set()

    def decode(self, element: Element, declared: Type) -> Any:
        """The value of the element. Raises `EncodingError`."""
        named, is_nil = None, False
        for name, value in element.items():
            if name == _TYPE:
                named = str(value)
            elif name == "href":
                return self._referred_value(element, str(value), declared)
            elif str(name).rpartition("}")[2] == "nil":
                is_nil = True
        if is_nil:
            return None
        chosen = (named and self._type(element, named)) or declared
        if chosen is ANY:
            chosen = _guess(element)
        if isinstance(chosen, Simple):
            return _simple(element, chosen.name)
        if isinstance(chosen, Array):
            return self._array(element, chosen)
        return self._map(element) if chosen is _MAP else self._struct(element, chosen)

    def _referred_value(self, element: Element, reference: str, declared: Type) -> Any:
        """The value of the element that this one refers to, decoded once for all that do."""
        if not reference.startswith("#"):
            raise EncodingError(f"External reference '{reference}'")
        if self._ids is None:
            self._ids = {found.get("id", ""): found for found in element.getroottree().iter() if found.get("id")}
        target = self._ids.get(reference.removeprefix("#"))
        if target is None:
            raise EncodingError(f"Unresolved reference '{reference}'")
        if target in self._open:
            raise EncodingError("Violation of id and ref information items")
        key = target, declared
        if key not in self._referred:
            self._open.add(target)
            self._referred[key] = self.decode(target, declared)
            self._open.discard(target)
        return self._referred[key]

    def _type(self, element: Element, name: str) -> Type | None:
        """The type of that qualified name, ``None`` where it is none that is known."""
        prefix, _, local = name.rpartition(":")
        namespace = (element.nsmap if self._prefixes is None else self._prefixes).get(prefix or None)
        if namespace == self._namespace and local in self._types:
            return self._types[local]
        return _KNOWN_TYPES.get((namespace, local))

    def _array(self, element: Element, declared: Array) -> list[Any]:
        array_type = _attribute(element, "arrayType")
        if array_type is not None:
            array_type = array_type.rpartition("[")[0] or array_type
        named = array_type or _attribute(element, "itemType")
        item = declared.item if named is None else self._type(element, named) or ANY
        return [self.decode(child, item) for child in element]

    def _map(self, element: Element) -> dict[str | int, Any] | None:
        if not len(element) and not element.text:
            return None
        decoded: dict[str | int, Any] = {}
        for entry in element:
            if local_name(entry) != "item":
                continue
            key = self.decode(_part(entry, "key"), ANY)
            if not isinstance(key, (str, int)) or isinstance(key, bool):
                raise EncodingError("Can't decode apache map, only Strings or Longs are allowed as keys")
            decoded[php.array_key(key)] = self.decode(_part(entry, "value"), ANY)
        return decoded

    def _struct(self, element: Element, declared: Struct) -> php.PhpObject:
        fields = declared.types
        found: dict[str, list[Any]] = {}
        for child in element:
            name = local_name(child)
            if name in fields or declared is _GENERIC_STRUCT:
                found.setdefault(name, []).append(self.decode(child, fields.get(name, ANY)))
        return php.PhpObject({name: values[0] if len(values) == 1 else values for name, values in found.items()})


def _guess(element: Element) -> Type:
    """What an element without a type holds."""
    if any(_attribute(element, name) is not None for name in ("arrayType", "itemType", "arraySize")):
        return _GENERIC_ARRAY
    return _GENERIC_STRUCT if len(element) else STRING


def _part(entry: Element, name: str) -> Element:
    """The first part of that name of an entry of a map."""
    for part in entry:
        if local_name(part) == name:
            return part
    raise EncodingError(f"Can't decode apache map, missing {name}")


def _attribute(element: Element, name: str) -> str | None:
    """The first attribute of that name, in whatever namespace."""
    return next((str(value) for key, value in element.items() if str(key).rpartition("}")[2] == name), None)


def _simple(element: Element, type_name: str) -> Any:
    if len(element):
        raise EncodingError
    text = element.text or ""
    if type_name == "string":
        return text
    if not text:
        return text if type_name in _TEXT else None
    text = text.translate(_SPACES)
    if type_name == "normalizedString":
        return text
    text = _MANY_SPACES.sub(" ", text).strip(" ")
    if type_name in _COLLAPSED_TEXT:
        return text
    if type_name == "boolean":
        return text.lower() in _TRUE or (text.lower() not in _FALSE and not php.is_empty(text))
    if type_name == "base64Binary":
        return php.unserialised(php.base64_decode_leniently(text))
    if type_name == "hexBinary":
        try:
            return php.unserialised(binascii.unhexlify(text[: len(text) // 2 * 2]))
        except ValueError:
            raise EncodingError from None
    return _number(text, type_name)


def _number(text: str, type_name: str) -> int | float:
    if type_name in ("float", "double"):
        for start, value in (("nan", "nan"), ("inf", "inf"), ("-inf", "-inf")):
            if text.lower().startswith(start):
                return float(value)
    if not php.is_numeric(text):
        raise EncodingError
    digits = text.lstrip("+-").lstrip("0")
    if type_name in _INTEGERS and _INTEGER.match(text) and len(digits) < 20:
        number = int(digits or "0") * (-1 if text.startswith("-") else 1)
        if -(2**63) <= number < 2**63:
            return number
    return float(text)
