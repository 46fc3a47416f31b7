"""Websites, stores, settings and what else a clean shop is set up with."""

from __future__ import annotations

from typing import Any, NamedTuple

WEBSITES = (
    {"website_id": 0, "code": "admin", "name": "Admin"},
    {"website_id": 1, "code": "base", "name": "Main Website", "default_group_id": 1, "is_default": 1},
)
STORE_GROUPS = (
    {"group_id": 0, "website_id": 0, "name": "Default"},
    {"group_id": 1, "website_id": 1, "name": "Main Website Store", "root_category_id": 2, "default_store_id": 1},
)
STORES = (
    {"store_id": 0, "code": "admin", "website_id": 0, "group_id": 0, "name": "Admin", "is_active": 1},
    {"store_id": 1, "code": "default", "website_id": 1, "group_id": 1, "name": "Default Store View", "is_active": 1},
)
TAX_CLASSES = (
    {"class_id": 2, "class_name": "Taxable Goods", "class_type": "PRODUCT"},
    {"class_id": 3, "class_name": "Retail Customer", "class_type": "CUSTOMER"},
    {"class_id": 4, "class_name": "Shipping", "class_type": "PRODUCT"},
)
CUSTOMER_GROUPS = ("NOT LOGGED IN", "General", "Wholesale", "Retailer")
"""By their ids, from 0 on; all are taxed as retail customers."""

CMS_BLOCKS = (
    {"block_id": 1, "title": "Footer Links", "identifier": "footer_links"},
    {"block_id": 2, "title": "Footer Links Company", "identifier": "footer_links_company"},
    {"block_id": 3, "title": "Cookie restriction notice", "identifier": "cookie_restriction_notice_block"},
)
GENDERS = ("Male", "Female")
"""The options of the customers' attribute ``gender``, from the id 1 on."""

CATEGORIES: tuple[dict[str, Any], ...] = (
    {"entity_id": 1, "path": "1", "position": 0, "level": 0, "children_count": 1, "name": "Root Catalog"},
    {
        "entity_id": 2,
        "parent_id": 1,
        "path": "1/2",
        "position": 1,
        "level": 1,
        "name": "Default Category",
        "is_active": 1,
    },
)

# Settings that are not empty in a clean shop, or that answers depend on; `fake_magento.state.settings.READ` are those that
# the shop reads.
CONFIG: dict[str, str | None] = {
    "catalog/frontend/default_sort_by": "position",
    "catalog/price/scope": "0",
    "catalog/seo/category_url_suffix": ".html",
    "catalog/seo/product_url_suffix": ".html",
    "cataloginventory/item_options/auto_return": None,
    "cataloginventory/item_options/backorders": "0",
    "cataloginventory/item_options/manage_stock": "1",
    "cataloginventory/item_options/max_sale_qty": "10000",
    "cataloginventory/item_options/min_qty": "0",
    "cataloginventory/item_options/min_sale_qty": "1",
    "cataloginventory/options/can_back_in_stock": "1",
    "cataloginventory/options/can_subtract": "1",
    "checkout/options/enable_agreements": None,
    "checkout/options/guest_checkout": "1",
    "currency/options/allow": "USD",
    "currency/options/base": "USD",
    "currency/options/default": "USD",
    "customer/account_share/scope": "1",
    "customer/create_account/confirm": "1",
    "customer/create_account/default_group": "1",
    "general/country/default": "US",
    "general/country/optional_zip_countries": "HK,IE,MO,PA",
    "general/locale/code": "en_US",
    "general/locale/timezone": "UTC",
    "general/region/state_required": "AT,CA,CH,DE,EE,ES,FI,FR,LT,LV,RO,US",
    "sales/gift_options/allow_items": None,
    "sales/gift_options/allow_order": None,
    "sales/minimum_order/active": None,
    "tax/calculation/price_includes_tax": "0",
    "tax/classes/shipping_tax_class": None,
    "carriers/flatrate/handling_fee": None,
    "carriers/flatrate/handling_type": "F",
    "carriers/flatrate/name": "Fixed",
    "carriers/flatrate/price": "5.00",
    "carriers/flatrate/type": "I",
    "carriers/freeshipping/free_shipping_subtotal": None,
    "carriers/freeshipping/name": "Free",
}


class Carrier(NamedTuple):
    """A carrier: whether it is switched on and can track, and its methods by code where they are known."""

    code: str
    title: str
    is_active: bool = False
    has_tracking: bool = True
    methods: tuple[tuple[str, str], ...] = ()


CARRIERS = (
    Carrier("flatrate", "Flat Rate", True, False, (("flatrate", "Fixed"),)),
    Carrier("freeshipping", "Free Shipping", False, False, (("freeshipping", "Free"),)),
    Carrier("tablerate", "Best Way", False, False, (("bestway", "Table Rate"),)),
    Carrier("dhl", "DHL (Deprecated)"),
    Carrier("fedex", "Federal Express"),
    Carrier("ups", "United Parcel Service"),
    Carrier("usps", "United States Postal Service"),
    Carrier("dhlint", "DHL"),
)


class PaymentMethod(NamedTuple):
    """A payment method: whether it is switched on, and the status of an order that is paid by it, where one is set."""

    code: str
    title: str
    is_active: bool = False
    order_status: str | None = None


PAYMENT_METHODS = (
    PaymentMethod("checkmo", "Check / Money order", True, "pending"),
    PaymentMethod("free", "No Payment Information Required", True, "pending"),
    PaymentMethod("purchaseorder", "Purchase Order", order_status="pending"),
    PaymentMethod("banktransfer", "Bank Transfer Payment", order_status="pending"),
    PaymentMethod("cashondelivery", "Cash On Delivery", order_status="pending"),
    PaymentMethod("authorizenet", "Credit Card (Authorize.net)", order_status="processing"),
    PaymentMethod("paypal_express", "PayPal Express Checkout"),
    PaymentMethod("paypal_express_bml", "Paypal Credit"),
    PaymentMethod("paypal_direct", "PayPal Payments Pro"),
    PaymentMethod("paypal_standard", "PayPal Website Payments Standard"),
    PaymentMethod("paypaluk_express", "PayPal Express Checkout Payflow Edition"),
    PaymentMethod("paypaluk_direct", "PayPal Payments Pro Payflow Edition"),
    PaymentMethod("verisign", "Payflow Pro"),
    PaymentMethod("paypal_billing_agreement", "PayPal Billing Agreement", True),
    PaymentMethod("payflow_link", "Credit Card"),
    PaymentMethod("payflow_advanced", "Credit Card"),
    PaymentMethod("hosted_pro", "Payment by cards or by PayPal account"),
    PaymentMethod("googlecheckout", "Google Checkout", True),
    PaymentMethod("paypaluk_express_bml", "Paypal Credit"),
    PaymentMethod("authorizenet_directpost", "Credit Card Direct Post (Authorize.net)", order_status="processing"),
)

ORDER_STATUSES = {
    "canceled": "Canceled",
    "closed": "Closed",
    "complete": "Complete",
    "fraud": "Suspected Fraud",
    "holded": "On Hold",
    "payment_review": "Payment Review",
    "paypal_canceled_reversal": "PayPal Canceled Reversal",
    "paypal_reversed": "PayPal Reversed",
    "pending": "Pending",
    "pending_payment": "Pending Payment",
    "pending_paypal": "Pending PayPal",
    "processing": "Processing",
}
"""The labels of the statuses of orders."""

ORDER_STATES = {
    "canceled": ("canceled",),
    "closed": ("closed",),
    "complete": ("complete",),
    "holded": ("holded",),
    "new": ("pending",),
    "payment_review": ("payment_review", "fraud"),
    "pending_payment": ("pending_payment",),
    "processing": ("processing",),
}
"""By state of an order the statuses that belong to it, the default one first."""

SOURCES: dict[str, tuple[tuple[Any, Any], ...]] = {
    "boolean": ((1, "Yes"), (0, "No")),
    "status": (("", "-- Please Select --"), (1, "Enabled"), (2, "Disabled")),
    "visibility": (
        ("", "-- Please Select --"),
        (1, "Not Visible Individually"),
        (2, "Catalog"),
        (3, "Search"),
        (4, "Catalog, Search"),
    ),
    "layout": (
        ("", "No layout updates"),
        ("empty", "Empty"),
        ("one_column", "1 column"),
        ("two_columns_left", "2 columns with left bar"),
        ("two_columns_right", "2 columns with right bar"),
        ("three_columns", "3 columns"),
    ),
    "design": (
        ((("rwd/default", "default"),), "rwd"),
        (
            (
                ("default/iphone", "iphone"),
                ("default/default", "default"),
                ("default/blank", "blank"),
                ("default/modern", "modern"),
            ),
            "default",
        ),
        ((("base/default", "default"),), "base"),
    ),
    "options_container": (("container1", "Product Info Column"), ("container2", "Block after Info Column")),
    "msrp_enabled": ((1, "Yes"), (0, "No"), (2, "Use config")),
    "msrp_price": (("2", "In Cart"), ("3", "Before Order Confirmation"), ("1", "On Gesture"), ("4", "Use config")),
    "price_view": ((1, "As Low as"), (0, "Price Range")),
    "display_mode": (
        ("PRODUCTS", "Products only"),
        ("PAGE", "Static block only"),
        ("PRODUCTS_AND_PAGE", "Static block and products"),
    ),
}
"""By source of an attribute its options, value and label, where they are always the same. What is in a tuple is a group.

Of the other sources ``table`` are the attribute's own options, also where it has no source; ``country``, ``tax_class`` and
``cms_block`` are the shop's tables, and ``sort_by`` are the attributes that are sorted by. Nothing shows those of customers.
For products ``design`` begins with an empty one.
"""
