"""What a tester holds of a shop: each kind of things is added, looked at, written to files and read again."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any
from xmlrpc.client import ServerProxy

import pytest

from fake_magento import FakeMagento, StateError, picture
from fake_magento.entities import DOCUMENT, KINDS
from fake_magento.transports.xmlrpc import WsgiTransport


@pytest.fixture
def fake() -> FakeMagento:
    """A shop with a second store view."""
    fake = FakeMagento()
    fake.stores.add("german", name="Deutsch")
    return fake


def call(fake: FakeMagento, path: str, *arguments: Any) -> Any:
    """What the API answers."""
    shop = ServerProxy(fake.xmlrpc_url, transport=WsgiTransport(fake.wsgi_app), allow_none=True)
    return shop.call(shop.login(fake.username, fake.api_key), path, [*arguments])


def furnish(fake: FakeMagento) -> None:
    """Some of everything."""
    fake.categories.add("Kitchen")
    fake.categories.add("Mugs", parent="Kitchen", stores={"german": {"name": "Becher"}})
    fake.products.add(
        "mug",
        name="Mug",
        price="12.50",
        qty=7,
        attributes={"description": "holds coffee", "status": "Disabled", "weight": 0.4},
        stores={"german": {"name": "Becher"}},
        categories={"Mugs": 3},
        images=[{"content": picture(), "label": "Front", "types": ["image"]}],
    )
    fake.products.add("plain")
    fake.customers.add(
        "ann@example.com",
        firstname="Ann",
        lastname="Lee",
        password="secret123",
        addresses=[
            {
                "firstname": "Ann",
                "lastname": "Lee",
                "street": "1 Way",
                "city": "Town",
                "postcode": "12345",
                "country_id": "DE",
                "telephone": "1",
                "is_default_billing": True,
            }
        ],
    )


def test_a_product_is_what_the_api_shows(fake: FakeMagento) -> None:
    furnish(fake)
    shown = call(fake, "product.info", "mug")
    assert (shown["name"], shown["price"], shown["status"], shown["weight"]) == ("Mug", "12.5000", "2", "0.4000")
    assert call(fake, "product.info", "mug", "german")["name"] == "Becher"
    [stock] = call(fake, "product_stock.list", "mug")
    assert (stock["qty"], stock["is_in_stock"]) == ("7.0000", "1")
    assert shown["categories"] == [str(fake.categories["Mugs"].id)]


def test_views_show_what_the_api_has_changed(fake: FakeMagento) -> None:
    furnish(fake)
    mug = fake.products["MUG"]
    assert (mug.name, mug.price, mug.qty, mug.is_in_stock) == ("Mug", Decimal("12.5"), Decimal(7), True)
    assert mug.in_store("german").name == "Becher"
    assert mug.attributes["description"] == "holds coffee"
    call(fake, "product.update", "mug", {"name": "Cup", "price": "9"})
    call(fake, "product_stock.update", "mug", {"qty": 0})
    assert (mug.name, mug.price, mug.qty, mug.is_in_stock) == ("Cup", Decimal(9), Decimal(0), False)
    assert mug.in_store("german").name == "Becher"
    call(fake, "product.delete", "mug")
    with pytest.raises(LookupError, match="the product 'mug' is gone"):
        _ = mug.name


def test_categories(fake: FakeMagento) -> None:
    furnish(fake)
    kitchen = fake.categories["Kitchen"]
    [mugs] = kitchen.children
    assert (mugs.name, mugs.products, mugs.is_active) == ("Mugs", ["mug"], True)
    assert mugs.in_store("german").name == "Becher"
    assert mugs.parent is not None
    assert mugs.parent.id == kitchen.id
    [assigned] = call(fake, "category.assignedProducts", mugs.id)
    assert (assigned["sku"], assigned["position"]) == ("mug", "3")
    call(fake, "category.delete", kitchen.id)
    assert [*fake.categories] == ["Default Category"]


def test_customers(fake: FakeMagento) -> None:
    furnish(fake)
    ann = fake.customers["ANN@example.com"]
    assert ann.attributes["firstname"] == "Ann"
    [address] = ann.addresses
    assert address["city"] == "Town"
    shown = call(fake, "customer.info", ann.id)
    assert (shown["email"], shown["default_billing"]) == ("ann@example.com", str(address["entity_id"]))
    with pytest.raises(StateError):
        fake.customers.add("Ann@Example.com")


def test_files_hold_all_of_it(fake: FakeMagento, tmp_path: Path) -> None:
    furnish(fake)
    for name in ("shop.json", "shop.yaml"):
        fake.dump(tmp_path / name)
        other = FakeMagento(fixtures=tmp_path / name)
        assert other.dumps() == fake.dumps()
        for path, *arguments in (
            ("product.info", "mug"),
            ("product.info", "mug", "german"),
            ("category.tree",),
            ("category.assignedProducts", fake.categories["Mugs"].id),
            ("customer.list", {}),
            ("product_media.list", "mug"),
        ):
            told = [_without_times(call(each, path, *arguments)) for each in (fake, other)]
            assert told[0] == told[1], path


def _without_times(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            name: _without_times(each)
            for name, each in value.items()
            if not name.endswith("_at") and name not in ("password_hash", "confirmation")
        }
    return [_without_times(each) for each in value] if isinstance(value, list) else value


UNKNOWN = [
    (lambda fake: fake.products["mugg"], KeyError, "no product 'mugg'; is 'mug' meant?"),
    (lambda fake: fake.stores["germann"], KeyError, "no store view 'germann'; is 'german' meant?"),
    (lambda fake: fake.categories["Mug"], KeyError, "no category 'Mug'; is 'Mugs' meant?"),
    (
        lambda fake: fake.customers["an@example.com"],
        KeyError,
        "no customer 'an@example.com'; is 'ann@example.com' meant?",
    ),
    (lambda fake: fake.users["apiuser1"], KeyError, "no API user 'apiuser1'; is 'apiUser' meant?"),
    (lambda fake: fake.attribute_sets["Defalt"], KeyError, "no attribute set 'Defalt'; is 'Default' meant?"),
    (lambda fake: fake.products.add("x", attributes={"descriptin": "y"}), StateError, "is 'description' meant?"),
    (lambda fake: fake.products.add("x", attributes={"status": "Disable"}), StateError, "is 'Disabled' meant?"),
    (
        lambda fake: fake.products.add("x", attributes={"special_from_date": "soon"}),
        StateError,
        "'special_from_date' must be a date, such as 2026-01-02, not 'soon'",
    ),
    (
        lambda fake: fake.products.add("x", stores={"german": {"news_to_date": "soon"}}),
        StateError,
        "'news_to_date' must be a date",
    ),
    (lambda fake: fake.products.add("x", stores={"germ": {}}), StateError, "is 'german' meant?"),
    (lambda fake: fake.products.add("x", categories=["Mug"]), StateError, "is 'Mugs' meant?"),
    (lambda fake: fake.categories.add("x", products=["mu"]), StateError, "is 'mug' meant?"),
    (lambda fake: fake.categories.add("x", parent="Kitche"), StateError, "is 'Kitchen' meant?"),
    (lambda fake: fake.categories.add("x", attributes={"is_activ": 1}), StateError, "is 'is_active' meant?"),
    (lambda fake: fake.customers.add("x@example.com", firstnam="x"), StateError, "is 'firstname' meant?"),
    (lambda fake: fake.products["mug"].attributes["colr"], KeyError, "no attribute 'colr'"),
    (lambda fake: fake.products["mug"].in_store("germa"), StateError, "is 'german' meant?"),
]


@pytest.mark.parametrize(("asked", "kind", "message"), UNKNOWN)
def test_what_there_is_not_is_told_with_what_may_be_meant(
    fake: FakeMagento, asked: Any, kind: type[Exception], message: str
) -> None:
    furnish(fake)
    before = fake.dumps()
    with pytest.raises(kind) as raised:
        asked(fake)
    assert message in str(raised.value)
    assert fake.dumps() == before


def test_a_product_that_cannot_be_saved_is_not_there(fake: FakeMagento) -> None:
    with pytest.raises(StateError):
        fake.products.add("x", attributes={"news_from_date": "no date at all"})
    assert [*fake.products] == []


def test_what_is_refused_is_not_what_there_is(fake: FakeMagento) -> None:
    with pytest.raises(StateError) as raised:
        fake.products.add("nope-2", links={"related": ["nope"]})
    assert str(raised.value) == "no product 'nope'; there are none"
    assert fake.products.add("self", links={"related": ["self"]}).links["related"] == []


def test_each_kind_has_a_section_of_its_own() -> None:
    fake = FakeMagento()
    assert [*DOCUMENT.keys] == [kind.section for kind in KINDS]
    assert [*fake_sections(fake)] == [*DOCUMENT.keys]
    assert all(isinstance(getattr(fake, kind.section), kind) for kind in KINDS)
    assert (repr(fake.products), repr(fake.customer_groups)) == ("<products: 0>", "<customer groups: 4>")


def test_what_a_debugger_shows_is_a_line() -> None:
    fake = FakeMagento(time="2026-01-10")
    fake.products.add("mug")
    snapshot = fake.snapshot()
    fake.products.add("cup")
    assert repr(snapshot) == "<snapshot, products: 1, customers: 0, orders: 0>"
    assert (repr(fake.clock), repr(fake.random)) == ("<clock 2026-01-10 00:00:00, frozen>", "<randomness>")
    fake.clock.run()
    fake.random.seed(7)
    assert repr(fake.clock).startswith("<clock 2026-01-10 00:0")
    assert "frozen" not in repr(fake.clock)
    assert repr(fake.random) == "<randomness, seeded>"


def fake_sections(fake: FakeMagento) -> list[str]:
    """The sections of what the fake dumps."""
    return [*json.loads(fake.dumps())]


def test_settings(fake: FakeMagento) -> None:
    fake.products.add("mug", price=10)
    call(fake, "product.update", "mug", {"price": "9"}, "german")
    assert fake.products["mug"].price == 9  # prices are the same everywhere
    assert fake.config["catalog/price/scope"] == "0"
    fake.config["catalog/price/scope"] = 1
    fake.config["carriers/flatrate/price"] = "7.50"
    call(fake, "product.update", "mug", {"price": "8"}, "german")
    assert (fake.products["mug"].price, fake.products["mug"].in_store("german").price) == (9, 8)
    kept = json.loads(fake.dumps())["config"]
    assert kept == [
        {"path": "catalog/price/scope", "value": "1"},
        {"path": "carriers/flatrate/price", "value": "7.50"},
    ]
    other = FakeMagento()
    other.loads(json.dumps({"config": kept, "products": [{"sku": "mug"}]}))
    assert other.config["catalog/price/scope"] == "1"
    order = other.orders.add({"mug": 1})
    assert call(other, "order.info", order.increment_id)["shipping_amount"] == "7.5000"


def test_a_setting_that_nothing_reads_is_refused(fake: FakeMagento) -> None:
    with pytest.raises(StateError, match=r"no setting 'catalog/price/scop'; is 'catalog/price/scope' meant\?"):
        fake.config["catalog/price/scop"] = 1
    with pytest.raises(KeyError, match="meant"):
        fake.config["catalog/price/scop"]
