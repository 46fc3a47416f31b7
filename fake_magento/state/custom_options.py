"""Custom options of products, and the values that are chosen from: titles by store view, prices, and what a save does.

Sources: the transcripts ``v1_option_data`` and ``v1_option_value``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from fake_magento import php
from fake_magento.state.collation import collate
from fake_magento.state.columns import varchar
from fake_magento.state.eav import ADMIN_STORE
from fake_magento.state.errors import MissingError, NullError, StateError
from fake_magento.state.option_rows import (
    OPTION_PRICES,
    OPTION_TITLES,
    OPTIONS,
    VALUE_PRICES,
    VALUE_TITLES,
    VALUES,
)
from fake_magento.state.products import ProductChange, save_product
from fake_magento.state.table import Row

if TYPE_CHECKING:
    from fake_magento.state.shop import Shop

TYPES = {
    "field": "Field",
    "area": "Area",
    "file": "File",
    "drop_down": "Drop-down",
    "radio": "Radio Buttons",
    "checkbox": "Checkbox",
    "multiple": "Multiple Select",
    "date": "Date",
    "date_time": "Date & Time",
    "time": "Time",
}
"""The types of options, and what they are called."""

_CHOICES = ("drop_down", "radio", "checkbox", "multiple")
_OPTION_COLUMNS = ("type", "is_require", "sku", "max_characters", "file_extension", "image_size_x", "image_size_y")
_MAX_TITLE = 255


class NoValuesError(StateError):
    """An option that is chosen from values, saved without any."""

    def __init__(self) -> None:
        super().__init__("Select type options required values rows.")


def is_choice(type: Any) -> bool:
    """Whether options of the type are chosen from values."""
    return type in _CHOICES


def options_of(shop: Shop, product_id: int, store: int = ADMIN_STORE) -> list[dict[str, Any]]:
    """A product's options as the store view shows them (see `shown_option`), by sort order and title."""
    shown = [shown_option(shop, row, store) for row in shop.table(OPTIONS).select(product_id=product_id)]
    return sorted(shown, key=by_order_and_title)


def shown_option(shop: Shop, row: Row, store: int = ADMIN_STORE) -> dict[str, Any]:
    """A row of the options with ``title``, ``price`` and ``price_type`` as the store view shows them."""
    return {**row, **_texts(shop, (OPTION_TITLES, OPTION_PRICES), {"option_id": row["option_id"]}, store)}


def values_of(shop: Shop, option_id: int, store: int = ADMIN_STORE) -> list[dict[str, Any]]:
    """An option's values as the store view shows them (see `shown_value`), by their ids."""
    return [shown_value(shop, row, store) for row in shop.table(VALUES).select(option_id=option_id)]


def shown_value(shop: Shop, row: Row, store: int = ADMIN_STORE) -> dict[str, Any]:
    """A row of the values with its title and its price: of ``admin``, of the store view, and as shown there."""
    return {**row, **_texts(shop, (VALUE_TITLES, VALUE_PRICES), {"option_type_id": row["option_type_id"]}, store)}


def by_order_and_title(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """What options, links and samples are sorted by: their order, and by the title where that is the same, none first."""
    title = row["title"]
    return (row["sort_order"], title is not None, collate(title or ""))


def save_option(shop: Shop, product: Row, data: Mapping[str, Any], store: int = ADMIN_STORE) -> None:
    """Save an option of a product in a store view, and the product with it, which then has options.

    ``data`` are columns of the option, among them ``option_id`` for one that there is, its ``title`` and ``price``, and
    ``values`` as `save_values` takes them. What is not given becomes the column's default in a new option and stays in one
    that there is; of the title and the price that ``admin`` has, only a save in ``admin`` changes anything. Where it raises
    `NoValuesError`, `NullError` or `MissingError`, or the product cannot be saved, nothing is kept but the used ids.
    """
    options = shop.table(OPTIONS)
    id = None if php.equals(data.get("option_id"), "0") else data.get("option_id")
    values = php.values(data["values"]) if php.is_array(data.get("values")) else None
    refused = _refused(shop, id, data, values)
    if refused is not None:
        raise refused
    product = save_product(shop, product, ProductChange({"has_options": 1}), store)
    columns = {"product_id": product["entity_id"]}
    columns |= {
        name: data[name] for name in (*_OPTION_COLUMNS, "sort_order") if _is_written(options.schema, data, name)
    }
    row = options.insert(columns) if id is None else options.update(php.to_int(id), columns)
    owner = {"option_id": row["option_id"]}
    if not is_choice(data.get("type")):
        price = {name: data[name] for name in ("price", "price_type") if data.get(name) is not None}
        _write_in_admin(shop, OPTION_PRICES, owner, price, store)
    _write_title(shop, OPTION_TITLES, owner, data.get("title"), store)
    if values is not None:
        save_values(shop, row["option_id"], values, store)


def save_values(shop: Shop, option_id: int, rows: Sequence[Mapping[str, Any]], store: int = ADMIN_STORE) -> None:
    """Save values of an option in a store view, one after the other.

    A row has ``title``, ``price``, ``price_type``, ``sku`` and ``sort_order``, and ``option_type_id`` where it is a value that
    there is, which may be another option's until then. Raises `NullError` for a new value without a type of price, which uses
    an id up, and `MissingError` for an unknown one; the rows before that are saved.
    """
    table = shop.table(VALUES)
    for row in rows:
        refused = _refused_value(shop, row)
        if refused is not None:
            _use_up_ids(shop, [row])
            raise refused
        columns = {"option_id": option_id}
        columns |= {name: row[name] for name in ("sku", "sort_order") if _is_written(table.schema, row, name)}
        id = _value_id(row)
        value = table.insert(columns) if id is None else table.update(php.to_int(id), columns)
        owner = {"option_type_id": value["option_type_id"]}
        price = {"price": row.get("price"), "price_type": row.get("price_type")}
        _write_in_admin(shop, VALUE_PRICES, owner, price, store)
        title = row.get("title")
        _write_title(shop, VALUE_TITLES, owner, title if title is None else varchar(_MAX_TITLE, title), store)


def _texts(shop: Shop, tables: tuple[str, str], owner: dict[str, int], store: int) -> dict[str, Any]:
    """Title and price of an option or a value: ``default_`` of ``admin``, ``store_`` of the store view, and what is shown."""
    found: dict[str, Any] = {}
    for table, names in zip(tables, (("title",), ("price", "price_type")), strict=True):
        default, own = (shop.table(table).find({**owner, "store_id": each}) for each in (ADMIN_STORE, store))
        found |= {f"default_{name}": None if default is None else default[name] for name in names}
        found |= {f"store_{name}": None if own is None else own[name] for name in names}
        is_own = own is not None and own[names[0]] is not None
        found |= {name: found[f"store_{name}" if is_own else f"default_{name}"] for name in names}
    return found


def _write_in_admin(shop: Shop, table: str, owner: dict[str, int], values: dict[str, Any], store: int) -> None:
    """Write values for all store views, unless they are there and another store view than ``admin`` is written."""
    there = shop.table(table).find({**owner, "store_id": ADMIN_STORE})
    if there is None:
        shop.table(table).insert({**owner, "store_id": ADMIN_STORE, **values})
    elif store == ADMIN_STORE:
        shop.table(table).update(there[shop.table(table).schema.id], values)


def _write_title(shop: Shop, table: str, owner: dict[str, int], title: Any, store: int) -> None:
    _write_in_admin(shop, table, owner, {"title": title}, store)
    if store != ADMIN_STORE:
        shop.table(table).put({**owner, "store_id": store, "title": title})


def _is_written(schema: Any, data: Mapping[str, Any], name: str) -> bool:
    """Whether a column is written: nothing at all is kept back from one that must have something."""
    return name in data and (data[name] is not None or schema.columns[name].nullable)


def _value_id(row: Mapping[str, Any]) -> Any:
    id = row.get("option_type_id")
    return None if php.equals(id, "-1") else id


def _refused_value(shop: Shop, row: Mapping[str, Any]) -> StateError | None:
    """Why the database refuses a value, ``None`` where it does not."""
    id = _value_id(row)
    if id is not None and php.to_int(id) not in shop.table(VALUES):
        return MissingError("option_type_id", id)
    return NullError("price_type") if id is None and row.get("price_type") is None else None


def _refused(shop: Shop, id: Any, data: Mapping[str, Any], values: list[Mapping[str, Any]] | None) -> StateError | None:
    """Why an option cannot be saved with its values, ``None`` where it can; uses up the ids that were given until then."""
    refused: StateError | None = None
    saved: list[Mapping[str, Any]] = []
    if id is not None and php.to_int(id) not in shop.table(OPTIONS):
        refused = MissingError("option_id", id)
    elif values is None and is_choice(data.get("type")):
        refused = NoValuesError()
    else:
        for row in values or ():
            saved.append(row)
            refused = _refused_value(shop, row)
            if refused is not None:
                break
    if refused is not None:
        if id is None:
            shop.table(OPTIONS).use_up()
        _use_up_ids(shop, saved)
    return refused


def _use_up_ids(shop: Shop, rows: Sequence[Mapping[str, Any]]) -> None:
    for row in rows:
        if _value_id(row) is None:
            shop.table(VALUES).use_up()
