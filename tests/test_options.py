"""Rules of custom options, downloads and tags that no recording shows by itself; over XML-RPC."""

from __future__ import annotations

import xmlrpc.client
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from fake_magento import FakeMagento
from fake_magento.state import Shop
from fake_magento.state.custom_options import save_option
from fake_magento.state.downloads import add_link, add_sample
from fake_magento.state.products import ProductChange, create_product, delete_product
from fake_magento.state.tags import add_tag
from tests.replay import PATHS

Call = Callable[..., Any]
FIXED = {"price": "1", "price_type": "fixed"}
BELONGING = ("catalog_product_option", "downloadable_", "tag")
URL = {"title": "Link", "type": "url", "link_url": "http://example.com/a", "sample": {}}


@pytest.fixture
def fake() -> Iterator[FakeMagento]:
    with FakeMagento(flavour="openmage-19") as fake:
        fake.add_product("Sku")
        fake.add_store("german")
        yield fake


@pytest.fixture
def call(fake: FakeMagento) -> Call:
    """Calls a method with these arguments: its answer, or the code of its fault."""
    server = xmlrpc.client.ServerProxy(fake.url + PATHS["xmlrpc"], allow_none=True)
    session = server.login(fake.username, fake.api_key)

    def called(path: str, *args: Any) -> Any:
        try:
            return server.call(session, path, [*args])
        except xmlrpc.client.Fault as fault:
            return fault.faultCode

    return called


def field(title: str) -> dict[str, Any]:
    return {"title": title, "type": "field", "additional_fields": [FIXED]}


def choice(*titles: str) -> dict[str, Any]:
    return {"title": "Size", "type": "radio", "additional_fields": [{**FIXED, "title": title} for title in titles]}


def titles(call: Call, option_id: int) -> list[Any]:
    return [value["title"] for value in call("product_custom_option_value.list", option_id)]


def test_an_update_in_a_store_view_gives_the_option_a_title_of_its_own_there(call: Call) -> None:
    call("product_custom_option.add", "Sku", field("First"))
    call("product_custom_option.update", 1, {"sort_order": 3}, "german")
    call("product_custom_option.update", 1, {"title": "Second"})
    shown = [call("product_custom_option.info", 1, store)["title"] for store in (None, "german")]
    assert shown == ["Second", "First"]


def test_a_second_new_value_in_an_update_takes_the_place_of_the_value_1(call: Call) -> None:
    call("product_custom_option.add", "Sku", choice("S", "M"))
    call("product_custom_option.update", 1, choice("new", "instead"))
    assert titles(call, 1) == ["instead", "M", "new"]


def test_what_the_database_refuses_keeps_nothing_but_the_ids_that_it_used(call: Call) -> None:
    refused = choice("S", "M")
    del refused["additional_fields"][1]["price_type"]
    assert call("product_custom_option.add", "Sku", refused) == 103
    assert call("product_custom_option.list", "Sku") == []
    assert call("product.info", "Sku", None, ["has_options"])["has_options"] == 0
    call("product_custom_option.add", "Sku", choice("S"))
    assert [each["option_id"] for each in call("product_custom_option.list", "Sku")] == [2]
    assert [each["value_id"] for each in call("product_custom_option_value.list", 2)] == [3]


def test_rows_before_the_value_that_is_refused_are_kept(call: Call) -> None:
    call("product_custom_option.add", "Sku", choice("S"))
    assert call("product_custom_option_value.add", 1, [{**FIXED, "title": "M"}, {"title": "L"}, {**FIXED}]) == 102
    assert titles(call, 1) == ["S", "M"]


def test_an_id_that_just_the_database_reads_is_an_error_of_php(call: Call) -> None:
    call("product_custom_option.add", "Sku", field("First"))
    with pytest.raises(xmlrpc.client.ProtocolError):
        call("product_custom_option.info", "1abc")
    assert call("product_custom_option.remove", "1abc") is True


def test_a_deleted_product_takes_its_rows_along() -> None:
    shop = Shop()
    product = create_product(shop, "downloadable", 4, ProductChange({"sku": "dl"}))
    save_option(shop, product, {"type": "radio", "title": "Size", "values": [{**FIXED, "title": "S"}]})
    save_option(shop, product, {"type": "field", "title": "Text", **FIXED})
    add_link(shop, product, {"title": "Link", "price": 1})
    add_sample(shop, product, {"title": "Sample"})
    add_tag(shop, "red", product["entity_id"], 1, 1)
    names = [name for name in shop.database.snapshot() if name.startswith(BELONGING)]
    kept = ("downloadable_file", "tag", "tag_properties")
    assert {name for name in names if not len(shop.table(name))} == {"downloadable_file", "tag_properties"}
    delete_product(shop, product)
    assert {name: len(shop.table(name)) for name in names if name not in kept} == dict.fromkeys({*names} - {*kept}, 0)


def test_a_product_has_links_just_where_its_last_save_added_one(call: Call) -> None:
    def says() -> tuple[Any, Any]:
        info = call("product.info", "dl", None, ["links_exist", "has_options"])
        return info["links_exist"], info["has_options"]

    call("product.create", "downloadable", 4, "dl", {"name": "Download", "links_exist": 1})
    assert says() == (None, 0)
    call("product_downloadable_link.add", "dl", URL, "link")
    assert says() == (1, 1)
    call("product.update", "dl", {"name": "New", "links_exist": 1})
    assert says() == (None, 1)


def test_a_file_sent_for_nothing_keeps_its_name_taken(call: Call) -> None:
    file = {"name": "a.txt", "base64_content": "aGVsbG8="}
    sample = {"title": "Sample", "type": "file", "file": file}
    call("product.create", "downloadable", 4, "dl", {"name": "Download"})
    assert call("product_downloadable_link.add", "Sku", sample, "sample") == 408
    for _ in range(2):
        assert call("product_downloadable_link.add", "dl", sample, "sample") is True
    files = [each["sample_file"] for each in call("product_downloadable_link.list", "dl")["samples"]]
    assert files == ["/a/_/a_1.txt", "/a/_/a_1_1.txt"]


def test_a_disabled_tag_that_is_put_on_something_new_waits_again(fake: FakeMagento, call: Call) -> None:
    fake.add_product("other")
    call(
        "customer.create",
        {"email": "a@example.com", "firstname": "A", "lastname": "B", "password": "secret123", "website_id": 1},
    )
    ids = [call("product.info", sku)["product_id"] for sku in ("Sku", "other")]
    given = {"tag": "Red", "customer_id": 1, "store": "default"}
    assert call("product_tag.add", {**given, "product_id": ids[0]}) == {"Red": "1"}
    call("product_tag.update", 1, {"status": -1}, "default")
    assert call("product_tag.add", {**given, "product_id": ids[0]}) == {"Red": 1}
    assert call("product_tag.info", 1, "default")["status"] == -1
    assert call("product_tag.add", {**given, "tag": "red", "product_id": ids[1]}) == {"red": 1}
    assert call("product_tag.info", 1, "default")["status"] == 0
