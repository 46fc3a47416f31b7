"""``core_magento``: the version of the shop."""

from __future__ import annotations

from fake_magento.api.declare import Resource

MAGENTO = Resource(
    "core_magento",
    "Magento info API",
    aliases=("magento",),
    acl="core/magento",
    operations="magento",
    php_class="Mage_Core_Model_Magento_Api",
)

MAGENTO.declare(
    "info",
    "Get info about current Magento installation",
    returns="info:magentoInfoEntity",
    acl="core/magento/info",
)
