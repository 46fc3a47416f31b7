"""The options that an attribute offers: those of its table, and those that the shop makes up for attributes of its own.

Where each order and each label was recorded: transcripts ``v1_attribute_read`` and ``v1_category_scope``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fake_magento.state.clean.settings import SOURCES
from fake_magento.state.eav import ADMIN_STORE
from fake_magento.state.schema import PRODUCT
from fake_magento.state.table import Row

if TYPE_CHECKING:
    from fake_magento.state.shop import Shop

TABLE = "table"
"""The source of attributes whose options are rows of ``eav_attribute_option``."""

BOOLEAN = "boolean"
"""The source of attributes that are yes or no."""

CHOICES = ("select", "multiselect")
"""The inputs that choose of options."""


@dataclass(frozen=True, slots=True)
class Option:
    """What can be chosen: its value, or further options in a group, and its label.

    ``is_id`` says that the value is the id of a row. ``value_first`` is the order in which the server names the two.
    """

    value: Any
    label: str
    is_id: bool = False
    value_first: bool = False

    def described(self, number: Callable[[int], Any]) -> dict[str, Any]:
        """Value and label by name; ``number`` makes of an id what a client reads."""
        value = self.value
        if isinstance(value, tuple):
            value = [each.described(number) for each in value]
        elif self.is_id:
            value = number(value)
        if self.value_first:
            return {"value": value, "label": self.label}
        return {"label": self.label, "value": value}


def source(attribute: Row) -> str | None:
    """The name of the attribute's source, ``None`` where it offers no options."""
    found: str | None = attribute["source"]
    return found or (TABLE if attribute["frontend_input"] in CHOICES else None)


def options(shop: Shop, attribute: Row, store: int = ADMIN_STORE) -> list[Option]:
    """What can be chosen for the attribute (a row of ``eav_attribute``), with the store view's labels; none without a source.

    The first option is often the one of nothing chosen.
    """
    name = source(attribute)
    if name is None:
        return []
    if name == TABLE:
        return [_NOTHING, *_of_table(shop, attribute, store)]
    return [*(_OF_SHOP[name](shop) if name in _OF_SHOP else _fixed(name, attribute))]


def _of_table(shop: Shop, attribute: Row, store: int) -> Iterable[Option]:
    """By position, and of equal position by id; an option that has no label for ``admin`` is not shown."""
    rows = shop.table("eav_attribute_option").select(attribute_id=attribute["attribute_id"])
    for row in sorted(rows, key=lambda row: row["sort_order"]):
        found = shop.table("eav_attribute_option_value").select(option_id=row["option_id"])
        labels = {each["store_id"]: each["value"] for each in found}
        if ADMIN_STORE in labels:
            label = labels.get(store, labels[ADMIN_STORE])
            yield Option(row["option_id"], label, is_id=True, value_first=True)


def _countries(shop: Shop) -> Iterable[Option]:
    """By their names, letter for letter."""
    yield Option("", " ", value_first=True)
    for country in sorted(shop.table("directory_country"), key=lambda row: row["name"] or ""):
        if country["name"]:
            yield Option(country["country_id"], country["name"], value_first=True)


def _product_tax_classes(shop: Shop) -> Iterable[Option]:
    yield Option("0", "None", value_first=True)
    for row in shop.table("tax_class").select(class_type="PRODUCT"):
        yield Option(row["class_id"], row["class_name"], is_id=True, value_first=True)


def _cms_blocks(shop: Shop) -> Iterable[Option]:
    """By their titles."""
    yield Option("", "Please select a static block ...", value_first=True)
    for row in sorted(shop.table("cms_block"), key=lambda row: row["title"]):
        yield Option(row["block_id"], row["title"], is_id=True, value_first=True)


def _sort_by(shop: Shop) -> Iterable[Option]:
    """What lists of products can be sorted by: attributes of products say so of themselves."""
    yield Option("position", "Best Value")
    for row in shop.products.attributes():
        if row["used_for_sort_by"]:
            yield Option(row["attribute_code"], row["frontend_label"] or "")


def _fixed(name: str, attribute: Row) -> Iterable[Option]:
    if name == "design" and attribute["entity_type_id"] == PRODUCT:
        yield Option("", "-- Please Select --", value_first=True)
    for value, label in SOURCES.get(name, ()):
        if isinstance(value, tuple):
            yield Option(tuple(Option(*each) for each in value), label)
        else:
            yield Option(value, label, value_first=value == "" or name in _VALUE_FIRST)


_NOTHING = Option("", "")
_VALUE_FIRST = ("display_mode", "options_container", "status", "visibility")

_OF_SHOP: Mapping[str, Callable[[Shop], Iterable[Option]]] = {
    "cms_block": _cms_blocks,
    "country": _countries,
    "sort_by": _sort_by,
    "tax_class": _product_tax_classes,
}
"""Sources whose options are what the shop has."""
