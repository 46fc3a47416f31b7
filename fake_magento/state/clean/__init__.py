"""The rows that every clean shop has: built once a process, when the first shop needs them, and shared by all."""

from __future__ import annotations

from functools import cache

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

DEFAULT_SET = 4
"""The id of the attribute set that products of a clean shop have."""

_INSTALLED = "2026-01-01 00:00:00"
_RETAIL_CUSTOMER = 3
_PLACES_USED = 190
"""How many numbers of places of attributes in sets a fresh server has used up."""


@cache
def clean_shop() -> DatabaseSnapshot:
    """What the tables of a clean shop hold. Numbers of new rows count on from where a fresh server's do."""
    database = Database()
    for name, rows in (
        ("core_website", WEBSITES),
        ("core_store_group", STORE_GROUPS),
        ("core_store", STORES),
        ("tax_class", TAX_CLASSES),
        ("cms_block", CMS_BLOCKS),
        ("directory_country", countries()),
        ("directory_country_region", regions()),
        ("eav_attribute", attributes()),
    ):
        for row in rows:
            database[name].insert(row)
    _add_attribute_sets(database)
    _add_settings(database)
    for id, code in enumerate(CUSTOMER_GROUPS):
        group = {"customer_group_id": id, "customer_group_code": code, "tax_class_id": _RETAIL_CUSTOMER}
        database["customer_group"].insert(group)
    for category in CATEGORIES:
        times = {"created_at": _INSTALLED, "updated_at": _INSTALLED}
        database.entities("catalog_category_entity").insert({**category, **times, "include_in_menu": 1})
    return database.snapshot()


def _add_attribute_sets(database: Database) -> None:
    sets = database["eav_attribute_set"]
    for id in (*SETS, *SETS_OF_SALES):
        sets.insert(attribute_set_id=id, entity_type_id=id, attribute_set_name="Default", sort_order=1)
    places = database["eav_entity_attribute"]
    for group, sort_orders in groups():
        database["eav_attribute_group"].insert(group)
        entity_type = group["attribute_set_id"]
        for code, sort_order in sort_orders.items():
            attribute = database["eav_attribute"].find(entity_type_id=entity_type, attribute_code=code)
            assert attribute, f"no attribute {code!r}"
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


def _add_settings(database: Database) -> None:
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
