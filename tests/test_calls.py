"""The log: what was called is told the same whatever dialect was spoken, and assertions tell what did come."""

from __future__ import annotations

import base64
import json
import threading
import xmlrpc.client
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
import requests
import zeep
import zeep.exceptions
from zeep.xsd import Nil

from benchmarks import envelopes
from fake_magento import Exchange, FakeMagento, Fault, HttpRequest, calls, picture
from tests.speaking import DIALECTS, Speaker, caller

MEDIA = "catalog_product_attribute_media"


@pytest.fixture
def shops() -> Iterator[dict[str, FakeMagento]]:
    """A fake for each dialect, with a product that has one image."""
    made = {dialect: FakeMagento(wsi=dialect == "wsi") for dialect in DIALECTS}
    for fake in made.values():
        fake.add_product("mug", id=7)
        fake.start()
    yield made
    for fake in made.values():
        fake.stop()


def described(exchange: Exchange) -> dict[str, Any]:
    """What must not depend on the dialect."""
    names = ("path", "arguments", "product", "user", "value", "fault", "status", "outcome", "trouble")
    return {name: getattr(exchange, name) for name in names}


def test_the_same_in_all_dialects(shops: dict[str, FakeMagento]) -> None:
    logs = []
    for dialect, fake in shops.items():
        client = Speaker(fake, dialect)
        client.create("mug")
        client.list("mug")
        client.list("nosuch")
        client.login("apiUser", "wrong")
        assert {exchange.dialect for exchange in fake.calls} == {dialect}
        log = [described(exchange) for exchange in fake.calls]
        log[0]["value"] = log[2]["value"][0].pop("url")  # a session's id, an address with a port
        logs.append(log)
    for log in logs:
        for step in log:
            step["arguments"].get("data", {}).pop("label", None)  # not all of the bodies here give these
            step["arguments"].get("data", {}).pop("types", None)
        log[2]["value"] = None
        log[0]["value"] = None
    assert logs[0][0]["arguments"] == {"username": "apiUser", "apiKey": "apiKey123"}
    create = logs[0][1]
    assert (create["path"], create["product"], create["user"]) == (f"{MEDIA}.create", "mug", "apiUser")
    assert list(create["arguments"]) == ["productId", "data", "store", "identifierType"]
    assert create["value"] == "/n/e/new.jpg"
    assert logs[0][3]["outcome"] == "fault 101: Product not exists."
    assert logs[0][4]["fault"] == ("2", "Access denied.")
    assert logs[1] == logs[0]
    assert logs[2] == logs[0]
    assert logs[3] == logs[0]


def test_arguments_by_name_over_v1(fake_magento: FakeMagento) -> None:
    client = Speaker(fake_magento, "v1")
    v1 = envelopes.V1(client.session)
    for given in (["7", "german"], {"productId": "7", "store": "german"}, "7"):
        client.send(v1.call("list", given))
    first, second, third = (call.arguments for call in fake_magento.calls.of("product_media.list"))
    assert first == second == {"productId": "7", "store": "german", "identifierType": None}
    assert third == {"productId": "7", "store": None, "identifierType": None}


def test_product_by_whatever_names_it(fake_magento: FakeMagento) -> None:
    fake_magento.add_product("Mug", id=7)
    fake_magento.add_product("7x", id=8)
    client = Speaker(fake_magento, "xmlrpc")
    for name in ("Mug", "MUG", "7", "7x", "nosuch"):
        client.list(name)
    assert [call.product for call in fake_magento.calls.of("product_media.list")] == [
        "Mug",
        "Mug",
        "Mug",
        "7x",
        "nosuch",
    ]
    assert len(fake_magento.calls.of("product_media.list", product="mug")) == 3
    assert len(fake_magento.calls.of("product_media.list", product=7)) == 3
    assert len(fake_magento.calls.of("product_media.list", product="nosuch")) == 1  # as the client called it
    assert fake_magento.calls.of("product_media.list", product=99) == []


def test_names_that_find_calls(fake_magento: FakeMagento) -> None:
    fake_magento.add_product("mug")
    client = Speaker(fake_magento, "v2")
    client.list("mug")
    [found] = fake_magento.calls.of("product_media.list")
    for name in (
        f"{MEDIA}.list",
        "product_attribute_media.list",
        "product_media",
        MEDIA,
        "catalogProductAttributeMediaList",
        "call",
    ):
        assert fake_magento.calls.of(name) == [found], name
    assert fake_magento.calls.of("product_media.info") == []
    assert [each.operation for each in fake_magento.calls.of("login")] == ["login"]
    for name in ("product_media.lst", "nosuch", "nosuch.list", "", "."):
        with pytest.raises(ValueError, match="there is no"):
            fake_magento.assert_not_called(name)


def test_calls_inside_others(fake_magento: FakeMagento) -> None:
    fake_magento.add_product("mug")
    shop = xmlrpc.client.ServerProxy(fake_magento.xmlrpc_url)
    session = shop.login(fake_magento.username, fake_magento.api_key)
    many = xmlrpc.client.MultiCall(shop)
    many.call(session, "product_media.list", ["mug"])
    many.multiCall(session, [["product_media.list", ["mug"]], ["product_media.info", ["mug", "/x.jpg"]]])
    many.login("apiUser", "wrong")
    many()
    exchange = fake_magento.calls[-1]
    assert exchange.operation == "system.multicall"
    first, second, third = exchange.parts
    assert (first.path, second.operation, third.operation) == (f"{MEDIA}.list", "multiCall", "login")
    assert [part.path for part in second.parts] == [f"{MEDIA}.list", f"{MEDIA}.info"]
    assert second.parts[1].fault == ("103", "Requested image not exists in product images' gallery.")
    assert third.fault == ("2", "Access denied.")
    assert first.request == second.parts[0].request == exchange.request
    assert len(fake_magento.assert_called("product_media.list", times=2, product="mug")) == 2
    assert "103" in fake_magento.problems()[0]


def test_a_multicall_without_a_session(fake_magento: FakeMagento) -> None:
    shop = xmlrpc.client.ServerProxy(fake_magento.xmlrpc_url)
    with pytest.raises(xmlrpc.client.Fault):
        shop.multiCall("x", [["product_media.list", ["mug"]]])
    [call] = fake_magento.assert_called("product_media.list")
    assert call.fault == ("5", "Session expired. Try to relogin.")
    [problem] = fake_magento.problems()
    assert "multiCall" in problem


def test_what_is_no_call(fake_magento: FakeMagento) -> None:
    client = Speaker(fake_magento, "v1")
    fake_magento.calls.clear()
    client.send(b"no XML")
    [exchange] = fake_magento.calls
    assert (exchange.operation, exchange.path, exchange.arguments) == (None, None, {})
    assert exchange.summary() == "v1 - no call() -> fault Sender: Invalid XML"
    client.send(envelopes.V1(client.session).call("nosuch", ["a"]))
    unknown = fake_magento.calls[-1]
    assert (unknown.path, unknown.arguments) == ("product_media.nosuch", {"args": ["a"]})


def test_refused_in_strict_mode_and_yet_named() -> None:
    with FakeMagento(validation="strict") as fake:
        service = zeep.Client(fake.soap_v2_wsdl).service
        client = Speaker(fake, "v2")
        body = client.list_body("mug").replace(b"storeView", b"nosuch")
        assert b"does not fit" in client.send(body).body
        [call] = fake.assert_called("product_media.list")
        assert (call.operation, call.arguments) == ("catalogProductAttributeMediaList", {})
        assert call.violations
        with pytest.raises(zeep.exceptions.Fault):
            service.catalogProductAttributeMediaInfo(client.session, "mug", "/x.jpg", Nil, Nil)
        assert fake.calls[-1].path == f"{MEDIA}.info"


def test_assertions(fake_magento: FakeMagento) -> None:
    fake_magento.add_product("mug")
    client = Speaker(fake_magento, "xmlrpc")
    client.create("mug")
    client.list("mug")
    client.list("mug")
    assert fake_magento.assert_called("product_media.list")[0] is fake_magento.calls[2]
    fake_magento.assert_called("product_media.list", times=2, arguments={"store": None})
    fake_magento.assert_called("product_media.create", arguments={"data": {"file": {"mime": "image/jpeg"}}})
    fake_magento.assert_called("product_media.remove", times=0)
    fake_magento.assert_not_called("product_media.list", product="nosuch")
    fake_magento.assert_not_called("product_media.create", arguments={"data": {"label": None}})
    for name, arguments in (("product_media.create", {"productID": "mug"}), ("login", {"user": "apiUser"})):
        with pytest.raises(ValueError, match=f"{name} has no argument '.*'; "):
            fake_magento.assert_not_called(name, arguments=arguments)
    fake_magento.assert_called("login", arguments={"username": "apiUser"})
    for failing, message in (
        (
            lambda: fake_magento.assert_called("product_media.remove"),
            r"product_media.remove was never called\. What came:",
        ),
        (
            lambda: fake_magento.assert_called("product_media.list", times=1),
            "was called twice, and should have been once.",
        ),
        (lambda: fake_magento.assert_not_called("login"), "login was called once, and should not have been."),
        (
            lambda: fake_magento.assert_called("product_media.list", product="cup", arguments={"store": 1}),
            r"product_media.list \(product 'cup', store=1\) was never called\.",
        ),
    ):
        with pytest.raises(AssertionError, match=message) as raised:
            failing()
        lines = str(raised.value).splitlines()
        assert len(lines) == 5
        assert lines[2].startswith(f"  2. xmlrpc apiUser {MEDIA}.create(productId='mug', data={{'file': {{'content': '")
        assert len(lines[2]) < 260  # long values are cut
        assert lines[2].endswith(" -> ok")


def test_a_key_that_is_a_number_equals_its_text(fake_magento: FakeMagento) -> None:
    call = caller(fake_magento)
    for quantities in ({"3": 1, "x": 1}, {"4": "2"}):
        call("order_invoice.create", "100000001", quantities)
    for wanted in ({"3": 1}, {3: "1"}, {"3": "1", "x": 1}):
        fake_magento.assert_called("order_invoice.create", times=1, arguments={"itemsQty": wanted})
    for missing in ({"5": 1}, {3: 2}, {"03": 1}, {"3": 1, 4: 2}):
        fake_magento.assert_not_called("order_invoice.create", arguments={"itemsQty": missing})


def test_kinds_that_calls_of_a_name_are_never_about_are_refused(fake_magento: FakeMagento) -> None:
    caller(fake_magento)("order_shipment.create", "100000001")
    order = {"order": "100000001"}
    for name in ("call", "order_shipment", "sales_order_shipment.create", "salesOrderShipmentCreate"):
        fake_magento.assert_called(name, about=order, times=1)
    for name, known in (("sales_order_shipment.addTrack", "'shipment'"), ("customer", "'customer'")):
        with pytest.raises(ValueError, match=f"no call of {name} is about 'order'; there are {known}"):
            fake_magento.assert_not_called(name, about=order)
    with pytest.raises(ValueError, match="no call of sales_order is about 'product'; there are 'order'"):
        fake_magento.assert_not_called("order", product="mug")
    with pytest.raises(ValueError, match="about 'product'; they are about nothing"):
        fake_magento.calls.of("multiCall", product="mug")


def test_a_number_equals_its_text(fake_magento: FakeMagento) -> None:
    fake_magento.add_product("mug")
    shop = xmlrpc.client.ServerProxy(fake_magento.xmlrpc_url)
    session = shop.login(fake_magento.username, fake_magento.api_key)
    with pytest.raises(xmlrpc.client.Fault):
        shop.call(session, "product_media.create", [1, {"position": 5, "types": ["1", 2], "file": "x"}])
    for data in ({"position": "5"}, {"position": 5}, {"types": [1, "2"]}):
        fake_magento.assert_called("product_media.create", arguments={"productId": "1", "data": data})
    for data in ({"position": "05"}, {"types": [1]}, {"types": "1"}, {"position": True}):
        fake_magento.assert_not_called("product_media.create", arguments={"data": data})


def test_bytes_that_are_no_text_can_be_told(fake_magento: FakeMagento) -> None:
    client = Speaker(fake_magento, "xmlrpc")
    path = "<value><base64>" + base64.b64encode(b"\xff x.a").decode() + "</base64></value>"
    body = client.list_body("x").replace(b"<value><string>product_media.list</string></value>", path.encode())
    body = body.replace(b"<methodName>call</methodName>", b"<methodName>system.multicall</methodName>")
    client.send(body)
    inner = {"methodName": "call", "params": [client.session, xmlrpc.client.Binary(b"\xff x.a"), []]}
    client.send(xmlrpc.client.dumps(([inner],), "system.multicall").encode())
    assert [str(exchange).encode() and exchange.summary().encode() for exchange in fake_magento.calls]
    assert [problem.encode() for problem in fake_magento.problems()]


def test_a_large_log_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calls, "BYTES_KEPT", 100_000)
    with FakeMagento() as fake:
        client = Speaker(fake, "v1")
        for _ in range(9):
            client.send(b"x" * 20_000)
            client.list("x")
        assert 2 < len(fake.calls) < 8
        client.send(b"x" * 200_000)
        assert len(fake.calls) == 1


def test_who_listens_does_not_decide(fake_magento: FakeMagento, caplog: pytest.LogCaptureFixture) -> None:
    def broken(exchange: Exchange) -> None:
        raise RuntimeError("a listener's mistake")

    seen: list[Exchange] = []
    fake_magento.on_call(broken)
    fake_magento.on_call(seen.append)
    assert Speaker(fake_magento, "v1").session
    assert len(seen) == 1
    assert "a listener's mistake" in caplog.text


def test_every_request_is_told(fake_magento: FakeMagento) -> None:
    fake_magento.add_product("mug", images=[picture()])
    [image] = fake_magento.products["mug"].images
    told: list[HttpRequest] = []
    fake_magento.on_request(told.append)
    requests.get(fake_magento.soap_v2_wsdl, timeout=30)
    requests.get(image.url, timeout=30)
    client = Speaker(fake_magento, "v1")
    requests.get(f"{fake_magento.url}/__fake__/calls?of=login", timeout=30)
    fake_magento.fail(status=502)
    client.list("mug")
    requests.put(f"{fake_magento.url}/api/v2soap/?a=%20b", timeout=30)
    url = fake_magento.url
    assert [(each.method, each.url.removeprefix(url), each.status) for each in told] == [
        ("GET", "/api/v2_soap/?wsdl", 200),
        ("GET", "/media/catalog/product/i/m/image.png", 200),
        ("POST", "/api/soap/", 200),
        ("GET", "/__fake__/calls?of=login", 200),
        ("POST", "/api/soap/", 502),
        ("PUT", "/api/v2soap/?a=%20b", 404),
    ]
    assert [each.exchange for each in told if each.exchange] == fake_magento.calls
    assert [each.exchange is None for each in told] == [True, True, False, True, False, True]
    assert all(0 <= each.duration < 30 for each in told)
    assert str(told[-1]).startswith(
        f"PUT {url}/api/v2soap/?a=%20b -> 404 (no such address; is '/api/v2_soap/' meant?) "
    )


def test_a_closed_connection_is_told_too(fake_magento: FakeMagento) -> None:
    told: list[HttpRequest] = []
    fake_magento.on_request(told.append)
    fake_magento.fail(how="closed", delay=0.05)
    with pytest.raises(requests.ConnectionError):
        requests.post(f"{fake_magento.url}/api/soap/", b"", timeout=30)
    [request] = told
    assert (request.status, request.exchange) == (None, fake_magento.calls[0])
    assert request.duration >= 0.05
    assert " -> - " in str(request)


@pytest.mark.parametrize(
    ("address", "hint"),
    [
        ("/api/v2soap?wsdl", "no such address; is '/api/v2_soap/' meant?"),
        ("/index.php/api/xml_rpc", "no such address; is '/api/xmlrpc/' meant?"),
        ("/__fake/", "no such address; is '/__fake__/' meant?"),
        ("/api.php?type=v2soap", "no adapter 'v2soap'; is 'v2_soap' meant?"),
        ("/media/catalog/product/i/m/imge.png", "no such image; is '/i/m/image.png' meant?"),
        ("/media/catalog/product/q", "no such image; there are '/i/m/image.png'"),
        ("/index.php/api/soap/index/", None),
    ],
)
def test_a_page_that_there_is_not_hints_at_the_one_that_is_meant(
    fake_magento: FakeMagento, address: str, hint: str | None
) -> None:
    fake_magento.add_product("mug", images=[picture()])
    told: list[HttpRequest] = []
    fake_magento.on_request(told.append)
    answer = requests.get(fake_magento.url + address, timeout=30)
    assert (answer.headers.get("X-Fake-Magento-Hint"), told[0].hint) == (hint, hint)
    assert "meant?" not in answer.text  # the page itself is the real one


def test_an_exchange_has_what_http_says_and_its_session(fake_magento: FakeMagento) -> None:
    url = f"{fake_magento.url}/api/soap/?x=1"
    login = requests.post(url, envelopes.login("apiUser", "apiKey123"), headers={"SOAPAction": "urn:a"}, timeout=30)
    session = login.text.partition('xsd:string">')[2].partition("<")[0]
    v1 = envelopes.V1(session)
    requests.post(url, v1.multi_call([["product_media.list", ["a"]]], {}), timeout=30)
    requests.post(url, b"", timeout=30)
    first, second, third = fake_magento.calls
    assert (first.method, first.url, first.headers["soapaction"]) == ("POST", url, "urn:a")
    assert (first.session, second.session, second.parts[0].session, third.session) == (None, session, session, None)


def hinted(data: Any, path: str = "create") -> list[str]:
    """The hints for an upload over XML-RPC."""
    with FakeMagento() as fake:
        fake.add_product("mug", images=[picture()])
        with suppress(xmlrpc.client.ProtocolError):  # an error of PHP's
            caller(fake)(f"product_media.{path}", "mug", *(["/i/m/image.png"] if path == "update" else []), data)
        return fake.calls[-1].hints


PNG, JPEG = (base64.b64encode(picture(format=kind)).decode() for kind in ("png", "jpeg"))
NO_TYPES = "data.types is there and empty: an update takes all types from the image; leave it out to keep them"


@pytest.mark.parametrize(
    ("data", "hints"),
    [
        ({"file": {"mime": "image/png", "content": PNG}, "types": ["image"], "label": "x"}, []),
        ({"file": {"mime": "image/png", "content": PNG}, "types": []}, [NO_TYPES]),
        ({"file": {"mime": "image/png", "content": PNG}, "types": ""}, [NO_TYPES]),
        (
            {"file": {"mime": "image/jpg", "content": JPEG}},
            ["data.file.mime: the API knows no 'image/jpg'; is 'image/jpeg' meant?"],
        ),
        (
            {"file": {"mime": "image/jpeg", "content": PNG}},
            ["data.file.content is image/png, not image/jpeg as data.file.mime says"],
        ),
        (
            {"file": {"mime": "image/gif", "content": base64.b64encode(b"text").decode()}},
            ["data.file.content is no image, not image/gif as data.file.mime says"],
        ),
        ({"file": ["image/png", PNG]}, ["data.file is a list, where a mapping is expected"]),
        ([{"label": "x"}], ["data is a list, where a mapping is expected"]),
        ({"types": {"image": "1"}}, ["data.types is a mapping, where a list is expected"]),
        ({"file": {"mime": 7, "content": [PNG]}}, []),
        ({"file": {"mime": "image/png", "content": [PNG]}}, []),
        ({"file": {"mime": "image/png", "content": "no base64!"}}, []),
        ("x", []),
        (None, []),
    ],
)
@pytest.mark.parametrize("path", ["create", "update"])
def test_hints_at_what_was_not_meant(data: Any, hints: list[str], path: str) -> None:
    assert hinted(data, path) == hints


@pytest.mark.parametrize(
    ("path", "arguments", "hint"),
    [
        (
            "order.list",
            [{"created_at": {"gteq": "2026-01-01", "lteq": "2026-01-31"}, "status": "pending"}],
            "filters.created_at has gteq and lteq, of which gteq alone counts; from and to are a span",
        ),
        (
            "product.list",
            [{"sku": [{"eq": "mug"}, {"like": "m%", "neq": "x"}]}],
            "filters.sku has like and neq, of which like alone counts; from and to are a span",
        ),
        (
            "customer.list",
            [{"created_at": {"gt": "2026-01-01", "from": "2026-01-01", "to": "2026-01-31", "date": True}}],
            "filters.created_at has gt and from and to, of which from and to alone counts; from and to are a span",
        ),
        (
            "product.list",
            [{"price": {"geq": 5}}],
            "filters.price has the operator 'geq', which there is not; is 'gteq' meant?",
        ),
        ("order.list", [{"created_at": {"from": "2026-01-01", "to": "2026-01-31", "datetime": True}}], None),
        ("order.list", [{"status": ["pending", {"eq": "processing"}], "state": {"in": ["new"]}}], None),
        ("order.list", ["x"], None),
        (
            "salesOrderList",
            [],
            "there is no path 'salesOrderList', which is an operation of V2; is 'sales_order.list' meant?",
        ),
        (
            "product",
            [],
            "there is no path 'product', which is a resource; a path has a method of it, such as 'catalog_product.list'",
        ),
        ("login", [], "there is no path 'login', which is a function of the server"),
        (
            "order_shipment.create",
            ["100000001", {"mug": 1}],
            "itemsQty names none of the order's items, which it does by their item_id: 1",
        ),
        (
            "order_invoice.create",
            ["100000001", [1]],
            "itemsQty names none of the order's items, which it does by their item_id: 1",
        ),
        (
            "order_creditmemo.create",
            ["100000001", {"qtys": {"7": 1}}],
            "creditmemoData.qtys names none of the order's items, which it does by their item_id: 1",
        ),
        ("order_invoice.create", ["100000001", {"1": 1}], None),
        ("order_invoice.create", ["100000001", []], None),
        ("order_invoice.create", ["100000099", {"7": 1}], None),
        ("order_creditmemo.create", ["100000001", "x"], None),
    ],
)
def test_hints_at_filters_paths_and_quantities(path: str, arguments: list[Any], hint: str | None) -> None:
    with FakeMagento() as fake:
        fake.products.add("mug", price=10, qty=5)
        fake.orders.add({"mug": 1})
        with suppress(xmlrpc.client.ProtocolError):  # an error of PHP's
            caller(fake)(path, *arguments)
        assert fake.calls[-1].hints == ([hint] if hint else [])


@pytest.mark.parametrize("wsi", [False, True])
def test_hints_at_filters_of_v2(wsi: bool) -> None:
    with FakeMagento(wsi=wsi) as fake:
        service = zeep.Client(fake.soap_v2_wsdl).service
        pairs = [{"key": "created_at", "value": {"key": key, "value": "2026-01-02"}} for key in ("gteq", "lteq")]
        if wsi:
            session = service.login(username=fake.username, apiKey=fake.api_key)
            service.salesOrderList(sessionId=session, filters={"complex_filter": {"complexObjectArray": pairs}})
        else:
            session = service.login(fake.username, fake.api_key)
            array = zeep.Client(fake.soap_v2_wsdl).get_type("ns0:complexFilterArray")
            service.salesOrderList(session, {"complex_filter": array(pairs)})
        assert fake.calls[-1].hints == [
            "filters.created_at has gteq and lteq, of which gteq alone counts; from and to are a span"
        ]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_what_is_meant_has_no_hints(shops: dict[str, FakeMagento], dialect: str) -> None:
    client = Speaker(shops[dialect], dialect)
    client.create("mug")
    client.list("mug")
    assert [exchange.hints for exchange in shops[dialect].calls] == [[], [], []]


def test_a_mapping_that_v2_writes_as_pairs_is_one_in_v1(fake_magento: FakeMagento) -> None:
    call = caller(fake_magento)
    call("product_custom_option.add", "mug", {"title": "Engraving", "additional_fields": {"price": "1"}})
    call("product.info", "mug", None, ["name"])  # V2 has a structure there
    with suppress(xmlrpc.client.ProtocolError):  # an error of PHP's
        call("customer.list", ["email"])
    call("cart_product.add", 1, [{"sku": "mug", "options": {"7": "x", "size": "y"}}])  # pairs in V2
    _, added, asked, listed, put = fake_magento.calls
    assert added.hints == ["data.additional_fields is a mapping, where a list is expected"]
    assert asked.hints == []
    assert listed.hints == ["filters is a list, where a mapping is expected"]
    assert put.hints == []


def test_hints_are_shown_with_the_call_that_held_them(fake_magento: FakeMagento) -> None:
    client = Speaker(fake_magento, "v1")
    client.send(envelopes.V1(client.session).multi_call([["product_media.create", ["x", {"types": ""}]]], {}))
    exchange = fake_magento.calls[-1]
    assert exchange.hints == exchange.parts[0].hints == [NO_TYPES]
    assert str(fake_magento.calls).endswith(f"\n     hint {NO_TYPES}")
    assert not any("hint" in problem for problem in fake_magento.problems())


def test_faults_of_others_can_be_allowed(fake_magento: FakeMagento) -> None:
    client = Speaker(fake_magento, "v1")
    client.send(b"")
    client.send(b"<x/>")
    assert len(fake_magento.problems()) == 2
    for code in {exchange.fault[0] for exchange in fake_magento.calls if exchange.fault} - {"Sender"}:
        fake_magento.allow_fault(code)
    assert len(fake_magento.problems()) < 2
    for allowed in (623, "623", "SOAP-ENV:Client", "500", 5, 101, "1008"):
        fake_magento.allow_fault(allowed)
    for number, on, told in ((9999, None, "the API has no fault 9999"), (1008, "login", "login has no fault 1008")):
        with pytest.raises(ValueError, match=told):
            fake_magento.allow_fault(number, on)
    with pytest.raises(ValueError, match="the API has no fault 'nosuch'"):
        fake_magento.allow_fault("nosuch")


def test_methods_of_the_shops_own_have_any_fault(fake_magento: FakeMagento) -> None:
    @fake_magento.method("custom.ping")
    def ping() -> None:
        raise Fault(9999, "Not today.")

    assert caller(fake_magento)("custom.ping") == 9999
    assert len(fake_magento.problems()) == 1
    fake_magento.allow_fault(9999)
    fake_magento.assert_clean()


def test_a_session_that_a_test_took_away_is_no_surprise(fake_magento: FakeMagento) -> None:
    before = fake_magento.snapshot()
    for take_away in (lambda: fake_magento.restore(before), lambda: fake_magento.loads("{}"), fake_magento.reset):
        call = caller(fake_magento)
        take_away()
        assert (call("product.list"), fake_magento.problems()) == (5, [])
    client = Speaker(fake_magento, "xmlrpc")
    xmlrpc.client.ServerProxy(fake_magento.xmlrpc_url).endSession(client.session)
    assert client.list("mug").fault == ("5", "Session expired. Try to relogin.")
    assert len(fake_magento.problems()) == 1  # it was the client who ended it
    fake_magento.restore(before)
    client.list("mug")
    assert len(fake_magento.problems()) == 2


def test_a_session_of_another_shop_is_known_once_it_is_used(fake_magento: FakeMagento) -> None:
    other = FakeMagento()
    with other:
        client = Speaker(other, "xmlrpc")
    fake_magento.restore(other.snapshot())
    shop = xmlrpc.client.ServerProxy(fake_magento.xmlrpc_url)
    assert shop.call(client.session, "product.list") == []
    fake_magento.reset()
    with pytest.raises(xmlrpc.client.Fault, match="Session expired"):
        shop.call(client.session, "product.list")
    fake_magento.assert_clean()


def test_a_long_log_is_cut(fake_magento: FakeMagento, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calls, "CALLS_KEPT", 60)
    fake = FakeMagento()
    client = fake_magento.calls  # a log of another fake does not grow with it
    with fake:
        speaker = Speaker(fake, "xmlrpc")
        for _ in range(60):
            speaker.list("mug")
    assert len(client) == 0
    assert len(fake.calls) == 60
    assert str(fake.calls).startswith("  … 10 more\n  11. xmlrpc")
    assert len(fake.assert_called("product_media.list")) == 60
    for asked in (lambda: fake.assert_called("login"), lambda: fake.assert_called("product_media.list", times=60)):
        with pytest.raises(AssertionError, match="is not known: 1 calls are not kept any more, only the last 60"):
            asked()
    with pytest.raises(AssertionError, match="is not known"):
        fake.assert_not_called("product_media.create")
    fake.calls.clear()
    fake.assert_not_called("product_media.create")


def test_it_is_a_sequence(fake_magento: FakeMagento) -> None:
    assert fake_magento.calls == []
    assert str(fake_magento.calls) == "  nothing"
    client = Speaker(fake_magento, "v1")
    client.list("x")
    log = fake_magento.calls
    assert (len(log), log[0], log[-1], log[1:]) == (2, log[0], log[1], [log[1]])
    assert log != []
    assert log == [*log]
    assert log[0] in log
    assert repr(log) == "<2 calls>"


def test_exchanges_know_when_and_how_long(fake_magento: FakeMagento) -> None:
    client = Speaker(fake_magento, "v1")
    client.list("x")
    first, second = fake_magento.calls
    assert first.at <= second.at <= first.at + 60
    assert 0 < second.duration < 60


def test_listeners_in_threads(fake_magento: FakeMagento) -> None:
    seen: list[Exchange] = []
    fake_magento.on_call(seen.append)
    threads = [threading.Thread(target=Speaker, args=(fake_magento, dialect)) for dialect in ("v1", "v2", "xmlrpc") * 3]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(id, seen)) == sorted(map(id, fake_magento.calls))
    assert len(seen) == 9


def test_shared_values_do_not_explode(fake_magento: FakeMagento) -> None:
    client = Speaker(fake_magento, "v1")
    levels = 60
    inner = "".join(
        f'<e{n} id="e{n}" SOAP-ENC:arrayType="xsd:ur-type[2]" xsi:type="SOAP-ENC:Array">'
        f'<item href="#e{n + 1}"/><item href="#e{n + 1}"/></e{n}>'
        for n in range(1, levels)
    )
    last = f'<e{levels} id="e{levels}" xsi:type="xsd:string">x</e{levels}>'
    body = envelopes.V1(client.session).call("list", "X").decode()
    body = body.replace('<args xsi:type="xsd:string">X</args>', '<args href="#e1"/>')
    body = body.replace("</SOAP-ENV:Body>", f"{inner}{last}</SOAP-ENV:Body>")
    client.send(body.encode())
    exchange = fake_magento.calls[-1]
    assert exchange.path == f"{MEDIA}.list"
    assert len(exchange.summary()) < 20_000
    shown = requests.get(f"{fake_magento.url}/__fake__/calls", timeout=60).content
    assert "…" in json.loads(shown)[-1]["outcome"] + str(json.loads(shown)[-1]["arguments"])
    assert len(shown) < 10_000_000


@pytest.mark.parametrize(
    ("path", "hints"),
    [
        ("product_media.lst", ["there is no path 'product_media.lst'; is 'product_media.list' meant?"]),
        ("product_meda.list", ["there is no 'product_meda.list'; is 'product_media.list' meant?"]),
    ],
)
def test_hints_at_the_path_that_is_meant(fake_magento: FakeMagento, path: str, hints: list[str]) -> None:
    shop = xmlrpc.client.ServerProxy(fake_magento.xmlrpc_url)
    session = shop.login("apiUser", "apiKey123")
    with pytest.raises(xmlrpc.client.Fault, match="Invalid api path"):
        shop.call(session, path, ["mug"])
    assert fake_magento.calls[-1].hints == hints
    assert fake_magento.calls[0].hints == []


def test_hints_at_rights_that_are_missing(fake_magento: FakeMagento) -> None:
    fake_magento.users.add("u", "k", resources=["catalog/prodct", "catalog/product/info"])
    fake_magento.users.add("nothing", "k", resources=[])
    shop = xmlrpc.client.ServerProxy(fake_magento.xmlrpc_url)
    for user, allowed in (("u", "'catalog/prodct', 'catalog/product/info'"), ("nothing", "nothing")):
        session = shop.login(user, "k")
        with pytest.raises(xmlrpc.client.Fault, match="Access denied"):
            shop.call(session, "catalog_product.info", ["mug"])
        needed = "'catalog/product'" if user == "u" else "'catalog/product' and 'catalog/product/info'"
        told = f"it needs {needed}, which the role of {user!r} does not allow; it allows {allowed}"
        assert fake_magento.calls[-1].hints == [told]
    fake_magento.fail("catalog_product.info", fault=2)
    with pytest.raises(xmlrpc.client.Fault, match="Access denied"):
        shop.call(shop.login("apiUser", "apiKey123"), "catalog_product.info", ["mug"])
    assert fake_magento.calls[-1].hints == []
