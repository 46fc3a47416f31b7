"""The one writer of complex types: the WSDLs, their schemas and the schema of requests differ in a `Style` alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from fake_magento.api.types import Array, Field, Simple, Struct, Type


@dataclass(frozen=True)
class Style:
    """How a document writes complex types.

    ``xsd`` and ``own`` are its prefixes, with their colons, for XML Schema and for the WSDL's namespace. ``model`` is
    ``all`` or ``sequence``: whether elements come in any order. ``of_element`` are attributes that all elements have,
    ``of_type`` what all types hold behind their elements. ``array`` is the content of an array, in a style that has any.
    """

    xsd: str
    own: str
    model: str
    of_element: str = ""
    of_type: str = ""
    array: Callable[[Style, Array], str] | None = None

    def named(self, declared: Type) -> str:
        """The type's qualified name."""
        return f"{self.xsd if isinstance(declared, Simple) else self.own}{declared.name}"

    def complex_types(self, types: Iterable[Struct | Array]) -> str:
        """The named types, a line each."""
        return "".join(self._complex_type(each, f' name="{each.name}"') + "\n" for each in types)

    def top_element(self, declared: Struct) -> str:
        """A top element that is a structure."""
        return f'<{self.xsd}element name="{declared.name}">{self._complex_type(declared)}</{self.xsd}element>\n'

    def _complex_type(self, declared: Struct | Array, name: str = "") -> str:
        if isinstance(declared, Array):
            assert self.array
            content = self.array(self, declared)
        else:
            content = self.fields(declared.fields, self.model)
        return f"<{self.xsd}complexType{name}>{content}{self.of_type}</{self.xsd}complexType>"

    def fields(self, fields: Iterable[Field], model: str) -> str:
        """The elements of a structure."""
        return f"<{self.xsd}{model}>{''.join(map(self.element_of, fields))}</{self.xsd}{model}>"

    def element_of(self, field: Field) -> str:
        """An element of a structure."""
        occurs = "" if field.required else ' minOccurs="0"'
        if field.many:
            occurs += ' maxOccurs="unbounded"'
        return f'<{self.xsd}element name="{field.name}" type="{self.named(field.type)}"{self.of_element}{occurs}/>'
