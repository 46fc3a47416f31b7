"""The types of what is in this folder, in the notation of `fake_magento.api.types`."""

from __future__ import annotations

from fake_magento.api.types import TypeTable

TYPES = T = TypeTable()

T.struct("storeEntity", "store_id:int code website_id:int group_id:int name sort_order:int is_active:int")
T.array("storeEntityArray", "storeEntity")
T.struct("magentoInfoEntity", "magento_version magento_edition")
