"""Steps on throw-away things, as all decks but that of images write them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from fake_magento.client.value import Value
from fake_magento.verify.context import RunContext
from fake_magento.verify.scenario import BY_PARTS, BY_PATH, Result, Step
from fake_magento.verify.throwaway import TREE_ROOT, conditions
from fake_magento.verify.varying import without_ids

WEBSITE = Result("store", ("website_id",))
"""The website of the store view that `store_view` asks for."""

ADDRESS: dict[str, Any] = {
    "firstname": "Throw",
    "lastname": "Away",
    "street": ["1 First Street", "Second floor"],
    "city": "Nowhere",
    "country_id": "GB",
    "postcode": "AB1 2CD",
    "telephone": "01234",
    "is_default_billing": True,
    "is_default_shipping": False,
}


def call(path: str, *, about: str = "", keep: str = "", **arguments: Any) -> Step:
    """A call whose answer is seen without ids; one that is kept is an id itself, or holds some."""
    return Step(path, arguments, about=about, keep=keep, look=one_id if keep else without_ids)


def one_id(value: Value) -> Value:
    """Sees an answer that is an id, or has some inside, without them."""
    return without_ids(value, "id")


def unseen(value: Value) -> Value:
    """Sees nothing of an answer: what it says is the shop's own business."""
    return Value("")


def with_structures(step: Step, **structures: Any) -> list[Step]:
    """The step, with arguments that V2 and WS-I have in structures of their own."""
    given: dict[str, Any] = {**step.arguments, **structures} if isinstance(step.arguments, dict) else structures
    return [replace(step, dialects=BY_PATH), replace(step, dialects=BY_PARTS, arguments=given)]


def filtered(path: str, about: str = "", **by_field: dict[str, Any]) -> list[Step]:
    """A list with filters, each by field and operator."""
    step = call(path, about=about, filters=conditions(by_field, in_parts=False))
    return with_structures(step, filters=conditions(by_field, in_parts=True))


def product(context: RunContext, sku: str, keep: str, about: str = "", /, **data: Any) -> Step:
    """Creates a product that can be sold."""
    full: dict[str, Any] = {
        "name": f"Throw-away {sku}",
        "description": "Made by fake-magento verify",
        "short_description": "Throw-away",
        "weight": "1.5",
        "status": "1",
        "visibility": "1",
        "price": "10.50",
        "tax_class_id": "0",
        "stock_data": {"qty": "100", "is_in_stock": 1},
        **data,
    }
    set_id = str(context.named.attribute_set)
    arguments: dict[str, Any] = {"type": "simple", "set": set_id, "sku": context.name(sku), "productData": full}
    return call("catalog_product.create", about=about, keep=keep, **arguments)


def category(context: RunContext, name: str, keep: str, parent: Any = TREE_ROOT, /, **data: Any) -> Step:
    """Creates a category, which by itself is in no store."""
    full: dict[str, Any] = {
        "name": context.name(name),
        "is_active": 1,
        "available_sort_by": ["position"],
        "default_sort_by": "position",
        "include_in_menu": 0,
        **data,
    }
    return call("catalog_category.create", keep=keep, parentId=parent, categoryData=full)


def store_view(context: RunContext) -> Step:
    """Asks for the named store view, of which later steps use the `WEBSITE`; what it says is the shop's own."""
    return replace(call("core_store.info", storeId=context.named.store, keep="store"), look=unseen)


def customer(context: RunContext, name: str, keep: str, about: str = "", /, **data: Any) -> list[Step]:
    """Creates a customer in the website of the named store view."""
    full: dict[str, Any] = {
        "email": f"{context.name(name)}@example.com",
        "firstname": "Throw",
        "lastname": "Away",
        "password": "verify-secret-1",
        "group_id": 1,
        "website_id": WEBSITE,
        "store_id": Result("store", ("store_id",)),
        **data,
    }
    return [store_view(context), call("customer.create", about=about, keep=keep, customerData=full)]
