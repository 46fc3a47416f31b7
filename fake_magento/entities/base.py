"""What all kinds of things that a tester holds have in common."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, ItemsView, Iterable, Iterator, Mapping, Sequence, ValuesView
from contextlib import contextmanager
from decimal import Decimal
from functools import cache, wraps
from inspect import Parameter, signature
from typing import Any, ClassVar, ParamSpec, TypeVar, overload

from fake_magento.fixture_shape import TEXT, Items, OneOf, Section, Values, taken
from fake_magento.nearest import nearest
from fake_magento.state import ADMIN_STORE, Row, Shop, StateError, Table
from fake_magento.state.clean import clean_shop
from fake_magento.state.clock import Moment, time_text
from fake_magento.state.database import Database

Entry = dict[str, Any]
"""A mapping of a fixtures document."""

FileContent = Callable[[Mapping[str, Any]], Any]
"""What gives the content of a file that an entry names or holds: its bytes, or its path."""


def known(what: str, name: str, names: Iterable[str]) -> str:
    """The name, where it is one of these. Raises `StateError`, which names the nearest."""
    if name not in names:
        raise StateError(f"no {what} {name!r}{nearest(name, names)}")
    return name


SCALAR = OneOf((str, int, float, bool, None))
"""The shape of one value."""

VALUES = Values(SCALAR)
"""The shape of values of attributes by code."""

VALUES_AND_LISTS = Values(OneOf((*SCALAR.kinds, Items(TEXT))))
"""The same where an attribute may have several values."""

TIME = OneOf((str, int, float))
"""The shape of a time."""


def times(**moments: Moment | None) -> dict[str, str]:
    """Those of these times that are given, as the shop writes them. Raises `StateError` for what is no time."""
    found: dict[str, str] = {}
    for name, moment in moments.items():
        try:
            found |= {} if moment is None else {name: time_text(moment)}
        except ValueError as error:
            raise StateError(f"{name!r}: {error}") from None
    return found


def times_of(row: Row) -> dict[str, str]:
    """When the thing of a row was made and last changed, as an entry has it."""
    return {name: row[name] for name in ("created_at", "updated_at") if row[name]}


@cache
def of_clean_shop(table: str) -> Mapping[Any, Row]:
    """The rows that a clean shop has in a table, by their ids."""
    rows = Database(clean_shop())[table]
    return {row[rows.schema.id]: row for row in rows}


class EntryError(StateError):
    """What is wrong with a mapping inside of an entry, ``entry``."""

    def __init__(self, entry: Mapping[str, Any], problem: str) -> None:
        super().__init__(problem)
        self.entry = entry


@contextmanager
def refused_as(what: str, entry: Mapping[str, Any] | None = None) -> Iterator[None]:
    """Let a `StateError` that is raised inside say of what it is, and of which mapping inside of an entry, if of one."""
    try:
        yield
    except StateError as refused:
        problem = f"{what}: {refused}"
        raise (StateError(problem) if entry is None else EntryError(entry, problem)) from None


@contextmanager
def or_undone(undo: Callable[[], object]) -> Iterator[None]:
    """Call ``undo`` where an exception leaves it; unlike `Entities._whole` it costs the same however large the shop is."""
    try:
        yield
    except BaseException:
        undo()
        raise


def counted(count: int) -> int:
    """How many things are wanted. Raises `StateError` for what is no count."""
    if isinstance(count, bool) or not isinstance(count, int) or count < 0:
        raise StateError(f"how many is a number from 0, not {count!r:.100}")
    return count


def numbered(pattern: str, count: int) -> list[str]:
    """So many names by a pattern of `str.format`, with a number from 1 in each. Raises `StateError` for what is none."""
    try:
        return [str.format(pattern, number) for number in range(1, counted(count) + 1)]
    except (TypeError, ValueError, LookupError, AttributeError) as error:
        if isinstance(error, StateError):
            raise
        raise StateError(f"a pattern is text with {{}} where the number stands, not {pattern!r:.100}") from None


P = ParamSpec("P")
R = TypeVar("R")


def in_words_of_an_entry(*but: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Have a method of `Entities` take its arguments as an entry of a fixtures document holds them, ``but`` for these.

    An argument of another type, and one that there is not, raise `StateError`, which names the nearest.
    """

    def decorate(method: Callable[P, R]) -> Callable[P, R]:
        parameters = signature(method).parameters
        names = [*parameters][1:]
        needed = [name for name in names if parameters[name].default is Parameter.empty]
        takes_more = any(each.kind is Parameter.VAR_KEYWORD for each in parameters.values())

        @wraps(method)
        def checked(*positional: P.args, **named: P.kwargs) -> R:
            entities: Any = positional[0]
            for name in named:
                if name not in names and not takes_more:
                    raise StateError(f"{entities.section.replace('_', ' ')} have no {name!r}{nearest(name, names)}")
            given = {**dict(zip(names, positional[1:], strict=False)), **named}
            meant = {name: each for name, each in given.items() if each is not None or name in needed}
            found = entities.words_taken({name: each for name, each in meant.items() if name not in but})
            values: Any = [found.get(name, each) for name, each in zip(names, positional[1:], strict=False)]
            words: Any = {name: found.get(name, each) for name, each in named.items()}
            return method(*(entities, *values, *positional[1 + len(names) :]), **words)

        return checked

    return decorate


T = TypeVar("T")
D = TypeVar("D")


class Entities(Mapping[str, T]):
    """The things of one kind in a fake's shop, by name; a number is the id of one.

    Where several have one name, as categories may, ``values()`` and ``items()`` give each of them, and asking for the name
    raises `StateError`, which tells their ids.

    ``section`` is the name of their section in a fixtures document and ``shape`` what an entry there may hold, which are the
    words of ``add``; ``one`` is what messages call one of them. Their rows are those of ``table``, by whose column ``named_by``
    they are found.
    """

    section: ClassVar[str]
    one: ClassVar[str]
    shape: ClassVar[Section]
    table: ClassVar[str]
    named_by: ClassVar[str]

    def __init__(self, shop: Shop, base_url: Callable[[], str]) -> None:
        self._shop = shop
        self._base_url = base_url

    @abstractmethod
    def made(self, row: Row) -> T:
        """What a tester holds of the one of that row."""

    def rows(self) -> list[Row]:
        """The rows of all of them, in the shop's order."""
        return [row for row in self._table if self.is_one(row)]

    def rows_of(self, name: str) -> list[Row]:
        """The rows of those of that name, as the shop finds it."""
        return [row for row in self._table.select({self.named_by: name}) if self.is_one(row)]

    def is_one(self, row: Row) -> bool:
        """Whether a row of the table is of one of these."""
        return True

    def name(self, row: Row) -> str:
        """The name of the one of that row."""
        return str(row[self.named_by])

    def names(self) -> list[str]:
        """The names of all of them, in the shop's order."""
        return [self.name(row) for row in self.rows()]

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

    @property
    def _kind(self) -> str:
        return self.section.replace("_", " ")

    @property
    def _table(self) -> Table:
        return self._shop.table(self.table)

    def _found(self, key: object) -> list[Row]:
        """The rows of a name, or of an id."""
        if isinstance(key, str):
            return self.rows_of(key)
        row = self._table.get(key) if type(key) is int else None
        return [] if row is None or not self.is_one(row) else [row]

    def __getitem__(self, key: str | int) -> T:
        with self._shop.lock:
            found = self._found(key)
            if not found and type(key) is int:
                raise KeyError(
                    f"no {self.one} of the id {key}{nearest(key, (row[self._table.schema.id] for row in self.rows()))}"
                )
            if not found:
                raise KeyError(f"no {self.one} {key!r}{nearest(key, self.names())}")
            return self.made(the_one(self._kind, key, found, self._table.schema.id))

    @overload
    def get(self, key: str | int, /) -> T | None: ...

    @overload
    def get(self, key: str | int, /, default: T | D) -> T | D: ...

    def get(self, key: str | int, /, default: Any = None) -> Any:
        """The one of that name or id, or ``default``. Raises `StateError` where several have the name."""
        try:
            return self[key]
        except KeyError:
            return default

    def __contains__(self, key: object) -> bool:
        with self._shop.lock:
            return bool(self._found(key))

    def __iter__(self) -> Iterator[str]:
        with self._shop.lock:
            return iter(self.names())

    def __len__(self) -> int:
        with self._shop.lock:
            return len(self.rows())

    def values(self) -> ValuesView[T]:
        """Each of them, those of one name, too."""
        return _Values(self)

    def items(self) -> ItemsView[str, T]:
        """The name of each of them and itself, those of one name, too."""
        return _Items(self)

    def pairs(self) -> list[tuple[str, T]]:
        """The name of each of them and itself, as they are now."""
        with self._shop.lock:
            return [(self.name(row), self.made(row)) for row in self.rows()]

    def __repr__(self) -> str:
        return f"<{self._kind}: {len(self)}>"

    def store_id(self, store: str | int) -> int:
        """The id of the store view named by code or id. Raises `StateError` where there is none."""
        return store_id(self._shop, store)

    def words_taken(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Of these the words of an entry, as a fixtures document would hold them. Raises `StateError`."""
        words = {name: each for name, each in given.items() if name in self.shape.keys}
        found = taken(words, self.shape, StateError)
        if found.get("id", 1) < 1:
            raise StateError(f"an id is a number from 1, not {found['id']}")
        return found

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


class _Values(ValuesView[T]):
    def __init__(self, entities: Entities[T]) -> None:
        super().__init__(entities)
        self._entities = entities

    def __iter__(self) -> Iterator[T]:
        return (each for _, each in self._entities.pairs())

    def __contains__(self, value: object) -> bool:
        return any(each is value or each == value for each in self)


class _Items(ItemsView[str, T]):
    def __init__(self, entities: Entities[T]) -> None:
        super().__init__(entities)
        self._entities = entities

    def __iter__(self) -> Iterator[tuple[str, T]]:
        return iter(self._entities.pairs())

    def __contains__(self, item: object) -> bool:
        return any(each == item for each in self)


def the_one(kind: str, name: object, found: Sequence[Row], id: str) -> Row:
    """The one row that has a name. Raises `StateError`, which tells the ids, where several of the kind have it."""
    if len(found) > 1:
        ids = " or ".join(str(row[id]) for row in found[:_FEW])
        raise StateError(f"{len(found)} {kind} are called {name!r}: name one by its id, {ids}")
    return found[0]


_FEW = 20
"""Of more things of one name only so many ids are told."""


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
