"""``cart_payment``: how a cart is paid.

Sources of the rules: the transcript ``v1_cart_shipping_payment`` and its twins.
"""

from __future__ import annotations

from typing import Any

from fake_magento import php
from fake_magento.api.checkout.args import QUOTE_ID, STORE
from fake_magento.api.checkout.quotes import find_quote
from fake_magento.api.declare import Arg, Resource
from fake_magento.api.request import Request
from fake_magento.state.quotes import (
    BILLING,
    SHIPPING,
    PaymentError,
    Quote,
    fits_total,
    payment_methods,
)

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


@CART_PAYMENT.method(
    "method",
    "Set payment method",
    QUOTE_ID,
    Arg("paymentData", "shoppingCartPaymentMethodEntity", v2="method"),
    STORE,
    returns="boolean",
    acl="cart/payment/method",
    php_name="setPaymentMethod",
)
def set_payment_method(request: Request, quote_id: Any, payment: Any, store: Any) -> Any:
    """Pay the cart so. Raises the faults 1071 to 1075; how it is shipped is found out anew."""
    return _set_method(find_quote(request, CART_PAYMENT, quote_id, store), payment)


@set_payment_method.v2
def set_payment_method_v2(request: Request, quote_id: Any, payment: Any, store: Any) -> Any:
    """The same, of an object, which has to be there."""
    quote = find_quote(request, CART_PAYMENT, quote_id, store)
    php.check_object(payment)
    return _set_method(quote, payment)


def _set_method(quote: Quote, payment: Any) -> bool:
    if not isinstance(payment, dict) or not payment or php.first(payment) is not None:
        raise CART_PAYMENT.fault("payment_method_empty")
    if quote.is_virtual:
        if not quote.has_saved(BILLING):
            raise CART_PAYMENT.fault("billing_address_is_not_set")
    elif not quote.has_saved(SHIPPING):
        raise CART_PAYMENT.fault("shipping_address_is_not_set")
    else:
        quote.address(SHIPPING)["collect_shipping_rates"] = 1
    method = php.to_string(payment.get("method"))
    if method in payment_methods(quote) and not fits_total(quote, method):
        raise CART_PAYMENT.fault("method_not_allowed")
    try:
        quote.pay(method, payment)
    except PaymentError as refused:
        raise CART_PAYMENT.fault("payment_method_is_not_set", str(refused)) from None
    quote.save()
    return True


@CART_PAYMENT.method(
    "list",
    "Get list of available payment methods",
    QUOTE_ID,
    Arg("store", default=None),
    returns="shoppingCartPaymentMethodResponseEntityArray",
    acl="cart/payment/list",
    php_name="getPaymentMethodsList",
)
def payment_methods_list(request: Request, quote_id: Any, store: Any) -> Any:
    """How the cart can be paid; for nothing it is ``free``."""
    quote = find_quote(request, CART_PAYMENT, quote_id, store)
    return [
        {"code": code, "title": title, "cc_types": None}
        for code, title in payment_methods(quote).items()
        if fits_total(quote, code)
    ]
