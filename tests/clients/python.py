"""Clients in Python: what each needs to be told to live the lives."""

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
import zeep.helpers
from suds.xsd.doctor import Import, ImportDoctor
from zeep import xsd

from fake_magento.contract.namespaces import ENCODING_11
from tests.clients import Given


class Client(ABC):
    """A client, as its users write with it. Values are plain: dicts, lists, text."""

    typed = False
    """Whether it speaks of types of the WSDL, V2's, and does not send mappings as they come."""

    def __init__(self, given: Given) -> None:
        self.given = given

    @abstractmethod
    def login(self, user: str, key: str) -> str:
        """A new session's id."""

    @abstractmethod
    def end(self, session: str) -> None:
        """End the session."""

    @abstractmethod
    def call(self, session: str, path: str, *arguments: Any) -> Any:
        """What a method answers, as a dict, a list of dicts, or text."""

    @abstractmethod
    def fault(self, call: Callable[[], Any]) -> list[str]:
        """The code and text of the fault that the call meets."""

    def array(self, type: str, items: list[Any]) -> Any:
        """A list that the WSDL has a type for, as the client wants it."""
        return items


class XmlRpc(Client):
    """Python's own `xmlrpc.client`."""

    def __init__(self, given: Given) -> None:
        super().__init__(given)
        self.shop = xmlrpc.client.ServerProxy(given.url)

    def login(self, user: str, key: str) -> str:
        return str(self.shop.login(user, key))

    def end(self, session: str) -> None:
        self.shop.endSession(session)

    def call(self, session: str, path: str, *arguments: Any) -> Any:
        return self.shop.call(session, path, list(arguments))

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

    def call(self, session: str, path: str, *arguments: Any) -> Any:
        self.api.session = session
        resource, _, method = path.partition(".")
        if resource == "product_media":
            return getattr(self.api, method)(*arguments)
        return self.api.call(path, list(arguments))

    fault = XmlRpc.fault


class Magento1ClientSoap(Magento1Client):
    """The same package over SOAP V1, which it speaks with suds."""

    protocol = "soap"


class SoapClient(Client):
    """A client of SOAP that makes functions of a WSDL's operations."""

    service: Any

    def operation(self, path: str) -> Any:
        """The function of a method."""
        return getattr(self.service, self.given.operations[path][0])

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

    def call(self, session: str, path: str, *arguments: Any) -> Any:
        return self.service.call(session, path, list(arguments))


class ZeepV2(Zeep):
    """zeep with typed parts."""

    typed = True

    def array(self, type: str, items: list[Any]) -> Any:
        return self.client.get_type(f"ns0:{type}")(items)

    def call(self, session: str, path: str, *arguments: Any) -> Any:
        missing = len(self.given.operations[path]) - 2 - len(arguments)  # without the operation's name and the session
        return _of_zeep(self.operation(path)(session, *arguments, *[xsd.Nil] * missing))


class ZeepWsi(Zeep):
    """zeep with messages of one element."""

    typed = True

    def array(self, type: str, items: list[Any]) -> Any:
        return {"complexObjectArray": items}

    def call(self, session: str, path: str, *arguments: Any) -> Any:
        return _unpacked(_of_zeep(self.operation(path)(session, *arguments)))


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

    def call(self, session: str, path: str, *arguments: Any) -> Any:
        return self.service.call(session, path, list(arguments))


class SudsV2(Suds):
    """suds with typed parts."""

    typed = True

    def array(self, type: str, items: list[Any]) -> Any:
        return {"item": [self._item(type, each) for each in items]}

    def _item(self, type: str, item: Any) -> Any:
        """An item as an object of its type: of numbers in a mapping suds guesses types, and not those of the WSDL."""
        if not isinstance(item, dict):
            return item
        typed = self.client.factory.create(_ENTITIES.get(type, type.removesuffix("Array")))
        for name, value in item.items():
            setattr(typed, name, value)
        return typed

    def call(self, session: str, path: str, *arguments: Any) -> Any:
        return _of_suds(self.operation(path)(session, *arguments))


class SudsWsi(SudsV2):
    """suds with messages of one element."""

    array = ZeepWsi.array

    def call(self, session: str, path: str, *arguments: Any) -> Any:
        return _unpacked(super().call(session, path, *arguments))


_ENTITIES = {"associativeArray": "associativeEntity"}


def _of_zeep(value: Any) -> Any:
    """An answer as plain values."""
    return value if isinstance(value, (str, int)) else zeep.helpers.serialize_object(value, dict)


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
