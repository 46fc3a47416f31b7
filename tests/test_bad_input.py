"""Whatever is sent gets an answer, changes nothing, and leaves the server alive."""

from __future__ import annotations

import logging
import xmlrpc.client
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from lxml import etree
from werkzeug.test import Client

from benchmarks.envelopes import login
from fake_magento import DEMO, FakeMagento
from fake_magento.protocols.document import MAX_ATTRIBUTES
from fake_magento.protocols.soap import SoapProtocol
from tests.examples import examples
from tests.replay import PATHS, SOAP, connect, file_of, load

PNG = (DEMO.parent / "images" / "shirt.png").read_bytes()
NAMESPACES = (
    'xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:m="urn:Magento" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema" '
    'xmlns:enc="http://schemas.xmlsoap.org/soap/encoding/" xmlns:map="http://xml.apache.org/xml-soap"'
)
LOGIN = "<m:login><username>apiUser</username><apiKey>{}</apiKey></m:login>"


def envelope(body: str, *, prolog: str = "", header: str = "") -> str:
    """An envelope around the body's content."""
    return f"{prolog}<e:Envelope {NAMESPACES}>{header}<e:Body>{body}</e:Body></e:Envelope>"


def key(content: str) -> str:
    """A login whose key is what shall be looked at."""
    return envelope(LOGIN.format(content))


def nested(levels: int) -> str:
    """Elements within each other."""
    return "<a>" * levels + "</a>" * levels


def doubled(levels: int) -> str:
    """References that would be an element for each of two to the power of ``levels``, each written out."""
    steps = (f'<x id="a{n}"><y href="#a{n + 1}"/><z href="#a{n + 1}"/></x>' for n in range(levels))
    return envelope(f'<m:login href="#a0"/>{"".join(steps)}<x id="a{levels}"/>')


ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
BOMB = f'<!DOCTYPE x [<!ENTITY e0 "ha">{ENTITIES}]>'
UTF_16 = '<?xml version="1.0" encoding="UTF-16"?>'
ENTITY_FAULT = "Detected use of ENTITY in XML, disabled to prevent XXE/XEE attacks"
TOO_DEEP = "Encoding: values are nested too deeply"

BAD: dict[str, tuple[str | bytes, str]] = {
    "nothing": ("", "Invalid XML"),
    "no XML": ("hello", "Invalid XML"),
    "JSON": ('{"method": "login"}', "Invalid XML"),
    "HTML": ("<!DOCTYPE html><html><body></body></html>", "DTD are not supported by SOAP"),
    "zeros": (b"\0" * 1000, "Invalid XML"),
    "zero within": (key("a\0b"), "Invalid XML"),
    "bytes": (bytes(range(256)) * 10, "Invalid XML"),
    "cut short": (key("apiKey123")[:-20], "Invalid XML"),
    "tags crossed": (key("<a><b></a></b>"), "Invalid XML"),
    "attribute twice": (key('<a b="" b=""/>'), "Invalid XML"),
    "prefix unknown": (key("<who:a/>"), "Violation of encoding rules"),
    "two documents": (key("apiKey123") * 2, "Invalid XML"),
    "other root": ("<x/>", "Wrong Version"),
    "entity": (envelope(LOGIN.format("&e0;"), prolog=BOMB), ENTITY_FAULT),
    "entity bomb": (envelope(LOGIN.format("&e9;"), prolog=BOMB), ENTITY_FAULT),
    "entity bomb in UTF-16": (envelope(LOGIN.format("&e9;"), prolog=UTF_16 + BOMB).encode("utf-16"), ENTITY_FAULT),
    "external entity": (
        envelope(LOGIN.format("&f;"), prolog='<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]>'),
        ENTITY_FAULT,
    ),
    "parameter entity": (
        envelope(LOGIN.format("x"), prolog='<!DOCTYPE x [<!ENTITY % f SYSTEM "http://127.0.0.1:9/x">%f;]>'),
        ENTITY_FAULT,
    ),
    "external document type": (
        envelope(LOGIN.format("x"), prolog='<!DOCTYPE x SYSTEM "file:///etc/hostname">'),
        "DTD are not supported by SOAP",
    ),
    "document type": (envelope(LOGIN.format("x"), prolog="<!DOCTYPE x>"), "DTD are not supported by SOAP"),
    "inclusion": (
        key('<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="/etc/hostname"/>'),
        "Violation of encoding rules",
    ),
    "unknown encoding": (envelope(LOGIN.format("x"), prolog='<?xml version="1.0" encoding="x-none"?>'), "Invalid XML"),
    "other encoding than said": (key("é").encode("latin-1"), "Invalid XML"),
    "UTF-8 said to be UTF-16": (envelope(LOGIN.format("x"), prolog=UTF_16), "Invalid XML"),
    "deep": (envelope(f"<m:login>{nested(250)}</m:login>"), "Violation of encoding rules"),
    "too deep for XML": (envelope(f"<m:login>{nested(100_000)}</m:login>"), "Invalid XML"),
    "large text": (key("x" * 11_000_000), "Invalid XML"),
    "many elements": (key("<a/>" * 100_000), "Violation of encoding rules"),
    "many attributes": (
        key("<a " + " ".join(f'a{n}=""' for n in range(100_000)) + "/>"),
        f"An element has more than {MAX_ATTRIBUTES} attributes",
    ),
    "many namespaces": (key("<a " + " ".join(f'xmlns:n{n}="urn:{n}"' for n in range(2_000)) + "/>"), "Violation of"),
    "references that double": (doubled(60), "Missing parameter"),
    "reference to itself": (
        envelope('<m:login><username href="#a"/></m:login><x id="a" href="#a"/>'),
        "Violation of id and ref information items",
    ),
    "reference elsewhere": (
        envelope('<m:login><username href="http://127.0.0.1:9/x"/></m:login>'),
        "External reference &apos;http://127.0.0.1:9/x&apos;",
    ),
    "unknown type": (key("x").replace("<apiKey>", '<apiKey xsi:type="m:nosuch">'), "Access denied."),
    "type of an unknown prefix": (key("x").replace("<apiKey>", '<apiKey xsi:type="who:knows">'), "Access denied."),
    "type without a name": (key("x").replace("<apiKey>", '<apiKey xsi:type="">'), "Access denied."),
    "number that is none": (key("x").replace("<apiKey>", '<apiKey xsi:type="xsd:int">'), "Violation of encoding rules"),
    "number of many digits": (key("9" * 100_000).replace("<apiKey>", '<apiKey xsi:type="xsd:int">'), "Access denied."),
    "array of many places": (
        key("<a/>").replace("<apiKey>", '<apiKey xsi:type="enc:Array" enc:arrayType="xsd:int[999999999999]">'),
        "Access denied.",
    ),
    "object where text belongs": (key("<a/>"), "Violation of encoding rules"),
    "map where text belongs": (key("").replace("<apiKey>", '<apiKey xsi:type="map:Map">'), "Required parameter"),
    "no operation": (envelope(""), "without function call"),
    "unknown operation": (envelope("<m:drop/>"), "not present"),
    "no body": (f"<e:Envelope {NAMESPACES}/>", "Body must be present"),
    "header that must be understood by some": (
        envelope(LOGIN.format("x"), header='<e:Header><m:x e:mustUnderstand="maybe"/></e:Header>'),
        "mustUnderstand value is not boolean",
    ),
}


IN_WSI = {
    "no operation": "",  # is startSession
    "deep": "Required parameter is missing",
    "prefix unknown": "Violation of encoding rules",
    "references that double": "Error cannot find parameter",
    "reference to itself": "Error cannot find parameter",
}
"""What WS-I makes of some of these instead."""


def xmlrpc_login(content: str) -> str:
    """A login over XML-RPC whose key is what shall be looked at."""
    user = "<param><value>apiUser</value></param>"
    params = f"<params>{user}<param><value>{content}</value></param></params>"
    return f"<methodCall><methodName>login</methodName>{params}</methodCall>"


BAD_XMLRPC: dict[str, tuple[str | bytes, int]] = {
    "nothing": ("", 630),
    "zero": ("0", 630),
    "blank": (" ", 632),
    "no XML": ("hello", 632),
    "bytes": (bytes(range(256)) * 10, 632),
    "cut short": (xmlrpc_login("x")[:-20], 632),
    "envelope": (key("apiKey123"), 632),
    "no name": ("<methodCall><methodName/></methodCall>", 632),
    "entity": (f"{BOMB}{xmlrpc_login('&e0;')}", 631),
    "entity bomb": (f"{BOMB}{xmlrpc_login('&e9;')}", 631),
    "external entity": (f'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]>{xmlrpc_login("&f;")}', 631),
    "external document type": (f'<!DOCTYPE x SYSTEM "file:///etc/hostname">{xmlrpc_login("x")}', 2),
    "many attributes": (xmlrpc_login("<a " + " ".join(f'a{n}=""' for n in range(100_000)) + "/>"), 631),
    "too deep for XML": (xmlrpc_login(nested(100_000)), 632),
    "deep": (xmlrpc_login("<array><data><value>" * 80 + "</value></data></array>" * 80), 623),
    "large text": (xmlrpc_login("x" * 11_000_000), 632),
    "many values": (xmlrpc_login(f"<array><data>{'<value/>' * 100_000}</data></array>"), 623),
    "number of many digits": (xmlrpc_login(f"<int>{'9' * 100_000}</int>"), 636),
    "number that is none": (xmlrpc_login("<int>many</int>"), 636),
    "date that is none": (xmlrpc_login("<dateTime.iso8601>soon</dateTime.iso8601>"), 636),
    "date of the future": (xmlrpc_login(f"<dateTime.iso8601>{'9' * 30}</dateTime.iso8601>"), 636),
    "array without data": (xmlrpc_login("<array/>"), 636),
    "unknown type": (xmlrpc_login("<nosuch/>"), 636),
    "parameter without a value": ("<x><methodName>login</methodName><params><param/></params></x>", 633),
    "unknown method": ("<x><methodName>drop</methodName></x>", 620),
}


@pytest.fixture
def fake() -> Iterator[FakeMagento]:
    """A shop with an image and a user."""
    with shop_with_image() as fake:
        yield fake


def shop_with_image(**options: Any) -> FakeMagento:
    """A shop with an image."""
    fake = FakeMagento(**options)
    fake.add_product("Sku", images=[{"content": PNG, "name": "a", "types": ["image"]}])
    return fake


def state_of(fake: FakeMagento) -> object:
    """What a shop shows of itself."""
    return {sku: fake.products[sku].images for sku in fake.products}


def is_alive(fake: FakeMagento) -> bool:
    """Whether a call of a new client is answered."""
    connection = connect(fake)
    connection.request("POST", PATHS["v1"], login(fake.username, fake.api_key))
    return b"loginReturn" in connection.getresponse().read()


def bad(dialect: str, name: str) -> tuple[bytes, str]:
    """What is sent, and the text of the fault, none where it is none."""
    sent, expected = BAD[name]
    data = sent.encode() if isinstance(sent, str) else sent
    if dialect == "wsi":
        codec = "utf-16" if "UTF-16" in name else "latin-1"
        with suppress(UnicodeDecodeError):
            data = data.decode(codec).replace("m:login", "m:loginParam").encode(codec)
        expected = IN_WSI.get(name, expected)
    return data, expected.replace("&apos;", "'")


@pytest.mark.parametrize("dialect", SOAP)
@pytest.mark.parametrize("name", BAD)
def test_bad_input(name: str, dialect: str, caplog: pytest.LogCaptureFixture) -> None:
    sent, expected = bad(dialect, name)
    with shop_with_image(wsi=dialect == "wsi") as fake:
        before = state_of(fake)
        connection = connect(fake)
        connection.request("POST", PATHS[dialect], sent)
        response = connection.getresponse()
        answer = response.read()
        assert response.status in (200, 500)
        texts = etree.fromstring(answer).xpath("//faultstring/text() | //*[local-name() = 'Text']/text()")
        assert isinstance(texts, list)
        assert expected in "".join(map(str, texts))
        assert "hostname" not in answer.decode()
        [call] = fake.calls
        assert (call.fault is not None) == bool(expected)
        assert isinstance(call.violations, list)  # the schema is asked for these too
        assert state_of(fake) == before
        assert is_alive(fake)
    assert errors(caplog) == []


@pytest.mark.parametrize("name", BAD_XMLRPC)
def test_bad_input_over_xmlrpc(fake: FakeMagento, name: str, caplog: pytest.LogCaptureFixture) -> None:
    sent, code = BAD_XMLRPC[name]
    before = state_of(fake)
    connection = connect(fake)
    connection.request("POST", PATHS["xmlrpc"], sent.encode() if isinstance(sent, str) else sent)
    response = connection.getresponse()
    assert response.status == 200
    answer = response.read()
    with pytest.raises(xmlrpc.client.Fault) as fault:
        xmlrpc.client.loads(answer)
    assert fault.value.faultCode == code
    assert b"hostname" not in answer
    assert state_of(fake) == before
    assert is_alive(fake)
    assert errors(caplog) == []


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_other_methods_than_post_carry_no_envelope(fake: FakeMagento, method: str) -> None:
    connection = connect(fake)
    connection.request(method, PATHS["v1"])
    response = connection.getresponse()
    assert response.status == 500
    assert b"Invalid XML" in response.read()
    assert is_alive(fake)


ADDRESSES = [
    "/media/catalog/product/../../../etc/hostname",
    "/media/catalog/product/%2e%2e/%2e%2e/etc/hostname",
    "/media/catalog/product/%00",
    "/media/catalog/product",
    "/%ff%fe",
    "/api/soap/%2e%2e/",
    "/api/SOAP/",
    "/api/soap/nosuch",
    "/default/api/soap/",
    "/" + "x" * 60_000,
]


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address[:50])
def test_odd_addresses_are_not_found(fake: FakeMagento, address: str) -> None:
    connection = connect(fake)
    connection.request("GET", address)
    response = connection.getresponse()
    response.read()
    assert response.status == 404
    assert is_alive(fake)


def test_the_script_says_where_there_is_no_such_adapter(fake: FakeMagento) -> None:
    connection = connect(fake)
    connection.request("POST", "/api.php?type=nosuch", b"")
    response = connection.getresponse()
    assert (response.status, response.read()) == (200, b"Invalid webservice adapter specified.")


def test_mistake_of_the_fakes_own_is_answered(
    fake: FakeMagento, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(SoapProtocol, "arguments", broken)
    connection = connect(fake)
    connection.request("POST", PATHS["v1"], login("a", "b"))
    assert b"<faultcode>1</faultcode><faultstring>Internal Error." in connection.getresponse().read()
    assert "ZeroDivisionError" in caplog.text
    monkeypatch.undo()
    assert is_alive(fake)


def requests(dialect: str, session: str) -> list[bytes]:
    """Good requests, in a session."""
    scenario = load(file_of(f"{dialect}_seed_example", "magento-1.9"))
    recorded = str(scenario["steps"][0]["result"])
    return [step["request"].replace(recorded, session).encode() for step in scenario["steps"]]


@st.composite
def bent(draw: st.DrawFn, good: list[bytes]) -> bytes:
    """A good request with some stretches of it left out, repeated, exchanged, or overwritten."""
    request = bytearray(draw(st.sampled_from(good)))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(request)))
        end = draw(st.integers(start, min(len(request), start + 40)))
        other = draw(st.integers(0, len(request)))
        stretches = [
            bytes(request[start:end]) * 2,
            bytes(request[other : other + end - start]),
            draw(st.binary(max_size=8)),
        ]
        request[start:end] = draw(st.sampled_from([b"", *stretches, *ODD_PIECES]))
    return bytes(request)


ODD_PIECES = [
    b"<value/>",
    b"<value><array/></value>",
    b"<nil/>",
    b"<complexObjectArray/>",
    b' xsi:nil="true"',
    b' href="#a"',
    b' id="a"',
    b' xsi:type="xsd:int"',
    b' xsi:type="ns2:Map"',
    b' xsi:type="SOAP-ENC:Array"',
    b' SOAP-ENC:arrayType="xsd:string[3]"',
    b"<item/>",
    b"<item><key>a</key><value>b</value></item>",
    b"<![CDATA[",
    b"<!--",
    b"&#0;",
    b"&#xD800;",
    b"\xed\xa0\x80",
]


def answer_bent(fake: FakeMagento, dialect: str, session: str) -> None:
    """Have bent requests answered, whatever they come to."""
    client = Client(fake.wsgi_app)

    @examples(300, suppress_health_check=list(HealthCheck))
    @given(bent(requests(dialect, session)))
    def check(request: bytes) -> None:
        response = client.post(PATHS[dialect], data=request)
        assert response.status_code in (200, 500)
        answer = response.get_data()
        if dialect == "xmlrpc":  # which answers an error of PHP's with an empty page
            assert (response.status_code == 500) == (answer == b"")
            assert not answer or etree.fromstring(answer).tag == "methodResponse"
        else:
            assert etree.fromstring(answer).tag.endswith("}Envelope")
        assert isinstance(fake.calls[-1].violations, list)

    check()


def errors(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What the fake logged of mistakes of its own."""
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]


@pytest.mark.parametrize("validation", ["report", "strict"])
@pytest.mark.parametrize("dialect", PATHS)
def test_bent_requests_of_strangers_change_nothing(
    dialect: str, validation: str, caplog: pytest.LogCaptureFixture
) -> None:
    fake = shop_with_image(validation=validation, wsi=dialect == "wsi")
    before = state_of(fake)
    answer_bent(fake, dialect, "0" * 32)
    assert state_of(fake) == before
    assert errors(caplog) == []


@pytest.mark.parametrize("dialect", PATHS)
def test_bent_requests_of_a_user_leave_a_whole_shop(dialect: str, caplog: pytest.LogCaptureFixture) -> None:
    with shop_with_image(wsi=dialect == "wsi") as fake:
        session = str(xmlrpc.client.ServerProxy(fake.xmlrpc_url).login(fake.username, fake.api_key))
        answer_bent(fake, dialect, session)
        assert errors(caplog) == []
        files = [image.file for image in fake.products["Sku"].images]
        assert len(files) == len(set(files))
