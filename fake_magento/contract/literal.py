"""The schema of WS-I: what stands in its WSDL is what its messages must be.

Source: ``contract/soap_wsi.json``. A message is one element, named after it, of the operation's parts in their order.
"""

from __future__ import annotations

from collections.abc import Iterable

from fake_magento.api.declare import Field, Operation, Part, Struct, types_of
from fake_magento.contract.namespaces import XSD
from fake_magento.contract.types import qualified


def element(message: str) -> str:
    """The name of the element that is the message."""
    return f"{message}Param"


def request(operation: Operation) -> Struct:
    """The element that asks for the operation, as a structure of its parts."""
    return _structure(operation.request, operation.parts)


def response(operation: Operation) -> Struct:
    """The element that answers the operation."""
    return _structure(operation.response, (operation.returns,))


def _structure(message: str, parts: Iterable[Part]) -> Struct:
    return Struct(element(message), tuple(Field(part.name, part.type, part.required) for part in parts))


def schema(namespace: str, operations: Iterable[Operation]) -> str:
    """The schema of the operations' messages and their types."""
    operations = tuple(operations)
    types = "".join(
        f'<xsd:complexType name="{name}">{_sequence(declared)}</xsd:complexType>\n'
        for name, declared in types_of(operations).items()
        if isinstance(declared, Struct)
    )
    messages = [request(operation) for operation in operations if operation.parts]
    messages += [response(operation) for operation in operations]
    elements = "".join(
        f'<xsd:element name="{each.name}"><xsd:complexType>{_sequence(each)}</xsd:complexType></xsd:element>\n'
        for each in messages
    )
    return (
        f'<xsd:schema xmlns:xsd="{XSD}" xmlns:typens="{namespace}" targetNamespace="{namespace}">\n'
        f"{types}{elements}</xsd:schema>"
    )


def _sequence(declared: Struct) -> str:
    return f"<xsd:sequence>{''.join(map(_element, declared.fields))}</xsd:sequence>"


def _element(field: Field) -> str:
    occurs = "" if field.required else ' minOccurs="0"'
    if field.many:
        occurs += ' maxOccurs="unbounded"'
    return f'<xsd:element name="{field.name}" type="{qualified(field.type, "xsd", "typens")}"{occurs}/>'
