"""The customers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fake_magento.entities.base import (
    VALUES,
    VALUES_AND_LISTS,
    Entities,
    Entry,
    FileContent,
    in_words_of_an_entry,
    numbered,
    or_undone,
    refused_as,
    the_one,
)
from fake_magento.entities.customer_groups import group_id
from fake_magento.fixture_shape import TEXT, Items, Section
from fake_magento.nearest import nearest
from fake_magento.state import Row, Shop, StateError
from fake_magento.state.customers import (
    addresses_of,
    attributes,
    create_address,
    create_customer,
    delete_customer,
    update_customer,
)

_SECRET = ("password_hash", "rp_token", "confirmation", "updated_at")
_OF_ADDRESS = ("default_billing", "default_shipping")
_DEFAULTS = {"default_billing": "is_default_billing", "default_shipping": "is_default_shipping"}
_FILLED_IN = {"website_id": 1, "store_id": 1}
"""What a customer has that a tester adds without saying more."""


class CustomerView:
    """A customer of the fake's shop. What is asked is answered as it is now, and raises `LookupError` once he is gone."""

    def __init__(self, shop: Shop, id: int) -> None:
        self._shop = shop
        self.id = id

    def __repr__(self) -> str:
        return f"<customer {self.id}>"

    @property
    def _customer(self) -> Row:
        with self._shop.lock:
            found = self._shop.customers.get(self.id)
        if found is None:
            raise LookupError(f"the customer {self.id} is gone")
        return found

    @property
    def email(self) -> str | None:
        """The e-mail address."""
        found: str | None = self._customer["email"]
        return found

    @property
    def attributes(self) -> Mapping[str, Any]:
        """The values of the attributes by code, as the shop keeps them; ``None`` for none."""
        with self._shop.lock:
            return self._shop.customers.values(self._customer)

    @property
    def addresses(self) -> list[Mapping[str, Any]]:
        """The addresses, each by code of its attributes, the first made first."""
        with self._shop.lock:
            rows = addresses_of(self._shop, self._customer["entity_id"])
            rows.sort(key=lambda row: row["entity_id"])
            return [self._shop.addresses.values(row) for row in rows]


class Customers(Entities[CustomerView]):
    """The customers by e-mail address, whatever the case, where just one has it; an id finds any of them."""

    section = "customers"
    one = "customer"
    table = "customer_entity"
    named_by = "email"
    shape = Section({"email": TEXT, "id": int, "values": VALUES, "addresses": Items(VALUES_AND_LISTS)}, 1)

    @in_words_of_an_entry()
    def add(
        self,
        email: str,
        *,
        id: int | None = None,
        values: Mapping[str, Any] | None = None,
        addresses: Sequence[Mapping[str, Any]] = (),
        **more: Any,
    ) -> CustomerView:
        """Add a customer of the website ``base``, as the API makes one.

        ``values`` (or, for short, further words) are those of attributes by code, such as ``firstname`` and
        ``password``; ``group_id`` may be the name of a group, too. ``addresses`` are such mappings of addresses, with
        ``is_default_billing`` and ``is_default_shipping``.

        Raises `StateError` where the e-mail address or the id is taken, for attributes and groups that there are not, and for
        an address that the shop refuses; nothing is added then.
        """
        shop = self._shop
        with shop.lock:
            whose = f"the customer {email!r}"
            with refused_as(whose):
                given = {**_FILLED_IN, **self._given_once(values, more), "email": email}
                self._check(given, [*attributes(shop.customers), "password"], "customers")
                if id is not None and id in shop.customers:
                    raise StateError(f"a customer has the id {id} already")
                if id is not None:
                    shop.customers.count_from(max(id, shop.customers.next_id))
                new: int = create_customer(shop, given)["entity_id"]
            known = [*attributes(shop.addresses), *_DEFAULTS.values()]
            with or_undone(lambda: delete_customer(shop, new)):
                for number, address in enumerate(addresses, 1):
                    with refused_as(f"address {number} of {whose}", address):
                        self._check(address, known, "addresses")
                        create_address(shop, new, address)
            return CustomerView(shop, new)

    def add_many(self, count: int, *, email: str = "customer-{}@example.com", **more: Any) -> list[CustomerView]:
        """Add ``count`` customers.

        ``email`` is the pattern of their e-mail addresses, of which ``{}`` is the number of each from 1, and ``more`` are
        further words of `add`, the same for each. Raises `StateError` as `add`, and adds none then.
        """
        with self._whole():
            return [self.add(each, **more) for each in numbered(email, count)]

    @in_words_of_an_entry()
    def update(self, customer: str | int, *, values: Mapping[str, Any] | None = None, **more: Any) -> CustomerView:
        """Change a customer, by e-mail address or id, as somebody in the shop's back office does: no call is counted.

        ``values`` (or, for short, further words) are those of attributes by code, as in `add`; ``email`` is one of them, a
        password is not. What is not given, or null, stays.

        Raises `KeyError` for a customer that there is not, and `StateError` as `add`; nothing has changed then.
        """
        shop = self._shop
        with shop.lock, refused_as(f"the customer {customer!r}"):
            id = self[customer].id
            given = self._given_once(values, more)
            self._check(given, [*attributes(shop.customers)], "customers")
            return self.made(update_customer(shop, id, given))

    def remove(self, customer: str | int) -> None:
        """Take a customer away, by e-mail address or id, with addresses and tags; the orders stay. Raises `KeyError`."""
        with self._shop.lock:
            delete_customer(self._shop, self[customer].id)

    def _given_once(self, values: Mapping[str, Any] | None, more: Mapping[str, Any]) -> dict[str, Any]:
        """The values of both, the id of a group for its name. Raises `StateError` for what is in both."""
        more = self.words_taken({"values": more})["values"]
        twice = [*more.keys() & (values or {}).keys()]
        if twice:
            raise StateError(f"{twice[0]!r} is given twice")
        given = {**(values or {}), **more}
        if isinstance(given.get("group_id"), str):
            given["group_id"] = group_id(self._shop, given["group_id"])
        return given

    def _check(self, given: Mapping[str, Any], known: Sequence[str], whose: str) -> None:
        for code in given:
            if code not in known:
                raise StateError(f"{whose} have no attribute {code!r}{nearest(code, known)}")

    def made(self, row: Row) -> CustomerView:
        return CustomerView(self._shop, row["entity_id"])

    def load(self, entry: Entry, content: FileContent) -> None:
        self.add(**entry)

    def dump(self) -> list[Entry]:
        """Without passwords, which nobody can read."""
        return [self._entry(row) for row in self._shop.customers]

    def _entry(self, row: Row) -> Entry:
        shop = self._shop
        values = shop.customers.values(row)
        return {
            "email": row["email"] or "",
            "id": row["entity_id"],
            "values": {
                **dict.fromkeys(code for code in _FILLED_IN if values.get(code) is None),
                **_given(values, attributes(shop.customers), ("email", *_SECRET, *_OF_ADDRESS)),
            },
            "addresses": [
                {
                    **_given(shop.addresses.values(each), attributes(shop.addresses), ("updated_at",)),
                    **{
                        word: True
                        for code, word in _DEFAULTS.items()
                        if str(values.get(code) or "") == str(each["entity_id"])
                    },
                }
                for each in sorted(addresses_of(shop, row["entity_id"]), key=lambda each: each["entity_id"])
            ],
        }


def customer_of(shop: Shop, customer: str | int) -> Row:
    """The customer of that e-mail address or id. Raises `StateError` where there is none."""
    customers = shop.customers
    row = customers.get(customer) if isinstance(customer, int) else None
    found = customers.select(email=customer) if isinstance(customer, str) else [row] if row is not None else []
    if not found:
        there = customers.ids() if isinstance(customer, int) else [str(each["email"]) for each in customers]
        raise StateError(f"no customer {customer!r}{nearest(customer, there)}")
    return the_one("customers", customer, found, "entity_id")


def _given(values: Mapping[str, Any], known: Mapping[str, Any], without: Sequence[str]) -> dict[str, Any]:
    return {code: values[code] for code in known if values.get(code) is not None and code not in without}
