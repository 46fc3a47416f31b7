"""XML-RPC: `system.*`, values of all types, and what genuine Magento 1 servers answered to an ERP connector."""

from __future__ import annotations

import xmlrpc.client
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from fake_magento import DEMO, FakeMagento
from fake_magento.protocols.xmlrpc import _document, _written
from tests.clients import CONTENT, PICTURE
from tests.replay import TRANSCRIPTS, Sessions, connect, exchange, load

GENUINE = load(TRANSCRIPTS / "genuine.json")


@pytest.fixture
def fake() -> Iterator[FakeMagento]:
    """A shop with a product."""
    with FakeMagento() as fake:
        fake.add_product("Sku")
        yield fake


@pytest.fixture
def shop(fake: FakeMagento) -> xmlrpc.client.ServerProxy:
    """A client of it."""
    return xmlrpc.client.ServerProxy(fake.xmlrpc_url, allow_none=True)


@pytest.fixture
def session(fake: FakeMagento, shop: xmlrpc.client.ServerProxy) -> str:
    """The id of a session."""
    return str(shop.login(fake.username, fake.api_key))


def refused(call: Any, *arguments: Any) -> tuple[int, str]:
    """The fault that a call meets."""
    with pytest.raises(xmlrpc.client.Fault) as raised:
        call(*arguments)
    return raised.value.faultCode, raised.value.faultString


def posted(fake: FakeMagento, body: str) -> tuple[int, str]:
    """Status and body of the answer to any request."""
    status, _, answer = exchange(connect(fake), "POST", "/api/xmlrpc", {}, body)
    return status, answer


SIGNATURES = {
    "login": [["string"], ["string", "string"]],
    "startSession": [[]],
    "endSession": [["string"]],
    "call": [["string", "string"], ["string", "string", "array"]],
    "multiCall": 2 * [["string"], ["string", "array"], ["string", "array", "array"]],  # it returns an array, or nothing
    "resources": [["string"]],
    "resourceFaults": [["string", "string"]],
    "globalFaults": [["string"]],
    "system.listMethods": [[]],
    "system.methodHelp": [["string"]],
    "system.methodSignature": [["string"]],
    "system.multicall": [["array"]],
}


@pytest.mark.parametrize("name", SIGNATURES)
def test_signatures_and_help(shop: xmlrpc.client.ServerProxy, name: str) -> None:
    signatures: Any = shop.system.methodSignature(name)
    assert [each["parameters"] for each in signatures] == SIGNATURES[name]
    assert shop.system.methodHelp(name)
    assert name in shop.system.listMethods()  # type: ignore[operator]


def test_nothing_is_told_of_unknown_methods(shop: xmlrpc.client.ServerProxy) -> None:
    expected = (640, 'Method "nosuch" does not exist')
    assert refused(shop.system.methodSignature, "nosuch") == expected
    assert refused(shop.system.methodHelp, "nosuch") == expected
    assert refused(shop.nosuch) == (620, 'Method "nosuch" does not exist')


@pytest.mark.parametrize(
    "arguments",
    [(), (1, "x"), ("x", 1), ("x", "x", "x"), ("x", True), (None, None), ({}, []), ("x", xmlrpc.client.Binary(b"x"))],
)
def test_types_must_match_the_signature(shop: xmlrpc.client.ServerProxy, arguments: tuple[Any, ...]) -> None:
    assert refused(shop.login, *arguments) == (623, "Calling parameters do not match signature")


def test_login_without_a_key_is_fault_6(shop: xmlrpc.client.ServerProxy) -> None:
    assert refused(shop.login, "apiUser")[0] == 6


@pytest.mark.parametrize("name", ["handlePhpError", "processingMethodResult", "processingRow"])
def test_what_is_internal_to_the_server_is_listed_alone(shop: xmlrpc.client.ServerProxy, name: str) -> None:
    assert name in shop.system.listMethods()  # type: ignore[operator]
    assert refused(getattr(shop, name), {"a": "b"}) == (4, "Resource path is not callable.")


def test_system_multicall(fake: FakeMagento, shop: xmlrpc.client.ServerProxy, session: str) -> None:
    def asked(name: Any, *params: Any) -> dict[str, Any]:
        return {"methodName": name, "params": list(params)}

    results: Any = shop.system.multicall(
        [
            asked("call", session, "product_media.list", ["Sku"]),
            asked("call", session, "product_media.list", ["nope"]),
            asked("login", "x"),
            asked("nosuch"),
            asked("system.methodHelp", "login"),
            asked("system.multicall", []),
            asked("no such"),
            asked("login", 5),
            "text",
            {"params": []},
            {"methodName": "startSession"},
            {"methodName": "startSession", "params": "x"},
        ]
    )
    assert results[0] == []
    assert results[4] == "Login user and Retrieve session id"
    assert [each["faultCode"] for each in results[1:4]] == [101, 6, 620]
    assert [each["faultCode"] for each in results[5:]] == [605, 634, 623, 601, 602, 603, 604]
    call = fake.calls[-1]
    assert (call.operation, call.path, call.fault) == ("system.multicall", None, None)


def test_a_call_without_a_name_is_told_with_all_the_calls(fake: FakeMagento, shop: xmlrpc.client.ServerProxy) -> None:
    calls = [{"params": ["it's", 5, True, None, 1.5, 2.0]}, [], {"methodName": "startSession", "params": []}]
    results: Any = shop.system.multicall(calls)
    assert results[0] == results[1] | {"faultCode": 602}
    assert results[0]["faultString"] == (
        "Missing methodName: array (\n"
        "  0 => \n  array (\n"
        "    'params' => \n    array (\n"
        "      0 => 'it\\'s',\n      1 => 5,\n      2 => true,\n      3 => NULL,\n      4 => 1.5,\n      5 => 2.0,\n"
        "    ),\n  ),\n"
        "  1 => \n  array (\n  ),\n"
        "  2 => \n  array (\n    'methodName' => 'startSession',\n    'params' => \n    array (\n    ),\n  ),\n"
        ")"
    )
    many: Any = shop.system.multicall([{"params": ["x" * 50]}] * 500)
    assert {len(each["faultString"]) for each in many} == {10_000 + len("Missing methodName: ")}


@pytest.mark.parametrize(("key", "status"), [("sessionId", 200), ("a", 500)])
def test_parameters_in_a_struct_are_named(fake: FakeMagento, key: str, status: int) -> None:
    call = {"methodName": "endSession", "params": {key: "x"}}
    answer = posted(fake, xmlrpc.client.dumps(([call],), "system.multicall"))
    assert answer[0] == status
    assert ("<boolean>1</boolean>" in answer[1]) is (status == 200)


@pytest.mark.parametrize("value", ['<value a="b">x</value>', '<value a="b"><string>x</string></value>'])
def test_a_value_has_no_attributes(fake: FakeMagento, value: str) -> None:
    body = "<methodCall><methodName>endSession</methodName><params><param>{}</param></params></methodCall>"
    assert "<int>636</int>" in posted(fake, body.format(value))[1]
    assert "<boolean>1</boolean>" in posted(fake, body.format(value.replace(' a="b"', "")))[1]


def test_multi_call_returns_an_array_or_nothing(shop: xmlrpc.client.ServerProxy) -> None:
    signatures: Any = shop.system.methodSignature("multiCall")
    assert [each["returnType"] for each in signatures] == 3 * ["array"] + 3 * ["void"]


def test_values_of_all_types(fake: FakeMagento, session: str) -> None:
    """As the arguments that the log shows, since the API takes few types itself."""
    values = {
        "<string> a &amp; b </string>": " a & b ",
        "<string></string>": "",
        "<string/>": "",
        "a &amp; b": "a &amp; b",  # without a type: the XML as it is written
        "<![CDATA[a<b]]>": "<![CDATA[a<b]]>",
        "a &amp;\n b": "a &\n b",  # but for more than one line
        "  a  b ": "  a  b ",
        "": "",
        "<string>a<b>c</b>d</string>": "ad",
        "head<int>5</int>": 5,
        "<int>5</int>": 5,
        "<i4>-5</i4>": -5,
        "<int> 7 </int>": 7,
        "<int>4x</int>": 4,
        "<i8>12345678901</i8>": "12345678901",
        "<double>1.50</double>": 1.5,
        "<double>x</double>": 0.0,
        "<boolean>1</boolean>": True,
        "<boolean>0</boolean>": False,
        "<boolean>false</boolean>": True,  # to PHP any text but "" and "0" is true
        "<nil/>": None,
        '<x:nil xmlns:x="http://ws.apache.org/xmlrpc/namespaces/extensions"/>': (
            '<x:nil xmlns:x="http://ws.apache.org/xmlrpc/namespaces/extensions"/>'  # no type that the server knows
        ),
        "<base64>U2t1\n</base64>": "Sku",
        "<dateTime.iso8601>20260102T03:04:05</dateTime.iso8601>": "20260102T03:04:05",
        "<dateTime.iso8601>2026-01-02T03:04:05</dateTime.iso8601>": "20260102T03:04:05",
        "<dateTime.iso8601>0</dateTime.iso8601>": "19700101T00:00:00",
        "<array><data/></array>": [],
        "<array><x/><data><value>a</value><value><int>1</int></value></data></array>": ["a", 1],
        "<struct/>": {},
        "<struct><member><name>a</name><value>b</value></member><member><name>x</name></member></struct>": {"a": "b"},
        "<struct><member><name>7</name><value/></member></struct>": {7: ""},
    }
    data = "".join(f"<value>{value}</value>" for value in values)
    parameters = [session, "a.b"]
    params = "".join(f"<param><value>{value}</value></param>" for value in parameters)
    params += f"<param><value><array><data>{data}</data></array></value></param>"
    posted(fake, f"<methodCall><methodName>call</methodName><params>{params}</params></methodCall>")
    assert fake.calls[-1].arguments == {"args": list(values.values())}


def test_elements_in_a_default_namespace_count(fake: FakeMagento) -> None:
    status, answer = posted(fake, '<methodCall xmlns="urn:x"><methodName>startSession</methodName></methodCall>')
    assert (status, fake.calls[-1].fault) == (200, None)
    assert "<string>" in answer


def test_binary_content_is_bytes_not_text(shop: xmlrpc.client.ServerProxy, session: str) -> None:
    """The API wants base64 in a string: a client that sends the type base64 has its bytes taken for that text."""
    file = {"content": xmlrpc.client.Binary(PICTURE), "mime": "image/png"}
    code, text = refused(shop.call, session, "product_media.create", ["Sku", {"file": file}])
    assert (code, text) == (102, "The image contents is not valid base64 data.")


def test_dates_and_struct_arguments_reach_the_method(
    fake: FakeMagento, shop: xmlrpc.client.ServerProxy, session: str
) -> None:
    data = {"file": {"content": CONTENT, "mime": "image/png", "name": "a"}, "label": datetime(2026, 1, 2, 3, 4, 5)}
    assert shop.call(session, "product_media.create", ["Sku", data]) == "/a/_/a.png"
    assert fake.products["Sku"].images[0].label == "20260102T03:04:05"


def test_an_error_of_phps_is_an_empty_page(fake: FakeMagento, shop: xmlrpc.client.ServerProxy, session: str) -> None:
    with pytest.raises(xmlrpc.client.ProtocolError) as raised:
        shop.call(session, "product_media.info", ["Sku"])
    assert raised.value.errcode == 500
    call = fake.calls[-1]
    path = "catalog_product_attribute_media.info"
    assert (call.dialect, call.operation, call.path, call.user) == ("xmlrpc", "call", path, "apiUser")
    assert call.fault is not None
    assert call.fault[0] == "500"
    assert "Too few arguments" in call.fault[1]
    assert call.response == b""
    assert str(call).startswith(f"xmlrpc apiUser call {path} -> 500 fault 500: Too few arguments")


def test_text_that_is_no_utf_8_is_an_empty_page(
    fake: FakeMagento, shop: xmlrpc.client.ServerProxy, session: str
) -> None:
    data = {"file": {"content": CONTENT, "mime": "image/png"}, "label": xmlrpc.client.Binary(b"\xff")}
    shop.call(session, "product_media.create", ["Sku", data])
    with pytest.raises(xmlrpc.client.ProtocolError, match="500"):
        shop.call(session, "product_media.list", ["Sku"])


def test_a_fault_is_told_whatever_bytes_its_text_holds(shop: xmlrpc.client.ServerProxy, session: str) -> None:
    picture = {"content": "aGVsbG8=", "mime": "image/png", "name": xmlrpc.client.Binary(b"\xff\x01")}
    code, text = refused(shop.call, session, "product_media.create", ["Sku", {"file": picture}])
    assert (code, text[:24]) == (104, "Failed to read image at ")


@pytest.mark.parametrize(
    "path", ["/api/xmlrpc", "/api/xmlrpc/", "/index.php/api/xmlrpc", "/api/xmlrpc/index/", "/api.php?type=xmlrpc"]
)
def test_addresses(fake: FakeMagento, path: str) -> None:
    assert len(str(xmlrpc.client.ServerProxy(fake.url + path).startSession())) == 32


def test_a_wsdl_there_is_not(fake: FakeMagento) -> None:
    _, _, answer = exchange(connect(fake), "GET", "/api/xmlrpc?wsdl", {}, None)
    assert "<int>630</int>" in answer


def test_genuine_sessions_of_an_erp_connector() -> None:
    """The requests as the connector sent them, answered as the genuine server answered them, byte for byte."""
    with FakeMagento() as fake:
        fake.add_user("odoo", "odoo42")
        images = {337: ["ace000a_1", "ace000b_1"], 879: ["wbk000t_6"]}
        jpeg = (DEMO.parent / "images" / "mug-front.jpg").read_bytes()
        for number, names in images.items():
            types = [["image", "small_image", "thumbnail"], []]
            fake.add_product(
                str(number),
                id=number,
                images=[
                    {
                        "content": jpeg,
                        "name": name,
                        "position": position,
                        "exclude": False,
                        "types": types[position - 1],
                    }
                    for position, name in enumerate(names, 1)
                ],
            )
        sessions = Sessions()
        for recorded in GENUINE["exchanges"]:
            body = sessions.replace(recorded["request"])
            headers = {"Host": "magento", "Content-Type": "text/xml"}
            status, _, answer = exchange(connect(fake), "POST", "/index.php/api/xmlrpc", headers, body)
            if "<methodName>login<" in body:
                sessions.learn(xmlrpc.client.loads(recorded["response"])[0][0], answer)
            assert (status, answer) == (200, sessions.replace(recorded["response"]))
        assert [call.fault for call in fake.calls] == [None] * len(GENUINE["exchanges"])


@pytest.mark.parametrize("answer", [*GENUINE["answers"], *(each["response"] for each in GENUINE["exchanges"])])
def test_genuine_answers_are_written_as_the_server_wrote_them(answer: str) -> None:
    [value], _ = xmlrpc.client.loads(answer)
    assert _document(f"<params><param>{_written(value)}</param></params>") == answer
