"""``directory_country``: countries."""

from __future__ import annotations

from fake_magento.api.declare import Resource

COUNTRY = Resource(
    "directory_country",
    "Country API",
    aliases=("country",),
    acl="directory/country",
    php_class="Mage_Directory_Model_Country_Api",
)

COUNTRY.declare("list", "List of countries", returns="countries:directoryCountryEntityArray", php_name="items")
