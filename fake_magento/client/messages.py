"""From bytes to what they say: the value or the fault of an answer, the call of a request. No WSDL is needed.

What a document says of types is taken as it stands; `Value` keeps it. The documents come from strangers: they are read as the
fake reads requests, without entities and within limits.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fake_magento.api.types import ITEMS
from fake_magento.client.value import NIL, Value
from fake_magento.contract.namespaces import APACHE, ENCODING_11, ENCODING_12, ENVELOPE_11, XSD, XSI
from fake_magento.errors import FakeMagentoError
from fake_magento.protocols.decoding import Element, children, local_name, namespace
from fake_magento.protocols.document import UnreadableError, read
from fake_magento.protocols.encoding import VERSIONS

_TYPE = f"{{{XSI}}}type"
_NAMES = {XSD: "xsd", ENCODING_11: "soap", ENCODING_12: "soap", APACHE: "apache", XSI: "xsi"}
_OWN = "shop"
_ARRAYS = ("arrayType", "itemType", "arraySize")
_SHOWN = 80


class NotXmlError(FakeMagentoError):
    """Bytes that are no document of the dialect; the message says what they are instead."""


@dataclass(frozen=True)
class Message:
    """What an answer says: a value, or a fault's code and text.

    ``envelope`` is what stands around the value, in words: names and namespaces, those of the shop left out.
    """

    value: Value | None
    fault: tuple[str, str] | None
    envelope: str


@dataclass(frozen=True)
class Request:
    """What a request asks for: an operation (a method of XML-RPC), and its parts by name, or by position in XML-RPC."""

    operation: str
    parts: tuple[tuple[str, Value], ...]


def soap_answer(body: bytes, shop: str) -> Message:
    """The answer in a SOAP envelope; ``shop`` is the namespace of its WSDL. Raises `NotXmlError`."""
    envelope, content = _opened(body)
    if local_name(content) == "Fault" and namespace(content.tag) in VERSIONS:
        return Message(None, _soap_fault(content), "a fault")
    parts = [each for each in children(content) if local_name(each) != "result" or namespace(each.tag) is None]
    names = ", ".join(_qualified(each.tag, shop) for each in parts)
    around = f"{_qualified(envelope.tag, shop)} / {_qualified(content.tag, shop)} / {names or 'nothing'}"
    style = next((str(value) for name, value in envelope.items() if str(name).endswith("}encodingStyle")), "")
    return Message(
        _soap_value(parts[0], shop) if parts else None,
        None,
        f"{around}, encoded as {style}" if style else around,
    )


def soap_request(body: bytes) -> Request:
    """The call in a SOAP envelope. Raises `NotXmlError`."""
    _, content = _opened(body)
    shop = namespace(content.tag) or ""
    return Request(
        local_name(content), tuple((local_name(part), _soap_value(part, shop)) for part in children(content))
    )


def soap_namespace(body: bytes) -> str:
    """The namespace of what a SOAP envelope holds. Raises `NotXmlError`."""
    return namespace(_opened(body)[1].tag) or ""


def xmlrpc_answer(body: bytes) -> Message:
    """The answer in a document of XML-RPC. Raises `NotXmlError`."""
    root = document(body)
    if root.tag != "methodResponse":
        raise NotXmlError(f"a document <{root.tag}> instead of <methodResponse>")
    fault = root.find("fault/value")
    if fault is not None:
        told = _xmlrpc_value(fault)
        code, text = told.member("faultCode"), told.member("faultString")
        return Message(None, (_text(code), _text(text)), "a fault")
    value = root.find("params/param/value")
    return Message(None if value is None else _xmlrpc_value(value), None, "methodResponse")


def xmlrpc_request(body: bytes) -> Request:
    """The call in a document of XML-RPC. Raises `NotXmlError`."""
    root = document(body)
    name = root.findtext("methodName")
    if root.tag != "methodCall" or not name:
        raise NotXmlError(f"a document <{root.tag}> without the name of a method")
    values = enumerate(root.iterfind("params/param/value"))
    return Request(name, tuple((str(number), _xmlrpc_value(value)) for number, value in values))


def document(body: bytes) -> Element:
    """The root of the document, which must begin where the bytes begin. Raises `NotXmlError`."""
    if not body.startswith(b"<"):
        raise NotXmlError(f"no XML document: {_shown(body)}" if body else "nothing")
    try:
        return read(body)
    except UnreadableError:
        raise NotXmlError(f"XML that cannot be read: {_shown(body)}") from None


def _shown(body: bytes) -> str:
    text = body[:_SHOWN].decode("utf-8", "backslashreplace")
    return f"{text!r}{' …' if len(body) > _SHOWN else ''}"


def _opened(body: bytes) -> tuple[Element, Element]:
    """The envelope, and the one element of its body."""
    envelope = document(body)
    version = VERSIONS.get(namespace(envelope.tag) or "")
    if local_name(envelope) != "Envelope" or version is None:
        raise NotXmlError(f"a document <{local_name(envelope)}> instead of a SOAP envelope")
    found = envelope.find(f"{{{version.envelope}}}Body")
    content = children(found) if found is not None else []
    if not content:
        raise NotXmlError("an envelope without content")
    return envelope, content[0]


def _soap_fault(fault: Element) -> tuple[str, str]:
    """Code and text of a fault of SOAP 1.1 or 1.2; a code of SOAP 1.1 itself has PHP's prefix, whatever the document's."""
    names = [local_name(each) for each in fault.iter()]
    by_name = dict(zip(names, fault.iter(), strict=True))
    code = by_name.get("faultcode", by_name.get("Value"))
    text = by_name.get("faultstring", by_name.get("Text"))
    name = "" if code is None else (code.text or "").strip()
    prefix, _, local = name.rpartition(":")
    if code is not None and prefix and code.nsmap.get(prefix) == ENVELOPE_11:
        name = f"SOAP-ENV:{local}"
    return name, "" if text is None else text.text or ""


def _qualified(tag: str, shop: str) -> str:
    uri = namespace(tag)
    name = tag.rpartition("}")[2]
    return name if uri is None else f"{_OWN}:{name}" if uri == shop else tag


def _soap_value(element: Element, shop: str) -> Value:
    attributes = {str(name).rpartition("}")[2]: str(value) for name, value in element.items()}
    if attributes.get("nil") in ("true", "1"):
        return Value(NIL)
    declared = _type_name(element, element.get(_TYPE), shop)
    inner = children(element)
    if declared == "apache:Map":
        return Value(declared, members=tuple(_entries(inner, shop)))
    array = next((attributes[name] for name in _ARRAYS if name in attributes), None)
    if array is not None or (inner and all(each.tag == ITEMS for each in inner)):
        return Value(
            _array(element, declared, array, len(inner), shop), items=tuple(_soap_value(each, shop) for each in inner)
        )
    if inner:
        return Value(declared, members=tuple((local_name(each), _soap_value(each, shop)) for each in inner))
    return Value(declared, element.text or "")


def _array(element: Element, declared: str, array: str | None, length: int, shop: str) -> str:
    """What an array says of itself; how many items it says that it has only where that is wrong."""
    if array is None:
        return declared
    name, _, size = array.rstrip("]").partition("[")
    item = _type_name(element, name, shop)
    return f"{declared} of {item}" if size in ("", str(length)) else f"{declared} of {size} {item}"


def _type_name(element: Element, name: str | None, shop: str) -> str:
    if name is None:
        return ""
    prefix, _, local = name.rpartition(":")
    uri = element.nsmap.get(prefix or None)
    if uri == shop:
        return f"{_OWN}:{local}"
    return f"{_NAMES[uri]}:{local}" if uri in _NAMES else name


def _entries(entries: list[Element], shop: str) -> Iterator[tuple[str, Value]]:
    for entry in entries:
        key, value = (entry.find(name) for name in ("key", "value"))
        if key is not None and value is not None:
            yield key.text or "", _soap_value(value, shop)


def _xmlrpc_value(element: Element) -> Value:
    inner = children(element)
    if not inner:
        return Value("", element.text or "")
    typed = inner[0]
    name = local_name(typed)
    if name == "struct":
        members = ((member.findtext("name") or "", member.find("value")) for member in typed.iterfind("member"))
        return Value(name, members=tuple((key, _xmlrpc_value(value)) for key, value in members if value is not None))
    if name == "array":
        return Value(name, items=tuple(_xmlrpc_value(value) for value in typed.iterfind("data/value")))
    return Value(NIL) if name == NIL else Value(name, typed.text or "")


def _text(value: Value | None) -> str:
    return "" if value is None else value.text or ""
