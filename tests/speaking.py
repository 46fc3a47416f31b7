"""The same calls in each dialect, as bytes, for tests that look at what is on the wire."""

from __future__ import annotations

import base64
import re
import xmlrpc.client
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any

from benchmarks import envelopes
from fake_magento import FakeMagento, picture
from fake_magento.contract.namespaces import ENVELOPE_11
from tests.replay import PATHS

DIALECTS = ("v1", "v2", "wsi", "xmlrpc")
_FAULT = re.compile(rb"<faultcode>(.*?)</faultcode>\s*<faultstring>(.*?)</faultstring>", re.DOTALL)
_SESSION = re.compile(rb"[0-9a-f]{32}")


@dataclass(frozen=True)
class Outcome:
    """What came back: status, content type and body."""

    status: int
    content_type: str | None
    body: bytes

    @property
    def fault(self) -> tuple[str, str] | None:
        """Code and text of the fault, where it is one."""
        if b"<methodResponse>" in self.body:
            try:
                xmlrpc.client.loads(self.body)
            except xmlrpc.client.Fault as fault:
                return str(fault.faultCode), fault.faultString
            return None
        found = _FAULT.search(self.body)
        return (found[1].decode(), found[2].decode()) if found else None


class Speaker:
    """A client of one dialect, logged in, over one connection that is opened again where it was closed."""

    def __init__(self, fake: FakeMagento, dialect: str) -> None:
        self.dialect = dialect
        self._namespace = fake.flavour.namespace.encode()
        self.path = PATHS[dialect]
        self._connection = HTTPConnection(fake.url.removeprefix("http://"), timeout=30)
        self.session = ""
        self.login(fake.username, fake.api_key)

    def login(self, user: str, key: str) -> Outcome:
        """Begin a session, which is the one from then on."""
        if self.dialect == "xmlrpc":
            body = xmlrpc.client.dumps((user, key), "login").encode()
        elif self.dialect == "wsi":
            body = _literal("login", {"username": user, "apiKey": key})
        else:
            body = envelopes.login(user, key)
        heard = self.send(body)
        found = _SESSION.search(heard.body)
        self.session = found[0].decode() if found else self.session
        return heard

    def list(self, sku: str) -> Outcome:
        """All images of a product."""
        return self.send(self.list_body(sku))

    def list_body(self, sku: str) -> bytes:
        """The request for all images of a product."""
        if self.dialect == "xmlrpc":
            return self._call("product_media.list", [sku])
        if self.dialect == "wsi":
            request = {"sessionId": self.session, "productId": sku}
            return _literal("catalogProductAttributeMediaListRequest", request)
        return self._envelopes().list(sku)

    def resources(self) -> Outcome:
        """The resources that the user may call."""
        if self.dialect == "xmlrpc":
            return self.send(xmlrpc.client.dumps((self.session,), "resources").encode())
        if self.dialect == "wsi":
            return self.send(_literal("resourcesRequest", {"sessionId": self.session}))
        return self.send(envelopes.resources(self.session))

    def create(self, sku: str) -> Outcome:
        """A new image, called ``new``."""
        content = picture(format="jpeg")
        file = {"content": base64.b64encode(content).decode(), "mime": "image/jpeg", "name": "new"}
        if self.dialect == "xmlrpc":
            return self.send(self._call("product_media.create", [sku, {"file": file}]))
        if self.dialect == "wsi":
            request = {"sessionId": self.session, "productId": sku, "data": {"file": file}}
            return self.send(_literal("catalogProductAttributeMediaCreateRequest", request))
        return self.send(self._envelopes().create(sku, "new", content))

    def send(self, body: bytes) -> Outcome:
        """The answer to the request. Raises what `http.client` raises where the connection is closed."""
        body = body.replace(b"urn:Magento", self._namespace)
        try:
            self._connection.request("POST", self.path, body, {"Content-Type": "text/xml"})
            response = self._connection.getresponse()
            return Outcome(response.status, response.getheader("Content-Type"), response.read())
        except BaseException:
            self._connection.close()
            raise

    def _envelopes(self) -> envelopes.Dialect:
        return envelopes.V1(self.session) if self.dialect == "v1" else envelopes.V2(self.session)

    def _call(self, path: str, arguments: list[Any]) -> bytes:
        return xmlrpc.client.dumps((self.session, path, arguments), "call").encode()


def caller(fake: FakeMagento) -> Callable[..., Any]:
    """Calls a method over XML-RPC with these arguments: its answer, or the code of its fault."""
    server = xmlrpc.client.ServerProxy(fake.url + PATHS["xmlrpc"], allow_none=True)
    session = server.login(fake.username, fake.api_key)

    def call(path: str, *args: Any) -> Any:
        try:
            return server.call(session, path, [*args])
        except xmlrpc.client.Fault as fault:
            return fault.faultCode

    return call


def _literal(message: str, content: dict[str, Any]) -> bytes:
    return (
        f'<e:Envelope xmlns:e="{ENVELOPE_11}" xmlns:m="urn:Magento"><e:Body>'
        f"<m:{message}Param>{_elements(content)}</m:{message}Param></e:Body></e:Envelope>"
    ).encode()


def _elements(content: dict[str, Any]) -> str:
    return "".join(
        f"<{name}>{_elements(value) if isinstance(value, dict) else value}</{name}>" for name, value in content.items()
    )
