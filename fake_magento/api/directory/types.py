"""The types of what is in this folder, in the notation of `fake_magento.api.types`."""

from __future__ import annotations

from fake_magento.api.types import TypeTable

TYPES = T = TypeTable()

T.struct("directoryCountryEntity", "country_id iso2_code iso3_code name")
T.array("directoryCountryEntityArray", "directoryCountryEntity")
T.struct("directoryRegionEntity", "region_id code name")
T.array("directoryRegionEntityArray", "directoryRegionEntity")
