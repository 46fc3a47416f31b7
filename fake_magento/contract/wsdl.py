"""The WSDLs, written from the declarations.

They mean what ``contract/soap_v1.json`` and ``contract/soap_v2.json`` say, with one addition: they import the schema of
SOAP's encoding from the fake, so that a client that wants it need not ask the web.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import quoteattr

from fake_magento.api.declare import Array, Operation, Part, Struct, Type
from fake_magento.contract.namespaces import ENCODING_11, WSDL, WSDL_SOAP, XSD
from fake_magento.contract.types import qualified, types_of
from fake_magento.flavour import Flavour


class Service:
    """What a WSDL says of itself beside its operations: the names of port, binding and port type, and the action.

    V1 appends ``Response`` to an operation's name for its output message; V2 names the input ``Request`` too.
    """

    def __init__(self, prefix: str, request_suffix: str) -> None:
        self.prefix = prefix
        self.request_suffix = request_suffix

    def input_message(self, operation: Operation) -> str:
        """The name of the operation's input message; those of sessions have no suffix in either version."""
        return operation.name + (self.request_suffix if operation.path else "")


V1_SERVICE = Service("", "")
V2_SERVICE = Service("Mage_Api_Model_Server_V2_Handler", "Request")


def wsdl(
    flavour: Flavour, service: Service, operations: Iterable[Operation], address: str, encoding_schema: str
) -> str:
    """The WSDL of ``operations``, for clients that post to ``address``.

    ``encoding_schema`` is the address of the schema of SOAP's encoding.
    """
    operations = tuple(operations)
    types = "".join(_complex_type(each) for each in types_of(operations).values())
    messages = "".join(_messages(service, operation) for operation in operations)
    port_type = "".join(_port_operation(service, operation) for operation in operations)
    body = f'<soap:body namespace="{flavour.namespace}" use="encoded" encodingStyle="{ENCODING_11}"/>'
    binding = "".join(
        f'<operation name="{operation.name}"><soap:operation soapAction="urn:{service.prefix}Action"/>'
        f"<input>{body}</input><output>{body}</output></operation>\n"
        for operation in operations
    )
    prefix = service.prefix
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<definitions xmlns="{WSDL}" xmlns:wsdl="{WSDL}" xmlns:soap="{WSDL_SOAP}" xmlns:xsd="{XSD}" '
        f'xmlns:soapenc="{ENCODING_11}" xmlns:typens="{flavour.namespace}" '
        f'name="{flavour.wsdl_name}" targetNamespace="{flavour.namespace}">\n'
        f'<types><schema xmlns="{XSD}" targetNamespace="{flavour.namespace}">\n'
        f'<import namespace="{ENCODING_11}" schemaLocation={quoteattr(encoding_schema)}/>\n'
        f"{types}</schema></types>\n{messages}"
        f'<portType name="{prefix}PortType">\n{port_type}</portType>\n'
        f'<binding name="{prefix}Binding" type="typens:{prefix}PortType">\n'
        f'<soap:binding style="rpc" transport="http://schemas.xmlsoap.org/soap/http"/>\n{binding}</binding>\n'
        f'<service name="{flavour.service}"><port name="{prefix}Port" binding="typens:{prefix}Binding">'
        f"<soap:address location={quoteattr(address)}/></port></service>\n</definitions>\n"
    )


def _complex_type(declared: Struct | Array) -> str:
    if isinstance(declared, Array):
        content = (
            '<complexContent><restriction base="soapenc:Array"><attribute ref="soapenc:arrayType" '
            f'wsdl:arrayType="{_type_name(declared.item)}[]"/></restriction></complexContent>'
        )
    else:
        elements = "".join(
            f'<element name="{field.name}" type="{_type_name(field.type)}"{"" if field.required else _OPTIONAL}/>'
            for field in declared.fields
        )
        content = f"<all>{elements}</all>"
    return f'<complexType name="{declared.name}">{content}</complexType>\n'


_OPTIONAL = ' minOccurs="0"'


def _type_name(declared: Type) -> str:
    return qualified(declared, "xsd", "typens")


def _messages(service: Service, operation: Operation) -> str:
    return _message(service.input_message(operation), operation.parts) + _message(
        f"{operation.name}Response", (operation.returns,)
    )


def _message(name: str, parts: Iterable[Part]) -> str:
    content = "".join(f'<part name="{part.name}" type="{_type_name(part.type)}"/>' for part in parts)
    return f'<message name="{name}">{content}</message>\n'


def _port_operation(service: Service, operation: Operation) -> str:
    return (
        f'<operation name="{operation.name}"><documentation>{operation.documentation}</documentation>'
        f'<input message="typens:{service.input_message(operation)}"/>'
        f'<output message="typens:{operation.name}Response"/></operation>\n'
    )
