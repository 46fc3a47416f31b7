"""What a request does against the WSDL is reported, refused, or not looked at."""

from __future__ import annotations

import gc
import re
from typing import Any

import pytest

from fake_magento import FakeMagento, Violation
from fake_magento.contract.validation import MOST_VIOLATIONS, Validator
from fake_magento.protocols import encoding
from tests.replay import FOLDERS, PATHS, SOAP, connect, load, post, scenarios

ENVELOPE = """<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:m="urn:Magento"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">
<e:Body>
{}
</e:Body></e:Envelope>"""
LOGIN = "<m:login><username>apiUser</username><apiKey>apiKey123</apiKey></m:login>"

ODD = {
    "parts by other names": ("<m:login><a>apiUser</a><b>apiKey123</b></m:login>", "/m:login", 4, "'a'"),
    "missing part": ("<m:login><username>x</username></m:login>", "/m:login", 4, "'apiKey'"),
    "additional part": (LOGIN.replace("</m:login>", "<x/></m:login>"), "/m:login", 4, "'x'"),
    "other namespace": (LOGIN.replace("m:login", "login"), "/login", 4, "not an element"),
    "unknown type": (
        LOGIN.replace("<username>", '\n<username xsi:type="m:nosuch">'),
        "/e:Envelope/e:Body/m:login/username",
        5,
        "unknown type 'm:nosuch'",
    ),
    "wrong type": (
        '<m:login><username>apiUser</username>\n<apiKey xsi:type="xsd:int">5</apiKey></m:login>',
        "/m:login/apiKey",
        5,
        "xs:int",
    ),
    "text between parts": (LOGIN.replace("<apiKey>", "junk<apiKey>"), "/m:login", 4, "character data"),
}


def answer(fake: FakeMagento, operation: str) -> tuple[int, str]:
    """Status and body of the answer to an operation over V1."""
    status, _, body = post(connect(fake), PATHS["v1"], ENVELOPE.format(operation))
    return status, body


@pytest.mark.parametrize("name", ODD)
def test_report_keeps_the_violation_and_answers_as_php_would(name: str) -> None:
    request, element, line, rule = ODD[name]
    with FakeMagento() as fake:
        status, _ = answer(fake, request)
    [call] = fake.calls
    assert status == 200
    violation = call.violations[0]
    assert (violation.element, violation.line) == (element, line)
    assert rule in violation.rule


def test_a_type_of_soaps_encoding_is_told_by_another_prefix_than_those_of_the_wsdl(fake_magento: FakeMagento) -> None:
    encoding = "http://schemas.xmlsoap.org/soap/encoding/"
    array = f'<calls xmlns:e11="{encoding}" xsi:type="e11:Array"/>'
    answer(fake_magento, f"<m:multiCall><sessionId>x</sessionId>{array}<options/></m:multiCall>")
    told = "/m:multiCall/calls, line 4: soapenc:Array cannot substitute tns:FixedArray"
    assert told in [str(each) for each in fake_magento.calls[0].violations]


@pytest.mark.parametrize("name", ODD)
def test_strict_answers_with_a_fault_that_names_element_line_and_rule(name: str) -> None:
    request, element, line, rule = ODD[name]
    with FakeMagento(validation="strict") as fake:
        status, body = answer(fake, request)
    assert status == 500
    assert "<faultcode>SOAP-ENV:Client</faultcode>" in body
    assert f"The request does not fit the WSDL: {element}, line {line}: " in body
    assert rule in body
    assert fake.calls[0].fault is not None
    assert fake.calls[0].violations != []


@pytest.mark.parametrize("name", ODD)
def test_off_does_not_look(name: str) -> None:
    with FakeMagento(validation="off") as fake:
        status, _ = answer(fake, ODD[name][0])
    assert status == 200
    assert fake.calls[0].violations == []


def test_unknown_validation_is_refused() -> None:
    with pytest.raises(ValueError, match="no validation 'loose'; there are 'report', 'strict', 'off'"):
        FakeMagento(validation="loose")


@pytest.mark.long
@pytest.mark.parametrize("flavour", FOLDERS)
def test_what_php_sends_has_no_violations(flavour: str) -> None:
    """Every recorded request of PHP's own client fits the schema, in its own flavour and in strict mode.

    But for what it sends against it itself: arguments that the WSDL does not have, as ``paramN``, and integers of 64 bits.
    """
    of_php = re.compile(r"'param\d'|value must be -2\^31 <= x < 2\^31$")
    for scenario in (load(file) for of, file in scenarios(*SOAP) if of == flavour):
        wsi = scenario["dialect"] == "wsi"
        with FakeMagento(flavour=flavour, validation="strict", wsi=wsi) as fake:
            connection = connect(fake)
            sent = [step["request"] for step in scenario["steps"] if step["request"]]
            for request in sent:
                post(connection, PATHS[scenario["dialect"]], request)
        assert len(fake.calls) == len(sent)
        violations = [str(violation) for call in fake.calls for violation in call.violations]
        assert [each for each in violations if not of_php.search(each)] == []


def test_a_bad_request_in_the_shape_of_a_good_one_is_found() -> None:
    """The schema is asked once a shape: what it must look at is part of the shape."""
    types: list[tuple[str, Any]] = [("xsd:int", "1"), ("xsd:int", "one"), ("xsd:int", "2"), ("xsd:string", "one")]
    with FakeMagento() as fake:
        for type_name, text in types:
            call = f'<sessionId>0</sessionId><resourcePath>a.b</resourcePath><args xsi:type="{type_name}">{text}</args>'
            answer(fake, f"<m:call>{call}</m:call>")
    assert [len(call.violations) for call in fake.calls] == [0, 1, 0, 0]


def test_violation_reads_as_place_and_rule() -> None:
    assert str(Violation("/m:login", 3, "no")) == "/m:login, line 3: no"
    assert str(Violation("/m:login", None, "no")) == "/m:login: no"


CROWDED = {
    "attributes": "<m:login {}><username>x</username><apiKey>y</apiKey></m:login>".format(
        " ".join(f'a{number}="1"' for number in range(900))
    ),
    "unexpected elements": LOGIN.replace("</m:login>", f"{'<x/>' * 4000}</m:login>"),
    "elements that stand too often": LOGIN.replace("</m:login>", f"{'<username>x</username>' * 4000}</m:login>"),
    "wrong items": "<m:multiCall><sessionId>x</sessionId><calls>{}</calls></m:multiCall>".format(
        '<item xsi:type="xsd:int">x</item>' * 2000
    ),
    "unknown types": "<m:multiCall><sessionId>x</sessionId><calls>{}</calls></m:multiCall>".format(
        '<item xsi:type="xsd:nosuch">x</item>' * 2000
    ),
}


@pytest.mark.parametrize("name", CROWDED)
def test_violations_are_told_up_to_a_number(name: str) -> None:
    with FakeMagento() as fake:
        answer(fake, CROWDED[name])
    [call] = fake.calls
    assert 1 <= len(call.violations) <= MOST_VIOLATIONS + 1
    last = str(call.violations[-1])
    assert "there are more violations, not told" in last or f"more than {MOST_VIOLATIONS} elements in it" in last


def test_what_holds_too_much_is_named_by_its_place() -> None:
    content = "<sessionId>x</sessionId><product>p</product><productData>{}</productData>".format("<x/>" * 200)
    with FakeMagento() as fake:
        body = ENVELOPE.format(f"<m:catalogProductUpdate>{content}</m:catalogProductUpdate>")
        post(connect(fake), PATHS["v2"], body)
    told = [str(each) for each in fake.calls[0].violations]
    where = "/m:catalogProductUpdate/productData"
    assert told == [f"{where}, line 4: more than {MOST_VIOLATIONS} elements in it are none of its type's"]


@pytest.mark.parametrize(
    ("type_name", "text", "rule"),
    [
        ("xsd:int", "x", "its text is no xs:int"),
        ("xsd:int", "9" * 5000, "its text is no xs:int"),
        ("xsd:dateTime", "yesterday", "its text is no xs:dateTime"),
        ("xsd:boolean", "maybe", "its text is no xs:boolean"),
    ],
)
def test_rules_are_told_without_words_of_python(type_name: str, text: str, rule: str) -> None:
    args = f'<sessionId>0</sessionId><resourcePath>a.b</resourcePath><args xsi:type="{type_name}">{text}</args>'
    with FakeMagento() as fake:
        answer(fake, f"<m:call>{args}</m:call>")
    assert rule in [violation.rule for violation in fake.calls[0].violations]


def test_what_is_kept_of_requests_and_answers_is_small() -> None:
    """Caches hold no bodies: neither of requests that were found right nor of texts that were written."""
    known = LOGIN.replace("apiUser", "x" * 100_000)
    with FakeMagento() as fake:
        answer(fake, known)
        assert fake.calls[0].violations == []
    validators = [each for each in gc.get_objects() if isinstance(each, Validator)]
    assert validators
    assert all(len(shape) <= 16 for each in validators for shape in each._clean)
    asked: list[str] = []

    def write(text: str) -> str:
        asked.append(text)
        return text

    written, short, long = encoding.keeping(write), "&", "&" * (encoding.LONGEST_KEPT + 1)
    assert [written(each) for each in (short, short, long, long)] == [short, short, long, long]
    assert asked == [short, long, long]
