"""``giftmessage``: gift messages of carts and of products in them.

Sources of the rules: the transcript ``v1_giftmessage`` and its twins.
"""

from __future__ import annotations

from typing import Any

from fake_magento import php
from fake_magento.api.checkout.args import STORE
from fake_magento.api.checkout.quotes import NoIdentifierError, as_plain, find_product, find_quote, item_of
from fake_magento.api.declare import GLOBAL_FAULTS, Arg, Fault, Resource
from fake_magento.api.request import Request

QUOTE_ID_AS_TEXT = Arg("quoteId", refers_to="cart")
MESSAGE = Arg("giftMessage", "giftMessageEntity")

GIFT_MESSAGE = Resource(
    "giftmessage",
    "Gift Message API",
    acl="giftmessage/set",
    operations="giftMessage",
    php_class="Mage_GiftMessage_Model_Api",
    faults={
        "store_not_exists": (1001, "Can not make operation because store is not exists"),
        "quote_not_exists": (1002, "Can not make operation because quote is not exists"),
        "giftmessage_invalid_data": (1101, "Gift message data is not valid."),
        "product_invalid_data": (1102, "Product's data is not valid."),
        "quote_item_not_exists": (1103, "Quote item is not exists"),
    },
)


def _write(request: Request, id: Any, message: Any) -> int | None:
    """Write a message instead of the one of that id, or take it away; the id of the message that there is then."""
    table = request.shop.table("gift_message")
    there = table.get(id) if id else None
    text = php.to_string(php.item(message, "message"))
    if not text.strip():
        if there is None:
            return None if id is None else int(id)
        table.delete(there["gift_message_id"])
        return 0
    values = {"sender": php.item(message, "from"), "recipient": php.item(message, "to"), "message": text}
    row = table.insert(values) if there is None else table.update(there["gift_message_id"], values)
    return int(row["gift_message_id"])


def _done(id: Any) -> dict[str, Any]:
    return {"entityId": id, "result": True, "error": ""}


@GIFT_MESSAGE.method(
    "setForQuote",
    "Add gift message for shopping cart",
    QUOTE_ID_AS_TEXT,
    MESSAGE,
    STORE,
    returns="giftMessageResponse",
    message="giftMessageForQuote",
)
def set_for_quote(request: Request, quote_id: Any, message: Any, store: Any) -> Any:
    """Give a cart a message; one without text takes it away. Raises fault 1101 for what is no array, or an empty one."""
    quote = find_quote(request, GIFT_MESSAGE, quote_id, store)
    if not php.is_array(message) or not message:
        raise GIFT_MESSAGE.fault("giftmessage_invalid_data")
    quote.values["gift_message_id"] = _write(request, quote.values["gift_message_id"], message)
    quote.save_values()
    return _done(request.database_number(quote.id))


@GIFT_MESSAGE.method(
    "setForQuoteItem",
    "Add gift messages for quote item of shopping cart",
    Arg("quoteItemId"),
    MESSAGE,
    STORE,
    returns="giftMessageResponse",
    message="giftMessageForQuoteItem",
)
def set_for_quote_item(request: Request, item_id: Any, message: Any, store: Any) -> Any:
    """Give an item of a cart a message; one without text takes it away. Raises fault 1103."""
    return _set_for_item(request, item_id, message, store)


def _set_for_item(request: Request, item_id: Any, message: Any, store: Any) -> dict[str, Any]:
    items = request.shop.table("sales_flat_quote_item")
    item = items.get(request.row_id(item_id))
    if item is None:
        raise GIFT_MESSAGE.fault("quote_item_not_exists")
    find_quote(request, GIFT_MESSAGE, item["quote_id"], store)
    items.update(item["item_id"], gift_message_id=_write(request, item["gift_message_id"], message))
    return _done(item_id)


@GIFT_MESSAGE.method(
    "setForQuoteProduct",
    "Add gift messages to products of shopping cart",
    QUOTE_ID_AS_TEXT,
    Arg("productsAndMessages", "giftMessageAssociativeProductsEntityArray", from_v2=as_plain),
    STORE,
    returns="giftMessageResponseArray",
    message="giftMessageForQuoteProduct",
)
def set_for_quote_product(request: Request, quote_id: Any, given: Any, store: Any) -> Any:
    """Give products of a cart messages; what names no product is left out. Raises the faults 0, 1101 and 1102."""
    quote = find_quote(request, GIFT_MESSAGE, quote_id, store)
    if not php.is_array(given) or not given:
        raise Fault(*GLOBAL_FAULTS["unknown"])
    if isinstance(given, dict) and len(given) == 2 and "product" in given and "message" in given:
        given = [given]
    done = []
    for each in php.values(given):
        asked, message = php.item(each, "product"), php.item(each, "message")
        if asked is None or message is None:
            continue
        if not php.is_array(asked) or not asked:
            raise GIFT_MESSAGE.fault("product_invalid_data")
        if not php.is_array(message) or not message:
            raise GIFT_MESSAGE.fault("giftmessage_invalid_data")
        try:
            item = item_of(quote, find_product(request, asked))
        except NoIdentifierError:
            continue
        done.append(_set_for_item(request, request.database_number(item.id), message, store))
    return done
