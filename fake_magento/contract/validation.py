"""Checking requests against the schema that the declarations make.

PHP takes much that the WSDL does not allow: parts by other names, missing and additional parts, unknown types. The
schema here says what a request must be; what it does not allow is a `Violation`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from lxml import etree

from fake_magento.api.declare import Array, Operation, Struct, Type, types_of
from fake_magento.contract.namespaces import APACHE, ENCODING_11, XSD, XSI
from fake_magento.contract.soap_encoding import APACHE_SCHEMA, SOAP_ENCODING_SCHEMA
from fake_magento.contract.types import qualified

if TYPE_CHECKING:
    from xmlschema import XMLSchema11


_TYPE = f"{{{XSI}}}type"
_STRING_TEXT = re.compile(rb'(xsi:type="\w+:string"[^<>]*>)[^<]+(?=</)')
_SHAPES_KEPT = 1000


@dataclass(frozen=True)
class Violation:
    """What a request does against the schema: the element (as a path), its line in the body, and the rule."""

    element: str
    line: int | None
    rule: str

    def repeats(self, other: Violation) -> bool:
        """Whether this says of a parent what the other says, more exactly, of an element in it."""
        return self.rule == other.rule and other.element.startswith(f"{self.element}/")

    def __str__(self) -> str:
        where = self.element if self.line is None else f"{self.element}, line {self.line}"
        return f"{where}: {self.rule}"


class Validator:
    """Validates requests of one dialect by a schema, which is asked for when the first request is checked.

    ``is_encoded`` is whether values are encoded as SOAP says: any may then be null or refer elsewhere (``xsi:nil``, ``href``),
    and is not looked into where it does.
    """

    def __init__(self, source: Callable[[], str], is_encoded: bool) -> None:
        self._source = source
        self._unseen = ("href", f"{{{XSI}}}nil") if is_encoded else ()
        self._clean: set[bytes] = set()

    @cached_property
    def _schema(self) -> XMLSchema11:
        import xmlschema

        # allow="none": nothing is fetched, whatever a schema or a request names.
        built = xmlschema.XMLSchema11(self._source(), build=False, use_fallback=False, allow="none")
        built.add_schema(SOAP_ENCODING_SCHEMA, namespace=ENCODING_11)
        built.add_schema(APACHE_SCHEMA, namespace=APACHE)
        built.build()
        return built

    def violations(self, request: etree._Element, body: bytes) -> list[Violation]:
        """What ``request``, the element of an operation in ``body``, does against the schema, in the order of the document.

        Bodies that differ only in the text of their ``xsd:string`` elements, which may be any, are valid or not together:
        the schema is asked once for each such shape.
        """
        shape = _STRING_TEXT.sub(rb"\1", body)
        if shape in self._clean:
            return []
        found = self._check(request)
        if not found:
            if len(self._clean) >= _SHAPES_KEPT:
                self._clean.clear()
            self._clean.add(shape)
        return found

    def _check(self, request: etree._Element) -> list[Violation]:
        prefixes = {prefix or "": uri for prefix, uri in request.nsmap.items()}
        try:
            found = [
                Violation(error.path or str(request.tag), error.sourceline, error.reason or error.message)
                for error in self._schema.iter_errors(request, namespaces=prefixes)
                if not (isinstance(error.obj, etree._Element) and any(error.obj.get(name) for name in self._unseen))
            ]
        except KeyError:  # what xmlschema raises, instead of reporting it, for an xsi:type that it does not know
            return list(self._unknown_types(request))
        except RecursionError:
            return [Violation(str(request.tag), _line(request), "nested too deeply to be checked")]
        # xmlschema tells of a wrong xsi:type at the element and, in the same words, at its parent.
        return [each for each in found if not any(each.repeats(other) for other in found)]

    def _unknown_types(self, request: etree._Element) -> Iterator[Violation]:
        tree = request.getroottree()
        for element in request.iter(etree.Element):
            prefix, _, local = (element.get(_TYPE) or "xs:string").rpartition(":")
            uri = XSD if element.get(_TYPE) is None else element.nsmap.get(prefix or None)
            if f"{{{uri}}}{local}" not in self._schema.maps.types:
                yield Violation(tree.getpath(element), _line(element), f"unknown type {element.get(_TYPE)!r}")


def _line(element: etree._Element) -> int | None:
    line: Any = element.sourceline  # the stubs know no number for it
    return line if isinstance(line, int) else None


def schema(namespace: str, operations: Iterable[Operation]) -> str:
    """The schema of the operations' requests where parts are typed: one element each, its parts in any order."""
    operations = tuple(operations)
    types = "".join(_complex_type(each) for each in types_of(operations).values())
    elements = "".join(
        f'<xs:element name="{operation.name}"><xs:complexType><xs:all>'
        + "".join(_element(part.name, part.type, part.required) for part in operation.parts)
        + '</xs:all><xs:anyAttribute namespace="##other" processContents="lax"/></xs:complexType></xs:element>\n'
        for operation in operations
    )
    return (
        f'<xs:schema xmlns:xs="{XSD}" xmlns:soapenc="{ENCODING_11}" xmlns:tns="{namespace}" '
        f'targetNamespace="{namespace}" elementFormDefault="unqualified">\n'
        f'<xs:import namespace="{ENCODING_11}"/><xs:import namespace="{APACHE}"/>\n{types}{elements}</xs:schema>'
    )


def _element(name: str, declared: Type, required: bool) -> str:
    occurs = "" if required else ' minOccurs="0"'
    return f'<xs:element name="{name}" type="{qualified(declared, "xs", "tns")}" nillable="true"{occurs}/>'


def _complex_type(declared: Struct | Array) -> str:
    if isinstance(declared, Array):
        items = _element("item", declared.item, required=True) + '<xs:any processContents="lax"/>'  # by any other name
        content = (
            f'<xs:choice minOccurs="0" maxOccurs="unbounded">{items}</xs:choice>'
            '<xs:attributeGroup ref="soapenc:arrayAttributes"/>'
        )
    else:
        fields = "".join(_element(field.name, field.type, field.required) for field in declared.fields)
        content = f"<xs:all>{fields}</xs:all>"
    return (
        f'<xs:complexType name="{declared.name}">{content}<xs:attributeGroup ref="soapenc:commonAttributes"/>'
        "</xs:complexType>\n"
    )
