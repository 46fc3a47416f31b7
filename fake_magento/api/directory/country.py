"""``directory_country``: countries."""

from __future__ import annotations

from typing import Any

from fake_magento.api.declare import Resource
from fake_magento.api.request import Request

COUNTRY = Resource(
    "directory_country",
    "Country API",
    aliases=("country",),
    acl="directory/country",
    php_class="Mage_Directory_Model_Country_Api",
)


@COUNTRY.method("list", "List of countries", returns="countries:directoryCountryEntityArray", php_name="items")
def items(request: Request) -> Any:
    """The countries by their codes, with their English names (``v1_directory``)."""
    return [request.row(row) for row in request.shop.table("directory_country")]
