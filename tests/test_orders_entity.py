"""Orders that a tester places without a cart, and what he sees of what becomes of them."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any
from xmlrpc.client import ServerProxy

import pytest

from fake_magento import FakeMagento, FixtureError, StateError
from fake_magento.entities import OrderStatus
from fake_magento.transports.xmlrpc import WsgiTransport


@pytest.fixture
def fake() -> FakeMagento:
    """A shop that sells mugs, with a customer."""
    fake = FakeMagento()
    fake.products.add("mug", name="Mug", price="12.50", qty=100)
    fake.products.add("cup", name="Cup", price="3", qty=1000)
    address = {
        "firstname": "Ann",
        "lastname": "Lee",
        "street": "1 Way",
        "city": "Town",
        "postcode": "12345",
        "country_id": "NL",
        "telephone": "1",
        "is_default_billing": True,
    }
    fake.customers.add("ann@example.com", firstname="Ann", lastname="Lee", addresses=[address])
    return fake


def call(fake: FakeMagento, path: str, *arguments: Any) -> Any:
    """What the API answers."""
    shop = ServerProxy(fake.xmlrpc_url, transport=WsgiTransport(fake.wsgi_app), allow_none=True)
    return shop.call(shop.login(fake.username, fake.api_key), path, [*arguments])


def test_an_order_is_what_the_api_shows(fake: FakeMagento) -> None:
    order = fake.orders.add(items=[("mug", 2), ("cup", 1)], created_at="2026-01-02 03:04:05")
    assert (order.increment_id, order.status, order.state) == ("100000001", "pending", "new")
    assert order.grand_total == Decimal("43")  # two mugs and a cup, and 5 for shipping each of three
    assert [(item.sku, item.qty_ordered, item.qty_shipped) for item in order.items] == [("mug", 2, 0), ("cup", 1, 0)]
    shown = call(fake, "sales_order.info", "100000001")
    assert (shown["status"], shown["grand_total"]) == ("pending", "43.0000")
    assert (shown["shipping_method"], shown["payment"]["method"]) == ("flatrate_flatrate", "checkmo")
    assert (shown["customer_email"], shown["customer_is_guest"]) == ("guest@example.com", "1")
    assert shown["created_at"] == order.created_at == "2026-01-02 03:04:05"
    assert shown["shipping_address"]["city"] == shown["billing_address"]["city"] == "London"
    assert [item["sku"] for item in shown["items"]] == ["mug", "cup"]
    [entry] = shown["status_history"]
    [told] = order.history
    assert (entry["status"], entry["is_customer_notified"]) == ("pending", "1")
    assert (told.status, told.comment, told.is_customer_notified) == ("pending", None, True)
    assert fake.products["mug"].qty == 98
    assert fake.clock.text() > "2026-01-02 03:04:05"


def test_an_order_is_what_the_checkout_over_the_api_makes(fake: FakeMagento) -> None:
    fake.clock.freeze("2026-01-02")
    guest = {"email": "bob@example.com", "firstname": "Bob", "lastname": "Roe"}
    place = {"street": "2 Way", "city": "Town", "postcode": "1", "country_id": "NL", "telephone": "2"}
    cart = call(fake, "cart.create", "default")
    call(fake, "cart_product.add", cart, [{"sku": "mug", "qty": 2}])
    call(fake, "cart_customer.set", cart, {"mode": "guest", **guest})
    addresses = [{**place, **guest, "mode": mode} for mode in ("billing", "shipping")]
    call(fake, "cart_customer.addresses", cart, addresses)
    call(fake, "cart_shipping.method", cart, "flatrate_flatrate")
    call(fake, "cart_payment.method", cart, {"method": "checkmo"})
    checked_out = call(fake, "sales_order.info", call(fake, "cart.order", cart))
    order = fake.orders.add([("mug", 2)], customer=guest, address=place)
    added = call(fake, "sales_order.info", order.increment_id)
    assert _differences(checked_out, added) <= {"increment_id", "protect_code"}


def _differences(one: Any, other: Any) -> set[str]:
    """The names of what differs, but for ids, which always do."""
    found: set[str] = set()
    for name in {*one, *other}:
        left, right = one.get(name), other.get(name)
        if isinstance(left, list):
            left, right = dict(enumerate(left)), dict(enumerate(right))
        if isinstance(left, dict):
            found |= _differences(left, right)
        elif left != right:
            found.add(str(name))
    return {name for name in found if not name.endswith("_id") or name == "increment_id"}


def test_an_order_of_a_customer(fake: FakeMagento) -> None:
    order = fake.orders.add({"mug": 1}, customer="ANN@example.com")
    shown = call(fake, "sales_order.info", order.increment_id)
    assert order.customer_email == "ann@example.com"
    assert (shown["customer_id"], shown["customer_firstname"]) == (str(fake.customers["ann@example.com"].id), "Ann")
    assert shown["billing_address"]["country_id"] == shown["shipping_address"]["country_id"] == "NL"
    moved = fake.orders.add({"mug": 1}, customer="ann@example.com", address={"city": "Paris", "street": ["1", "2"]})
    shown = call(fake, "sales_order.info", moved.increment_id)
    assert (shown["billing_address"]["city"], shown["shipping_address"]["street"]) == ("Paris", "1\n2")


REGIONS = [
    ({"country_id": "DE"}, ("79", "Niedersachsen")),
    ({"country_id": "DE", "region": None, "region_id": ""}, ("79", "Niedersachsen")),
    ({"country_id": "DE", "region": "Bayern"}, ("81", "Bayern")),
    ({"country_id": "DE", "region": "BAY"}, ("81", "Bayern")),
    ({"country_id": "DE", "region": 81}, ("81", "Bayern")),
    ({"country_id": "DE", "region_id": 81}, ("81", "Bayern")),
    ({"country_id": "DE", "region_id": 81, "region": "Freistaat"}, ("81", "Freistaat")),
    ({"country_id": "GB", "region": "Kent"}, (None, "Kent")),
    ({"country_id": "NL"}, (None, None)),
]


@pytest.mark.parametrize(("address", "region"), REGIONS)
def test_the_region_of_an_address(fake: FakeMagento, address: dict[str, Any], region: tuple[str, str]) -> None:
    shown = call(fake, "sales_order.info", fake.orders.add({"mug": 1}, address=address).increment_id)
    for kind in ("billing_address", "shipping_address"):
        assert (shown[kind]["region_id"], shown[kind]["region"]) == region


def test_views_show_what_was_made_over_the_api(fake: FakeMagento) -> None:
    order = fake.orders.add([("mug", 2)])
    number = order.increment_id
    [item] = call(fake, "sales_order.info", number)["items"]
    invoice = call(fake, "sales_order_invoice.create", number, {item["item_id"]: 1}, "paid", False, False)
    [made] = order.invoices
    assert (made.increment_id, made.grand_total, made.tracks) == (invoice, Decimal("22.5"), [])
    assert [(each.sku, each.qty) for each in made.items] == [("mug", 1)]
    assert [each.comment for each in made.comments] == ["paid"]
    shipment = call(fake, "sales_order_shipment.create", number)
    call(fake, "sales_order_shipment.addTrack", shipment, "ups", "UPS", "1Z999")
    assert order.shipments[0].increment_id == shipment
    assert order.shipments[0].grand_total is None
    assert [(track.number, track.carrier) for track in order.shipments[0].tracks] == [("1Z999", "ups")]
    memo = call(fake, "sales_order_creditmemo.create", number, {"qtys": {item["item_id"]: 1}})
    assert [each.increment_id for each in order.creditmemos] == [memo]
    [line] = order.items
    assert (line.qty_ordered, line.qty_invoiced, line.qty_shipped, line.qty_refunded) == (2, 1, 2, 1)
    call(fake, "sales_order.addComment", number, "processing", "on its way", False)
    assert (order.history[0].status, order.history[0].comment) == ("processing", "on its way")
    assert order.status == "processing"


STATUSES = [
    ("pending", "new", (0, 0, 0, 0)),
    ("processing", "processing", (2, 0, 0, 0)),
    ("complete", "complete", (2, 2, 0, 0)),
    ("closed", "closed", (2, 0, 2, 0)),
    ("canceled", "canceled", (0, 0, 0, 2)),
    ("holded", "holded", (0, 0, 0, 0)),
    ("fraud", "payment_review", (0, 0, 0, 0)),
    ("pending_paypal", "new", (0, 0, 0, 0)),
]


@pytest.mark.parametrize(("status", "state", "quantities"), STATUSES)
def test_a_status_is_what_became_of_the_order(
    fake: FakeMagento, status: str, state: str, quantities: tuple[int, ...]
) -> None:
    order = fake.orders.add([("mug", 2)], status=status)
    assert (order.status, order.state, order.history[0].status) == (status, state, status)
    [line] = order.items
    assert (line.qty_invoiced, line.qty_shipped, line.qty_refunded, line.qty_canceled) == quantities
    assert len(order.invoices) == bool(quantities[0])
    assert call(fake, "sales_order.info", order.increment_id)["status"] == status


def test_many_orders_by_time(fake: FakeMagento) -> None:
    made = fake.orders.add_many(48, [("cup", 1)], created_at="2026-01-01", every=3600)
    assert [*fake.orders] == [order.increment_id for order in made]
    assert (len(fake.orders), repr(fake.orders)) == (48, "<orders: 48>")
    listed = call(fake, "sales_order.list", {"created_at": {"from": "2026-01-02 00:00:00"}})
    assert [order["increment_id"] for order in listed] == [order.increment_id for order in made[24:]]
    before = {"created_at": {"lt": "2026-01-01 02:00:00"}}
    assert [order["created_at"] for order in call(fake, "sales_order.list", before)] == [
        "2026-01-01 00:00:00",
        "2026-01-01 01:00:00",
    ]
    assert fake.products["cup"].qty == 952


def test_an_order_is_partly_invoiced_shipped_and_refunded(fake: FakeMagento) -> None:
    order = fake.orders.add(
        {"mug": 3, "cup": 2},
        increment_id="100000041",
        invoices=[{"items": {"mug": 2}, "comments": ["paid two"]}, {"items": [("cup", 2)]}],
        shipments=[
            {
                "items": {"cup": 1},
                "tracks": [{"number": "1Z999", "carrier": "ups"}, {"number": 7, "title": "Courier"}],
                "comments": [{"comment": "gone", "is_customer_notified": True}],
            }
        ],
        creditmemos=[{"items": {"cup": 1}}],
        comments=["hello", {"comment": "wait", "status": "fraud", "is_customer_notified": True}],
    )
    assert (order.increment_id, order.state, order.status) == ("100000041", "processing", "fraud")
    mug, cup = order.items
    assert (mug.qty_invoiced, mug.qty_shipped, mug.qty_refunded) == (2, 0, 0)
    assert (cup.qty_invoiced, cup.qty_shipped, cup.qty_refunded) == (2, 1, 1)
    shown = call(fake, "sales_order_shipment.info", order.shipments[0].increment_id)
    assert [(each["track_number"], each["carrier_code"], each["title"]) for each in shown["tracks"]] == [
        ("1Z999", "ups", "United Parcel Service"),
        ("7", "custom", "Courier"),
    ]
    assert [(each.comment, each.is_customer_notified) for each in order.shipments[0].comments] == [("gone", True)]
    assert [each.comment for each in order.invoices[0].comments] == ["paid two"]
    assert [(each.comment, each.status) for each in order.history][:2] == [("wait", "fraud"), ("hello", "processing")]
    assert fake.orders.add({"cup": 1}).increment_id == "100000042"


def test_a_status_is_reached_from_where_documents_have_led(fake: FakeMagento) -> None:
    order = fake.orders.add({"mug": 2}, status="complete", shipments=[{"tracks": [{"number": "1"}]}])
    assert (order.status, len(order.invoices), len(order.shipments)) == ("complete", 1, 1)
    order = fake.orders.add(
        {"mug": 2}, status="closed", invoices=[{"items": {"mug": 1}}], creditmemos=[{"items": {"mug": 1}}]
    )
    assert (order.status, len(order.invoices), len(order.creditmemos)) == ("closed", 2, 2)
    order = fake.orders.add({"mug": 2}, status="holded", invoices=[{"items": {"mug": 1}}])
    assert (order.status, order.items[0].qty_invoiced) == ("holded", 1)


CONTRADICTIONS: list[tuple[str, dict[str, Any], str]] = [
    ("pending", {"invoices": [{}]}, "an order with invoices cannot be 'pending', which belongs to the state 'new'"),
    ("pending", {"shipments": [{}]}, "an order with shipments cannot be 'pending', which belongs to the state 'new'"),
    ("pending_payment", {"invoices": [{"items": {"mug": 1}}]}, "its documents make it 'processing'"),
    ("fraud", {"invoices": [{}]}, "cannot be 'fraud', which belongs to the state 'payment_review'"),
    ("canceled", {"invoices": [{}]}, "to the state 'canceled'; its documents make it 'processing'"),
    ("processing", {"invoices": [{}], "shipments": [{}]}, "with invoices and shipments cannot be 'processing'"),
    ("holded", {"invoices": [{}], "shipments": [{}]}, "cannot be 'holded', which belongs to the state 'holded'"),
    ("complete", {"invoices": [{}], "creditmemos": [{}]}, "its documents make it 'closed'"),
]


@pytest.mark.parametrize(("status", "documents", "message"), CONTRADICTIONS)
def test_a_status_does_not_contradict_the_documents(
    fake: FakeMagento, status: str, documents: dict[str, Any], message: str
) -> None:
    with pytest.raises(StateError) as raised:
        fake.orders.add({"mug": 3}, status=status, **documents)
    assert message in str(raised.value)
    assert [*fake.orders] == []


def test_a_status_of_no_state_is_but_written(fake: FakeMagento) -> None:
    fake.order_statuses.add("looked_at")
    order = fake.orders.add({"mug": 2}, status="looked_at", invoices=[{"items": {"mug": 1}}])
    assert (order.status, order.state, order.items[0].qty_invoiced) == ("looked_at", "processing", 1)


def test_numbers_of_orders(fake: FakeMagento) -> None:
    other = fake.orders.add({"mug": 1}, increment_id="ABC-1", status="complete")
    assert (other.increment_id, fake.orders["ABC-1"].status) == ("ABC-1", "complete")
    assert call(fake, "sales_order.info", "ABC-1")["increment_id"] == "ABC-1"
    assert call(fake, "sales_order_invoice.list")[0]["increment_id"] == "100000001"
    for given, number in (
        (None, "100000001"),
        ("100000010", "100000010"),
        ("100000005", "100000005"),
        (None, "100000011"),
        ("200000040", "200000040"),
        ("1" + "9" * 12, "1" + "9" * 12),
        (None, "100000012"),
    ):
        assert fake.orders.add({"mug": 1}, increment_id=given).increment_id == number
    for taken in ("ABC-1", "100000011"):
        with pytest.raises(StateError, match=f"an order '{taken}' exists already"):
            fake.orders.add({"mug": 1}, increment_id=taken)
    again = FakeMagento()
    again.loads(fake.dumps())
    assert [*again.orders] == [*fake.orders]


def test_a_number_that_an_order_was_given_is_not_given_again(fake: FakeMagento) -> None:
    fake.stores.add("german")
    german = str(fake.stores["german"].id)
    fake.orders.add({"mug": 1}, increment_id=f"{german}00000001")
    numbers = [fake.orders.add({"mug": 1}, store="german").increment_id for _ in range(2)]
    assert numbers == [f"{german}00000002", f"{german}00000003"]


def test_what_is_named_twice_is_one_item(fake: FakeMagento) -> None:
    order = fake.orders.add([("mug", 1), ("mug", "2")], invoices=[{"items": [("mug", 1), ("mug", 1)]}])
    [item] = order.items
    assert (item.qty_ordered, item.qty_invoiced) == (3, 2)


def test_what_is_sold_by_decimals(fake: FakeMagento) -> None:
    fake.products.add("rope", price=2, qty=10, stock={"is_qty_decimal": 1})
    order = fake.orders.add({"rope": 1.5, "mug": Decimal("2.0")}, invoices=[{"items": {"rope": "0.5"}}])
    assert [(item.qty_ordered, item.row_total) for item in order.items] == [(Decimal("1.5"), 3), (2, 25)]
    assert order.items[0].qty_invoiced == Decimal("0.5")


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"items": {"mug": 1.5}}, "'mug' is sold in whole numbers, not by 1.5: is_qty_decimal of its stock is 0"),
    ({"items": [("mug", "0.5")]}, "'mug' is sold in whole numbers, not by 0.5"),
    ({"items": [("mug", "2 or so")]}, "an item is a SKU and how many of it"),
    ({"items": {"mug": 2}, "invoices": [{"items": {"mug": 1.5}}]}, "'mug' is sold in whole numbers, not by 1.5"),
    ({"items": [("mgu", 1)]}, "no product 'mgu'; is 'mug' meant?"),
    ({"customer": "an@example.com"}, "no customer 'an@example.com'; is 'ann@example.com' meant?"),
    ({"customer": {"emial": "x"}}, "no column of customers 'emial'; is 'email' meant?"),
    ({"status": "complet"}, "no status 'complet'; is 'complete' meant?"),
    ({"shipping": "flatrate"}, "no method of shipping 'flatrate'; is 'flatrate_flatrate' meant?"),
    ({"payment": "checkmoo"}, "no method of payment 'checkmoo'; is 'checkmo' meant?"),
    ({"address": {"citty": "x"}}, "no column of addresses 'citty'; is 'city' meant?"),
    ({"address": {"country_id": "DE", "region": "Bayren"}}, "no region of DE 'Bayren'; is 'Bayern' meant?"),
    ({"store": "defalt"}, "no store view 'defalt'; is 'default' meant?"),
    ({"created_at": "soon"}, "no time 'soon'"),
    ({"increment_id": ""}, "an order has some increment_id"),
    ({"increment_id": "X" * 51}, "cannot keep the increment_id"),
    ({"invoices": [{"itmes": {"mug": 1}}]}, "invoices have no 'itmes'; is 'items' meant?"),
    ({"invoices": [{"items": {"mgu": 1}}]}, "no item of the order 'mgu'; is 'mug' meant?"),
    ({"invoices": [{"items": {"mug": 2}}]}, 'Invalid qty to invoice item "Mug"'),
    ({"shipments": [{"tracks": [{"number": "1", "carrier": "upps"}]}]}, "'upps'; is 'ups' meant?"),
    ({"shipments": [{"tracks": [{"carrier": "ups"}]}]}, "one of tracks has no 'number'"),
    ({"creditmemos": [{}]}, "can not be created"),
    ({"comments": [{"coment": "x"}]}, "comments have no 'coment'; is 'comment' meant?"),
    ({"items": []}, "nothing is ordered"),
    ({"items": [("mug", 0)]}, "more than 0"),
    ({"items": ["mug"]}, "'each of items' must be a list, not 'mug'"),
    ({"items": [("gone", 1)]}, "'gone' cannot be ordered: This product is currently out of stock."),
]


@pytest.mark.parametrize(("words", "message"), WRONG)
def test_what_cannot_be_ordered_changes_nothing(fake: FakeMagento, words: dict[str, Any], message: str) -> None:
    fake.products.add("gone", qty=0)
    before = fake.dumps()
    with pytest.raises(StateError) as raised:
        fake.orders.add(**{"items": [("mug", 1)], **words})
    assert message in str(raised.value)
    assert fake.dumps() == before
    assert not fake.clock.is_frozen
    assert fake.orders.add([("mug", 1)]).increment_id == "100000001"


def test_many_are_all_placed_or_none(fake: FakeMagento) -> None:
    fake.customers.add("bob@example.com")
    with pytest.raises(StateError, match="no status"):
        fake.orders.add_many(3, [("mug", 1)], status="x")
    assert [*fake.orders] == []
    assert fake.products["mug"].qty == 100


def test_an_order_that_there_is_not(fake: FakeMagento) -> None:
    order = fake.orders.add([("mug", 1)])
    with pytest.raises(KeyError, match="no order '10000001'; is '100000001' meant"):
        _ = fake.orders["10000001"]
    fake.reset()
    for look in ("status", "items", "invoices", "history"):
        with pytest.raises(LookupError, match="the order '100000001' is gone"):
            getattr(order, look)


def test_files_place_orders(tmp_path: Path) -> None:
    file = tmp_path / "shop.yaml"
    file.write_text(
        "products:\n- {sku: 007, qty: 10}\n- {sku: mug, qty: 10}\norders:\n- items: {007: 2}\n"
        "  created_at: 2026-01-02 03:04:05\n  status: complete\n- items: [[mug, 1]]\n"
        "  customer: {email: bob@example.com}\n  address: {postcode: 0123}\n"
    )
    fake = FakeMagento(fixtures=file)
    first, second = fake.orders.values()
    assert (first.items[0].sku, first.status, first.created_at) == ("007", "complete", "2026-01-02 03:04:05")
    assert second.customer_email == "bob@example.com"
    assert call(fake, "sales_order.info", second.increment_id)["billing_address"]["postcode"] == "0123"
    file.write_text("orders:\n- items: {mug: 2}\n")
    with pytest.raises(FixtureError, match=r"shop.yaml:2: no product 'mug'"):
        fake.load(file)
    file.write_text("products:\n- sku: mug\norders:\n- items: {mug: 2}\n  address:\n    city: Ulm\n    citty: Ulm\n")
    with pytest.raises(FixtureError, match=r"shop.yaml:6: no column of addresses 'citty'"):
        fake.load(file)


def _shown(fake: FakeMagento) -> list[Any]:
    """All that the API shows of orders and their documents."""
    found = []
    for resource in ("sales_order", "sales_order_invoice", "sales_order_shipment", "sales_order_creditmemo"):
        listed = call(fake, f"{resource}.list", {})
        found += [listed, *(call(fake, f"{resource}.info", each["increment_id"]) for each in listed)]
    return found


@pytest.mark.parametrize("name", ["shop.json", "shop.yaml"])
def test_files_keep_orders(fake: FakeMagento, tmp_path: Path, name: str) -> None:
    for status, *_ in STATUSES:
        fake.orders.add({"mug": 2, "cup": 1}, customer="ann@example.com", status=status, created_at="2026-01-02")
    fake.products.add("gone", price=5)
    shipment = {"items": {"gone": 1}, "tracks": [{"number": "0815"}], "comments": ["one"]}
    fake.orders.add({"gone": 2, "mug": 1}, invoices=[{}], shipments=[shipment], comments=["naïve ☃"])
    call(fake, "product.delete", "gone")
    call(fake, "product.update", "mug", {"price": "99"})
    before = _shown(fake)
    fake.dump(tmp_path / name)
    other = FakeMagento(fixtures=tmp_path / name)
    assert _shown(other) == before
    assert other.dumps() == fake.dumps()
    assert other.products["mug"].qty == fake.products["mug"].qty
    number = other.orders.add({"cup": 1}, invoices=[{}]).increment_id
    assert number == f"10000{len(STATUSES) + 2:04}"
    assert len({each.increment_id for order in other.orders.values() for each in order.invoices}) == 5
    [*orders] = other.orders.values()
    call(other, "sales_order_shipment.create", orders[-2].increment_id)
    assert orders[-2].status == "complete"


WRONG_ROWS: list[tuple[dict[str, Any], str]] = [
    ({}, "one of orders has either 'items', with what further words there are, or 'rows' alone"),
    ({"rows": {}, "items": {"mug": 1}}, "or 'rows' alone"),
    ({"rows": {}}, "rows of an order are of one sales_flat_order, not of 0"),
    ({"rows": {"sales_flat_ordr": []}}, "no table of orders 'sales_flat_ordr'; is 'sales_flat_order' meant?"),
    ({"rows": {"api_user": [{"username": "x"}]}}, "no table of orders 'api_user'"),
    ({"rows": {"sales_flat_order": [{"increment": "1"}]}}, "sales_flat_order: no column 'increment'"),
    ({"rows": {"sales_flat_order": [{"status": "new"}]}}, "an order has no increment_id"),
    ({"rows": {"sales_flat_order": [{"increment_id": "100000001"}]}}, "100000001"),
]


@pytest.mark.parametrize(("entry", "message"), WRONG_ROWS)
def test_rows_that_are_no_order(fake: FakeMagento, entry: dict[str, Any], message: str) -> None:
    fake.orders.add({"mug": 1})
    before = fake.dumps()
    with pytest.raises(FixtureError) as raised:
        fake.add_entries(json.dumps({"orders": [entry]}))
    assert message in str(raised.value)
    assert fake.dumps() == before


def test_statuses_of_the_shops_own(tmp_path: Path) -> None:
    fake = FakeMagento()
    fake.products.add("mug", qty=100)
    exported = fake.order_statuses.add("exported", label="Exported to ERP", state="processing")
    assert exported == fake.order_statuses["exported"] == OrderStatus("exported", "Exported to ERP", "processing")
    fake.order_statuses.add("looked_at")
    order = fake.orders.add({"mug": 1}, status="exported")
    assert (order.status, order.state, len(order.invoices)) == ("exported", "processing", 1)
    order = fake.orders.add({"mug": 1}, comments=[{"comment": "Seen.", "status": "looked_at"}])
    assert (order.status, order.state) == ("looked_at", "new")
    assert [each["increment_id"] for each in call(fake, "order.list", {"status": "exported"})] == ["100000001"]
    fake.dump(tmp_path / "shop.yaml")
    other = FakeMagento(fixtures=tmp_path / "shop.yaml")
    assert other.order_statuses["exported"] == exported
    assert other.order_statuses["looked_at"].state is None
    assert other.dumps() == fake.dumps()


def test_statuses_that_are_refused() -> None:
    fake = FakeMagento()
    for word, told in (
        ({"status": "pending"}, "there is a status 'pending' already"),
        ({"status": "x", "state": "procesing"}, "no state of orders 'procesing'; is 'processing' meant"),
        ({"status": "x" * 33}, "cannot keep the status"),
    ):
        with pytest.raises(StateError, match=told):
            fake.order_statuses.add(**word)
    assert "x" not in fake.order_statuses
    assert len(fake.order_statuses) == len(FakeMagento().order_statuses)


def test_groups_of_customers(tmp_path: Path) -> None:
    fake = FakeMagento()
    dealers = fake.customer_groups.add("Dealers")
    assert (dealers.id, fake.customer_groups["Dealers"]) == (4, dealers)
    fake.products.add("mug", price=10, tier_prices=[{"qty": 5, "price": 8, "customer_group": "Dealers"}])
    [price] = call(fake, "product_tier_price.info", "mug")
    assert price["customer_group_id"] in (4, "4")
    assert [each["customer_group_code"] for each in call(fake, "customer_group.list")][-1] == "Dealers"
    fake.dump(tmp_path / "shop.yaml")
    assert FakeMagento(fixtures=tmp_path / "shop.yaml").dumps() == fake.dumps()
    for word, told in (
        ({"name": "General"}, "there is a customer group 'General' already"),
        ({"name": "x", "id": 4}, "there is a customer group of the id 4 already"),
    ):
        with pytest.raises(StateError, match=told):
            fake.customer_groups.add(**word)
