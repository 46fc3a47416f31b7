"""``directory_region``: a country's regions."""

from __future__ import annotations

from typing import Any

from fake_magento import php
from fake_magento.api.declare import Arg, Resource
from fake_magento.api.request import Request
from fake_magento.state.collation import collate

_CODES = {2: "iso2_code", 3: "iso3_code"}
"""By the length of a country's code the column that has it."""

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


@REGION.method(
    "list",
    "List of regions in specified country",
    Arg("country"),
    returns="countries:directoryRegionEntityArray",
    php_name="items",
)
def items(request: Request, country: Any) -> Any:
    """The regions of a country, by name; it is found by its code of two or of three letters, in any case (``v1_directory``).

    Raises fault 101, with a text of its own for what is as long as no code.
    """
    if php.is_array(country) or isinstance(country, php.PhpObject):
        must = f"must be of type string, {php.type_name(country)} given"
        raise php.PhpError(f"strlen(): Argument #1 ($string) {must}")
    code = php.to_string(country)
    column = _CODES.get(len(code.encode("utf-8", "surrogateescape")))
    if column is None:
        raise REGION.fault("country_not_exists", f"Invalid country code: {code}")
    found = request.shop.table("directory_country").find({column: code})
    if found is None:
        raise REGION.fault("country_not_exists")
    rows = request.shop.table("directory_country_region").select(country_id=found["country_id"])
    rows.sort(key=lambda row: collate(row["name"]))
    return [request.row(row, ("region_id", "code", "name")) for row in rows]
