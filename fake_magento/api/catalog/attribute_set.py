"""``catalog_product_attribute_set``: attribute sets, their groups and the attributes in them.

Source of the rules: the transcripts ``v1_attribute_set`` and ``v1_attribute_group``.
"""

from __future__ import annotations

from typing import Any

from fake_magento import php
from fake_magento.api.catalog.args import ATTRIBUTE_ID, ATTRIBUTE_SET_ID
from fake_magento.api.database_faults import database_fault
from fake_magento.api.declare import Arg, Fault, Resource
from fake_magento.api.request import Request
from fake_magento.state import DuplicateError, Row, StateError
from fake_magento.state import attribute_sets as rules
from fake_magento.state.attributes import InvalidAttributeError, find_attribute
from fake_magento.state.schema import PRODUCT

GROUP_NAME = Arg("groupName")

ATTRIBUTE_SET = Resource(
    "catalog_product_attribute_set",
    "Product attribute sets API",
    aliases=("product_attribute_set",),
    acl="catalog/product/attribute/set",
    php_class="Mage_Catalog_Model_Product_Attribute_Set_Api",
    faults={
        "invalid_skeleton_set_id": (100, "Attribute set with requested id does not exist."),
        "invalid_data": (101, "Invalid data given."),
        "create_attribute_set_error": (102, "Error while creating attribute set. Details in error message."),
        "remove_attribute_set_error": (103, "Error while removing attribute set. Details in error message."),
        "invalid_attribute_set_id": (104, "Attribute set with requested id does not exist."),
        "attribute_set_has_related_products": (
            105,
            "Unable to remove attribute set as it has related goods. Use forceProductsRemove parameter to "
            "remove attribute set with all goods.",
        ),
        "invalid_attribute_id": (106, "Attribute with requested id does not exist."),
        "add_attribute_error": (107, "Error while adding attribute to attribute set. Details in error message."),
        "invalid_attribute_group_id": (108, "Attribute group with requested id does not exist."),
        "attribute_is_already_in_set": (109, "Requested attribute is already in requested attribute set."),
        "remove_attribute_error": (110, "Error while removing attribute from attribute set. Details in error message."),
        "attribute_is_not_in_set": (111, "Requested attribute is not in requested attribute set."),
        "group_already_exists": (112, "Requested group exist already in requested attribute set."),
        "group_add_error": (113, "Error while adding group to attribute set. Details in error message."),
        "group_rename_error": (114, "Error while renaming group. Details in error message."),
        "group_remove_error": (115, "Error while removing group from attribute set. Details in error message."),
        "group_has_system_attributes": (116, "Group can not be removed as it contains system attributes."),
        "group_has_configurable_attributes": (
            117,
            "Group can not be removed as it contains attributes, used in configurable products.",
        ),
    },
)


def _attribute(request: Request, attribute: Any) -> Row:
    """The attribute of that id, of whatever entities; raises the fault 106, also for codes."""
    id = request.row_id(attribute)
    found = None if id is None else find_attribute(request.shop, id)
    if found is None:
        raise ATTRIBUTE_SET.fault("invalid_attribute_id")
    return found


def _set(request: Request, attribute_set: Any, missing: str = "invalid_attribute_set_id") -> Row:
    """The attribute set of that id, of whatever entities; raises the fault of the name ``missing``."""
    id = request.row_id(attribute_set)
    found = None if id is None else rules.find_set(request.shop, id)
    if found is None:
        raise ATTRIBUTE_SET.fault(missing)
    return found


def _group(request: Request, group: Any) -> Row:
    """The group of that id, of whatever set; raises the fault 108."""
    id = request.row_id(group)
    found = None if id is None else rules.find_group(request.shop, id)
    if found is None:
        raise ATTRIBUTE_SET.fault("invalid_attribute_group_id")
    return found


def _fault(name: str, refused: StateError) -> Fault:
    """The fault of that name with what the shop, or its database, says."""
    return ATTRIBUTE_SET.fault(name, database_fault(refused).message)


@ATTRIBUTE_SET.method(
    "create",
    "Create attribute set based on another set",
    Arg("attributeSetName"),
    Arg("skeletonSetId"),
    returns="setId:int",
    wsi_returns="string",
    acl="catalog/product/attribute/set/create",
)
def create(request: Request, name: Any, skeleton: Any) -> Any:
    """A new attribute set with the groups of another, and what stands in them; its id. Its name may be empty."""
    skeleton_id = _set(request, skeleton, "invalid_skeleton_set_id")["attribute_set_id"]
    try:
        return rules.create_set(request.shop, php.to_string(name), skeleton_id)["attribute_set_id"]
    except InvalidAttributeError as refused:
        raise ATTRIBUTE_SET.fault("invalid_data", str(refused)) from None
    except StateError as refused:
        raise _fault("create_attribute_set_error", refused) from None


@ATTRIBUTE_SET.method(
    "remove",
    "Remove attribute set",
    ATTRIBUTE_SET_ID,
    Arg("forceProductsRemove", default=None),
    returns="isRemoved:boolean",
    wsi_returns="int",
    acl="catalog/product/attribute/set/remove",
)
def remove(request: Request, attribute_set: Any, with_products: Any) -> Any:
    """Take an attribute set away, of whatever entities; with its products where that is asked for, else it must have none."""
    id = _set(request, attribute_set)["attribute_set_id"]
    if php.is_empty(with_products) and request.shop.products.find(attribute_set_id=id) is not None:
        raise ATTRIBUTE_SET.fault("attribute_set_has_related_products")
    rules.remove_set(request.shop, id)
    return True


@ATTRIBUTE_SET.method(
    "list",
    "Retrieve product attribute sets",
    returns="catalogProductAttributeSetEntityArray",
    acl="catalog/product/attribute/set/list",
    php_name="items",
)
def items(request: Request) -> Any:
    """The products' attribute sets by their sort orders. The real server promises no order, and with many sets has another."""
    rows = request.shop.table("eav_attribute_set").select(entity_type_id=PRODUCT)
    rows.sort(key=lambda row: row["sort_order"])
    return [
        {"set_id": request.database_number(row["attribute_set_id"]), "name": row["attribute_set_name"]} for row in rows
    ]


@ATTRIBUTE_SET.method(
    "attributeAdd",
    "Add attribute into attribute set",
    ATTRIBUTE_ID,
    ATTRIBUTE_SET_ID,
    Arg("attributeGroupId", default=None),
    Arg("sortOrder", default=None),
    returns="isAdded:boolean",
    wsi_returns="int",
    acl="catalog/product/attribute/set/attribute_add",
)
def attribute_add(request: Request, attribute: Any, attribute_set: Any, group: Any, sort_order: Any) -> Any:
    """Put an attribute into a set. The group may be one of another set; where none is given it is the set's default one."""
    found, target = _attribute(request, attribute), _set(request, attribute_set)
    chosen = None if php.is_empty(group) else _group(request, group)
    if rules.place_in(request.shop, found["attribute_id"], target["attribute_set_id"]) is not None:
        raise ATTRIBUTE_SET.fault("attribute_is_already_in_set")
    try:
        rules.put_in_set(
            request.shop, found, target, chosen, None if php.is_empty(sort_order) else php.to_int(sort_order)
        )
    except StateError as refused:
        raise _fault("add_attribute_error", refused) from None
    return True


@ATTRIBUTE_SET.method(
    "attributeRemove",
    "Remove attribute from attribute set",
    ATTRIBUTE_ID,
    ATTRIBUTE_SET_ID,
    returns="isRemoved:boolean",
    wsi_returns="int",
    acl="catalog/product/attribute/set/attribute_remove",
)
def attribute_remove(request: Request, attribute: Any, attribute_set: Any) -> Any:
    """Take an attribute out of a set."""
    found, target = _attribute(request, attribute), _set(request, attribute_set)
    place = rules.place_in(request.shop, found["attribute_id"], target["attribute_set_id"])
    if place is None:
        raise ATTRIBUTE_SET.fault("attribute_is_not_in_set")
    rules.take_out(request.shop, place)
    return True


@ATTRIBUTE_SET.method(
    "groupAdd",
    "Add group into attribute set",
    ATTRIBUTE_SET_ID,
    GROUP_NAME,
    returns="int",
    wsi_returns="string",
    acl="catalog/product/attribute/set/group_add",
)
def group_add(request: Request, attribute_set: Any, name: Any) -> Any:
    """A new group, the last of its set; its id. Its name may be empty."""
    try:
        row = rules.add_group(request.shop, php.to_int(attribute_set), php.strip_tags(name))
    except DuplicateError:
        raise ATTRIBUTE_SET.fault("group_already_exists") from None
    except StateError as refused:
        raise _fault("group_add_error", refused) from None
    return row["attribute_group_id"]


@ATTRIBUTE_SET.method(
    "groupRename",
    "Rename existing group",
    Arg("groupId"),
    GROUP_NAME,
    returns="boolean",
    wsi_returns="int",
    acl="catalog/product/attribute/set/group_rename",
)
def group_rename(request: Request, group: Any, name: Any) -> Any:
    """Give a group another name; one without a name is not found."""
    found = _group(request, group)
    if php.is_empty(found["attribute_group_name"]):
        raise ATTRIBUTE_SET.fault("invalid_attribute_group_id")
    try:
        rules.rename_group(request.shop, found, php.strip_tags(name))
    except StateError as refused:
        raise _fault("group_rename_error", refused) from None
    return True


@ATTRIBUTE_SET.method(
    "groupRemove",
    "Remove group from attribute set",
    Arg("attributeGroupId"),
    returns="boolean",
    wsi_returns="int",
    acl="catalog/product/attribute/set/group_remove",
)
def group_remove(request: Request, group: Any) -> Any:
    """Take a group away, and out of the set what stands in it: no attribute that is the shop's own, or good for configuring."""
    found = _group(request, group)
    attributes = rules.attributes_in_group(request.shop, found)
    if any(each["is_configurable"] for each in attributes):
        raise ATTRIBUTE_SET.fault("group_has_configurable_attributes")
    if any(not each["is_user_defined"] for each in attributes):
        raise ATTRIBUTE_SET.fault("group_has_system_attributes")
    rules.remove_group(request.shop, found)
    return True
