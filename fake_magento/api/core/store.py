"""``core_store``: the store views."""

from __future__ import annotations

from typing import Any

from fake_magento.api.declare import Arg, Resource
from fake_magento.api.request import Request
from fake_magento.state import ADMIN_STORE
from fake_magento.state.collation import collate

_COLUMNS = ("store_id", "code", "website_id", "group_id", "name", "sort_order", "is_active")

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


@STORE.method(
    "list",
    "Retrieve store list",
    returns="stores:storeEntityArray",
    acl="core/store/list",
    php_name="items",
)
def items(request: Request) -> Any:
    """The store views but ``admin``, by their sort order and their name (``v1_directory``)."""
    rows = [row for row in request.shop.table("core_store") if row["store_id"] != ADMIN_STORE]
    rows.sort(key=lambda row: (row["sort_order"], collate(row["name"])))
    return [request.row(row, _COLUMNS) for row in rows]


@STORE.method("info", "Retrieve store data", Arg("storeId"), returns="info:storeEntity", acl="core/store/info")
def info(request: Request, store: Any) -> Any:
    """A store view by its id or code; ``admin`` is none. Raises fault 100 (``v1_directory``)."""
    found = request.find_store(store)
    if found is None or found.id == ADMIN_STORE:
        raise STORE.fault("store_not_exists")
    return request.row(request.shop.table("core_store")[found.id], _COLUMNS)
