"""Carts: what is in one, who buys it, where it goes, how it is shipped and paid, and what all that costs.

Sources: the transcripts ``v1_cart``, ``v1_cart_product``, ``v1_cart_customer``, ``v1_cart_shipping_payment``,
``v1_cart_coupon``, ``v1_cart_virtual`` and their twins.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from fake_magento import php
from fake_magento.state import customers, settings
from fake_magento.state.eav import ADMIN_STORE
from fake_magento.state.errors import StateError
from fake_magento.state.prices import final_price, rounded
from fake_magento.state.stock import manages_stock, stock_of, stock_value
from fake_magento.state.table import Row

if TYPE_CHECKING:
    from fake_magento.state.shop import Shop

BILLING, SHIPPING = "billing", "shipping"
"""The two addresses of a cart."""

FREE = "free"
OFFLINE = ("free", "checkmo", "purchaseorder", "banktransfer", "cashondelivery")
"""The payment methods that need nobody else."""

VIRTUAL_TYPES = ("virtual", "downloadable")
"""The types of products that are not shipped."""

REGION_REQUIRED = "general/region/state_required"
"""The setting that lists the countries whose addresses need a region."""

ADDRESS_FIELDS = (
    "prefix",
    "firstname",
    "middlename",
    "lastname",
    "suffix",
    "company",
    "street",
    "city",
    "region",
    "region_id",
    "postcode",
    "country_id",
    "telephone",
    "fax",
    "vat_id",
    "vat_is_valid",
    "vat_request_id",
    "vat_request_date",
    "vat_request_success",
)
"""What an address says, be it a customer's, a cart's or an order's."""

CUSTOMER_FIELDS = ("email", "prefix", "firstname", "middlename", "lastname", "suffix", "dob", "taxvat", "gender")
"""What a cart has of the customer, each as ``customer_…``."""

_QUOTE, _ITEM, _ADDRESS = "sales_flat_quote", "sales_flat_quote_item", "sales_flat_quote_address"
_PAYMENT, _RATE = "sales_flat_quote_payment", "sales_flat_quote_shipping_rate"
_TOTALS = ("subtotal", "base_subtotal", "subtotal_with_discount", "base_subtotal_with_discount")
_GRAND_TOTALS = ("grand_total", "base_grand_total")
_NO_TAXES = "a:0:{}"
_OUT_OF_STOCK = "This product is currently out of stock."


class ItemError(StateError):
    """A product that cannot be put into a cart; the message says why."""


class BrokenItemError(StateError):
    """A cart with an item that is of no product: nothing can be done with it any more."""


class PaymentError(StateError):
    """A payment method that a cart cannot be paid by."""


def create_quote(shop: Shop, store_id: int) -> Row:
    """A new cart of a store view, empty; the row."""
    now = shop.clock.text()
    currency = settings.text(shop.config, "currency/options/base")
    one = Decimal(1)
    return shop.table(_QUOTE).insert(
        store_id=store_id,
        created_at=now,
        updated_at=now,
        is_active=0,
        customer_id=0,
        is_changed=1,
        **{f"{name}_currency_code": currency for name in ("base", "store", "quote", "global")},
        **dict.fromkeys(("store_to_base_rate", "store_to_quote_rate", "base_to_global_rate"), one),
        base_to_quote_rate=one,
    )


class Item:
    """An item of a cart while it is worked with: ``values`` by column, and the product, ``None`` where there is none.

    ``qty`` is a whole number, unless the product is sold by other quantities or is out of stock. ``backorders`` is how many
    more there are in the cart than in the shop, where there are more.
    """

    def __init__(self, shop: Shop, values: dict[str, Any], product: Row | None) -> None:
        self._shop = shop
        self.values = values
        self.product = product
        self.qty: int | float = 0
        self.errors: list[str] = []
        self.backorders: int | float | None = None
        if product is not None:
            self._take_over(product)

    def _take_over(self, product: Row) -> None:
        """What is shown of the product is what it is now."""
        shown = self._shop.products.values(product, self.values["store_id"])
        self.values |= {
            "product_id": product["entity_id"],
            "product_type": product["type_id"],
            "sku": product["sku"],
            "name": shown.get("name"),
            "weight": shown.get("weight"),
            "base_cost": shown.get("cost"),
            "is_virtual": int(self.is_virtual),
        }
        self.tax_class_id = shown.get("tax_class_id")
        self.is_recurring = shown.get("is_recurring")

    @property
    def id(self) -> int | None:
        """Its id, ``None`` where it was not saved yet."""
        return self.values.get("item_id")

    @property
    def is_virtual(self) -> bool:
        """Whether it is not shipped."""
        return self.product is not None and self.product["type_id"] in VIRTUAL_TYPES

    def set_qty(self, qty: Any) -> None:
        """Have that many of it: one where it is no number above zero. What is wrong with so many is then in ``errors``."""
        self.qty = _quantity(qty)
        self.errors = []
        self.backorders = None
        if self.product is None:
            return
        stock = stock_of(self._shop.database, self.product["entity_id"])
        is_managed = stock is None or manages_stock(self._shop.database, stock)
        if stock is None or (is_managed and not stock["is_in_stock"]):
            self.errors.append(_OUT_OF_STOCK)
            return
        self.values["is_qty_decimal"] = stock["is_qty_decimal"]
        if not stock["is_qty_decimal"]:
            self.qty = int(self.qty)
        least, most = (
            float(stock_value(self._shop.database, stock, f"{name}_sale_qty") or 0) for name in ("min", "max")
        )
        if least and self.qty < least:
            self.errors.append(f"The minimum quantity allowed for purchase is {php.to_string(least)}.")
        elif most and self.qty > most:
            self.errors.append(f"The maximum quantity allowed for purchase is {php.to_string(most)}.")
        if not is_managed:
            return
        there = float(stock["qty"])
        if there < self.qty:
            self.backorders = self.qty - there if there > 0 else self.qty

    def collect(self, group_id: Any) -> None:
        """Make its prices those of now, for a customer group."""
        original = Decimal(0)
        if self.product is not None:
            original = final_price(self._shop, self.product, self.values["store_id"], group_id, self.qty)
        price = rounded(original)
        total = rounded(price * Decimal(str(self.qty)))
        self.original_price = original
        weight = Decimal(0 if self.is_virtual else self.values.get("weight") or 0)
        self.values |= {
            **dict.fromkeys(("price", "base_price", "price_incl_tax", "base_price_incl_tax"), price),
            **dict.fromkeys(("row_total", "base_row_total", "row_total_incl_tax", "base_row_total_incl_tax"), total),
            **dict.fromkeys(_NOTHING_OF_AN_ITEM, 0),
            "row_weight": weight * Decimal(str(self.qty)),
            "weee_tax_applied": _NO_TAXES,
        }


_NOTHING_OF_AN_ITEM = (
    "discount_amount",
    "base_discount_amount",
    "tax_percent",
    "tax_amount",
    "base_tax_amount",
    "hidden_tax_amount",
    "base_hidden_tax_amount",
    "weee_tax_disposition",
    "weee_tax_row_disposition",
    "base_weee_tax_disposition",
    "base_weee_tax_row_disposition",
    "weee_tax_applied_amount",
    "weee_tax_applied_row_amount",
    "base_weee_tax_applied_amount",
)
"""What is 0 where nothing is taxed and nothing is off."""

_NOTHING_OF_AN_ADDRESS = (
    "tax_amount",
    "base_tax_amount",
    "shipping_tax_amount",
    "base_shipping_tax_amount",
    "discount_amount",
    "base_discount_amount",
)
_NOTHING_OF_AN_ADDRESS_WITH_ITEMS = (
    "shipping_discount_amount",
    "base_shipping_discount_amount",
    "hidden_tax_amount",
    "base_hidden_tax_amount",
    "shipping_hidden_tax_amount",
)


class Quote:
    """A cart while it is worked with: a copy of its rows, which `save` writes.

    ``values`` are its own columns. ``addresses`` has those that there are, ``payment`` is ``None`` where none was set.
    """

    def __init__(self, shop: Shop, row: Row) -> None:
        self.shop = shop
        self.values: dict[str, Any] = dict(row)
        self.id: int = row["entity_id"]
        rows = shop.table(_ADDRESS).select(quote_id=self.id)
        self.addresses: dict[str, dict[str, Any]] = {each["address_type"]: dict(each) for each in rows}
        payment = shop.table(_PAYMENT).find(quote_id=self.id)
        self.payment: dict[str, Any] | None = None if payment is None else dict(payment)
        self._items: list[Item] | None = None

    @property
    def items(self) -> list[Item]:
        """What is in it. Products that there are no more, or not in its website, go out of it.

        Raises `BrokenItemError` where an item is of no product.
        """
        if self._items is None:
            self._items = []
            rows = self.shop.table(_ITEM).select(quote_id=self.id)
            for row in rows:
                if row["product_id"] is None:
                    raise BrokenItemError(f"item {row['item_id']} of cart {self.id} is of no product")
                product = self.shop.products.get(row["product_id"])
                if product is not None and self._sells(product):
                    item = Item(self.shop, dict(row), product)
                    item.set_qty(row["qty"])
                    self._items.append(item)
            if len(self._items) < len(rows):
                self.collect_totals()
        return self._items

    def _sells(self, product: Row) -> bool:
        store = self.shop.table("core_store").get(self.values["store_id"])
        if store is None or store["store_id"] == ADMIN_STORE:
            return True
        where = {"product_id": product["entity_id"], "website_id": store["website_id"]}
        return self.shop.table("catalog_product_website").find(where) is not None

    @property
    def is_virtual(self) -> bool:
        """Whether nothing of what is in it is shipped."""
        return bool(self.items) and all(item.is_virtual for item in self.items)

    def address(self, kind: str) -> dict[str, Any]:
        """The billing or shipping address; one that there is not is made."""
        return self.addresses.setdefault(kind, {"address_type": kind, "quote_id": self.id})

    def has_saved(self, kind: str) -> bool:
        """Whether the cart was saved with an address of that kind."""
        return self.addresses.get(kind, {}).get("address_id") is not None

    def find(self, product: Row | None) -> Item | None:
        """The item of a product."""
        id = None if product is None else product["entity_id"]
        return next((item for item in self.items if item.values["product_id"] == id), None)

    def add(self, product: Row | None, asked: Mapping[Any, Any]) -> None:
        """Put so many of a product into it; ``asked`` is what was asked for, and has its ``qty``.

        A product that there is not (``None``) goes in, and breaks the cart. Raises `ItemError` for one that cannot be sold so.
        """
        if product is not None:
            _check_choice(product, asked)
        item = self.find(product)
        if item is None:
            values = {**self.shop.table(_ITEM).schema.defaults, "product_id": None, "quote_id": self.id}
            item = Item(self.shop, {**values, "item_id": None, "store_id": self.values["store_id"]}, product)
            self.items.append(item)
        item.values["info_buyRequest"] = dict(asked)
        item.set_qty(item.qty + _quantity(asked.get("qty")))
        if item.errors:
            raise ItemError("\n".join(item.errors))

    def set_customer(self, customer: Mapping[str, Any]) -> None:
        """Let it be this customer's, by the values of the attributes; ``entity_id`` is ``None`` for one that there is not."""
        self.values["customer_id"] = customer.get("entity_id")
        self.values |= {f"customer_{name}": customer.get(name) for name in CUSTOMER_FIELDS}
        group = customer.get("group_id")
        self.values["customer_group_id"] = (
            settings.whole(self.shop.config, customers.DEFAULT_GROUP) if group is None else group
        )
        self.values["customer_tax_class_id"] = self._tax_class()

    def set_address(self, kind: str, values: Mapping[str, Any]) -> dict[str, Any]:
        """Write these over an address; the address.

        A billing address has the customer's e-mail then, and so has a shipping address that has no other.
        """
        address = self.address(kind)
        columns = self.shop.table(_ADDRESS).schema.columns
        kept = ("address_id", "quote_id", "address_type")
        address.update({name: value for name, value in values.items() if name in columns and name not in kept})
        if kind == BILLING or not address.get("email"):
            address["email"] = self.values["customer_email"]
        return address

    def rates(self) -> list[dict[str, Any]]:
        """How it can be shipped, as was last found out."""
        address = self.address(SHIPPING)
        if "rates" not in address:
            id = address.get("address_id")
            found = [] if id is None else self.shop.table(_RATE).select(address_id=id)
            address["rates"] = [dict(row) for row in found]
        rates: list[dict[str, Any]] = address["rates"]
        return rates

    def collect_rates(self) -> None:
        """Find out how it can be shipped, where that is to be done. A method that is not among it is forgotten."""
        address = self.address(SHIPPING)
        if not address.get("collect_shipping_rates"):
            return
        address["collect_shipping_rates"] = 0
        address["rates"] = []
        if not address.get("country_id"):
            return
        address["rates"] = list(self._found_rates())
        if address.get("shipping_method") not in [rate["code"] for rate in address["rates"]]:
            address |= {"shipping_method": None, "shipping_description": None}

    def _found_rates(self) -> Iterable[dict[str, Any]]:
        """A flat rate for each item that is shipped (``v1_cart_shipping_payment``), and none where that is switched on."""
        config = self.shop.config
        if settings.flag(config, "carriers/flatrate/active"):
            qty = sum(Decimal(str(item.qty)) for item in self.items if not item.is_virtual)
            price = settings.amount(config, "carriers/flatrate/price")
            if settings.text(config, "carriers/flatrate/type") == "I":
                price *= qty
            yield self._rate("flatrate", price + self._handling_fee(price))
        if settings.flag(config, "carriers/freeshipping/active"):
            for item in self.items:
                item.collect(self.values["customer_group_id"])
            subtotal = sum((item.values["row_total"] for item in self.items), Decimal(0))
            if subtotal >= settings.amount(config, "carriers/freeshipping/free_shipping_subtotal"):
                yield self._rate("freeshipping", Decimal(0))

    def _handling_fee(self, price: Decimal) -> Decimal:
        """What the handling of a flat rate costs: an amount, or so many percent of the rate."""
        fee = settings.amount(self.shop.config, "carriers/flatrate/handling_fee")
        is_percent = settings.text(self.shop.config, "carriers/flatrate/handling_type") == "P"
        return price * fee / 100 if is_percent else fee

    def _rate(self, carrier: str, price: Decimal) -> dict[str, Any]:
        """What it costs by the method of a carrier that has but one, which has the carrier's name."""
        return {
            "carrier": carrier,
            "carrier_title": settings.text(self.shop.config, f"carriers/{carrier}/title"),
            "code": f"{carrier}_{carrier}",
            "method": carrier,
            "method_title": settings.text(self.shop.config, f"carriers/{carrier}/name"),
            "price": price,
        }

    def collect_totals(self) -> None:
        """Sum up what it costs, address by address: without one nothing is summed up (``v1_cart``)."""
        values, addresses = self.values, [*self.addresses]
        values |= dict.fromkeys((*_TOTALS, *_GRAND_TOTALS), Decimal(0))
        if addresses:
            if values["customer_id"] not in self.shop.customers:
                values["customer_id"] = None
            values["customer_tax_class_id"] = self._tax_class()
        for kind in addresses:
            address = self.addresses[kind]
            is_for_items = kind == (BILLING if self.is_virtual else SHIPPING)
            self._collect(address, self.items if is_for_items else [])
            values |= {name: values[name] + address["subtotal"] for name in _TOTALS}
            values |= {name: values[name] + address["grand_total"] for name in _GRAND_TOTALS}
        values["items_count"] = len(self.items)
        values["items_qty"] = sum(Decimal(str(item.qty)) for item in self.items)
        if not php.is_empty(values["coupon_code"]):
            values["coupon_code"] = None

    def _collect(self, address: dict[str, Any], items: list[Item]) -> None:
        for item in items:
            item.collect(self.values["customer_group_id"])
        subtotal = sum((item.values["row_total"] for item in items), Decimal(0))
        shipping = Decimal(0)
        address["weight"] = sum((item.values["row_weight"] for item in items), Decimal(0))
        if items and address["address_type"] == SHIPPING:
            self.collect_rates()
            for rate in self.rates():
                if rate["code"] == address.get("shipping_method"):
                    shipping = Decimal(rate["price"])
                    address["shipping_description"] = f"{rate['carrier_title']} - {rate['method_title']}".strip(" -")
        address |= {
            **dict.fromkeys(("subtotal", "base_subtotal", "subtotal_incl_tax"), subtotal),
            **dict.fromkeys(("shipping_amount", "base_shipping_amount"), shipping),
            **dict.fromkeys(("shipping_incl_tax", "base_shipping_incl_tax"), shipping),
            **dict.fromkeys(_GRAND_TOTALS, subtotal + shipping),
            **dict.fromkeys(_NOTHING_OF_AN_ADDRESS, 0),
            "applied_taxes": _NO_TAXES,
        }
        if items:
            address |= dict.fromkeys(_NOTHING_OF_AN_ADDRESS_WITH_ITEMS, 0)
        self.address(BILLING)

    def pay(self, method: str, payment: Mapping[Any, Any]) -> None:
        """Pay it by a method, of which ``payment`` says more; only ``free`` keeps that.

        Raises `PaymentError` for a method that it cannot be paid by, after all was summed up.
        """
        self.collect_totals()
        if method not in payment_methods(self):
            raise PaymentError("The requested Payment Method is not available.")
        if self.payment is None:
            self.payment = {**self.shop.table(_PAYMENT).schema.defaults, "payment_id": None, "quote_id": self.id}
            self.payment["additional_information"] = []
        if method == FREE:
            kept = ("payment_id", "quote_id")
            columns = self.shop.table(_PAYMENT).schema.columns
            self.payment |= {name: value for name, value in payment.items() if name in columns and name not in kept}
        self.payment["method"] = method

    def _tax_class(self) -> Any:
        group = self.shop.table("customer_group").get(php.to_int(self.values["customer_group_id"]))
        return 0 if group is None else group["tax_class_id"]

    def save(self) -> None:
        """Write all of it."""
        self.save_values()
        self._save_addresses()
        self._save_items()
        if self.payment is not None:
            now = self.shop.clock.text()
            self.payment = dict(self.shop.table(_PAYMENT).put({"created_at": now, **self.payment, "updated_at": now}))

    def save_values(self) -> None:
        """Write its own columns alone."""
        self.values["updated_at"] = self.shop.clock.text()
        self.values = dict(self.shop.table(_QUOTE).update(self.id, self.values))

    def _save_addresses(self) -> None:
        table, now = self.shop.table(_ADDRESS), self.shop.clock.text()
        for kind, address in self.addresses.items():
            rates = address.pop("rates", None)
            address["customer_id"] = self.values["customer_id"]
            fill_region(self.shop, address)
            if address.get("address_id") is None:
                address["created_at"] = now
                if kind == SHIPPING:
                    address["same_as_billing"] = int(self._ships_to_billing(address))
            saved = self.addresses[kind] = dict(table.put({**address, "updated_at": now}))
            if rates is not None:
                self._save_rates(saved["address_id"], rates)

    def _save_rates(self, address_id: int, rates: list[dict[str, Any]]) -> None:
        table, now = self.shop.table(_RATE), self.shop.clock.text()
        kept = {rate.get("rate_id") for rate in rates}
        for row in table.select(address_id=address_id):
            if row["rate_id"] not in kept:
                table.delete(row["rate_id"])
        for rate in rates:
            if rate.get("rate_id") is None:
                table.insert({**rate, "address_id": address_id, "created_at": now, "updated_at": now})

    def save_rates(self) -> None:
        """Write how it can be shipped, and the shipping address."""
        if self.has_saved(SHIPPING):
            self._save_addresses()

    def _ships_to_billing(self, address: Mapping[str, Any]) -> bool:
        """Whether a new shipping address counts as the billing address: a customer's own does so where it is for both."""
        id = self.values["customer_id"]
        customer = self.shop.customers.get(id) if id else None
        if customer is None or not address.get("customer_address_id"):
            return True
        billing, shipping = (self.shop.customers.value(customer, f"default_{kind}") for kind in (BILLING, SHIPPING))
        return not shipping or billing == shipping

    def _save_items(self) -> None:
        table, now = self.shop.table(_ITEM), self.shop.clock.text()
        kept = {item.id for item in self.items}
        for row in table.select(quote_id=self.id):
            if row["item_id"] not in kept:
                table.delete(row["item_id"])
        for item in self.items:
            created = now if item.id is None else item.values["created_at"]
            row = {**item.values, "qty": item.qty, "created_at": created, "updated_at": now}
            item.values = dict(table.put(row))


def payment_methods(quote: Quote) -> dict[str, str | None]:
    """By code the titles of the methods that are switched on and fit the grand total: ``free`` is for nothing alone."""
    is_free = rounded(Decimal(quote.values["grand_total"])) == 0
    config = quote.shop.config
    active = [code for code in OFFLINE if settings.whole(config, f"payment/{code}/active")]
    found = [code for code in active if code != FREE or is_free]
    return {code: settings.text(config, f"payment/{code}/title") for code in found}


def fits_total(quote: Quote, method: str) -> bool:
    """Whether a method is for what the items cost: for nothing there is ``free`` alone."""
    return method == FREE or bool(Decimal(quote.values["base_subtotal"] or 0))


def address_errors(shop: Shop, values: Mapping[str, Any]) -> list[str]:
    """What an address of a cart lacks, a sentence for each: what a customer's must have, and the region where it needs one."""
    errors = customers.address_errors(shop, values)
    if needs_region(shop, values.get("country_id")) and not region_of(shop, values):
        errors.append("Please enter the state/province.")
    return errors


def needs_region(shop: Shop, country_id: Any) -> bool:
    """Whether an address in that country must have a region."""
    return country_id in (settings.text(shop.config, REGION_REQUIRED) or "").split(",")


def region_of(shop: Shop, values: Mapping[str, Any]) -> Any:
    """The id of an address' region: the one given, or that of a region whose id or code stands for the region's name."""
    id, region = values.get("region_id"), values.get("region")
    if not php.is_empty(id) or php.is_empty(region):
        return id
    if php.is_numeric(region):
        return region
    where = {"country_id": values.get("country_id"), "code": region}
    found = shop.table("directory_country_region").find(where)
    return None if found is None else found["region_id"]


def fill_region(shop: Shop, address: dict[str, Any]) -> None:
    """Name the region of an address that has the id of one of its country."""
    id = region_of(shop, address)
    if php.is_empty(id):
        return
    address["region_id"] = id
    region = address.get("region")
    if php.is_empty(region) or php.is_numeric(region):
        found = shop.table("directory_country_region").get(php.to_int(id))
        if found is not None and found["country_id"] == address.get("country_id"):
            address["region"] = found["name"]


def take_out(shop: Shop, product_id: int) -> None:
    """Take a product that is deleted out of all carts; what they cost is not summed up again."""
    items, quotes = shop.table(_ITEM), shop.table(_QUOTE)
    for row in items.select(product_id=product_id):
        quote = quotes[row["quote_id"]]
        left = Decimal(quote["items_qty"]) - Decimal(row["qty"])
        quotes.update(quote["entity_id"], items_qty=left, items_count=quote["items_count"] - 1)
        items.delete(row["item_id"])


_CHOICES = {
    "grouped": "Please specify the quantity of product(s).",
    "configurable": "Please specify the product's option(s).",
    "bundle": "Please specify product option(s).",
}
"""What is said of a product of which nothing was chosen, by its type."""


def _check_choice(product: Row, asked: Mapping[Any, Any]) -> None:
    """Raises `ItemError` for a product of which something is to be chosen, and was not; carts hold plain products alone."""
    if product["type_id"] in _CHOICES:
        raise ItemError(_CHOICES[product["type_id"]])
    if product["required_options"] and not asked.get("options"):
        raise ItemError("Please specify the product required option(s).")


def _quantity(value: Any) -> int | float:
    """A number above zero, 1 for anything else; in text a comma may stand for the point."""
    if isinstance(value, str):
        text = value.strip("\"' ")
        if "," in text and "." in text:
            text = (
                text.replace(".", "").replace(",", ".") if text.rfind(",") > text.rfind(".") else text.replace(",", "")
            )
        value = php.to_float(text.replace(",", "."))
    number = float(value) if isinstance(value, (int, float)) else 0.0
    return number if number > 0 else 1
