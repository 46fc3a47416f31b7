"""Arguments that many methods in this folder have."""

from __future__ import annotations

from fake_magento.api.declare import Arg

STORE = Arg("store", v2="storeId", default=None)
QUOTE_ID = Arg("quoteId", "int", refers_to="cart")
