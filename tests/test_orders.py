"""Rules of orders, invoices, shipments and credit memos that no recording shows by itself."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fake_magento import php
from fake_magento.api.sales.documents import number, quantities
from fake_magento.state import Row, Shop, StateError
from fake_magento.state.creditmemos import NothingInvoicedError, RefundError, ShippingError, create_creditmemo
from fake_magento.state.documents import QuantityError, add_comment, comments
from fake_magento.state.invoices import create_invoice
from fake_magento.state.order_life import CANCELED, CLOSED, COMPLETE, HOLDED, PROCESSING, LoadedOrder, history
from fake_magento.state.orders import place_order
from fake_magento.state.quotes import BILLING, SHIPPING, Quote, create_quote
from fake_magento.state.shipments import EmptyShipmentError, create_shipment
from tests.examples import examples

ADDRESS = {
    "firstname": "Ann",
    "lastname": "Archer",
    "street": "1 Main St",
    "city": "Springfield",
    "country_id": "US",
    "region_id": 23,
    "region": "Illinois",
    "postcode": "62701",
    "telephone": "555-0100",
    "email": "ann@example.com",
}
PRICES = ("10", "33.33", "0.05")
IN_STOCK = 100


def sold(shop: Shop, *qtys: int, virtual: bool = False) -> int:
    """The id of an order of so many of one product, so many of the next; the last one is virtual where it is said."""
    quote = Quote(shop, create_quote(shop, 1))
    products = []
    for place, (qty, price) in enumerate(zip(qtys, PRICES, strict=False)):
        sku = f"sku-{place}"
        product = shop.products.find(sku=sku)
        if product is None:
            product = shop.catalogue.add_product(sku, shop.catalogue.attribute_set("Default"))
            is_virtual = virtual and place == len(qtys) - 1
            values = {"price": price, "type_id": "virtual" if is_virtual else "simple"}
            product = shop.products.save(product["entity_id"], values)
            stocks = shop.table("cataloginventory_stock_item")
            stocks.put(product_id=product["entity_id"], qty=IN_STOCK, is_in_stock=1)
        products.append(product)
        quote.add(product, {"sku": sku, "qty": qty})
    quote.values["checkout_method"] = "guest"
    for kind in (BILLING, SHIPPING):
        quote.set_address(kind, ADDRESS)
    quote.address(SHIPPING)["collect_shipping_rates"] = 1
    quote.collect_rates()
    quote.address(SHIPPING)["shipping_method"] = "flatrate_flatrate"
    quote.pay("checkmo", {})
    quote.collect_totals()
    quote.save()
    id: int = place_order(shop, quote)["entity_id"]
    return id


@pytest.fixture
def shop() -> Shop:
    """A clean shop on the first of May."""
    made = Shop()
    made.clock.freeze("2026-05-01 12:00:00")
    return made


def loaded(shop: Shop, id: int, document: str = "order") -> LoadedOrder:
    return LoadedOrder(shop, shop.table("sales_flat_order")[id], document)


def asked(order: LoadedOrder, *qtys: str | int | None) -> Mapping[int, Decimal]:
    """Quantities of the items in their order; ``None`` names none."""
    pairs = zip(order.items, qtys, strict=False)
    return {item.id: Decimal(qty) for item, qty in pairs if qty is not None}


def invoice(shop: Shop, id: int, *qtys: str | int | None) -> Row:
    order = loaded(shop, id, "invoice")
    return create_invoice(shop, order, asked(order, *qtys) if qtys else None)


def ship(shop: Shop, id: int, *qtys: str | int | None) -> Row:
    order = loaded(shop, id, "shipment")
    return create_shipment(shop, order, asked(order, *qtys) if qtys else None)


def refund(shop: Shop, id: int, *qtys: str | int | None, **more: Any) -> Row:
    order = loaded(shop, id, "creditmemo")
    amounts = {name: Decimal(value) for name, value in more.items()}
    return create_creditmemo(shop, order, asked(order, *qtys) if qtys else None, **amounts)


def change(shop: Shop, id: int, name: str) -> None:
    order = loaded(shop, id)
    getattr(order, name)()
    order.save()


def state(shop: Shop, id: int) -> tuple[str, str]:
    row = shop.table("sales_flat_order")[id]
    return row["state"], row["status"]


def in_stock(shop: Shop, place: int = 0) -> Decimal:
    product = shop.products.find(sku=f"sku-{place}")
    assert product
    stock = shop.table("cataloginventory_stock_item").find(product_id=product["entity_id"])
    assert stock
    return Decimal(stock["qty"])


def test_an_order_is_complete_when_it_is_invoiced_and_shipped_and_closed_when_all_is_refunded(shop: Shop) -> None:
    id = sold(shop, 2)
    assert state(shop, id) == ("new", "pending")
    invoice(shop, id, 1)
    assert state(shop, id) == (PROCESSING, "processing")
    ship(shop, id)
    assert state(shop, id) == (PROCESSING, "processing")
    invoice(shop, id)
    assert state(shop, id) == (COMPLETE, "complete")
    refund(shop, id, 1)
    assert state(shop, id) == (COMPLETE, "complete")
    refund(shop, id)
    assert state(shop, id) == (CLOSED, "closed")
    told = [(row["status"], row["entity_name"], row["is_customer_notified"]) for row in history(shop, id)]
    assert told == [
        ("closed", "creditmemo", 1),
        ("complete", "invoice", 1),
        ("processing", "invoice", 1),
        ("pending", "order", 1),
    ]


def test_what_is_virtual_is_not_shipped(shop: Shop) -> None:
    id = sold(shop, 2, 1, virtual=True)
    with pytest.raises(EmptyShipmentError):
        ship(shop, id, None, 1)
    shipment = ship(shop, id)
    assert shipment["total_qty"] == "2.0000"
    invoice(shop, id)
    assert state(shop, id)[0] == COMPLETE


def test_an_order_that_is_only_virtual_is_complete_when_it_is_paid(shop: Shop) -> None:
    id = sold(shop, 2, virtual=True)
    assert not loaded(shop, id).can_ship
    paid = invoice(shop, id)
    assert (paid["shipping_amount"], paid["shipping_incl_tax"]) == ("0.0000", "0.0000")
    assert state(shop, id)[0] == COMPLETE


def test_quantities_are_whole_and_not_below_nothing_and_an_invoice_sums_up_what_was_asked_for(shop: Shop) -> None:
    id = sold(shop, 3, 1)
    made = invoice(shop, id, "1.9", "-1")
    assert made["total_qty"] == "0.9000"
    items = shop.table("sales_flat_invoice_item").select(parent_id=made["entity_id"])
    assert [item["qty"] for item in items] == ["1.0000"]


def test_a_shipment_is_cut_down_to_what_is_open_an_invoice_and_a_credit_memo_are_refused(shop: Shop) -> None:
    id = sold(shop, 3)
    ship(shop, id, 2)
    assert ship(shop, id, 2)["total_qty"] == "1.0000"
    invoice(shop, id, 2)
    with pytest.raises(QuantityError, match='Invalid qty to invoice item "Product sku-0"'):
        invoice(shop, id, 2)
    with pytest.raises(QuantityError, match='Invalid qty to refund item "Product sku-0"'):
        refund(shop, id, 3)


def test_what_is_refused_changes_nothing(shop: Shop) -> None:
    id = sold(shop, 2, 2)
    invoice(shop, id, 1, 1)
    before = {name: dict(table._contents.rows) for name, table in shop.database._tables.items()}
    with pytest.raises(QuantityError):
        invoice(shop, id, 1, 2)
    with pytest.raises(EmptyShipmentError):
        ship(shop, id, 0, 0)
    with pytest.raises(ShippingError) as shipping:
        refund(shop, id, 1, shipping="20.01")
    assert shipping.value.most == 20
    with pytest.raises(RefundError) as most:
        refund(shop, id, 1, positive="33.34")
    assert most.value.most == Decimal("63.33")
    assert {name: dict(table._contents.rows) for name, table in shop.database._tables.items()} == before


def test_the_server_divides_by_zero_over_an_item_that_is_to_be_invoiced_and_not_refunded(shop: Shop) -> None:
    id = sold(shop, 1, 1)
    invoice(shop, id, 1)
    with pytest.raises(NothingInvoicedError):
        refund(shop, id)
    with pytest.raises(NothingInvoicedError):
        refund(shop, id, None, 0)
    refund(shop, id, 1)
    assert loaded(shop, id).state == PROCESSING


def test_cancelling_gives_back_what_is_neither_invoiced_nor_shipped(shop: Shop) -> None:
    id = sold(shop, 5)
    invoice(shop, id, 1)
    ship(shop, id, 2)
    assert in_stock(shop) == IN_STOCK - 5
    change(shop, id, "cancel")
    assert in_stock(shop) == IN_STOCK - 2
    order = loaded(shop, id)
    assert (order.state, order.values["total_canceled"]) == (COMPLETE, "40.0000")
    assert order.items[0].values["qty_canceled"] == "3.0000"


def test_what_comes_back_of_a_product_that_was_sold_out_is_in_stock_again(shop: Shop) -> None:
    id = sold(shop, IN_STOCK)
    stock = shop.table("cataloginventory_stock_item")
    assert [row["is_in_stock"] for row in stock if row["qty"] == "0.0000"] == [0]
    change(shop, id, "cancel")
    assert [row["is_in_stock"] for row in stock if row["qty"] == "100.0000"] == [1]
    assert state(shop, id) == (CANCELED, "canceled")


def test_unholding_gives_back_a_status_that_there_is_not_and_keeps_one_where_there_was_none(shop: Shop) -> None:
    id = sold(shop, 1)
    for status, afterwards in (("packed", "packed"), (None, "holded")):
        order = loaded(shop, id)
        order.set_status(status)
        order.save()
        change(shop, id, "hold")
        assert state(shop, id) == (HOLDED, "holded")
        change(shop, id, "unhold")
        assert state(shop, id) == ("new", afterwards)


def test_comments_of_the_newest_second_come_first_and_within_it_the_first(shop: Shop) -> None:
    id = invoice(shop, sold(shop, 1))["entity_id"]
    for text in "ab":
        add_comment(shop, "invoice", id, text, 0)
    shop.clock.freeze("2026-05-01 12:00:01")
    for text in "cd":
        add_comment(shop, "invoice", id, text, 0)
    assert [row["comment"] for row in comments(shop, "invoice", id)] == ["c", "d", "a", "b"]


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("1,5", "1.5"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1 000", "1000"),
        ("x", "0"),
        ("2x", "2"),
        (True, "1"),
        ("1e999", "1e12"),
    ],
)
def test_numbers_are_read_as_people_write_them(given: Any, read: str) -> None:
    assert number(given) == Decimal(read)


def test_quantities_that_are_no_array_are_an_error_and_text_is_read_by_its_letters(shop: Shop) -> None:
    items = loaded(shop, sold(shop, 2)).items
    assert quantities([], items) is None
    assert quantities({1: None, 9: 1}, items) == {}
    assert quantities("x2", items) == {1: 2}
    with pytest.raises(php.PhpError, match="null given"):
        quantities(None, items)
    with pytest.raises(php.PhpError, match="string given"):
        quantities("x", items)


QTYS = st.none() | st.lists(st.none() | st.integers(-1, 4), min_size=3, max_size=3)
AMOUNTS = st.none() | st.decimals("-20", "80", places=2)
STEPS = st.one_of(
    st.tuples(st.just("invoice"), QTYS),
    st.tuples(st.just("ship"), QTYS),
    st.tuples(st.just("refund"), QTYS, AMOUNTS, AMOUNTS, AMOUNTS),
    st.tuples(st.sampled_from(["cancel", "hold", "unhold"])),
)


def perform(shop: Shop, id: int, step: tuple[Any, ...]) -> None:
    """Do it, if it can be done."""
    name, *arguments = step
    qtys = tuple(arguments[0]) if arguments and arguments[0] is not None else ()
    try:
        if name == "invoice":
            invoice(shop, id, *qtys)
        elif name == "ship":
            ship(shop, id, *qtys)
        elif name == "refund":
            amounts = dict(zip(("shipping", "positive", "negative"), arguments[1:], strict=True))
            refund(shop, id, *qtys, **{name: value for name, value in amounts.items() if value is not None})
        else:
            change(shop, id, name)
    except StateError:
        pass


def check(shop: Shop, id: int) -> None:
    """What an order says is what its documents say."""
    order = loaded(shop, id)
    documents = {
        kind: shop.table(f"sales_flat_{kind}").select(order_id=id) for kind in ("invoice", "shipment", "creditmemo")
    }

    def total(kind: str, name: str) -> Decimal:
        return sum((Decimal(row[name] or 0) for row in documents[kind]), Decimal(0))

    for item in order.items:
        for kind, name in (("invoice", "qty_invoiced"), ("shipment", "qty_shipped"), ("creditmemo", "qty_refunded")):
            rows = [row for row in shop.table(f"sales_flat_{kind}_item") if row["order_item_id"] == item.id]
            assert sum(Decimal(row["qty"]) for row in rows) == item.amount(name)
        ordered, canceled = item.amount("qty_ordered"), item.amount("qty_canceled")
        assert 0 <= item.amount("qty_refunded") <= item.amount("qty_invoiced") <= ordered - canceled
        assert 0 <= item.amount("qty_shipped") <= ordered - canceled
    for name in ("grand_total", "base_grand_total"):
        prefix = name.removesuffix("grand_total")
        assert total("invoice", name) == order.amount(f"{prefix}total_invoiced") == order.amount(f"{prefix}total_paid")
        assert total("creditmemo", name) == order.amount(f"{prefix}total_refunded")
    for name in ("subtotal", "shipping"):
        column = name if name == "subtotal" else f"{name}_amount"
        assert total("invoice", column) == order.amount(f"{name}_invoiced") <= order.amount(column)
        assert total("creditmemo", column) == order.amount(f"{name}_refunded") <= order.amount(column)
    for sign in ("positive", "negative"):
        assert total("creditmemo", f"adjustment_{sign}") == order.amount(f"adjustment_{sign}")
    for row in documents["creditmemo"]:
        parts = (Decimal(row[name]) for name in ("subtotal", "shipping_amount", "adjustment"))
        assert Decimal(row["grand_total"]) == sum(parts)
    assert order.amount("total_refunded") <= order.amount("total_paid") <= order.amount("grand_total")
    if order.values["total_due"] is not None:
        assert order.amount("total_due") == order.amount("grand_total") - order.amount("total_paid")
    newest = history(shop, id)[0]
    assert newest["status"] == order.values["status"]
    assert (order.state == HOLDED) == (order.values["hold_before_state"] is not None)


@examples(150)
@given(st.lists(STEPS, max_size=14))
def test_whatever_happens_to_an_order_its_quantities_and_totals_add_up(steps: list[tuple[Any, ...]]) -> None:
    shop = SHOP
    shop.restore(SOLD)
    for step in steps:
        perform(shop, ORDER, step)
        check(shop, ORDER)


SHOP = Shop()
ORDER = sold(SHOP, 3, 2, 4)
SOLD = SHOP.snapshot()
