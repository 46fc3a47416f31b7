"""``catalog_product_attribute``: products' attributes and their options."""

from __future__ import annotations

from fake_magento.api.catalog.args import OPTION_ID, STORE
from fake_magento.api.declare import Arg, Resource

ATTRIBUTE_BY_ID_OR_CODE = Arg("attribute", refers_to="attribute")

ATTRIBUTE = Resource(
    "catalog_product_attribute",
    "Product attributes API",
    aliases=("product_attribute",),
    acl="catalog/product",
    php_class="Mage_Catalog_Model_Product_Attribute_Api",
    faults={
        "store_not_exists": (100, "Requested store view not found."),
        "not_exists": (101, "Requested attribute not found."),
        "invalid_parameters": (102, "Invalid request parameters."),
        "invalid_code": (
            103,
            "Attribute code is invalid. Please use only letters (a-z), numbers (0-9) or underscore(_) in "
            "this field, first character should be a letter.",
        ),
        "invalid_frontend_input": (104, "Incorrect attribute type."),
        "unable_to_save": (105, "Unable to save attribute."),
        "can_not_delete": (106, "This attribute cannot be deleted."),
        "can_not_edit": (107, "This attribute cannot be edited."),
        "unable_to_add_option": (108, "Unable to add option."),
        "unable_to_remove_option": (109, "Unable to remove option."),
    },
)

ATTRIBUTE.declare(
    "currentStore",
    "Set/Get current store view",
    STORE,
    returns="storeView:int",
    acl="catalog/product/attribute/write",
)
ATTRIBUTE.declare(
    "list",
    "Retrieve attribute list",
    Arg("setId", "int"),
    returns="catalogAttributeEntityArray",
    acl="catalog/product/attribute/read",
    php_name="items",
)
ATTRIBUTE.declare(
    "options",
    "Retrieve attribute options",
    Arg("attributeId", wsi_type="int"),
    STORE,
    returns="catalogAttributeOptionEntityArray",
    acl="catalog/product/attribute/read",
)
ATTRIBUTE.declare(
    "types",
    "Get list of possible attribute types",
    returns="catalogAttributeOptionEntityArray",
    acl="catalog/product/attribute/types",
    dialects=("v1", "xmlrpc", "v2"),
)
ATTRIBUTE.declare(
    "create",
    "Create new attribute",
    Arg("data", "catalogProductAttributeEntityToCreate"),
    returns="int",
    wsi_returns="string",
    acl="catalog/product/attribute/create",
)
ATTRIBUTE.declare(
    "update",
    "Update attribute",
    ATTRIBUTE_BY_ID_OR_CODE,
    Arg("data", "catalogProductAttributeEntityToUpdate"),
    returns="boolean",
    acl="catalog/product/attribute/update",
)
ATTRIBUTE.declare(
    "remove", "Delete attribute", ATTRIBUTE_BY_ID_OR_CODE, returns="boolean", acl="catalog/product/attribute/remove"
)
ATTRIBUTE.declare(
    "info",
    "Get full information about attribute with list of options",
    ATTRIBUTE_BY_ID_OR_CODE,
    returns="catalogProductAttributeEntity",
    acl="catalog/product/attribute/info",
)
ATTRIBUTE.declare(
    "addOption",
    "Add option",
    ATTRIBUTE_BY_ID_OR_CODE,
    Arg("data", "catalogProductAttributeOptionEntityToAdd"),
    returns="boolean",
    acl="catalog/product/attribute/option/add",
)
ATTRIBUTE.declare(
    "removeOption",
    "Remove option",
    ATTRIBUTE_BY_ID_OR_CODE,
    OPTION_ID,
    returns="boolean",
    acl="catalog/product/attribute/option/remove",
    dialects=("v1", "xmlrpc", "v2"),
)
