"""What a tester holds of a shop: each kind of things is added, looked at, written to files and read again."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any, assert_type
from xmlrpc.client import Fault, ServerProxy

import pytest

from fake_magento import (
    ApiUser,
    AttributeSet,
    Clock,
    CustomerView,
    Document,
    FakeMagento,
    FixtureError,
    OrderedItem,
    OrderView,
    ProductView,
    StateError,
    Store,
    UnreadSettingWarning,
    picture,
)
from fake_magento.entities import DOCUMENT, KINDS, Entities
from fake_magento.state.schema import SCHEMAS
from fake_magento.transports.xmlrpc import WsgiTransport


@pytest.fixture
def fake() -> FakeMagento:
    """A shop with a second store view."""
    fake = FakeMagento()
    fake.stores.add("german", name="Deutsch")
    return fake


ADDRESS = {
    "firstname": "Ann",
    "lastname": "Lee",
    "street": "1 Way",
    "city": "Town",
    "postcode": "1",
    "country_id": "NL",
    "telephone": "1",
}


def call(fake: FakeMagento, path: str, *arguments: Any) -> Any:
    """What the API answers."""
    shop = ServerProxy(fake.xmlrpc_url, transport=WsgiTransport(fake.wsgi_app), allow_none=True)
    return shop.call(shop.login(fake.username, fake.api_key), path, [*arguments])


_HOME = {
    "firstname": "Ann",
    "lastname": "Lee",
    "street": "1 Way",
    "city": "Town",
    "postcode": "12345",
    "country_id": "DE",
    "telephone": "1",
    "is_default_billing": True,
}


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
        addresses=[_HOME],
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


@pytest.mark.parametrize(
    ("price", "shipping"),
    [("5,00", "10.0000"), ("abc", "0.0000"), ("", "0.0000"), (None, "0.0000"), (" 3.5x", "7.0000")],
)
def test_a_price_is_the_number_that_a_setting_begins_with(fake: FakeMagento, price: str | None, shipping: str) -> None:
    fake.products.add("mug", price=10)
    fake.config["carriers/flatrate/price"] = price
    order = fake.orders.add({"mug": 2})
    assert call(fake, "order.info", order.increment_id)["shipping_amount"] == shipping


@pytest.mark.parametrize("price", ["1e400", "-1e400", "1e300"])
def test_a_price_that_no_column_holds_is_the_largest(fake: FakeMagento, price: str) -> None:
    fake.products.add("mug", price=10)
    fake.config["carriers/flatrate/price"] = price
    order = fake.orders.add({"mug": 1})
    largest = "-99999999.9999" if price.startswith("-") else "99999999.9999"
    assert call(fake, "order.info", order.increment_id)["shipping_amount"] == largest


def test_settings_of_the_stock_are_numbers_and_flags(fake: FakeMagento) -> None:
    fake.products.add("mug", price=10, qty=100)
    cart = call(fake, "cart.create")
    for name in ("min_sale_qty", "max_sale_qty"):
        fake.config[f"cataloginventory/item_options/{name}"] = "abc"
    assert call(fake, "cart_product.add", cart, [{"sku": "mug", "qty": 1}]) is True
    fake.config["cataloginventory/item_options/min_sale_qty"] = "5,5"
    with pytest.raises(Fault, match=r"The minimum quantity allowed for purchase is 5\."):
        call(fake, "cart_product.add", call(fake, "cart.create"), [{"sku": "mug", "qty": 1}])
    fake.config["cataloginventory/item_options/min_sale_qty"] = 0
    fake.config["cataloginventory/options/can_subtract"] = "false"
    fake.orders.add({"mug": 1})
    assert fake.products["mug"].qty == 100
    fake.config["cataloginventory/options/can_subtract"] = "true"
    fake.orders.add({"mug": 1})
    assert fake.products["mug"].qty == 99


def test_customers_get_into_the_group_of_the_number_in_a_setting(fake: FakeMagento) -> None:
    fake.config["customer/create_account/default_group"] = "2 or so"
    id = call(fake, "customer.create", {"email": "ann@example.com", "firstname": "Ann", "lastname": "Lee"})
    assert call(fake, "customer.info", id)["group_id"] == "2"


def test_the_handling_of_a_flat_rate_costs_an_amount_or_a_share(fake: FakeMagento) -> None:
    fake.products.add("mug", price=10)
    fake.config["carriers/flatrate/type"] = "O"
    fake.config["carriers/flatrate/handling_fee"] = "2,5"
    assert fake.orders.add({"mug": 3}).grand_total == 37
    fake.config["carriers/flatrate/handling_type"] = "P"
    fake.config["carriers/flatrate/handling_fee"] = 10
    assert fake.orders.add({"mug": 3}).grand_total == Decimal("35.50")


def test_shipping_is_free_from_a_subtotal_on(fake: FakeMagento) -> None:
    fake.products.add("mug", price=10)
    fake.config["carriers/freeshipping/active"] = 1
    fake.config["carriers/freeshipping/title"] = "Gift"
    fake.config["carriers/freeshipping/name"] = "Ours"
    fake.config["carriers/freeshipping/free_shipping_subtotal"] = 30
    with pytest.raises(StateError, match="no method of shipping 'freeshipping_freeshipping'"):
        fake.orders.add({"mug": 2}, shipping="freeshipping_freeshipping")
    order = fake.orders.add({"mug": 3}, shipping="freeshipping_freeshipping")
    assert order.grand_total == 30
    assert call(fake, "order.info", order.increment_id)["shipping_description"] == "Gift - Ours"
    fake.config["carriers/flatrate/active"] = 0
    with pytest.raises(StateError, match="there are 'freeshipping_freeshipping'"):
        fake.orders.add({"mug": 3})


@pytest.mark.parametrize(("mode", "code"), [("guest", 1007), ("register", 1008)])
def test_guests_cannot_order_where_the_settings_say_so(fake: FakeMagento, mode: str, code: int) -> None:
    ann = {
        "email": "ann@example.com",
        "firstname": "Ann",
        "lastname": "Lee",
        "password": "secret123",
        "password_confirmation": "secret123",
    }
    cart = call(fake, "cart.create")
    call(fake, "cart_customer.set", cart, {**ann, "mode": mode})
    with pytest.raises(Fault) as complete:
        call(fake, "cart.order", cart)
    assert complete.value.faultCode == 1008
    fake.config["checkout/options/guest_checkout"] = "0"
    with pytest.raises(Fault) as told:
        call(fake, "cart.order", cart)
    assert told.value.faultCode == code
    fake.products.add("mug", price=10)
    assert fake.orders.add({"mug": 1}).status == "pending"  # who sets a test up is no guest


def test_a_setting_that_no_answer_depends_on_warns(fake: FakeMagento) -> None:
    with pytest.warns(UnreadSettingWarning, match="'sales/minimum_order/active'") as told:
        fake.config["sales/minimum_order/active"] = 1
    assert told[0].filename == __file__
    with pytest.warns(UnreadSettingWarning) as told:
        fake.config.add("sales/minimum_order/active", 2)
    assert told[0].filename == __file__
    other = FakeMagento()
    with warnings.catch_warnings(action="error"):
        other.loads(fake.dumps())
    assert other.config["sales/minimum_order/active"] == "2"


def test_a_setting_that_there_is_not_is_refused(fake: FakeMagento) -> None:
    with pytest.raises(StateError, match=r"no setting 'catalog/price/scop'; is 'catalog/price/scope' meant\?"):
        fake.config["catalog/price/scop"] = 1
    with pytest.raises(KeyError, match="meant"):
        fake.config["catalog/price/scop"]


REFUSED: list[tuple[str, dict[str, Any], str]] = [
    (
        "customers",
        {"email": "a@b.de", "addresses": [{"city": "x"}]},
        "address 1 of the customer 'a@b.de': Please enter",
    ),
    (
        "customers",
        {"email": "a@b.de", "addresses": [_HOME, {**_HOME, "cty": "x"}]},
        "address 2 of the customer 'a@b.de': addresses have no attribute 'cty'; is 'city' meant?",
    ),
    ("customers", {"email": "a@b.de", "password": "x"}, "the customer 'a@b.de': The password must have"),
    ("customers", {"email": "a@b.de", "store_id": 99}, "the customer 'a@b.de': there is no store view 99"),
    ("categories", {"name": "x", "stores": {"german": {"custom_design_from": "soon"}}}, "Invalid date"),
    ("products", {"sku": "x", "stores": {"german": {"special_from_date": "soon"}}}, "must be a date"),
    ("products", {"sku": "x", "links": {"related": ["mug", "nope"]}}, "no product 'nope'"),
    ("products", {"sku": "x", "options": [{"title": "x", "type": "field"}, {"title": "y", "type": "fild"}]}, "'field'"),
    ("products", {"sku": "x", "images": [b"no image"]}, "image"),
    ("tags", {"name": "x", "products": ["mug", "nope"]}, "no product 'nope'"),
    ("attributes", {"code": "x", "options": ["a"], "default": "b"}, "no option of x 'b'"),
    ("attribute_sets", {"name": "x", "image_types": {"side": "store", "name": "store"}}, "is no image type"),
    ("stores", {"code": "x", "id": 1, "website": "new"}, "a store with the id 1 exists already"),
    ("users", {"name": "x", "key": "k", "resources": "catalog"}, "resources are 'all'"),
    ("orders", {"items": {"mug": 1}, "shipments": [{"items": {"nope": 1}}]}, "no item of the order 'nope'"),
]


@pytest.mark.parametrize(("section", "words", "message"), REFUSED)
def test_what_is_refused_is_not_there(fake: FakeMagento, section: str, words: dict[str, Any], message: str) -> None:
    furnish(fake)
    before = _tables(fake)
    with pytest.raises(StateError) as raised:
        getattr(fake, section).add(**words)
    assert message in str(raised.value)
    assert _tables(fake) == before


def _tables(fake: FakeMagento) -> dict[str, list[dict[str, Any]]]:
    """All rows of the shop; only the numbers that are used up are not seen."""
    return {name: [dict(row) for row in fake._shop.table(name)] for name in SCHEMAS}


def test_an_address_that_is_refused_is_told_by_its_line(tmp_path: Path) -> None:
    file = tmp_path / "shop.yaml"
    file.write_text("customers:\n- email: a@b.de\n  addresses:\n  - city: x\n")
    with pytest.raises(
        FixtureError, match=r"shop.yaml:4: address 1 of the customer 'a@b.de': Please enter the first name"
    ):
        FakeMagento(fixtures=file)


def test_of_one_name_there_may_be_several(fake: FakeMagento) -> None:
    men, women = fake.categories.add("Men"), fake.categories.add("Women")
    shoes = [fake.categories.add("Shoes", parent=each.id).id for each in (men, women)]
    assert [name for name, _ in fake.categories.items()] == [*fake.categories]
    assert [each.id for name, each in fake.categories.items() if name == "Shoes"] == shoes
    assert [each.id for each in fake.categories.values()][-2:] == shoes
    several = f"2 categories are called 'Shoes': name one by its id, {shoes[0]} or {shoes[1]}"
    asked: list[Callable[[], object]] = [
        lambda: fake.categories["Shoes"],
        lambda: fake.categories.get("Shoes"),
        lambda: fake.products.add("boot", categories=["Shoes"]),
        lambda: fake.categories.add("Boots", parent="Shoes"),
    ]
    for each in asked:
        with pytest.raises(StateError, match=several):
            each()
    assert "Shoes" in fake.categories
    assert fake.categories[shoes[1]].parent is not None


def test_of_one_address_there_may_be_several_customers(fake: FakeMagento) -> None:
    fake.stores.add("french", website="france")
    fake.products.add("mug")
    ids = [fake.customers.add("a@b.de", website_id=website).id for website in (1, 2)]
    assert [(email, each.id) for email, each in fake.customers.items()] == [("a@b.de", id) for id in ids]
    assert [each.id for each in fake.customers.values()] == ids
    with pytest.raises(StateError, match=r"2 customers are called 'A@b.de': name one by its id, 1 or 2"):
        _ = fake.customers["A@b.de"]
    with pytest.raises(StateError, match=r"2 customers are called 'a@b.de'"):
        fake.orders.add({"mug": 1}, customer="a@b.de")
    assert fake.orders.add({"mug": 1}, customer=2).customer_email == "a@b.de"


def test_all_are_found_by_name_and_by_id(fake: FakeMagento) -> None:
    furnish(fake)
    fake.products.add("1", id=77)
    fake.tags.add("gift")
    fake.orders.add({"plain": 1})
    assert (fake.products[1].sku, fake.products["1"].id) == ("mug", 77)  # text is a SKU, whatever it looks like
    assert (fake.orders[1].increment_id, fake.orders["100000001"].id) == ("100000001", 1)
    assert (fake.attribute_sets[4].name, fake.stores[1].code, fake.users[1].name) == ("Default", "default", "apiUser")
    assert (fake.tags[1].name, fake.customers[1].email, fake.categories[3].name) == (
        "gift",
        "ann@example.com",
        "Kitchen",
    )
    assert fake.attributes[fake.attributes["color"].id].code == "color"
    kinds: list[Entities[Any]] = [getattr(fake, kind.section) for kind in KINDS]
    for kind in kinds:
        assert 999 not in kind
        assert None not in kind
        assert [name for name, _ in kind.items()] == [*kind]
        assert len(kind) == len([*kind.values()]) > 0
        assert [*kind][-1] in kind
        with pytest.raises(KeyError, match=f"no {kind.one} of the id 999"):
            _ = kind[999]
    assert 3 not in fake.attribute_sets  # one of customers or orders


def test_lookups_have_types(fake: FakeMagento) -> None:
    order = fake.orders.add({fake.products.add("mug").sku: Decimal(2)})
    assert_type(fake.orders[order.id], OrderView)
    assert_type([*fake.orders.values()], list[OrderView])
    assert_type([*fake.products.items()], list[tuple[str, ProductView]])
    assert_type(fake.customers.get("x"), CustomerView | None)
    assert_type(fake.customers.get(7), CustomerView | None)
    assert_type(fake.config.get("x", 7), str | int)
    found = fake.products.get(1)
    assert found is not None
    assert (found.sku, fake.products.get(7), fake.products.get("x", "none")) == ("mug", None, "none")
    assert_type(fake.stores["default"], Store)
    assert_type(fake.attribute_sets["Default"], AttributeSet)
    assert_type(fake.users["apiUser"], ApiUser)
    assert_type(fake.clock, Clock)
    assert_type(order.invoices, list[Document])
    assert_type(order.items, list[OrderedItem])
    assert (order.items[0].qty_ordered, fake.config["catalog/price/scope"]) == (2, "0")


def test_a_category_that_a_store_view_refuses_is_not_there() -> None:
    fake = FakeMagento()
    with pytest.raises(StateError):
        fake.categories.add("Mugs", stores={"default": {"custom_design_from": "soon"}})
    assert [*fake.categories] == ["Default Category"]
    assert call(fake, "category.info", "2")["children_count"] == "0"


def test_groups_of_customers_by_name() -> None:
    fake = FakeMagento()
    fake.customer_groups.add("Dealers")
    for group, id in (("Wholesale", 2), ("Dealers", 4), (3, 3), ("1", 1)):
        customer = fake.customers.add(f"{group}@example.com", group_id=group)
        assert customer.attributes["group_id"] == id
    assert fake.customers.add("odd@example.com", group_id=99).attributes["group_id"] == 99  # as the API takes it
    for group in ("Wholesal", "99"):
        with pytest.raises(StateError, match="no customer group"):
            fake.customers.add("x@example.com", group_id=group)


def test_a_product_is_changed_and_removed(fake: FakeMagento) -> None:
    furnish(fake)
    before = call(fake, "product.info", "mug")
    mug = fake.products.update("MUG", price=Decimal("5.5"), qty=3, attributes={"status": "Enabled"})
    shown = call(fake, "product.info", "mug")
    assert {name: shown[name] for name in shown if shown[name] != before[name] and name != "updated_at"} == {
        "price": "5.5000",
        "status": "1",
    }
    assert (mug.price, mug.qty, mug.is_in_stock, mug.name) == (Decimal("5.5"), 3, True, "Mug")
    assert mug.in_store("german").name == "Becher"
    fake.products.update(mug.id, qty=0, stores={"german": {"name": "Tasse"}, "admin": {"name": "Cup"}})
    assert (mug.qty, mug.is_in_stock, mug.name, mug.in_store("german").name) == (0, False, "Cup", "Tasse")
    fake.products.update("mug", is_in_stock=True, tier_prices=[{"qty": 2, "price": 4}], categories={"Kitchen": 7})
    assert (mug.qty, mug.is_in_stock, len(mug.tier_prices), mug.categories) == (0, True, 1, [3])
    assert call(fake, "category.assignedProducts", 3)[0]["position"] == "7"
    fake.products.update("mug", tier_prices=[], categories=[], websites=[])
    assert (mug.tier_prices, mug.categories, mug.websites, mug.is_in_stock) == ([], [], [], True)
    fake.products.remove("mug")
    assert "mug" not in fake.products
    with pytest.raises(LookupError):
        _ = mug.name


def test_a_customer_is_changed_and_removed(fake: FakeMagento) -> None:
    furnish(fake)
    ann = fake.customers.update("ANN@example.com", lastname="Doe", group_id="Wholesale", values={"email": "a@b.de"})
    assert (ann.email, ann.attributes["lastname"], ann.attributes["group_id"]) == ("a@b.de", "Doe", 2)
    assert (ann.attributes["firstname"], len(ann.addresses)) == ("Ann", 1)
    fake.orders.add({"plain": 1}, customer="a@b.de", address={"country_id": "GB"})
    fake.customers.remove(ann.id)
    assert [*fake.customers] == []
    assert fake._shop.addresses.ids() == []
    assert fake.orders["100000001"].customer_email == "a@b.de"


def test_a_category_is_changed_and_removed(fake: FakeMagento) -> None:
    furnish(fake)
    mugs = fake.categories.update("Mugs", name="Cups", is_active=False, stores={"german": {"name": "Tassen"}})
    assert (mugs.name, mugs.is_active, mugs.in_store("german").name, mugs.products) == (
        "Cups",
        False,
        "Tassen",
        ["mug"],
    )
    fake.categories.remove("Kitchen")
    assert [*fake.categories] == ["Default Category"]
    assert fake.products["mug"].categories == []


NO_CHANGES: list[tuple[Callable[[FakeMagento], object], type[Exception], str]] = [
    (lambda fake: fake.products.update("mgu", qty=1), KeyError, "is 'mug' meant?"),
    (lambda fake: fake.products.update("mug", qyt=1), StateError, "products have no 'qyt'; is 'qty' meant?"),  # type: ignore[call-arg]
    (lambda fake: fake.products.update("mug", qty="much"), StateError, "'qty' must be a number"),
    (lambda fake: fake.products.update("mug", qty=1, stores={"germa": {}}), StateError, "is 'german' meant?"),
    (lambda fake: fake.products.update("mug", name="x", categories=["Mug"]), StateError, "is 'Mugs' meant?"),
    (
        lambda fake: fake.products.update("mug", qty=1, stores={"german": {"special_from_date": "soon"}}),
        StateError,
        "must be a date",
    ),
    (lambda fake: fake.products.remove(99), KeyError, "no product of the id 99"),
    (lambda fake: fake.customers.update("an@example.com", lastname="x"), KeyError, "is 'ann@example.com' meant?"),
    (lambda fake: fake.customers.update(1, lastnam="x"), StateError, "is 'lastname' meant?"),
    (lambda fake: fake.customers.update(1, email="bob@example.com"), StateError, "the customer 1: This customer email"),
    (lambda fake: fake.customers.update(1, lastname="x", values={"lastname": "y"}), StateError, "is given twice"),
    (lambda fake: fake.customers.update(1, group_id="Wholesal"), StateError, "is 'Wholesale' meant?"),
    (lambda fake: fake.customers.remove("an@example.com"), KeyError, "is 'ann@example.com' meant?"),
    (lambda fake: fake.categories.update("Mug", name="x"), KeyError, "is 'Mugs' meant?"),
    (
        lambda fake: fake.categories.update("Mugs", name="x", stores={"german": {"custom_design_from": "soon"}}),
        StateError,
        "Invalid date",
    ),
    (lambda fake: fake.categories.remove(1), StateError, "the root of all"),
    (lambda fake: fake.categories.remove("Default Category"), StateError, "Can't delete root category"),
]


@pytest.mark.parametrize(("change", "kind", "message"), NO_CHANGES)
def test_a_change_that_is_refused_changes_nothing(
    fake: FakeMagento, change: Callable[[FakeMagento], object], kind: type[Exception], message: str
) -> None:
    furnish(fake)
    fake.customers.add("bob@example.com")
    before = _tables(fake)
    with pytest.raises(kind) as raised:
        change(fake)
    assert message in str(raised.value)
    assert _tables(fake) == before
