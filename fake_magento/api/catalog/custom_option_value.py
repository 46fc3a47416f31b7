"""``catalog_product_custom_option_value``: the values of a custom option."""

from __future__ import annotations

from fake_magento.api.catalog.args import OPTION_ID, STORE_AS_IS
from fake_magento.api.declare import Arg, Resource

VALUE_ID = Arg("valueId")

CUSTOM_OPTION_VALUE = Resource(
    "catalog_product_custom_option_value",
    "Catalog product custom option values API",
    aliases=("product_custom_option_value",),
    acl="catalog/product/option/value",
    php_class="Mage_Catalog_Model_Product_Option_Value_Api",
    faults={
        "value_not_exists": (101, "Option value with requested id does not exist."),
        "add_option_value_error": (102, "Error while adding an option value. Details are in the error message."),
        "option_not_exists": (103, "Option with requested id does not exist."),
        "invalid_option_type": (104, "Invalid option type."),
        "store_not_exists": (105, "Store with requested code/id does not exist."),
        "can_not_delete": (106, "Can not delete option."),
        "update_option_value_error": (107, "Error while updating an option value. Details are in the error message."),
        "option_value_title_required": (108, "Title field is required."),
        "cant_delete_last_value": (109, "Option should have at least one value. Can not delete last value."),
    },
)

CUSTOM_OPTION_VALUE.declare(
    "list",
    "Retrieve list of option values",
    OPTION_ID,
    STORE_AS_IS,
    returns="catalogProductCustomOptionValueListArray",
    acl="catalog/product/option/value/list",
    php_name="items",
)
CUSTOM_OPTION_VALUE.declare(
    "info",
    "Retrieve option value info",
    VALUE_ID,
    STORE_AS_IS,
    returns="catalogProductCustomOptionValueInfoEntity",
    acl="catalog/product/option/value/info",
)
CUSTOM_OPTION_VALUE.declare(
    "add",
    "Add new values into custom option",
    OPTION_ID,
    Arg("data", "catalogProductCustomOptionValueAddArray"),
    STORE_AS_IS,
    returns="boolean",
    wsi_returns="int",
    acl="catalog/product/option/value/add",
)
CUSTOM_OPTION_VALUE.declare(
    "update",
    "Update value of custom option",
    VALUE_ID,
    Arg("data", "catalogProductCustomOptionValueUpdateEntity"),
    Arg("store", v2="storeId", default=None),
    returns="boolean",
    wsi_returns="int",
    acl="catalog/product/option/value/update",
)
CUSTOM_OPTION_VALUE.declare(
    "remove",
    "Remove value from custom option",
    VALUE_ID,
    returns="boolean",
    wsi_returns="int",
    acl="catalog/product/option/value/remove",
)
