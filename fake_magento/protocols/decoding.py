"""From XML to PHP's values, by the rules of PHP's SOAP extension.

Source: the exchanges ``v1 args …`` and ``v1 parts …`` of ``raw.json``. A value's ``xsi:type`` wins over the declared type; an
unknown one counts for nothing; what has neither is an object where it has elements, and text otherwise.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Mapping
from typing import Any

from lxml import etree

from fake_magento import php
from fake_magento.api.declare import ANY, STRING, Array, Simple, Struct, Type
from fake_magento.contract.namespaces import APACHE, ENCODING_11, ENCODING_12, XSD, XSD_1999, XSI

Element = etree._Element

_NIL = f"{{{XSI}}}nil"
_TYPE = f"{{{XSI}}}type"
_ARRAY_ATTRIBUTES = (f"{{{ENCODING_11}}}arrayType", f"{{{ENCODING_12}}}itemType", f"{{{ENCODING_12}}}arraySize")
_INTEGERS = frozenset(
    "int integer long short byte nonNegativeInteger positiveInteger nonPositiveInteger negativeInteger "
    "unsignedLong unsignedInt unsignedShort unsignedByte".split()
)
_KEPT_TEXT = frozenset(("string", "normalizedString"))
_COLLAPSED_TEXT = frozenset(
    "decimal duration dateTime time date gYearMonth gYear gMonthDay gDay gMonth anyURI QName NOTATION token language "
    "NMTOKEN NMTOKENS Name NCName ID IDREF IDREFS ENTITY ENTITIES".split()
)
_SIMPLE = _INTEGERS | _KEPT_TEXT | _COLLAPSED_TEXT | {"boolean", "float", "double", "base64Binary", "hexBinary"}
_INTEGER = re.compile(r"[+-]?[0-9]+\Z")
_TRUE = frozenset(("true", "t", "1"))
_FALSE = frozenset(("false", "f", "0"))

_GENERIC_ARRAY = Array("Array", ANY)
_GENERIC_STRUCT = Struct("Struct", ())
_MAP = Struct("Map", ())


class EncodingViolation(Exception):
    """XML that PHP's SOAP extension refuses to decode; the message is its own."""

    def __init__(self, message: str = "Violation of encoding rules") -> None:
        super().__init__(f"Encoding: {message}")


def is_nil(element: Element) -> bool:
    """Whether PHP takes the element for null: it carries ``xsi:nil``, whatever it says."""
    return element.get(_NIL) is not None


def children(element: Element) -> list[Element]:
    """The child elements; comments and instructions do not count."""
    return [child for child in element if isinstance(child.tag, str)]


def local_name(element: Element) -> str:
    """The element's name without its namespace."""
    return etree.QName(element).localname


class Decoder:
    """Decodes the values of one document. ``types`` are the WSDL's own types by name, in ``namespace``."""

    def __init__(self, namespace: str, types: Mapping[str, Type]) -> None:
        self._namespace = namespace
        self._types = types
        self._ids: dict[str, Element] | None = None
        self._referred: dict[tuple[Element, Type], Any] = {}
        self._open: set[Element] = set()

    def decode(self, element: Element, declared: Type) -> Any:
        """The value of the element. Raises `EncodingViolation`."""
        target = self._resolve(element)
        if target is element:
            return self._decode(element, declared)
        if target in self._open:
            raise EncodingViolation("Violation of id and ref information items")
        key = target, declared
        if key not in self._referred:
            self._open.add(target)
            self._referred[key] = self._decode(target, declared)
            self._open.discard(target)
        return self._referred[key]

    def _resolve(self, element: Element) -> Element:
        reference = element.get("href")
        if reference is None:
            return element
        if self._ids is None:
            self._ids = {found.get("id", ""): found for found in element.getroottree().iter() if found.get("id")}
        target = self._ids.get(reference.removeprefix("#"))
        if target is None or target is element or target.get("href") is not None:
            raise EncodingViolation(f"Unresolved reference '{reference}'")
        return target

    def _decode(self, element: Element, declared: Type) -> Any:
        if is_nil(element):
            return None
        chosen = self._named(element) or declared
        if chosen == ANY:
            if any(element.get(name) is not None for name in _ARRAY_ATTRIBUTES):
                chosen = _GENERIC_ARRAY
            else:
                chosen = _GENERIC_STRUCT if children(element) else STRING
        if isinstance(chosen, Array):
            return self._array(element, chosen)
        if chosen is _MAP:
            return self._map(element)
        if isinstance(chosen, Struct):
            return self._struct(element, chosen)
        return _simple(element, chosen.name)

    def _named(self, element: Element) -> Type | None:
        """The type that ``xsi:type`` names, ``None`` where it names none that is known."""
        name = element.get(_TYPE)
        return None if name is None else self._type(element, name)

    def _type(self, element: Element, name: str) -> Type | None:
        prefix, _, local = name.strip().rpartition(":")
        namespace = element.nsmap.get(prefix or None)
        if namespace == self._namespace and local in self._types:
            return self._types[local]
        if namespace == APACHE:
            return _MAP if local == "Map" else None
        if namespace in (ENCODING_11, ENCODING_12) and local == "Array":
            return _GENERIC_ARRAY
        if namespace in (ENCODING_11, ENCODING_12) and local == "Struct":
            return _GENERIC_STRUCT
        if namespace in (XSD, XSD_1999, ENCODING_11, ENCODING_12):
            if local in ("anyType", "ur-type"):
                return ANY
            return Simple(local) if local in _SIMPLE else None
        return None

    def _array(self, element: Element, declared: Array) -> list[Any]:
        item = declared.item
        if declared is _GENERIC_ARRAY:
            named = element.get(_ARRAY_ATTRIBUTES[0], "").partition("[")[0] or element.get(_ARRAY_ATTRIBUTES[1])
            item = (named and self._type(element, named)) or ANY
        return [self.decode(child, item) for child in children(element)]

    def _map(self, element: Element) -> dict[str | int, Any]:
        decoded: dict[str | int, Any] = {}
        for entry in children(element):
            parts = {local_name(part): part for part in reversed(children(entry))}
            for needed in ("key", "value"):
                if needed not in parts:
                    raise EncodingViolation(f"Can't decode apache map, missing {needed}")
            key = self.decode(parts["key"], ANY)
            if not isinstance(key, (str, int)) or isinstance(key, bool):
                raise EncodingViolation("Can't decode apache map, only Strings or Longs are allowed as keys")
            decoded[php.array_key(key)] = self.decode(parts["value"], ANY)
        return decoded

    def _struct(self, element: Element, declared: Struct) -> php.PhpObject:
        fields = {field.name: field.type for field in declared.fields}
        found: dict[str, list[Any]] = {}
        for child in children(element):
            name = local_name(child)
            if name in fields or declared is _GENERIC_STRUCT:
                found.setdefault(name, []).append(self.decode(child, fields.get(name, ANY)))
        return php.PhpObject({name: values[0] if len(values) == 1 else values for name, values in found.items()})


def _simple(element: Element, type_name: str) -> Any:
    if children(element):
        raise EncodingViolation
    text = element.text or ""
    if not text.strip(" \t\r\n"):
        text = ""
    if type_name in _KEPT_TEXT:
        return text
    text = " ".join(text.split())
    if type_name in _COLLAPSED_TEXT:
        return text
    if not text and type_name not in ("base64Binary", "hexBinary"):
        return None
    if type_name == "boolean":
        return text.lower() in _TRUE or (text.lower() not in _FALSE and not php.is_empty(text))
    if type_name == "base64Binary":
        content = php.base64_decode(text)
        if content is None:
            raise EncodingViolation
        return php.unserialised(content)
    if type_name == "hexBinary":
        try:
            return php.unserialised(binascii.unhexlify(text))
        except ValueError:
            raise EncodingViolation from None
    return _number(text, type_name)


def _number(text: str, type_name: str) -> int | float:
    special = {"nan": "nan", "inf": "inf", "-inf": "-inf"}.get(text.lower())
    if type_name in ("float", "double") and special:
        return float(special)
    if not php.is_numeric(text):
        raise EncodingViolation
    if type_name in _INTEGERS and _INTEGER.match(text) and len(text) < 19:
        return int(text)
    return float(text)
