"""Rules of customers, their addresses and dates that no recording shows by itself."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fake_magento import php
from fake_magento.state import MissingError, Row, Shop, StateError, customers
from fake_magento.state.dates import InvalidDateError, read_date

ADDRESS = {
    "firstname": "Ann",
    "lastname": "Archer",
    "street": ["1 Main St", "Floor 2"],
    "city": "Springfield",
    "country_id": "US",
    "postcode": "62701",
    "telephone": "555-0100",
}


@pytest.fixture
def shop() -> Shop:
    """A clean shop on the first of May."""
    made = Shop()
    made.catalogue.add_store("german", name="German")
    made.clock.freeze("2026-05-01 12:00:00")
    return made


def new(shop: Shop, email: str = "ann@example.com", **values: Any) -> Row:
    return customers.create_customer(shop, {"email": email, "website_id": 1, "store_id": 1, **values})


def shown(shop: Shop, row: Row) -> dict[str, Any]:
    """All that a customer has by now."""
    return shop.customers.values(shop.customers[row["entity_id"]])


def test_of_a_password_the_hash_of_salt_and_password_is_kept(shop: Shop) -> None:
    values = shown(shop, new(shop, password=" secret1pw "))
    assert "password" not in values
    hashed, salt = values["password_hash"].split(":")
    assert re.fullmatch("[0-9A-Za-z]{32}", salt)
    assert hashed == hashlib.sha256(f"{salt}secret1pw".encode()).hexdigest()
    assert re.fullmatch("[0-9a-f]{32}", values["confirmation"])


def test_the_same_seed_makes_the_same_customer(shop: Shop) -> None:
    made = []
    for _ in range(2):
        shop.random.seed(7)
        made.append(shown(shop, new(shop, f"{len(made)}@example.com", password="secret1pw")))
    for name in ("password_hash", "confirmation"):
        assert made[0][name] == made[1][name]


@pytest.mark.parametrize("password", ["short1", "  short1  ", "ünïcö6"])
def test_a_password_has_seven_characters_at_least(shop: Shop, password: str) -> None:
    with pytest.raises(customers.PasswordError):
        new(shop, password=password)
    assert not len(shop.customers)
    assert "password_hash" in shown(shop, new(shop, password="ünïcödé"))


def test_an_email_is_taken_within_its_website_whatever_its_case(shop: Shop) -> None:
    new(shop)
    with pytest.raises(customers.EmailError, match="already exists"):
        new(shop, "ANN@Example.COM")
    other = new(shop, website_id=0)
    with pytest.raises(customers.EmailError):
        customers.update_customer(shop, other["entity_id"], {"website_id": 1})
    assert shown(shop, other)["website_id"] == 0


def test_an_email_is_taken_everywhere_where_accounts_are_shared(shop: Shop) -> None:
    shop.table("core_config_data").update(customers.SHARED_BY, value="0")
    new(shop)
    with pytest.raises(customers.EmailError):
        new(shop, website_id=0)


def test_no_email_is_confirmed_where_the_shop_asks_for_no_confirmation(shop: Shop) -> None:
    shop.table("core_config_data").update(customers.CONFIRMATION_REQUIRED, value="0")
    assert "confirmation" not in shown(shop, new(shop))


def test_only_the_database_uses_an_id_up_when_it_refuses(shop: Shop) -> None:
    assert new(shop)["entity_id"] == 1
    for refused in ({"store_id": 99}, {"dob": "nonsense"}, {"password": "x"}, {"email": ""}):
        with pytest.raises(StateError):
            new(shop, **{"email": "bob@example.com", **refused})
    assert new(shop, "bob@example.com")["entity_id"] == 2
    with pytest.raises(MissingError, match="website_id 99"):
        new(shop, "cid@example.com", website_id=99)
    assert new(shop, "cid@example.com")["entity_id"] == 4


def test_a_given_id_changes_the_customer_who_has_it(shop: Shop) -> None:
    first = new(shop, firstname="Ann", lastname="Archer")
    new(shop, "bob@example.com", entity_id=first["entity_id"], firstname="Bob")
    values = shown(shop, first)
    assert (values["email"], values["firstname"], values["lastname"]) == ("bob@example.com", "Bob", "Archer")
    assert values["created_at"] == "2026-05-01 12:00:00"
    assert len(shop.customers) == 1


def test_an_update_to_nothing_keeps_what_there_is(shop: Shop) -> None:
    made = new(shop, firstname="Ann", taxvat="T-1")
    customers.update_customer(shop, made["entity_id"], {"firstname": None, "taxvat": "", "is_active": 0, "nosuch": 1})
    values = shown(shop, made)
    assert (values["firstname"], values.get("taxvat"), values["is_active"]) == ("Ann", None, 1)


def test_an_update_to_an_unknown_website_changes_nothing(shop: Shop) -> None:
    made = new(shop)
    for column in ("website_id", "store_id"):
        with pytest.raises(MissingError):
            customers.update_customer(shop, made["entity_id"], {column: 99, "firstname": "Bob"})
    assert "firstname" not in shown(shop, made)


def test_addresses_go_with_their_customer_and_orders_stay(shop: Shop) -> None:
    ann, bob = new(shop), new(shop, "bob@example.com")
    for owner in (ann, bob, ann):
        customers.create_address(shop, owner["entity_id"], ADDRESS)
    orders = shop.table("sales_flat_order")
    orders.insert(increment_id="100000001", customer_id=ann["entity_id"])
    orders.insert(increment_id="100000002", customer_id=bob["entity_id"])
    assert [each["entity_id"] for each in customers.addresses_of(shop, ann["entity_id"])] == [3, 1]
    assert customers.delete_customer(shop, ann["entity_id"])
    assert not customers.delete_customer(shop, ann["entity_id"])
    assert shop.addresses.ids() == [2]
    assert [each["customer_id"] for each in orders] == [None, bob["entity_id"]]


@pytest.mark.parametrize(
    ("given", "region", "region_id"),
    [
        ({"region_id": 57}, "Texas", 57),
        ({"region_id": 57, "region": ""}, "Texas", 57),
        ({"region": "57"}, "Texas", 57),
        ({"region": "57", "region_id": 12}, "Texas", 57),
        ({"region": "Nowhere", "region_id": 57}, "Nowhere", 57),
        ({"region_id": 82}, None, 82),  # a region of Germany
        ({"region": "82"}, "82", None),
        ({"region": "Nowhere"}, "Nowhere", None),
    ],
)
def test_a_region_is_named_where_its_id_is_one_of_the_country(
    shop: Shop, given: dict[str, Any], region: str | None, region_id: int | None
) -> None:
    made = customers.create_address(shop, new(shop)["entity_id"], {**ADDRESS, **given})
    values = shop.addresses.values(made)
    assert (values.get("region"), values.get("region_id")) == (region, region_id)


@pytest.mark.parametrize("blank", ["", "  ", "\t\n", False, None, [], 0.0])
def test_what_is_blank_is_missing(shop: Shop, blank: Any) -> None:
    assert customers.address_errors(shop, {**ADDRESS, "street": "1 Main St", "city": blank}) == [
        "Please enter the city."
    ]


@pytest.mark.parametrize("kept", ["0", 0, True, 1.5, "x"])
def test_what_is_not_blank_is_there(shop: Shop, kept: Any) -> None:
    assert customers.address_errors(shop, {**ADDRESS, "street": "1 Main St", "city": kept}) == []


def test_blank_lines_around_a_street_do_not_count_and_those_of_a_text_do(shop: Shop) -> None:
    id = new(shop)["entity_id"]
    made = customers.create_address(shop, id, {**ADDRESS, "street": ["", " 1 Main St", "", "Rear", ""]})
    assert shop.addresses.value(made, "street") == "1 Main St\n\nRear"
    with pytest.raises(customers.AddressError, match="the street"):
        customers.create_address(shop, id, {**ADDRESS, "street": "\n1 Main St"})


def test_a_refused_update_changes_nothing_of_an_address(shop: Shop) -> None:
    made = customers.create_address(shop, new(shop)["entity_id"], ADDRESS)
    with pytest.raises(customers.AddressError):
        customers.update_address(
            shop, made["entity_id"], {"city": "Chicago", "firstname": " ", "is_default_billing": 1}
        )
    assert shop.addresses[made["entity_id"]] == made
    assert shop.customers.value(shop.customers[made["parent_id"]], "default_billing") is None


def test_an_object_is_the_number_one() -> None:
    assert php.equals(php.PhpObject(), 1)
    assert php.equals(1.0, php.PhpObject())
    assert not php.equals(php.PhpObject(), 2)
    assert not php.equals("1", php.PhpObject())


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("", None),
        (0, None),
        ("2026-03-04", "2026-03-04 00:00:00"),
        ("2026-03-04 05:06:07", "2026-03-04 05:06:07"),
        ("04.03.2026", "2026-04-03 00:00:00"),
        ("4/3/26", "2026-04-03 00:00:00"),
        ("4/3/85", "1985-04-03 00:00:00"),
        ("2026-02-30", "2026-03-02 00:00:00"),
        ("86400", "1970-01-02 00:00:00"),
    ],
)
def test_a_date_is_read(text: Any, read: str | None) -> None:
    assert read_date(text) == read


@pytest.mark.parametrize("text", ["not a date", "13/1/2026", "1/32/2026", "1/2", "1/2/99999999999", "0000-00-00"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(InvalidDateError):
        read_date(text)


@given(st.datetimes(min_value=datetime(1, 1, 1), max_value=datetime(9999, 12, 31)))
def test_a_date_that_was_read_is_read_as_itself(moment: datetime) -> None:
    written = f"{moment - timedelta(microseconds=moment.microsecond)}".partition(".")[0]
    assert read_date(written) == written
