"""From a cart to an order, and what becomes of orders: they stay in the shop, where no call deletes them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from fake_magento.verify.context import RunContext
from fake_magento.verify.decks.steps import (
    ADDRESS,
    WEBSITE,
    call,
    customer,
    filtered,
    product,
    store_view,
    with_structures,
)
from fake_magento.verify.scenario import Result, Scenario, Step

SHIPPING, PAYMENT = "flatrate_flatrate", "checkmo"
"""Methods that a shop offers as it comes."""

_SILENTLY: dict[str, Any] = {"comment": "", "email": 0, "includeComment": 0}
"""What WS-I asks for, and sends no e-mail."""

_QUOTE, _ORDER = Result("quote"), Result("order")
DOCUMENTS = {
    "invoice": call("sales_order_invoice.create", invoiceIncrementId=_ORDER, itemsQty=[], keep="invoice"),
    "shipment": call("sales_order_shipment.create", orderIncrementId=_ORDER, itemsQty=[], **_SILENTLY, keep="shipment"),
    "creditmemo": call("sales_order_creditmemo.create", orderIncrementId=_ORDER, creditmemoData={}, keep="creditmemo"),
}
"""What makes the documents of an order, each under the name that it is kept by; a credit memo is of what is invoiced."""

_ITEM = Result("placed", ("items", 0, "item_id"), str)
"""The one item of the order that was ``placed``, as an array of PHP is keyed."""

_BUYER = {"firstname": "Throw", "lastname": "Away"}


def scenarios(context: RunContext) -> Iterator[Scenario]:
    """The scenarios, in their order."""
    lacks = "" if context.named.store else "needs --store"
    yield Scenario("carts", _carts(context), lacks)
    yield Scenario("the life of an order", _life(context), lacks)
    yield Scenario("an order in parts", _in_parts(context), lacks)
    yield Scenario("an order of a customer", _of_a_customer(context), lacks)
    yield Scenario("orders that are cancelled", _cancelled(context), lacks)


def cart(context: RunContext, name: str, qty: int = 2) -> list[Step]:
    """Fills a cart with some of a product."""
    return [
        store_view(context),
        product(context, name, "product", websites=[WEBSITE]),
        call("cart.create", store=context.named.store, keep="quote"),
        call("cart_product.add", quoteId=_QUOTE, productsData=[{"sku": context.name(name), "qty": qty}]),
    ]


def ordered(context: RunContext, name: str, qty: int = 2, buyer: dict[str, Any] | None = None) -> list[Step]:
    """Orders some of a product, as some guest unless a buyer is given."""
    buyer = buyer or {"mode": "guest", "email": f"{context.name(name)}@example.com", **_BUYER}
    addresses = [{**ADDRESS, "mode": mode, "street": "1 First Street"} for mode in ("billing", "shipping")]
    return [
        *cart(context, name, qty),
        call("cart_customer.set", quoteId=_QUOTE, customerData=buyer),
        call("cart_customer.addresses", quoteId=_QUOTE, customerAddressData=addresses),
        call("cart_shipping.method", quoteId=_QUOTE, shippingMethod=SHIPPING),
        call("cart_payment.method", quoteId=_QUOTE, paymentData={"method": PAYMENT}),
        call("cart.totals", quoteId=_QUOTE),
        call("cart.order", quoteId=_QUOTE, keep="order"),
    ]


def _carts(context: RunContext) -> list[Step]:
    changed = [{"sku": context.name("cart"), "qty": 5}]
    return [
        *cart(context, "cart"),
        call("cart.info", quoteId=_QUOTE),
        call("cart_product.update", quoteId=_QUOTE, productsData=changed),
        call("cart_product.list", quoteId=_QUOTE),
        call("cart.totals", quoteId=_QUOTE),
        call("cart.order", quoteId=_QUOTE, about="without a customer"),
        call("cart_shipping.method", quoteId=_QUOTE, shippingMethod="nosuch", about="without an address"),
        call("cart_product.remove", quoteId=_QUOTE, productsData=changed),
        call("cart_product.list", quoteId=_QUOTE, about="of none"),
        call("cart.info", quoteId=999999999, about="of no cart"),
    ]


def _life(context: RunContext) -> list[Step]:
    one: dict[str, Any] = {"orderIncrementId": _ORDER}
    info = call("sales_order.info", **one)
    invoice, shipment, memo = (Result(name) for name in DOCUMENTS)
    return [
        *ordered(context, "order"),
        info,
        *_listing(_ORDER),
        call("sales_order.addComment", **one, status="pending", comment="<Hello> & 'ü€'"),
        call("sales_order.hold", **one),
        call("sales_order.hold", **one, about="once more"),
        call("sales_order.unhold", **one),
        DOCUMENTS["invoice"],
        call("sales_order_invoice.info", invoiceIncrementId=invoice),
        call("sales_order_invoice.create", invoiceIncrementId=_ORDER, itemsQty=[], about="of what is paid"),
        call("sales_order.cancel", **one, about="of what is paid"),
        DOCUMENTS["shipment"],
        call(
            "sales_order_shipment.addTrack",
            shipmentIncrementId=shipment,
            carrier="ups",
            title="UPS",
            trackNumber="1Z999",
            keep="track",
        ),
        call("sales_order_shipment.info", shipmentIncrementId=shipment),
        DOCUMENTS["creditmemo"],
        call("sales_order_creditmemo.info", creditmemoIncrementId=memo),
        call("sales_order_creditmemo.create", **one, creditmemoData={}, about="of what is refunded"),
        info,
        call("sales_order.info", orderIncrementId=context.name("nosuch"), about="of no order"),
    ]


def _in_parts(context: RunContext) -> list[Step]:
    one: dict[str, Any] = {"orderIncrementId": _ORDER}
    info = call("sales_order.info", **one, keep="placed")
    refund = {"qtys": [{"order_item_id": _ITEM, "qty": 1}], "shipping_amount": 0}
    invoices: dict[str, Any] = {"invoiceIncrementId": _ORDER}
    return [
        *ordered(context, "parts", 3),
        info,
        *_some(call("sales_order_invoice.create", **invoices, keep="invoice", about="of two of three"), 2),
        call("sales_order_invoice.info", invoiceIncrementId=Result("invoice")),
        info,
        *_some(call("sales_order_shipment.create", **one, **_SILENTLY, keep="shipment", about="of one of three"), 1),
        call("sales_order_shipment.info", shipmentIncrementId=Result("shipment")),
        *_some(call("sales_order_invoice.create", **invoices, about="of more than there is"), 9),
        call("sales_order_invoice.create", **invoices, itemsQty=[], keep="rest", about="of the rest"),
        call("sales_order_invoice.info", invoiceIncrementId=Result("rest")),
        call("sales_order_creditmemo.create", **one, creditmemoData=refund, keep="creditmemo", about="of one of three"),
        call("sales_order_creditmemo.info", creditmemoIncrementId=Result("creditmemo")),
        call("sales_order_shipment.create", **one, itemsQty=[], **_SILENTLY, keep="shipped", about="of the rest"),
        info,
    ]


def _some(step: Step, qty: int) -> list[Step]:
    """The step, of so many of the one item of the order."""
    given: dict[str, Any] = {**step.arguments} if isinstance(step.arguments, dict) else {}
    by_item = replace(step, arguments={**given, "itemsQty": {_ITEM: qty}})
    return with_structures(by_item, itemsQty=[{"order_item_id": _ITEM, "qty": qty}])


def _of_a_customer(context: RunContext) -> list[Step]:
    one: dict[str, Any] = {"orderIncrementId": _ORDER}
    return [
        *customer(context, "buyer", "customer"),
        *ordered(context, "bought", buyer={"mode": "customer", "entity_id": Result("customer")}),
        call("sales_order.info", **one),
        call("sales_order.addComment", **one, status="pending", comment="Thank you"),
        call("sales_order.cancel", **one),
    ]


def _listing(order: Result) -> list[Step]:
    return filtered("sales_order.list", increment_id={"eq": order})


def _cancelled(context: RunContext) -> list[Step]:
    one: dict[str, Any] = {"orderIncrementId": _ORDER}
    return [
        *ordered(context, "cancelled"),
        call("sales_order.cancel", **one),
        call("sales_order.info", **one),
        call("sales_order.cancel", **one, about="once more"),
        call("sales_order_shipment.create", **one, itemsQty=[], **_SILENTLY, about="of what is cancelled"),
        call("cataloginventory_stock_item.list", productIds=[Result("product")], about="with what came back"),
    ]
