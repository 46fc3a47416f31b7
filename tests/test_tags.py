"""Rules of tags that no recording shows by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from fake_magento import FakeMagento
from fake_magento.api.catalog.tag import _names
from fake_magento.state import Shop
from fake_magento.state.customers import create_customer, delete_customer
from fake_magento.state.products import delete_product
from fake_magento.state.tags import (
    TakenNameError,
    add_tag,
    base_popularity,
    delete_tag,
    save_tag,
    tagged_products,
    tags_of,
)
from tests.speaking import caller

Call = Callable[..., Any]


@pytest.fixture
def shop() -> Shop:
    """A clean shop with the products 1 and 2 and the customers 1 and 2."""
    made = Shop()
    for name in ("first", "second"):
        made.catalogue.add_product(name, made.catalogue.attribute_set(None))
        create_customer(made, {"email": f"{name}@shop.example", "website_id": 1, "store_id": 1})
    return made


@pytest.fixture
def call() -> Iterator[Call]:
    """`caller` of a shop with the product 1 and the customer 1."""
    with FakeMagento(flavour="openmage-19") as fake:
        fake.add_product("first")
        call = caller(fake)
        customer = {"email": "a@shop.example", "website_id": 1, "store_id": 1, "firstname": "A", "lastname": "B"}
        assert call("customer.create", customer) == "1"
        yield call


def tagging(**values: Any) -> dict[str, Any]:
    """What `add` is told."""
    return {"tag": "a", "product_id": 1, "customer_id": 1, "store": "default", **values}


def named(shop: Shop, product_id: int, store_id: int | None = None) -> list[str]:
    """The names of a product's tags."""
    return [tag["name"] for tag in tags_of(shop, product_id, store_id)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("a b\tc\nd", ["a", "b", "c", "d"]),
        ("'two words'three", ["two words", "three"]),
        ("it's a pity", ["it's", "a", "pity"]),
        ("'not\nquoted'", ["not", "quoted"]),
        ("'' ' ' \u00a0", ["\u00a0"]),
        (7, ["7"]),
    ],
)
def test_words_and_what_is_quoted_are_tags(text: Any, names: list[str]) -> None:
    assert _names(text) == names


def test_names_are_the_same_without_case_and_accents(shop: Shop) -> None:
    assert add_tag(shop, "caf\u00e9", 1, 1, 1) == (1, True)
    assert add_tag(shop, "CAFE", 2, 1, 1) == (1, False)
    assert named(shop, 2) == ["caf\u00e9"]


def test_customers_are_counted_and_store_views_are_apart(shop: Shop) -> None:
    for customer_id in (1, 1, 2):
        add_tag(shop, "a", 2, customer_id, 1)
    add_tag(shop, "a", 1, 1, 1)
    add_tag(shop, "a", 2, 1, 0)
    assert tagged_products(shop, 1, 1) == {1: 1, 2: 2}
    assert tagged_products(shop, 1, 0) == {2: 1}
    assert (named(shop, 2), named(shop, 2, 0), named(shop, 1, 0)) == (["a"], ["a"], [])


def test_who_is_deleted_leaves_the_tags(shop: Shop) -> None:
    for product_id, customer_id in ((1, 1), (2, 1), (2, 2)):
        add_tag(shop, "a", product_id, customer_id, 1)
    delete_customer(shop, 1)
    assert tagged_products(shop, 1, 1) == {2: 1}
    delete_product(shop, shop.products[2])
    assert tagged_products(shop, 1, 1) == {}
    assert shop.table("tag").ids() == [1]


def test_a_removed_tag_leaves_nothing_behind(shop: Shop) -> None:
    add_tag(shop, "a", 1, 1, 1)
    save_tag(shop, 1, {"base_popularity": 5}, 1)
    assert delete_tag(shop, 1)
    assert not delete_tag(shop, 1)
    assert named(shop, 1) == []
    assert base_popularity(shop, 1, 1) is None
    assert add_tag(shop, "a", 1, 1, 1) == (2, True)


def test_a_name_is_one_tags_alone_but_many_have_none(shop: Shop) -> None:
    for name in ("a", "b"):
        add_tag(shop, name, 1, 1, 1)
    with pytest.raises(TakenNameError):
        save_tag(shop, 2, {"name": "A", "status": 1, "base_popularity": 3}, 1)
    assert (shop.table("tag")[2]["status"], base_popularity(shop, 2, 1)) == (0, None)
    save_tag(shop, 1, {"name": "A"}, 1)
    for id in (1, 2):
        save_tag(shop, id, {"name": ""}, 1)
    assert named(shop, 1) == [None, None]


def test_an_update_keeps_the_base_popularity_which_is_never_below_nothing(shop: Shop) -> None:
    add_tag(shop, "a", 1, 1, 1)
    for values, popularity in (({"status": 1}, 0), ({"base_popularity": "7"}, 7), ({"name": "b"}, 7)):
        save_tag(shop, 1, values, 1)
        assert base_popularity(shop, 1, 1) == popularity
    save_tag(shop, 1, {"base_popularity": -1}, 1)
    assert base_popularity(shop, 1, 1) == 0


def test_what_an_update_looks_at_first(call: Call) -> None:
    assert call("product_tag.add", tagging()) == {"a": "1"}
    assert call("product_tag.update", 9, {"status": None}, "nosuch") == 105
    assert call("product_tag.update", 9, {"status": 9}, "nosuch") == 101
    assert call("product_tag.update", 9, {"status": 9}, "default") == 104
    assert call("product_tag.update", 1, {"status": 9, "name": "b"}, "default") == 105
    assert call("product_tag.info", 1, "default")["name"] == "a"


def test_what_add_looks_at_first(call: Call) -> None:
    assert call("product_tag.add", tagging(product_id=9, customer_id=9, store=None)) == 105
    assert call("product_tag.add", tagging(product_id="first", customer_id=9, store="nosuch")) == 102
    assert call("product_tag.add", tagging(customer_id=9, store="nosuch")) == 103
    assert call("product_tag.add", tagging(store="nosuch")) == 101
    assert call("product_tag.add", tagging(tag="a a b")) == {"a": 1, "b": "2"}
