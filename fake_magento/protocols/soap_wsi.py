"""SOAP V2 in WS-I mode: a message is one element, and what is in it is untyped (document/literal).

Source: the scenarios ``wsi_*``, and for what they do not show PHP 8.2's own SoapServer, given the same WSDL.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fake_magento import php
from fake_magento.api.declare import GLOBAL_FAULTS, Fault
from fake_magento.api.dispatch import Handler
from fake_magento.api.operations import Contract, Operation, Part
from fake_magento.api.types import ITEMS
from fake_magento.contract import literal
from fake_magento.contract.validation import literal_schema
from fake_magento.flavour import Flavour
from fake_magento.protocols.decoding import Decoder, Element, EncodingError, local_name
from fake_magento.protocols.encoding import Version, literal_envelope
from fake_magento.protocols.soap import Answered, EngineFault, Envelope
from fake_magento.protocols.soap_v2 import SoapV2

_OF_ONE_ARGUMENT = ("call", "multiCall", "resources", "globalFaults", "resourceFaults")
"""Functions of the server that get the message as their one argument, and whose value is no message."""


class SoapWsi(SoapV2):
    """The dialect of ``/api/v2_soap`` where the shop is set to WS-I compliance."""

    is_encoded = False

    def __init__(self, flavour: Flavour, contract: Contract, validation: str) -> None:
        super().__init__(flavour, contract, validation)
        operations = contract.operations.values()
        self._by_element = {
            f"{{{flavour.namespace}}}{literal.element(operation.request)}": operation
            for operation in operations
            if operation.parts
        }
        self._requests = {operation.name: literal.request(operation) for operation in operations}
        self._responses = {operation.name: literal.response(operation) for operation in operations}

    def schema(self, operation: Operation) -> str:
        return literal_schema(self.flavour.namespace, operation)

    def operation(self, request: Element | None) -> Operation | None:
        """The operation whose input is an element of that name; one without input needs none, or an empty one of its name."""
        found = None if request is None else self._by_element.get(request.tag)
        if found is None and (request is None or not len(request)):
            name = "" if request is None else local_name(request).lower()
            for operation in self.contract.operations.values():
                if not operation.parts and name in ("", operation.name.lower()):
                    return operation
        return found

    def arguments(self, request: Element | None, operation: Operation, envelope: Envelope) -> list[Any]:
        """The parts in the WSDL's order, by name; a missing one is what it is to PHP without it, or null."""
        if request is None or (not operation.parts and local_name(request) == operation.name):
            return []
        if request.getnext() is not None or not operation.parts:
            raise EngineFault("SOAP-ENV:Client", "Error cannot find parameter", envelope.version)
        decoder = Decoder(self.flavour.namespace, self.contract.types, envelope.prefixes)
        decoded = decoder.decode(request, self._requests[operation.name])
        given = _unpacked(decoded, {})
        properties = given.properties if isinstance(given, php.PhpObject) else {}
        return [_or_default(part, properties.get(part.name)) for part in operation.parts]

    def invoke(self, handler: Handler, operation: Operation, arguments: list[Any]) -> Any:
        """The value.

        To PHP a message is one argument. The server takes it apart for those operations that it has a function of its own
        for in WS-I; the others miss their arguments, or answer what is no message (``wsi_functions``).
        """
        if operation.name in _OF_ONE_ARGUMENT:
            handler.perform(operation.name, [php.PhpObject()])
            raise EncodingError(f"object has no '{operation.returns.name}' property")
        return super().invoke(handler, operation, arguments)

    def refused(self, operation: Operation, arguments: list[Any]) -> Fault | None:
        """Fault 6 where a part that is required is missing or null (not recorded)."""
        required = zip(operation.parts, arguments, strict=False)
        if any(part.required and value is None for part, value in required):
            return Fault(*GLOBAL_FAULTS["invalid_request_param"])
        return None

    def encode(self, version: Version, operation: Operation, value: Any, headers: Sequence[Answered]) -> str:
        declared = self._responses[operation.name]
        return literal_envelope(version, self.flavour.namespace, declared, {operation.returns.name: value})


def _or_default(part: Part, value: Any) -> Any:
    """The value; the default of its argument where it is null and there is one (``wsi_order_states``)."""
    return part.arg.default if value is None and part.arg and part.arg.has_default else value


def _unpacked(value: Any, done: dict[int, Any]) -> Any:
    """The value with arrays instead of objects that hold items; an object that holds none stays one.

    ``done`` are the objects met so far: one that many refer to is unpacked once.
    """
    if isinstance(value, list):
        return [_unpacked(each, done) for each in value]
    if not isinstance(value, php.PhpObject):
        return value
    if id(value) not in done:
        items = value.properties.get(ITEMS)
        if items is None:
            properties = {name: _unpacked(each, done) for name, each in value.properties.items()}
            done[id(value)] = php.PhpObject(properties)
        else:
            done[id(value)] = _unpacked(items if isinstance(items, list) else [items], done)
    return done[id(value)]
