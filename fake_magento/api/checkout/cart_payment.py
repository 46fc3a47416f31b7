"""``cart_payment``: how a cart is paid."""

from __future__ import annotations

from fake_magento.api.checkout.args import QUOTE_ID, STORE
from fake_magento.api.declare import Arg, Resource

CART_PAYMENT = Resource(
    "cart_payment",
    "Payment method information",
    acl="cart/payment",
    operations="shoppingCartPayment",
    php_class="Mage_Checkout_Model_Cart_Payment_Api",
    faults={
        "store_not_exists": (1001, "Can not make operation because store is not exists"),
        "quote_not_exists": (1002, "Can not make operation because quote is not exists"),
        "payment_method_empty": (1071, "Payment method data is empty."),
        "billing_address_is_not_set": (
            1072,
            "Customer's billing address is not set. Required for payment method data.",
        ),
        "shipping_address_is_not_set": (
            1073,
            "Customer's shipping address is not set. Required for payment method data.",
        ),
        "method_not_allowed": (1074, "Payment method is not allowed"),
        "payment_method_is_not_set": (1075, "Payment method is not set. "),
    },
)

CART_PAYMENT.declare(
    "method",
    "Set payment method",
    QUOTE_ID,
    Arg("paymentData", "shoppingCartPaymentMethodEntity", v2="method"),
    STORE,
    returns="boolean",
    acl="cart/payment/method",
    php_name="setPaymentMethod",
)
CART_PAYMENT.declare(
    "list",
    "Get list of available payment methods",
    QUOTE_ID,
    Arg("store", default=None),
    returns="shoppingCartPaymentMethodResponseEntityArray",
    acl="cart/payment/list",
    php_name="getPaymentMethodsList",
)
