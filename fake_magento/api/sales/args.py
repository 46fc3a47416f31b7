"""Arguments that many methods in this folder have."""

from __future__ import annotations

from typing import Any

from fake_magento import php
from fake_magento.api.arguments import as_given
from fake_magento.api.declare import Arg
from fake_magento.api.types import Type
from fake_magento.php import PhpObject


def quantities_by_item(value: Any, declared: Type) -> Any:
    """V2's pairs of an item and its quantity as V1's array by item; what is no list of them is an empty one."""
    if isinstance(value, PhpObject):
        value = value.properties
    pairs = (
        [each.properties for each in php.values(value) if isinstance(each, PhpObject)] if php.is_array(value) else []
    )
    return {
        php.array_key(pair["order_item_id"]): pair["qty"]
        for pair in pairs
        if pair.get("order_item_id") is not None and pair.get("qty") is not None
    }


def creditmemo_data(value: Any, declared: Type) -> Any:
    """V2's structure as V1's array; what is none is an empty one."""
    data = dict(value.properties) if isinstance(value, PhpObject) else {}
    if data.get("qtys") is not None:
        data["qtys"] = quantities_by_item(data["qtys"], declared)
    return data


ORDER_INCREMENT_ID = Arg("orderIncrementId", refers_to="order")
COMMENT = Arg("comment", default=None)
FILTERS = Arg("filters", "filters", default=None, from_v2=as_given)
ITEMS_QTY = Arg("itemsQty", "orderItemIdQtyArray", default=[], wsi_required=True, from_v2=quantities_by_item)
REQUIRED_COMMENT = Arg("comment")
