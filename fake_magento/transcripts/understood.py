"""A request to the API as a transcript tells it: the dialect, the operation, its arguments."""

from __future__ import annotations

import xmlrpc.client
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from werkzeug.wrappers import Request as WsgiRequest

from fake_magento.api.types import ITEMS
from fake_magento.app import DEFAULT_ADAPTER, route
from fake_magento.client.messages import (
    Message,
    NotXmlError,
    Request,
    soap_answer,
    soap_namespace,
    soap_request,
    xmlrpc_answer,
    xmlrpc_request,
)
from fake_magento.contract import literal

_WSI = literal.element("")
ADAPTERS = {"v1": "soap", "v2": "v2_soap", "wsi": "v2_soap", "xmlrpc": "xmlrpc"}
"""The part of the API that speaks a dialect."""

BEGINNING = ("login", "startSession")
"""The operations that begin a session."""


@dataclass(frozen=True)
class Understood:
    """A call in a request. ``arguments`` are as the client gave them: by position, in WS-I one mapping."""

    dialect: str
    operation: str
    arguments: list[Any]


def target_of(request: WsgiRequest) -> str:
    """Path and query of a request, as they were sent; a client that takes this for a proxy sends a whole address."""
    sent = urlsplit(request.environ.get("REQUEST_URI") or request.full_path)
    return sent.path + (f"?{sent.query}" if sent.query else "")


def adapter_of(path: str, query: str) -> tuple[str | None, bool]:
    """Which part of the API is at an address (``v2_soap``), ``None`` for none, and whether its WSDL is asked for."""
    found = route(path, query)
    if found is None:
        return None, False
    return "soap" if found.adapter == DEFAULT_ADAPTER else found.adapter, found.wants_wsdl


def understood(adapter: str, body: bytes) -> Understood:
    """The call in a request. Raises `NotXmlError` where it holds none."""
    if adapter == "xmlrpc":
        return _positional("xmlrpc", xmlrpc_request(body))
    request = soap_request(body)
    if adapter == "v2_soap" and request.operation.endswith(_WSI):
        operation = request.operation.removesuffix(_WSI).removesuffix("Request")
        parts = {name: wrapped(value.plain()) for name, value in request.parts}
        return Understood("wsi", operation, [parts])
    return _positional("v1" if adapter == "soap" else "v2", request)


def _positional(dialect: str, request: Request) -> Understood:
    """The arguments by position; PHP writes those that were not given as null behind the others."""
    arguments = [value.plain() for _, value in request.parts]
    while dialect != "xmlrpc" and arguments and arguments[-1] is None:
        arguments.pop()
    return Understood(dialect, request.operation, arguments)


def outcome(call: Understood, request: bytes, response: bytes) -> dict[str, Any]:
    """What the client made of the answer, as a step of a transcript has it."""
    try:
        reading = _xmlrpc(response) if call.dialect == "xmlrpc" else soap_answer(response, soap_namespace(request))
    except NotXmlError as error:
        return {"client_error": str(error)}
    if reading.fault:
        code, text = reading.fault
        return {"fault": {"code": int(code) if call.dialect == "xmlrpc" and code.isdecimal() else code, "string": text}}
    plain = None if reading.value is None else reading.value.plain()
    return {"result": wrapped(plain) if call.dialect == "wsi" else plain}


def _xmlrpc(response: bytes) -> Message:
    """What an answer of XML-RPC says. Raises `NotXmlError` with what Python's client says of one that is none."""
    try:
        return xmlrpc_answer(response)
    except NotXmlError:
        try:
            xmlrpc.client.loads(response)
        except Exception as error:
            raise NotXmlError(f"{type(error).__name__}: {error}") from None
        raise


def wrapped(value: Any) -> Any:
    """A value as WS-I has it: a list is a structure that holds its items."""
    if isinstance(value, list):
        return {ITEMS: [wrapped(each) for each in value]}
    if isinstance(value, Mapping):
        return {name: wrapped(each) for name, each in value.items()}
    return value
