"""Rules of stock, tier prices and links that no recording shows by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fake_magento import FakeMagento
from fake_magento.state import MissingError, Row, Shop
from fake_magento.state.links import linked_products, save_link
from fake_magento.state.products import ProductChange, delete_product, save_product
from fake_magento.state.settings import PRICE_SCOPE
from fake_magento.state.stock import save_stock, save_with_product, stock_of
from fake_magento.state.tier_prices import (
    ALL_GROUPS,
    GROUP_PRICES,
    TIER_PRICES,
    DuplicatePriceError,
    Price,
    check_prices,
    price_change,
    prices_of,
)
from tests.speaking import caller

Call = Callable[..., Any]


@pytest.fixture
def shop() -> Shop:
    """A clean shop with the products 1 and 2."""
    made = Shop()
    for sku in ("first", "second"):
        made.catalogue.add_product(sku, made.catalogue.attribute_set(None))
    return made


@pytest.fixture
def call() -> Iterator[Call]:
    """`caller` of a clean shop with the product 1."""
    with FakeMagento(flavour="openmage-19") as fake:
        fake.add_product("first")
        yield caller(fake)


def saved(shop: Shop, **values: Any) -> tuple[str, int]:
    """What is left of product 1, and whether it is in stock, after its stock was saved."""
    row = save_stock(shop.database, shop.products[1], values)
    return row["qty"], row["is_in_stock"]


def test_null_is_not_saved_but_counts_as_nothing_left(shop: Shop) -> None:
    assert saved(shop, qty=None) == ("10.0000", 0)
    assert saved(shop, is_in_stock=1) == ("10.0000", 1)
    assert saved(shop, is_in_stock=None) == ("10.0000", 1)


def test_what_is_needed_and_backorders_are_settings_unless_the_stock_has_its_own(shop: Shop) -> None:
    assert saved(shop, min_qty=20) == ("10.0000", 1)
    assert saved(shop, use_config_min_qty=0) == ("10.0000", 0)
    assert saved(shop, backorders=1, is_in_stock=1) == ("10.0000", 0)
    assert saved(shop, use_config_backorders=0, is_in_stock=1) == ("10.0000", 1)
    shop.table("core_config_data").update("cataloginventory/item_options/backorders", value="2")
    assert saved(shop, use_config_backorders=1, use_config_min_qty=1, qty=-5) == ("-5.0000", 1)


def test_saving_a_product_makes_given_values_count(shop: Shop) -> None:
    row = save_with_product(shop.database, shop.products[1], {"min_qty": 20, "is_in_stock": 1})
    assert (row["use_config_min_qty"], row["is_in_stock"]) == (0, 0)
    row = save_with_product(shop.database, shop.products[1], {"min_qty": 30, "use_config_min_qty": 1, "is_in_stock": 1})
    assert (row["use_config_min_qty"], row["is_in_stock"]) == (1, 1)


def test_stock_stays_that_of_its_product(shop: Shop) -> None:
    assert saved(shop, qty=5, product_id=2, item_id=2, bogus="x") == ("5.0000", 1)
    other = stock_of(shop.database, 2)
    assert other is not None
    assert other["qty"] == "10.0000"


def test_stock_is_found_as_the_database_finds_a_product(call: Call) -> None:
    assert [each["product_id"] for each in call("product_stock.list", ["1abc", "1.0", True, "1.5", None])] == [1]
    assert call("product_stock.update", "1abc", {"qty": 3}) is True
    assert call("product_stock.update", "1.5", {"qty": 4}) == 101
    assert call("product_stock.list", "FIRST")[0]["qty"] == "3.0000"


PRICES = st.builds(
    Price,
    st.just(0),
    st.sampled_from([0, 1, 2, 3, ALL_GROUPS]),
    st.integers(0, 99),
    st.sampled_from([-1.0, 0.0, 1.0, 2.5, 10.0]),
)


def shown(row: Row) -> Price:
    group = ALL_GROUPS if row["all_groups"] else row["customer_group_id"]
    return Price(row["website_id"], group, int(float(row["value"])), float(row["qty"]))


def ids(rows: list[Row]) -> dict[Any, int]:
    return {shown(row)._replace(value=None): row["value_id"] for row in rows}


@given(st.lists(st.lists(PRICES, max_size=6), max_size=5))
def test_what_is_saved_is_all_there_is_and_keeps_its_ids(saves: list[list[Price]]) -> None:
    database = Shop().database
    for prices in saves:
        before = prices_of(database, TIER_PRICES, 1)
        if len({price._replace(value=None) for price in prices}) < len(prices):
            with pytest.raises(DuplicatePriceError):
                price_change(database, TIER_PRICES, 1, prices)
            assert prices_of(database, TIER_PRICES, 1) == before
            continue
        price_change(database, TIER_PRICES, 1, prices).save()
        after = prices_of(database, TIER_PRICES, 1)
        assert {*map(shown, after)} == {price for price in prices if price.qty}
        assert [row["qty"] for row in after] == sorted((row["qty"] for row in after), key=float)
        old = ids(before)
        assert all(id == old.get(key, id) for key, id in ids(after).items())
        assert all(id > max(old.values(), default=0) for key, id in ids(after).items() if key not in old)


def test_a_price_of_a_website_counts_where_prices_are_by_website(shop: Shop) -> None:
    of_website, of_all = Price(1, 1, 5), Price(0, 1, 6)
    with pytest.raises(DuplicatePriceError, match="website group price"):
        check_prices(shop.database, GROUP_PRICES, [of_website, of_all])
    price_change(shop.database, GROUP_PRICES, 1, [of_website]).save()
    assert prices_of(shop.database, GROUP_PRICES, 1) == []
    shop.table("core_config_data").update(PRICE_SCOPE, value="1")
    price_change(shop.database, GROUP_PRICES, 1, [of_website]).save()
    assert [row["website_id"] for row in prices_of(shop.database, GROUP_PRICES, 1)] == [1]


@pytest.mark.parametrize("prices", [[Price(0, 1, 5), Price(0, 1, 6)], [Price(0, 1, 5), Price(0, 99, 6)]])
def test_a_product_whose_prices_are_refused_is_not_saved_at_all(shop: Shop, prices: list[Price]) -> None:
    change = ProductChange({"name": "changed"}, websites=[], stock={"qty": 1}, prices={TIER_PRICES: prices})
    tables = ("catalog_product_entity", "catalog_product_website", "cataloginventory_stock_item", TIER_PRICES)
    before = [[*shop.table(name)] for name in tables]
    with pytest.raises((DuplicatePriceError, MissingError)):
        save_product(shop, shop.products[1], change)
    assert [[*shop.table(name)] for name in tables] == before


def test_numbers_are_used_up_as_far_as_the_unknown_group(shop: Shop) -> None:
    with pytest.raises(MissingError):
        price_change(shop.database, TIER_PRICES, 1, [Price(0, 1, 5), Price(0, 99, 5), Price(0, 2, 5)])
    assert shop.table(TIER_PRICES).next_id == 3


def test_products_without_the_attribute_keep_no_prices(call: Call) -> None:
    call("product.create", "grouped", "4", "group", {})
    tier = [{"qty": 2, "price": 3}]
    assert call("product_tier_price.update", "group", tier) is True
    assert call("product_tier_price.info", "group") == []
    assert call("product_tier_price.update", "first", tier) is True
    assert call("product.update", "first", {"tier_price": "text"}) is True
    assert call("product_tier_price.info", "first") == []


def test_a_quantity_begins_with_a_number(call: Call) -> None:
    assert call("product_tier_price.update", "first", [{"qty": "2 pieces", "price": "3 each"}]) is True
    assert call("product_tier_price.info", "first")[0] == {
        "customer_group_id": "all",
        "website": "all",
        "qty": "2.0000",
        "price": "3.0000",
    }


def test_a_website_is_named_by_code_or_id(call: Call) -> None:
    for website in ("BASE", "1", 1, "1.0"):
        call("product.update", "first", {"websites": []})
        assert call("product_tier_price.update", "first", [{"qty": 2, "price": 3, "website": website}]) == 101
    assert call("product.update", "first", {"websites": ["base"], "tier_price": [{"qty": 2, "price": 3, "website": 1}]})
    assert call("product_tier_price.info", "first") == []


def test_links_go_with_either_product(shop: Shop) -> None:
    save_link(shop, 1, 2, "related", {"position": 3})
    save_link(shop, 2, 1, "grouped", {"qty": 2.5})
    save_link(shop, 2, 2, "related", {})
    assert [(product["sku"], link["position"]) for product, link in linked_products(shop, 1, "related")] == [
        ("second", 3)
    ]
    delete_product(shop, shop.products[2])
    assert len(shop.table("catalog_product_link")) == 0


def test_a_link_keeps_what_is_not_said(shop: Shop) -> None:
    save_link(shop, 1, 2, "grouped", {"position": 3, "qty": 2.5})
    save_link(shop, 1, 2, "grouped", {"position": 4})
    ((_, link),) = linked_products(shop, 1, "grouped")
    assert (link["position"], link["qty"]) == (4, "2.5000")
    assert linked_products(shop, 1, "related") == []


def test_nothing_is_linked_that_there_is_not(call: Call) -> None:
    for linked in ("nope", "99", "", None, 0):
        assert call("product_link.assign", "related", "first", linked) == 102
    assert call("product_link.list", "related", "first") == []
