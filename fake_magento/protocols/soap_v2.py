"""SOAP V2: an operation for each method, with typed parts."""

from __future__ import annotations

from typing import Any

from fake_magento.api.declare import ANY, Fault, Operation, Struct, is_items
from fake_magento.api.dispatch import Handler
from fake_magento.php import PhpObject
from fake_magento.protocols.decoding import Decoder, Element
from fake_magento.protocols.encoding import Version
from fake_magento.protocols.soap import SoapProtocol


class SoapV2(SoapProtocol):
    """The dialect of ``/api/v2_soap``."""

    def invoke(self, handler: Handler, operation: Operation, arguments: list[Any]) -> Any:
        if operation.path is None:
            return handler.perform(operation.name, arguments)
        refused = self.refused(operation, arguments)
        session_id, *rest = arguments or [None]
        types = [part.type for part in operation.parts[1:]]
        values = [
            _properties(value, declared) if isinstance(declared, Struct) and not is_items(declared) else value
            for value, declared in zip(rest, types, strict=False)
        ]
        return handler.perform("call", [session_id, operation.path, values], refused)

    def refused(self, operation: Operation, arguments: list[Any]) -> Fault | None:
        """The fault that a call with these parts meets before anything else, if any."""
        return None

    def header(self, handler: Handler, header: Element, must_understand: bool, version: Version) -> None:
        """The server takes an entry of the header for a call, in the session that it holds."""
        value = Decoder(self.flavour.namespace, self.types).decode(header, ANY)
        handler.meet_header(value if isinstance(value, str) else "")

    def layout(self, envelope: str) -> str:
        """The server starts a line between any two tags, in an empty text too (``v2_update``: the label)."""
        return envelope.replace("><", ">\n<")


def _properties(value: Any, declared: Struct) -> Any:
    """A structure as the array that the resource works on; what is no structure stays as it is."""
    if not isinstance(value, PhpObject):
        return value
    structures = {
        field.name for field in declared.fields if isinstance(field.type, Struct) and not is_items(field.type)
    }
    return {
        name: dict(each.properties) if isinstance(each, PhpObject) and name in structures else each
        for name, each in value.properties.items()
    }
