"""SOAP envelopes: from bytes to an operation and its parts, and back. What V1, V2 and WS-I share.

Source: ``raw.json``. Two programs answer for the real server: Magento's handler, whose faults come with status 200, and
before it PHP's SOAP extension, whose faults come with status 500 and a content type in small letters.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any, NamedTuple

from fake_magento import php
from fake_magento.api.call import Refusal
from fake_magento.api.declare import Fault
from fake_magento.api.dispatch import Handler
from fake_magento.api.operations import Contract, Operation
from fake_magento.contract.namespaces import ENVELOPE_12
from fake_magento.contract.validation import Validator, Violation, encoded_schema
from fake_magento.errors import FakeMagentoError
from fake_magento.flavour import Flavour
from fake_magento.protocols.decoding import Decoder, Element, EncodingError, Prefixes, children, local_name, namespace
from fake_magento.protocols.document import MAX_ATTRIBUTES, EntityError, TooManyAttributesError, UnreadableError, read
from fake_magento.protocols.encoding import SOAP_11, SOAP_12, VERSIONS, Encoder, NotUtf8Error, Version, fault
from fake_magento.protocols.protocol import Answer, Protocol

_ENGINE_CONTENT_TYPE = "text/xml; charset=utf-8"
_ENGINE_CONTENT_TYPE_12 = "application/soap+xml; charset=utf-8"
_ACTORS_11 = ("http://schemas.xmlsoap.org/soap/actor/next",)
_ROLES_12 = (f"{ENVELOPE_12}/role/next", f"{ENVELOPE_12}/role/ultimateReceiver")


Answered = tuple[Operation, Any]
"""An operation and the value that answers it."""


class Envelope(NamedTuple):
    """What an envelope holds: its header and the element of the operation, where there are any, in a version of SOAP.

    ``prefixes`` are the namespaces by their prefixes, ``None`` where elements inside the envelope declare some as well.
    """

    header: Element | None
    request: Element | None
    version: Version
    prefixes: Prefixes | None


class EngineFault(FakeMagentoError):
    """A request that PHP's SOAP extension refuses before Magento sees it; ``status`` is that of HTTP."""

    def __init__(self, code: str, message: str, version: Version = SOAP_11, status: int = 500) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.version = version
        self.status = status


class SoapProtocol(Protocol):
    """A dialect of SOAP: the operations that it knows, and how each becomes a call of the handler.

    Its messages are typed parts (rpc/encoded), unless it says otherwise.
    """

    is_encoded = True

    def __init__(self, flavour: Flavour, contract: Contract, validation: str) -> None:
        self.flavour = flavour
        self.validation = validation
        self.contract = contract
        self._by_name = {operation.name.lower(): operation for operation in contract.operations.values()}
        self._validator = Validator(self.schema, self.is_encoded)

    def schema(self, operation: Operation) -> str:
        """The schema of the operation's requests."""
        return encoded_schema(self.flavour.namespace, operation)

    @abstractmethod
    def invoke(self, handler: Handler, operation: Operation, arguments: list[Any]) -> Any:
        """The value of a call of the operation, with its parts in the WSDL's order."""

    @abstractmethod
    def header(self, handler: Handler, header: Element, must_understand: bool, version: Version) -> None:
        """Meet an entry of the header; raises `EngineFault`, or the `Fault` that the server makes of it."""

    def operation(self, request: Element | None) -> Operation | None:
        """The operation that the element in the body asks for; ``None`` where there is none of that name."""
        return None if request is None else self._by_name.get(local_name(request).lower())

    def arguments(self, request: Element | None, operation: Operation, envelope: Envelope) -> list[Any]:
        """The parts in the WSDL's order: by name where any name fits, by position otherwise; a missing one is null."""
        decoder, version = Decoder(self.flavour.namespace, self.contract.types, envelope.prefixes), envelope.version
        given = children(request) if request is not None else []
        if request is not None and not given and not request.text and operation.parts:
            raise EngineFault("SOAP-ENV:Client", "Missing parameter", version)
        by_name: dict[str, Element] = {}
        for element in given:
            by_name.setdefault(local_name(element), element)
        if not by_name.keys().isdisjoint([part.name for part in operation.parts]):
            return [
                decoder.decode(by_name[part.name], part.type) if part.name in by_name else None
                for part in operation.parts
            ]
        if len(given) > len(operation.parts):
            raise EngineFault("SOAP-ENV:Client", "Error cannot find parameter", version)
        return [decoder.decode(element, part.type) for element, part in zip(given, operation.parts, strict=False)]

    def encode(self, version: Version, operation: Operation, value: Any, headers: Sequence[Answered]) -> str:
        """The envelope that answers the operation, and those in the header. Raises `NotUtf8Error`."""
        return Encoder(version, self.flavour.namespace).response(operation, value, headers)

    def layout(self, envelope: str) -> str:
        """The envelope as the server's handler lays it out."""
        return envelope

    def fault(self, code: str, message: str) -> str:
        return fault(SOAP_11, code, message)

    def respond(self, body: bytes, handler: Handler, answer: Answer) -> None:
        try:
            self._answer(body, handler, answer)
        except EngineFault as refused:
            version = refused.version
            answer.fault = refused.code, refused.message
            answer.body = fault(version, refused.code, refused.message).encode()
            answer.status = refused.status
            answer.content_type = _ENGINE_CONTENT_TYPE_12 if version.is_12 else _ENGINE_CONTENT_TYPE

    def _answer(self, body: bytes, handler: Handler, answer: Answer) -> None:
        envelope = self._open(body)
        request, version = envelope.request, envelope.version
        operation = self.operation(request)
        if operation is None:
            raise _no_operation(request, version)
        answer.operation, answer.path = operation.name, operation.path
        if self.validation == "strict" and request is not None:
            violations = self._validator.violations(operation, request, body)
            if violations:
                message = f"The request does not fit the WSDL: {'; '.join(map(str, violations))}"
                raise EngineFault("SOAP-ENV:Client", message, version)
        try:
            arguments = self.arguments(request, operation, envelope)
            entries = children(envelope.header) if envelope.header is not None else []
            headers = [met for entry in entries if (met := self._meet(handler, entry, envelope))]
            answer.value = self.invoke(handler, operation, arguments)
            text = self.encode(version, operation, answer.value, headers)
        except (EncodingError, NotUtf8Error) as error:
            raise EngineFault("SOAP-ENV:Server", str(error), version) from None
        except Refusal as refusal:
            raise EngineFault(refusal.code, refusal.message, version, refusal.status) from None
        except RecursionError:
            raise EngineFault("SOAP-ENV:Client", "Encoding: values are nested too deeply", version) from None
        except Fault as raised:
            answer.fault = str(raised.code), raised.message
        except php.PhpError as error:
            answer.fault = "SOAP-ENV:Server", str(error)
        if answer.fault:
            text = fault(version, *answer.fault)
        answer.body = self.layout(text).encode()

    def violations(self, body: bytes) -> list[Violation]:
        if self.validation == "off":
            return []
        try:
            request = self._open(body).request
        except EngineFault:
            return []
        operation = self.operation(request)
        if request is None or operation is None:
            return []
        return self._validator.violations(operation, request, body)

    def _open(self, body: bytes) -> Envelope:
        """The envelope. Raises `EngineFault`."""
        root = parse(body)
        version = VERSIONS.get(namespace(root.tag) or "")
        if local_name(root) != "Envelope" or version is None:
            raise EngineFault("env:VersionMismatch", "Wrong Version", SOAP_12)
        prefixes = root.nsmap
        header, request = open_envelope(root, version)
        return Envelope(header, request, version, prefixes if body.count(b"xmlns") == len(prefixes) else None)

    def _meet(self, handler: Handler, entry: Element, envelope: Envelope) -> Answered | None:
        """Meet an entry of the header; one that is named like an operation is a call of it, which the header answers."""
        version = envelope.version
        _check_style(entry, version)
        actor = entry.get(f"{{{version.envelope}}}{'role' if version.is_12 else 'actor'}")
        if actor is not None and actor not in (_ROLES_12 if version.is_12 else _ACTORS_11):
            return None
        must = entry.get(f"{{{version.envelope}}}mustUnderstand", "0")
        if must not in ("0", "1", "true", "false"):
            raise EngineFault("SOAP-ENV:Client", "mustUnderstand value is not boolean", version)
        operation = self.operation(entry) if self.is_encoded else None
        if operation is None:
            self.header(handler, entry, must in ("1", "true"), version)
            return None
        return operation, self.invoke(handler, operation, self.arguments(entry, operation, envelope))


def _no_operation(request: Element | None, version: Version) -> EngineFault:
    if request is None:
        return EngineFault("SOAP-ENV:Client", 'looks like we got "Body" without function call', version)
    if version.is_12:
        return EngineFault("rpc:ProcedureNotPresent", "Procedure not present", version)
    return EngineFault("SOAP-ENV:Server", f"Procedure '{local_name(request)}' not present", version)


def parse(body: bytes) -> Element:
    """The root of the document. Raises `EngineFault`: entities, document types and what is no XML are refused."""
    try:
        root = read(body)
    except EntityError:
        raise EngineFault("Sender", "Detected use of ENTITY in XML, disabled to prevent XXE/XEE attacks") from None
    except TooManyAttributesError:
        raise EngineFault("SOAP-ENV:Client", f"An element has more than {MAX_ATTRIBUTES} attributes") from None
    except UnreadableError:
        raise EngineFault("Sender", "Invalid XML") from None
    if root.getroottree().docinfo.internalDTD is not None:
        version = VERSIONS.get(namespace(root.tag) or "", SOAP_12)
        raise EngineFault("SOAP-ENV:Server", "DTD are not supported by SOAP", version)
    return root


def open_envelope(envelope: Element, version: Version) -> tuple[Element | None, Element | None]:
    """The header and the first element of the body, where there are any. Raises `EngineFault`."""
    _check_attributes(envelope, version)
    entries = children(envelope)
    header = entries.pop(0) if entries and entries[0].tag == f"{{{version.envelope}}}Header" else None
    if header is not None:
        _check_attributes(header, version)
    if not entries or entries[0].tag != f"{{{version.envelope}}}Body":
        raise EngineFault("SOAP-ENV:Client", "Body must be present in a SOAP envelope", version)
    if version.is_12:
        _check_attributes(entries[0], version)
        if len(entries) > 1:
            raise EngineFault("SOAP-ENV:Client", "A SOAP 1.2 envelope can contain only Header and Body", version)
    requests = children(entries[0])
    if not requests:
        return header, None
    _check_style(requests[0], version)
    return header, requests[0]


def _check_attributes(element: Element, version: Version) -> None:
    """Envelope, header and body have attributes with namespaces alone, and in SOAP 1.2 no style of encoding."""
    for name in map(str, element.keys()):
        if not name.startswith("{"):
            message = f"A SOAP {local_name(element)} element cannot have non Namespace qualified attributes"
            raise EngineFault("SOAP-ENV:Client", message, version)
        if version.is_12 and name == f"{{{version.envelope}}}encodingStyle":
            message = f"encodingStyle cannot be specified on the {local_name(element)}"
            raise EngineFault("SOAP-ENV:Client", message, version)


def _check_style(element: Element, version: Version) -> None:
    """An operation and an entry of the header name no other style of encoding than the version's own."""
    style = element.get(f"{{{version.envelope}}}encodingStyle")
    if style is not None and style != version.encoding:
        code = "env:DataEncodingUnknown" if version.is_12 else "SOAP-ENV:Client"
        raise EngineFault(code, "Unknown Data Encoding Style", version)
