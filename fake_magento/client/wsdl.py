"""What a WSDL says, as a table: names, operations with their parts, types, and the elements of WS-I."""

from __future__ import annotations

from typing import Any

from fake_magento.client.messages import NotXmlError, document
from fake_magento.contract.namespaces import ENCODING_11, WSDL, WSDL_SOAP, XSD
from fake_magento.protocols.decoding import Element

_NS = {"w": WSDL, "s": WSDL_SOAP, "x": XSD}
_ARRAY_TYPE = f"{{{WSDL}}}arrayType"
_PREFIXES = {XSD: "xsd:", ENCODING_11: "soapenc:"}


def table(body: bytes) -> dict[str, Any]:
    """The table of a WSDL. Raises `NotXmlError` for what is none, or lacks what a client needs."""
    wsdl = document(body)
    if wsdl.tag != f"{{{WSDL}}}definitions":
        raise NotXmlError(f"a document <{wsdl.tag.rpartition('}')[2]}> instead of a WSDL")
    shop = wsdl.get("targetNamespace", "")

    def named(element: Element, attribute: str) -> str:
        """The name of a type, message or element, without a prefix where it is the shop's own."""
        prefix, _, local = element.get(attribute, "").rpartition(":")
        uri = element.nsmap.get(prefix or None)
        return local if uri == shop else f"{_PREFIXES.get(uri or '', prefix and f'{prefix}:')}{local}"

    def fields(declared: Element) -> list[list[str]]:
        return [
            [each.get("name", ""), named(each, "type"), each.get("minOccurs", "1"), each.get("maxOccurs", "1")]
            for each in _all(declared, "x:all/x:element | x:sequence/x:element")
        ]

    messages = {
        message.get("name"): [
            [part.get("name"), named(part, "type" if part.get("type") else "element")]
            for part in _all(message, "w:part")
        ]
        for message in _all(wsdl, "w:message")
    }

    def parts(operation: Element, direction: str) -> Any:
        return messages.get(named(_one(operation, direction), "message"), [])

    types: dict[str, Any] = {}
    for declared in _all(wsdl, ".//x:schema/x:complexType"):
        arrays = _all(declared, ".//x:attribute[@w:arrayType]")
        name = declared.get("name", "")
        types[name] = {"array_of": named(arrays[0], _ARRAY_TYPE)} if arrays else {"fields": fields(declared)}
    elements = {
        each.get("name", ""): fields(declared)
        for each in _all(wsdl, ".//x:schema/x:element")
        for declared in _all(each, "x:complexType")
    }
    actions = sorted({each.get("soapAction", "") for each in _all(wsdl, ".//s:operation")})
    return {
        "meta": {
            "targetNamespace": shop,
            "name": wsdl.get("name", ""),
            "portType": _one(wsdl, "w:portType").get("name", ""),
            "binding": _one(wsdl, "w:binding").get("name", ""),
            "style": _one(wsdl, "w:binding/s:binding").get("style", ""),
            "transport": _one(wsdl, "w:binding/s:binding").get("transport", ""),
            "soapAction": ", ".join(actions),
            "body": {
                str(name): str(value) for name, value in _one(wsdl, "(w:binding/w:operation/w:input/s:body)[1]").items()
            },
            "service": _one(wsdl, "w:service").get("name", ""),
            "port": _one(wsdl, "w:service/w:port").get("name", ""),
            "address": _one(wsdl, "w:service/w:port/s:address").get("location", ""),
            "schema": {"targetNamespace": _one(wsdl, "w:types/x:schema").get("targetNamespace", "")},
        },
        "operations": {
            operation.get("name", ""): {"in": parts(operation, "w:input"), "out": parts(operation, "w:output")}
            for operation in _all(wsdl, "w:portType/w:operation")
        },
        "types": types,
        **({"elements": elements} if elements else {}),
    }


def _all(element: Element, path: str) -> list[Element]:
    found: Any = element.xpath(path, namespaces=_NS)
    return list(found)


def _one(element: Element, path: str) -> Element:
    found = _all(element, path)
    if len(found) != 1:
        raise NotXmlError(f"a WSDL with {len(found)} of {path} instead of one")
    return found[0]
