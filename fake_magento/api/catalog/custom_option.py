"""``catalog_product_custom_option``: a product's custom options."""

from __future__ import annotations

from fake_magento.api.catalog.args import OPTION_ID, PRODUCT_ID_AS_IS, STORE_AS_IS
from fake_magento.api.declare import Arg, Resource

CUSTOM_OPTION = Resource(
    "catalog_product_custom_option",
    "Catalog product custom options API",
    aliases=("product_custom_option",),
    acl="catalog/product/option",
    php_class="Mage_Catalog_Model_Product_Option_Api",
    faults={
        "product_not_exists": (101, "Product with requested id does not exist."),
        "invalid_data": (102, "Provided data is invalid."),
        "save_option_error": (103, "Error while saving an option. Details are in the error message."),
        "store_not_exists": (104, "Store with requested code/id does not exist."),
        "option_not_exists": (105, "Option with requested id does not exist."),
        "invalid_type": (106, "Invalid option type provided. Call 'types' to get list of allowed option types."),
        "delete_option_error": (107, "Error while deleting an option. Details are in the error message."),
    },
)

CUSTOM_OPTION.declare(
    "add",
    "Add new custom option into product",
    PRODUCT_ID_AS_IS,
    Arg("data", "catalogProductCustomOptionToAdd"),
    STORE_AS_IS,
    returns="boolean",
    wsi_returns="int",
    acl="catalog/product/option/add",
)
CUSTOM_OPTION.declare(
    "update",
    "Update custom option of product",
    OPTION_ID,
    Arg("data", "catalogProductCustomOptionToUpdate"),
    STORE_AS_IS,
    returns="boolean",
    wsi_returns="int",
    acl="catalog/product/option/update",
)
CUSTOM_OPTION.declare(
    "types",
    "Get list of available custom option types",
    returns="catalogProductCustomOptionTypesArray",
    acl="catalog/product/option/types",
)
CUSTOM_OPTION.declare(
    "info",
    "Get full information about custom option in product",
    OPTION_ID,
    STORE_AS_IS,
    returns="catalogProductCustomOptionInfoEntity",
    acl="catalog/product/option/info",
)
CUSTOM_OPTION.declare(
    "list",
    "Retrieve list of product custom options",
    PRODUCT_ID_AS_IS,
    STORE_AS_IS,
    returns="catalogProductCustomOptionListArray",
    acl="catalog/product/option/list",
    php_name="items",
)
CUSTOM_OPTION.declare(
    "remove",
    "Remove custom option",
    OPTION_ID,
    returns="boolean",
    wsi_returns="int",
    acl="catalog/product/option/remove",
)
