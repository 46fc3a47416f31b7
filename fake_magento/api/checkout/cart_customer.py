"""``cart_customer``: who buys, and where to.

Sources of the rules: the transcript ``v1_cart_customer`` and its twins.
"""

from __future__ import annotations

import re
from typing import Any

from fake_magento import php
from fake_magento.api.checkout.args import QUOTE_ID, STORE
from fake_magento.api.checkout.quotes import as_plain, find_quote
from fake_magento.api.declare import Arg, Resource
from fake_magento.api.request import Request
from fake_magento.state.customers import joined_street
from fake_magento.state.orders import CUSTOMER, GUEST, REGISTER, encrypt
from fake_magento.state.quotes import ADDRESS_FIELDS, BILLING, SHIPPING, Quote, address_errors, fill_region

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


_WORD = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_EMAIL = re.compile(rf"{_WORD}(?:\.{_WORD})*@(?:{_LABEL}\.)+[A-Za-z]{{2,}}")
_LEAST_PASSWORD = 7
_GUESTS_PASSWORD = 8
_NO_CUSTOMER = (
    "Mage_Sales_Model_Quote::setCustomer(): Argument #1 ($customer) must be of type Mage_Customer_Model_Customer, "
    "null given"
)


def _customer(request: Request, id: Any) -> dict[str, Any]:
    """The values of a customer; raises fault 1042."""
    customers = request.shop.customers
    row = customers.get(request.row_id(id))
    if row is None:
        raise CART_CUSTOMER.fault("customer_not_exists")
    return customers.values(row)


def _errors(customer: dict[str, Any], is_guest: bool) -> Any:
    """What is wrong with a customer that there is not yet; a guest has no password."""
    for name, label in (("firstname", "first name"), ("lastname", "last name")):
        if not php.to_string(customer.get(name)).strip():
            yield f"The {label} cannot be empty."
    email = php.to_string(customer.get("email"))
    if not _EMAIL.fullmatch(email):
        yield f'Invalid email address "{email}".'
    if is_guest:
        return
    password, confirmation = (php.to_string(customer.get(name)) for name in ("password", "password_confirmation"))
    if not password and php.is_empty(customer.get("customer_id")):
        yield "The password cannot be empty."
    if password and len(password) < _LEAST_PASSWORD:
        yield f"The minimum password length is {_LEAST_PASSWORD}"
    if password != confirmation:
        yield "Please make sure your passwords match."


def _set_address(request: Request, quote: Quote, given: Any) -> None:
    mode = php.item(given, "mode")
    address = _address(request, quote, given)
    errors = address_errors(request.shop, address)
    if errors:
        raise CART_CUSTOMER.fault("customer_address_invalid", "\n".join(errors))
    if php.equals(mode, BILLING):
        if not quote.is_virtual:
            uses = php.to_int(php.item(given, "use_for_shipping"))
            shipping = quote.address(SHIPPING)
            if uses == 0:
                shipping["same_as_billing"] = 0
            elif uses == 1:
                quote.set_address(SHIPPING, {**address, "same_as_billing": 1, "collect_shipping_rates": 1})
        quote.set_address(BILLING, address)
    elif php.equals(mode, SHIPPING):
        quote.set_address(SHIPPING, {**address, "same_as_billing": 0, "collect_shipping_rates": 1})


def _address(request: Request, quote: Quote, given: Any) -> dict[str, Any]:
    """What an address is to be. Raises the faults 1053 and 1055."""
    id = php.item(given, "address_id")
    if php.is_empty(id):
        known = {name: value for name, value in given.items() if name != "mode"} if isinstance(given, dict) else {}
        if "street" in known:
            known["street"] = joined_street(known["street"])
        fill_region(request.shop, known)
        return known
    addresses = request.shop.addresses
    row = addresses.get(request.row_id(id))
    if row is None:
        raise CART_CUSTOMER.fault("invalid_address_id")
    if row["parent_id"] != quote.values["customer_id"]:
        raise CART_CUSTOMER.fault("address_not_belong_customer")
    values = addresses.values(row)
    return {**{name: values.get(name) for name in ADDRESS_FIELDS}, "customer_address_id": row["entity_id"]}


@CART_CUSTOMER.method(
    "set",
    "Set customer for shopping cart",
    QUOTE_ID,
    Arg("customerData", "shoppingCartCustomerEntity", v2="customer"),
    STORE,
    returns="boolean",
    acl="cart/customer/set",
)
def set_customer(request: Request, quote_id: Any, customer: Any, store: Any) -> Any:
    """Let the cart be a guest's, a new customer's (``register``) or a customer's, as ``mode`` says."""
    quote = find_quote(request, CART_CUSTOMER, quote_id, store)
    return _set_customer(request, quote, customer)


@set_customer.v2
def set_customer_v2(request: Request, quote_id: Any, customer: Any, store: Any) -> Any:
    """The same, of an object, which has to be there."""
    quote = find_quote(request, CART_CUSTOMER, quote_id, store)
    php.check_object(customer)
    return _set_customer(request, quote, customer)


def _set_customer(request: Request, quote: Quote, customer: Any) -> bool:
    mode = php.item(customer, "mode")
    if mode is None:
        raise CART_CUSTOMER.fault("customer_mode_is_unknown")
    password = None
    if php.equals(mode, CUSTOMER):
        quote.set_customer(_customer(request, customer.get("customer_id")))
    elif php.equals(mode, GUEST) or php.equals(mode, REGISTER):
        is_guest = php.equals(mode, GUEST)
        password = request.shop.random.text(_GUESTS_PASSWORD) if is_guest else php.to_string(customer.get("password"))
        errors = list(_errors(customer, is_guest))
        if errors:
            raise CART_CUSTOMER.fault("customer_data_invalid", "\n".join(errors))
        quote.set_customer({**customer, "entity_id": customer.get("customer_id")})
        password = encrypt(password)
    else:
        raise php.PhpError(_NO_CUSTOMER)
    quote.values |= {"checkout_method": mode, "password_hash": password}
    quote.save_values()
    return True


@CART_CUSTOMER.method(
    "addresses",
    "Set customer's addresses in shopping cart",
    QUOTE_ID,
    Arg("customerAddressData", "shoppingCartCustomerAddressEntityArray", v2="customer", from_v2=as_plain),
    STORE,
    returns="boolean",
    acl="cart/customer/addresses",
    php_name="setAddresses",
)
def set_addresses(request: Request, quote_id: Any, addresses: Any, store: Any) -> Any:
    """Set the addresses of the cart, each as its ``mode`` says; one without, or with another mode, is but looked at.

    An address is given, or is one of the customer's by its ``address_id``. Raises the faults 1051, 1052, 1053 and 1055.
    """
    quote = find_quote(request, CART_CUSTOMER, quote_id, store)
    if not php.is_array(addresses) or not php.is_array(php.first(addresses)):
        raise CART_CUSTOMER.fault("customer_address_data_empty")
    for each in php.values(addresses):
        _set_address(request, quote, each)
    quote.collect_totals()
    quote.save()
    return True
