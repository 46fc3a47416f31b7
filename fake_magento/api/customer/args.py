"""Arguments that many methods in this folder have, and how its entities are found and told."""

from __future__ import annotations

from typing import Any

from fake_magento import php
from fake_magento.api.declare import Arg
from fake_magento.api.request import Request
from fake_magento.state import EavTable, Row

CUSTOMER_ID = Arg("customerId", "int", refers_to="customer")


def load(table: EavTable, id: Any) -> Row | None:
    """The entity that ``id`` means, ``None`` where there is none: the database compares numbers, so that ``1abc`` is 1.

    An array of one is what is in it (``v1_customer``).
    """
    while php.is_array(id) and len(id) == 1:
        [id] = php.values(id)
    number = php.to_float(php.to_string(id))
    return table.get(int(number)) if number.is_integer() else None


def told(request: Request, table: EavTable, row: Row) -> dict[str, Any]:
    """The columns and the attributes of an entity that have a value, as this flavour's PHP reads them from the database."""
    values = table.values(row)
    return {code: request.database_number(value) for code, value in values.items() if value is not None}


def with_time_zone(time: str | None) -> str | None:
    """A time as ``info`` tells it: that of ISO 8601. The zero date is the last day before the year 0 began."""
    if time is None:
        return None
    day, _, rest = time.partition(" ")
    return f"{'-0001-11-30' if day == '0000-00-00' else day}T{rest}+00:00"
