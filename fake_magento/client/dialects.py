"""From a call as a client means it to the bytes that PHP's SoapClient, or ``xmlrpc.client``, would send."""

from __future__ import annotations

import xmlrpc.client
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any

from fake_magento import php
from fake_magento.api.dispatch import FUNCTIONS
from fake_magento.api.operations import SESSION_ID, Operation
from fake_magento.api.registry import Registry
from fake_magento.client.messages import Message, soap_answer, xmlrpc_answer
from fake_magento.contract import literal
from fake_magento.contract.wsdl import V1_SERVICE, V2_SERVICE, WSI_SERVICE
from fake_magento.errors import FakeMagentoError
from fake_magento.flavour import flavour_of
from fake_magento.protocols.encoding import SOAP_11, Encoder, literal_envelope

Arguments = Mapping[str, Any] | Sequence[Any]
"""The arguments of a method: by PHP's name of each, or by position."""


class UnsupportedCallError(FakeMagentoError):
    """What a dialect has no words for; the message says why."""


class Dialect(ABC):
    """How a client speaks one dialect. ``path`` is where it posts to, ``headers`` what it sends along."""

    dialect: str
    path: str
    headers: Mapping[str, str]

    @abstractmethod
    def function(self, name: str, arguments: Mapping[str, Any]) -> bytes:
        """A request for a function of the server (``login``, …), with its arguments by name. Raises `UnsupportedCallError`."""

    @abstractmethod
    def call(self, session: str, path: str, arguments: Arguments) -> bytes:
        """A request for a method of the API in that session. Raises `UnsupportedCallError`."""

    @abstractmethod
    def read(self, body: bytes) -> Message:
        """What an answer says. Raises `NotXmlError`."""


class _OneFunction(Dialect):
    """A dialect that calls all methods by one function, ``call``, with their arguments by position."""

    _registry: Registry

    def call(self, session: str, path: str, arguments: Arguments) -> bytes:
        given = positional(self._registry, path, arguments)
        return self.function("call", {"sessionId": session, "resourcePath": path, "args": given})


def positional(registry: Registry, path: str, arguments: Arguments) -> list[Any]:
    """The arguments of a method by position, up to the last given. Raises `UnsupportedCallError` where they are not known."""
    if not isinstance(arguments, Mapping):
        return list(arguments)
    found = registry.find(path)
    if found is None:
        raise UnsupportedCallError(f"nothing is known of the arguments of {path}")
    names = [arg.name for arg in found[1].args]
    unknown = set(arguments) - set(names)
    if unknown:
        raise UnsupportedCallError(f"{path} has no argument {', '.join(sorted(unknown))}")
    given = max((names.index(name) + 1 for name in arguments), default=0)
    return [arguments.get(name) for name in names[:given]]


class _Soap(Dialect):
    """What the dialects of SOAP share: the names of the WSDL, in which the shop's namespace is one."""

    def __init__(self, namespace: str, registry: Registry) -> None:
        self.namespace = namespace
        self._registry = registry
        self._operations = registry.contract(flavour_of(namespace), self.dialect).operations

    def operation(self, name: str) -> Operation:
        """The operation of that name, of no parts where there is none such. Raises `UnsupportedCallError`."""
        found = self._operations.get(name)
        if found is None and name in FUNCTIONS:
            raise UnsupportedCallError(f"it has no {name}")
        return found or Operation(name, "", (), SESSION_ID, name, name)

    def function(self, name: str, arguments: Mapping[str, Any]) -> bytes:
        """The server takes the parts by their position, whatever their names in the WSDL (``resourceFaults``)."""
        operation = self.operation(name)
        known = FUNCTIONS.get(name)
        given = [arguments.get(each) for each in known.parameters] if known else arguments.values()
        parts = (part.name for part in operation.parts)
        return self.written(operation, dict(zip(parts, given, strict=False)))

    def written(self, operation: Operation, values: Mapping[str, Any]) -> bytes:
        """The request for the operation, with the values of its parts by name. Raises `UnsupportedCallError`."""
        parts = [(part, values.get(part.name)) for part in operation.parts]
        try:
            return Encoder(SOAP_11, self.namespace).request(operation.name, parts).encode()
        except php.PhpError as error:
            raise UnsupportedCallError(str(error)) from None

    def read(self, body: bytes) -> Message:
        return soap_answer(body, self.namespace)


def _action(prefix: str) -> dict[str, str]:
    return {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": f'"urn:{prefix}Action"'}


class V1(_Soap, _OneFunction):
    """SOAP V1."""

    dialect, path, headers = "v1", "/api/soap/", _action(V1_SERVICE.prefix)


class V2(_Soap):
    """SOAP V2."""

    dialect, path, headers = "v2", "/api/v2_soap/", _action(V2_SERVICE.prefix)

    def __init__(self, namespace: str, registry: Registry) -> None:
        super().__init__(namespace, registry)
        self._by_path = {operation.path: operation for operation in self._operations.values()}

    def call(self, session: str, path: str, arguments: Arguments) -> bytes:
        found = self._registry.find(path)
        if found is None or not isinstance(arguments, Mapping):
            raise UnsupportedCallError("only operations of the WSDL can be called, with parts by name")
        resource, method = found
        operation = self._by_path.get(f"{resource.name}.{method.name}")
        if operation is None:
            raise UnsupportedCallError(f"no operation is known for {path}")
        names = {part.arg.name: part.name for part in operation.parts if part.arg}
        unknown = set(arguments) - set(names)
        if unknown:
            raise UnsupportedCallError(f"{operation.name} has no part for {', '.join(sorted(unknown))}")
        values = {names[name]: value for name, value in arguments.items()}
        return self.written(operation, {SESSION_ID.name: session, **values})


class Wsi(V2):
    """SOAP V2 in WS-I mode."""

    dialect, headers = "wsi", _action(WSI_SERVICE.prefix) | {"SOAPAction": '""'}

    def function(self, name: str, arguments: Mapping[str, Any]) -> bytes:
        return self.written(self.operation(name), arguments)

    def written(self, operation: Operation, values: Mapping[str, Any]) -> bytes:
        given = {name: value for name, value in values.items() if value is not None}
        is_empty = operation.name in self._operations and not operation.parts  # whose message has no element
        declared = None if is_empty else literal.request(operation)
        try:
            return literal_envelope(SOAP_11, self.namespace, declared, given).encode()
        except php.PhpError as error:
            raise UnsupportedCallError(str(error)) from None


class XmlRpc(_OneFunction):
    """XML-RPC."""

    dialect, path, headers = "xmlrpc", "/api/xmlrpc/", {"Content-Type": "text/xml"}

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def function(self, name: str, arguments: Mapping[str, Any]) -> bytes:
        known = FUNCTIONS.get(name)
        names = known.parameters if known else arguments
        given = [arguments[each] for each in names if each in arguments]
        return xmlrpc.client.dumps(tuple(given), name, encoding="UTF-8", allow_none=True).encode()

    def read(self, body: bytes) -> Message:
        return xmlrpc_answer(body)


def dialect_of(dialect: str, namespace: str, registry: Registry) -> Dialect:
    """How the dialect is spoken to a shop whose WSDL has that namespace, which XML-RPC does not look at."""
    if dialect == XmlRpc.dialect:
        return XmlRpc(registry)
    soap: dict[str, type[V1] | type[V2]] = {each.dialect: each for each in (V1, V2, Wsi)}
    return soap[dialect](namespace, registry)
