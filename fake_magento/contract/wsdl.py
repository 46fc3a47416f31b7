"""The WSDLs, written from the declarations.

They mean what the tables ``soap_v1.json``, ``soap_v2.json`` and ``soap_wsi.json`` of the tests say, with one addition: those of
V1 and V2 import the schema of SOAP's encoding from the fake, so that a client that wants it need not ask the web.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from fake_magento.api.operations import Contract, Operation, Part
from fake_magento.api.types import Array
from fake_magento.contract import literal
from fake_magento.contract.namespaces import ENCODING_11, WSDL, WSDL_SOAP, XSD
from fake_magento.contract.xsd import Style
from fake_magento.flavour import Flavour


@dataclass(frozen=True)
class Service:
    """What a WSDL says of itself beside its operations.

    ``prefix`` begins the names of port, binding and port type; ``is_literal`` is whether its messages are single elements
    (document/literal, as WS-I demands) or typed parts (rpc/encoded).
    """

    prefix: str = ""
    is_literal: bool = False


V1_SERVICE = Service()
V2_SERVICE = Service("Mage_Api_Model_Server_V2_Handler")
WSI_SERVICE = Service(is_literal=True)


def wsdl(flavour: Flavour, service: Service, contract: Contract, address: str, encoding_schema: str) -> str:
    """The WSDL of the contract, for clients that post to ``address``.

    ``encoding_schema`` is the address of the schema of SOAP's encoding.
    """
    operations = contract.operations.values()
    prefix = service.prefix
    if service.is_literal:
        style, action = "document", ""
        elements = [literal.request(operation) for operation in operations if operation.parts]
        elements += map(literal.response, operations)
        schema = literal.schema(flavour.namespace, elements, contract.types.values())
        messages = "".join(map(_literal_messages, operations))
        body = '<soap:body use="literal"/>'
    else:
        style, action = "rpc", f"urn:{prefix}Action"
        schema = _encoded_schema(flavour.namespace, contract, encoding_schema)
        messages = "".join(map(_encoded_messages, operations))
        body = f'<soap:body namespace="{flavour.namespace}" use="encoded" encodingStyle="{ENCODING_11}"/>'
    port_type = "".join(map(_port_operation, operations))
    binding = "".join(
        f'<operation name="{operation.name}"><soap:operation soapAction="{action}"/>'
        f"<input>{body}</input><output>{body}</output></operation>\n"
        for operation in operations
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<definitions xmlns="{WSDL}" xmlns:wsdl="{WSDL}" xmlns:soap="{WSDL_SOAP}" xmlns:xsd="{XSD}" '
        f'xmlns:soapenc="{ENCODING_11}" xmlns:typens="{flavour.namespace}" '
        f'name="{flavour.wsdl_name}" targetNamespace="{flavour.namespace}">\n'
        f"<types>{schema}</types>\n{messages}"
        f'<portType name="{prefix}PortType">\n{port_type}</portType>\n'
        f'<binding name="{prefix}Binding" type="typens:{prefix}PortType">\n'
        f'<soap:binding style="{style}" transport="http://schemas.xmlsoap.org/soap/http"/>\n{binding}</binding>\n'
        f'<service name="{flavour.service}"><port name="{prefix}Port" binding="typens:{prefix}Binding">'
        f"<soap:address location={quoteattr(address)}/></port></service>\n</definitions>\n"
    )


def _array(style: Style, declared: Array) -> str:
    return (
        '<complexContent><restriction base="soapenc:Array"><attribute ref="soapenc:arrayType" '
        f'wsdl:arrayType="{style.named(declared.item)}[]"/></restriction></complexContent>'
    )


_ENCODED = Style("", "typens:", "all", array=_array)
_PARTS = Style("xsd:", "typens:", "all")
"""How parts of messages name their types: there the document's own namespace is that of WSDL."""


def _encoded_schema(namespace: str, contract: Contract, encoding_schema: str) -> str:
    types = _ENCODED.complex_types(contract.types.values())
    return (
        f'<schema xmlns="{XSD}" targetNamespace="{namespace}">\n'
        f'<import namespace="{ENCODING_11}" schemaLocation={quoteattr(encoding_schema)}/>\n{types}</schema>'
    )


def _encoded_messages(operation: Operation) -> str:
    return _message(operation.request, operation.parts) + _message(operation.response, (operation.returns,))


def _message(name: str, parts: Iterable[Part]) -> str:
    content = "".join(f'<part name="{part.name}" type="{_PARTS.named(part.type)}"/>' for part in parts)
    return f'<message name="{name}">{content}</message>\n'


def _literal_messages(operation: Operation) -> str:
    return "".join(
        f'<message name="{name}"><part name="parameters" element="typens:{literal.element(name)}"/></message>\n'
        if parts
        else f'<message name="{name}"/>\n'
        for name, parts in ((operation.request, operation.parts), (operation.response, (operation.returns,)))
    )


def _port_operation(operation: Operation) -> str:
    return (
        f'<operation name="{operation.name}"><documentation>{escape(operation.documentation)}</documentation>'
        f'<input message="typens:{operation.request}"/>'
        f'<output message="typens:{operation.response}"/></operation>\n'
    )
