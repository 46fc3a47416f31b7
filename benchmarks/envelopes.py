"""Requests as PHP's SoapClient writes them."""

from __future__ import annotations

import base64
import xmlrpc.client
from typing import Any
from xml.sax.saxutils import escape

from fake_magento.contract.namespaces import APACHE, ENCODING_11, ENVELOPE_11, XSD, XSI
from fake_magento.flavour import MAGENTO_1_9

_MEDIA = "catalogProductAttributeMedia"
_NOT_GIVEN = '<storeView xsi:nil="true"/><identifierType xsi:nil="true"/>'


def login(username: str, api_key: str) -> bytes:
    """The request that begins a session, in either dialect."""
    return _envelope("login", _value("username", username) + _value("apiKey", api_key))


def resources(session: str) -> bytes:
    """The request for the resources, in either dialect."""
    return _envelope("resources", _value("sessionId", session))


class V1:
    """Requests of V1."""

    name = "V1"
    path = "/index.php/api/soap/index/"

    def __init__(self, session: str) -> None:
        self._session = session

    @staticmethod
    def login(username: str, api_key: str) -> bytes:
        """The request that begins a session."""
        return login(username, api_key)

    def info(self, sku: str, file: str) -> bytes:
        """One image."""
        return self.call("info", [sku, file])

    def list(self, sku: str) -> bytes:
        """All images of a product."""
        return self.call("list", [sku])

    def create(self, sku: str, name: str, content: bytes) -> bytes:
        """A new JPEG."""
        file = {"name": name, "content": _base64(content), "mime": "image/jpeg"}
        return self.call("create", [sku, {"file": file, "label": "A label", "types": ["image", "thumbnail"]}])

    def update(self, sku: str, file: str, label: str) -> bytes:
        """Another label for an image."""
        return self.call("update", [sku, file, {"label": label}])

    def remove(self, sku: str, file: str) -> bytes:
        """Take an image away."""
        return self.call("remove", [sku, file])

    def types(self, set_id: str) -> bytes:
        """The image types of an attribute set."""
        return self.call("types", [set_id])

    def call(self, method: str, arguments: Any) -> bytes:
        """A call of any method; an argument is text, a list, or a dict."""
        parts = _value("sessionId", self._session) + _value("resourcePath", f"product_media.{method}")
        return _envelope("call", parts + _value("args", arguments))

    def multi_call(self, calls: list[Any], options: dict[str, str]) -> bytes:
        """Many calls, each a list of path and arguments, in one."""
        parts = _value("sessionId", self._session) + _value("calls", calls) + _value("options", options)
        return _envelope("multiCall", parts)


class V2:
    """Requests of V2."""

    name = "V2"
    path = "/index.php/api/v2_soap/index/"

    def __init__(self, session: str) -> None:
        self._session = session

    @staticmethod
    def login(username: str, api_key: str) -> bytes:
        """The request that begins a session."""
        return login(username, api_key)

    def info(self, sku: str, file: str) -> bytes:
        """One image."""
        return self.call("Info", sku, _value("file", file))

    def list(self, sku: str) -> bytes:
        """All images of a product."""
        return self.call("List", sku, "")

    def create(self, sku: str, name: str, content: bytes) -> bytes:
        """A new JPEG."""
        file = _value("content", _base64(content)) + _value("mime", "image/jpeg") + _value("name", name)
        types = _array("types", ["image", "thumbnail"], "ns1:ArrayOfString")
        data = _struct("file", "catalogProductImageFileEntity", file) + _value("label", "A label") + types
        return self.call("Create", sku, _struct("data", "catalogProductAttributeMediaCreateEntity", data))

    def update(self, sku: str, file: str, label: str) -> bytes:
        """Another label for an image."""
        data = _struct("data", "catalogProductAttributeMediaCreateEntity", _value("label", label))
        return self.call("Update", sku, _value("file", file) + data)

    def remove(self, sku: str, file: str) -> bytes:
        """Take an image away."""
        given = _value("sessionId", self._session) + _value("product", sku) + _value("file", file)
        return _envelope(f"{_MEDIA}Remove", given + '<identifierType xsi:nil="true"/>')

    def types(self, set_id: str) -> bytes:
        """The image types of an attribute set."""
        return _envelope(f"{_MEDIA}Types", _value("sessionId", self._session) + _value("setId", set_id))

    def call(self, method: str, sku: str, parts: str) -> bytes:
        """A call of any method that takes a product; ``parts`` are its own, between the product and the store view."""
        given = _value("sessionId", self._session) + _value("product", sku) + parts
        return _envelope(_MEDIA + method, given + _NOT_GIVEN)


class XmlRpc(V1):
    """Requests of XML-RPC."""

    name = "XML-RPC"
    path = "/index.php/api/xmlrpc/"

    @staticmethod
    def login(username: str, api_key: str) -> bytes:
        return xmlrpc.client.dumps((username, api_key), "login").encode()

    def call(self, method: str, arguments: Any) -> bytes:
        return xmlrpc.client.dumps((self._session, f"product_media.{method}", arguments), "call").encode()


Dialect = V1 | V2


def _envelope(operation: str, parts: str) -> bytes:
    apache = f' xmlns:ns2="{APACHE}"' if "ns2:" in parts else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<SOAP-ENV:Envelope xmlns:SOAP-ENV="{ENVELOPE_11}" '
        f'xmlns:ns1="{MAGENTO_1_9.namespace}" xmlns:xsd="{XSD}" xmlns:xsi="{XSI}" xmlns:SOAP-ENC="{ENCODING_11}"{apache} '
        f'SOAP-ENV:encodingStyle="{ENCODING_11}"><SOAP-ENV:Body><ns1:{operation}>{parts}</ns1:{operation}>'
        "</SOAP-ENV:Body></SOAP-ENV:Envelope>\n"
    ).encode()


def _value(tag: str, value: Any) -> str:
    """Text, a list or a dict as V1 sends them."""
    if isinstance(value, list):
        return _array(tag, value, "SOAP-ENC:Array")
    if isinstance(value, dict):
        items = (f"<item>{_value('key', key)}{_value('value', item)}</item>" for key, item in value.items())
        return f'<{tag} xsi:type="ns2:Map">{"".join(items)}</{tag}>'
    return f'<{tag} xsi:type="xsd:string">{escape(value)}</{tag}>'


def _array(tag: str, items: list[Any], own_type: str) -> str:
    item_type = "xsd:string" if all(isinstance(item, str) for item in items) else "xsd:ur-type"
    content = "".join(_value("item", item) for item in items)
    return f'<{tag} SOAP-ENC:arrayType="{item_type}[{len(items)}]" xsi:type="{own_type}">{content}</{tag}>'


def _struct(tag: str, type_name: str, content: str) -> str:
    return f'<{tag} xsi:type="ns1:{type_name}">{content}</{tag}>'


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode()
