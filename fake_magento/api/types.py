"""The types of the API: what they are made of, and the tables in which they stand by name.

A table is written in a short notation, in which types refer to each other by name, themselves among them
(``catalogCategoryEntity.children``)::

    T.struct("catalogProductImageEntity", "file label position exclude url types:ArrayOfString")
    T.array("catalogProductImageEntityArray", "catalogProductImageEntity")

A field is ``name`` (text) or ``name:type``; ``?`` after the name says that it may be left out. What has a name of XML
Schema's is one of its types (``int``, ``double``, ``boolean``, ``anyType``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property


@dataclass(frozen=True)
class Simple:
    """A type of XML Schema, such as ``xsd:string``; ``anyType`` is whatever the value is."""

    name: str


@dataclass(frozen=True)
class Field:
    """An element of a structure; ``many`` is whether it may stand there more than once."""

    name: str
    type: Type
    required: bool = True
    many: bool = False


@dataclass(eq=False)
class Struct:
    """A complex type of named elements, in the order in which they are sent. A field can be of the structure itself."""

    name: str
    fields: tuple[Field, ...] = field(repr=False)

    @cached_property
    def types(self) -> dict[str, Type]:
        """The types of its fields by their names."""
        return {each.name: each.type for each in self.fields}


@dataclass(eq=False)
class Array:
    """A SOAP array of one item type."""

    name: str
    item: Type = field(repr=False)


Type = Simple | Struct | Array

STRING = Simple("string")
INT = Simple("int")
BOOLEAN = Simple("boolean")
DOUBLE = Simple("double")
ANY = Simple("anyType")
SIMPLE: Mapping[str, Simple] = {each.name: each for each in (STRING, INT, BOOLEAN, DOUBLE, ANY)}
"""The types of XML Schema that the API uses."""

ARRAY_OF_STRING = Array("ArrayOfString", STRING)

ITEMS = "complexObjectArray"
"""The element that holds an item of an array in WS-I, which has no SOAP arrays."""

DIALECTS = ("v1", "v2", "wsi")
"""The dialects that have a WSDL, and so types."""


def is_items(declared: Struct) -> bool:
    """Whether the structure is what WS-I makes of an array."""
    return any(each.many for each in declared.fields)


@dataclass(frozen=True)
class _FieldByName:
    """A field whose type is named, and the flavours whose WSDL does not have it."""

    name: str
    type: str
    required: bool
    not_in: tuple[str, ...] = ()

    def is_in(self, flavour: str) -> bool:
        return flavour not in self.not_in


@dataclass(frozen=True)
class _Definition:
    """A type of a table: a structure of ``fields``, or an array of ``item``.

    ``wsi`` are fields that are otherwise in WS-I; ``wsi_required`` is whether an array has an item at least there.
    """

    fields: tuple[_FieldByName, ...] = ()
    item: str = ""
    wsi: tuple[_FieldByName, ...] = ()
    wsi_required: bool = False
    dialects: tuple[str, ...] = ("v2", "wsi")

    def fields_in(self, flavour: str, dialect: str) -> Iterable[_FieldByName]:
        otherwise = {each.name: each for each in self.wsi} if dialect == "wsi" else {}
        return (otherwise.get(each.name, each) for each in self.fields if each.is_in(flavour))


class TypeTable:
    """Types by name. A table begins with what others declare."""

    def __init__(self, *others: TypeTable) -> None:
        self._definitions: dict[str, _Definition] = {}
        for other in others:
            self._definitions |= other._definitions
        self._linked: dict[tuple[str, str], Mapping[str, Struct | Array]] = {}

    def struct(
        self,
        name: str,
        fields: str,
        *,
        wsi: str = "",
        not_in: Mapping[str, str] | None = None,
        dialects: tuple[str, ...] = ("v2", "wsi"),
    ) -> None:
        """Declare a structure.

        ``wsi`` are those of its fields that are otherwise in WS-I, ``not_in`` says by a flavour's name which fields its
        WSDLs do not have, ``dialects`` are those whose WSDL has the type.
        """
        missing = {
            each: tuple(flavour for flavour, names in (not_in or {}).items() if each in names.split())
            for each in " ".join((not_in or {}).values()).split()
        }
        found = tuple(replace(each, not_in=missing.get(each.name, ())) for each in _fields(fields))
        self._add(name, _Definition(found, wsi=_fields(wsi), dialects=dialects))

    def array(
        self, name: str, item: str, *, wsi_required: bool = False, dialects: tuple[str, ...] = ("v2", "wsi")
    ) -> None:
        """Declare an array of the type that ``item`` names; ``wsi_required`` is whether it cannot be empty in WS-I."""
        self._add(name, _Definition(item=item, wsi_required=wsi_required, dialects=dialects))

    def add(self, declared: Type) -> str:
        """Declare a type that is given as itself, with those that it is made of; its name.

        Raises `ValueError` where one of them has the name of another type.
        """
        if isinstance(declared, Simple):
            return declared.name
        if isinstance(declared, Array):
            self._add_once(declared.name, _Definition(item=declared.item.name))
            self.add(declared.item)
            return declared.name
        fields = tuple(_FieldByName(each.name, each.type.name, each.required) for each in declared.fields)
        if self._add_once(declared.name, _Definition(fields)):
            for each in declared.fields:
                self.add(each.type)
        return declared.name

    def _add_once(self, name: str, definition: _Definition) -> bool:
        known = self._definitions.get(name)
        if known is None:
            self._add(name, definition)
        elif (known.fields, known.item) != (definition.fields, definition.item):
            raise ValueError(f"there is another type {name!r} already")
        return known is None

    def _add(self, name: str, definition: _Definition) -> None:
        self._definitions[name] = definition
        self._linked.clear()

    def types(self, flavour: str, dialect: str) -> dict[str, Struct | Array]:
        """The types that the dialect's WSDL has in the flavour of that name, each linked with those it refers to."""
        linked = self._all(flavour, dialect)
        return {name: linked[name] for name, each in self._definitions.items() if dialect in each.dialects}

    def linked(self, flavour: str, dialect: str) -> Mapping[str, Type]:
        """All types by name, those of XML Schema among them, in the dialect's form. Raises `KeyError` for unknown ones."""
        return {**SIMPLE, **self._all(flavour, dialect)}

    def _all(self, flavour: str, dialect: str) -> Mapping[str, Struct | Array]:
        """What is declared, linked once: first each type under its name, then what it is made of."""
        key = flavour, dialect
        if key in self._linked:
            return self._linked[key]
        made: dict[str, Struct | Array] = {
            name: Array(name, ANY) if each.item and dialect != "wsi" else Struct(name, ())
            for name, each in self._definitions.items()
        }
        types: dict[str, Type] = {**SIMPLE, **made}
        for name, each in self._definitions.items():
            target = made[name]
            if isinstance(target, Array):
                target.item = types[each.item]
            elif each.item:
                target.fields = (Field(ITEMS, types[each.item], each.wsi_required, many=True),)
            else:
                fields = each.fields_in(flavour, dialect)
                target.fields = tuple(Field(field.name, types[field.type], field.required) for field in fields)
        self._linked[key] = made
        return made


def _fields(notation: str) -> tuple[_FieldByName, ...]:
    found = []
    for word in notation.split():
        name, _, declared = word.partition(":")
        found.append(_FieldByName(name.removesuffix("?"), declared or STRING.name, not name.endswith("?")))
    return tuple(found)
