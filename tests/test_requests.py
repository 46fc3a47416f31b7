"""What a request may hold that few clients send, as bytes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest

from benchmarks import envelopes
from fake_magento import FakeMagento, picture
from fake_magento.contract.namespaces import APACHE, ENVELOPE_11, ENVELOPE_12, XSI
from tests.speaking import Outcome, Speaker

NAMESPACES = f'xmlns:m="urn:Magento" xmlns:xsi="{XSI}" xmlns:map="{APACHE}"'


@pytest.fixture
def shop() -> Iterator[FakeMagento]:
    with FakeMagento() as fake:
        fake.add_product("Sku", images=[{"content": picture(), "label": "old"}])
        yield fake


@pytest.fixture
def v2(shop: FakeMagento) -> Speaker:
    return Speaker(shop, "v2")


def sent(client: Speaker, body: str, header: str = "", version: str = ENVELOPE_11) -> Outcome:
    """The answer to an envelope of these; ``{S}`` stands for the session."""
    envelope = f'<e:Envelope xmlns:e="{version}" {NAMESPACES}><e:Header>{header}</e:Header><e:Body>{body}</e:Body></e:Envelope>'
    return client.send(envelope.replace("{S}", client.session).encode())


UPDATE = (
    "<m:catalogProductAttributeMediaUpdate><sessionId>{{S}}</sessionId><product>Sku</product>"
    "<file>/i/m/image.png</file>{}</m:catalogProductAttributeMediaUpdate>"
)
LIST = (
    "<m:catalogProductAttributeMediaList><sessionId>{S}</sessionId><product>Sku</product>"
    "</m:catalogProductAttributeMediaList>"
)


@pytest.mark.parametrize(
    ("data", "label"),
    [
        ("<data><label>new</label></data>", "new"),
        ('<data xsi:type="map:Map"><item><key>label</key><value>new</value></item></data>', "new"),
        ('<data xsi:nil="true"/>', "old"),
        ("<data>text</data>", "old"),
        ("<data/>", "old"),
        ("", "old"),
    ],
)
def test_what_data_may_be_in_v2(shop: FakeMagento, v2: Speaker, data: str, label: str) -> None:
    assert sent(v2, UPDATE.format(data)).fault is None
    assert [image.label for image in shop.products["Sku"].images] == [label]


@pytest.mark.parametrize("version", [ENVELOPE_11, ENVELOPE_12])
def test_an_operation_in_the_header_is_called_and_answered_there(shop: FakeMagento, v2: Speaker, version: str) -> None:
    answer = sent(v2, LIST, "<m:startSession/>", version)
    assert answer.fault is None
    text = answer.body.decode().replace("\n", "")
    assert re.search(
        r":Header><ns1:startSessionResponse.*?<startSessionReturn xsi:type=.xsd:string.>[0-9a-f]{32}</", text
    )
    assert "<ns1:catalogProductAttributeMediaListResponse" in text[text.index("Body") :]
    assert shop.calls[-1].path == "catalog_product_attribute_media.list"


def test_a_fault_in_the_header_comes_before_the_body(shop: FakeMagento, v2: Speaker) -> None:
    header = "<m:catalogProductAttributeMediaList><sessionId>x</sessionId></m:catalogProductAttributeMediaList>"
    assert sent(v2, UPDATE.format("<data><label>new</label></data>"), header).fault == (
        "5",
        "Session expired. Try to relogin.",
    )
    assert shop.products["Sku"].images[0].label == "old"


@pytest.mark.parametrize("spelling", [str.upper, "{} ".format, str])
def test_a_session_ends_whatever_the_case_of_its_id(v2: Speaker, spelling: Callable[[str], str]) -> None:
    assert sent(v2, LIST.replace("{S}", v2.session.upper())).fault == ("5", "Session expired. Try to relogin.")
    assert sent(v2, LIST).fault is None
    sent(v2, f"<m:endSession><sessionId>{spelling(v2.session)}</sessionId></m:endSession>")
    assert sent(v2, LIST).fault == ("5", "Session expired. Try to relogin.")


def test_files_are_cut_as_their_column_cuts_them(shop: FakeMagento) -> None:
    """A file of more than 255 characters; one that is another's by that is not kept (transcript ``v1_naming_length``)."""
    shop.add_product("long")
    client = Speaker(shop, "v1")
    for length in (247, 250, 251):
        body = envelopes.V1(client.session).create("long", "m" * length, picture(format="jpeg"))
        assert f"/m/m/{'m' * length}.jpg" in client.send(body).body.decode()
    images = shop.products["long"].images
    assert [(image.file, image.position) for image in images] == [
        (f"/m/m/{'m' * 247}.jpg"[:255], 1),
        (f"/m/m/{'m' * 250}", 2),
    ]
    assert images[1].types == ["image", "thumbnail"]
