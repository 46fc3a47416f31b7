"""What answers of custom options and of their values have in common."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fake_magento.api.request import Request


def described_value(request: Request, value: Mapping[str, Any]) -> dict[str, Any]:
    """A value of an option (see `fake_magento.state.custom_options.shown_value`) as lists of values give it."""
    shown = request.row(value, ("title", "price", "price_type", "sku", "sort_order"))
    return {"value_id": request.database_number(value["option_type_id"]), **shown}
