"""Arguments that many methods in this folder have, and how its entities are told."""

from __future__ import annotations

from typing import Any

from fake_magento.api.declare import Arg
from fake_magento.api.request import Request
from fake_magento.state import EavTable, Row

CUSTOMER_ID = Arg("customerId", "int", refers_to="customer")


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
