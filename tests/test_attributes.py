"""Rules of attributes, options, sets and groups that no recording shows by itself; over XML-RPC."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fake_magento import FakeMagento, php
from fake_magento.state import ADMIN_STORE, Shop
from fake_magento.state.attribute_sets import create_set, put_in_set, remove_set
from fake_magento.state.attributes import (
    SCOPES,
    add_option,
    attribute_of,
    attributes_in_set,
    create_attribute,
    find_attribute,
    update_attribute,
)
from fake_magento.state.schema import CATEGORY, PRODUCT
from fake_magento.state.sources import options
from fake_magento.state.table import DuplicateError
from tests.examples import examples
from tests.speaking import caller

Call = Callable[..., Any]
DEFAULT = 4


@pytest.fixture
def call() -> Iterator[Call]:
    """`caller` of a clean shop."""
    with FakeMagento(flavour="openmage-19") as fake:
        yield caller(fake)


def new(call: Call, code: str, frontend_input: str = "text", **values: Any) -> Any:
    data = {"attribute_code": code, "frontend_input": frontend_input, "scope": "global", **values}
    data.setdefault("frontend_label", [{"store_id": 0, "label": code}])
    return call("product_attribute.create", data)


def values(call: Call, code: str) -> list[Any]:
    return [each["label"] for each in call("product_attribute.options", code)]


def test_refused_attributes_use_no_id_up_unless_the_database_refuses_them(call: Call) -> None:
    assert new(call, "first") == 134
    for code, fault in (("first", 105), ("name", 105), ("Bad", 103), ("x" * 31, 105)):
        assert new(call, code) == fault
    assert new(call, "second") == 135
    assert new(call, "third", frontend_label=[{"store_id": 0, "label": "3"}, {"store_id": 99, "label": "x"}]) == 105
    assert new(call, "third") == 137


def test_a_code_can_be_that_of_another_entity_s_attribute_and_then_only_its_id_finds_it(call: Call) -> None:
    id = new(call, "firstname")
    assert call("product_attribute.info", "firstname") == 101
    assert call("product_attribute.update", "firstname", {"scope": "store"}) == 107
    assert call("product_attribute.remove", "firstname") == 106
    assert call("product_attribute.options", "firstname") == []
    assert call("product_attribute.info", id)["attribute_code"] == "firstname"
    assert call("product_attribute.remove", id) is True


@pytest.mark.parametrize(
    ("frontend_input", "default", "kept"),
    [
        ("price", "1,234.50", "1234.50"),
        ("price", "abc", 105),
        ("date", "1/2/2026", "1767312000"),
        ("date", "soon", 105),
        ("text", "<b>bold</b>", "bold"),
        ("text", "", None),
    ],
)
def test_default_values(call: Call, frontend_input: str, default: str, kept: Any) -> None:
    id = new(call, "made", frontend_input, default_value=default)
    assert (id if id == 105 else call("product_attribute.info", "made")["default_value"]) == kept


def test_an_update_takes_back_what_it_is_not_told_and_keeps_the_rest(call: Call) -> None:
    more = {"is_filterable": 1, "position": 3}
    new(call, "made", "select", is_configurable=1, is_searchable=1, apply_to=["simple"], additional_fields=more)
    assert call("product_attribute.update", "made", {}) is True
    info = call("product_attribute.info", "made")
    assert (info["scope"], info["is_configurable"], info["apply_to"]) == ("store", 0, [])
    assert info["additional_fields"]["is_filterable"] == 0
    assert (info["is_searchable"], info["additional_fields"]["position"]) == (1, 3)


def test_attributes_of_the_shop_s_own_can_be_changed_and_not_removed(call: Call) -> None:
    assert call("product_attribute.update", "special_price", {"scope": "global", "is_searchable": 1}) is True
    assert call("product_attribute.info", "special_price")["is_searchable"] == 1
    assert call("product_attribute.remove", "special_price") == 106


def test_an_option_has_the_label_of_its_store_view_or_admin_s(call: Call) -> None:
    label = [{"store_id": ["0"], "value": "Green"}, {"store_id": ["1"], "value": "Green <i>EN</i>"}]
    assert call("product_attribute.addOption", "color", {"label": label, "order": 0, "is_default": 1}) is True
    assert call("product_attribute.addOption", "color", {"label": label[:1], "order": -1, "is_default": 0}) is True
    assert values(call, "color") == ["", "Green", "Green"]
    assert [each["label"] for each in call("product_attribute.options", "color", "default")] == [
        "",
        "Green",
        "Green EN",
    ]
    assert call("product_attribute.info", "color")["default_value"] == ""


def test_a_refused_option_changes_nothing_and_uses_an_id_up(call: Call) -> None:
    data = {"label": [{"store_id": 0, "value": "A"}], "order": 0, "is_default": 1}
    call("product_attribute.addOption", "color", data)
    assert call("product_attribute.addOption", "color", {"label": [], "order": 0, "is_default": 0}) == 108
    assert call("product_attribute.info", "color")["default_value"] == "3"
    call("product_attribute.addOption", "color", data)
    assert [each["value"] for each in call("product_attribute.options", "color")] == ["", 3, 5]


def test_an_option_of_another_attribute_is_removed_too(call: Call) -> None:
    data = {"label": [{"store_id": 0, "value": "A"}], "order": 0, "is_default": 0}
    call("product_attribute.addOption", "color", data)
    assert call("product_attribute.removeOption", "manufacturer", "3 or so") is True
    assert values(call, "color") == [""]


def test_categories_can_be_sorted_by_what_attributes_of_products_say(call: Call) -> None:
    new(call, "grade", additional_fields={"used_for_sort_by": 1}, frontend_label=[{"store_id": 0, "label": "Grade"}])
    found = call("category_attribute.options", "default_sort_by")
    assert [each["value"] for each in found] == ["position", "name", "price", "grade"]


def test_an_attribute_without_a_source_goes_into_no_set_until_it_is_saved(call: Call) -> None:
    assert call("product_attribute_set.attributeAdd", "94", DEFAULT) == 107
    assert call("product_attribute.update", "color", {"scope": "global"}) is True
    assert call("product_attribute_set.attributeAdd", "94", DEFAULT) is True


def test_attributes_stand_by_the_orders_of_groups_and_their_own(call: Call) -> None:
    ids = [new(call, f"made_{number}") for number in range(4)]
    group = call("product_attribute_set.groupAdd", DEFAULT, "Mine")
    for id, order in zip(ids, ("2", "", "1", "none"), strict=True):
        assert call("product_attribute_set.attributeAdd", id, DEFAULT, group, order) is True
    codes = [each["code"] for each in call("product_attribute.list", DEFAULT)]
    assert codes[-5:] == ["gift_message_available", "made_3", "made_2", "made_0", "made_1"]


def test_a_group_of_another_set_holds_what_stands_in_this_one(call: Call) -> None:
    other = call("product_attribute_set.create", "Other", DEFAULT)
    id = new(call, "made")
    assert call("product_attribute_set.attributeAdd", id, other, 7) is True
    assert "made" in [each["code"] for each in call("product_attribute.list", other)]
    assert call("product_attribute_set.attributeAdd", id, DEFAULT, 7) == 107
    assert "made" not in [each["code"] for each in call("product_attribute.list", DEFAULT)]


def test_names_of_groups_lose_their_tags_and_a_group_without_a_name_is_not_renamed(call: Call) -> None:
    group = call("product_attribute_set.groupAdd", DEFAULT, "<i>Prices</i> 2")
    assert call("product_attribute_set.groupAdd", DEFAULT, "Prices 2") == 112
    assert call("product_attribute_set.groupRename", group, "<b>Prices</b>") == 114
    assert call("product_attribute_set.groupRename", group, "<b></b>") is True
    assert call("product_attribute_set.groupRename", group, "Named again") == 108
    assert call("product_attribute_set.groupRemove", group) is True


def test_an_attribute_of_customers_that_is_put_into_a_set_of_products_is_one_of_theirs(call: Call) -> None:
    assert call("product_attribute.options", 33) == 101
    assert call("product_attribute_set.attributeAdd", "33", DEFAULT) is True
    assert [each["code"] for each in call("product_attribute.list", DEFAULT)].count("rp_token") == 1
    assert call("product_attribute.info", "rp_token")["frontend_input"] == "hidden"
    assert call("product_attribute.remove", 33) == 106


def test_an_attribute_that_becomes_global_loses_the_values_of_store_views() -> None:
    shop = Shop()
    product = shop.products.insert(sku="a", name="Admin's")
    for store in (ADMIN_STORE, 1):
        shop.products.save(product["entity_id"], {"name": f"Store {store}", "meta_title": f"Store {store}"}, store)
    name = attribute_of(shop, PRODUCT, "name")
    assert name
    update_attribute(shop, name, {"is_global": SCOPES.index("website")})
    assert shop.products.value(shop.products[product["entity_id"]], "name", 1) == "Store 1"
    update_attribute(shop, name, {"is_global": SCOPES.index("global")})
    changed = shop.products[product["entity_id"]]
    assert shop.products.stored(changed, "name") == {ADMIN_STORE: "Store 0"}
    assert shop.products.stored(changed, "meta_title") == {ADMIN_STORE: "Store 0", 1: "Store 1"}


def test_fixed_product_taxes_are_for_all_types_but_grouped_ones(call: Call) -> None:
    new(call, "tax", "weee", apply_to=["simple"])
    assert call("product_attribute.info", "tax")["apply_to"] == ["simple"]
    call("product_attribute.update", "tax", {})
    assert len(call("product_attribute.info", "tax")["apply_to"]) == 5


def test_names_may_be_missing_more_than_once(call: Call) -> None:
    assert call("product_attribute_set.create", "", DEFAULT) == 9
    assert call("product_attribute_set.create", "", DEFAULT) == 10
    assert call("product_attribute_set.create", "default ", DEFAULT) == 101
    first, second = (call("product_attribute_set.groupAdd", DEFAULT, "") for _ in range(2))
    assert second == first + 1
    assert call("product_attribute_set.groupAdd", DEFAULT, "PRICES") == 112


@pytest.mark.parametrize("id", [None, "", "abc", "-1", 99999, "9" * 5000])
def test_ids_that_nothing_has(call: Call, id: Any) -> None:
    sets = "product_attribute_set"
    assert call(f"{sets}.create", "x", id) == 100
    assert call(f"{sets}.remove", id) == 104
    assert (call(f"{sets}.attributeAdd", id, DEFAULT), call(f"{sets}.attributeAdd", "93", id)) == (106, 104)
    assert (call(f"{sets}.attributeRemove", id, DEFAULT), call(f"{sets}.attributeRemove", "93", id)) == (106, 104)
    assert (call(f"{sets}.groupRename", id, "x"), call(f"{sets}.groupRemove", id)) == (108, 108)
    assert call(f"{sets}.groupAdd", id, "x") == 113
    assert (call("product_attribute.info", id), call("product_attribute.list", id)) == (101, [])


def test_text_means_the_id_that_it_begins_with(call: Call) -> None:
    assert call("product_attribute_set.attributeRemove", " 93 or so", "4.0") is True
    assert call("product_attribute_set.attributeRemove", "92.5", DEFAULT) == 106
    assert call("product_attribute_set.groupAdd", "4.5", "Mine") == 18


def test_a_set_made_of_categories_attributes_stays_empty(call: Call) -> None:
    before = call("category_attribute.list")
    assert call("product_attribute_set.create", "Categories", 3) == 102
    assert call("product_attribute.list", 9) == []
    assert call("category_attribute.list") == before
    id = new(call, "made")
    assert call("product_attribute_set.attributeAdd", id, 9) is True  # into no group, so it stands nowhere
    assert call("product_attribute_set.attributeAdd", id, 9) is True


def test_a_set_of_other_entities_takes_attributes_away_from_them() -> None:
    shop = Shop()
    attribute = find_attribute(shop, "landing_page")
    target = shop.table("eav_attribute_set")[DEFAULT]
    assert attribute
    put_in_set(shop, attribute, target, None, None)
    assert attribute_of(shop, CATEGORY, "landing_page") is None
    assert attribute_of(shop, PRODUCT, "landing_page")
    name = attribute_of(shop, CATEGORY, "name")
    assert name
    with pytest.raises(DuplicateError):
        put_in_set(shop, name, target, None, None)
    assert attribute_of(shop, CATEGORY, "name") == name


@given(st.lists(st.integers(-3, 3), max_size=8))
@examples(20)
def test_options_come_by_position_and_then_as_they_were_made(positions: list[int]) -> None:
    shop = Shop()
    attribute = create_attribute(shop, {"attribute_code": "made", "frontend_input": "select"}, {0: "Made"})
    for number, position in enumerate(positions):
        add_option(shop, attribute, {0: str(number)}, position, is_default=False)
    expected = sorted(range(len(positions)), key=lambda number: (positions[number], number))
    assert [option.label for option in options(shop, attribute)] == ["", *map(str, expected)]


def test_a_copied_set_has_the_attributes_of_its_skeleton_in_their_order_and_goes_without_a_trace() -> None:
    shop = Shop()
    tables = ("eav_attribute_set", "eav_attribute_group", "eav_entity_attribute")
    before = [[*shop.table(name)] for name in tables]
    made = create_set(shop, "Copy", DEFAULT)
    assert attributes_in_set(shop, PRODUCT, made["attribute_set_id"]) == attributes_in_set(shop, PRODUCT, DEFAULT)
    remove_set(shop, made["attribute_set_id"])
    assert [[*shop.table(name)] for name in tables] == before


@pytest.mark.parametrize(
    ("text", "stripped"),
    [
        ("<b>Bold</b> & co", "Bold & co"),
        ("1 < 2 <3", "1 < 2 "),
        ("a<!-- > b -->c", "ac"),
        ("a<b title='>'>c", "ac"),
        ("a<b<c>d>e", "ae"),
        (5, "5"),
        (None, ""),
    ],
)
def test_strip_tags(text: Any, stripped: str) -> None:
    assert php.strip_tags(text) == stripped
