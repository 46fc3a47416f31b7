"""``cart_customer``: who buys a cart, and the addresses."""

from __future__ import annotations

from fake_magento.api.checkout.args import QUOTE_ID, STORE
from fake_magento.api.declare import Arg, Resource

CART_CUSTOMER = Resource(
    "cart_customer",
    "Customer Information",
    aliases=("cart_customer_address",),
    acl="cart/customer",
    operations="shoppingCartCustomer",
    php_class="Mage_Checkout_Model_Cart_Customer_Api",
    faults={
        "store_not_exists": (1001, "Can not make operation because store is not exists"),
        "quote_not_exists": (1002, "Can not make operation because quote is not exists"),
        "customer_not_set": (1041, "Customer is not set. "),
        "customer_not_exists": (1042, "The customer's identifier is not valid or customer is not existed"),
        "customer_not_created": (1043, "Customer could not be created. "),
        "customer_data_invalid": (1044, "Customer data is not valid. "),
        "customer_mode_is_unknown": (1045, "Customer's mode is unknown"),
        "customer_address_data_empty": (1051, "Customer address data is empty."),
        "customer_address_invalid": (1052, "Customer's address data is not valid."),
        "invalid_address_id": (1053, "The customer's address identifier is not valid"),
        "address_is_not_set": (1054, "Customer address is not set."),
        "address_not_belong_customer": (1055, "Customer address identifier do not belong customer, which set in quote"),
    },
)

CART_CUSTOMER.declare(
    "set",
    "Set customer for shopping cart",
    QUOTE_ID,
    Arg("customerData", "shoppingCartCustomerEntity", v2="customer"),
    STORE,
    returns="boolean",
    acl="cart/customer/set",
)
CART_CUSTOMER.declare(
    "addresses",
    "Set customer's addresses in shopping cart",
    QUOTE_ID,
    Arg("customerAddressData", "shoppingCartCustomerAddressEntityArray", v2="customer"),
    STORE,
    returns="boolean",
    acl="cart/customer/addresses",
    php_name="setAddresses",
)
