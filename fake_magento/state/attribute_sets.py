"""Attribute sets, their groups, and what stands in them.

Sources: the transcripts ``v1_attribute_set`` and ``v1_attribute_group``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from fake_magento.state.attributes import InvalidAttributeError, has_no_source, written_default
from fake_magento.state.errors import MissingError
from fake_magento.state.products import delete_product
from fake_magento.state.schema import PRODUCT
from fake_magento.state.table import DuplicateError, Row

if TYPE_CHECKING:
    from fake_magento.state.shop import Shop

_ATTRIBUTES = "eav_attribute"
_SETS = "eav_attribute_set"
_GROUPS = "eav_attribute_group"
_PLACES = "eav_entity_attribute"


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
        _put(shop, place["attribute_id"], PRODUCT, set_id, copy["attribute_group_id"], place["sort_order"] or None)


def remove_set(shop: Shop, set_id: int) -> None:
    """Take an attribute set away, with its groups and with the products that have it."""
    for product in shop.products.select(attribute_set_id=set_id):
        delete_product(shop, product)
    for group in shop.table(_GROUPS).select(attribute_set_id=set_id):
        remove_group(shop, group)
    shop.table(_PLACES).delete_where(attribute_set_id=set_id)
    shop.table(_SETS).delete(set_id)


def place_in(shop: Shop, attribute_id: int, set_id: int) -> Row | None:
    """Where the attribute stands in the set; ``None`` where it does not."""
    return shop.table(_PLACES).find(attribute_set_id=set_id, attribute_id=attribute_id)


def put_in_set(shop: Shop, attribute: Row, attribute_set: Row, group: Row | None, sort_order: int | None) -> None:
    """Put an attribute into a set, where it does not stand yet.

    Without a group it is the set's default one; where the set has none, the attribute stands nowhere. Without a sort order it
    is the group's last. Whatever it was of, it is then an attribute of the set's entities. Raises `InvalidAttributeError` for
    one whose options are kept nowhere until it is saved otherwise, and `DuplicateError`.
    """
    if has_no_source(attribute):
        raise InvalidAttributeError(
            "Invalid method Mage_Eav_Model_Entity_Attribute::_getDefaultSourceModel(Array\n(\n)\n)"
        )
    set_id, entity_type = attribute_set["attribute_set_id"], attribute_set["entity_type_id"]
    with shop.database.transaction(_ATTRIBUTES, _PLACES):
        default = written_default(attribute["backend_type"], attribute["default_value"])
        shop.table(_ATTRIBUTES).update(attribute["attribute_id"], entity_type_id=entity_type, default_value=default)
        chosen = group or shop.table(_GROUPS).find(attribute_set_id=set_id, default_id=1)
        if chosen is not None:
            _put(shop, attribute["attribute_id"], entity_type, set_id, chosen["attribute_group_id"], sort_order)


def _put(shop: Shop, attribute_id: int, entity_type: int, set_id: int, group_id: int, sort_order: int | None) -> None:
    if sort_order is None:
        others = shop.table(_PLACES).select(attribute_group_id=group_id, attribute_set_id=set_id)
        sort_order = _next_order(others) + 1  # it is put there twice, and the second time counts the first
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

    Raises `MissingError`, which uses an id up.
    """
    groups = shop.table(_GROUPS)
    if name and groups.find(attribute_set_id=set_id, attribute_group_name=name) is not None:
        raise DuplicateError(_GROUPS, "attribute_group_name", name)
    if set_id not in shop.table(_SETS):
        groups.use_up()
        raise MissingError("attribute_set_id", set_id)
    order = _next_order(groups.select(attribute_set_id=set_id))
    return groups.insert(attribute_set_id=set_id, attribute_group_name=name, sort_order=order)


def rename_group(shop: Shop, group: Row, name: str) -> None:
    """Give a group another name. Raises `DuplicateError` where it is that of another group of the set."""
    shop.table(_GROUPS).update(group["attribute_group_id"], attribute_group_name=name)


def attributes_in_group(shop: Shop, group: Row) -> list[Row]:
    """The attributes of products that stand in the group."""
    places = shop.table(_PLACES).select(attribute_group_id=group["attribute_group_id"])
    rows = (shop.table(_ATTRIBUTES)[place["attribute_id"]] for place in places)
    return [row for row in rows if row["entity_type_id"] == PRODUCT]


def remove_group(shop: Shop, group: Row) -> None:
    """Take a group away, and what stands in it out of the set."""
    shop.table(_PLACES).delete_where(attribute_group_id=group["attribute_group_id"])
    shop.table(_GROUPS).delete(group["attribute_group_id"])
