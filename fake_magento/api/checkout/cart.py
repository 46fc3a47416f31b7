"""``cart``: carts.

Sources of the rules: the transcripts ``v1_cart``, ``v1_cart_order`` and their twins.
"""

from __future__ import annotations

from typing import Any

from fake_magento import php
from fake_magento.api.checkout.args import QUOTE_ID, STORE
from fake_magento.api.checkout.quotes import find_quote
from fake_magento.api.declare import Arg, Resource
from fake_magento.api.request import Request
from fake_magento.state import ADMIN_STORE, settings
from fake_magento.state.orders import GUEST, EmptyCartError, OrderError, place_order
from fake_magento.state.quotes import BILLING, SHIPPING, Item, Quote, create_quote
from fake_magento.state.settings import GUEST_CHECKOUT

CART = Resource(
    "cart",
    "Shopping Cart",
    acl="cart",
    operations="shoppingCart",
    php_class="Mage_Checkout_Model_Cart_Api",
    faults={
        "store_not_exists": (1001, "Can not make operation because store is not exists"),
        "quote_not_exists": (1002, "Can not make operation because quote is not exists"),
        "quote_create_fault": (1003, "Can not create a quote. "),
        "quote_already_exists": (1004, "Can not create a quote because quote with such identifier is already exists"),
        "required_agreements_are_not_all": (1005, "You did not set all required agreements"),
        "invalid_checkout_type": (1006, "The checkout type is not valid. Select single checkout type."),
        "guest_checkout_is_not_enabled": (1007, "Checkout is not available for guest"),
        "create_order_fault": (1008, "Can not create an order. "),
    },
)


_NOT_TOLD_OF_ITEMS = ("info_buyRequest",)


def _gift_message(request: Request, values: dict[str, Any]) -> dict[str, Any]:
    id = values["gift_message_id"]
    message = request.shop.table("gift_message").get(id) if id else None
    return {} if message is None else {"gift_message": message["message"]}


def _address(request: Request, quote: Quote, kind: str) -> dict[str, Any]:
    address = quote.addresses.get(kind, {"address_type": kind, "quote_id": quote.id})
    return {**request.row(address), "address_id": None}


def _item(request: Request, item: Item) -> dict[str, Any]:
    told = request.row(item.values, [name for name in item.values if name not in _NOT_TOLD_OF_ITEMS])
    told |= {
        "qty": item.qty,
        "qty_options": [],
        "tax_class_id": request.database_number(item.tax_class_id),
        "is_recurring": request.database_number(item.is_recurring),
        "has_error": bool(item.errors),
    }
    if item.backorders is not None:
        told["backorders"] = item.backorders
    return {**told, **_gift_message(request, item.values)}


def _sum(name: str, first: dict[str, Any], others: list[dict[str, Any]]) -> Any:
    """The sum of all: as it is where there is but one, null where there is none."""
    amount = first.get(name)
    for other in others:
        if other.get(name) is not None:
            amount = float(amount or 0) + float(other[name])
    return amount


@CART.method("create", "Create shopping cart", STORE, returns="quoteId:int", acl="cart/create")
def create(request: Request, store: Any) -> Any:
    """The id of a new cart of the store view, of ``admin`` where none is given."""
    view = request.store_view(ADMIN_STORE if store is None else store, CART.fault("store_not_exists"))
    return create_quote(request.shop, view.id)["entity_id"]


@CART.method(
    "order",
    "Create an order from shopping cart",
    QUOTE_ID,
    STORE,
    Arg("agreements", "ArrayOfString", v2="licenses", default=None),
    returns="string",
    acl="cart/order",
    php_name="createOrder",
)
def create_order(request: Request, quote_id: Any, store: Any, agreements: Any) -> Any:
    """The increment id of the order that is made of the cart.

    Raises fault 1007 for a guest's where the settings say so, and fault 1008 with what the cart still lacks.
    """
    quote = find_quote(request, CART, quote_id, store)
    if php.equals(quote.values["checkout_method"], GUEST) and not settings.flag(request.shop.config, GUEST_CHECKOUT):
        raise CART.fault("guest_checkout_is_not_enabled")
    try:
        return place_order(request.shop, quote)["increment_id"]
    except EmptyCartError:
        raise php.PhpError("Call to a member function getIncrementId() on null") from None
    except OrderError as refused:
        raise CART.fault("create_order_fault", str(refused)) from None


@CART.method(
    "info",
    "Retrieve information about shopping cart",
    QUOTE_ID,
    STORE,
    returns="shoppingCartInfoEntity",
    acl="cart/info",
)
def info(request: Request, quote_id: Any, store: Any) -> Any:
    """All that a cart is; the ids of addresses and payment are always null."""
    quote = find_quote(request, CART, quote_id, store)
    told = request.row(quote.values)
    told |= _gift_message(request, quote.values)
    told["quote_id"] = told.pop("entity_id")
    for kind in (SHIPPING, BILLING):
        told[f"{kind}_address"] = _address(request, quote, kind)
    told["items"] = [_item(request, item) for item in quote.items]
    payment = {"quote_id": quote.id} if quote.payment is None else quote.payment
    told["payment"] = {**request.row(payment), "payment_id": None}
    return told


@CART.method(
    "totals",
    "Get total prices for shopping cart",
    QUOTE_ID,
    STORE,
    returns="shoppingCartTotalsEntityArray",
    acl="cart/totals",
)
def totals(request: Request, quote_id: Any, store: Any) -> Any:
    """What the cart costs, as was last summed up, each sum with its title.

    Those that billing and shipping address have both are added up, which makes numbers of them; a virtual cart has its billing
    address' alone.
    """
    quote = find_quote(request, CART, quote_id, store)
    billing, shipping = (quote.addresses.get(kind, {}) for kind in (BILLING, SHIPPING))
    first, *others = [billing] if quote.is_virtual else [shipping, billing]
    found = [{"title": "Subtotal", "amount": _sum("subtotal", first, others)}]
    description = first.get("shipping_description")
    if description or float(first.get("shipping_amount") or 0):
        title = "Shipping & Handling" + (f" ({description})" if description else "")
        found.append({"title": title, "amount": first["shipping_amount"]})
    return [*found, {"title": "Grand Total", "amount": _sum("grand_total", first, others)}]


@CART.method(
    "license",
    "Get terms and conditions",
    QUOTE_ID,
    STORE,
    returns="shoppingCartLicenseEntityArray",
    acl="cart/license",
    php_name="licenseAgreement",
)
def license_agreement(request: Request, quote_id: Any, store: Any) -> Any:
    """The agreements to be made, of which a clean shop has none."""
    find_quote(request, CART, quote_id, store)
    return []
