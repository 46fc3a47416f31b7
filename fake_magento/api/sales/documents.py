"""What orders, invoices, shipments and credit memos have in common: how they are found, listed and told.

Source of the rules: the transcripts ``v1_order_filters``, ``v1_invoice``, ``v1_shipment``, ``v1_creditmemo`` and their twins.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from fake_magento import php
from fake_magento.api.declare import Fault
from fake_magento.api.filters import Field, QueryError, UnknownFieldError, parse_filters, select
from fake_magento.api.request import DATABASE_AMBIGUOUS, DATABASE_SYNTAX, DATABASE_UNKNOWN, Request, one_value
from fake_magento.state import Row, Table
from fake_magento.state.documents import Quantities, comments
from fake_magento.state.order_life import OrderItem, amount

_ID = "entity_id"

OLDER_NAMES = {"base_weee_tax_applied_row_amnt": "base_weee_tax_applied_row_amount", "track_number": "number"}
"""Columns of documents that are told under an older name, too."""


def told(request: Request, row: Row, id: str = "", older_names: Mapping[str, str] = OLDER_NAMES) -> dict[str, Any]:
    """A row as it is told: its columns without its own id, which stands at the end under the name ``id``.

    Behind a column of ``older_names`` stands the same value under its older name.
    """
    number = request.flavour.database_number
    result: dict[str, Any] = {}
    for name, value in row.items():
        if type(value) is int:
            value = number(value)
        result[name] = value
        if name in older_names:
            result[older_names[name]] = value
    own = result.pop(_ID, None)  # an item of an order has an id of another name
    if id:
        result[id] = own
    return result


def told_comments(request: Request, kind: str, document: Row) -> list[dict[str, Any]]:
    """The comments on a document, as they are told."""
    return [told(request, each, "comment_id") for each in comments(request.shop, kind, document[_ID])]


def told_items(request: Request, kind: str, document: Row) -> list[dict[str, Any]]:
    """The items of a document, as they are told."""
    rows = request.shop.table(f"sales_flat_{kind}_item").select(parent_id=document[_ID])
    return [told(request, each, "item_id") for each in rows]


def find_order(request: Request, increment_id: Any, missing: Fault) -> Row:
    """The order of that number; what is a number to a client is compared as one. Raises ``missing``.

    Several in an array are fault 1.
    """
    increment_id = one_value(increment_id)
    order = None
    if increment_id is not None:
        orders = request.shop.table("sales_flat_order")
        order = orders.find(increment_id=php.to_string(increment_id))
        if order is None and type(increment_id) in (int, float):
            order = next((row for row in orders if php.to_float(row["increment_id"] or "") == increment_id), None)
    if order is None:
        raise missing
    return order


def find_document(request: Request, kind: str, increment_id: Any, missing: Fault) -> Row:
    """The document of that number, which is a filter like any other: of several it is the first. Raises ``missing``."""
    found = _select(request.shop.table(f"sales_flat_{kind}"), {"increment_id": increment_id})
    if not found:
        raise missing
    return found[0]


def listed(
    table: Table,
    filters: Any,
    names: Mapping[str, str],
    fields: Mapping[str, Field] | None = None,
    joined: Iterable[str] = (),
) -> list[Row]:
    """The rows that meet the filters. Raises fault 1 for what the database refuses.

    ``names`` are fields that the API calls otherwise, ``fields`` others than the table's, ``joined`` the columns of tables
    that the database joins twice: it cannot tell which of both a filter means.
    """
    return _select(table, parse_filters(filters, names), fields, joined)


def _select(
    table: Table, parsed: Mapping[Any, Any], fields: Mapping[str, Field] | None = None, joined: Iterable[str] = ()
) -> list[Row]:
    try:
        return select(table, parsed, fields=fields)
    except UnknownFieldError as error:
        raise Fault(1, DATABASE_AMBIGUOUS if error.field in joined else DATABASE_UNKNOWN) from None
    except QueryError:
        raise Fault(1, DATABASE_SYNTAX) from None


def quantities(value: Any, items: Iterable[OrderItem]) -> Quantities:
    """The quantities that a client gives for these items of an order; an empty array is all that is open.

    PHP reads a text by the place of the letter, and counts what it does not find: that raises `fake_magento.php.PhpError`
    for anything but an array.
    """
    if isinstance(value, php.PhpObject):
        raise php.PhpError("Cannot use object of type stdClass as array")
    if isinstance(value, str):
        letters = {item.id: value[item.id] for item in items if item.id < len(value)}
        value = value if len(letters) < len([*items]) else letters
    if not php.count(value):
        return None
    by_item = value if isinstance(value, dict) else dict(enumerate(value))
    return {item.id: number(by_item[item.id]) for item in items if by_item.get(item.id) is not None}


def number(value: Any) -> Decimal:
    """A number as a client writes it: a comma is a decimal point too, or parts thousands; what is none is 0."""
    if isinstance(value, str):
        text = value.replace("'", "").replace(" ", "")
        if text.rfind(",") > -1 and "." in text:
            text = text.replace(".", "").replace(",", ".") if text.find(",") > text.find(".") else text.replace(",", "")
        return amount(php.to_float(text.replace(",", ".")))
    if isinstance(value, float):
        return amount(value)
    return amount(php.to_int(value))


def text_of_comment(comment: Any) -> str | None:
    """A comment as text; null is none."""
    return None if comment is None else php.to_string(comment)
