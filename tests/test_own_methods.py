"""A shop's own methods: in `resources`, in the WSDLs, in validation and on the log, in all dialects."""

from __future__ import annotations

import functools
import logging
import urllib.request
import xmlrpc.client
from collections.abc import Iterator
from typing import Any

import pytest
import zeep
import zeep.exceptions
from lxml import etree
from zeep import xsd

from fake_magento import (
    ARRAY_OF_STRING,
    BOOLEAN,
    DOUBLE,
    INT,
    STRING,
    Array,
    FakeMagento,
    Fault,
    Field,
    Struct,
)
from fake_magento.contract.namespaces import WSDL, XSD
from tests.php import run_php
from tests.speaking import Speaker

LINE = Struct(
    "shopOrderLine",
    (
        Field("sku", STRING),
        Field("qty", INT),
        Field("price", DOUBLE, required=False),
        Field("gift", BOOLEAN, required=False),
        Field("tags", ARRAY_OF_STRING, required=False),
    ),
)
ORDER = Struct("shopOrder", (Field("number", STRING), Field("lines", Array("shopOrderLineArray", LINE))))


def extend(fake: FakeMagento) -> FakeMagento:
    """A fake with a resource of its own."""
    fake.add_resource(
        "shop_order",
        title="Orders & <more>",
        aliases=["orders"],
        acl="shop/order",
        faults={"empty": (301, "An order needs lines."), "closed": (302, "The shop is closed.")},
    )

    @fake.method(
        "shop_order.place",
        title="Place <b>an</b> order & pay",
        types={"lines": Array("shopOrderLineArray", LINE), "note": STRING},
        returns=ORDER,
        acl="shop/order/place",
    )
    def place(lines: Any, note: str | None = None) -> Any:
        if not lines:
            raise Fault(301)
        if note == "late":
            raise Fault(302, "Come back at nine.")
        return {"number": note, "lines": lines}

    @fake.method("custom.ping")
    def ping(name: str = "you", times: int = 1) -> Any:
        return [f"hello {name}"] * int(times)

    return fake


@pytest.fixture(params=[False, True], ids=["v2", "wsi"])
def is_wsi(request: pytest.FixtureRequest) -> Any:
    """Whether the shop is in WS-I mode."""
    return request.param


@pytest.fixture
def shop(is_wsi: bool) -> Iterator[FakeMagento]:
    """A fake with methods of its own that refuses what does not fit its WSDL."""
    with extend(FakeMagento(wsi=is_wsi, validation="strict")) as fake:
        yield fake


def over_xmlrpc(fake: FakeMagento, user: str = "apiUser", key: str = "apiKey123") -> Any:
    """A client whose calls are in a session."""
    proxy = xmlrpc.client.ServerProxy(fake.xmlrpc_url, allow_none=True)
    return functools.partial(proxy.call, proxy.login(user, key))


def test_php_calls_it(shop: FakeMagento, is_wsi: bool) -> None:
    got = run_php("own_methods.php", {"v1": shop.soap_v1_wsdl, "v2": shop.soap_v2_wsdl, "wsi": is_wsi})
    line = {"sku": "mug", "qty": 2, "price": 1.5, "gift": True, "tags": ["a", "b"]}
    assert got["v1"] == {"number": "note", "lines": [line]}
    assert got["fault"] == ["301", "An order needs lines."]
    if is_wsi:
        line["tags"] = {"complexObjectArray": line["tags"]}
        assert got["v2"] == {"number": "note", "lines": {"complexObjectArray": line}}
    else:
        assert got["v2"] == {"number": "note", "lines": [line]}
    first, second, third = shop.assert_called("orders.place", times=3)
    assert {first.dialect, second.dialect} == {"v1", "wsi" if is_wsi else "v2"}
    assert list(first.arguments) == list(second.arguments) == ["lines", "note"]
    assert [exchange.violations for exchange in (first, second, third)] == [[], [], []]


def test_zeep_calls_it(shop: FakeMagento, is_wsi: bool) -> None:
    client = zeep.Client(shop.soap_v2_wsdl)
    session = client.service.login(shop.username, shop.api_key)
    line: dict[str, Any] = {"sku": "mug", "qty": 2, "price": 1.5, "gift": False}
    lines: Any = {"complexObjectArray": [line]}
    if not is_wsi:
        item = client.get_type("ns0:shopOrderLine")(**line, tags=xsd.SkipValue)
        lines = client.get_type("ns0:shopOrderLineArray")([item])
    order = client.service.shopOrderPlace(sessionId=session, lines=lines, note="n")
    [made] = order.lines.complexObjectArray if is_wsi else order.lines
    assert (order.number, made.sku, made.qty, made.price, made.gift) == ("n", "mug", 2, 1.5, False)
    with pytest.raises(zeep.exceptions.Fault, match=r"Come back at nine\."):
        client.service.shopOrderPlace(sessionId=session, lines=lines, note="late")
    [first, _] = shop.assert_called("shop_order.place", times=2)
    assert first.arguments["lines"][0]["sku"] == "mug"


def test_it_is_listed(shop: FakeMagento) -> None:
    proxy = xmlrpc.client.ServerProxy(shop.xmlrpc_url, allow_none=True)
    session = proxy.login(shop.username, shop.api_key)
    listed = {each["name"]: each for each in proxy.resources(session)}  # type: ignore[union-attr,index,call-overload]
    assert list(listed)[-2:] == ["shop_order", "custom"]
    assert listed["shop_order"] == {
        "title": "Orders & <more>",
        "description": None,
        "name": "shop_order",
        "aliases": ["orders"],
        "methods": [
            {
                "title": "Place <b>an</b> order & pay",
                "description": None,
                "path": "shop_order.place",
                "name": "place",
                "aliases": ["orders.place"],
            }
        ],
    }
    assert proxy.resourceFaults(session, "orders") == [
        {"code": "301", "message": "An order needs lines."},
        {"code": "302", "message": "The shop is closed."},
    ]


def test_values_and_faults(shop: FakeMagento) -> None:
    call = over_xmlrpc(shop)
    assert call("custom.ping", []) == ["hello you"]
    assert call("custom.ping", ["me", 2]) == ["hello me"] * 2
    for arguments, message in (
        ([[]], "<Fault 301: 'An order needs lines.'>"),
        ([[{"sku": "a"}], "late"], "<Fault 302: 'Come back at nine.'>"),
    ):
        with pytest.raises(xmlrpc.client.Fault) as fault:
            call("orders.place", arguments)
        assert repr(fault.value) == message
    with pytest.raises(xmlrpc.client.ProtocolError, match="500"):
        call("orders.place", [])
    assert shop.calls[-1].fault == (
        "500",
        "Too few arguments to function Shop_Order_Model_Api::place(), 0 passed and at least 1 expected",
    )


def test_who_may(shop: FakeMagento) -> None:
    shop.add_user("guest", "key", resources=["shop/order"])
    shop.add_user("buyer", "key", resources=["shop/order", "shop/order/place"])
    assert over_xmlrpc(shop, "guest", "key")("custom.ping", []) == ["hello you"]
    with pytest.raises(xmlrpc.client.Fault, match=r"Access denied\."):
        over_xmlrpc(shop, "guest", "key")("orders.place", [[{"sku": "a"}]])
    assert over_xmlrpc(shop, "buyer", "key")("orders.place", [[{"sku": "a"}]])["lines"] == [{"sku": "a"}]


def test_the_wsdl_has_it(shop: FakeMagento) -> None:
    with urllib.request.urlopen(shop.soap_v2_wsdl, timeout=30) as answer:
        wsdl = etree.fromstring(answer.read())
    [operation] = wsdl.findall(f".//{{{WSDL}}}portType/{{{WSDL}}}operation[@name='shopOrderPlace']")
    assert operation.findtext(f"{{{WSDL}}}documentation") == "Place <b>an</b> order & pay"
    types = {each.get("name") for each in wsdl.iter(f"{{{XSD}}}complexType")}
    assert {"shopOrder", "shopOrderLine", "shopOrderLineArray"} <= types
    assert not wsdl.findall(".//*[@name='customPing']")  # it has no types


def test_strict_validation_knows_it(shop: FakeMagento, is_wsi: bool) -> None:
    client = Speaker(shop, "wsi" if is_wsi else "v2")
    if is_wsi:
        wrong = client.list_body("x").replace(b"catalogProductAttributeMediaListRequest", b"shopOrderPlaceRequest")
    else:
        wrong = client.list_body("x").replace(b"catalogProductAttributeMediaList", b"shopOrderPlace")
    heard = client.send(wrong)
    assert (heard.fault or ("", ""))[1].startswith("The request does not fit the WSDL: ")
    [call] = shop.assert_called("orders.place")
    assert call.violations


def test_trouble_meets_it(shop: FakeMagento) -> None:
    call = over_xmlrpc(shop)
    shop.fail("orders.place", fault="closed")
    with pytest.raises(xmlrpc.client.Fault, match=r"The shop is closed\."):
        call("shop_order.place", [[{"sku": "a"}]])
    shop.fail("custom", status=502)
    with pytest.raises(xmlrpc.client.ProtocolError):
        call("custom.ping", [])


def test_a_mistake_of_its_own_is_fault_1(fake_magento: FakeMagento, caplog: pytest.LogCaptureFixture) -> None:
    @fake_magento.method("custom.broken", returns=ORDER, types={"what": STRING})
    def broken(what: str) -> Any:
        if what == "raises":
            raise KeyError("a mistake")
        return {"object": object(), "set": {1}, "bytes": b"x", "number": {"number": "1"}, "none": None}[what]

    call = over_xmlrpc(fake_magento)
    for what in ("raises", "object", "set", "bytes"):
        with caplog.at_level(logging.ERROR), pytest.raises(xmlrpc.client.Fault) as fault:
            call("custom.broken", [what])
        assert fault.value.faultCode == 1
        assert "custom.broken failed" in caplog.text
        caplog.clear()
    assert call("custom.broken", ["number"]) == {"number": "1"}
    assert call("custom.broken", ["none"]) is None
    service = zeep.Client(fake_magento.soap_v2_wsdl).service
    session = service.login(fake_magento.username, fake_magento.api_key)
    with pytest.raises(zeep.exceptions.Fault, match="SOAP-ERROR: Encoding: object has no 'lines' property"):
        service.customBroken(session, "number")


def test_functions_of_all_kinds(fake_magento: FakeMagento) -> None:
    class Shelf:
        def find(self, sku: str, row: int = 2) -> list[Any]:
            return [sku, row]

        def __call__(self, sku: str = "none") -> str:
            return sku

    for name, function in (
        ("bound", Shelf().find),
        ("called", Shelf()),
        ("partial", functools.partial(Shelf().find, "cup")),
        ("function", lambda items: items.append("x") or items),
    ):
        assert fake_magento.method(f"shelf.{name}")(function) is function
    call = over_xmlrpc(fake_magento)
    assert call("shelf.bound", ["mug"]) == ["mug", 2]
    assert call("shelf.called", []) == "none"
    assert call("shelf.partial", [5]) == ["cup", 5]
    assert call("shelf.function", [[["a"]]]) == [["a"], "x"]
    assert fake_magento.calls[-1].arguments == {"items": [["a"]]}  # what it was sent, not what became of it


def test_arrays_in_arrays(shop: FakeMagento, is_wsi: bool) -> None:
    rows = Array("shopRows", Array("shopRow", INT))
    shop.method("shelf.rows", returns=rows)(lambda: [[1, 2], [3]])
    service = zeep.Client(shop.soap_v2_wsdl).service
    answer = service.shelfRows(service.login("apiUser", "apiKey123"))
    assert ([row.complexObjectArray for row in answer] if is_wsi else answer) == [[1, 2], [3]]


def test_in_place_of_a_method_of_the_core(fake_magento: FakeMagento) -> None:
    @fake_magento.method("catalog_product.info", types={"product": STRING}, returns=STRING, acl="catalog/product/info")
    def info(product: str) -> str:
        return f"about {product}"

    @fake_magento.method("product_media.list")
    def images(product: str) -> list[str]:
        return [image.file for image in fake_magento.products[product].images]  # the fake itself can be used

    fake_magento.add_products(1, images=1)
    call = over_xmlrpc(fake_magento)
    assert call("product.info", ["mug"]) == "about mug"
    assert call("product_media.list", ["sku-1"]) == ["/i/m/image.png"]
    assert call("product_media.info", ["sku-1", "/i/m/image.png"])["position"] == "1"
    service = zeep.Client(fake_magento.soap_v2_wsdl).service
    assert service.catalogProductInfo(service.login("apiUser", "apiKey123"), "mug") == "about mug"
    with pytest.raises(AttributeError):
        _ = service.catalogProductAttributeMediaList  # the new one has no types
    assert over_xmlrpc_of_a_fresh_fake() == []


def over_xmlrpc_of_a_fresh_fake() -> Any:
    """What another fake's own method answers: nobody's methods are another's."""
    with FakeMagento() as other:
        other.add_product("sku-1")
        assert other.wsgi_app.registry.resource("custom") is None
        return over_xmlrpc(other)("product_media.list", ["sku-1"])


def test_added_while_it_runs(fake_magento: FakeMagento) -> None:
    call = over_xmlrpc(fake_magento)
    with pytest.raises(xmlrpc.client.Fault, match=r"Invalid api path\."):
        call("late.hello", [])
    fake_magento.method("late.hello", types={}, returns=STRING)(lambda: "hello")
    assert call("late.hello", []) == "hello"
    service = zeep.Client(fake_magento.soap_v2_wsdl).service
    assert service.lateHello(service.login("apiUser", "apiKey123")) == "hello"
    fake_magento.reset()
    assert over_xmlrpc(fake_magento)("late.hello", []) == "hello"  # a reset is of the state
    fake_magento.method("late.hello", operation="hi", types={}, returns=STRING)(lambda: "hi")
    service = zeep.Client(fake_magento.soap_v2_wsdl).service
    assert service.hi(service.login("apiUser", "apiKey123")) == "hi"


OTHER = Struct("catalogProductImageEntity", (Field("file", STRING),))


async def later() -> int:
    """A function that a server cannot call."""
    return 1


REFUSED: list[tuple[str, Any, dict[str, Any], str]] = [
    ("custom", lambda: 1, {}, "a method is at resource.method, such as 'custom.ping', not at 'custom'"),
    ("custom.later", later, {}, "the server does not wait for a coroutine"),
    ("wsdl.ping", lambda: 1, {}, "'wsdl' means something else where calls are named"),
    ("login.ping", lambda: 1, {}, "'login' means something else"),
    ("custom.a b", lambda: 1, {}, "'a b' is no name of a method"),
    ("a-b.ping", lambda: 1, {}, "'a-b' is no name of a resource"),
    (".ping", lambda: 1, {}, "a method is at resource.method, such as 'custom.ping', not at '.ping'"),
    ("custom.ping", lambda *a: 1, {}, r"by position or name, not \*a"),
    ("custom.ping", lambda **a: 1, {}, "by position or name"),
    ("custom.ping", lambda a: 1, {"returns": STRING}, "V2 needs the type of a"),
    ("custom.ping", lambda a: 1, {"types": {"a": STRING}}, "V2 needs the type that it returns as well"),
    ("custom.ping", lambda: 1, {"operation": "x"}, "V2 needs the type that it returns as well"),
    ("custom.ping", lambda a: 1, {"types": {"b": STRING}, "returns": STRING}, "has no parameter b"),
    ("custom.ping", lambda: 1, {"returns": Struct("a b", ())}, "'a b' is no name of a type"),
    ("custom.ping", lambda: 1, {"returns": Struct("ab", (Field("<", STRING),))}, "'<' is no name of a field"),
    ("custom.ping", lambda: 1, {"returns": Struct("ab", (Field("a", STRING, many=True),))}, "is an Array"),
    ("custom.ping", functools.partial(lambda a: a, a=1), {}, "by position or name"),
    ("custom.ping", lambda: 1, {"returns": STRING, "operation": "1x"}, "'1x' is no name of a method"),
    ("custom.ping", lambda: 1, {"returns": OTHER}, "there is another type 'catalogProductImageEntity' already"),
    ("custom.ping", lambda: 1, {"returns": STRING, "operation": "LOGIN"}, "there is an operation 'LOGIN' already"),
]


@pytest.mark.parametrize(("path", "function", "options", "told"), REFUSED)
def test_what_cannot_be_declared(path: str, function: Any, options: dict[str, Any], told: str) -> None:
    fake = FakeMagento()
    registry = fake.wsgi_app.registry
    with pytest.raises(ValueError, match=told):
        fake.method(path, **options)(function)
    assert fake.wsgi_app.registry is registry


@pytest.mark.parametrize(
    ("name", "options", "told"),
    [
        ("product", {}, "there is a resource 'product' already"),
        ("custom", {"aliases": ["sales_order"]}, "there is a resource 'sales_order' already"),
        ("a b", {}, "'a b' is no name of a resource"),
        ("custom", {"faults": {"x": 5}}, "the fault 'x' is a code and a text, not 5"),
    ],
)
def test_what_is_no_resource(name: str, options: dict[str, Any], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        FakeMagento().add_resource(name, **options)
