"""What a tester says wrongly is refused with what is wrong with it, in words of the shop and not of Python."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pytest

from fake_magento import FakeMagento, StateError, picture

PNG = picture()


@pytest.fixture
def fake() -> FakeMagento:
    made = FakeMagento(seed=1, time="2026-01-02 03:04:05")
    made.add_product("mug", images=[PNG])
    made.customers.add("a@b.example")
    return made


def entries(kind: str, *first: Any, **wrong: tuple[Any, str]) -> list[Any]:
    """Of a kind of things, what is given wrongly of each word, and what is told."""
    return [
        pytest.param(kind, first, {word: each[0]}, each[1], id=f"{kind} {word} {each[0]!r:.30}")
        for word, each in wrong.items()
    ]


WRONG = [
    *entries(
        "products",
        "x",
        id=("7", "'id' must be a number, not '7'"),
        type=(3, "'type' must be text, not 3"),
        name=(["a"], "'name' must be text or a number, not ['a']"),
        price=("cheap", "'price' must be a number, not 'cheap'"),
        qty=({}, "'qty' must be a number, not {}"),
        is_in_stock=("no", "'is_in_stock' must be true or false, not 'no'"),
        attributes=("name", "'attributes' must be a mapping, not 'name'"),
        stores=({"default": "name"}, "'each of stores' must be a mapping, not 'name'"),
        categories=(2, "'categories' must be a list or a mapping, not 2"),
        websites=("base", "'websites' must be a list, not 'base'"),
        links=({"related": 3}, "'each of links' must be a list, not 3"),
        tier_prices=([3], "each of tier_prices must be a mapping, not 3"),
        group_prices=([{"price": []}], "'price' must be a number, not []"),
        options=([{"title": "a", "type": "field", "is_require": "yes"}], "'is_require' must be true or false"),
        download_links=([{"title": "x", "link_url": 3}], "'link_url' must be text, not 3"),
        imagse=([], "products have no 'imagse'; is 'images' meant?"),
    ),
    *entries(
        "products", "x", price=(float("nan"), "'price' must be a number, not nan"), id=(0, "an id is a number from 1")
    ),
    *entries("products", "x", price=(True, "'price' must be a number, not True"), attributes=({"a": b"x"}, "must be")),
    *entries("products", None, id=(7, "'sku' must be text or a number, not None")),
    *entries("products", b"mug", id=(7, "'sku' must be text or a number, not b'mug'")),
    *entries(
        "orders",
        {"mug": 1},
        customer=([], "'customer' must be"),
        payment=([], "'payment' must be text, not []"),
        address=([], "'address' must be a mapping, not []"),
        created_at=([], "'created_at': a time is"),
        invoices=([3], "each of invoices must be a mapping, not 3"),
        shipments=([{"tracks": [{"number": []}]}], "'number' must be text or a number, not []"),
        comments=("x", "'comments' must be a list, not 'x'"),
    ),
    *entries(
        "orders", {"mug": 1}, comments=([{"comment": "x", "status": "pnding"}], "no status 'pnding'; is 'pending'")
    ),
    *entries("orders", None, store=(1, "'items' must be a mapping or a list, not None")),
    *entries("orders", {"mug": "two"}, store=(1, "'each of items' must be a number, not 'two'")),
    *entries(
        "customers",
        "c@d.example",
        id=("x", "'id' must be a number, not 'x'"),
        values=([], "'values' must be a mapping, not []"),
        firstname=([], "'each of values' must be"),
        addresses=([3], "'each of addresses' must be a mapping, not 3"),
    ),
    *entries(
        "attributes",
        "size",
        id=("x", "'id' must be a number"),
        label=([], "'label' must be text or a number, not []"),
        labels=(["x"], "'labels' must be a mapping, not ['x']"),
        required=("no", "'required' must be true or false, not 'no'"),
        options=("S", "'options' must be a list, not 'S'"),
        sets=({"Default": {"group": "General", "sort_order": "x"}}, "'sort_order' must be a number, not 'x'"),
        values=({"is_searchable": []}, "'each of values' must be"),
    ),
    *entries("attributes", None, label=("x", "'code' must be text, not None")),
    *entries("tags", "x", status=([], "'status' must be text"), base_popularity=({"default": "x"}, "must be a number")),
    *entries("tags", "x", products=(3, "'products' must be a list, not 3"), id=("x", "'id' must be a number")),
    *entries("config", "general/locale/timezone", value=([], "'value' must be text or a number or null, not []")),
    *entries("categories", "x", is_active=("no", "must be true or false"), stores=(["x"], "must be a mapping")),
    *entries(
        "categories",
        "x",
        attributes=({"description": []}, "one value of description"),
        parent=(1.5, "'parent' must be"),
    ),
    *entries("stores", "x", sort_order=("first", "'sort_order' must be a number"), nmae=("x", "is 'name' meant?")),
    *entries("users", "u", key=([], "'key' must be text or a number, not []")),
    *entries(
        "users", "u", "k", resources=([3], "each of resources' must be text"), active=("no", "must be true or false")
    ),
    *entries(
        "attribute_sets", "x", media_gallery=("no", "must be true or false"), image_types=(["image"], "a mapping")
    ),
    *entries("attribute_sets", "x", image_types=({"image": "stroe"}, "no scope 'stroe'; is 'store' meant?")),
]


@pytest.mark.parametrize(("kind", "first", "words", "told"), WRONG)
def test_what_is_wrong_with_an_entry(fake: FakeMagento, kind: str, first: Any, words: Any, told: str) -> None:
    before = fake.dumps()
    with pytest.raises(StateError) as refused:
        getattr(fake, kind).add(*first, **words)
    assert told in str(refused.value)
    assert fake.dumps() == before


OTHERWISE: list[tuple[Callable[[FakeMagento], object], str]] = [
    (lambda fake: fake.add_product("x", images=3), "images are a list"),  # type: ignore[arg-type]
    (
        lambda fake: fake.add_product("x", images=[{"content": PNG, "stores": ["default"]}]),
        "stores of an image is a mapping",
    ),  # type: ignore[typeddict-item]
    (lambda fake: fake.add_product("x", images=[{"content": PNG, "stores": {"default": 3}}]), "are a mapping, not 3"),  # type: ignore[typeddict-item]
    (
        lambda fake: fake.add_product("x", images=[{"content": PNG, "default": "yes"}]),
        "default of an image is true or false",
    ),  # type: ignore[typeddict-item]
    (lambda fake: fake.products.add_many("3"), "how many is a number from 0, not '3'"),  # type: ignore[arg-type]
    (lambda fake: fake.products.add_many(-1), "how many is a number from 0, not -1"),
    (lambda fake: fake.products.add_many(2, images="x"), "how many is a number from 0, not 'x'"),  # type: ignore[arg-type]
    (lambda fake: fake.products.add_many(2, sku="{x}"), "a pattern is text with {} where the number stands, not '{x}'"),
    (lambda fake: fake.products.add_many(2, sku=3), "a pattern is text"),  # type: ignore[arg-type]
    (lambda fake: fake.orders.add_many("x", {"mug": 1}), "how many is a number from 0"),  # type: ignore[arg-type]
    (lambda fake: fake.customers.add_many(2, email="{"), "a pattern is text"),
    (
        lambda fake: fake.customers.add("c@d.example", firstname="x", values={"firstname": "y"}),
        "'firstname' is given twice",
    ),
    (lambda fake: fake.random.seed([]), "a seed is a number, text or None, not []"),  # type: ignore[arg-type]
    (lambda fake: fake.method(None), "a method is at resource.method"),  # type: ignore[arg-type]
    (lambda fake: fake.method("a.b", returns="string"), "a type is STRING, INT"),  # type: ignore[arg-type]
    (lambda fake: fake.method("a.b")(3), "a method of the API is a function, not 3"),  # type: ignore[type-var]
    (lambda fake: fake.add_resource("my", aliases="x"), "aliases is a list, not 'x'"),
    (lambda fake: fake.add_resource("my", faults=[3]), "faults is a mapping, not [3]"),  # type: ignore[arg-type]
    (lambda fake: fake.on_call(None), "a listener is a function, not None"),  # type: ignore[arg-type]
    (lambda fake: fake.load(3), "a fixtures file is the path of one, not 3"),  # type: ignore[arg-type]
    (lambda fake: fake.loads(b"{}"), "a fixtures document is text, not b'{}'"),  # type: ignore[arg-type]
    (lambda fake: fake.fail([], status=502), "on is text, such as 'product_media.create', not []"),  # type: ignore[arg-type]
    (lambda fake: fake.assert_not_called(None), "what is called is text, such as"),  # type: ignore[arg-type]
    (lambda fake: fake.assert_not_called("login", product=[]), "product, is text or a number, not []"),  # type: ignore[arg-type]
    (lambda fake: fake.assert_called("login", times="2"), "times is a number, not '2'"),  # type: ignore[arg-type]
    (lambda fake: setattr(fake, "session_timeout", "x"), "session_timeout is a number of seconds, not 'x'"),
    (lambda fake: FakeMagento(wsi="no"), "wsi is true or false, not 'no'"),  # type: ignore[arg-type]
    (lambda fake: FakeMagento(flavour=[]), "no flavour []"),  # type: ignore[arg-type]
    (lambda fake: FakeMagento(idle_timeout=-1), "idle_timeout is a number of seconds, more than 0, not -1"),
    (lambda fake: FakeMagento(control_token=""), "control_token is text that others do not know"),
    (lambda fake: FakeMagento(basic_auth=3), "basic_auth is a name without a colon and a password"),  # type: ignore[arg-type]
    (lambda fake: picture(-1), "the number of a picture is one from 0 to 16777215, not -1"),
    (lambda fake: picture("x"), "the number of a picture is one from 0"),  # type: ignore[arg-type]
]


@pytest.mark.parametrize(("asked", "told"), OTHERWISE)
def test_what_is_wrong_elsewhere(fake: FakeMagento, asked: Callable[[FakeMagento], object], told: str) -> None:
    before = fake.dumps()
    with pytest.raises(ValueError, match=re.escape(told)):
        asked(fake)
    assert fake.dumps() == before


def test_collections_and_numbers_of_python_are_taken(fake: FakeMagento) -> None:
    made = fake.products.add(
        "x",
        price=Decimal("1.50"),
        qty="2",
        attributes=MappingProxyType({"description": "y", "weight": Decimal("0.25")}),
        categories=(2,),
        websites={"base"},
        tier_prices=({"qty": 1, "price": Decimal("1.25")},),
    )
    assert (made.price, made.qty, made.categories, made.websites) == (Decimal("1.50"), 2, [2], ["base"])
    assert made.attributes["weight"] == "0.2500"
    assert made.tier_prices[0].price == Decimal("1.25")
    assert fake.orders.add((("mug", Decimal(1)),)).items[0].sku == "mug"
    assert fake.users.add("u", "k", resources=frozenset({"catalog/product"})).resources == {"catalog/product"}
    lines = {"street": ["one", "two"], "city": "c", "firstname": "f", "lastname": "l", "telephone": "1"}
    buyer = fake.customers.add("c@d.example", addresses=[{**lines, "postcode": "1", "country_id": "DE"}])
    assert buyer.addresses[0]["street"] == "one\ntwo"
