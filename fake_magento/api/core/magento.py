"""``core_magento``: the version of the shop."""

from __future__ import annotations

from typing import Any

from fake_magento.api.declare import Resource
from fake_magento.api.request import Request

MAGENTO = Resource(
    "core_magento",
    "Magento info API",
    aliases=("magento",),
    acl="core/magento",
    operations="magento",
    php_class="Mage_Core_Model_Magento_Api",
)


@MAGENTO.method(
    "info",
    "Get info about current Magento installation",
    returns="info:magentoInfoEntity",
    acl="core/magento/info",
)
def info(request: Request) -> Any:
    """Edition and version; OpenMage tells its own beside that of the Magento that it continues (``v1_directory``)."""
    versions = {"magento_edition": "Community", "magento_version": "1.9.4.5"}
    if request.flavour.openmage_version:
        versions["openmage_version"] = request.flavour.openmage_version
    return versions
