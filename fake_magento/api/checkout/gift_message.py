"""``giftmessage``: gift messages of carts and of products in them."""

from __future__ import annotations

from fake_magento.api.checkout.args import STORE
from fake_magento.api.declare import Arg, Resource

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

GIFT_MESSAGE.declare(
    "setForQuote",
    "Add gift message for shopping cart",
    QUOTE_ID_AS_TEXT,
    MESSAGE,
    STORE,
    returns="giftMessageResponse",
    acl="giftmessage/set",
    message="giftMessageForQuote",
)
GIFT_MESSAGE.declare(
    "setForQuoteItem",
    "Add gift messages for quote item of shopping cart",
    Arg("quoteItemId"),
    MESSAGE,
    STORE,
    returns="giftMessageResponse",
    acl="giftmessage/set",
    message="giftMessageForQuoteItem",
)
GIFT_MESSAGE.declare(
    "setForQuoteProduct",
    "Add gift messages to products of shopping cart",
    QUOTE_ID_AS_TEXT,
    Arg("productsAndMessages", "giftMessageAssociativeProductsEntityArray"),
    STORE,
    returns="giftMessageResponseArray",
    acl="giftmessage/set",
    message="giftMessageForQuoteProduct",
)
