"""Products: created, told, listed, changed by store view, their stock and prices, and deleted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from fake_magento.verify.context import RunContext
from fake_magento.verify.decks.steps import call, filtered, product, with_structures
from fake_magento.verify.scenario import BY_PARTS, Result, Scenario, Step

_PRODUCT = Result("product")
_ATTRIBUTES = ["name", "description", "price", "status", "visibility", "weight", "special_price"]


def scenarios(context: RunContext) -> Iterator[Scenario]:
    """The scenarios, in their order."""
    yield Scenario("the life of a product", _life(context))
    yield Scenario("lists of products", _lists(context))
    yield Scenario("products in store views", _stores(context), "" if context.named.store else "needs --store")
    yield Scenario("stock of products", _stock(context))
    yield Scenario("tier prices", _tier_prices(context))
    yield Scenario("special prices", _special_prices(context))
    yield Scenario("many products at once", _many(context))
    yield Scenario("what products refuse", _refused(context))


def _info(product: Any = _PRODUCT, about: str = "", **more: Any) -> list[Step]:
    """What a product is, of the attributes that every shop has."""
    step = call("catalog_product.info", about=about, productId=product, attributes=_ATTRIBUTES, **more)
    return with_structures(step, attributes={"attributes": _ATTRIBUTES})


def _life(context: RunContext) -> list[Step]:
    one: dict[str, Any] = {"productId": _PRODUCT}
    return [
        product(context, "life", "product", name="<Mug> & \"cup\" 'ü€'"),
        *_info(),
        *_info(context.name("life"), "by its SKU", identifierType="sku"),
        call("catalog_product.update", **one, productData={"name": "New", "price": "7.77"}),
        *_info(about="after a change"),
        call(
            "catalog_product.update", **one, productData={"price": "abc", "weight": ""}, about="with what is no price"
        ),
        *_info(about="after that"),
        call("catalog_product.delete", **one),
        call("catalog_product.delete", **one, about="once more"),
        *_info(about="of what was deleted"),
    ]


def _lists(context: RunContext) -> list[Step]:
    path, mine = "catalog_product.list", f"{context.name('list')}-%"
    return [
        product(context, "list-a", "a", price="5.00"),
        product(context, "list-b", "b", price="15.00", status="2"),
        *filtered(path, "by a pattern", sku={"like": mine}),
        *filtered(path, "by SKU", sku={"eq": context.name("list-a")}),
        *filtered(path, "by a price from", sku={"like": mine}, price={"from": "10"}),
        *filtered(path, "by status", sku={"like": mine}, status={"eq": "2"}),
        *filtered(path, "of none", sku={"eq": context.name("nosuch")}),
        *filtered(path, "by a field that there is not", nosuch={"eq": "1"}),
    ]


def _stores(context: RunContext) -> list[Step]:
    store: dict[str, Any] = {"store": context.named.store}
    return [
        product(context, "stores", "product", name="Default"),
        call("catalog_product.update", productId=_PRODUCT, productData={"name": "Here"}, **store),
        *_info(**store, about="in the store view"),
        *_info(about="of the default"),
        *_info(store=context.name("nosuch"), about="in no store view"),
    ]


def _stock(context: RunContext) -> list[Step]:
    path = "cataloginventory_stock_item"

    def update(data: dict[str, Any], about: str = "") -> list[Step]:
        return [
            call(f"{path}.update", productId=_PRODUCT, data=data, about=about),
            call(f"{path}.list", productIds=[_PRODUCT]),
        ]

    return [
        product(context, "stock", "product"),
        call(f"{path}.list", productIds=[context.name("stock")], about="by SKU"),
        *update({"qty": "7", "is_in_stock": 1}),
        *update({"qty": "0", "is_in_stock": 0}, "sold out"),
        *update({"qty": "-3"}, "below nothing"),
        *update({"manage_stock": 0, "use_config_manage_stock": 0}, "not managed"),
        call(f"{path}.list", productIds=[context.name("nosuch")], about="of no product"),
        call(f"{path}.update", productId=context.name("nosuch"), data={"qty": "1"}, about="of no product"),
    ]


def _tier_prices(context: RunContext) -> list[Step]:
    path = "catalog_product_attribute_tier_price"
    listing = call(f"{path}.info", productId=_PRODUCT)

    def update(about: str, *prices: tuple[str, int, float]) -> Step:
        given = [
            {"customer_group_id": group, "website": "0", "qty": qty, "price": price} for group, qty, price in prices
        ]
        return call(f"{path}.update", productId=_PRODUCT, tierPrices=given, about=about)

    return [
        product(context, "tiers", "product"),
        listing,
        update("for all", ("all", 5, 9.5), ("all", 10, 8.25)),
        listing,
        update("for one group", ("1", 3, 7)),
        listing,
        update("of two that are the same", ("all", 5, 9), ("all", 5, 8)),
        listing,
        update("of none"),
        listing,
    ]


def _special_prices(context: RunContext) -> list[Step]:
    def change(price: str, from_date: str = "", to_date: str = "", about: str = "") -> list[Step]:
        given = {"specialPrice": price, "fromDate": from_date, "toDate": to_date}
        return [
            call("catalog_product.setSpecialPrice", productId=_PRODUCT, **given, about=about),
            call("catalog_product.getSpecialPrice", productId=_PRODUCT),
        ]

    return [
        product(context, "special", "product"),
        call("catalog_product.getSpecialPrice", productId=_PRODUCT, about="of none"),
        *change("8.80", "2030-01-02", "2030-03-04"),
        *change("9.90", "2030-05-06", about="without an end"),
        *change("", about="taken back"),
    ]


def _many(context: RunContext) -> list[Step]:
    both = [Result("one"), Result("two")]

    def update(about: str, *data: dict[str, str]) -> Step:
        step = call("catalog_product.multiUpdate", productIds=both, productData=[*data], about=about)
        return replace(step, dialects=BY_PARTS)

    return [
        product(context, "one", "one"),
        product(context, "two", "two"),
        update("", {"name": "First"}, {"price": "2.00"}),
        *_info(both[0]),
        *_info(both[1]),
        update("with too little data", {"name": "First"}),
    ]


def _refused(context: RunContext) -> list[Step]:
    nobody = context.name("nosuch")
    create: dict[str, Any] = {"type": "simple", "set": str(context.named.attribute_set), "sku": context.name("refused")}
    data: dict[str, Any] = {"name": "Refused"}
    return [
        product(context, "refused", "product"),
        product(context, "refused", "again", "with a SKU that is taken"),
        call("catalog_product.create", **create | {"type": "nosuch"}, productData=data, about="of no type"),
        call("catalog_product.create", **create | {"set": "999999"}, productData=data, about="of no attribute set"),
        call("catalog_product.create", **create | {"sku": ""}, productData=data, about="without a SKU"),
        *_info(nobody, "of no product"),
        call("catalog_product.update", productId=nobody, productData=data, about="of no product"),
        call("catalog_product.delete", productId=nobody, about="of no product"),
    ]
