"""Rules of products that no recording shows by itself."""

from __future__ import annotations

import base64
import xmlrpc.client
from collections.abc import Callable
from typing import Any

import pytest

from fake_magento import FakeMagento, picture
from fake_magento.state import MissingError, Shop, StateError
from fake_magento.state.products import (
    ProductChange,
    category_ids,
    create_product,
    delete_product,
    read_number,
    save_product,
    website_ids,
)
from fake_magento.state.urls import url_key
from tests.replay import PATHS

Call = Callable[..., Any]
GERMAN = 2
SET = 4


@pytest.fixture
def shop() -> Shop:
    shop = Shop()
    shop.catalogue.add_store("german")
    return shop


@pytest.fixture
def call(fake_magento: FakeMagento) -> Call:
    """Calls a method with these arguments: its answer, or the code of its fault."""
    fake_magento.add_store("german")
    server = xmlrpc.client.ServerProxy(fake_magento.url + PATHS["xmlrpc"], allow_none=True)
    session = server.login(fake_magento.username, fake_magento.api_key)

    def called(path: str, *args: Any) -> Any:
        try:
            return server.call(session, path, [*args])
        except xmlrpc.client.Fault as fault:
            return fault.faultCode

    return called


def create(shop: Shop, sku: str, store: int = 0, **change: Any) -> dict[str, Any]:
    """What `admin` shows of a new product."""
    fields = {name: change.pop(name) for name in ("websites", "categories", "stock") if name in change}
    row = create_product(shop, "simple", SET, ProductChange({"sku": sku, **change}, **fields), store)
    return shop.products.values(row)


def test_a_product_that_a_test_adds_can_be_sold(call: Call, fake_magento: FakeMagento) -> None:
    fake_magento.add_product("mug")
    info = call("product.info", "mug")
    assert (info["name"], info["price"], info["websites"], info["status"]) == ("Product mug", "10.0000", ["1"], "1")
    assert (info["url_key"], info["url_path"]) == ("product-mug", "product-mug.html")
    assert fake_magento._shop.table("cataloginventory_stock_item")[1]["qty"] == "10.0000"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Widget & <Co>", "widget-co"),
        ("Crème brûlée", "creme-brulee"),
        ("Straße 7", "strasse-7"),
        ("a@b &amp; ©", "aatb-and-c"),
        ("ÆØÅ", "aeoa"),
        ("  --  ", ""),
        ("日本", ""),
    ],
)
def test_url_keys(text: str, key: str) -> None:
    assert url_key(text) == key


def test_a_path_that_another_product_has_gets_the_products_id(shop: Shop) -> None:
    paths = [create(shop, sku, name="Mug", websites=[1])["url_path"] for sku in ("a", "b", "c")]
    assert paths == ["mug.html", "mug-2.html", "mug-3.html"]
    row = save_product(shop, shop.products[2], ProductChange({"price": "5"}, categories=[2]))
    assert shop.products.value(row, "url_path") == "mug-2.html"
    row = save_product(shop, row, ProductChange({"url_key": "cup"}))
    assert shop.products.value(row, "url_path") == "cup.html"
    assert create(shop, "d", url_key="mug-1", websites=[1])["url_path"] == "mug-1.html"


def test_a_product_without_a_name_is_found_under_a_dash(shop: Shop) -> None:
    assert create(shop, "bare", websites=[1])["url_path"] == "-.html"


def test_a_deleted_product_leaves_nothing_behind(shop: Shop, call: Call, fake_magento: FakeMagento) -> None:
    shop = fake_magento._shop
    before = {name: len(shop.table(name)) for name in shop.database.snapshot()}
    fake_magento.add_product("mug", images=[picture(1)])
    call("product.update", "mug", {"categories": ["2"], "tier_price": [{"qty": 2, "price": 8}]})
    assert category_ids(shop, 1) == [2]
    assert call("product.delete", "mug") is True
    after = {name: len(shop.table(name)) for name in before}
    assert after == {**before, "media_file": before["media_file"] + 1, "api_session": after["api_session"]}


def test_a_website_that_there_is_not_uses_an_id_up_and_leaves_no_product(shop: Shop) -> None:
    with pytest.raises(MissingError, match="website_id 7"):
        create(shop, "mug", websites=[1, 7])
    assert (len(shop.products), len(shop.table("catalog_product_website"))) == (0, 0)
    assert create(shop, "mug", websites=[1])["entity_id"] == 2
    assert website_ids(shop, 2) == [1]
    mug = shop.products[2]
    with pytest.raises(MissingError, match="website_id 9"):
        save_product(shop, mug, ProductChange({"name": "x"}, websites=[9]))
    assert (website_ids(shop, 2), shop.products[2]) == ([1], mug)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"sku": "MUG "}, 'The value of attribute "SKU" must be unique'),
        ({"sku": "x" * 65}, "SKU length should be 64 characters maximum."),
        ({"sku": "cup", "special_from_date": "soon"}, "Invalid date"),
    ],
)
def test_what_cannot_be_saved_uses_no_id_up(shop: Shop, values: dict[str, Any], message: str) -> None:
    create(shop, "mug")
    with pytest.raises(StateError, match=message):
        create(shop, **values)
    assert shop.products.next_id == 2


def test_two_products_may_lose_their_skus(shop: Shop) -> None:
    for sku in ("a", "b"):
        create(shop, sku)
        row = shop.products.find(sku=sku)
        assert row
        save_product(shop, row, ProductChange({"sku": ""}))
    assert [row["sku"] for row in shop.products] == [None, None]


def test_a_product_created_in_a_store_view_has_its_required_values_in_admin_too(shop: Shop) -> None:
    create(shop, "mug", GERMAN, name="Becher", meta_title="Titel", weight="1")
    row = shop.products[1]
    assert shop.products.stored(row, "name") == {0: "Becher", GERMAN: "Becher"}
    assert shop.products.stored(row, "meta_title") == {GERMAN: "Titel"}
    assert shop.products.stored(row, "weight") == {0: "1.0000"}
    assert shop.products.stored(row, "visibility") == {}


def test_saving_a_special_price_that_is_zero_still_dates_it(shop: Shop) -> None:
    shop.clock.freeze("2026-03-04 05:06:07")
    assert "special_from_date" not in create(shop, "a", special_price="0")
    row = shop.products[1]
    row = save_product(shop, row, ProductChange({"name": "A"}))
    assert shop.products.value(row, "special_from_date") == "2026-03-04 05:06:00"


def test_bundles_have_the_prices_and_weights_of_what_is_in_them(shop: Shop) -> None:
    dynamic = create_product(shop, "bundle", SET, ProductChange({"sku": "a", "weight": "3"}))
    fixed = create_product(
        shop, "bundle", SET, ProductChange({"sku": "b", "weight": "3", "weight_type": "1", "price_type": "1"})
    )
    shown = [(shop.products.value(row, "weight"), shop.products.value(row, "msrp_enabled")) for row in (dynamic, fixed)]
    assert shown == [(None, "0"), ("3.0000", None)]


def test_a_gallery_saved_in_a_store_view_saves_the_product_there(call: Call, fake_magento: FakeMagento) -> None:
    fake_magento.add_product("mug")
    image = {"file": {"content": base64.b64encode(picture(1)).decode(), "mime": "image/png"}}
    assert isinstance(call("product_media.create", "mug", image, "german"), str)
    assert call("product.update", "mug", {"name": "Mug", "weight": "2"}) is True
    shown = call("product.info", "mug", "german", ["name", "weight"])
    assert (shown["name"], shown["weight"]) == ("Product mug", "2.0000")
    assert call("product.info", "mug", "default", ["name"])["name"] == "Mug"


def test_lists_in_a_store_view_have_the_products_of_its_website(call: Call, fake_magento: FakeMagento) -> None:
    fake_magento.add_product("mug")
    fake_magento.add_product("cup")
    call("product.update", "cup", {"websites": []})
    assert [each["sku"] for each in call("product.list", {}, "german")] == ["mug"]
    assert [each["sku"] for each in call("product.list", {})] == ["mug", "cup"]


def test_attributes_are_asked_for_as_php_compares_them(call: Call, fake_magento: FakeMagento) -> None:
    fake_magento.add_product("mug")
    basic = {"product_id", "sku", "set", "type", "categories", "websites"}
    for asked, more in (
        (["73", "price"], {"name", "price"}),
        (["73.0"], {"name"}),
        ([73], {"name"}),
        (["NAME"], set()),
        ([""], {"type_id"}),
        ({"a": "name"}, {"name"}),
    ):
        assert {*call("product.info", "mug", None, asked)} == basic | more, asked


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.5", 1.5),
        ("1,5", 1.5),
        ("1,000.5", 1000.5),
        ("1.000,5", 1000.5),
        ("1'000", 1000),
        ("1 000", 1000),
        ("abc", 0),
        ("-3", -3),
    ],
)
def test_numbers_are_read_as_people_write_them(text: str, number: float) -> None:
    assert read_number(text) == number


def test_deleting_frees_the_path(shop: Shop) -> None:
    create(shop, "a", name="Mug", websites=[1])
    delete_product(shop, shop.products[1])
    assert create(shop, "b", name="Mug", websites=[1])["url_path"] == "mug.html"


def test_paths_are_looked_at_where_the_key_or_the_places_change(shop: Shop) -> None:
    create(shop, "mug", name="Mug", websites=[1])
    row = save_product(shop, shop.products[1], ProductChange({"url_path": "given", "name": "Other"}))
    assert shop.products.stored(row, "url_path") == {1: "mug.html", 0: "given"}
    row = save_product(shop, row, ProductChange({"url_key": "mug"}, websites=["1"], categories=[]))
    assert shop.products.value(row, "url_path") == "given"
    row = save_product(shop, row, ProductChange(categories=[2]))
    assert shop.products.value(row, "url_path") == "mug.html"
