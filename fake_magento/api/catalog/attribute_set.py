"""``catalog_product_attribute_set``: attribute sets, their groups and the attributes in them."""

from __future__ import annotations

from fake_magento.api.catalog.args import ATTRIBUTE_ID, ATTRIBUTE_SET_ID
from fake_magento.api.declare import Arg, Resource

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

ATTRIBUTE_SET.declare(
    "create",
    "Create attribute set based on another set",
    Arg("attributeSetName"),
    Arg("skeletonSetId"),
    returns="setId:int",
    wsi_returns="string",
    acl="catalog/product/attribute/set/create",
)
ATTRIBUTE_SET.declare(
    "remove",
    "Remove attribute set",
    ATTRIBUTE_SET_ID,
    Arg("forceProductsRemove", default=None),
    returns="isRemoved:boolean",
    wsi_returns="int",
    acl="catalog/product/attribute/set/remove",
)
ATTRIBUTE_SET.declare(
    "list",
    "Retrieve product attribute sets",
    returns="catalogProductAttributeSetEntityArray",
    acl="catalog/product/attribute/set/list",
    php_name="items",
)
ATTRIBUTE_SET.declare(
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
ATTRIBUTE_SET.declare(
    "attributeRemove",
    "Remove attribute from attribute set",
    ATTRIBUTE_ID,
    ATTRIBUTE_SET_ID,
    returns="isRemoved:boolean",
    wsi_returns="int",
    acl="catalog/product/attribute/set/attribute_remove",
)
ATTRIBUTE_SET.declare(
    "groupAdd",
    "Add group into attribute set",
    ATTRIBUTE_SET_ID,
    GROUP_NAME,
    returns="int",
    wsi_returns="string",
    acl="catalog/product/attribute/set/group_add",
)
ATTRIBUTE_SET.declare(
    "groupRename",
    "Rename existing group",
    Arg("groupId"),
    GROUP_NAME,
    returns="boolean",
    wsi_returns="int",
    acl="catalog/product/attribute/set/group_rename",
)
ATTRIBUTE_SET.declare(
    "groupRemove",
    "Remove group from attribute set",
    Arg("attributeGroupId"),
    returns="boolean",
    wsi_returns="int",
    acl="catalog/product/attribute/set/group_remove",
)
