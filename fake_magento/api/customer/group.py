"""``customer_group``: customer groups."""

from __future__ import annotations

from typing import Any

from fake_magento.api.declare import Resource
from fake_magento.api.request import Request

CUSTOMER_GROUP = Resource(
    "customer_group",
    "Customer's Groups API",
    acl="customer",
    php_class="Mage_Customer_Model_Group_Api",
)


@CUSTOMER_GROUP.method("list", "Retrieve customer groups", returns="customerGroupEntityArray", php_name="items")
def items(request: Request) -> Any:
    """The groups, that of those who are not logged in among them (``v1_directory``)."""
    columns = ("customer_group_id", "customer_group_code")
    return [request.row(row, columns) for row in request.shop.table("customer_group")]
