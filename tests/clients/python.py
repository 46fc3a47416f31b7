"""Clients in Python: what each needs to be told, and the life that all of them live."""

from __future__ import annotations

import xmlrpc.client
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import Any

import magento
import suds
import suds.client
import zeep
import zeep.exceptions
from suds.xsd.doctor import Import, ImportDoctor
from zeep import xsd

from fake_magento.contract.namespaces import ENCODING_11
from tests.clients import CONTENT, Given

PARTS = {
    "create": ["productId", "data", "store"],
    "update": ["productId", "file", "data", "store"],
    "list": ["productId", "store"],
    "info": ["productId", "file", "store"],
    "types": ["setId"],
    "remove": ["productId", "file"],
    "currentStore": ["store"],
}
"""What WS-I calls the arguments of a method."""


class Client(ABC):
    """A client, as its users write with it. Values are plain: dicts, lists, text."""

    def __init__(self, given: Given) -> None:
        self.given = given

    @abstractmethod
    def login(self, user: str, key: str) -> str:
        """A new session's id."""

    @abstractmethod
    def end(self, session: str) -> None:
        """End the session."""

    @abstractmethod
    def call(self, session: str, method: str, *arguments: Any) -> Any:
        """What a method of ``product_media`` answers, as a dict, a list of dicts, or text."""

    @abstractmethod
    def fault(self, call: Callable[[], Any]) -> list[str]:
        """The code and text of the fault that the call meets."""


def live(client: Client) -> dict[str, Any]:
    """The life of an image."""
    given = client.given
    picture = {"content": CONTENT, "mime": "image/png", "name": "photo"}
    session = client.login(given.user, given.key)
    data = {"file": picture, "label": "Front & back", "types": ["image", "thumbnail"]}
    file = client.call(session, "create", "Sku", data)
    second = client.call(session, "create", "Sku", {"file": picture})
    client.call(session, "update", "Sku", file, {"label": "Vorne"}, "german")
    client.call(session, "update", "Sku", second, {"types": ["thumbnail"], "position": "7"})
    life = {
        "files": [file, second],
        "list": [_plain(image) for image in client.call(session, "list", "Sku")],
        "german": _plain(client.call(session, "info", "Sku", file, "german")),
        "store": str(client.call(session, "currentStore", "german")),
        "types": [each["code"] for each in client.call(session, "types", "4")],
    }
    bad = {"file": {**picture, "mime": "image/bmp"}}
    faults = {
        "login": client.fault(lambda: client.login(given.user, "wrong")),
        "product": client.fault(lambda: client.call(session, "list", "nope")),
        "store": client.fault(lambda: client.call(session, "list", "Sku", "nostore")),
        "data": client.fault(lambda: client.call(session, "create", "Sku", bad)),
        "image": client.fault(lambda: client.call(session, "info", "Sku", "/nope.png")),
        "gallery": client.fault(lambda: client.call(session, "list", "plain")),
        "expired": client.fault(lambda: client.call(given.expired, "list", "Sku")),
    }
    removed = client.call(session, "remove", "Sku", second)
    client.end(session)
    faults["ended"] = client.fault(lambda: client.call(session, "list", "Sku"))
    left = [image["file"] for image in client.call(client.login(given.user, given.key), "list", "Sku")]
    return {**life, "faults": faults, "removed": bool(removed), "left": left}


def _plain(image: dict[str, Any]) -> dict[str, Any]:
    return {key: list(value) if key == "types" else str(value).strip() for key, value in image.items()}


class XmlRpc(Client):
    """Python's own `xmlrpc.client`."""

    def __init__(self, given: Given) -> None:
        super().__init__(given)
        self.shop = xmlrpc.client.ServerProxy(given.url)

    def login(self, user: str, key: str) -> str:
        return str(self.shop.login(user, key))

    def end(self, session: str) -> None:
        self.shop.endSession(session)

    def call(self, session: str, method: str, *arguments: Any) -> Any:
        return self.shop.call(session, f"product_media.{method}", list(arguments))

    def fault(self, call: Callable[[], Any]) -> list[str]:
        try:
            call()
        except xmlrpc.client.Fault as fault:
            return [str(fault.faultCode), fault.faultString]
        raise AssertionError("no fault")


class Magento1Client(Client):
    """The ``magento1-client`` package: an object for each session. Over XML-RPC its faults are those of `xmlrpc.client`."""

    protocol = "xmlrpc"

    def __init__(self, given: Given) -> None:
        super().__init__(given)
        self.api = self._api(given.user, given.key)

    def _api(self, user: str, key: str) -> Any:
        return magento.ProductImages(self.given.url, user, key, full_url=True, protocol=self.protocol)

    def login(self, user: str, key: str) -> str:
        self.api = self._api(user, key)
        return str(self.api.__enter__().session)

    def end(self, session: str) -> None:
        self.api.session = session
        self.api.__exit__(None, None, None)

    def call(self, session: str, method: str, *arguments: Any) -> Any:
        self.api.session = session
        return getattr(self.api, method)(*arguments)

    fault = XmlRpc.fault


class Magento1ClientSoap(Magento1Client):
    """The same package over SOAP V1, which it speaks with suds."""

    protocol = "soap"


class SoapClient(Client):
    """A client of SOAP that makes functions of a WSDL's operations."""

    service: Any

    def operation(self, method: str) -> Any:
        """The function of a method of ``product_media``."""
        return getattr(self.service, "catalogProductAttributeMedia" + method[0].upper() + method[1:])

    def login(self, user: str, key: str) -> str:
        return str(self.service.login(user, key))

    def end(self, session: str) -> None:
        self.service.endSession(session)


class Zeep(SoapClient):
    """zeep. What a part is not given it wants to be told."""

    def __init__(self, given: Given) -> None:
        super().__init__(given)
        self.client = zeep.Client(given.url)
        self.service = self.client.service

    def fault(self, call: Callable[[], Any]) -> list[str]:
        try:
            call()
        except zeep.exceptions.Fault as fault:
            return [str(fault.code), str(fault.message)]
        raise AssertionError("no fault")


class ZeepV1(Zeep):
    """zeep with the one operation of V1."""

    def call(self, session: str, method: str, *arguments: Any) -> Any:
        return self.service.call(session, f"product_media.{method}", list(arguments))


class ZeepV2(Zeep):
    """zeep with typed parts."""

    def call(self, session: str, method: str, *arguments: Any) -> Any:
        missing = {"list": 3, "info": 4, "create": 4, "update": 5, "remove": 3}.get(method, len(arguments))
        given = [self._data(value) for value in arguments] + [xsd.Nil] * (missing - len(arguments))
        result = self.operation(method)(session, *given)
        return result if isinstance(result, (str, int)) else zeep.helpers.serialize_object(result, dict)

    def _data(self, value: Any) -> Any:
        if not isinstance(value, dict) or "types" not in value:
            return value
        return {**value, "types": self.client.get_type("ns0:ArrayOfString")(value["types"])}


class ZeepWsi(Zeep):
    """zeep with messages of one element."""

    def call(self, session: str, method: str, *arguments: Any) -> Any:
        named = dict(zip(PARTS[method], map(_items, arguments), strict=False))
        result = self.operation(method)(sessionId=session, **named)
        return result if isinstance(result, (str, int)) else _unpacked(zeep.helpers.serialize_object(result, dict))


class Suds(SoapClient):
    """suds-community, told to import the schema of SOAP's encoding, as its users do for WSDLs that do not."""

    def __init__(self, given: Given) -> None:
        super().__init__(given)
        self.client = suds.client.Client(given.url, cache=None, doctor=ImportDoctor(Import(ENCODING_11)))
        self.service = self.client.service

    def fault(self, call: Callable[[], Any]) -> list[str]:
        try:
            call()
        except suds.WebFault as error:
            return [str(error.fault.faultcode), str(error.fault.faultstring)]
        raise AssertionError("no fault")


class SudsV1(Suds):
    """suds with the one operation of V1."""

    def call(self, session: str, method: str, *arguments: Any) -> Any:
        return self.service.call(session, f"product_media.{method}", list(arguments))


class SudsV2(Suds):
    """suds with typed parts."""

    def call(self, session: str, method: str, *arguments: Any) -> Any:
        given = [{**each, "types": {"item": each["types"]}} if _has_types(each) else each for each in arguments]
        return _of_suds(self.operation(method)(session, *given))


class SudsWsi(Suds):
    """suds with messages of one element."""

    def call(self, session: str, method: str, *arguments: Any) -> Any:
        named = dict(zip(PARTS[method], map(_items, arguments), strict=False))
        return _unpacked(_of_suds(self.operation(method)(sessionId=session, **named)))


def _has_types(value: Any) -> bool:
    return isinstance(value, dict) and "types" in value


def _items(value: Any) -> Any:
    """An argument with its list as WS-I has lists."""
    return {**value, "types": {"complexObjectArray": value["types"]}} if _has_types(value) else value


def _unpacked(value: Any) -> Any:
    """An answer of WS-I with lists again."""
    if isinstance(value, dict):
        if not value or "complexObjectArray" in value:
            return [_unpacked(each) for each in value.get("complexObjectArray") or ()]
        return {key: _unpacked(each) for key, each in value.items()}
    return [_unpacked(each) for each in value] if isinstance(value, list) else value


def _of_suds(value: Any) -> Any:
    """An answer as plain values."""
    if isinstance(value, suds.sudsobject.Object):
        return {key: _of_suds(each) for key, each in suds.sudsobject.asdict(value).items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_of_suds(each) for each in value]
    return value
