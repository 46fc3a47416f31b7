"""Attributes, what products have beyond the values of them, and tags: as a tester adds them, sees them and keeps them."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from fake_magento import FakeMagento, FixtureError, StateError
from tests.test_entities import call


@pytest.fixture
def fake() -> FakeMagento:
    """A shop with attributes of its own, and products with all that products can have."""
    fake = FakeMagento(seed=7)
    fake.stores.add("german", name="Deutsch")
    fake.attribute_sets.add("Shoes")
    high = {"label": "high", "labels": {"german": "hoch"}}
    heel = fake.attributes.add("heel", label="Heel", labels={"german": "Absatz"}, options=["low", high], default="low")
    assert heel.sets == ["Default"]
    fake.attributes.add("tints", type="multiselect", options=["red", "blue", "green"], sets=["Default", "Shoes"])
    fake.attributes.add(
        "last", scope="global", required=True, unique=True, sets={"Shoes": "Making"}, values={"note": "n"}
    )
    fake.attributes.extend("color", options=["pink"])
    fake.attributes.extend("manufacturer", options=["me"], sets=["Shoes"])
    fake.customers.add("ann@example.com", firstname="Ann", lastname="Lee")
    fake.products.add("mug")
    fake.products.add(
        "shoe",
        price=80,
        attributes={"heel": "high", "tints": ["red", "green"]},
        links={"related": ["mug", {"sku": "MUG", "position": 2}], "cross_sell": ["mug"]},
        tier_prices=[{"qty": 10, "price": 70}, {"qty": 5, "price": "60.5", "customer_group": "Wholesale"}],
        group_prices=[{"price": 75, "customer_group": 2}],
        options=[
            {"title": "Name", "type": "field", "is_require": False, "price": 4, "max_characters": 9},
            {
                "title": "Box",
                "type": "drop_down",
                "titles": {"german": "Kiste"},
                "values": ["plain", {"title": "gift", "price": 10, "price_type": "percent", "sku": "g"}],
            },
        ],
    )
    fake.products.add("set", type="grouped", links={"grouped": [{"sku": "shoe", "qty": 2}]}, websites=[])
    fake.products.add(
        "song",
        type="downloadable",
        download_links=[
            {
                "title": "Song",
                "price": 2,
                "link_file": {"name": "song.ogg", "base64": "T2dnUw=="},
                "number_of_downloads": 3,
            },
            {"title": "Text", "titles": {"german": "Worte"}, "link_url": "http://a.test/text", "prices": {"base": 1}},
        ],
        download_samples=[{"title": "A bit", "sample_file": {"name": "song.ogg", "base64": "T2dn"}}],
    )
    given = {"sku": "shoe", "customer": "ann@example.com", "store": "german"}
    fake.tags.add("Smart", status="approved", products=["mug", given], base_popularity={"german": 3})
    fake.tags.add("old", status="disabled", products=["mug"])
    fake.tags.add("")
    fake.tags.add("")  # any number have no name
    return fake


def test_an_attribute_is_what_the_api_shows(fake: FakeMagento) -> None:
    heel = fake.attributes["heel"]
    assert (heel.type, heel.label, heel.scope, heel.is_required, heel.is_unique) == (
        "select",
        "Heel",
        "store",
        False,
        False,
    )
    assert [*heel.options] == ["low", "high"]
    german = heel.in_store("german")
    assert (german.label, [*german.options]) == ("Absatz", ["low", "hoch"])
    shown = call(fake, "product_attribute.info", "heel")
    assert (shown["attribute_id"], shown["frontend_input"], shown["scope"]) == (str(heel.id), "select", "store")
    assert shown["frontend_label"][0] == {"store_id": 0, "label": "Heel"}
    assert shown["default_value"] == str(heel.options["low"])
    listed = call(fake, "product_attribute.options", "heel", "german")
    assert [each["label"] for each in listed] == ["", "low", "hoch"]
    last = fake.attributes["last"]
    assert (last.type, last.label, last.scope, last.is_required, last.is_unique) == (
        "text",
        "last",
        "global",
        True,
        True,
    )
    assert (last.sets, last.values["note"]) == (["Shoes"], "n")
    assert [*fake.attributes["color"].options] == ["pink"]
    made = call(fake, "product.create", "simple", "4", "boot", {"name": "Boot"})
    assert fake.products["boot"].labels["heel"] == "low"
    assert fake.products["boot"].id == int(made)
    call(fake, "product_attribute.remove", "heel")
    with pytest.raises(LookupError, match="the attribute 'heel' is gone"):
        _ = heel.label
    assert "heel" not in fake.attributes


def test_a_product_has_the_options_by_label(fake: FakeMagento) -> None:
    shoe = fake.products["shoe"]
    options, tints = fake.attributes["heel"].options, fake.attributes["tints"].options
    assert (shoe.attributes["heel"], shoe.labels["heel"]) == (options["high"], "high")
    assert shoe.in_store("german").labels["heel"] == "hoch"
    assert (shoe.attributes["tints"], shoe.labels["tints"]) == (f"{tints['red']},{tints['green']}", ["red", "green"])
    assert fake.products["mug"].labels["heel"] is None
    assert shoe.labels["status"] == "Enabled"
    assert call(fake, "product.info", "shoe")["heel"] == str(options["high"])
    boot = fake.products.add("boot", attributes={"tints": "blue", "heel": str(options["low"])}, attribute_set="Default")
    assert (boot.labels["tints"], boot.labels["heel"]) == (["blue"], "low")


def test_what_products_have_is_what_the_api_shows(fake: FakeMagento) -> None:
    shoe = fake.products["shoe"]
    assert {type: [(each.sku, each.position) for each in links] for type, links in shoe.links.items()} == {
        "related": [("mug", 2)],
        "up_sell": [],
        "cross_sell": [("mug", None)],
        "grouped": [],
    }
    [grouped] = call(fake, "product_link.list", "grouped", "set")
    assert (grouped["sku"], grouped["qty"], fake.products["set"].links["grouped"][0].qty) == ("shoe", "2.0000", 2)
    assert [(each.qty, each.price, each.customer_group) for each in shoe.tier_prices] == [
        (5, Decimal("60.5"), "Wholesale"),
        (10, 70, None),
    ]
    assert [(each["qty"], each["price"]) for each in call(fake, "product_tier_price.info", "shoe")] == [
        ("5.0000", "60.5000"),
        ("10.0000", "70.0000"),
    ]
    assert [(each.price, each.customer_group, each.website) for each in shoe.group_prices] == [(75, "Wholesale", None)]
    name, box = shoe.options
    assert (name.title, name.type, name.is_require, name.price, name.values) == ("Name", "field", False, 4, [])
    assert [(each.title, each.price, each.price_type, each.sku) for each in box.values] == [
        ("plain", 0, "fixed", None),
        ("gift", 10, "percent", "g"),
    ]
    assert (box.price, shoe.in_store("german").options[1].title) == (None, "Kiste")
    listed = call(fake, "product_custom_option.list", "shoe")
    assert [(each["title"], each["option_id"]) for each in listed] == [("Name", str(name.id)), ("Box", str(box.id))]
    assert call(fake, "product.info", "shoe")["has_options"] == "1"
    made = fake.products["set"]
    assert (made.type, made.websites, made.qty, made.is_in_stock) == ("grouped", [], 0, True)
    assert shoe.websites == ["base"]
    call(fake, "product_link.remove", "cross_sell", "shoe", "mug")
    assert shoe.links["cross_sell"] == []


def test_downloads(fake: FakeMagento) -> None:
    song = fake.products["song"]
    first, second = song.download_links
    assert (first.title, first.price, first.content, first.number_of_downloads) == ("Song", 2, b"OggS", 3)
    assert (second.title, second.price, second.link_url, second.content) == ("Text", None, "http://a.test/text", None)
    shown = song.in_store("german").download_links[1]
    assert (shown.title, shown.price) == ("Worte", 1)
    [sample] = song.download_samples
    assert (sample.title, sample.content) == ("A bit", b"Ogg")
    listed = call(fake, "product_downloadable_link.list", "song")
    assert [(each["title"], each["link_id"]) for each in listed["links"]] == [
        ("Song", str(first.id)),
        ("Text", str(second.id)),
    ]
    assert listed["links"][0]["file_save"][0]["name"] == "song.ogg"
    assert [each["sample_file"] for each in listed["samples"]] == ["/s/o/song.ogg"]


def test_tags(fake: FakeMagento) -> None:
    smart = fake.tags["SMART"]
    assert (smart.name, smart.status, smart.products) == ("Smart", "approved", ["mug", "shoe"])
    assert (fake.products["mug"].tags, fake.products["shoe"].tags) == (["Smart", "old"], ["Smart"])
    assert fake.tags["old"].status == "disabled"
    shown = call(fake, "product_tag.info", str(smart.id), "german")
    assert (shown["status"], shown["base_popularity"], shown["products"]) == (
        "1",
        "3",
        {str(fake.products["shoe"].id): "1"},
    )
    call(fake, "product_tag.remove", str(smart.id))
    with pytest.raises(LookupError, match="is gone"):
        _ = smart.products


SHOWN: tuple[tuple[Any, ...], ...] = (
    *(("product_link.list", type, sku) for type in ("related", "cross_sell", "grouped") for sku in ("shoe", "set")),
    ("product_tier_price.info", "shoe"),
    *(("product_custom_option.list", "shoe", store) for store in ("default", "german")),
    ("product_custom_option_value.list", "2", "german"),
    *(("product_tag.list", id, store) for id in ("1", "2") for store in ("default", "german")),
    *(("product_tag.info", "1", store) for store in ("default", "german")),
    *(("product_attribute.info", code) for code in ("heel", "tints", "last", "color")),
    ("product_attribute.options", "heel", "german"),
    ("product_attribute.list", 4),
    ("product_attribute.list", 9),
    *(("product_downloadable_link.list", "song", store) for store in ("", "default", "german")),
    ("product.info", "song"),
    ("product.info", "shoe"),
    ("product.info", "set"),
    ("product_stock.list", ["mug", "shoe", "set"]),
)


def test_defaults_of_attributes_that_the_api_has_changed_are_kept_where_they_are_options(fake: FakeMagento) -> None:
    tints = fake.attributes["tints"]
    call(
        fake, "product_attribute.update", "tints", {"default_value": f"{tints.options['red']},{tints.options['blue']}"}
    )
    call(fake, "product_attribute.update", "heel", {"default_value": "gone"})
    other = FakeMagento()
    other.loads(fake.dumps())
    assert other.attributes["tints"].values["default_value"] == tints.values["default_value"]
    assert not other.attributes["heel"].values["default_value"]


@pytest.mark.parametrize("name", ["shop.json", "shop.yaml"])
def test_files_keep_it(fake: FakeMagento, tmp_path: Path, name: str) -> None:
    fake.clock.freeze("2026-01-02")
    call(fake, "product_stock.update", "mug", {"qty": 5, "is_in_stock": 0})
    fake.dump(tmp_path / name)
    other = FakeMagento(fixtures=tmp_path / name, time="2026-01-02")
    assert other.dumps() == fake.dumps()
    for path, *arguments in SHOWN:
        told = [json.dumps(call(each, path, *arguments)) for each in (fake, other)]
        times = [json.loads(each) for each in told]
        for each in times:
            if path == "product.info":
                del each["created_at"], each["updated_at"]
        assert times[0] == times[1], (path, arguments)
    assert other.products["mug"].is_in_stock is False


def test_files_keep_what_calls_made_of_a_shop(tmp_path: Path) -> None:
    """Also what `add` would fill in otherwise, and categories in another order than that of their ids."""
    fake = FakeMagento(time="2026-01-02")
    call(fake, "product.create", "simple", "4", "bare", {"name": "Bare"})
    call(
        fake, "product_stock.update", "bare", {"qty": 0, "manage_stock": 0, "use_config_manage_stock": 0, "min_qty": 3}
    )
    needed = {"is_active": 1, "include_in_menu": 0, "available_sort_by": ["name", "price"], "default_sort_by": "name"}
    ids = [call(fake, "category.create", "2", {"name": name, **needed}) for name in ("A", "B", "C")]
    call(fake, "category.move", ids[0], ids[2])
    call(fake, "product_attribute.addOption", "status", {"label": [{"store_id": 0, "value": "odd"}], "order": 0})
    call(fake, "customer.create", {"email": "a@example.com", "firstname": "A", "lastname": "B"})
    fake.dump(tmp_path / "shop.yaml")
    other = FakeMagento(fixtures=tmp_path / "shop.yaml", time="2026-01-02")
    asked: list[tuple[Any, ...]] = [("category.tree",), ("product_stock.list", ["bare"]), ("product.info", "bare")]
    for path, *arguments in [*asked, *(("category.info", id) for id in ids), ("customer.info", "1")]:
        shown, told = call(fake, path, *arguments), call(other, path, *arguments)
        if path == "customer.info":
            del shown["confirmation"], told["confirmation"]
        assert told == shown, path
    assert [each.name for each in other.categories[2].children] == ["B", "C"]
    assert other.categories["A"].parent.id == other.categories["C"].id


def test_stock_beyond_its_quantity(fake: FakeMagento) -> None:
    fake.products.add("order-it", qty=0, is_in_stock=True, stock={"backorders": 1, "min_sale_qty": 2})
    row = next(row for row in fake._shop.table("cataloginventory_stock_item") if row["use_config_backorders"] == 0)
    assert (row["is_in_stock"], row["backorders"], row["min_sale_qty"]) == (1, 1, "2.0000")
    assert (row["use_config_min_sale_qty"], row["use_config_manage_stock"]) == (0, 1)
    assert fake.products.add("none", qty=0, is_in_stock=True).is_in_stock
    with pytest.raises(StateError, match="no column of the stock 'backorder'; is 'backorders' meant"):
        fake.products.add("odd", stock={"backorder": 1})
    assert "odd" not in fake.products


def test_a_category_has_its_position_and_a_free_id(fake: FakeMagento) -> None:
    fake.categories.add("Later", id=30)
    fake.categories.add("Earlier", id=20, attributes={"position": 1, "available_sort_by": "name,price"})
    last = fake.categories.add("Last")
    assert last.id == 31
    assert [each.name for each in fake.categories[2].children][:2] == ["Earlier", "Later"]
    assert call(fake, "category.info", "20")["available_sort_by"] == ["name", "price"]
    with pytest.raises(StateError, match="a category has the id 20 already"):
        fake.categories.add("Again", id=20)


def test_an_attribute_of_images_comes_with_its_set(tmp_path: Path) -> None:
    fake = FakeMagento()
    fake.attributes.add("heel", options=["low"])
    fake.attribute_sets.add("Pictures", image_types={"image": "store", "back": "global"})
    fake.products.add("shoe", attributes={"heel": "low"})
    fake.dump(tmp_path / "shop.yaml")
    other = FakeMagento(fixtures=tmp_path / "shop.yaml")
    assert other.attribute_sets["Pictures"].image_types == {"image": "store", "back": "global"}
    assert other.products["shoe"].labels["heel"] == "low"


def test_a_file_gives_attributes_before_products_that_link_to_later_ones(tmp_path: Path) -> None:
    file = tmp_path / "shop.yaml"
    file.write_text(
        "products:\n- {sku: shoe, attributes: {heel: high, color: 007}, links: {up_sell: [boot]}}\n- sku: boot\n"
        "attributes:\n- {code: heel, options: [low, high]}\n- {code: color, options: [007], sets: [Default]}\n"
    )
    fake = FakeMagento(fixtures=file)
    shoe = fake.products["shoe"]
    assert (shoe.labels["heel"], shoe.labels["color"]) == ("high", "007")
    assert [each.sku for each in shoe.links["up_sell"]] == ["boot"]
    file.write_text("products:\n- sku: boot\n- {sku: shoe, links: {up_sell: [bot]}}\n")
    with pytest.raises(FixtureError, match=r"shop.yaml:3: no product 'bot'; is 'boot' meant\?"):
        fake.load(file)
    file.write_text("products:\n- sku: boot\n  options:\n  - {title: a, type: field}\n  - {titel: a, type: field}\n")
    with pytest.raises(FixtureError, match=r"shop.yaml:5: options have no 'titel'; is 'title' meant"):
        fake.load(file)


WRONG = [
    (lambda fake: fake.attributes["heal"], KeyError, "no attribute 'heal'; is 'heel' meant?"),
    (
        lambda fake: fake.attributes.add("x", type="selct"),
        StateError,
        "no type of attributes 'selct'; is 'select' meant?",
    ),
    (lambda fake: fake.attributes.add("x", scope="stor"), StateError, "no scope 'stor'; is 'store' meant?"),
    (
        lambda fake: fake.attributes.add("x", options=[{"lable": "y"}]),
        StateError,
        "options have no 'lable'; is 'label'",
    ),
    (
        lambda fake: fake.attributes.add("x", type="text", options=["y"]),
        StateError,
        "of the type 'text' has no options",
    ),
    (lambda fake: fake.attributes.add("x", options=["low"], default="lo"), StateError, "is 'low' meant?"),
    (lambda fake: fake.attributes.add("x", labels={"germa": "y"}), StateError, "is 'german' meant?"),
    (lambda fake: fake.attributes.add("x", values={"is_searchabel": 1}), StateError, "is 'is_searchable' meant?"),
    (lambda fake: fake.attributes.add("x", sets=["Shoe"]), StateError, "no attribute set 'Shoe'"),
    (lambda fake: fake.attributes.add("x", id=1), StateError, "an attribute had the id 1 already"),
    (lambda fake: fake.attributes.add("X y"), StateError, "a code is of the letters a to z"),
    (lambda fake: fake.attributes.add("heel"), StateError, "an attribute 'heel' exists already"),
    (lambda fake: fake.attributes.add("x", options=[{"label": "y", "id": 3}]), StateError, "an option has the id 3"),
    (lambda fake: fake.attributes.extend("last", options=["y"]), StateError, "'last' has no options of its own"),
    (
        lambda fake: fake.products.add("x", attributes={"heel": "hihg"}),
        StateError,
        "heel has no option 'hihg'; is 'high'",
    ),
    (lambda fake: fake.products.add("x", attributes={"tints": ["red", "blu"]}), StateError, "is 'blue' meant?"),
    (lambda fake: fake.products.add("x", attributes={"heel": ["low"]}), StateError, "one value of heel can be given"),
    (lambda fake: fake.products.add("x", type="simpel"), StateError, "is 'simple' meant?"),
    (lambda fake: fake.products.add("x", websites=["bas"]), StateError, "no website 'bas'; is 'base' meant?"),
    (lambda fake: fake.products.add("x", links={"relatd": []}), StateError, "is 'related' meant?"),
    (
        lambda fake: fake.products.add("x", links={"related": ["mugg"]}),
        StateError,
        "no product 'mugg'; is 'mug' meant?",
    ),
    (lambda fake: fake.products.add("x", tier_prices=[{"qty": 1}]), StateError, "one of tier_prices has no 'price'"),
    (
        lambda fake: fake.products.add("x", group_prices=[{"price": 1, "customer_group": "General "}]),
        StateError,
        "is 'General' meant?",
    ),
    (
        lambda fake: fake.products.add("x", tier_prices=[{"qty": 1, "price": 1}] * 2),
        StateError,
        "Duplicate website tier price",
    ),
    (
        lambda fake: fake.products.add("x", options=[{"title": "y", "type": "drop"}]),
        StateError,
        "is 'drop_down' meant?",
    ),
    (
        lambda fake: fake.products.add("x", options=[{"title": "y", "type": "radio"}]),
        StateError,
        "'radio' needs values",
    ),
    (
        lambda fake: fake.products.add("x", options=[{"title": "y", "type": "field", "price_type": "fix"}]),
        StateError,
        "is 'fixed' meant?",
    ),
    (
        lambda fake: fake.products.add("x", download_links=[{"title": "y"}]),
        StateError,
        "products of the type 'downloadable' have downloads, not of 'simple'",
    ),
    (
        lambda fake: fake.products.add("x", type="downloadable", download_samples=[{"title": "y", "sample_ur": "z"}]),
        StateError,
        "download_samples have no 'sample_ur'; is 'sample_url' meant?",
    ),
    (lambda fake: fake.tags["smrt"], KeyError, "no tag 'smrt'; is 'Smart' meant?"),
    (lambda fake: fake.tags.add("SMART"), StateError, "a tag 'SMART' exists already"),
    (lambda fake: fake.tags.add("x", status="aproved"), StateError, "is 'approved' meant?"),
    (lambda fake: fake.tags.add("x", products=["mugg"]), StateError, "is 'mug' meant?"),
    (lambda fake: fake.tags.add("x", products=[{"sku": "mug", "customer": "a@example.com"}]), StateError, "'ann@exam"),
]


@pytest.mark.parametrize(("asked", "kind", "message"), WRONG)
def test_what_there_is_not_is_told_and_changes_nothing(
    fake: FakeMagento, asked: Any, kind: type[Exception], message: str
) -> None:
    before = fake.dumps()
    with pytest.raises(kind) as raised:
        asked(fake)
    assert message in str(raised.value)
    assert fake.dumps() == before


def test_many(fake: FakeMagento) -> None:
    made = fake.products.add_many(500, sku="cap-{:03}", price=3, tier_prices=[{"qty": 2, "price": 2}])
    assert (made[-1].sku, made[-1].price, made[-1].tier_prices[0].price) == ("cap-500", 3, 2)
    people = fake.customers.add_many(3, firstname="Jo", lastname="Doe")
    assert [each.email for each in people] == [f"customer-{number}@example.com" for number in (1, 2, 3)]
    before = len(fake.products), len(fake.customers)
    with pytest.raises(StateError, match="exists already"):
        fake.products.add_many(2, sku="cup")
    with pytest.raises(StateError):
        fake.customers.add_many(5, email="person-{}@example.com", group="x")
    assert (len(fake.products), len(fake.customers)) == before
