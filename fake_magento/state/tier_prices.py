"""Prices of a product by customer group: tier prices, which count from a quantity on, and group prices.

Source: the transcript ``v1_tier_prices``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from fake_magento.state import settings
from fake_magento.state.errors import MissingError, StateError
from fake_magento.state.table import Row, Table

if TYPE_CHECKING:
    from fake_magento.state.database import Database

TIER_PRICES = "catalog_product_entity_tier_price"
GROUP_PRICES = "catalog_product_entity_group_price"
"""The tables of both kinds of prices."""

ALL_GROUPS = 32000
"""What stands for all customer groups."""

_DUPLICATE = {
    TIER_PRICES: "Duplicate website tier price customer group and quantity.",
    GROUP_PRICES: "Duplicate website group price customer group.",
}


class DuplicatePriceError(StateError):
    """Two prices for one website, customer group and quantity; the message is what the shop says."""


class Price(NamedTuple):
    """A price in a website (0 for all) for a customer group (`ALL_GROUPS` for all), as a tester or a client gives it.

    A tier price that counts from the quantity 0 on is left out; of a group price the quantity means nothing.
    """

    website_id: int
    group_id: Any
    value: Any
    qty: float = 1.0


@dataclass(frozen=True)
class PriceChange:
    """What is to be done to make given prices all of a product's; see `price_change`."""

    table: Table
    removed: Sequence[int]
    updated: Sequence[tuple[int, Any]]
    new: Sequence[dict[str, Any]]

    def save(self) -> None:
        """Do it."""
        for id in self.removed:
            self.table.delete(id)
        for id, value in self.updated:
            self.table.update(id, value=value)
        for values in self.new:
            self.table.insert(values)


def prices_of(database: Database, table: str, product_id: int) -> list[Row]:
    """The prices of a product, by quantity, those for all groups last."""

    def order(row: Row) -> Any:
        return float(row.get("qty", 1)), row["all_groups"], row["customer_group_id"], row["website_id"]

    return sorted(database[table].select(entity_id=product_id), key=order)


def check_prices(database: Database, table: str, prices: Iterable[Price]) -> None:
    """Raises `DuplicatePriceError` where two prices are for the same, a website's and one of all websites among them."""
    keys = [_key(_columns(database[table], price)) for price in prices]
    found = set(keys)
    in_all_websites = {(0, *key[1:]) for key in keys if key[0]}
    if len(found) < len(keys) or found & in_all_websites:
        raise DuplicatePriceError(_DUPLICATE[table])


def price_change(database: Database, table: str, product_id: int, prices: Iterable[Price]) -> PriceChange:
    """What makes these prices all of a product's.

    Prices of a website are left out where prices are the same everywhere. Raises as `check_prices` does, and `MissingError`
    for a customer group that there is not, which uses up a number for each new price up to that one.
    """
    given = [*prices]
    check_prices(database, table, given)
    is_global = not settings.prices_are_by_website(database.config)
    wanted = {}
    for price in given:
        if price.qty and not (is_global and price.website_id):
            columns = _columns(database[table], price)
            wanted[_key(columns)] = {**columns, "value": price.value, "entity_id": product_id}
    there = {_key(row): row["value_id"] for row in database[table].select(entity_id=product_id)}
    new = [columns for key, columns in wanted.items() if key not in there]
    for number, columns in enumerate(new, 1):
        group_id = columns["customer_group_id"]
        if group_id not in database["customer_group"]:
            for _ in range(number):
                database[table].use_up()
            raise MissingError("customer_group_id", group_id)
    return PriceChange(
        database[table],
        [id for key, id in there.items() if key not in wanted],
        [(id, wanted[key]["value"]) for key, id in there.items() if key in wanted],
        new,
    )


def _columns(table: Table, price: Price) -> dict[str, Any]:
    """What the columns make of what a price is for."""
    is_for_all = price.group_id == ALL_GROUPS
    values = {
        "website_id": price.website_id,
        "all_groups": int(is_for_all),
        "customer_group_id": 0 if is_for_all else price.group_id,
        "qty": price.qty,
    }
    return table.schema.cast({name: value for name, value in values.items() if name in table.schema.columns})


def _key(row: Row) -> tuple[Any, ...]:
    return row["website_id"], row["all_groups"], row["customer_group_id"], row.get("qty")
