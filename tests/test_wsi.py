"""V2 in WS-I mode, held against PHP's own SoapServer with the same WSDL, and what the server does with what it decodes."""

from __future__ import annotations

import xmlrpc.client
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import zeep
import zeep.exceptions

from fake_magento import OPENMAGE_19, FakeMagento
from fake_magento.api.registry import core_registry
from fake_magento.contract import literal
from fake_magento.protocols.decoding import Decoder
from fake_magento.protocols.encoding import SOAP_11, SOAP_12, literal_envelope
from fake_magento.protocols.soap_wsi import SoapWsi
from tests.clients import PICTURE
from tests.php import run_php
from tests.replay import PATHS, connect, post
from tests.test_decoding import Recorder, described, wsdl_of

NAMESPACES = """xmlns:m="urn:OpenMage" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:enc="http://schemas.xmlsoap.org/soap/encoding/\""""
SOAP_11_ENVELOPE = (
    f'<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" {NAMESPACES}><e:Body>{{}}</e:Body></e:Envelope>'
)
SOAP_12_ENVELOPE = SOAP_11_ENVELOPE.replace(
    "http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope"
)
MEDIA = "catalogProductAttributeMedia"


def media(method: str, content: str) -> str:
    """The element that asks for a method of `product_media`."""
    return f"<m:{MEDIA}{method}RequestParam>{content}</m:{MEDIA}{method}RequestParam>"


SESSION = "<sessionId>s</sessionId>"
DECODED = [
    media("List", f"{SESSION}<productId>1</productId>"),
    media("List", f'<productId>1</productId>{SESSION}<other>2</other><store xsi:nil="true"/><identifierType/>'),
    media("List", ""),
    f"<m:{MEDIA}ListRequestParam/>",
    media("List", "text"),
    media("List", f"{SESSION}<productId>1</productId><productId>2</productId>"),
    media("List", '<m:sessionId>s</m:sessionId><productId xsi:type="xsd:int">5</productId>'),
    media(
        "Create", f'{SESSION}<data><types><complexObjectArray>a</complexObjectArray></types><file xsi:nil="1"/></data>'
    ),
    media("Create", f"{SESSION}<data><types/><file><content>c</content><x/></file><exclude/></data>"),
    media("Create", f"<data><types>{'<complexObjectArray>a</complexObjectArray>' * 2}</types></data><data>x</data>"),
    media("Create", "<data>text</data>"),
    media("Create", "<data><label> a &amp; b</label><remove><![CDATA[<b>]]></remove><position>  </position></data>"),
    '<m:loginParam><username>a</username><apiKey xsi:type="xsd:int">5</apiKey></m:loginParam>',
    "<m:resourcesRequestParam><sessionId>s</sessionId></m:resourcesRequestParam>",
    "<m:callParam><sessionId>s</sessionId><apiPath>a.b</apiPath><args><x>1</x></args></m:callParam>",
    '<m:callParam><args xsi:type="enc:Array" enc:arrayType="xsd:string[1]"><item>Sku</item></args></m:callParam>',
    "",
    "<m:startSession/>",
    "<startSession/>",
    '<x:startSession xmlns:x="urn:x"/>',
]
REFUSED = [
    f"<{MEDIA}ListRequestParam>{SESSION}</{MEDIA}ListRequestParam>",
    f'<x:{MEDIA}ListRequestParam xmlns:x="urn:Magento">{SESSION}</x:{MEDIA}ListRequestParam>',
    media("List", "").replace(MEDIA, MEDIA.lower()),
    f"<m:{MEDIA}List>{SESSION}</m:{MEDIA}List>",
    f"<m:{MEDIA}List/>",
    "<m:startSession><a/></m:startSession>",
    "<m:startSessionParam/>",
    "<m:STARTSESSION/>",
    "<m:resourcesParam/>",
    "<m:loginParam/><m:loginParam/>",
    '<m:loginParam e:encodingStyle="urn:x"/>',
    "<m:loginParam><username><a/></username></m:loginParam>",
    '<m:loginParam><username href="#nosuch"/></m:loginParam>',
]


@cache
def protocol() -> SoapWsi:
    """The dialect, without a shop."""
    return SoapWsi(OPENMAGE_19, core_registry().contract(OPENMAGE_19, "wsi"), "off")


@pytest.fixture(scope="module")
def wsdl(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The WSDL of V2 in WS-I mode."""
    with FakeMagento(flavour=OPENMAGE_19, wsi=True) as fake:
        return wsdl_of(fake.soap_v2_wsdl, tmp_path_factory.mktemp("wsi"))


def ours(body: str) -> Any:
    """What the fake makes of a body: the function and the one argument, an object, that PHP gives it."""
    request = protocol()._open(body.encode()).request
    operation = protocol().operation(request)
    assert operation is not None
    arguments = []
    if request is not None and operation.parts:
        decoded = Decoder(OPENMAGE_19.namespace, protocol().contract.types).decode(request, literal.request(operation))
        arguments.append(described(decoded))
    return {"function": operation.name, "arguments": arguments}


def in_order(outcome: Any) -> Any:
    """The outcome with the properties of objects by name: PHP has them in the order of the schema, which nothing depends on."""
    if isinstance(outcome, dict):
        return {key: in_order(outcome[key]) for key in sorted(outcome)}
    return [in_order(each) for each in outcome] if isinstance(outcome, list) else outcome


def test_requests_as_php_decodes_them(wsdl: Path) -> None:
    bodies = [SOAP_11_ENVELOPE.format(body) for body in DECODED]
    theirs = run_php("decode.php", {"wsdl": str(wsdl), "bodies": bodies})
    for body, outcome in zip(bodies, theirs, strict=True):
        assert in_order(ours(body)) == in_order(outcome), body


@pytest.mark.parametrize("body", REFUSED)
@pytest.mark.parametrize("envelope", [SOAP_11_ENVELOPE, SOAP_12_ENVELOPE], ids=["1.1", "1.2"])
def test_requests_that_php_refuses(wsdl: Path, envelope: str, body: str) -> None:
    [outcome] = run_php("decode.php", {"wsdl": str(wsdl), "bodies": [envelope.format(body)]})
    answer = protocol().answer(envelope.format(body).encode(), Recorder())  # type: ignore[arg-type]
    assert answer.fault
    assert {"fault": answer.body.decode()} == outcome


IMAGE = {"file": "/a", "label": "", "position": None, "exclude": 1, "url": "u", "types": ["image"]}
VALUES: dict[str, list[Any]] = {
    f"{MEDIA}List": [[], [IMAGE], [IMAGE, {**IMAGE, "label": 'a & "b" <c>\rd', "types": []}]],
    f"{MEDIA}Info": [IMAGE, None],
    f"{MEDIA}Create": ["/a/b.jpg", "", None, "0"],
    f"{MEDIA}Update": [True],
    f"{MEDIA}CurrentStore": [0, 2, "2"],
    "endSession": [True, False],
    "resources": [[], [{"title": "t", "name": "n", "aliases": [], "methods": []}]],
}


def packed(value: Any) -> Any:
    """A value in the form in which the server gives it to PHP: a list in an object."""
    if isinstance(value, list):
        return {"complexObjectArray": [packed(each) for each in value]} if value else {"_": None}
    return {key: packed(each) for key, each in value.items()} if isinstance(value, dict) else value


@pytest.mark.parametrize("name", VALUES)
@pytest.mark.parametrize("version", [SOAP_11, SOAP_12], ids=["1.1", "1.2"])
def test_answers_as_php_encodes_them(wsdl: Path, version: Any, name: str) -> None:
    operation = protocol().contract.operations[name]
    envelope = SOAP_12_ENVELOPE if version.is_12 else SOAP_11_ENVELOPE
    given = {
        "wsdl": str(wsdl),
        "body": envelope.format(f"<m:{literal.element(operation.request)}/>"),
        "values": [{"result": packed(value)} for value in VALUES[name]],
    }
    declared = literal.response(operation)
    ours = [literal_envelope(version, "urn:OpenMage", declared, {"result": value}) for value in VALUES[name]]
    assert ours == run_php("encode.php", given)


@pytest.fixture
def shop() -> Iterator[FakeMagento]:
    """A shop in WS-I mode, with an image that is all three types."""
    with FakeMagento(flavour=OPENMAGE_19, wsi=True) as fake:
        fake.add_product("Sku", images=[{"content": PICTURE, "name": "a", "types": ["image", "thumbnail"]}])
        yield fake


@pytest.fixture
def session(shop: FakeMagento) -> str:
    """The id of a session that began over XML-RPC: a session is the shop's, whatever dialect began it."""
    return str(xmlrpc.client.ServerProxy(shop.xmlrpc_url).login(shop.username, shop.api_key))


def called(shop: FakeMagento, body: str) -> str:
    """The answer to a request, on one line."""
    _, _, answer = post(connect(shop), PATHS["wsi"], SOAP_11_ENVELOPE.format(body))
    return answer.replace("\n", "")


@pytest.mark.parametrize("sent", ["", "<productId>Sku</productId>", '<productId>Sku</productId><file xsi:nil="true"/>'])
def test_a_missing_part_is_fault_6(shop: FakeMagento, session: str, sent: str) -> None:
    answer = called(shop, media("Info", f"<sessionId>{session}</sessionId>{sent}"))
    assert "<faultcode>6</faultcode><faultstring>Required parameter is missing" in answer
    assert shop.calls[-1].violations


def test_parts_in_another_order_are_taken_and_reported(shop: FakeMagento, session: str) -> None:
    answer = called(shop, media("List", f"<productId>Sku</productId><sessionId>{session}</sessionId>"))
    assert "<file>/a/_/a.png</file>" in answer
    assert "'productId'" in shop.calls[-1].violations[0].rule


@pytest.mark.parametrize(
    ("types", "left"),
    [
        ("<types/>", ["image", "thumbnail"]),  # an object without items is no array: the server leaves it
        ("<types><complexObjectArray/></types>", []),
        ("<types><complexObjectArray>thumbnail</complexObjectArray></types>", ["thumbnail"]),
        ("", ["image", "thumbnail"]),
    ],
)
def test_types_of_an_update(shop: FakeMagento, session: str, types: str, left: list[str]) -> None:
    sent = f"<sessionId>{session}</sessionId><productId>Sku</productId><file>/a/_/a.png</file><data>{types}</data>"
    assert "<result>1</result>" in called(shop, media("Update", sent))
    assert shop.products["Sku"].images[0].types == left


@pytest.mark.parametrize(
    ("name", "error"),
    [
        (
            "call",
            "Too few arguments to function Mage_Api_Model_Server_Handler_Abstract::call(), 1 passed and at least 2",
        ),
        ("multiCall", "addcslashes(): Argument #1 ($string) must be of type string, stdClass given"),
    ],
)
def test_call_and_multi_call_get_one_argument(shop: FakeMagento, session: str, name: str, error: str) -> None:
    answer = called(shop, f"<m:{name}Param><sessionId>{session}</sessionId></m:{name}Param>")
    assert f"<faultcode>SOAP-ENV:Server</faultcode><faultstring>{error}" in answer


def test_operations_of_the_session(shop: FakeMagento) -> None:
    service = zeep.Client(shop.soap_v2_wsdl).service
    assert len(service.startSession()) == 32
    session = service.login(username=shop.username, apiKey=shop.api_key)
    for session_id in (session, "x"):
        with pytest.raises(zeep.exceptions.Fault, match="SOAP-ERROR: Encoding: object has no 'result' property"):
            service.globalFaults(sessionId=session_id)
        with pytest.raises(zeep.exceptions.Fault, match=r"resourceFaults\(\), 1 passed and exactly 2 expected"):
            service.resourceFaults(sessionId=session_id, resourceName="product_media")
        with pytest.raises(zeep.exceptions.Fault, match="must be of type string, stdClass given"):
            service.resources(sessionId=session_id)
    assert service.endSession(sessionId=session) is True


def test_calls_tell_of_the_dialect(shop: FakeMagento, session: str) -> None:
    called(shop, media("Create", f"<sessionId>{session}</sessionId><productId>Sku</productId><data><types/></data>"))
    call = shop.calls[-1]
    assert (call.dialect, call.operation, call.path) == (
        "wsi",
        "catalogProductAttributeMediaCreate",
        "catalog_product_attribute_media.create",
    )
    assert call.arguments["productId"] == "Sku"
    assert call.fault == ("102", "The image is not specified.")
