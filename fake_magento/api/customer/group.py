"""``customer_group``: customer groups."""

from __future__ import annotations

from fake_magento.api.declare import Resource

CUSTOMER_GROUP = Resource(
    "customer_group",
    "Customer's Groups API",
    acl="customer",
    php_class="Mage_Customer_Model_Group_Api",
)

CUSTOMER_GROUP.declare("list", "Retrieve customer groups", returns="customerGroupEntityArray", php_name="items")
