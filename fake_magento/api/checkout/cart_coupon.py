"""``cart_coupon``: a cart's coupon. A clean shop has no rules of sales, so that no code is ever valid.

Sources of the rules: the transcript ``v1_cart_coupon`` and its twins.
"""

from __future__ import annotations

from typing import Any

from fake_magento import php
from fake_magento.api.checkout.args import QUOTE_ID, STORE
from fake_magento.api.checkout.quotes import find_quote
from fake_magento.api.declare import Arg, Resource
from fake_magento.api.request import Request
from fake_magento.state.quotes import SHIPPING

CART_COUPON = Resource(
    "cart_coupon",
    "Shopping cart ability to set coupon code",
    acl="cart/coupon",
    operations="shoppingCartCoupon",
    php_class="Mage_Checkout_Model_Cart_Coupon_Api",
    faults={
        "store_not_exists": (1001, "Can not make operation because store is not exists"),
        "quote_not_exists": (1002, "Can not make operation because quote is not exists"),
        "quote_is_empty": (1081, "Coupon could not be applied because quote is empty."),
        "cannot_apply_coupon_code": (1082, "Coupon could not be applied."),
        "coupon_code_is_not_valid": (1083, "Coupon is not valid."),
    },
)


def _apply(request: Request, quote_id: Any, code: Any, store: Any) -> bool:
    quote = find_quote(request, CART_COUPON, quote_id, store)
    if not quote.values["items_count"]:
        raise CART_COUPON.fault("quote_is_empty")
    text = php.to_string(code)
    if not text and not quote.values["coupon_code"]:
        return False
    quote.address(SHIPPING)["collect_shipping_rates"] = 1
    quote.values["coupon_code"] = text
    quote.collect_totals()
    quote.save()
    if not php.is_empty(code):
        raise CART_COUPON.fault("coupon_code_is_not_valid")
    return True


@CART_COUPON.method(
    "add",
    "Add coupon code for shopping cart",
    QUOTE_ID,
    Arg("couponCode"),
    STORE,
    returns="boolean",
    acl="cart/coupon/add",
)
def add(request: Request, quote_id: Any, code: Any, store: Any) -> Any:
    """Use a code for the cart, whatever the store view.

    Raises the faults 1081 and 1083; ``"0"`` is taken and counts for nothing.
    """
    return _apply(request, quote_id, code, None)


@CART_COUPON.method(
    "remove",
    "Remove coupon code from shopping cart",
    QUOTE_ID,
    STORE,
    returns="boolean",
    acl="cart/coupon/remove",
)
def remove(request: Request, quote_id: Any, store: Any) -> Any:
    """Use no code for the cart; false where none was used. Raises fault 1081 for an empty cart."""
    return _apply(request, quote_id, "", store)
