"""Categories with their products; links and custom options of products."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fake_magento.verify.context import RunContext
from fake_magento.verify.decks.steps import call, category, product
from fake_magento.verify.scenario import Result, Scenario, Step

_BRANCH, _TWIG, _OTHER = Result("branch"), Result("twig"), Result("other")
_PRODUCT = Result("product")
_ATTRIBUTES = ["name", "is_active", "description", "url_key", "include_in_menu", "display_mode"]

_OPTION: dict[str, Any] = {
    "title": "Engraving",
    "type": "field",
    "sort_order": "1",
    "is_require": 0,
    "additional_fields": [{"price": "3.00", "price_type": "fixed", "sku": "engraved", "max_characters": "20"}],
}


def scenarios(context: RunContext) -> Iterator[Scenario]:
    """The scenarios, in their order."""
    yield Scenario("the life of a category", _life(context))
    yield Scenario("categories in store views", _stores(context), "" if context.named.store else "needs --store")
    yield Scenario("products of a category", _products(context))
    yield Scenario("links of products", _links(context))
    yield Scenario("custom options", _options(context))


def _branch(context: RunContext, **data: Any) -> list[Step]:
    """Makes a category, the only one below one of its own, so that it has the same place in every shop."""
    return [category(context, "root", "root"), category(context, "branch", "branch", Result("root"), **data)]


def _info(category: Result, about: str = "", **more: Any) -> Step:
    return call("catalog_category.info", categoryId=category, attributes=_ATTRIBUTES, about=about, **more)


def _life(context: RunContext) -> list[Step]:
    tree = call("catalog_category.tree", parentId=_BRANCH)
    return [
        *_branch(context, description="<Branch> & 'ü€'"),
        category(context, "twig", "twig", _BRANCH),
        category(context, "other", "other", _BRANCH, is_active=0),
        _info(_BRANCH),
        _info(_TWIG),
        tree,
        call("catalog_category.update", categoryId=_TWIG, categoryData={"name": context.name("new"), "is_active": 0}),
        _info(_TWIG, "after a change"),
        call("catalog_category.move", categoryId=_TWIG, parentId=_OTHER, afterId="0"),
        tree,
        call("catalog_category.move", categoryId=_TWIG, parentId=999999, afterId="0", about="to no category"),
        call("catalog_category.delete", categoryId=_OTHER, about="with one below it"),
        _info(_TWIG, "of what was below a deleted one"),
        tree,
        call("catalog_category.delete", categoryId=_OTHER, about="once more"),
        call("catalog_category.create", parentId=999999, categoryData={"name": context.name("lost")}, about="nowhere"),
    ]


def _stores(context: RunContext) -> list[Step]:
    store: dict[str, Any] = {"store": context.named.store}
    return [
        *_branch(context, description="Default"),
        call("catalog_category.update", categoryId=_BRANCH, categoryData={"description": "Here"}, **store),
        _info(_BRANCH, "in the store view", **store),
        _info(_BRANCH, "of the default"),
    ]


def _products(context: RunContext) -> list[Step]:
    both: dict[str, Any] = {"categoryId": _BRANCH, "productId": _PRODUCT}
    listing = call("catalog_category.assignedProducts", categoryId=_BRANCH)
    return [
        *_branch(context),
        product(context, "assigned", "product"),
        listing,
        call("catalog_category.assignProduct", **both, position="3"),
        listing,
        call("catalog_category.updateProduct", **both, position="7"),
        listing,
        call("catalog_category.removeProduct", **both),
        listing,
        call("catalog_category.removeProduct", **both, about="once more"),
        call("catalog_category.updateProduct", **both, position="1", about="that is not assigned"),
        call(
            "catalog_category.assignProduct",
            categoryId=_BRANCH,
            productId=context.name("nosuch"),
            about="of no product",
        ),
    ]


def _links(context: RunContext) -> list[Step]:
    related: dict[str, Any] = {"type": "related", "productId": _PRODUCT}
    both: dict[str, Any] = {**related, "linkedProductId": Result("linked")}
    listing = call("catalog_product_link.list", **related)
    return [
        call("catalog_product_link.types"),
        product(context, "linking", "product"),
        product(context, "linked", "linked"),
        call("catalog_product_link.assign", **both, data={"position": "2"}),
        listing,
        call("catalog_product_link.update", **both, data={"position": "5"}),
        listing,
        call("catalog_product_link.list", **related | {"type": "up_sell"}, about="of another type"),
        call("catalog_product_link.remove", **both),
        listing,
        call("catalog_product_link.remove", **both, about="once more"),
        call("catalog_product_link.list", **related | {"type": "nosuch"}, about="of no type"),
    ]


def _options(context: RunContext) -> list[Step]:
    path, option = "catalog_product_custom_option", Result("options", (0, "option_id"))
    return [
        call(f"{path}.types"),
        product(context, "options", "product"),
        *with_option(_PRODUCT, keep="options"),
        call(f"{path}.info", optionId=option),
        call(f"{path}.update", optionId=option, data={"title": "Writing", "sort_order": "9"}),
        call(f"{path}.info", optionId=option, about="after a change"),
        call(f"{path}.add", productId=_PRODUCT, data={**_OPTION, "type": "nosuch"}, about="of no type"),
        call(f"{path}.remove", optionId=option),
        call(f"{path}.remove", optionId=option, about="once more"),
        call(f"{path}.list", productId=_PRODUCT, about="of none"),
    ]


def with_option(product: Result, keep: str) -> list[Step]:
    """Gives the product a custom option, and keeps the list of its options."""
    path = "catalog_product_custom_option"
    return [call(f"{path}.add", productId=product, data=_OPTION), call(f"{path}.list", productId=product, keep=keep)]
