"""What requests decode to, held against PHP's own SoapServer with the same WSDL."""

from __future__ import annotations

import re
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from fake_magento import OPENMAGE_19, FakeMagento
from fake_magento.api.registry import core_registry
from fake_magento.php import PhpObject
from fake_magento.protocols import document
from fake_magento.protocols.soap_v1 import SoapV1
from tests.php import run_php

ENVELOPE = """<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:m="urn:OpenMage"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"
 xmlns:enc="http://schemas.xmlsoap.org/soap/encoding/" xmlns:map="http://xml.apache.org/xml-soap"
 ><e:Body><m:call><sessionId>s</sessionId><resourcePath>p</resourcePath>{}</m:call>{}</e:Body></e:Envelope>"""

VALUES = [
    "<args/>",
    "<args>  </args>",
    "<args>text</args>",
    "<args>\n<![CDATA[text]]>\n</args>",
    "<args>one<!-- comment -->two</args>",
    "<args>&lt;&amp;é€</args>",
    '<args xsi:nil="true">x</args>',
    '<args xsi:nil="false">x</args>',
    '<args nil="true">x</args>',
    '<args xsi:type="xsd:nosuch">x</args>',
    '<args xsi:type="nosuch:string">x</args>',
    *(
        f'<args xsi:type="xsd:{name}">{text}</args>'
        for name, texts in {
            "string": ("", " a  b ", "1"),
            "normalizedString": ("a\n b\t",),
            "token": (" a \n b ",),
            "boolean": ("true", "1", "t", "TRUE", "false", "0", "f", "yes", "  ", ""),
            "int": (
                "5",
                "-5",
                "+5",
                " 5 ",
                "007",
                "5.5",
                "1e3",
                "",
                "2147483648",
                "9223372036854775807",
                "92233720368547758070",
            ),
            "nonNegativeInteger": ("5", "-5"),
            "double": ("1.5", "5", ""),
            "decimal": ("1.50",),
            "base64Binary": ("U2t1", "U2 t1", "U2t", "!!", ""),
            "hexBinary": ("536b75", "536", ""),
            "dateTime": (" 2026-01-01T00:00:00 ",),
        }.items()
        for text in texts
    ),
    '<args xsi:type="enc:Array" enc:arrayType="xsd:string[2]"><item>a</item><x>5</x></args>',
    '<args xsi:type="enc:Array" enc:arrayType="xsd:int[1]"><item>5</item></args>',
    '<args xsi:type="enc:Array" enc:arrayType="xsd:int[][1]"><item>5</item></args>',
    '<args xsi:type="enc:Array"><item>5</item></args>',
    '<args enc:arrayType="xsd:ur-type[0]"/>',
    '<args arrayType="xsd:string[1]"><item>x</item></args>',
    '<args xsi:type="map:Map"/>',
    '<args xsi:type="map:Map"><other/></args>',
    '<args xsi:type="map:Map"><item><key>a</key><value>b</value></item><item><key>7</key><value/></item></args>',
    '<args xsi:type="map:Map"><item><value>b</value><key xsi:type="xsd:int">5</key></item></args>',
    "<args><a>1</a><b><c>2</c></b><a>3</a></args>",
    '<args xsi:type="enc:Struct"><a>1</a></args>',
    '<args xsi:type="enc:string">x</args>',
    "<args><who:a>1</who:a></args>",
    '<args who:nil="true">x</args>',
    '<args xmlns:none="">x</args>',
]
FAULTS = [
    '<args xsi:type="xsd:int">five</args>',
    '<args xsi:type="xsd:double">x</args>',
    '<args xsi:type="xsd:string"><a/></args>',
    '<args xsi:type="xsd:hexBinary">zz</args>',
    '<args xsi:type="map:Map"><item><key>a</key></item></args>',
    '<args xsi:type="map:Map"><item><value>a</value></item></args>',
    '<args href="#nosuch"/>',
    '<args href="elsewhere"/>',
]
REFERENCES = [
    ('<args href="#a"/>', '<multiRef id="a" xsi:type="xsd:int">5</multiRef>'),
    ('<args><x href="#a"/><y href="#a"/></args>', '<multiRef id="a"><z>1</z></multiRef>'),
    ('<args href="#a"/>', '<multiRef id="a" href="#b"/><multiRef id="b">5</multiRef>'),
]


class Recorder:
    """Stands for the server's functions and keeps which is called, and with what."""

    def __init__(self) -> None:
        self.function = ""
        self.arguments: list[Any] = []

    def perform(self, operation: str, arguments: list[Any]) -> None:
        """A call that returns null."""
        self.function, self.arguments = operation, arguments


def wsdl_of(address: str, folder: Path) -> Path:
    """The WSDL at the address as the real server has it, without the import of the schema of SOAP's encoding."""
    with urllib.request.urlopen(address, timeout=30) as answer:
        text = re.sub("<import [^>]*/>", "", answer.read().decode())
    file = folder / "shop.wsdl"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def wsdl(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The WSDL of V1."""
    with FakeMagento(flavour=OPENMAGE_19) as fake:
        return wsdl_of(fake.soap_v1_wsdl, tmp_path_factory.mktemp("v1"))


def described(value: Any) -> Any:
    """A value in the form in which `decode.php` prints it."""
    if isinstance(value, PhpObject):
        # PHP prints an array without keys as a list
        return {"object": {name: described(each) for name, each in value.properties.items()} or []}
    if isinstance(value, (list, dict)):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        return {"array": [[key, described(each)] for key, each in items]}
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        return ["double", str(value)]
    names = {type(None): "NULL", bool: "boolean", int: "integer", float: "double", str: "string"}
    return [names[type(value)], value]


def ours(body: str) -> Any:
    """What the fake makes of a body: the arguments, or the envelope of a fault."""
    recorder = Recorder()
    answer = SoapV1(OPENMAGE_19, core_registry().contract(OPENMAGE_19, "v1"), "off").answer(body.encode(), recorder)  # type: ignore[arg-type]
    if answer.fault:
        return {"fault": answer.body.decode()}
    return {"function": recorder.function, "arguments": [described(value) for value in recorder.arguments]}


def test_values_as_php_decodes_them(wsdl: Path) -> None:
    bodies = [ENVELOPE.format(*pair) for pair in [*((value, "") for value in VALUES), *REFERENCES]]
    theirs = run_php("decode.php", {"wsdl": str(wsdl), "bodies": bodies})
    for body, outcome in zip(bodies, theirs, strict=True):
        assert ours(body) == outcome, body


@pytest.mark.parametrize(("text", "value"), [("INF", "inf"), ("-INF", "-inf"), ("NaN", "nan"), ("Infinity", "inf")])
def test_values_that_json_cannot_carry(text: str, value: str) -> None:
    body = ENVELOPE.format(f'<args xsi:type="xsd:double">{text}</args>', "")
    assert ours(body)["arguments"][2] == ["double", value]


@pytest.mark.parametrize("value", FAULTS)
def test_faults_as_php_gives_them(wsdl: Path, value: str) -> None:
    body = ENVELOPE.format(value, "")
    [outcome] = run_php("decode.php", {"wsdl": str(wsdl), "bodies": [body]})
    assert ours(body) == outcome


ENVELOPES = {
    "operation without content": "<m:login/>",
    "operation in another style": '<m:login e:encodingStyle="urn:x"><username>u</username></m:login>',
    "too many by position": "<m:login><a/><b/><c/></m:login>",
}


@pytest.mark.parametrize("name", ENVELOPES)
def test_envelopes_as_php_refuses_them(wsdl: Path, name: str) -> None:
    start, _, _ = ENVELOPE.partition("<m:call>")
    body = f"{start}{ENVELOPES[name]}</e:Body></e:Envelope>"
    [outcome] = run_php("decode.php", {"wsdl": str(wsdl), "bodies": [body]})
    assert ours(body) == outcome


BODIES = {
    "nothing": b"",
    "no end": b"<a",
    "zero": b"\0",
    "an encoding that there is not": b"<?xml version='1.0' encoding='nope'?><a/>",
    "no UTF-8": b"<a>\xff</a>",
    "UTF-16": "<a>ü</a>".encode("utf-16"),
    "XML": b"<a/>",
    "a prefix that nobody declared": b"<a:b/>",
    "an attribute twice": b"<a b='1' b='2'/>",
}


def read_or_refused(body: bytes) -> bytes | type[Exception]:
    try:
        return etree.tostring(document.read(body))
    except document.UnreadableError as refused:
        return type(refused)


@pytest.mark.parametrize("name", BODIES)
def test_a_body_is_read_the_same_whatever_its_thread_read_before(name: str) -> None:
    with ThreadPoolExecutor(1) as fresh:
        expected = fresh.submit(read_or_refused, BODIES[name]).result()
    for before in BODIES.values():
        read_or_refused(before)
        assert read_or_refused(BODIES[name]) == expected
