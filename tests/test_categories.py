"""Categories: rules that no recording shows alone, and sums that must add up whatever is done."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fake_magento.state import categories as rules
from fake_magento.state.category_paths import parent_id, path_ids
from fake_magento.state.shop import Shop
from fake_magento.state.table import Row
from tests.examples import examples

ROOT = 2
DEFAULT_STORE = 1


@pytest.fixture
def shop() -> Shop:
    return Shop()


def made(shop: Shop, name: Any, parent: int = ROOT, **more: Any) -> Row:
    """A new category that has what it must have."""
    values = {"is_active": 1, "include_in_menu": 1, "available_sort_by": ["position"], "default_sort_by": "position"}
    return rules.create_category(shop, shop.categories[parent], {"name": name, **values, **more})


def german(shop: Shop) -> int:
    return shop.catalogue.add_store("german").id


def save(shop: Shop, category: Row, store: int = 0, **values: Any) -> Row:
    return rules.save_category(shop, shop.categories[category["entity_id"]], values, store)


def seen(shop: Shop, category: Row, code: str, store: int = 0) -> Any:
    return shop.categories.value(shop.categories[category["entity_id"]], code, store)


def test_a_store_view_keeps_what_it_shows_when_it_is_saved(shop: Shop) -> None:
    store, shoes = german(shop), made(shop, "Shoes", description="old")
    save(shop, shoes, store, name="Schuhe")
    save(shop, shoes, description="new", is_anchor=1)
    assert [seen(shop, shoes, "description", each) for each in (0, DEFAULT_STORE, store)] == ["new", "new", "old"]
    assert seen(shop, shoes, "is_anchor", store) == 1  # it is the same everywhere
    assert seen(shop, shoes, "name", store) == "Schuhe"


def test_wrong_orders_come_before_what_is_missing(shop: Shop) -> None:
    with pytest.raises(rules.InvalidCategoryError, match="Default Product Listing Sort by"):
        rules.create_category(shop, shop.categories[ROOT], {"default_sort_by": "name"})
    with pytest.raises(rules.RequiredError, match='"name"'):
        rules.create_category(shop, shop.categories[ROOT], {"available_sort_by": ["name"], "default_sort_by": "name"})
    with pytest.raises(rules.RequiredError, match='"name"'):
        made(shop, ["a list"])
    assert made(shop, "first")["entity_id"] == 3  # nothing of that used an id up


@pytest.mark.parametrize(
    ("value", "is_asked_for"), [(None, True), ("", True), (False, False), (0, False), ("no", False)]
)
def test_what_counts_as_a_value_of_a_number(shop: Shop, value: Any, is_asked_for: bool) -> None:
    if is_asked_for:
        with pytest.raises(rules.RequiredError, match='"is_active"'):
            made(shop, "x", is_active=value)
    else:
        assert seen(shop, made(shop, "x", is_active=value), "is_active") == (None if value is False else 0)


def test_paths_are_numbered_behind_the_highest_number(shop: Shop) -> None:
    paths = [seen(shop, made(shop, "Sale"), "url_path") for _ in range(3)]
    assert paths == ["sale.html", "sale-1.html", "sale-2.html"]
    made(shop, "Sale 7")
    assert seen(shop, made(shop, "sale"), "url_path") == "sale-8.html"
    below = [seen(shop, made(shop, "Sale", 3), "url_path") for _ in range(2)]
    assert below == ["sale/sale.html", "sale/sale-1.html"]


def test_a_path_that_a_page_had_is_not_free_for_others(shop: Shop) -> None:
    shoes = made(shop, "Shoes")
    save(shop, shoes, url_key="boots")
    assert seen(shop, made(shop, "Shoes"), "url_path") == "shoes-1.html"
    rules.delete_category(shop, shop.categories[shoes["entity_id"]])
    assert seen(shop, made(shop, "Shoes", url_key="boots"), "url_path") == "boots.html"


def test_a_path_that_a_page_had_is_its_own_again_without_the_suffix(shop: Shop) -> None:
    shoes, inner = made(shop, "Shoes"), made(shop, "Inner", 3)
    save(shop, shoes, url_key="boots")
    save(shop, shoes, url_key="shoes")
    assert seen(shop, shoes, "url_path") == "shoes"
    assert seen(shop, inner, "url_path") == "shoes/inner"


def test_a_path_of_a_category_that_left_the_store_view_is_free(shop: Shop) -> None:
    shoes = made(shop, "Shoes")
    rules.move_category(shop, shop.categories[shoes["entity_id"]], shop.categories[1], None)
    assert seen(shop, made(shop, "Shoes"), "url_path") == "shoes.html"


def test_a_name_of_nothing_gives_a_path_once_its_products_change(shop: Shop) -> None:
    nameless = made(shop, "")
    assert seen(shop, nameless, "url_path") is None
    rules.save_with_products(shop, shop.categories[nameless["entity_id"]])
    assert seen(shop, nameless, "url_path") == "-.html"


def test_products_of_an_anchor_come_behind_its_own(shop: Shop) -> None:
    above, below = made(shop, "Above", is_anchor=1), made(shop, "Below", 3)
    status = {"status": 1}
    website = shop.table("catalog_product_website")
    attribute_set = shop.catalogue.attribute_set("Default")
    ids = [shop.catalogue.add_product(sku, attribute_set)["entity_id"] for sku in ("a", "b", "c")]
    for id in ids:
        shop.products.save(id, status)
        website.put(product_id=id, website_id=1)
    rules.assign(shop, ids[0], above["entity_id"], 9)
    rules.assign(shop, ids[0], below["entity_id"], 1)
    rules.assign(shop, ids[1], below["entity_id"], 2)

    def listed(category: Row, store: int) -> list[tuple[str, int]]:
        found = rules.assigned_products(shop, shop.categories[category["entity_id"]], store)
        return [(product["sku"], position) for product, position in found]

    assert listed(above, 0) == [("a", 9)]
    assert listed(above, DEFAULT_STORE) == [("a", 9), ("b", 80_002)]
    assert listed(shop.categories[ROOT], DEFAULT_STORE) == [("c", 0)]
    shop.products.save(ids[1], {"status": 2})
    website.delete_where(product_id=ids[0])
    assert listed(above, DEFAULT_STORE) == []
    assert listed(below, 0) == [("a", 1), ("b", 2)]


@examples(60)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 30), st.integers(0, 30), st.integers(0, 30)), max_size=30))
def test_the_tree_adds_up_whatever_is_done(steps: list[tuple[int, int, int, int]]) -> None:
    shop = Shop()
    shop.catalogue.add_store("german")
    for kind, one, other, third in steps:
        ids = shop.categories.ids()
        category, target = (shop.categories[ids[each % len(ids)]] for each in (one, other))
        is_root = category["entity_id"] in (1, ROOT)
        if kind in (0, 1):
            made(shop, "AB"[third % 2], category["entity_id"])
        elif kind == 2 and not target["path"].startswith(category["path"]):
            rules.move_category(shop, category, target, [None, "", ids[third % len(ids)]][third % 3])
        elif kind == 3 and not is_root:
            rules.delete_category(shop, category)
        elif kind == 4 and not is_root:
            save(shop, category, third % 3, url_key="abc"[third % 3])
    children = rules.children_finder(shop)
    for category in shop.categories:
        above = shop.categories.get(category["parent_id"])
        assert category["path"] == (f"{above['path']}/" if above else "") + str(category["entity_id"])
        assert category["level"] == len(path_ids(category)) - 1
        assert parent_id(category) == category["parent_id"]
        inner = f"{category['path']}/"
        assert category["children_count"] == sum(each["path"].startswith(inner) for each in shop.categories)
        positions = [child["position"] for child in children(category)]
        assert {child["parent_id"] for child in children(category)} <= {category["entity_id"]}
        assert positions == sorted(positions)
    pages = [row for row in shop.table("core_url_rewrite") if row["is_system"]]
    assert {row["category_id"] for row in pages} <= {*shop.categories.ids()}
    owners = [(row["path"][0], row["category_id"]) for row in pages]
    assert len(owners) == len({*owners})
