"""Arguments that many methods in this folder have."""

from __future__ import annotations

from fake_magento.api.declare import Arg

ORDER_INCREMENT_ID = Arg("orderIncrementId", refers_to="order")
COMMENT = Arg("comment", default=None)
FILTERS = Arg("filters", "filters", default=None)
ITEMS_QTY = Arg("itemsQty", "orderItemIdQtyArray", default=None, wsi_required=True)
REQUIRED_COMMENT = Arg("comment")
