"""``directory_region``: a country's regions."""

from __future__ import annotations

from fake_magento.api.declare import Arg, Resource

REGION = Resource(
    "directory_region",
    "Region API",
    aliases=("region",),
    acl="directory/region",
    php_class="Mage_Directory_Model_Region_Api",
    faults={
        "country_not_exists": (101, "Country not exists."),
    },
)

REGION.declare(
    "list",
    "List of regions in specified country",
    Arg("country"),
    returns="countries:directoryRegionEntityArray",
    php_name="items",
)
