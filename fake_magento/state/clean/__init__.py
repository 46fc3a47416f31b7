"""The rows that every clean shop has: built once a process, when a shop first asks for them, and shared by all."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial

from fake_magento.state.clean.attributes import SETS, SETS_OF_SALES, attributes, groups
from fake_magento.state.clean.directory import countries, regions
from fake_magento.state.clean.settings import (
    CARRIERS,
    CATEGORIES,
    CMS_BLOCKS,
    CONFIG,
    CUSTOMER_GROUPS,
    GENDERS,
    ORDER_STATES,
    ORDER_STATUSES,
    PAYMENT_METHODS,
    STORE_GROUPS,
    STORES,
    TAX_CLASSES,
    WEBSITES,
)
from fake_magento.state.database import Database, DatabaseSnapshot
from fake_magento.state.table import Contents

DEFAULT_SET = 4
"""The id of the attribute set that products of a clean shop have."""

_INSTALLED = "2026-01-01 00:00:00"
_RETAIL_CUSTOMER = 3
_PLACES_USED = 190
"""How many numbers of places of attributes in sets a fresh server has used up."""


def clean_shop() -> DatabaseSnapshot:
    """What the tables of a clean shop hold. Numbers of new rows count on from where a fresh server's do."""
    return _CLEAN


@cache
def _rows_of(fill: Callable[[Database], None]) -> DatabaseSnapshot:
    database = Database()
    fill(database)
    return database.snapshot()


def _held(name: str, fill: Callable[[Database], None]) -> Contents:
    held = _rows_of(fill)[name]
    assert isinstance(held, Contents)
    return held


def _fill_stores(database: Database) -> None:
    for name, rows in (("core_website", WEBSITES), ("core_store_group", STORE_GROUPS), ("core_store", STORES)):
        for row in rows:
            database[name].insert(row)


def _fill_directory(database: Database) -> None:
    for country in countries():
        database["directory_country"].insert(country)
    for region in regions():
        database["directory_country_region"].insert(region)


def _fill_small_tables(database: Database) -> None:
    for tax_class in TAX_CLASSES:
        database["tax_class"].insert(tax_class)
    for id, code in enumerate(CUSTOMER_GROUPS):
        group = {"customer_group_id": id, "customer_group_code": code, "tax_class_id": _RETAIL_CUSTOMER}
        database["customer_group"].insert(group)
    for block in CMS_BLOCKS:
        database["cms_block"].insert(block)


def _fill_categories(database: Database) -> None:
    database["eav_attribute"].restore(_CLEAN["eav_attribute"])
    for category in CATEGORIES:
        times = {"created_at": _INSTALLED, "updated_at": _INSTALLED}
        database.entities("catalog_category_entity").insert({**category, **times, "include_in_menu": 1})


def _fill_attributes(database: Database) -> None:
    for values in attributes():
        database["eav_attribute"].insert(values)
    sets = database["eav_attribute_set"]
    for id in (*SETS, *SETS_OF_SALES):
        sets.insert(attribute_set_id=id, entity_type_id=id, attribute_set_name="Default", sort_order=1)
    places = database["eav_entity_attribute"]
    for group, sort_orders in groups():
        database["eav_attribute_group"].insert(group)
        entity_type = group["attribute_set_id"]
        for code, sort_order in sort_orders.items():
            attribute = database["eav_attribute"].find(entity_type_id=entity_type, attribute_code=code)
            assert attribute, code
            places.insert(
                entity_type_id=entity_type,
                attribute_set_id=group["attribute_set_id"],
                attribute_group_id=group["attribute_group_id"],
                attribute_id=attribute["attribute_id"],
                sort_order=sort_order,
            )
    places.count_from(_PLACES_USED + 1)
    gender = database["eav_attribute"].find(entity_type_id=1, attribute_code="gender")
    assert gender
    for number, label in enumerate(GENDERS, 1):
        option = {"option_id": number, "attribute_id": gender["attribute_id"], "sort_order": number - 1}
        database["eav_attribute_option"].insert(option)
        database["eav_attribute_option_value"].insert(option_id=number, store_id=0, value=label)


def _fill_settings(database: Database) -> None:
    config = dict(CONFIG)
    for carrier in CARRIERS:
        config[f"carriers/{carrier.code}/active"] = str(int(carrier.is_active))
        config[f"carriers/{carrier.code}/title"] = carrier.title
    for method in PAYMENT_METHODS:
        config[f"payment/{method.code}/active"] = str(int(method.is_active))
        config[f"payment/{method.code}/title"] = method.title
        config[f"payment/{method.code}/order_status"] = method.order_status
    for path, value in config.items():
        database["core_config_data"].insert(path=path, value=value)
    for status, label in ORDER_STATUSES.items():
        database["sales_order_status"].insert(status=status, label=label)
    states = database["sales_order_status_state"]
    for state, statuses in ORDER_STATES.items():
        for number, status in enumerate(statuses):
            states.insert(status=status, state=state, is_default=int(number == 0))


_FILLED = {
    _fill_stores: ("core_website", "core_store_group", "core_store"),
    _fill_directory: ("directory_country", "directory_country_region"),
    _fill_small_tables: ("tax_class", "customer_group", "cms_block"),
    _fill_settings: ("core_config_data", "sales_order_status", "sales_order_status_state"),
    _fill_attributes: (
        "eav_attribute",
        "eav_attribute_set",
        "eav_attribute_group",
        "eav_entity_attribute",
        "eav_attribute_option",
        "eav_attribute_option_value",
    ),
    _fill_categories: ("catalog_category_entity",),
}
"""What fills which tables."""

_CLEAN: DatabaseSnapshot = {
    **Database().snapshot(),
    **{name: partial(_held, name, fill) for fill, names in _FILLED.items() for name in names},
}
"""By table what it holds, or what gives that: a table is filled when it is first asked for."""
