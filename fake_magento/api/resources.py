"""The resources of the Core API, in the order in which the server lists them, and the table of their types."""

from __future__ import annotations

from fake_magento.api.catalog.attribute import ATTRIBUTE
from fake_magento.api.catalog.attribute_set import ATTRIBUTE_SET
from fake_magento.api.catalog.category import CATEGORY
from fake_magento.api.catalog.category_attribute import CATEGORY_ATTRIBUTE
from fake_magento.api.catalog.custom_option import CUSTOM_OPTION
from fake_magento.api.catalog.custom_option_value import CUSTOM_OPTION_VALUE
from fake_magento.api.catalog.downloadable_link import DOWNLOADABLE_LINK
from fake_magento.api.catalog.link import LINK
from fake_magento.api.catalog.media import MEDIA
from fake_magento.api.catalog.product import PRODUCT
from fake_magento.api.catalog.product_type import PRODUCT_TYPE
from fake_magento.api.catalog.stock_item import STOCK_ITEM
from fake_magento.api.catalog.tag import TAG
from fake_magento.api.catalog.tier_price import TIER_PRICE
from fake_magento.api.catalog.types import TYPES as CATALOG_TYPES
from fake_magento.api.checkout.cart import CART
from fake_magento.api.checkout.cart_coupon import CART_COUPON
from fake_magento.api.checkout.cart_customer import CART_CUSTOMER
from fake_magento.api.checkout.cart_payment import CART_PAYMENT
from fake_magento.api.checkout.cart_product import CART_PRODUCT
from fake_magento.api.checkout.cart_shipping import CART_SHIPPING
from fake_magento.api.checkout.gift_message import GIFT_MESSAGE
from fake_magento.api.checkout.types import TYPES as CHECKOUT_TYPES
from fake_magento.api.core.magento import MAGENTO
from fake_magento.api.core.store import STORE
from fake_magento.api.core.types import TYPES as SHOP_TYPES
from fake_magento.api.customer.address import CUSTOMER_ADDRESS
from fake_magento.api.customer.customer import CUSTOMER
from fake_magento.api.customer.group import CUSTOMER_GROUP
from fake_magento.api.customer.types import TYPES as CUSTOMER_TYPES
from fake_magento.api.declare import Resource
from fake_magento.api.directory.country import COUNTRY
from fake_magento.api.directory.region import REGION
from fake_magento.api.directory.types import TYPES as DIRECTORY_TYPES
from fake_magento.api.operations import TYPES
from fake_magento.api.sales.creditmemo import CREDITMEMO
from fake_magento.api.sales.invoice import INVOICE
from fake_magento.api.sales.order import ORDER
from fake_magento.api.sales.shipment import SHIPMENT
from fake_magento.api.sales.types import TYPES as SALES_TYPES
from fake_magento.api.types import TypeTable

CORE_API: tuple[Resource, ...] = (
    STORE,
    MAGENTO,
    COUNTRY,
    REGION,
    CUSTOMER,
    CUSTOMER_GROUP,
    CUSTOMER_ADDRESS,
    CATEGORY,
    CATEGORY_ATTRIBUTE,
    PRODUCT,
    ATTRIBUTE,
    ATTRIBUTE_SET,
    PRODUCT_TYPE,
    MEDIA,
    TIER_PRICE,
    LINK,
    CUSTOM_OPTION,
    CUSTOM_OPTION_VALUE,
    ORDER,
    SHIPMENT,
    INVOICE,
    CREDITMEMO,
    STOCK_ITEM,
    CART,
    CART_PRODUCT,
    CART_CUSTOMER,
    CART_SHIPPING,
    CART_PAYMENT,
    CART_COUPON,
    TAG,
    GIFT_MESSAGE,
    DOWNLOADABLE_LINK,
)

CORE_TYPES = TypeTable(TYPES, SHOP_TYPES, DIRECTORY_TYPES, CUSTOMER_TYPES, CATALOG_TYPES, CHECKOUT_TYPES, SALES_TYPES)
