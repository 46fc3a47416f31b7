"""Customers and their addresses: what may be written, and what a write brings with it.

Values are given by the codes of attributes and the names of columns, as clients send them; what is neither is ignored.

Source of the rules: the transcripts ``v1_customer``, ``v1_customer_address``, ``v1_addresses`` and their twins.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from fake_magento import php
from fake_magento.state import settings
from fake_magento.state.columns import ZERO_DATE
from fake_magento.state.dates import read_date
from fake_magento.state.eav import ADMIN_STORE, EavTable
from fake_magento.state.errors import MissingError, StateError
from fake_magento.state.shop import Shop
from fake_magento.state.table import Row
from fake_magento.state.tags import leave_tags

CONFIRMATION_REQUIRED = "customer/create_account/confirm"
"""The setting by which a new customer gets a key to confirm the e-mail with (``"1"``)."""

DEFAULT_GROUP = "customer/create_account/default_group"
"""The setting that has the id of the group that a new customer is in."""

SHARED_BY = "customer/account_share/scope"
"""The setting by which an e-mail is taken within its website (``"1"``), or everywhere."""

OPTIONAL_ZIP = "general/country/optional_zip_countries"
"""The setting that lists the countries whose addresses need no zip code."""

DEFAULTS = {"is_default_billing": "default_billing", "is_default_shipping": "default_shipping"}
"""What an address can be to its customer: by the flag the customer's attribute that has the id of the address."""

OF_ALL_ENTITIES = ("created_at", "updated_at", "increment_id", "store_id", "website_id")
"""The attributes that come before those of the customers' and addresses' own."""

_LEAST_PASSWORD = 7
_SALT = 32
_BLANKS = " \t\n\r\0\v"
_BLANK = re.compile(r"[ \t\n\r\v\f]*\Z")
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)

# What an address must have, in the order in which it is asked for.
_REQUIRED = {
    "firstname": "the first name",
    "lastname": "the last name",
    "street": "the street",
    "city": "the city",
    "telephone": "the telephone number",
    "postcode": "the zip/postal code",
    "country_id": "the country",
}


class EmailError(StateError):
    """A customer without an e-mail, or with one that another has."""


class PasswordError(StateError):
    """A password that is too short."""


class UnknownStoreError(StateError):
    """A new customer of a store view that there is not."""


class AddressError(StateError):
    """An address that lacks what it must have; the message has a line for each."""


def attributes(table: EavTable) -> dict[str, int | None]:
    """The attributes of customers or of addresses, in the order in which they are told; by code the id, where it has one."""
    ids: dict[str, int | None] = {code: None for code in OF_ALL_ENTITIES if code in table.schema.columns}
    for attribute in table.attributes():
        ids[attribute["attribute_code"]] = attribute["attribute_id"]
    return ids


def hash_password(shop: Shop, password: str) -> str:
    """What is kept of a password: the hash of a salt and it, and the salt."""
    salt = shop.random.text(_SALT)
    return f"{sha256((salt + password).encode('utf-8', 'surrogateescape')).hexdigest()}:{salt}"


def create_customer(shop: Shop, values: Mapping[str, Any]) -> Row:
    """A new customer; the row. Of a ``password`` the hash is kept.

    With an ``entity_id`` it is the customer of that id, who need not be there yet; a new one then has no ``created_at``, no
    ``created_in`` and no key to confirm the e-mail with.

    Raises `PasswordError`, `EmailError`, `UnknownStoreError`, `InvalidDateError`, and `MissingError` for an unknown website or
    store view, which uses an id up.
    """
    customers = shop.customers
    id = php.to_int(values.get("entity_id"))
    written = {code: values[code] for code in attributes(customers) if code in values}
    if not id:
        store_id = written.setdefault("store_id", ADMIN_STORE)
        written["created_in"] = _store_name(shop, store_id)
        written.setdefault("website_id", shop.table("core_store")[ADMIN_STORE]["website_id"])
        if written.get("created_at") is None:
            written["created_at"] = shop.clock.text()
    _prepare(shop, written)
    _hash_password(shop, values.get("password"), written)
    _check_email(shop, written.get("email"), written.get("website_id"), id)
    if not id and settings.flag(shop.config, CONFIRMATION_REQUIRED):
        written["confirmation"] = shop.random.hex(32)
    if "group_id" not in written:
        written["group_id"] = settings.whole(shop.config, DEFAULT_GROUP)
    try:
        _check_place(shop, written)
    except MissingError:
        if not id:
            customers.use_up()
        raise
    if id in customers:
        return customers.save(id, written)
    return customers.insert({**written, "entity_id": id or None})


def update_customer(shop: Shop, id: int, values: Mapping[str, Any]) -> Row:
    """Change what is given and not null; the new row. A password is ignored.

    Raises `KeyError` for an unknown id, `EmailError`, `InvalidDateError`, and `MissingError` for an unknown website or store
    view.
    """
    customers = shop.customers
    row = customers[id]
    written = _given(customers, values)
    _prepare(shop, written)
    _check_email(shop, written.get("email", row["email"]), written.get("website_id", row["website_id"]), id)
    _check_place(shop, written)
    return customers.save(id, written)


def delete_customer(shop: Shop, id: int) -> bool:
    """Take a customer away, and the addresses and tags; the orders stay, of no customer. Whether there was one."""
    orders = shop.table("sales_flat_order")
    for order in orders.select(customer_id=id):
        orders.update(order["entity_id"], customer_id=None)
    for address in shop.addresses.select(parent_id=id):
        shop.addresses.delete(address["entity_id"])
    leave_tags(shop, id)
    return shop.customers.delete(id)


def addresses_of(shop: Shop, customer_id: int) -> list[Row]:
    """The addresses of a customer, the last one first."""
    return shop.addresses.select(parent_id=customer_id)[::-1]


def create_address(shop: Shop, customer_id: int, values: Mapping[str, Any]) -> Row:
    """A new address of a customer; the row. Raises `AddressError` for one that lacks something, and `InvalidDateError`."""
    addresses = shop.addresses
    written = _given(addresses, values)
    _prepare_address(shop, written)
    row = addresses.insert({"created_at": shop.clock.text(), **written, "parent_id": customer_id})
    _make_default(shop, row, values)
    return row


def update_address(shop: Shop, id: int, values: Mapping[str, Any]) -> Row:
    """Change what is given and not null; the new row.

    Raises `KeyError` for an unknown id, `AddressError` where the address would lack something.
    """
    addresses = shop.addresses
    held = addresses.values(addresses[id])
    written = {**{code: held.get(code) for code in attributes(addresses)}, **_given(addresses, values)}
    _prepare_address(shop, written)
    row = addresses.save(id, written)
    _make_default(shop, row, values)
    return row


def address_errors(shop: Shop, values: Mapping[str, Any]) -> list[str]:
    """What an address lacks, a sentence for each. Its street is one text."""
    lacking = [code for code in _REQUIRED if _is_missing(_first_line(values) if code == "street" else values.get(code))]
    countries = (settings.text(shop.config, OPTIONAL_ZIP) or "").split(",")
    if any(php.equals(values.get("country_id"), country) for country in countries):
        lacking = [code for code in lacking if code != "postcode"]
    return [f"Please enter {_REQUIRED[code]}." for code in lacking]


def joined_street(street: Any) -> Any:
    """The lines of a street as one text; what is no array stays as it is."""
    if not php.is_array(street):
        return street
    return "\n".join(map(php.to_string, php.values(street))).strip(_BLANKS)


def _given(table: EavTable, values: Mapping[str, Any]) -> dict[str, Any]:
    return {code: values[code] for code in attributes(table) if values.get(code) is not None}


def _prepare(shop: Shop, written: dict[str, Any]) -> None:
    """Make of a customer's values what is written."""
    _read_times(shop, written)
    if "dob" in written:
        written["dob"] = read_date(written["dob"])
    if "confirmation" in written and php.is_empty(written["confirmation"]):
        written["confirmation"] = None


def _read_times(shop: Shop, written: dict[str, Any]) -> None:
    """The time of creation can be given, that of the last change is always now."""
    created_at = written.get("created_at")
    if created_at is not None and not _ISO_DAY.match(php.to_string(created_at)):
        written["created_at"] = read_date(created_at) or ZERO_DATE
    written["updated_at"] = shop.clock.text()


def _store_name(shop: Shop, store: Any) -> str:
    """The name of the store view that is meant, by its id or code; of ``admin`` where none is."""
    key = ADMIN_STORE if store is None or store == "" or store is True else php.array_key(store)
    found = shop.catalogue.store(key)
    if found is None:
        raise UnknownStoreError(f"there is no store view {store!r}")
    return found.name


def _hash_password(shop: Shop, password: Any, written: dict[str, Any]) -> None:
    text = php.to_string(password).strip(_BLANKS)
    if not text:
        return
    if len(text) < _LEAST_PASSWORD:
        ignored = "Leading or trailing spaces will be ignored."
        raise PasswordError(f"The password must have at least {_LEAST_PASSWORD} characters. {ignored}")
    written["password_hash"] = hash_password(shop, text)


def _check_email(shop: Shop, email: Any, website_id: Any, own_id: int) -> None:
    if php.is_empty(email):
        raise EmailError("Customer email is required")
    where: dict[str, Any] = {"email": php.to_string(email)}
    if settings.whole(shop.config, SHARED_BY) == 1:
        where["website_id"] = php.to_int(website_id)
    if any(row["entity_id"] != own_id for row in shop.customers.select(where)):
        raise EmailError("This customer email already exists")


def _check_place(shop: Shop, written: Mapping[str, Any]) -> None:
    columns = shop.customers.schema.columns
    for column, table in (("website_id", "core_website"), ("store_id", "core_store")):
        id = columns[column].cast(written[column]) if column in written else None
        if id is not None and id not in shop.table(table):
            raise MissingError(column, id)


def _prepare_address(shop: Shop, written: dict[str, Any]) -> None:
    """Make of an address' values what is written. Raises `AddressError` and `InvalidDateError`."""
    _read_times(shop, written)
    written["street"] = joined_street(written.get("street"))
    errors = address_errors(shop, written)
    if errors:
        raise AddressError("\n".join(errors))
    region, region_id = written.get("region"), written.get("region_id")
    is_number = php.is_numeric(region)
    if is_number or (php.is_empty(region) and not php.is_empty(region_id)):
        found = shop.table("directory_country_region").get(php.to_int(region if is_number else region_id))
        if found is not None and found["country_id"] == written["country_id"]:
            written |= {"region": found["name"], "region_id": found["region_id"]}


def _make_default(shop: Shop, address: Row, values: Mapping[str, Any]) -> None:
    """Make the address the default one where it is said to be; what is not said, or denied, changes nothing."""
    made = {
        attribute: address["entity_id"] for flag, attribute in DEFAULTS.items() if not php.is_empty(values.get(flag))
    }
    if made:
        shop.customers.save(address["parent_id"], {**made, "updated_at": shop.clock.text()})


def _is_missing(value: Any) -> bool:
    if isinstance(value, str):
        return _BLANK.match(value) is not None
    return value is None or value is False or value == [] or value == {} or (isinstance(value, float) and value == 0)


def _first_line(values: Mapping[str, Any]) -> str:
    return php.to_string(values.get("street")).partition("\n")[0]
