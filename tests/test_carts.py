"""Rules of carts and of placing orders that no recording shows by itself."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fake_magento.state import Row, Shop, customers
from fake_magento.state.increments import next_increment_id
from fake_magento.state.orders import EmptyCartError, OrderError, decrypt, encrypt, place_order
from fake_magento.state.products import delete_product
from fake_magento.state.quotes import BILLING, SHIPPING, BrokenItemError, ItemError, PaymentError, Quote, create_quote
from fake_magento.state.stock import save_stock, stock_of
from tests.examples import examples

ADDRESS = {
    "firstname": "Ann",
    "lastname": "Archer",
    "street": "1 Main St",
    "city": "Springfield",
    "country_id": "US",
    "region_id": "23",
    "postcode": "62701",
    "telephone": "555-0100",
}
GUEST = {"email": "guest@example.com", "firstname": "Gus", "lastname": "Guest"}


def new_shop() -> Shop:
    """A clean shop that stands still, with a store view more."""
    shop = Shop()
    shop.catalogue.add_store("german", name="German")
    shop.clock.freeze("2026-05-01 12:00:00")
    return shop


@pytest.fixture
def shop() -> Shop:
    """A clean shop on the first of May."""
    return new_shop()


def product(shop: Shop, sku: str = "mug", price: Any = "10", qty: Any = 10, **values: Any) -> Row:
    made = shop.catalogue.add_product(sku, shop.catalogue.attribute_set(None))
    save_stock(shop.database, made, {"qty": qty, "is_in_stock": 1})
    return shop.products.save(made["entity_id"], {"price": price, "weight": "1", **values})


def cart(shop: Shop, store_id: int = 1) -> Quote:
    return Quote(shop, create_quote(shop, store_id))


def fill(quote: Quote, *products: tuple[Row, Any], method: str = "checkmo") -> Quote:
    """A cart of a guest that can be ordered."""
    for each, qty in products:
        quote.add(each, {"sku": each["sku"], "qty": qty})
    quote.set_customer(GUEST)
    quote.values["checkout_method"] = "guest"
    quote.set_address(BILLING, ADDRESS)
    quote.set_address(SHIPPING, {**ADDRESS, "collect_shipping_rates": 1, "shipping_method": "flatrate_flatrate"})
    quote.collect_totals()
    quote.pay(method, {})
    quote.save()
    return again(quote)


def again(quote: Quote) -> Quote:
    """The cart as it was saved."""
    return Quote(quote.shop, quote.shop.table("sales_flat_quote")[quote.id])


@examples(25)
@given(st.lists(st.tuples(st.decimals("0.0001", 999, places=4), st.integers(1, 20)), min_size=1, max_size=5))
def test_an_order_sums_up_its_items_and_their_shipping(bought: list[tuple[Decimal, int]]) -> None:
    shop = new_shop()
    chosen = [(product(shop, f"sku-{number}", price), qty) for number, (price, qty) in enumerate(bought)]
    quote = cart(shop)
    for each, qty in chosen:
        quote.add(each, {"qty": qty})
    quote.set_address(BILLING, ADDRESS)
    quote.set_address(SHIPPING, {**ADDRESS, "collect_shipping_rates": 1, "shipping_method": "flatrate_flatrate"})
    quote.collect_totals()
    quote.pay("checkmo" if quote.values["grand_total"] else "free", {})
    order = place_order(shop, quote)
    items = shop.table("sales_flat_order_item").select(order_id=order["entity_id"])
    assert [Decimal(item["row_total"]) for item in items] == [
        Decimal(item["price"]) * qty for item, (_, qty) in zip(items, bought, strict=True)
    ]
    for item, (price, _) in zip(items, bought, strict=True):
        assert abs(Decimal(item["price"]) - price) <= Decimal("0.005")
        assert Decimal(item["original_price"]) == price
    assert Decimal(order["subtotal"]) == sum(Decimal(item["row_total"]) for item in items)
    assert Decimal(order["shipping_amount"]) == 5 * sum(qty for _, qty in bought)
    assert Decimal(order["grand_total"]) == Decimal(order["subtotal"]) + Decimal(order["shipping_amount"])
    assert Decimal(order["total_qty_ordered"]) == sum(qty for _, qty in bought)


def test_the_lowest_price_for_group_quantity_and_time_counts(shop: Shop) -> None:
    mug = product(shop, price="10")
    tiers, groups = shop.table("catalog_product_entity_tier_price"), shop.table("catalog_product_entity_group_price")
    tiers.insert(entity_id=mug["entity_id"], all_groups=1, qty=5, value="8")
    tiers.insert(entity_id=mug["entity_id"], all_groups=0, customer_group_id=2, qty=2, value="7")
    groups.insert(entity_id=mug["entity_id"], all_groups=0, customer_group_id=2, value="9")

    def price(qty: int, group: int) -> str:
        quote = cart(shop)
        quote.set_customer({**GUEST, "group_id": group})
        quote.add(shop.products[mug["entity_id"]], {"qty": qty})
        quote.address(SHIPPING)
        quote.collect_totals()
        return str(quote.items[0].values["price"])

    assert [price(1, 1), price(5, 1), price(1, 2), price(2, 2)] == ["10.00", "8.00", "9.00", "7.00"]
    shop.products.save(mug["entity_id"], {"special_price": "6", "special_from_date": "2026-05-02"})
    assert price(1, 1) == "10.00"
    shop.clock.advance(86400)
    assert price(1, 1) == "6.00"


def test_an_order_takes_its_products_out_of_stock_and_its_cart_can_be_ordered_again(shop: Shop) -> None:
    mug = product(shop, qty=5)
    quote = fill(cart(shop), (mug, 3))
    assert place_order(shop, quote)["increment_id"] == "100000001"
    assert place_order(shop, again(quote))["increment_id"] == "100000002"
    stock = stock_of(shop.database, mug["entity_id"])
    assert stock is not None
    assert (stock["qty"], stock["is_in_stock"]) == ("-1.0000", 0)


def test_a_cart_that_lacks_something_leaves_stock_and_numbers_alone(shop: Shop) -> None:
    mug = product(shop)
    quote = cart(shop)
    quote.add(mug, {"qty": 1})
    quote.save()
    with pytest.raises(OrderError, match=r"^Please check shipping address information. Please enter the first name."):
        place_order(shop, again(quote))
    stock = stock_of(shop.database, mug["entity_id"])
    assert stock is not None
    assert stock["qty"] == "10.0000"
    assert not len(shop.table("sales_flat_order"))
    assert next_increment_id(shop, "order", 1) == "100000001"


def test_numbers_of_orders_count_by_store_view(shop: Shop) -> None:
    made = [next_increment_id(shop, "order", store) for store in (1, 2, 1, 0)]
    assert made == ["100000001", "200000001", "100000002", "000000001"]
    assert next_increment_id(shop, "invoice", 1) == "100000001"


def test_a_complete_cart_without_items_is_no_order(shop: Shop) -> None:
    quote = fill(cart(shop), (product(shop), 1))
    quote.items.clear()
    quote.save()
    with pytest.raises(EmptyCartError):
        place_order(shop, again(quote))


def test_who_registers_is_a_customer_with_both_addresses_and_the_password(shop: Shop) -> None:
    quote = fill(cart(shop), (product(shop), 1))
    quote.values |= {"checkout_method": "register", "password_hash": encrypt("sécret1pw")}
    quote.address(SHIPPING)["same_as_billing"] = 0
    order = place_order(shop, quote)
    [customer] = shop.customers
    values = shop.customers.values(customer)
    billing, shipping = (values[f"default_{kind}"] for kind in (BILLING, SHIPPING))
    assert order["customer_id"] == customer["entity_id"]
    assert billing != shipping
    assert {row["entity_id"] for row in shop.addresses} == {billing, shipping}
    assert values["password_hash"]
    assert values["email"] == "guest@example.com"


def test_a_registration_that_is_refused_uses_a_number_up_and_no_stock(shop: Shop) -> None:
    mug = product(shop)
    for _ in range(2):
        quote = fill(cart(shop), (mug, 1))
        quote.values |= {"checkout_method": "register", "password_hash": encrypt("secret1pw")}
        quote.save_values()
    place_order(shop, Quote(shop, shop.table("sales_flat_quote")[1]))
    with pytest.raises(OrderError, match="This customer email already exists"):
        place_order(shop, again(quote))
    assert next_increment_id(shop, "order", 1) == "100000003"
    stock = stock_of(shop.database, mug["entity_id"])
    assert stock is not None
    assert stock["qty"] == "9.0000"


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
def test_a_password_waits_for_its_order(password: str) -> None:
    assert decrypt(encrypt(password)) == password


def test_a_deleted_product_is_in_no_cart(shop: Shop) -> None:
    mug, cup = product(shop, "mug"), product(shop, "cup")
    quote = fill(cart(shop), (mug, 2), (cup, 1))
    delete_product(shop, mug)
    quote = again(quote)
    assert [item.values["sku"] for item in quote.items] == ["cup"]
    assert (quote.values["items_count"], quote.values["items_qty"]) == (1, "1.0000")
    assert quote.values["subtotal"] == "30.0000"  # as it was last summed up


def test_a_product_that_leaves_the_website_leaves_the_cart(shop: Shop) -> None:
    mug, cup = product(shop, "mug"), product(shop, "cup")
    quote = fill(cart(shop), (mug, 2), (cup, 1))
    shop.table("catalog_product_website").delete_where(product_id=mug["entity_id"])
    assert [item.values["sku"] for item in again(quote).items] == ["cup"]


def test_items_have_the_name_that_the_product_has_now_in_the_carts_store_view(shop: Shop) -> None:
    mug = product(shop)
    quotes = [fill(cart(shop, store), (mug, 1)) for store in (1, 2)]
    shop.products.save(mug["entity_id"], {"name": "Becher"}, 2)
    assert [again(quote).items[0].values["name"] for quote in quotes] == ["Product mug", "Becher"]


@pytest.mark.parametrize(
    ("asked", "qty"),
    [(3, 3), ("2", 2), (1.5, 1), ("abc", 1), (0, 1), (-2, 1), (None, 1), ("1,5", 1), ("1.234,5", 1234)],
)
def test_what_is_no_number_above_zero_is_one(shop: Shop, asked: Any, qty: int) -> None:
    quote = cart(shop)
    quote.add(product(shop), {"qty": asked})
    assert quote.items[0].qty == qty
    assert isinstance(quote.items[0].qty, int)


def test_products_of_decimal_quantities_are_bought_by_parts(shop: Shop) -> None:
    wool = product(shop, "wool", "4")
    save_stock(shop.database, wool, {"is_qty_decimal": 1, "min_sale_qty": "0.5", "use_config_min_sale_qty": 0})
    quote = cart(shop)
    quote.add(wool, {"qty": "1.25"})
    quote.address(SHIPPING)
    quote.collect_totals()
    assert (quote.items[0].qty, str(quote.values["subtotal"])) == (1.25, "5.00")


@pytest.mark.parametrize(
    ("stock", "qty", "message"),
    [
        ({"is_in_stock": 0}, 1, "This product is currently out of stock."),
        ({"max_sale_qty": 3, "use_config_max_sale_qty": 0}, 4, "The maximum quantity allowed for purchase is 3."),
        ({"min_sale_qty": 3, "use_config_min_sale_qty": 0}, 2, "The minimum quantity allowed for purchase is 3."),
    ],
)
def test_too_many_or_too_few_are_not_sold(shop: Shop, stock: dict[str, Any], qty: int, message: str) -> None:
    mug = product(shop)
    save_stock(shop.database, mug, stock)
    with pytest.raises(ItemError) as refused:
        cart(shop).add(mug, {"qty": qty})
    assert str(refused.value) == message


def test_what_is_not_counted_is_always_in_stock(shop: Shop) -> None:
    mug = product(shop)
    save_stock(shop.database, mug, {"is_in_stock": 0, "manage_stock": 0, "use_config_manage_stock": 0})
    quote = cart(shop)
    quote.add(mug, {"qty": 3})
    assert quote.items[0].errors == []


def test_rates_stay_until_the_address_or_the_payment_asks_for_them_anew(shop: Shop) -> None:
    mug = product(shop)
    quote = fill(cart(shop), (mug, 2))
    quote.items[0].set_qty(5)
    quote.collect_totals()
    assert quote.address(SHIPPING)["shipping_amount"] == 10
    quote.address(SHIPPING)["collect_shipping_rates"] = 1
    quote.pay("checkmo", {})
    assert quote.address(SHIPPING)["shipping_amount"] == 25


def test_what_costs_something_is_not_free(shop: Shop) -> None:
    quote = fill(cart(shop), (product(shop), 1))
    with pytest.raises(PaymentError):
        quote.pay("free", {})


def test_a_cart_is_what_it_was_when_the_shop_is_restored(shop: Shop) -> None:
    quote = fill(cart(shop), (product(shop), 1))
    before = shop.snapshot()
    place_order(shop, quote)
    shop.restore(before)
    assert not len(shop.table("sales_flat_order"))
    assert again(quote).values["reserved_order_id"] is None
    assert place_order(shop, again(quote))["increment_id"] == "100000001"


def test_a_cart_of_a_customer_who_was_deleted_is_nobodys(shop: Shop) -> None:
    customer = customers.create_customer(shop, {"email": "ann@example.com", "website_id": 1, "group_id": 2})
    quote = fill(cart(shop), (product(shop), 1))
    quote.set_customer(shop.customers.values(customer))
    quote.values["checkout_method"] = "customer"
    quote.save()
    customers.delete_customer(shop, customer["entity_id"])
    order = place_order(shop, again(quote))
    assert (order["customer_id"], order["customer_group_id"]) == (None, 2)


def test_a_billing_address_has_the_e_mail_of_who_buys_now(shop: Shop) -> None:
    quote = fill(cart(shop), (product(shop), 1))
    quote.set_customer({**GUEST, "email": "other@example.com"})
    for kind in (BILLING, SHIPPING):
        quote.set_address(kind, ADDRESS)
    assert [quote.addresses[kind]["email"] for kind in (BILLING, SHIPPING)] == [
        "other@example.com",
        "guest@example.com",
    ]


def test_a_broken_cart_is_told_where_its_items_are_looked_at(shop: Shop) -> None:
    quote = cart(shop)
    quote.add(None, {"qty": 1})
    quote.save()
    broken = again(quote)
    broken.save_values()
    with pytest.raises(BrokenItemError):
        broken.collect_totals()
