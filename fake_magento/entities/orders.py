"""The orders."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from fake_magento import php
from fake_magento.entities.base import (
    VALUES,
    Entities,
    Entry,
    FileContent,
    other_stores,
    product_of,
)
from fake_magento.fixture_shape import TEXT, Items, OneOf, Section, Values
from fake_magento.nearest import nearest
from fake_magento.state import Row, Shop, StateError
from fake_magento.state.creditmemos import create_creditmemo
from fake_magento.state.customers import joined_street
from fake_magento.state.documents import comments
from fake_magento.state.invoices import create_invoice
from fake_magento.state.order_life import CANCELED, CLOSED, COMPLETE, HOLDED, PROCESSING, LoadedOrder, amount, history
from fake_magento.state.orders import CUSTOMER, GUEST, place_order
from fake_magento.state.quotes import (
    ADDRESS_FIELDS,
    BILLING,
    CUSTOMER_FIELDS,
    SHIPPING,
    ItemError,
    Quote,
    create_quote,
    fill_region,
    payment_methods,
)
from fake_magento.state.shipments import create_shipment

OrderItems = Mapping[str, float | str] | Sequence[tuple[str, float | str]]
"""What is ordered: SKUs and how many of each."""

_NUMBER = OneOf((int, float, str))
_GUEST = {"email": "guest@example.com", "firstname": "Guest", "lastname": "Buyer"}
_ADDRESS = {"street": "1 Main Street", "city": "London", "postcode": "N1 1AA", "country_id": "GB", "telephone": "1"}


@dataclass(frozen=True)
class OrderedItem:
    """An item of an order, and what became of how much of it."""

    sku: str
    name: str | None
    price: Decimal
    row_total: Decimal
    qty_ordered: Decimal
    qty_invoiced: Decimal
    qty_shipped: Decimal
    qty_refunded: Decimal
    qty_canceled: Decimal


@dataclass(frozen=True)
class DocumentItem:
    """How many of an item of the order are in an invoice, a shipment or a credit memo."""

    sku: str
    qty: Decimal


@dataclass(frozen=True)
class Comment:
    """A comment on an order, which has a ``status`` with it, or on one of its documents.

    ``is_customer_notified`` is ``None`` where nobody could say.
    """

    comment: str | None
    is_customer_notified: bool | None
    created_at: str
    status: str | None = None


@dataclass(frozen=True)
class Track:
    """The track of a parcel."""

    number: str
    carrier: str
    title: str | None


@dataclass(frozen=True)
class Document:
    """An invoice, a shipment or a credit memo; shipments have no ``grand_total``, and they alone have ``tracks``."""

    increment_id: str
    created_at: str
    grand_total: Decimal | None
    items: list[DocumentItem]
    comments: list[Comment]
    tracks: list[Track]


class OrderView:
    """An order of the fake's shop.

    What is asked of it is answered as it is now, and raises `LookupError` where the shop has it no more. Times are text,
    ``Y-m-d H:i:s`` in UTC.
    """

    def __init__(self, shop: Shop, order: Row) -> None:
        self._shop = shop
        self.id: int = order["entity_id"]
        self.increment_id: str = order["increment_id"]

    def __repr__(self) -> str:
        return f"<order {self.increment_id}>"

    @property
    def values(self) -> Mapping[str, Any]:
        """All that the shop keeps of the order itself, by column."""
        with self._shop.lock:
            found = self._shop.table("sales_flat_order").get(self.id)
        if found is None:
            raise LookupError(f"the order {self.increment_id!r} is gone")
        return found

    @property
    def status(self) -> str | None:
        """Its status, such as ``pending``."""
        found: str | None = self.values["status"]
        return found

    @property
    def state(self) -> str | None:
        """Its state, from which follows what can be done with it."""
        found: str | None = self.values["state"]
        return found

    @property
    def grand_total(self) -> Decimal:
        """What it costs, shipping included."""
        return amount(self.values["grand_total"])

    @property
    def customer_email(self) -> str | None:
        """The e-mail address of who bought."""
        found: str | None = self.values["customer_email"]
        return found

    @property
    def created_at(self) -> str:
        """When it was placed."""
        found: str = self.values["created_at"]
        return found

    @property
    def items(self) -> list[OrderedItem]:
        """What was ordered."""
        rows = self._rows("sales_flat_order_item", order_id=self.id)
        return [OrderedItem(row["sku"], row["name"], *(amount(row[name]) for name in _AMOUNTS)) for row in rows]

    @property
    def invoices(self) -> list[Document]:
        """Its invoices, the first made first."""
        return self._documents("invoice")

    @property
    def shipments(self) -> list[Document]:
        """Its shipments, the first made first."""
        return self._documents("shipment")

    @property
    def creditmemos(self) -> list[Document]:
        """Its credit memos, the first made first."""
        return self._documents("creditmemo")

    @property
    def history(self) -> list[Comment]:
        """What was said of it and what happened to it, the newest first."""
        with self._shop.lock:
            _ = self.values
            return [_comment(row) for row in history(self._shop, self.id)]

    def _rows(self, table: str, **where: Any) -> list[Row]:
        with self._shop.lock:
            _ = self.values
            return self._shop.table(table).select(where)

    def _documents(self, kind: str) -> list[Document]:
        with self._shop.lock:
            return [self._document(kind, row) for row in self._rows(f"sales_flat_{kind}", order_id=self.id)]

    def _document(self, kind: str, row: Row) -> Document:
        id = row["entity_id"]
        items = self._rows(f"sales_flat_{kind}_item", parent_id=id)
        tracks = self._rows("sales_flat_shipment_track", parent_id=id) if kind == "shipment" else []
        return Document(
            row["increment_id"],
            row["created_at"],
            amount(row["grand_total"]) if "grand_total" in row else None,
            [DocumentItem(each["sku"], amount(each["qty"])) for each in items],
            [_comment(each) for each in comments(self._shop, kind, id)],
            [Track(each["track_number"], each["carrier_code"], each["title"]) for each in tracks],
        )


_AMOUNTS = ("price", "row_total", "qty_ordered", "qty_invoiced", "qty_shipped", "qty_refunded", "qty_canceled")


def _comment(row: Row) -> Comment:
    told = {0: False, 1: True}.get(row["is_customer_notified"])
    return Comment(row["comment"], told, row["created_at"], row.get("status"))


class Orders(Entities):
    """The orders by increment id, the first placed first. Fixture files can place some; they are not dumped."""

    section = "orders"
    one = "order"
    shape = Section(
        {
            "items": OneOf((Values(_NUMBER), Items(Items(_NUMBER)))),
            "customer": OneOf((str, int, VALUES)),
            "status": str,
            "shipping": str,
            "payment": str,
            "address": Values(OneOf((str, int, Items(TEXT), None))),
            "created_at": str,
            "store": OneOf((str, int)),
        },
        1,
    )

    def __getitem__(self, name: str) -> OrderView:
        view: OrderView = super().__getitem__(name)
        return view

    def add(
        self,
        items: OrderItems,
        *,
        customer: str | int | Mapping[str, Any] | None = None,
        status: str | None = None,
        shipping: str = "flatrate_flatrate",
        payment: str = "checkmo",
        address: Mapping[str, Any] | None = None,
        created_at: str | float | None = None,
        store: str | int | None = None,
    ) -> OrderView:
        """Place an order as the checkout does, without a cart before it; what is sold goes out of the stock.

        ``items`` are SKUs and how many of each, ``[("mug", 2)]`` or ``{"mug": 2}``. ``customer`` is the e-mail address or id
        of one that there is, or a mapping of what is known of a guest (``email``, ``firstname``, ``lastname``, …); some guest
        unless given. ``address`` is for billing and shipping, by column; what it does not say is that of the customer's
        default addresses where nothing is given, or else made up.

        ``status`` is what became of the order: ``processing`` is invoiced, ``complete`` is shipped, too, ``closed`` is
        invoiced and refunded, ``canceled`` and ``holded`` are that; others are but written to it. It is that of a new order
        unless given. ``created_at`` is the time of all of that, as `Clock.set` takes it, now unless given. ``store`` is the
        store view by code or id, the first unless given.

        Raises `StateError` for a SKU, customer, status, store view, or method of shipping or payment that there is not, and
        for what cannot be ordered; nothing has changed then.
        """
        with self._whole(created_at):
            return self._add(items, customer, status, shipping, payment, address, store)

    def add_many(
        self,
        count: int,
        items: OrderItems,
        *,
        customer: str | int | Mapping[str, Any] | None = None,
        status: str | None = None,
        shipping: str = "flatrate_flatrate",
        payment: str = "checkmo",
        address: Mapping[str, Any] | None = None,
        created_at: str | float | None = None,
        every: float = 0,
        store: str | int | None = None,
    ) -> list[OrderView]:
        """Place ``count`` orders as in `add`, the first at ``created_at`` and each ``every`` seconds after the one before.

        Raises `StateError` as `add`, and places none then.
        """
        clock = self._shop.clock
        made = []
        with self._whole(clock.now() if created_at is None else created_at):
            for _ in range(count):
                made.append(self._add(items, customer, status, shipping, payment, address, store))
                clock.advance(every)
        return made

    @contextmanager
    def _whole(self, moment: str | float | None) -> Iterator[None]:
        """All that is done takes effect, at a time by the shop's clock, or nothing of it."""
        shop = self._shop
        with shop.lock:
            before = shop.snapshot()
            try:
                if moment is not None:
                    _freeze(shop, moment)
                yield
            except BaseException:
                shop.restore(before)
                raise
            shop.clock.state = before.clock

    def _add(
        self,
        items: OrderItems,
        customer: str | int | Mapping[str, Any] | None,
        status: str | None,
        shipping: str,
        payment: str,
        address: Mapping[str, Any] | None,
        store: str | int | None,
    ) -> OrderView:
        shop = self._shop
        where = other_stores(shop)[0][0] if store is None else self.store_id(store)
        quote = Quote(shop, create_quote(shop, where))
        for sku, qty in _pairs(items):
            _put(quote, sku, qty)
        buyer = self._set_customer(quote, customer)
        self._set_addresses(quote, buyer, address)
        if not quote.is_virtual:
            quote.collect_rates()
            quote.address(SHIPPING)["shipping_method"] = _known(
                "method of shipping", shipping, [rate["code"] for rate in quote.rates()]
            )
        quote.collect_totals()
        quote.pay(_known("method of payment", payment, payment_methods(quote)), {})
        quote.save()
        order = place_order(shop, quote)
        if status is not None and status != order["status"]:
            _become(shop, order, status)
        return OrderView(shop, order)

    def _set_customer(self, quote: Quote, customer: str | int | Mapping[str, Any] | None) -> Mapping[str, Any]:
        """Let it be the customer's, or a guest's; his values."""
        if customer is None or isinstance(customer, Mapping):
            given = {**_GUEST, **(customer or {})}
            for name in given:
                _known("column of customers", name, CUSTOMER_FIELDS)
            quote.set_customer(given)
            quote.values["checkout_method"] = GUEST
            return given
        customers = self._shop.customers
        row = customers.get(customer) if isinstance(customer, int) else customers.find(email=customer)
        if row is None:
            there = customers.ids() if isinstance(customer, int) else [str(each["email"]) for each in customers]
            raise StateError(f"no customer {customer!r}{nearest(customer, there)}")
        values = customers.values(row)
        quote.set_customer(values)
        quote.values["checkout_method"] = CUSTOMER
        return values

    def _set_addresses(self, quote: Quote, buyer: Mapping[str, Any], given: Mapping[str, Any] | None) -> None:
        """Set both addresses: what is given, or the customer's own."""
        for name in given or {}:
            _known("column of addresses", name, ADDRESS_FIELDS)
        own = [] if given else [self._own(buyer, kind) for kind in (BILLING, SHIPPING)]
        names = {name: buyer.get(name) or _GUEST[name] for name in ("firstname", "lastname")}
        made = {**_ADDRESS, **names, **(given or {})}
        made["street"] = joined_street(_array(made["street"]))
        fill_region(self._shop, made)
        billing, shipping = (next(filter(None, own), None), next(filter(None, own[::-1]), None))
        quote.set_address(BILLING, billing or made)
        if not quote.is_virtual:
            quote.set_address(SHIPPING, {**(shipping or made), "same_as_billing": 1, "collect_shipping_rates": 1})

    def _own(self, buyer: Mapping[str, Any], kind: str) -> dict[str, Any] | None:
        """The customer's default address of a kind."""
        addresses = self._shop.addresses
        row = addresses.get(php.to_int(buyer.get(f"default_{kind}")))
        if row is None:
            return None
        values = addresses.values(row)
        return {**{name: values.get(name) for name in ADDRESS_FIELDS}, "customer_address_id": row["entity_id"]}

    def find(self, name: str) -> OrderView | None:
        row = self._shop.table("sales_flat_order").find(increment_id=name)
        return None if row is None else OrderView(self._shop, row)

    def names(self) -> list[str]:
        return [row["increment_id"] for row in self._shop.table("sales_flat_order")]

    def __len__(self) -> int:
        return len(self._shop.table("sales_flat_order"))

    def load(self, entry: Entry, content: FileContent) -> None:
        self.add(**entry)

    def dump(self) -> None:
        """They are not dumped: what became of them by and by is more than `add` can make again."""


def _freeze(shop: Shop, moment: str | float) -> None:
    try:
        shop.clock.freeze(moment)
    except ValueError as error:
        raise StateError(str(error)) from None


def _pairs(items: OrderItems) -> list[tuple[str, float | str]]:
    """What is ordered, as pairs. Raises `StateError` for what is none, and for nothing."""
    found = []
    for pair in [*items.items()] if isinstance(items, Mapping) else items:
        if isinstance(pair, str) or len(pair) != 2 or not php.to_float(php.to_string(pair[1])) > 0:
            raise StateError(f"an item is a SKU and how many of it, more than 0; not {pair!r:.100}")
        found.append((str(pair[0]), pair[1]))
    if not found:
        raise StateError("nothing is ordered")
    return found


def _put(quote: Quote, sku: str, qty: float | str) -> None:
    try:
        quote.add(product_of(quote.shop, sku), {"sku": sku, "qty": qty})
    except ItemError as refused:
        raise StateError(f"{sku!r} cannot be ordered: {refused}") from None


def _known(what: str, name: str, names: Any) -> str:
    """The name, where it is one of these. Raises `StateError`, which names the nearest."""
    if name not in names:
        raise StateError(f"no {what} {name!r}{nearest(name, names)}")
    return name


def _array(street: Any) -> Any:
    return dict(enumerate(street)) if isinstance(street, (list, tuple)) else street


def _become(shop: Shop, order: Row, status: str) -> None:
    """Let a new order have a status, by what leads to the state that it belongs to. Raises `StateError` where nothing does."""
    _known("status", status, [row["status"] for row in shop.table("sales_order_status")])
    belongs = shop.table("sales_order_status_state").find(status=status)
    state = order["state"] if belongs is None else belongs["state"]
    if state in (PROCESSING, COMPLETE, CLOSED):
        create_invoice(shop, _loaded(shop, order, "invoice"), None)
    if state == COMPLETE and _loaded(shop, order).can_ship:
        create_shipment(shop, _loaded(shop, order, "shipment"), None)
    if state == CLOSED:
        create_creditmemo(shop, _loaded(shop, order, "creditmemo"), None)
    changed = _loaded(shop, order)
    if state == CANCELED:
        changed.cancel()
    elif state == HOLDED:
        changed.hold()
    elif state not in (PROCESSING, COMPLETE, CLOSED):
        changed.values["state"] = state
    if changed.state != state:
        raise StateError(f"such an order cannot be {status!r}: what makes others so makes it {changed.state!r}")
    if changed.values["status"] != status:
        changed.set_status(status)
    changed.save()


def _loaded(shop: Shop, order: Row, document: str = "order") -> LoadedOrder:
    return LoadedOrder(shop, shop.table("sales_flat_order")[order["entity_id"]], document)
