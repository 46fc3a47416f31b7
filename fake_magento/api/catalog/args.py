"""Arguments that many methods in this folder have."""

from __future__ import annotations

from fake_magento.api.declare import Arg

STORE = Arg("store", v2="storeView", default=None)
PRODUCT_ID = Arg("productId", v2="product", refers_to="product")
IDENTIFIER_TYPE = Arg("identifierType", default=None)
ATTRIBUTE_ID = Arg("attributeId")
PRODUCT_ID_AS_IS = Arg("productId", refers_to="product")
TYPE = Arg("type")
PRODUCT_IDS = Arg("productIds", "ArrayOfString")
STORE_AS_IS = Arg("store", default=None)
ATTRIBUTE_SET_ID = Arg("attributeSetId")
OPTION_ID = Arg("optionId")
