"""The types of a set of operations, as every document that names them needs them."""

from __future__ import annotations

from collections.abc import Iterable

from fake_magento.api.declare import Array, Operation, Simple, Struct, Type


def types_of(operations: Iterable[Operation]) -> dict[str, Struct | Array]:
    """The structures and arrays that the operations use, by name, each after those that it is made of."""
    found: dict[str, Struct | Array] = {}

    def add(used: Type) -> None:
        if isinstance(used, Simple):
            return
        for inner in (used.item,) if isinstance(used, Array) else (field.type for field in used.fields):
            add(inner)
        found.setdefault(used.name, used)

    for operation in operations:
        for part in (*operation.parts, operation.returns):
            add(part.type)
    return found


def qualified(declared: Type, xsd: str, own: str) -> str:
    """The type's qualified name, with the prefix ``xsd`` for XML Schema's own and ``own`` for the WSDL's."""
    return f"{xsd if isinstance(declared, Simple) else own}:{declared.name}"
