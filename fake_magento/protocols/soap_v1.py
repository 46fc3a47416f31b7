"""SOAP V1: one operation, ``call``, for all methods; values are typed by what they are."""

from __future__ import annotations

from typing import Any

from fake_magento.api.dispatch import Handler
from fake_magento.api.operations import Operation
from fake_magento.protocols.decoding import Element
from fake_magento.protocols.encoding import Version
from fake_magento.protocols.soap import EngineFault, SoapProtocol


class SoapV1(SoapProtocol):
    """The dialect of ``/api/soap``."""

    def invoke(self, handler: Handler, operation: Operation, arguments: list[Any]) -> Any:
        return handler.perform(operation.name, arguments)

    def header(self, handler: Handler, header: Element, must_understand: bool, version: Version) -> None:
        if must_understand:
            raise EngineFault("SOAP-ENV:MustUnderstand", "Header not understood", version)
