"""The orders."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from fake_magento import php
from fake_magento.entities.base import (
    TIME,
    VALUES,
    Entities,
    Entry,
    EntryError,
    FileContent,
    as_text,
    counted,
    in_words_of_an_entry,
    known,
    other_stores,
    product_of,
)
from fake_magento.entities.customers import customer_of
from fake_magento.fixture_shape import NUMBER, TEXT, Items, OneOf, Section, Values
from fake_magento.nearest import nearest
from fake_magento.state import Row, Shop, StateError
from fake_magento.state.clock import Moment
from fake_magento.state.creditmemos import create_creditmemo
from fake_magento.state.customers import joined_street
from fake_magento.state.documents import Quantities, add_comment, comments
from fake_magento.state.increments import count_on
from fake_magento.state.invoices import create_invoice
from fake_magento.state.order_life import CANCELED, CLOSED, COMPLETE, HOLDED, PROCESSING, LoadedOrder, amount, history
from fake_magento.state.order_rows import DOCUMENTS, ORDER, TABLES, rows_of, write_rows
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
    needs_region,
    payment_methods,
)
from fake_magento.state.shipments import add_track, create_shipment, tracking_carriers
from fake_magento.state.stock import stock_of

OrderItems = Mapping[str, float | str | Decimal] | Sequence[tuple[str, float | str | Decimal]]
"""What is ordered: SKUs and how many of each."""

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


_COMMENT = Section({"comment": TEXT, "is_customer_notified": bool}, 1)
_COMMENT_ON_ORDER = Section({**_COMMENT.keys, "status": str}, 1)
_TRACK = Section({"number": TEXT, "carrier": str, "title": TEXT}, 1)
_ITEMS = OneOf((Values(NUMBER), Items(Items(OneOf((int, float, str))))))
_DOCUMENT = Section({"items": _ITEMS, "comments": Items(OneOf((str, _COMMENT)))})
_SHIPMENT = Section({**_DOCUMENT.keys, "tracks": Items(_TRACK)})
_CREATE: Mapping[str, Callable[[Shop, LoadedOrder, Quantities], Row]] = {
    "invoice": create_invoice,
    "shipment": create_shipment,
    "creditmemo": create_creditmemo,
}

CommentSource = str | Mapping[str, Any]
"""A comment, or a mapping with ``comment``, ``is_customer_notified`` and, of an order, ``status``."""

DocumentSource = Mapping[str, Any]
"""An invoice, a shipment or a credit memo of ``items``, all that is open unless given, with ``comments`` and ``tracks``."""


class Orders(Entities[OrderView]):
    """The orders by increment id, the first placed first."""

    section = "orders"
    one = "order"
    table = ORDER
    named_by = "increment_id"
    shape = Section(
        {
            "items": _ITEMS,
            "customer": OneOf((str, int, VALUES)),
            "status": str,
            "shipping": str,
            "payment": str,
            "address": Values(OneOf((str, int, Items(TEXT), None))),
            "created_at": TIME,
            "store": OneOf((str, int)),
            "increment_id": TEXT,
            "invoices": Items(_DOCUMENT),
            "shipments": Items(_SHIPMENT),
            "creditmemos": Items(_DOCUMENT),
            "comments": Items(OneOf((str, _COMMENT_ON_ORDER))),
            "rows": Values(Items(VALUES)),
        }
    )

    @in_words_of_an_entry("created_at")
    def add(
        self,
        items: OrderItems,
        *,
        customer: str | int | Mapping[str, Any] | None = None,
        status: str | None = None,
        shipping: str = "flatrate_flatrate",
        payment: str = "checkmo",
        address: Mapping[str, Any] | None = None,
        created_at: Moment | None = None,
        store: str | int | None = None,
        increment_id: str | None = None,
        invoices: Sequence[DocumentSource] = (),
        shipments: Sequence[DocumentSource] = (),
        creditmemos: Sequence[DocumentSource] = (),
        comments: Sequence[CommentSource] = (),
    ) -> OrderView:
        """Place an order as the checkout does, without a cart before it; what is sold goes out of the stock.

        ``items`` are SKUs and how many of each, ``[("mug", 2)]`` or ``{"mug": 2}``; what is named twice is one item of both
        quantities, as in a cart. ``customer`` is the e-mail address or id of one that there is, or a mapping of what is known
        of a guest (``email``, ``firstname``, ``lastname``, …); some guest unless given. ``address`` is for billing and
        shipping, by column; what it does not say is that of the customer's default addresses where nothing is given, or else
        made up, such as the country's first region where it needs one. ``region`` is there a name, code or id.

        ``status`` is what became of the order: ``processing`` is invoiced, ``complete`` is shipped, too, ``closed`` is
        invoiced and refunded, ``canceled`` and ``holded`` are that; others bring an order without documents into the state
        that they belong to, if any. It is that of a new order unless given, or what documents make of it.

        ``invoices``, ``shipments`` and ``creditmemos`` are made before that, in this order: mappings with ``items`` as above
        (all that is open unless given), ``comments``, and of shipments ``tracks``, mappings with ``number`` and, where wanted,
        ``carrier`` and ``title``. A comment is text, or a mapping with ``comment``, ``is_customer_notified`` and, of the
        order itself, ``status``.

        ``increment_id`` is its number, the next one unless given: whatever text, such as ``ABC-1``; the next order's is behind
        it where it is one of the store view's own, such as ``100000123``. ``created_at`` is the time of all of that, as
        `Clock.set` takes it, now unless given. ``store`` is the store view by code or id, the first unless given.

        Raises `StateError` for a SKU, customer, status, store view, or method of shipping or payment that there is not, for
        what cannot be ordered, such as 1.5 of what has no decimals, and for a status that contradicts the documents; nothing
        has changed then.
        """
        with self._whole_at(created_at):
            where = self._store(store)
            number = None if increment_id is None else self._number(str(increment_id))
            order = self._add(items, customer, shipping, payment, address, where, number)
            if number is not None:
                count_on(self._shop, "order", number)
            for kind, documents in zip(DOCUMENTS, (invoices, shipments, creditmemos), strict=True):
                for each in documents:
                    _make_document(self._shop, order, kind, each)
            _become(self._shop, order, status)
            for comment in comments:
                _comment_on(self._shop, order, comment)
            return order

    @in_words_of_an_entry("created_at")
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
        created_at: Moment | None = None,
        every: float | timedelta = 0,
        store: str | int | None = None,
    ) -> list[OrderView]:
        """Place ``count`` orders as in `add`, the first at ``created_at`` and each ``every`` seconds after the one before.

        Raises `StateError` as `add`, and places none then.
        """
        clock = self._shop.clock
        made = []
        with self._whole_at(clock.now() if created_at is None else created_at):
            where = self._store(store)
            for _ in range(counted(count)):
                order = self._add(items, customer, shipping, payment, address, where)
                _become(self._shop, order, status)
                made.append(order)
                clock.advance(every)
        return made

    @contextmanager
    def _whole_at(self, moment: Moment | None) -> Iterator[None]:
        """All that is done takes effect, at a time by the shop's clock, or nothing of it."""
        clock = self._shop.clock
        with self._whole():
            before = clock.state
            if moment is not None:
                _freeze(self._shop, moment)
            yield
            clock.state = before

    def _add(
        self,
        items: OrderItems,
        customer: str | int | Mapping[str, Any] | None,
        shipping: str,
        payment: str,
        address: Mapping[str, Any] | None,
        store: int,
        increment_id: str | None = None,
    ) -> OrderView:
        shop = self._shop
        quote = Quote(shop, create_quote(shop, store))
        for sku, qty in _pairs(items):
            _put(quote, sku, qty)
        buyer = self._set_customer(quote, customer)
        self._set_addresses(quote, buyer, address)
        if not quote.is_virtual:
            quote.collect_rates()
            quote.address(SHIPPING)["shipping_method"] = known(
                "method of shipping", shipping, [rate["code"] for rate in quote.rates()]
            )
        quote.collect_totals()
        quote.pay(known("method of payment", payment, payment_methods(quote)), {})
        quote.save()
        return OrderView(shop, place_order(shop, quote, increment_id))

    def _store(self, store: str | int | None) -> int:
        return other_stores(self._shop)[0][0] if store is None else self.store_id(store)

    def _number(self, increment_id: str) -> str:
        """The number that an order is given. Raises `StateError` where there is one of it, and for what none can be."""
        if not increment_id:
            raise StateError("an order has some increment_id")
        self._shop.table(ORDER).schema.check(increment_id=increment_id)
        if increment_id in self:
            raise StateError(f"an order {increment_id!r} exists already")
        return increment_id

    def _set_customer(self, quote: Quote, customer: str | int | Mapping[str, Any] | None) -> Mapping[str, Any]:
        """Let it be the customer's, or a guest's; his values."""
        if customer is None or isinstance(customer, Mapping):
            given = {**_GUEST, **(customer or {})}
            for name in given:
                known("column of customers", name, CUSTOMER_FIELDS)
            quote.set_customer(given)
            quote.values["checkout_method"] = GUEST
            return given
        values = self._shop.customers.values(customer_of(self._shop, customer))
        quote.set_customer(values)
        quote.values["checkout_method"] = CUSTOMER
        return values

    def _set_addresses(self, quote: Quote, buyer: Mapping[str, Any], given: Mapping[str, Any] | None) -> None:
        """Set both addresses: what is given, or the customer's own."""
        own = [] if given else [self._own(buyer, kind) for kind in (BILLING, SHIPPING)]
        names = {name: buyer.get(name) or _GUEST[name] for name in ("firstname", "lastname")}
        made = _address(self._shop, names, given or {})
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

    def made(self, row: Row) -> OrderView:
        return OrderView(self._shop, row)

    def load(self, entry: Entry, content: FileContent) -> None:
        """An entry has the words of `add`, or the ``rows`` of an order, as `dump` writes them."""
        rows = entry.get("rows")
        if rows is None and "items" in entry:
            self.add(**entry)
        elif rows is None or len(entry) > 1:
            raise StateError("one of orders has either 'items', with what further words there are, or 'rows' alone")
        else:
            for name in rows:
                known("table of orders", name, TABLES)
            write_rows(self._shop, rows)

    def dump(self) -> list[Entry]:
        """As the rows that the shop keeps of them: what became of them by and by is more than the words of `add` say."""
        return [{"rows": rows_of(self._shop, order)} for order in self._shop.table(ORDER)]


def _freeze(shop: Shop, moment: Moment) -> None:
    try:
        shop.clock.freeze(moment)
    except ValueError as error:
        raise StateError(f"'created_at': {error}") from None


def _pairs(items: OrderItems) -> list[tuple[str, Any]]:
    """What is ordered, as pairs. Raises `StateError` for what is none, and for nothing."""
    found = []
    for pair in [*items.items()] if isinstance(items, Mapping) else items:
        qty = as_text(pair[1]) if len(pair) == 2 else ""
        if not php.is_numeric(php.to_string(qty)) or not amount(qty) > 0:
            raise StateError(f"an item is a SKU and how many of it, more than 0; not {pair!r:.100}")
        found.append((str(pair[0]), qty))
    if not found:
        raise StateError("nothing is ordered")
    return found


def _put(quote: Quote, sku: str, qty: Any) -> None:
    product = product_of(quote.shop, sku)
    stock = stock_of(quote.shop.database, product["entity_id"])
    if stock is not None:
        _check_qty(sku, qty, stock)
    try:
        quote.add(product, {"sku": sku, "qty": qty})
    except ItemError as refused:
        raise StateError(f"{sku!r} cannot be ordered: {refused}") from None


def _check_qty(sku: str, qty: float | str, stock: Mapping[str, Any]) -> None:
    """Raises `StateError` for decimals where the stock, or the item of an order, has none; the shop would cut them off."""
    if amount(qty) % 1 and not stock["is_qty_decimal"]:
        raise StateError(f"{sku!r} is sold in whole numbers, not by {qty}: is_qty_decimal of its stock is 0")


def _address(shop: Shop, names: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """An address of what is given, and of what is made up besides. Raises `EntryError` for a column or region there is not."""
    made = {**_ADDRESS, **names, **given}
    try:
        for name in given:
            known("column of addresses", name, ADDRESS_FIELDS)
        if needs_region(shop, made["country_id"]) and php.is_empty(made.get("region_id")):
            made |= _region(shop, made["country_id"], given.get("region"))
    except StateError as error:
        raise EntryError(given, str(error)) from None
    made["street"] = joined_street(_array(made["street"]))
    fill_region(shop, made)
    return made


def _region(shop: Shop, country_id: str, given: Any) -> dict[str, Any]:
    """The region of a country by its name, code or id, the first unless given. Raises `StateError` where there is none such."""
    regions = shop.table("directory_country_region").select(country_id=country_id)
    for row in regions:
        if php.is_empty(given) or str(given) in (row["name"], row["code"], str(row["region_id"])):
            return {"region_id": row["region_id"], "region": row["name"]}
    raise StateError(f"no region of {country_id} {given!r:.100}{nearest(given, (row['name'] for row in regions))}")


def _array(street: Any) -> Any:
    return dict(enumerate(street)) if isinstance(street, (list, tuple)) else street


def _become(shop: Shop, order: OrderView, status: str | None) -> None:
    """Let an order have a status, by what leads to the state that it belongs to. Raises `StateError` where nothing does."""
    if status is None or status == order.status:
        return
    known("status", status, [row["status"] for row in shop.table("sales_order_status")])
    belongs = shop.table("sales_order_status_state").find(status=status)
    if belongs is not None:
        _enter(shop, order, status, belongs["state"])
    changed = _loaded(shop, order)
    if changed.values["status"] != status:
        changed.set_status(status)
        changed.save()


def _enter(shop: Shop, order: OrderView, status: str, state: str) -> None:
    """Bring an order into the state of a status. Raises `StateError` where that is not what its documents make of it."""
    if state in _BY_DOCUMENTS and _loaded(shop, order).can_invoice:
        create_invoice(shop, _loaded(shop, order, "invoice"), None)
    if state == COMPLETE and _loaded(shop, order).can_ship:
        create_shipment(shop, _loaded(shop, order, "shipment"), None)
    if state == CLOSED and _loaded(shop, order).can_refund:
        create_creditmemo(shop, _loaded(shop, order, "creditmemo"), None)
    changed = _loaded(shop, order)
    documents = [f"{kind}s" for kind in DOCUMENTS if shop.table(f"sales_flat_{kind}").find(order_id=order.id)]
    if state == CANCELED:
        changed.cancel()
    elif state == HOLDED and changed.can_hold:
        changed.hold()
    elif state not in (HOLDED, *_BY_DOCUMENTS) and not documents:
        changed.values["state"] = state
    if changed.state != state:
        such = f"an order with {' and '.join(documents)}" if documents else "such an order"
        made = f"its documents make it {changed.state!r}" if documents else f"it is {changed.state!r}"
        raise StateError(f"{such} cannot be {status!r}, which belongs to the state {state!r}; {made}")
    changed.save()


_BY_DOCUMENTS = (PROCESSING, COMPLETE, CLOSED)
"""The states that its documents bring an order into."""


def _loaded(shop: Shop, order: OrderView, document: str = "order") -> LoadedOrder:
    return LoadedOrder(shop, order.values, document)


def _make_document(shop: Shop, order: OrderView, kind: str, given: DocumentSource) -> None:
    """Make an invoice, a shipment or a credit memo of an order. Raises `StateError`, with what is wrong with which."""
    loaded = _loaded(shop, order, kind)
    quantities = _quantities(loaded, given["items"]) if "items" in given else None
    made = _CREATE[kind](shop, loaded, quantities)
    for comment in given.get("comments", ()):
        said = _said(comment)
        add_comment(shop, kind, made["entity_id"], said["comment"], int(said.get("is_customer_notified", False)))
    for track in given.get("tracks", ()):
        carrier = known("carrier with tracks", track.get("carrier", _ANY_CARRIER), tracking_carriers(shop))
        add_track(shop, made, carrier, track.get("title", tracking_carriers(shop)[carrier]), str(track["number"]), None)


_ANY_CARRIER = "custom"


def _quantities(order: LoadedOrder, items: OrderItems) -> dict[int, Decimal]:
    """How much of each item of an order, by its id, where items are named by their SKUs."""
    there = {item.values["sku"]: item for item in order.items}
    found: dict[int, Decimal] = {}
    for sku, qty in _pairs(items):
        item = there[known("item of the order", sku, there)]
        _check_qty(sku, qty, item.values)
        found[item.id] = found.get(item.id, Decimal(0)) + amount(qty)
    return found


def _comment_on(shop: Shop, order: OrderView, comment: CommentSource) -> None:
    said = _said(comment)
    changed = _loaded(shop, order)
    status = said.get("status", order.status)
    if status != order.status:
        known("status", status, [row["status"] for row in shop.table("sales_order_status")])
    changed.set_status(status, int(said.get("is_customer_notified", False)), said["comment"])
    changed.save()


def _said(comment: CommentSource) -> Mapping[str, Any]:
    return {"comment": comment} if isinstance(comment, str) else comment
