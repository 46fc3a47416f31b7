"""What all kinds of things that a tester holds have in common."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from typing import Any, ClassVar

from fake_magento.fixture_shape import OneOf, Section, Values
from fake_magento.nearest import nearest
from fake_magento.state import ADMIN_STORE, Row, Shop, StateError

Entry = dict[str, Any]
"""A mapping of a fixtures document."""

FileContent = Callable[[Mapping[str, Any]], Any]
"""What gives the content of a file that an entry names or holds: its bytes, or its path."""


def known(what: str, name: str, names: Iterable[str]) -> str:
    """The name, where it is one of these. Raises `StateError`, which names the nearest."""
    if name not in names:
        raise StateError(f"no {what} {name!r}{nearest(name, names)}")
    return name


def words(what: str, given: Mapping[str, Any], shape: Section) -> Mapping[str, Any]:
    """A mapping that has no words but those of the shape, and all that it needs. Raises `StateError` for any other."""
    for word in given:
        if word not in shape.keys:
            raise StateError(f"{what} have no {word!r}{nearest(word, shape.keys)}")
    for word in [*shape.keys][: shape.needed]:
        if word not in given:
            raise StateError(f"one of {what} has no {word!r}")
    return given


VALUES = Values(OneOf((str, int, float, bool, None)))
"""The shape of values of attributes by code."""


class EntryError(StateError):
    """What is wrong with a mapping inside of an entry, ``entry``."""

    def __init__(self, entry: Mapping[str, Any], problem: str) -> None:
        super().__init__(problem)
        self.entry = entry


class Entities(Mapping[str, Any]):
    """The things of one kind in a fake's shop, by name.

    ``section`` is the name of their section in a fixtures document and ``shape`` what an entry there may hold, which are the
    words of ``add``; ``one`` is what messages call one of them.
    """

    section: ClassVar[str]
    one: ClassVar[str]
    shape: ClassVar[Section]

    def __init__(self, shop: Shop, base_url: Callable[[], str]) -> None:
        self._shop = shop
        self._base_url = base_url

    @abstractmethod
    def find(self, name: str) -> Any:
        """The one of that name, as the shop finds it; ``None`` where there is none."""

    @abstractmethod
    def names(self) -> list[str]:
        """The names of all of them, in the shop's order."""

    @abstractmethod
    def dump(self) -> list[Entry]:
        """All of them as entries of a fixtures document, of which `load` makes them again."""

    @abstractmethod
    def load(self, entry: Entry, content: FileContent) -> None:
        """Add what an entry of a fixtures document says. Raises `StateError`."""

    def connect(self, entry: Entry) -> None:
        """Add what an entry says of others of its kind, once all of the document's are there. Raises `StateError`."""

    def make_way(self) -> None:
        """Take away what a fresh shop has of them, where a fixtures document says itself what there is."""

    def __getitem__(self, name: str) -> Any:
        with self._shop.lock:
            found = self.find(name)
            if found is None:
                raise KeyError(f"no {self.one} {name!r}{nearest(name, self.names())}")
            return found

    def __iter__(self) -> Iterator[str]:
        with self._shop.lock:
            return iter(self.names())

    def __len__(self) -> int:
        with self._shop.lock:
            return len(self.names())

    def __repr__(self) -> str:
        return f"<{len(self)} {self.section.replace('_', ' ')}>"

    def store_id(self, store: str | int) -> int:
        """The id of the store view named by code or id. Raises `StateError` where there is none."""
        return store_id(self._shop, store)

    @contextmanager
    def _whole(self) -> Iterator[None]:
        """All that is done takes effect, or nothing of it."""
        shop = self._shop
        with shop.lock:
            before = shop.snapshot()
            try:
                yield
            except BaseException:
                shop.restore(before)
                raise


def store_id(shop: Shop, store: str | int) -> int:
    """The id of the store view named by code or id. Raises `StateError` where there is none."""
    found = shop.catalogue.store(store)
    if found is None:
        raise StateError(f"no store view {store!r}{nearest(store, (each.code for each in shop.catalogue.stores))}")
    return found.id


def product_of(shop: Shop, sku: str) -> Row:
    """The product of that SKU. Raises `StateError` where there is none."""
    product = shop.catalogue.product_by_sku(sku)
    if product is None:
        raise StateError(f"no product {sku!r}{nearest(sku, (row['sku'] for row in shop.products))}")
    return product


def as_text(value: Any) -> Any:
    """Numbers with decimals as text, which no number of the machine's changes; others as they are."""
    return str(value) if isinstance(value, (Decimal, float)) else value


def other_stores(shop: Shop) -> list[tuple[int, str]]:
    """Id and code of each store view but ``admin``."""
    return [(each.id, each.code) for each in shop.catalogue.stores if each.id != ADMIN_STORE]
