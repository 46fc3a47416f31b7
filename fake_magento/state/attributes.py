"""Attributes, their options and labels, and the sets and groups that they stand in.

Sources: the transcripts ``v1_attribute_write``, ``v1_attribute_options``, ``v1_attribute_set`` and ``v1_attribute_group``.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from fake_magento.state.columns import ZERO_DATETIME, datetime, text
from fake_magento.state.eav import ADMIN_STORE
from fake_magento.state.errors import StateError
from fake_magento.state.schema import PRODUCT, SCHEMAS
from fake_magento.state.sources import BOOLEAN, CHOICES, TABLE
from fake_magento.state.table import DuplicateError, Row

if TYPE_CHECKING:
    from fake_magento.state.shop import Shop

SCOPES = ("store", "global", "website")
"""The scopes by the numbers that Magento's column ``is_global`` has for them."""

INPUTS = {
    "text": "varchar",
    "textarea": "text",
    "date": "datetime",
    "boolean": "int",
    "multiselect": "varchar",
    "select": "int",
    "price": "decimal",
    "media_image": "varchar",
    "weee": "static",
}
"""The inputs that a new attribute can have, and the type of the values that each makes of it."""

_BACKENDS = {"date": "datetime", "multiselect": "array", "price": "price", "weee": "weee"}
_SOURCES = {"boolean": BOOLEAN, "multiselect": TABLE, "select": TABLE}
_TAXED_TYPES = "simple,configurable,virtual,bundle,downloadable"

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
_SHORT_DATE = re.compile(r"\s*(\d{1,2})\D(\d{1,2})\D(\d{1,4})", re.ASCII)
_TIMESTAMP = re.compile(r"-?\d+", re.ASCII)

# What a save never takes from its values: what a row is, and what follows from its other columns.
_KEPT = ("attribute_id", "entity_type_id", "backend_type", "backend", "source", "scope", "is_catalog")
_ATTRIBUTES = "eav_attribute"
_LABELS = "eav_attribute_label"
_OPTIONS = "eav_attribute_option"
_OPTION_LABELS = "eav_attribute_option_value"
_SETS = "eav_attribute_set"
_GROUPS = "eav_attribute_group"
_PLACES = "eav_entity_attribute"

Labels = Mapping[Any, Any]
"""Labels by the id of the store view."""


class InvalidAttributeError(StateError):
    """An attribute that cannot be saved; the message is what the shop says."""


class NoStoreError(StateError):
    """A label for a store view that there is not."""


class NoSetError(StateError):
    """A group for an attribute set that there is not."""


def find_attribute(shop: Shop, key: int | str) -> Row | None:
    """The attribute of that id or code, of whatever entities; of several with the code the one with the least id."""
    table = shop.table(_ATTRIBUTES)
    return table.get(key) if isinstance(key, int) else table.find(attribute_code=key)


def attribute_of(shop: Shop, entity_type: int, key: int | str) -> Row | None:
    """The attribute of that id or code (in its exact case) among those of an entity type; ``None`` where it has none."""
    table = shop.table(_ATTRIBUTES)
    found = table.get(key) if isinstance(key, int) else table.find(entity_type_id=entity_type, attribute_code=key)
    if found is None or not _is_of(found, entity_type) or (isinstance(key, str) and found["attribute_code"] != key):
        return None
    return found


def _is_of(attribute: Row, entity_type: int) -> bool:
    """An attribute that became one of the catalogue only by being put into a set is not seen among its entities'."""
    return bool(attribute["entity_type_id"] == entity_type and attribute["is_catalog"])


def attributes_in_set(shop: Shop, entity_type: int, set_id: int) -> list[Row]:
    """The attributes of an entity type that stand in a set, by the orders of their groups and within these, then by id."""
    groups, attributes = shop.table(_GROUPS), shop.table(_ATTRIBUTES)
    found = []
    for place in shop.table(_PLACES).select(attribute_set_id=set_id):
        attribute, group = attributes[place["attribute_id"]], groups[place["attribute_group_id"]]
        if _is_of(attribute, entity_type):
            found.append((group["sort_order"], place["sort_order"], attribute["attribute_id"], attribute))
    return [attribute for *_, attribute in sorted(found, key=lambda each: each[:3])]


def labels_of(shop: Shop, attribute: Row) -> dict[int, str]:
    """The attribute's labels by store view; that of ``admin`` is its own column and not among them."""
    rows = shop.table(_LABELS).select(attribute_id=attribute["attribute_id"])
    return {row["store_id"]: row["value"] for row in rows}


def create_attribute(shop: Shop, values: Mapping[str, Any], labels: Labels | None) -> Row:
    """A new attribute of products; the row.

    ``values`` are columns of ``eav_attribute`` (others are ignored), among them a code that is valid and an input;
    ``labels`` are all its labels, or ``None``. Raises `InvalidAttributeError` and, which uses an id up, `NoStoreError`.
    """
    frontend_input = values["frontend_input"]
    new = {
        "entity_type_id": PRODUCT,
        "backend_type": INPUTS.get(frontend_input, "static"),
        "backend": _BACKENDS.get(frontend_input),
        "source": _SOURCES.get(frontend_input),
        "is_user_defined": 1,
    }
    columns = {**_columns(values), **new}
    if frontend_input == "weee" and not columns.get("apply_to"):
        columns["apply_to"] = _TAXED_TYPES
    columns = _checked(columns, labels)
    if shop.table(_ATTRIBUTES).find(entity_type_id=PRODUCT, attribute_code=columns["attribute_code"]) is not None:
        raise InvalidAttributeError("Attribute with the same code already exists.")
    with shop.database.transaction(_ATTRIBUTES, _LABELS):
        row = shop.table(_ATTRIBUTES).insert(columns)
        _save_labels(shop, row, labels)
        return row


def update_attribute(shop: Shop, attribute: Row, values: Mapping[str, Any], labels: Labels | None = None) -> Row:
    """Save an attribute with these values, as `create_attribute` takes them; the new row.

    Labels that are given are all that it then has. Raises `InvalidAttributeError` and `NoStoreError`.
    """
    columns = {**_saved_once(attribute), **_columns(values)}
    checked = _checked({**attribute, **columns}, labels)
    columns |= {name: checked[name] for name in ("default_value", "frontend_label", "is_html_allowed_on_front")}
    code = checked["attribute_code"]
    there = shop.table(_ATTRIBUTES).find(entity_type_id=attribute["entity_type_id"], attribute_code=code)
    if there is not None and there["attribute_id"] != attribute["attribute_id"]:
        raise InvalidAttributeError("Attribute with the same code already exists.")
    with shop.database.transaction(_ATTRIBUTES, _LABELS):
        row = shop.table(_ATTRIBUTES).update(attribute["attribute_id"], columns)
        _save_labels(shop, row, labels)
        return row


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


def _saved_once(attribute: Row) -> dict[str, Any]:
    """What any save makes of an attribute that was never saved: its source is written down, it is one of the catalogue."""
    made: dict[str, Any] = {"is_catalog": 1}
    if _has_no_source(attribute):
        made["source"] = TABLE
    return made


def _has_no_source(attribute: Row) -> bool:
    """A clean shop has attributes to choose from of which nothing says where their options are."""
    return attribute["frontend_input"] in CHOICES and attribute["backend_type"] == "int" and not attribute["source"]


def _checked(columns: Mapping[str, Any], labels: Labels | None) -> dict[str, Any]:
    """The columns as they are written. Raises `InvalidAttributeError`."""
    made = dict(columns)
    code = text(made["attribute_code"])
    if made.get("is_user_defined") and code in _RESERVED:
        raise InvalidAttributeError(
            f"The attribute code '{code}' is reserved by system. Please try another attribute code"
        )
    if len(code) > _MAX_CODE:
        raise InvalidAttributeError(f"Maximum length of attribute code must be less then {_MAX_CODE} symbols")
    made["default_value"] = _default(made["backend_type"], made.get("default_value"))
    if labels is not None:
        if labels.get(ADMIN_STORE) in (None, ""):
            raise InvalidAttributeError("Frontend label is not defined")
        made["frontend_label"] = labels[ADMIN_STORE]
    else:
        made.setdefault("frontend_label", None)
    made.setdefault("is_html_allowed_on_front", 0)
    if made["frontend_input"] == "textarea" and _is_on(made.get("is_wysiwyg_enabled")):
        made["is_html_allowed_on_front"] = 1
    return made


def _is_on(flag: Any) -> bool:
    return flag not in (None, False, 0, "", "0")


def _default(backend_type: str, value: Any) -> str | None:
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
    """The seconds since the epoch of a day, written as ``Y-m-d``, or as the month, the day and the year."""
    match = _SHORT_DATE.match(written)
    if match:
        month, day, year = match.groups()
        written = f"{int(year) + 2000 if len(year) <= 2 else int(year):04}-{month}-{day}"
    found = datetime(written)
    if found is None or found == ZERO_DATETIME:
        raise InvalidAttributeError("Invalid default date")
    year, month, day = found[:10].split("-")
    return calendar.timegm((int(year), int(month), int(day), 0, 0, 0))


def _save_labels(shop: Shop, attribute: Row, labels: Labels | None) -> None:
    if labels is None:
        return
    id = attribute["attribute_id"]
    shop.table(_LABELS).delete_where(attribute_id=id)
    for store, label in labels.items():
        if store != ADMIN_STORE and label:
            if store not in shop.table("core_store"):
                raise NoStoreError(f"no store view {store!r}")
            shop.table(_LABELS).insert(attribute_id=id, store_id=store, value=label)


def remove_attribute(shop: Shop, attribute: Row) -> None:
    """Take an attribute away with its options and labels, and out of all sets; nothing shows its values any more."""
    id = attribute["attribute_id"]
    for option in shop.table(_OPTIONS).select(attribute_id=id):
        _delete_option(shop, option["option_id"])
    for name in (_LABELS, _PLACES, _ATTRIBUTES):
        shop.table(name).delete_where(attribute_id=id)


def add_option(shop: Shop, attribute: Row, labels: Labels, position: int, is_default: bool) -> None:
    """A new option, with these labels; those that are empty are left out.

    As any change of options it saves the attribute, and leaves no default value but the new option where that is to be it.
    Raises `InvalidAttributeError` where nothing is the label of ``admin``; that uses an id up.
    """
    if labels.get(ADMIN_STORE) is None:
        shop.table(_OPTIONS).use_up()
        raise InvalidAttributeError("Default option value is not defined")
    update_attribute(shop, attribute, {})
    option = shop.table(_OPTIONS).insert(attribute_id=attribute["attribute_id"], sort_order=position)
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


def find_set(shop: Shop, id: int) -> Row | None:
    """The attribute set of that id, of whatever entities."""
    return shop.table(_SETS).get(id)


def create_set(shop: Shop, name: str, skeleton_id: int) -> Row:
    """A new attribute set of products with the groups of another one, and what stands in them; the row.

    Raises `InvalidAttributeError` where the name is taken, and `DuplicateError` where an attribute of other entities, which
    the set makes one of products, has a code that products have: then the set stays, without groups.
    """
    if name and shop.table(_SETS).find(entity_type_id=PRODUCT, attribute_set_name=name) is not None:
        raise InvalidAttributeError(f'Attribute set with the "{name}" name already exists.')
    row = shop.table(_SETS).insert(entity_type_id=PRODUCT, attribute_set_name=name)
    groups = shop.table(_GROUPS).select(attribute_set_id=skeleton_id)
    with shop.database.transaction(_ATTRIBUTES, _GROUPS, _PLACES):
        for group in sorted(groups, key=lambda group: -group["sort_order"]):
            _copy_group(shop, group, row["attribute_set_id"])
    return row


def _copy_group(shop: Shop, group: Row, set_id: int) -> None:
    copy = shop.table(_GROUPS).insert({**group, "attribute_group_id": None, "attribute_set_id": set_id})
    places = shop.table(_PLACES).select(attribute_group_id=group["attribute_group_id"])
    for place in sorted(places, key=lambda place: place["attribute_id"]):
        shop.table(_ATTRIBUTES).update(place["attribute_id"], entity_type_id=PRODUCT)
        _put(shop, place["attribute_id"], PRODUCT, set_id, copy["attribute_group_id"], place["sort_order"])


def remove_set(shop: Shop, set_id: int) -> None:
    """Take an attribute set away, with its groups; no product has it any more."""
    for group in shop.table(_GROUPS).select(attribute_set_id=set_id):
        remove_group(shop, group)
    shop.table(_PLACES).delete_where(attribute_set_id=set_id)
    shop.table(_SETS).delete(set_id)


def place_in(shop: Shop, attribute_id: int, set_id: int) -> Row | None:
    """Where the attribute stands in the set; ``None`` where it does not."""
    return shop.table(_PLACES).find(attribute_set_id=set_id, attribute_id=attribute_id)


def put_in_set(shop: Shop, attribute: Row, attribute_set: Row, group: Row | None, sort_order: int) -> None:
    """Put an attribute into a set, where it does not stand yet.

    Without a group it is the set's default one; where the set has none, the attribute stands nowhere. Without a sort order it
    is the group's last. Whatever it was of, it is then an attribute of the set's entities. Raises `InvalidAttributeError` for
    one whose options are kept nowhere until it is saved otherwise, and `DuplicateError`.
    """
    if _has_no_source(attribute):
        raise InvalidAttributeError(
            "Invalid method Mage_Eav_Model_Entity_Attribute::_getDefaultSourceModel(Array\n(\n)\n)"
        )
    set_id, entity_type = attribute_set["attribute_set_id"], attribute_set["entity_type_id"]
    with shop.database.transaction(_ATTRIBUTES, _PLACES):
        default = _default(attribute["backend_type"], attribute["default_value"])
        shop.table(_ATTRIBUTES).update(attribute["attribute_id"], entity_type_id=entity_type, default_value=default)
        chosen = group or shop.table(_GROUPS).find(attribute_set_id=set_id, default_id=1)
        if chosen is not None:
            _put(shop, attribute["attribute_id"], entity_type, set_id, chosen["attribute_group_id"], sort_order)


def _put(shop: Shop, attribute_id: int, entity_type: int, set_id: int, group_id: int, sort_order: int) -> None:
    if not sort_order:
        others = shop.table(_PLACES).select(attribute_group_id=group_id, attribute_set_id=set_id)
        sort_order = _next_order(others)
    shop.table(_PLACES).insert(
        entity_type_id=entity_type,
        attribute_set_id=set_id,
        attribute_group_id=group_id,
        attribute_id=attribute_id,
        sort_order=sort_order,
    )


def _next_order(rows: Iterable[Row]) -> int:
    return max((row["sort_order"] for row in rows), default=0) + 1


def take_out(shop: Shop, place: Row) -> None:
    """Take an attribute out of a set; the values that products have of it stay, and are shown again where it comes back."""
    shop.table(_PLACES).delete(place["entity_attribute_id"])


def find_group(shop: Shop, id: int) -> Row | None:
    """The group of that id, of whatever set."""
    return shop.table(_GROUPS).get(id)


def add_group(shop: Shop, set_id: int, name: str) -> Row:
    """A new group, the last of its set; the row. Raises `DuplicateError` where its name is taken; no name never is.

    Raises `NoSetError`, which uses an id up.
    """
    groups = shop.table(_GROUPS)
    if name and groups.find(attribute_set_id=set_id, attribute_group_name=name) is not None:
        raise DuplicateError(_GROUPS, "attribute_group_name", name)
    if set_id not in shop.table(_SETS):
        groups.use_up()
        raise NoSetError(f"no attribute set {set_id}")
    order = _next_order(groups.select(attribute_set_id=set_id))
    return groups.insert(attribute_set_id=set_id, attribute_group_name=name, sort_order=order)


def rename_group(shop: Shop, group: Row, name: str) -> None:
    """Give a group another name. Raises `DuplicateError` where it is that of another group of the set."""
    shop.table(_GROUPS).update(group["attribute_group_id"], attribute_group_name=name)


def attributes_in_group(shop: Shop, group: Row) -> list[Row]:
    """The attributes of products that stand in the group."""
    places = shop.table(_PLACES).select(attribute_group_id=group["attribute_group_id"])
    rows = (shop.table(_ATTRIBUTES)[place["attribute_id"]] for place in places)
    return [row for row in rows if _is_of(row, PRODUCT)]


def remove_group(shop: Shop, group: Row) -> None:
    """Take a group away, and what stands in it out of the set."""
    shop.table(_PLACES).delete_where(attribute_group_id=group["attribute_group_id"])
    shop.table(_GROUPS).delete(group["attribute_group_id"])
