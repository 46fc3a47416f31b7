"""How a method finds the cart that it is called for, and the products that are asked for."""

from __future__ import annotations

from typing import Any

from fake_magento import php
from fake_magento.api.declare import Resource
from fake_magento.api.request import Request
from fake_magento.api.types import Type
from fake_magento.state import ADMIN_STORE, Row, StateError
from fake_magento.state.quotes import BrokenItemError, Item, Quote


def as_plain(value: Any, declared: Type) -> Any:
    """Structures as arrays, at any depth."""
    return php.plain(value)


class _Quote(Quote):
    """A cart, whose items are an error of PHP's where it is broken."""

    @property
    def items(self) -> list[Item]:
        try:
            return super().items
        except BrokenItemError:
            raise php.PhpError("Call to a member function setFinalPrice() on null") from None


def find_quote(request: Request, resource: Resource, quote_id: Any, store: Any) -> Quote:
    """The cart of that id, of a store view in the same website as ``store`` where that is given.

    Raises the faults 1001 and 1002. Who looks at the items of a broken cart gets `PhpError`.
    """
    row = request.shop.table("sales_flat_quote").get(request.row_id(quote_id))
    if isinstance(store, (str, int)) and not isinstance(store, bool):
        view = request.store_view(store, resource.fault("store_not_exists"))
        if row is not None and row["store_id"] not in _shared(request, view.id):
            row = None
    if row is None:
        raise resource.fault("quote_not_exists")
    return _Quote(request.shop, row)


def _shared(request: Request, store_id: int) -> list[int]:
    """The store views of the website of one; ``admin`` has none."""
    stores = request.shop.table("core_store")
    found = stores.select(website_id=stores[store_id]["website_id"])
    return [row["store_id"] for row in found if row["store_id"] != ADMIN_STORE]


class NoIdentifierError(StateError):
    """A product that is asked for neither by its id nor by its SKU; the message is what the shop says."""

    def __init__(self) -> None:
        super().__init__("One item of products do not have identifier or sku")


def find_product(request: Request, asked: Any) -> Row | None:
    """The product that is asked for, ``None`` where there is none. Raises `NoIdentifierError`."""
    for name, kind in (("product_id", "id"), ("sku", "sku")):
        value = php.item(asked, name)
        if value is not None:
            return request.find_product(value, kind)
    raise NoIdentifierError


def item_of(quote: Quote, product: Row | None) -> Item:
    """The item of a product. Raises `PhpError` where there is none."""
    item = quote.find(product)
    if product is None or item is None:
        raise php.PhpError("Call to a member function getId() on bool")
    return item
