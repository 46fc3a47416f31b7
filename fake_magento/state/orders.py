"""Placing an order: what becomes of a cart.

Sources: the transcripts ``v1_cart_order``, ``v1_cart_virtual``, ``v1_cart_known_customer``, ``v1_order_store_view`` and their
twins.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from fake_magento import php
from fake_magento.state import customers, settings
from fake_magento.state.errors import StateError
from fake_magento.state.increments import next_increment_id
from fake_magento.state.quotes import ADDRESS_FIELDS, BILLING, CUSTOMER_FIELDS, SHIPPING, Item, Quote, address_errors
from fake_magento.state.stock import take_out
from fake_magento.state.table import Row

if TYPE_CHECKING:
    from fake_magento.state.shop import Shop

GUEST, REGISTER, CUSTOMER = "guest", "register", "customer"
"""Who buys: somebody who is not known, somebody who will be, or a customer."""

NEW = "new"
"""The state of an order that was placed."""

_NOT_LOGGED_IN = 0
_BLOCK = 8


class OrderError(StateError):
    """A cart that no order can be made of; the message says why."""


class EmptyCartError(StateError):
    """A cart that is complete but for what is in it."""


def place_order(shop: Shop, quote: Quote, increment_id: str | None = None) -> Row:
    """Place the order of a cart, which can be placed again; the order. Its number is the next one unless given.

    Raises `OrderError` for a cart that is not complete, and where its customer cannot be registered, which uses an increment
    id up; `EmptyCartError` for one without items.
    """
    addresses = {kind: quote.address(kind) for kind in (BILLING, SHIPPING) if kind in quote.addresses}
    is_new = quote.values["checkout_method"] == REGISTER and not quote.values["customer_id"]
    if quote.values["checkout_method"] == GUEST and not quote.values["customer_id"]:
        quote.values |= {
            "customer_id": None,
            "customer_email": addresses.get(BILLING, {}).get("email"),
            "customer_is_guest": 1,
            "customer_group_id": _NOT_LOGGED_IN,
        }
    quote.collect_totals()
    _check(shop, quote)
    if not quote.items:
        raise EmptyCartError(f"there is nothing in cart {quote.id}")
    quote.values["reserved_order_id"] = increment_id or next_increment_id(shop, "order", quote.values["store_id"])
    customer_address = _register(shop, quote) if is_new else None
    if customer_address is not None:
        quote.addresses[BILLING]["customer_address_id"] = customer_address
    for item in quote.items:
        if item.product is not None:
            take_out(shop.database, item.product, item.qty)
    order = _write(shop, quote)
    quote.save()
    return order


def encrypt(text: str) -> str:
    """A password while its cart waits for the order; `decrypt` reads it. It is no secret to whoever reads this."""
    content = text.encode("utf-8", "surrogateescape")
    content += bytes(-len(content) % _BLOCK) or (b"" if content else bytes(_BLOCK))
    return base64.b64encode(_mixed(content)).decode("ascii")


def decrypt(text: str) -> str:
    """What `encrypt` made this of."""
    return _mixed(base64.b64decode(text)).rstrip(b"\0").decode("utf-8", "surrogateescape")


def _mixed(content: bytes) -> bytes:
    key = sha256(b"crypt").digest()
    return bytes(byte ^ key[number % len(key)] for number, byte in enumerate(content))


def _check(shop: Shop, quote: Quote) -> None:
    """Raises `OrderError` for what a cart still lacks."""
    if not quote.is_virtual:
        _check_address(shop, quote, SHIPPING)
        method = quote.address(SHIPPING).get("shipping_method")
        if not method or method not in [rate["code"] for rate in quote.rates()]:
            raise OrderError("Please specify a shipping method.")
    _check_address(shop, quote, BILLING)
    if quote.payment is None or not quote.payment.get("method"):
        raise OrderError("Please select a valid payment method.")


def _check_address(shop: Shop, quote: Quote, kind: str) -> None:
    errors = address_errors(shop, quote.addresses.get(kind, {}))
    if errors:
        raise OrderError(f"Please check {kind} address information. {' '.join(errors)}")


def _register(shop: Shop, quote: Quote) -> int:
    """Make a customer of who buys, with an address, or two where it is not shipped to the first; the id of the first."""
    known = {name: quote.values[f"customer_{name}"] for name in CUSTOMER_FIELDS}
    password = quote.values["password_hash"]
    try:
        customer = customers.create_customer(
            shop,
            {
                **{name: value for name, value in known.items() if value is not None},
                "group_id": quote.values["customer_group_id"],
                "password": None if password is None else decrypt(password),
                "password_created_at": int(shop.clock.now()),
            },
        )
    except (customers.EmailError, customers.PasswordError) as refused:
        raise OrderError(str(refused)) from refused
    id = quote.values["customer_id"] = customer["entity_id"]
    is_one = quote.is_virtual or bool(quote.addresses[SHIPPING].get("same_as_billing"))
    given = _said(quote.addresses[BILLING])
    billing = customers.create_address(
        shop, id, {**given, "is_default_billing": True, "is_default_shipping": is_one or None}
    )
    if not is_one:
        customers.create_address(shop, id, {**_said(quote.addresses[SHIPPING]), "is_default_shipping": True})
    address_id: int = billing["entity_id"]
    return address_id


def _said(address: Mapping[str, Any]) -> dict[str, Any]:
    return {name: address.get(name) for name in ADDRESS_FIELDS}


_SAME_AS_OF_QUOTE = (
    "store_id",
    "customer_id",
    "customer_is_guest",
    "customer_note",
    "customer_note_notify",
    "coupon_code",
    "applied_rule_ids",
    "base_currency_code",
    "store_currency_code",
    "global_currency_code",
    "store_to_base_rate",
    "base_to_global_rate",
    *(f"customer_{name}" for name in CUSTOMER_FIELDS),
)
_SAME_AS_OF_ADDRESS = (
    "grand_total",
    "base_grand_total",
    "subtotal",
    "base_subtotal",
    "subtotal_incl_tax",
    "shipping_method",
    "shipping_description",
    "shipping_amount",
    "base_shipping_amount",
    "shipping_incl_tax",
    "base_shipping_incl_tax",
    "shipping_tax_amount",
    "base_shipping_tax_amount",
    "shipping_discount_amount",
    "base_shipping_discount_amount",
    "shipping_hidden_tax_amount",
    "tax_amount",
    "base_tax_amount",
    "hidden_tax_amount",
    "base_hidden_tax_amount",
    "discount_amount",
    "base_discount_amount",
    "weight",
)
_NOT_OF_QUOTE_ITEM = ("item_id", "parent_item_id", "gift_message_id")
_NOT_OF_QUOTE_PAYMENT = ("additional_information",)


def _write(shop: Shop, quote: Quote) -> Row:
    now = shop.clock.text()
    values, total = quote.values, quote.addresses[BILLING if quote.is_virtual else SHIPPING]
    status = _status(shop, quote)
    orders = shop.table("sales_flat_order")
    order = orders.insert(
        {
            **{name: values[name] for name in _SAME_AS_OF_QUOTE},
            **{name: total.get(name) for name in _SAME_AS_OF_ADDRESS},
            "is_virtual": int(quote.is_virtual),
            "customer_group_id": _group(shop, quote),
            "state": NEW,
            "status": status,
            "protect_code": shop.random.hex(6),
            "quote_id": quote.id,
            "increment_id": values["reserved_order_id"],
            "store_name": _store_name(shop, values["store_id"]),
            "order_currency_code": values["quote_currency_code"],
            "base_to_order_rate": values["base_to_quote_rate"],
            "store_to_order_rate": values["store_to_quote_rate"],
            "base_subtotal_incl_tax": total["subtotal_incl_tax"],
            "base_shipping_hidden_tax_amnt": 0,
            "total_qty_ordered": sum(item.qty for item in quote.items),
            "total_item_count": len(quote.items),
            "gift_message_id": values["gift_message_id"] or None,
            "email_sent": 1,
            "created_at": now,
            "updated_at": now,
        }
    )
    id = order["entity_id"]
    kinds = (BILLING,) if quote.is_virtual else (BILLING, SHIPPING)
    ids = {f"{kind}_address_id": _write_address(shop, id, quote.addresses[kind]) for kind in kinds}
    for item in quote.items:
        _write_item(shop, id, item, now)
    _write_payment(shop, id, quote, total)
    shop.table("sales_flat_order_status_history").insert(
        parent_id=id, is_customer_notified=1, status=status, created_at=now, entity_name="order"
    )
    return orders.update(id, ids)


def _group(shop: Shop, quote: Quote) -> Any:
    """The group of who buys: where nobody was said to, that of new customers (``v2_cart_order``)."""
    group = quote.values["customer_group_id"]
    if group or quote.values["customer_id"] or quote.values["customer_is_guest"]:
        return group
    return settings.whole(shop.config, customers.DEFAULT_GROUP)


def _status(shop: Shop, quote: Quote) -> str | None:
    """The status of an order that is paid so, or that of new orders."""
    method = "" if quote.payment is None else quote.payment["method"]
    status = settings.text(shop.config, f"payment/{method}/order_status")
    statuses = shop.table("sales_order_status_state").select(state=NEW)
    if status in [row["status"] for row in statuses]:
        return status
    return next((row["status"] for row in statuses if row["is_default"]), None)


def _store_name(shop: Shop, store_id: int) -> str:
    """The names of website, store and store view, one to a line."""
    store = shop.table("core_store")[store_id]
    website, group = (
        shop.table("core_website").get(store["website_id"]),
        shop.table("core_store_group").get(store["group_id"]),
    )
    return "\n".join(row["name"] or "" for row in (website, group, store) if row is not None)


def _write_address(shop: Shop, order_id: int, address: Mapping[str, Any]) -> int:
    names = (*ADDRESS_FIELDS, "email", "address_type", "customer_id", "customer_address_id")
    row = shop.table("sales_flat_order_address").insert(
        {**{name: address.get(name) for name in names}, "parent_id": order_id}
    )
    id: int = row["entity_id"]
    return id


def _write_item(shop: Shop, order_id: int, item: Item, now: str) -> None:
    table = shop.table("sales_flat_order_item")
    same = {
        name: value
        for name, value in item.values.items()
        if name in table.schema.columns and name not in _NOT_OF_QUOTE_ITEM
    }
    options = {"info_buyRequest": item.values["info_buyRequest"]}
    table.insert(
        {
            **same,
            "order_id": order_id,
            "quote_item_id": item.id,
            "product_options": php.serialize(options),
            "qty_ordered": item.qty,
            "original_price": item.original_price,
            "base_original_price": item.original_price,
            "base_weee_tax_applied_row_amnt": 0,
            "gift_message_id": item.values["gift_message_id"] or None,
            "created_at": now,
            "updated_at": now,
        }
    )


def _write_payment(shop: Shop, order_id: int, quote: Quote, total: Mapping[str, Any]) -> None:
    table = shop.table("sales_flat_order_payment")
    payment = quote.payment or {}
    same = {
        name: value
        for name, value in payment.items()
        if name in table.schema.columns and name not in _NOT_OF_QUOTE_PAYMENT
    }
    table.insert(
        {
            **same,
            "parent_id": order_id,
            "base_shipping_amount": total["base_shipping_amount"],
            "shipping_amount": total["shipping_amount"],
            "base_amount_ordered": total["base_grand_total"],
            "amount_ordered": total["grand_total"],
            "additional_information": [],
        }
    )
