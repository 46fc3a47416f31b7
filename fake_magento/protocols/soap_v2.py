"""SOAP V2: an operation for each method, with typed parts."""

from __future__ import annotations

from typing import Any

from fake_magento.api.declare import Fault
from fake_magento.api.dispatch import Handler
from fake_magento.api.operations import Operation
from fake_magento.api.types import ANY
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
        values = [
            part.arg.from_v2(value, part.type) if part.arg else value
            for value, part in zip(rest, operation.parts[1:], strict=False)
        ]
        return handler.perform("call", [session_id, operation.path, values], refused)

    def refused(self, operation: Operation, arguments: list[Any]) -> Fault | None:
        """The fault that a call with these parts meets before anything else, if any."""
        return None

    def header(self, handler: Handler, header: Element, must_understand: bool, version: Version) -> None:
        """The server takes an entry of the header for a call, in the session that it holds."""
        value = Decoder(self.flavour.namespace, self.contract.types).decode(header, ANY)
        handler.meet_header(value if isinstance(value, str) else "")

    def layout(self, envelope: str) -> str:
        """The server starts a line between any two tags, in an empty text too (``v2_update``: the label)."""
        return envelope.replace("><", ">\n<")
