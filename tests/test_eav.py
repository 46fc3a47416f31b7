"""Values by attribute and store view, and the rows of a clean shop."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fake_magento.state.clean import clean_shop
from fake_magento.state.clean.settings import SOURCES
from fake_magento.state.database import Database
from fake_magento.state.eav import EavTable
from fake_magento.state.errors import StateError

DEFAULT, GERMAN, OTHER = 1, 2, 3
"""Store views: two of the website ``base``, one of another."""


@pytest.fixture
def database() -> Database:
    database = Database(clean_shop())
    database["core_website"].insert(website_id=2, code="other", name="Other")
    database["core_store"].insert(store_id=GERMAN, code="german", website_id=1, group_id=1, name="German")
    database["core_store"].insert(store_id=OTHER, code="other", website_id=2, name="Other")
    return database


@pytest.fixture
def products(database: Database) -> EavTable:
    return database.entities("catalog_product_entity")


def test_an_entity_is_its_columns_and_its_values(products: EavTable) -> None:
    row = products.insert({"sku": "mug", "name": "Mug", "price": "12.5", "status": "1", "news_from_date": "2026-01-02"})
    assert (row["entity_id"], row["sku"], row["type_id"]) == (1, "mug", "simple")
    assert products.value(row, "sku") == "mug"
    assert products.value(row, "name") == "Mug"
    assert products.value(row, "price") == "12.5000"
    assert products.value(row, "status") == 1
    assert products.value(row, "news_from_date") == "2026-01-02 00:00:00"
    assert products.value(row, "description") is None
    assert products.value(row, "category_ids") is None
    values = products.values(row, GERMAN)
    assert (values["sku"], values["name"], values["price"]) == ("mug", "Mug", "12.5000")
    assert "description" not in values
    row = products.save(1, {"sku": "cup", "name": "Cup"})
    assert (row["sku"], products.value(row, "name")) == ("cup", "Cup")
    assert products.find(sku="CUP") == row


def test_unknown_attributes_are_refused_before_anything_is_written(products: EavTable) -> None:
    for wrong in ({"sku": "a", "nmae": "A"}, {"sku": "a", "category_ids": "1"}, {"sku": "a", "eav": {}}):
        with pytest.raises(StateError, match=r"no attribute .(nmae|eav).|.category_ids. is no column"):
            products.insert(wrong)
    assert (len(products), products.next_id) == (0, 1)
    with pytest.raises(StateError, match="catalog_product_entity: no attribute 'nmae'"):
        products.value(products.insert(sku="a"), "nmae")
    with pytest.raises(KeyError):
        products.save(9, {"name": "A"})


def test_the_later_value_wins(products: EavTable) -> None:
    """As in ``v1_types_by_store``: what admin got after the store view hides the store view's."""
    products.insert(sku="a")
    products.save(1, {"image": "german"}, GERMAN)
    row = products.save(1, {"image": "admin"})
    assert [products.value(row, "image", store) for store in (0, DEFAULT, GERMAN)] == ["admin", "admin", "admin"]
    assert products.stored(row, "image") == {GERMAN: "german", 0: "admin"}
    row = products.save(1, {"image": "again"}, GERMAN)  # it stays where it was first written
    assert products.value(row, "image", GERMAN) == "admin"
    assert products.values(row, GERMAN)["image"] == "admin"
    products.save(1, {"image": None}, GERMAN)
    row = products.save(1, {"image": "new"}, GERMAN)  # it was taken away, and is written last now
    assert [products.value(row, "image", store) for store in (0, DEFAULT, GERMAN)] == ["admin", "admin", "new"]


@pytest.mark.parametrize(
    ("code", "where"),
    [
        ("meta_title", {GERMAN}),  # of a store view
        ("news_from_date", {DEFAULT, GERMAN}),  # of a website
        ("old_id", {0}),  # global
        ("special_price", {0}),  # a price, whose scope is a setting
        ("name", {0, GERMAN}),  # required: its first value is everybody's
        ("status", {0, DEFAULT, GERMAN}),
    ],
)
def test_the_scope_decides_where_a_value_goes(products: EavTable, code: str, where: set[int]) -> None:
    products.insert(sku="a")
    row = products.save(1, {code: "2026"}, GERMAN)
    assert products.stored(row, code).keys() == where
    row = products.save(1, {code: "2027"}, GERMAN)
    if code == "name":
        assert products.stored(row, code) == {0: "2026", GERMAN: "2027"}
    assert products.stored(row, code).keys() == where
    row = products.save(1, {code: None}, GERMAN)
    assert products.stored(row, code).keys() == where & ({0} if code in ("name", "status") else set())


def test_prices_by_website(database: Database, products: EavTable) -> None:
    database["core_config_data"].update("catalog/price/scope", value="1")
    row = products.insert({"sku": "a", "special_price": 5}, store=GERMAN)
    assert products.stored(row, "special_price") == {DEFAULT: "5.0000", GERMAN: "5.0000"}
    assert products.value(row, "special_price", OTHER) is None


def test_empty_values(products: EavTable) -> None:
    row = products.insert({"sku": "a", "name": "A", "price": 1, "status": 1, "news_to_date": "2026-01-01"})
    row = products.save(1, {"name": "", "price": "", "status": "", "news_to_date": ""})
    assert [len(products.stored(row, code)) for code in ("name", "price", "status", "news_to_date")] == [1, 0, 0, 0]
    assert products.value(row, "name") is None  # what is empty text is written as null


def test_write_just_so(products: EavTable) -> None:
    products.insert(sku="a")
    row = products.write(1, "status", {OTHER: 2, 0: 1})
    assert products.stored(row, "status") == {OTHER: 2, 0: 1}
    assert products.value(row, "status", OTHER) == 1
    row = products.write(1, "status", {0: 2})
    assert products.stored(row, "status") == {0: 2}


writes = st.tuples(
    st.sampled_from(("image", "meta_title")), st.sampled_from((0, DEFAULT, GERMAN)), st.sampled_from(("a", "b", None))
)


@given(st.lists(writes, max_size=12))
def test_values_are_read_in_the_order_in_which_they_were_written(done: list[tuple[str, int, Any]]) -> None:
    """The server's own way: rows of a table by their ids, of which a later one overwrites."""
    products = Database(clean_shop()).entities("catalog_product_entity")
    row = products.insert(sku="a")
    rows: dict[tuple[str, int], Any] = {}
    for code, store, value in done:
        row = products.save(1, {code: value}, store)
        if value is None:
            rows.pop((code, store), None)
        else:
            rows[code, store] = value
    for store in (0, DEFAULT, GERMAN):
        read = {code: value for (code, written_in), value in rows.items() if written_in in (0, store)}
        shown = products.values(row, store)
        assert {code: shown[code] for code in ("image", "meta_title") if code in shown} == read
        assert all(products.value(row, code, store) == read.get(code) for code in ("image", "meta_title"))


def test_a_snapshot_keeps_values(database: Database, products: EavTable) -> None:
    products.insert(sku="a", name="A")
    before = database.snapshot()
    products.save(1, {"name": "B"})
    products.insert(sku="b")
    database.restore(before)
    assert (products.value(products[1], "name"), len(products), products.next_id) == ("A", 1, 2)


def test_clean_shops_share_their_rows() -> None:
    one, other = Database(clean_shop()), Database(clean_shop())
    assert one["eav_attribute"][73] is other["eav_attribute"][73]
    one["eav_attribute"].update(73, frontend_label="Title")
    one["directory_country"].delete("DE")
    assert other["eav_attribute"][73]["frontend_label"] == "Name"
    assert Database(clean_shop())["directory_country"]["DE"]["iso3_code"] == "DEU"


def test_the_clean_shop() -> None:
    shop = Database(clean_shop())
    next_ids = {
        name: shop[name].next_id
        for name in ("eav_attribute", "eav_attribute_set", "eav_attribute_group", "eav_attribute_option")
    }
    assert next_ids == {
        "eav_attribute": 134,
        "eav_attribute_set": 9,
        "eav_attribute_group": 18,
        "eav_attribute_option": 3,
    }
    assert [store["code"] for store in shop["core_store"]] == ["admin", "default"]
    categories = shop.entities("catalog_category_entity")
    assert [categories.value(row, "name") for row in categories] == ["Root Catalog", "Default Category"]
    assert shop["customer_group"][0]["customer_group_code"] == "NOT LOGGED IN"
    assert len(shop["directory_country"]) == 246
    assert shop["directory_country_region"].select(country_id="US")[11]["name"] == "California"
    assert shop["core_config_data"]["payment/checkmo/active"]["value"] == "1"
    price, label = shop["eav_attribute"][77], shop["eav_attribute"][86]
    assert (price["attribute_code"], price["backend_type"], price["scope"]) == ("price", "decimal", "website")
    assert (price["is_required"], price["is_filterable"], price["is_comparable"]) == (1, 1, 0)
    assert price["apply_to"] == "simple,configurable,virtual,bundle,downloadable"
    assert label["note"] == "Maximum 255 chars"
    images = shop["eav_attribute_group"].find(attribute_set_id=4, attribute_group_name="images")
    assert images
    places = shop["eav_entity_attribute"].select(attribute_group_id=images["attribute_group_id"])
    codes = [shop["eav_attribute"][place["attribute_id"]]["attribute_code"] for place in places]
    assert codes == ["image", "small_image", "thumbnail", "media_gallery", "gallery"]


def test_sources_of_options_are_known() -> None:
    sources = {row["source"] for row in Database(clean_shop())["eav_attribute"]} - {None}
    assert sources == SOURCES.keys() | {
        *("table", "country", "tax_class", "cms_block", "sort_by", "store", "website", "customer_group"),
    }
