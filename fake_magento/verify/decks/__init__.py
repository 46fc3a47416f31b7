"""The decks: scenarios by area of the API, and what each leaves behind in a shop."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from fake_magento.verify.context import RunContext
from fake_magento.verify.decks import categories, customers, images, products, sales
from fake_magento.verify.scenario import Scenario


@dataclass(frozen=True)
class Deck:
    """The scenarios of one area. ``leaves`` is what no call of the API takes away again, in words."""

    scenarios: Callable[[RunContext], Iterable[Scenario]]
    leaves: str
    leaves_orders: bool = False


_USED_UP = "numbers that were used up as ids"
DECKS = {
    "images": Deck(images.scenarios, "files of removed images, and values of the product's own in the store view"),
    "products": Deck(products.scenarios, f"{_USED_UP} of products"),
    "categories": Deck(categories.scenarios, f"{_USED_UP} of categories, products and options"),
    "customers": Deck(
        customers.scenarios, f"{_USED_UP} of customers and addresses, and e-mails that the shop sends to them"
    ),
    "sales": Deck(
        sales.scenarios,
        "quotes, four orders for each dialect (one refunded, one in part, two cancelled) with invoices, shipments and credit "
        f"memos, their increment ids, numbers in the shop's reports, and {_USED_UP} of customers",
        leaves_orders=True,
    ),
}


def together(decks: Iterable[Deck]) -> Callable[[RunContext], Iterable[Scenario]]:
    """The scenarios of these decks, one deck after the other."""
    chosen = [*decks]

    def scenarios(context: RunContext) -> Iterator[Scenario]:
        for deck in chosen:
            yield from deck.scenarios(context)

    return scenarios
