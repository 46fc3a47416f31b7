"""The schema of WS-I: what stands in its WSDL is what its messages must be.

Source: the tables ``soap_wsi.json`` of the tests. A message is one element, named after it, of the operation's parts in order.
"""

from __future__ import annotations

from collections.abc import Iterable

from fake_magento.api.operations import Operation, Part
from fake_magento.api.types import Array, Field, Struct
from fake_magento.contract.namespaces import XSD
from fake_magento.contract.xsd import Style

_STYLE = Style("xsd:", "typens:", "sequence")


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


def schema(namespace: str, messages: Iterable[Struct], types: Iterable[Struct | Array]) -> str:
    """The schema of the messages and the types that they are made of."""
    return (
        f'<xsd:schema xmlns:xsd="{XSD}" xmlns:typens="{namespace}" targetNamespace="{namespace}">\n'
        f"{_STYLE.complex_types(types)}{''.join(map(_STYLE.top_element, messages))}</xsd:schema>"
    )
