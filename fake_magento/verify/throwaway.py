"""Throw-away things that scenarios make in a shop: how each is made, found again by its name, and deleted.

Their names begin as the images' files do, so that those are known again which a killed run has left behind.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from fake_magento.api.catalog.category import CATEGORY
from fake_magento.api.catalog.product import PRODUCT
from fake_magento.api.customer.customer import CUSTOMER
from fake_magento.client.value import Value
from fake_magento.verify.context import OUR_NAME, PREFIX
from fake_magento.verify.scenario import BY_PARTS, Scenario, Step

TREE_ROOT = 1
"""The category above all others, which every shop has. What is directly below it is shown nowhere in the shop."""


@dataclass(frozen=True)
class Kind:
    """A kind of throw-away things.

    ``create`` makes one, ``delete`` takes the one away whose id is its ``argument``. ``list`` with ``arguments`` tells them,
    those whose member ``name`` is like ours where ``is_filtered``, each with an ``id``.
    """

    create: str
    delete: str
    argument: str
    id: str
    name: str
    list: str
    arguments: dict[str, Any] = field(default_factory=dict, hash=False)
    is_filtered: bool = True

    def listing(self, dialect: str) -> Step:
        """The call that tells those there are."""
        filters = (
            {"filters": conditions({self.name: {"like": f"{PREFIX}-%"}}, dialect in BY_PARTS)}
            if self.is_filtered
            else {}
        )
        return Step(self.list, {**filters, **self.arguments})

    def ours(self, listed: Value | None) -> dict[str, str] | None:
        """The names by id of those that are ours; ``None`` where they are not told."""
        if listed is None:
            return None
        members = [(item.member(self.id), item.member(self.name)) for item in listed.items or ()]
        named = {id.text or "": name.text or "" for id, name in members if id and name}
        return {id: name for id, name in named.items() if OUR_NAME.match(name)}

    def deletion(self, id: str) -> Step:
        """The call that deletes the one of that id."""
        return Step(self.delete, {self.argument: id})


KINDS = (
    Kind(f"{PRODUCT.name}.create", f"{PRODUCT.name}.delete", "productId", "product_id", "sku", f"{PRODUCT.name}.list"),
    Kind(
        f"{CATEGORY.name}.create",
        f"{CATEGORY.name}.delete",
        "categoryId",
        "category_id",
        "name",
        f"{CATEGORY.name}.level",
        {"categoryId": str(TREE_ROOT)},
        is_filtered=False,
    ),
    Kind(
        f"{CUSTOMER.name}.create",
        f"{CUSTOMER.name}.delete",
        "customerId",
        "customer_id",
        "email",
        f"{CUSTOMER.name}.list",
    ),
)
"""Products take their images, links, prices, stock and options along; categories all below them, customers their addresses."""


def kinds_of(scenario: Scenario) -> set[Kind]:
    """The kinds of things that the scenario makes."""
    calls = {step.call for step in scenario.steps}
    return {kind for kind in KINDS if kind.create in calls}


def in_order(kinds: Iterable[Kind]) -> list[Kind]:
    """The kinds in the order in which they are taken away."""
    wanted = {*kinds}
    return [kind for kind in KINDS if kind in wanted]


def conditions(filters: dict[str, dict[str, Any]], in_parts: bool) -> dict[str, Any]:
    """Filters by field and operator, which V2 and WS-I have in a structure."""
    if not in_parts:
        return filters
    pairs = [
        {"key": field, "value": {"key": operator, "value": value}}
        for field, condition in filters.items()
        for operator, value in condition.items()
    ]
    return {"complex_filter": pairs}
