"""Attributes, their options and labels. Sources: the transcripts ``v1_attribute_write`` and ``v1_attribute_options``."""

from __future__ import annotations

import calendar
import re
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from fake_magento import php
from fake_magento.state.columns import text
from fake_magento.state.dates import InvalidDateError, read_date
from fake_magento.state.eav import ADMIN_STORE
from fake_magento.state.errors import MissingError, StateError
from fake_magento.state.schema import PRODUCT, SCHEMAS
from fake_magento.state.sources import BOOLEAN, CHOICES, TABLE
from fake_magento.state.table import Row

if TYPE_CHECKING:
    from fake_magento.state.shop import Shop

GLOBAL = "global"
SCOPES = ("store", GLOBAL, "website")
"""The scopes by the numbers that Magento's column ``is_global`` has for them."""

INPUTS = {
    "text": "varchar",
    "textarea": "text",
    "date": "datetime",
    "boolean": "int",
    "multiselect": "text",
    "select": "int",
    "price": "decimal",
    "media_image": "varchar",
    "weee": "static",
}
"""The inputs that a new attribute can have, and the type of the values that each makes of it."""

_BACKENDS = {"date": "datetime", "multiselect": "array", "price": "price", "weee": "weee"}
_SOURCES = {"boolean": BOOLEAN, "multiselect": TABLE, "select": TABLE}
_TAXED_TYPES = "simple,configurable,virtual,bundle,downloadable"

CODE = re.compile(r"[a-z][a-z_0-9]{0,254}\n?")
"""What a code is; the newline is what PHP's ``$`` lets pass."""

_MAX_CODE = 30
_RESERVED = frozenset(
    """
    attribute_default_value attribute_text attributes cache_id_tags cache_id_tags_with_categories cache_tags category
    category_collection category_id category_ids collection cross_sell_link_collection cross_sell_product_collection
    cross_sell_product_ids cross_sell_products custom_design_date custom_option custom_options data data_set_default
    data_using_method default_attribute_set_id entity_id exists_store_value_flag final_price formated_price
    formated_tier_price gift_message_available group_price grouped_link_collection id id_by_sku id_field_name image_url
    is_salable is_virtual link_instance locked_attributes media_attributes media_config media_gallery_images
    minimal_price name option_by_id option_instance options orig_data position preconfigured_values price price_model
    product_entities_info product_options_collection product_url related_link_collection related_product_collection
    related_product_ids related_products reserved_attributes resource resource_collection resource_name sku
    small_image_url special_from_date special_price special_to_date status store_id store_ids thumbnail_url tier_price
    tier_price_count type_instance up_sell_link_collection up_sell_product_collection up_sell_product_ids
    up_sell_products url_in_store url_model url_path visible_in_catalog_statuses visible_in_site_visibilities
    visible_statuses website_ids website_store_ids weight
    """.split()
)
"""Codes that attributes which are not the shop's own cannot have: whatever a product can be asked for otherwise."""

_NUMBER = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?", re.ASCII)
_TIMESTAMP = re.compile(r"-?\d+", re.ASCII)

# What a save never takes from its values: what a row is, and what follows from its other columns.
_KEPT = ("attribute_id", "entity_type_id", "backend_type", "backend", "source", "scope")
_WRITTEN_BY_RULE = ("apply_to", "default_value", "frontend_label", "is_html_allowed_on_front")
_ATTRIBUTES = "eav_attribute"
_LABELS = "eav_attribute_label"
_OPTIONS = "eav_attribute_option"
_OPTION_LABELS = "eav_attribute_option_value"
_GROUPS = "eav_attribute_group"
_PLACES = "eav_entity_attribute"

Labels = Mapping[Any, Any]
"""Labels by the id of the store view."""


class InvalidAttributeError(StateError):
    """An attribute that cannot be saved; the message is what the shop says."""


def find_attribute(shop: Shop, key: int | str) -> Row | None:
    """The attribute of that id or code, of whatever entities; of several with the code the one with the least id."""
    table = shop.table(_ATTRIBUTES)
    return table.get(key) if isinstance(key, int) else table.find(attribute_code=key)


def attribute_of(shop: Shop, entity_type: int, key: int | str) -> Row | None:
    """The attribute of that id or code (in its exact case) among those of an entity type; ``None`` where it has none."""
    table = shop.table(_ATTRIBUTES)
    found = table.get(key) if isinstance(key, int) else table.find(entity_type_id=entity_type, attribute_code=key)
    if (
        found is None
        or found["entity_type_id"] != entity_type
        or (isinstance(key, str) and found["attribute_code"] != key)
    ):
        return None
    return found


def attributes_in_set(shop: Shop, entity_type: int, set_id: int) -> list[Row]:
    """The attributes of an entity type that stand in a set, by the orders of their groups and within these, then by id."""
    groups, attributes = shop.table(_GROUPS), shop.table(_ATTRIBUTES)
    found = []
    for place in shop.table(_PLACES).select(attribute_set_id=set_id):
        attribute, group = attributes[place["attribute_id"]], groups[place["attribute_group_id"]]
        if attribute["entity_type_id"] == entity_type:
            found.append((group["sort_order"], place["sort_order"], attribute["attribute_id"], attribute))
    return [attribute for *_, attribute in sorted(found, key=lambda each: each[:3])]


def labels_of(shop: Shop, attribute: Row) -> dict[int, str]:
    """The attribute's labels by store view; that of ``admin`` is its own column and not among them."""
    rows = shop.table(_LABELS).select(attribute_id=attribute["attribute_id"])
    return {row["store_id"]: row["value"] for row in rows}


def create_attribute(shop: Shop, values: Mapping[str, Any], labels: Labels | None) -> Row:
    """A new attribute of products; the row.

    ``values`` are columns of ``eav_attribute`` (others are ignored), among them a code that is valid and an input;
    ``labels`` are all its labels, or ``None``. Raises `InvalidAttributeError` and, which uses an id up, `MissingError`.
    """
    frontend_input = values["frontend_input"]
    new = {
        "entity_type_id": PRODUCT,
        "backend_type": INPUTS.get(frontend_input, "static"),
        "backend": _BACKENDS.get(frontend_input),
        "source": _SOURCES.get(frontend_input),
        "is_user_defined": 1,
    }
    columns = _checked({"attribute_code": "", **_columns(values), **new}, labels)
    if shop.table(_ATTRIBUTES).find(entity_type_id=PRODUCT, attribute_code=columns["attribute_code"]) is not None:
        raise InvalidAttributeError("Attribute with the same code already exists.")
    with shop.database.transaction(_ATTRIBUTES, _LABELS):
        row = shop.table(_ATTRIBUTES).insert(columns)
        _save_labels(shop, row, labels)
        return row


def update_attribute(shop: Shop, attribute: Row, values: Mapping[str, Any], labels: Labels | None = None) -> Row:
    """Save an attribute with these values, as `create_attribute` takes them; the new row.

    Labels that are given are all that it then has. Where it becomes global, products lose what they have of it in store views.
    Raises `InvalidAttributeError` and `MissingError`.
    """
    columns = _columns(values)
    if has_no_source(attribute):
        columns["source"] = TABLE
    checked = _checked({**attribute, **columns}, labels)
    columns |= {name: checked[name] for name in _WRITTEN_BY_RULE}
    code = checked["attribute_code"]
    there = shop.table(_ATTRIBUTES).find(entity_type_id=attribute["entity_type_id"], attribute_code=code)
    if there is not None and there["attribute_id"] != attribute["attribute_id"]:
        raise InvalidAttributeError("Attribute with the same code already exists.")
    with shop.database.transaction(_ATTRIBUTES, _LABELS):
        row = shop.table(_ATTRIBUTES).update(attribute["attribute_id"], columns)
        _save_labels(shop, row, labels)
    if row["scope"] == GLOBAL and attribute["scope"] != GLOBAL:
        _take_values_of_store_views(shop, row)
    return row


def _take_values_of_store_views(shop: Shop, attribute: Row) -> None:
    """Leave products only the values for ``admin``."""
    products = shop.products
    for product in products:
        values = products.stored(product, attribute)
        if values.keys() - {ADMIN_STORE}:
            kept = {store: value for store, value in values.items() if store == ADMIN_STORE}
            products.write(product["entity_id"], attribute, kept)


def _columns(values: Mapping[str, Any]) -> dict[str, Any]:
    """What of the values a row can take; null does not change a column that cannot be null."""
    known = SCHEMAS[_ATTRIBUTES].columns
    found = {
        name: value
        for name, value in values.items()
        if name in known and name not in _KEPT and (value is not None or known[name].nullable)
    }
    if "is_global" in values:
        number = values["is_global"]
        found["scope"] = SCOPES[number if number in range(len(SCOPES)) else 0]
    return found


def has_no_source(attribute: Row) -> bool:
    """A clean shop has attributes to choose from of which nothing says where their options are, until they are saved."""
    return attribute["frontend_input"] in CHOICES and not attribute["source"]


def _checked(columns: Mapping[str, Any], labels: Labels | None) -> dict[str, Any]:
    """The columns as they are written. Raises `InvalidAttributeError`."""
    made = dict(columns)
    code = text(made["attribute_code"])
    if len(code) > _MAX_CODE:
        raise InvalidAttributeError(f"Maximum length of attribute code must be less then {_MAX_CODE} symbols")
    made["default_value"] = written_default(made["backend_type"], made.get("default_value"))
    if made.get("is_user_defined") and code in _RESERVED:
        raise InvalidAttributeError(
            f"The attribute code '{code}' is reserved by system. Please try another attribute code"
        )
    if labels is not None:
        if labels.get(ADMIN_STORE) in (None, ""):
            raise InvalidAttributeError("Frontend label is not defined")
        made["frontend_label"] = labels[ADMIN_STORE]
    else:
        made.setdefault("frontend_label", None)
    made.setdefault("is_html_allowed_on_front", 0)
    made.setdefault("apply_to", None)
    if made["frontend_input"] == "weee" and not made["apply_to"]:
        made["apply_to"] = _TAXED_TYPES
    if made["frontend_input"] == "textarea" and not php.is_empty(made.get("is_wysiwyg_enabled")):
        made["is_html_allowed_on_front"] = 1
    return made


def written_default(backend_type: str, value: Any) -> str | None:
    """A default value as it is kept: a number without separators, a date as seconds since the epoch, empty text as null."""
    written = None if value is None else text(value)
    if not written:
        return None
    if backend_type == "decimal":
        if not _NUMBER.fullmatch(written):
            raise InvalidAttributeError("Invalid default decimal value")
        return written.replace(",", "")
    if backend_type == "datetime" and not _TIMESTAMP.fullmatch(written):
        return str(_midnight(written))
    return written


def _midnight(written: str) -> int:
    """The seconds since the epoch of the day that the text is read as."""
    try:
        day = (read_date(written) or "")[:10]
    except InvalidDateError:
        raise InvalidAttributeError("Invalid default date") from None
    return calendar.timegm(time.strptime(day, "%Y-%m-%d"))


def _save_labels(shop: Shop, attribute: Row, labels: Labels | None) -> None:
    if labels is None:
        return
    id = attribute["attribute_id"]
    shop.table(_LABELS).delete_where(attribute_id=id)
    for store, label in labels.items():
        if store != ADMIN_STORE and label:
            if store not in shop.table("core_store"):
                raise MissingError("store_id", store)
            shop.table(_LABELS).insert(attribute_id=id, store_id=store, value=label)


def remove_attribute(shop: Shop, attribute: Row) -> None:
    """Take an attribute away with its options and labels, and out of all sets; nothing shows its values any more."""
    id = attribute["attribute_id"]
    for option in shop.table(_OPTIONS).select(attribute_id=id):
        _delete_option(shop, option["option_id"])
    for name in (_LABELS, _PLACES, _ATTRIBUTES):
        shop.table(name).delete_where(attribute_id=id)


def add_option(
    shop: Shop, attribute: Row, labels: Labels, position: int, is_default: bool, id: int | None = None
) -> None:
    """A new option, with these labels; those that are empty are left out. Its id is the next one unless given.

    As any change of options it saves the attribute, and leaves no default value but the new option where that is to be it.
    Raises `InvalidAttributeError` where nothing is the label of ``admin``; that uses an id up.
    """
    if labels.get(ADMIN_STORE) is None:
        shop.table(_OPTIONS).use_up()
        raise InvalidAttributeError("Default option value is not defined")
    update_attribute(shop, attribute, {})
    option = shop.table(_OPTIONS).insert(option_id=id, attribute_id=attribute["attribute_id"], sort_order=position)
    id = option["option_id"]
    for store in shop.table("core_store").ids():
        if labels.get(store):
            shop.table(_OPTION_LABELS).insert(option_id=id, store_id=store, value=labels[store])
    is_kept = is_default and attribute["frontend_input"] in CHOICES
    shop.table(_ATTRIBUTES).update(attribute["attribute_id"], default_value=str(id) if is_kept else "")


def remove_option(shop: Shop, attribute: Row, option_id: int) -> None:
    """Take the option of that id away, of whatever attribute it is; this one is saved, and has no default value then."""
    update_attribute(shop, attribute, {})
    _delete_option(shop, option_id)
    shop.table(_ATTRIBUTES).update(attribute["attribute_id"], default_value="")


def _delete_option(shop: Shop, option_id: int) -> None:
    shop.table(_OPTION_LABELS).delete_where(option_id=option_id)
    shop.table(_OPTIONS).delete(option_id)
