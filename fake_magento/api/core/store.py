"""``core_store``: the store views."""

from __future__ import annotations

from fake_magento.api.declare import Arg, Resource

STORE = Resource(
    "core_store",
    "Store API",
    aliases=("store",),
    acl="core/store",
    operations="store",
    php_class="Mage_Core_Model_Store_Api",
    faults={
        "store_not_exists": (100, "Requested store view not found."),
    },
)

STORE.declare(
    "list",
    "Retrieve store list",
    returns="stores:storeEntityArray",
    acl="core/store/list",
    php_name="items",
)
STORE.declare("info", "Retrieve store data", Arg("storeId"), returns="info:storeEntity", acl="core/store/info")
