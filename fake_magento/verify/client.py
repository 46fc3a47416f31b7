"""A client's contract as scenarios: each way in which it calls, with values that the shop has.

Uploads have the run's own name, also where the client gives none: the shop would count up one that is taken. What is changed
and deleted are things that were made for it. What would stay in the shop is not called.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from fake_magento.api.checkout.cart_product import CART_PRODUCT
from fake_magento.api.declare import Method, Resource
from fake_magento.api.dispatch import FUNCTIONS
from fake_magento.api.registry import Registry, core_registry
from fake_magento.api.sales.invoice import INVOICE
from fake_magento.client.dialects import UnsupportedCallError, positional
from fake_magento.client.value import Value
from fake_magento.client_contract import (
    BOOLEAN,
    DOUBLE,
    EMPTY_TEXT,
    INT,
    NULL,
    NUMBER_AS_TEXT,
    TEXT,
    TOO_MUCH,
    ClientContract,
    Shape,
    Use,
)
from fake_magento.errors import FakeMagentoError
from fake_magento.verify.context import RunContext, encoded
from fake_magento.verify.decks import sales
from fake_magento.verify.decks.categories import with_option
from fake_magento.verify.decks.images import MEDIA
from fake_magento.verify.decks.steps import ADDRESS, category, customer, one_id, product, unseen
from fake_magento.verify.decks.steps import call as step
from fake_magento.verify.scenario import SESSION, Result, Scenario, Step, everything
from fake_magento.verify.throwaway import KINDS
from fake_magento.verify.varying import without_ids

_IMAGE = Result("image")
_SECOND = Result("second")
_SYSTEM = ("system.listMethods", "system.methodHelp", "system.methodSignature", "system.multicall")
NOT_PLAYED = "what it changes could not be taken away again"
LEAVES_ORDERS = "needs --yes-i-may-leave-orders: no call of the API takes carts and orders away again"
NOT_OURS = "it would change what is the shop's own"
NOT_FOUND_AGAIN = "what it makes could not be found again"

_READS = frozenset(
    "assignedProducts attributes currentStore getCarriers getSpecialPrice info level license list listOfAdditionalAttributes "
    "options totals tree types".split()
)
"""The methods that change nothing, whatever their resource."""

_THINGS = {
    "productId": "product",
    "productIds": "product",
    "linkedProductId": "linked",
    "categoryId": "category",
    "parentId": "category",
    "customerId": "customer",
    "addressId": "address",
    "optionId": "options",
    "quoteId": "quote",
    "orderIncrementId": "order",
    "invoiceIncrementId": "invoice",
    "shipmentIncrementId": "shipment",
    "creditmemoIncrementId": "creditmemo",
    "product_id": "product",
    "customer_id": "customer",
}
"""Arguments and members that name a thing, and what is made for it."""

_HARMLESS = ("afterId", "storeId", "attributeSetId")
"""Arguments that are called like ids, and name nothing that would be changed."""

_IN_STORES = ("customer", "address", "quote", "order", *sales.DOCUMENTS)
"""What is made in a store view."""

_CHANGED = frozenset((
    "catalog_product", "cataloginventory_stock_item", "catalog_product_attribute_tier_price", "catalog_product_link",
    "catalog_product_custom_option", "catalog_category", "customer", "customer_address",
))  # fmt: skip
"""Resources whose changes are gone with the things that were made for them."""

_SOLD = frozenset((
    "cart", "cart_product", "cart_customer", "cart_shipping", "cart_payment", "cart_coupon", "sales_order",
    "sales_order_invoice", "sales_order_shipment", "sales_order_creditmemo",
))  # fmt: skip
"""Resources of carts and orders."""

_ANY: dict[str, Any] = {
    TEXT: "text",
    NUMBER_AS_TEXT: "1",
    EMPTY_TEXT: "",
    INT: 1,
    DOUBLE: 1.5,
    BOOLEAN: True,
    NULL: None,
}


class _MissingMethodError(FakeMagentoError):
    """A call that cannot be played; the message says what it would need."""


def scenarios_of(
    contract: ClientContract, may_leave_orders: bool = False
) -> Callable[[RunContext], Iterable[Scenario]]:
    """The scenarios of the contract: one for each way in which the client calls, in the dialects in which it does.

    Carts and orders are made only where they may stay behind.
    """

    def scenarios(context: RunContext) -> Iterator[Scenario]:
        registry = core_registry()
        for use, dialects in contract:
            try:
                steps, lacks = _Player(context, registry, dialects, may_leave_orders).steps(use), ""
            except _MissingMethodError as error:
                steps, lacks = [Step(str(use), body=b"", dialects=dialects)], str(error)
            yield Scenario(use.call, steps, lacks)

    return scenarios


class _Player:
    """Finds values for the shapes of one use."""

    def __init__(
        self, context: RunContext, registry: Registry, dialects: frozenset[str], may_leave_orders: bool
    ) -> None:
        self._context = context
        self._registry = registry
        self._dialects = dialects
        self._may_leave_orders = may_leave_orders
        self._files = 0
        self._made: dict[str, list[Step]] = {}
        self._names: dict[str, str] = {}
        self._things = _THINGS

    def steps(self, use: Use) -> list[Step]:
        """The steps that play the use, with what must be there before it. Raises `_MissingMethodError`."""
        call, arguments = self._asked(use)
        before = [
            replace(step, dialects=step.dialects & self._dialects) for made in self._made.values() for step in made
        ]
        if self._files:
            data = {"file": self._context.file("before")}
            about = "to have an image"
            create = {"productId": self._context.named.product, "data": data, "identifierType": "sku"}
            before.append(Step(f"{MEDIA}.create", create, keep=_IMAGE.name, dialects=self._dialects, about=about))
        if call == "endSession":
            named = self._context.named
            login = {"username": named.user, "apiKey": named.key}
            before.append(
                Step("login", login, keep=_SECOND.name, dialects=self._dialects, about="for a session to end")
            )
            arguments = {"sessionId": _SECOND}
        return [*before, Step(call, arguments, dialects=self._dialects, look=self._look(call))]

    def _look(self, call: str) -> Callable[[Value], Value]:
        """What to see of the answer: of what the shop itself has only that it was told."""
        found = self._registry.find(call)
        if found is None or found[0].name == MEDIA:
            return everything
        if found[1].name not in _READS:
            return one_id
        return without_ids if self._made else unseen

    def _asked(self, use: Use) -> tuple[str, dict[str, Any]]:
        """What the use calls and with which arguments, the session among those of a function."""
        found = self._registry.find(use.call)
        if found is not None and found[0].name == MEDIA:
            return use.call, self._arguments(use)
        if found is not None:
            return use.call, self._arguments_of(use, *found)
        known = FUNCTIONS.get(use.call)
        if use.call == "system.multicall":
            return use.call, {"methods": [self._part_of_system(part) for part in use.parts]}
        if use.call in _SYSTEM:
            return use.call, dict.fromkeys(use.arguments, "login")
        if known is None or use.call == "call":
            raise _MissingMethodError(NOT_PLAYED)
        arguments = self._arguments(use)
        if use.call == "multiCall":
            arguments = {"calls": [self._part(part) for part in use.parts], **arguments}
        session = {"sessionId": SESSION} if "sessionId" in known.parameters else {}
        return use.call, {**session, **arguments}

    def _part(self, use: Use) -> list[Any]:
        """A call as ``multiCall`` takes it."""
        path, arguments = self._asked(use)
        if any(path == kind.create for kind in KINDS):
            raise _MissingMethodError(NOT_FOUND_AGAIN)
        if path in FUNCTIONS:
            raise _MissingMethodError(f"a multiCall of {path} is none")
        try:
            return [path, positional(self._registry, path, arguments)]
        except UnsupportedCallError as error:
            raise _MissingMethodError(str(error)) from None

    def _part_of_system(self, use: Use) -> dict[str, Any]:
        """A call as ``system.multicall`` takes it."""
        call, arguments = self._asked(use)
        if call == "endSession":
            raise _MissingMethodError("it ends the session in which the others are played")
        if call in FUNCTIONS:
            names = [name for name in FUNCTIONS[call].parameters if name in arguments]
            return {"methodName": call, "params": [arguments[name] for name in names]}
        return {"methodName": "call", "params": [SESSION, *self._part(use)]}

    def _arguments(self, use: Use) -> dict[str, Any]:
        shapes = use.arguments
        return _by_id({name: self._value(name, shape) for name, shape in shapes.items()}, shapes)

    def _arguments_of(self, use: Use, resource: Resource, method: Method) -> dict[str, Any]:
        """The arguments of a call about something else than images, and what is made for it. Raises `_MissingMethodError`."""
        reads = method.name in _READS
        if resource.name in _SOLD and not self._may_leave_orders:
            raise _MissingMethodError(LEAVES_ORDERS)
        if not reads and resource.name not in _CHANGED | _SOLD:
            raise _MissingMethodError(NOT_PLAYED)
        is_of_order = use.call == f"{INVOICE.name}.create"
        self._things = {**_THINGS, "invoiceIncrementId": "order"} if is_of_order else _THINGS
        ours = self._context.name("client")
        kind = next((kind for kind in KINDS if kind.create.partition(".")[0] == resource.name), None)
        self._names = {} if kind is None else {kind.name: f"{ours}@example.com" if kind.name == "email" else ours}
        if resource.name == CART_PRODUCT.name:
            self._names = {"sku": self._context.name("quote")}
        if kind and kind.create == use.call and kind.name not in _keys(use.arguments):
            raise _MissingMethodError(NOT_FOUND_AGAIN)
        return _by_id({name: self._thing(name, shape, reads) for name, shape in use.arguments.items()}, use.arguments)

    def _thing(self, name: str, shape: Shape, reads: bool) -> Any:
        """A value of the shape; where the argument names a thing, that is one that was made for it."""
        thing = self._things.get(name)
        if isinstance(shape, dict):
            return {key: self._thing(key, each, reads) for key, each in shape.items()}
        if isinstance(shape, list):
            return [self._thing(name, each, reads) for each in shape]
        if name in self._names and not reads:
            if shape != TEXT:
                raise _MissingMethodError(NOT_FOUND_AGAIN)
            return self._names[name]
        if thing is None and name.endswith("Id") and name not in _HARMLESS and not reads:
            raise _MissingMethodError(NOT_OURS)
        if thing is None:
            return self._value(name, shape)
        if shape in (INT, NUMBER_AS_TEXT):
            self._make(thing)
            within = (0, "option_id") if thing == "options" else ()
            return Result(thing, within, int if shape == INT else str)
        if shape == TEXT and name in ("productId", "productIds", "linkedProductId"):
            self._make(thing)
            return self._context.name(thing)
        if not reads:
            raise _MissingMethodError(NOT_OURS)
        return self._value("", shape)

    def _make(self, thing: str) -> None:
        """Have a thing made before the call. Raises `_MissingMethodError`."""
        if thing in self._made:
            return
        context = self._context
        if thing in _IN_STORES and context.named.store is None:
            raise _MissingMethodError("needs --store")
        if thing in ("product", "linked"):
            self._made[thing] = [product(context, thing, thing)]
        elif thing == "category":
            self._made[thing] = [category(context, thing, thing)]
        elif thing == "customer":
            self._made[thing] = customer(context, thing, thing)
        elif thing == "address":
            self._make("customer")
            owner = Result("customer")
            self._made[thing] = [step("customer_address.create", keep=thing, customerId=owner, addressData=ADDRESS)]
        elif thing == "options":
            self._make("product")
            self._made[thing] = with_option(Result("product"), keep=thing)
        elif thing == "quote":
            self._made[thing] = sales.cart(context, thing)
        elif thing == "order":
            self._made[thing] = sales.ordered(context, thing)
        else:
            self._make("invoice" if thing == "creditmemo" else "order")
            self._made[thing] = [sales.DOCUMENTS[thing]]

    def _value(self, name: str, shape: Shape) -> Any:
        """A value of the shape that makes sense for what has that name."""
        if isinstance(shape, dict):
            found = {key: self._value(key, each) for key, each in shape.items()}
            return found | {"name": self._context.name("client")} if name == "file" else found
        if isinstance(shape, list):
            return [self._value(name, each) for each in shape]
        if shape == TOO_MUCH:
            raise _MissingMethodError("the contract does not hold all of its arguments")
        if shape not in (TEXT, NUMBER_AS_TEXT, INT):
            return _ANY[shape]
        text, number = self._known(name)
        if shape == TEXT:
            self._files += text is _IMAGE
            return _ANY[TEXT] if text is None else text
        if name == "productId" and number is None:
            raise _MissingMethodError("needs --product-id")
        number = _ANY[INT] if number is None else number
        return number if shape == INT else str(number)

    def _known(self, name: str) -> tuple[Any, int | None]:
        """What the shop has for a text and for a number of that name; ``None`` where any will do."""
        context, named = self._context, self._context.named
        known: dict[str, tuple[Any, int | None]] = {
            "productId": (named.product, named.product_id),
            "username": (named.user, None),
            "apiKey": (named.key, None),
            "resourceName": (MEDIA, None),
            "file": (_IMAGE, None),
            "store": (named.store or "admin", context.store_id or 0),
            "identifierType": ("sku", None),
            "setId": (None, named.attribute_set),
            "set": (None, named.attribute_set),
            "type": ("simple", None),
            "default_sort_by": ("position", None),
            "available_sort_by": ("position", None),
            "content": (encoded("jpeg"), None),
            "mime": ("image/jpeg", None),
            "types": (next(iter(context.image_types)), None),
        }
        return known.get(name, (None, None))


def _keys(shape: Shape) -> set[str]:
    """The names of all that the shape holds, at any depth."""
    if isinstance(shape, list):
        return set().union(*map(_keys, shape))
    return {*shape}.union(*map(_keys, shape.values())) if isinstance(shape, dict) else set()


def _by_id(arguments: dict[str, Any], shapes: dict[str, Any]) -> dict[str, Any]:
    """The arguments; a product that is no text is named by its id, since as a SKU it could be another one."""
    if arguments.get("identifierType") and TEXT not in (shapes.get("productId"), *(shapes.get("productIds") or ())):
        return arguments | {"identifierType": "id"}
    return arguments
