"""Checking requests against the schema that the declarations make.

PHP takes much that the WSDL does not allow: parts by other names, missing and additional parts, unknown types. The
schema here says what a request must be; what it does not allow is a `Violation`. A schema is built for the operation that is
asked for, when its first request is checked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import blake2b
from itertools import islice
from typing import TYPE_CHECKING, Any

from lxml import etree

from fake_magento.api.operations import Operation, types_of
from fake_magento.api.types import Array, Field, Struct
from fake_magento.contract import literal
from fake_magento.contract.namespaces import APACHE, ENCODING_11, XSD, XSI
from fake_magento.contract.soap_encoding import APACHE_SCHEMA, SOAP_ENCODING_SCHEMA
from fake_magento.contract.xsd import Style

if TYPE_CHECKING:
    from xmlschema import XMLSchema10

MOST_VIOLATIONS = 100
"""How many violations of one request are told; looking for more would cost more than linear time."""

_TYPE = f"{{{XSI}}}type"
_IN_PYTHON = re.compile(r"Xsd\w+\(name='([^']*)'\)")
_STRING_TEXT = re.compile(rb'(xsi:type="\w+:string"[^<>]*>)[^<]+(?=</)')
_SHAPES_KEPT = 1000
_SCHEMAS_KEPT = 100


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
    """Validates requests of one dialect. ``schema`` gives the text of the schema of an operation's requests.

    ``is_encoded`` is whether values are encoded as SOAP says: any may then be null or refer elsewhere (``xsi:nil``, ``href``),
    and is not looked into where it does.
    """

    def __init__(self, schema: Callable[[Operation], str], is_encoded: bool) -> None:
        self._schema = schema
        self._unseen = ("href", f"{{{XSI}}}nil") if is_encoded else ()
        self._clean: set[bytes] = set()

    def violations(self, operation: Operation, request: etree._Element, body: bytes) -> list[Violation]:
        """What ``request``, the element of the operation in ``body``, does against the schema, in the document's order.

        Of more than `MOST_VIOLATIONS` the last says so. Bodies that differ only in the text of their ``xsd:string``
        elements, which may be any, are valid or not together: the schema is asked once for each such shape.
        """
        shape = blake2b(_STRING_TEXT.sub(rb"\1", body), digest_size=16).digest()
        if shape in self._clean:
            return []
        found = self._check(_built(self._schema(operation)), request)
        if not found:
            if len(self._clean) >= _SHAPES_KEPT:
                self._clean.clear()
            self._clean.add(shape)
        return found

    def _check(self, schema: XMLSchema10, request: etree._Element) -> list[Violation]:
        prefixes = {prefix or "": uri for prefix, uri in request.nsmap.items()}
        crowded: list[Violation] = []

        def hook(element: Any, declared: Any) -> bool:
            """Leaves out what holds so much that is wrong that looking at all of it would cost more than linear time."""
            is_crowded = _is_crowded(element, declared)
            if is_crowded:
                rule = f"more than {MOST_VIOLATIONS} elements in it are none of its type's"
                crowded.append(Violation(_path(element, request), _line(element), rule))
            return is_crowded

        try:
            violations = (
                Violation(error.path or str(request.tag), error.sourceline, _rule(error))
                for error in schema.iter_errors(request, namespaces=prefixes, validation_hook=hook)
                if not (isinstance(error.obj, etree._Element) and any(error.obj.get(name) for name in self._unseen))
            )
            found = [*islice(violations, MOST_VIOLATIONS + 1), *crowded]
        except KeyError:  # what xmlschema raises, instead of reporting it, for an xsi:type that it does not know
            found = [*islice(_unknown_types(schema, request), MOST_VIOLATIONS + 1)]
        except RecursionError:
            return [Violation(str(request.tag), _line(request), "nested too deeply to be checked")]
        if len(found) > MOST_VIOLATIONS:
            more = "there are more violations, not told"
            found[MOST_VIOLATIONS:] = [Violation(_path(request, request), _line(request), more)]
        # xmlschema tells of a wrong xsi:type at the element and, in the same words, at its parent.
        return [each for each in found if not any(each.repeats(other) for other in found)]


def _is_crowded(element: etree._Element, declared: Any) -> bool:
    """Whether more than `MOST_VIOLATIONS` elements in it stand there without being declared, or once too often."""
    if next(islice(element, MOST_VIOLATIONS, None), None) is None or not declared.type.is_complex():
        return False
    many = {particle.name: particle.max_occurs != 1 for particle in declared.type.content.iter_elements()}
    if None in many:  # which may be any element
        return False
    seen: set[Any] = set()
    wrong = 0
    for child in element:
        wrong += child.tag not in many or (child.tag in seen and not many[child.tag])
        if wrong > MOST_VIOLATIONS:
            return True
        seen.add(child.tag)
    return False


def _path(element: etree._Element, root: etree._Element) -> str:
    """The element's place below the root, as xmlschema tells it."""
    names = [each.tag.rpartition("}")[2] if each is not root else _qualified(each) for each in _line_of(element, root)]
    return "/" + "/".join(names)


def _line_of(element: etree._Element, root: etree._Element) -> list[etree._Element]:
    """The elements from the root down to this one."""
    above = [element]
    while above[-1] is not root and (parent := above[-1].getparent()) is not None:
        above.append(parent)
    return above[::-1]


def _qualified(element: etree._Element) -> str:
    local = element.tag.rpartition("}")[2]
    return f"{element.prefix}:{local}" if element.prefix else local


def _rule(error: Any) -> str:
    """What is wrong, in the words of XML Schema: what xmlschema says of values in Python's is said otherwise."""
    import xmlschema

    if isinstance(error, xmlschema.XMLSchemaDecodeError):
        name = getattr(error.validator, "prefixed_name", None) or "value of its type"
        return f"its text is no {name}"
    return _IN_PYTHON.sub(r"\1", error.reason or error.message)


def _unknown_types(schema: XMLSchema10, request: etree._Element) -> Iterator[Violation]:
    tree = request.getroottree()
    for element in request.iter(etree.Element):
        prefix, _, local = (element.get(_TYPE) or "xs:string").rpartition(":")
        uri = XSD if element.get(_TYPE) is None else element.nsmap.get(prefix or None)
        if f"{{{uri}}}{local}" not in schema.maps.types:
            yield Violation(tree.getpath(element), _line(element), f"unknown type {element.get(_TYPE)!r}")


def _line(element: etree._Element) -> int | None:
    line: Any = element.sourceline  # the stubs know no number for it
    return line if isinstance(line, int) else None


@cache
def _unchecked_schema() -> type[XMLSchema10]:
    """A class of schemas that are never checked themselves: the schema of schemas, which costs most to build, is empty."""
    import xmlschema

    class UncheckedSchema(xmlschema.XMLSchema10):
        META_SCHEMA = f'<xs:schema xmlns:xs="{XSD}" targetNamespace="{XSD}"/>'
        BASE_SCHEMAS = xmlschema.XMLSchema10.BASE_SCHEMAS

    return UncheckedSchema


@lru_cache(maxsize=_SCHEMAS_KEPT)
def _built(source: str) -> XMLSchema10:
    """The schema of that text, built once a process."""
    # allow="none": nothing is fetched, whatever a schema or a request names. What is ours needs no check of its own.
    words: dict[str, Any] = {"use_fallback": False, "allow": "none", "validation": "skip"}
    built = _unchecked_schema()(source, build=False, **words)
    built.add_schema(SOAP_ENCODING_SCHEMA, namespace=ENCODING_11)
    built.add_schema(APACHE_SCHEMA, namespace=APACHE)
    built.build()
    return built


def _array(style: Style, declared: Array) -> str:
    """Items of any name; those called ``item`` are what the array is declared of."""
    item = style.element_of(Field("item", declared.item))
    return (
        f'<xs:choice minOccurs="0" maxOccurs="unbounded">{item}<xs:any processContents="lax"/></xs:choice>'
        '<xs:attributeGroup ref="soapenc:arrayAttributes"/>'
    )


_ENCODED = Style(
    "xs:",
    "tns:",
    "all",
    of_element=' nillable="true"',
    of_type='<xs:attributeGroup ref="soapenc:commonAttributes"/>',
    array=_array,
)


def encoded_schema(namespace: str, operation: Operation) -> str:
    """The schema of the operation's requests where parts are typed: one element, its parts in any order."""
    parts = (Field(part.name, part.type, part.required) for part in operation.parts)
    return (
        f'<xs:schema xmlns:xs="{XSD}" xmlns:soapenc="{ENCODING_11}" xmlns:tns="{namespace}" '
        f'targetNamespace="{namespace}" elementFormDefault="unqualified">\n'
        f'<xs:import namespace="{ENCODING_11}"/><xs:import namespace="{APACHE}"/>\n'
        f"{_ENCODED.complex_types(types_of(operation).values())}"
        f'<xs:element name="{operation.name}"><xs:complexType>{_ENCODED.fields(parts, "all")}'
        '<xs:anyAttribute namespace="##other" processContents="lax"/></xs:complexType></xs:element>\n</xs:schema>'
    )


def literal_schema(namespace: str, operation: Operation) -> str:
    """The schema of the operation's requests in WS-I, as its WSDL has it."""
    messages: list[Struct] = [literal.request(operation)]
    return literal.schema(namespace, messages, types_of(operation).values())
