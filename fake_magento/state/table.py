"""Tables of rows that never change in place.

A row is replaced, and a table is copied when it is first written after a snapshot. So a snapshot is a reference and costs the
same at any size, and shops share what they have not changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any, NamedTuple

from fake_magento import php
from fake_magento.state.columns import Cast, Column, columns
from fake_magento.state.errors import StateError

Row = Mapping[str, Any]
"""A row: its values by column. It cannot be changed; `Table.update` replaces it."""

Key = Any
"""What a row is found by in its first column: a number, or text."""


class DuplicateError(StateError):
    """A row that another one stands in the way of: its id, or what must be unique, is taken. ``index`` names the columns."""

    def __init__(self, table: str, index: str, value: Any) -> None:
        super().__init__(f"{table}: there is a row of {index} {value!r} already")
        self.table = table
        self.index = index
        self.value = value


KeyOf = Callable[[Row], Any]
"""What values by column are found by in an index: a value, or a tuple where the index is of several columns."""


class _Plan(NamedTuple):
    """How rows that have values in some columns are found: by id, by an index (its number, and the key in it), or among all.

    ``tests`` are the columns that are looked at in the rows that are found so.
    """

    by_id: bool
    by_index: tuple[int, KeyOf] | None
    tests: tuple[tuple[str, Cast], ...]


class Schema:
    """What a table's rows are; shared by all fakes.

    ``notation`` declares the columns, see `fake_magento.state.columns.columns`; the first one is the rows' id. ``unique`` and
    ``indexes`` are lists of names of columns that rows are found by, of several with spaces between them; no two rows have the
    same values in a unique one, unless one of the values is null. ``lookups`` are indexes that the real server does not have.
    """

    def __init__(
        self,
        name: str,
        notation: str,
        unique: Iterable[str] = (),
        indexes: Iterable[str] = (),
        lookups: Iterable[str] = (),
    ) -> None:
        self.name = name
        self.columns: dict[str, Column] = columns(notation)
        self.id = next(iter(self.columns))
        self.counts = isinstance(self.columns[self.id].cast("1"), int)
        """Whether ids are numbers, of which a new row gets the next."""
        self.indexes: tuple[tuple[str, ...], ...] = tuple(tuple(each.split()) for each in (*unique, *indexes, *lookups))
        self.single = {names[0]: number for number, names in enumerate(self.indexes) if len(names) == 1}
        """The number of each index that is of one column alone, by that column."""
        self.lookups = {tuple(each.split()) for each in lookups}
        self.unique = len([*unique])
        """How many of the indexes, from the first on, are unique."""
        self.defaults = {column.name: column.default for column in self.columns.values()}
        self._casts = {column.name: column.cast for column in self.columns.values()}
        self.indexed = frozenset(name for index in self.indexes for name in index)
        """The columns that rows are found by."""
        self._keys_of: list[KeyOf] = [self._key_of(index) for index in self.indexes]
        self._plans: dict[tuple[str, ...], _Plan] = {}
        """How rows were found so far, by the columns that were asked for."""

    def plan(self, names: tuple[str, ...]) -> _Plan:
        """How rows are found by these columns. Raises `StateError` for one that the table does not have."""
        return self._plans.get(names) or self._plans.setdefault(names, self._make_plan(names))

    def _make_plan(self, names: tuple[str, ...]) -> _Plan:
        for name in names:
            if name not in self.columns:
                raise StateError(f"{self.name}: no column {name!r}; there are {', '.join(self.columns)}")
        by_id = self.counts and self.id in names
        numbers = () if by_id else (number for number, index in enumerate(self.indexes) if {*index} <= {*names})
        number = next(iter(numbers), None)
        covered = () if number is None else self.indexes[number]
        tests = tuple((name, self.columns[name].key) for name in names if name not in covered)
        return _Plan(by_id, None if number is None else (number, self._keys_of[number]), tests)

    def cast(self, values: Row) -> dict[str, Any]:
        """What the columns make of the values. Raises `StateError` for a column that the table does not have."""
        casts = self._casts
        try:
            return {name: casts[name](value) for name, value in values.items()}
        except KeyError as unknown:
            raise StateError(
                f"{self.name}: no column {unknown.args[0]!r}; there are {', '.join(self.columns)}"
            ) from None

    def check(self, **values: Any) -> None:
        """Raises `StateError` for a value that its column would change: what is kept could not be found by it."""
        for name, value in values.items():
            if value is not None and self.columns[name].cast(value) != value:
                raise StateError(f"{self.name} cannot keep the {name} {value!r:.100} as it is")

    def keys(self, row: Row) -> list[Any]:
        """The row's key in each index."""
        return [key_of(row) for key_of in self._keys_of]

    def _key_of(self, index: tuple[str, ...]) -> KeyOf:
        keys = [(name, self.columns[name].key) for name in index]
        if len(keys) > 1:
            return lambda values: tuple([key(values[name]) for name, key in keys])
        [(name, key)] = keys
        return lambda values: key(values[name])


class Contents:
    """What a table holds at one time. Tables share it until one of them writes, which copies it first."""

    __slots__ = ("_owned", "indexes", "is_ordered", "next_id", "rows")

    def __init__(
        self, rows: dict[Key, MappingProxyType[str, Any]], indexes: list[dict[Any, dict[Key, None]]], next_id: int
    ) -> None:
        self.rows = rows
        self.indexes = indexes
        self.next_id = next_id
        self.is_ordered = True
        self._owned: list[set[Any]] = [set() for _ in indexes]

    def copy(self) -> Contents:
        """The same, to be changed; of the indexes the ids of each value are copied when they change."""
        made = Contents(self.rows.copy(), [index.copy() for index in self.indexes], self.next_id)
        made.is_ordered = self.is_ordered
        return made

    def enter(self, number: int, key: Any, id: Key) -> None:
        """Let the row be found by the key in an index."""
        index, owned = self.indexes[number], self._owned[number]
        if key in owned:
            index[key][id] = None
        else:
            owned.add(key)
            index[key] = {**index[key], id: None} if key in index else {id: None}

    def leave(self, number: int, key: Any, id: Key) -> None:
        """Let the row be found by the key no more."""
        index, owned = self.indexes[number], self._owned[number]
        if len(index[key]) == 1:
            del index[key]
            owned.discard(key)
            return
        if key not in owned:
            owned.add(key)
            index[key] = index[key].copy()
        del index[key][id]


Held = Contents | Callable[[], Contents]
"""What a table holds, or what gives that when it is first asked for."""


class Table:
    """The rows of one table of a shop, in the order of their ids. Who reads or writes holds the shop's lock."""

    __slots__ = ("_held", "_is_shared", "derived", "schema")

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.derived: list[tuple[dict[Any, Any], str | None]] = []
        """What was worked out from the rows, see `Memo`."""
        self._held: Held
        self.truncate()

    def __repr__(self) -> str:
        return f"<table {self.schema.name!r}, {len(self)} rows>"

    @property
    def _contents(self) -> Contents:
        held = self._held
        if not isinstance(held, Contents):
            held = self._held = held()
        return held

    def snapshot(self) -> Held:
        """What the table holds, for `restore`, here or in another table of the same schema."""
        self._is_shared = True
        return self._held

    def restore(self, held: Held) -> None:
        """Hold what was held when the snapshot was taken."""
        self._held = held
        self._is_shared = True
        self._changes()

    def _writable(self) -> Contents:
        contents = self._contents
        if self._is_shared:
            contents = self._held = contents.copy()
            self._is_shared = False
        return contents

    def _changes(self, *rows: Row) -> None:
        """Forget what was worked out from these rows, or from all."""
        for kept, by in self.derived:
            if by is None or not rows:
                kept.clear()
            else:
                for row in rows:
                    kept.pop(row[by], None)

    @property
    def next_id(self) -> int:
        """The number that the next new row gets."""
        return self._contents.next_id

    def use_up(self) -> int:
        """Take the next number away, as an insert does that is refused for a reason outside of this table; the number."""
        contents = self._writable()
        contents.next_id += 1
        return contents.next_id - 1

    def count_from(self, id: int) -> None:
        """Let the next new row get this number, unless that is behind the next one."""
        if id > self.next_id:
            self._writable().next_id = id

    def truncate(self) -> None:
        """No rows any more, and numbers begin with 1 again."""
        self._held = Contents({}, [{} for _ in self.schema.indexes], 1)
        self._is_shared = False
        self._changes()

    def insert(self, values: Row | None = None, /, **more: Any) -> Row:
        """A new row of these values, cast by their columns, and defaults; the row.

        Its id is the next number unless it is given and not null. Raises `DuplicateError` where it stands in the way
        of another row, which uses the number up, and `StateError` for unknown columns.
        """
        schema = self.schema
        given = {**values, **more} if values else more
        row = schema.defaults | schema.cast(given)
        contents = self._writable()
        if schema.counts and given.get(schema.id) is None:
            row[schema.id] = contents.next_id
        return self._put(contents, row[schema.id], row)

    def _put(self, contents: Contents, id: Key, row: Row) -> Row:
        schema = self.schema
        if schema.counts and id >= contents.next_id:
            contents.next_id = id + 1
        if id in contents.rows:
            raise DuplicateError(schema.name, schema.id, id)
        keys = schema.keys(row)
        self._check_unique(contents, dict(enumerate(keys[: schema.unique])), row)
        if schema.counts and contents.is_ordered and id != contents.next_id - 1 and contents.rows:
            contents.is_ordered = id > next(reversed(contents.rows))
        for number, key in enumerate(keys):
            contents.enter(number, key, id)
        made = contents.rows[id] = MappingProxyType(row)
        self._changes(made)
        return made

    def _check_unique(self, contents: Contents, keys: Mapping[int, Any], row: Row) -> None:
        """Raises `DuplicateError` where a row has one of these new keys, by the number of their unique index."""
        for number, key in keys.items():
            if key is None or (isinstance(key, tuple) and None in key):
                continue
            if contents.indexes[number].get(key):
                columns = self.schema.indexes[number]
                raise DuplicateError(self.schema.name, " ".join(columns), " ".join(str(row[name]) for name in columns))

    def update(self, id: Key, values: Row | None = None, /, **more: Any) -> Row:
        """Replace the row by one with these values; the new row.

        Raises `KeyError` where there is no such row, `DuplicateError` where another stands in the way, and `StateError` for
        unknown columns and another id.
        """
        schema, contents = self.schema, self._contents
        old = contents.rows[id]
        written = schema.cast({**values, **more} if values else more)
        row = old | written
        if row[schema.id] != id:
            raise StateError(f"{schema.name}: the id of a row never changes")
        if self._is_shared:
            contents = self._writable()
        if not schema.indexed.isdisjoint(written):
            self._move(contents, id, row, old)
        made = contents.rows[id] = MappingProxyType(row)
        if self.derived:
            self._changes(made, old)
        return made

    def _move(self, contents: Contents, id: Key, row: Row, old: Row) -> None:
        """Let the row be found by its new values instead of its old ones."""
        keys = enumerate(zip(self.schema.keys(row), self.schema.keys(old), strict=True))
        changed = {number: (key, old_key) for number, (key, old_key) in keys if key != old_key}
        unique = {number: key for number, (key, _) in changed.items() if number < self.schema.unique}
        self._check_unique(contents, unique, row)
        for number, (key, old_key) in changed.items():
            contents.leave(number, old_key, id)
            contents.enter(number, key, id)

    def put(self, values: Row | None = None, /, **more: Any) -> Row:
        """Insert a row, or update the one that has the same id, or the same values in the first unique index; the row."""
        given = {**(values or {}), **more}
        there = self.get(given.get(self.schema.id))
        if there is None and self.schema.unique:
            names = self.schema.indexes[0]
            there = self.find({name: given[name] for name in names if name in given}) if {*names} <= {*given} else None
        if there is None:
            return self.insert(given)
        return self.update(
            there[self.schema.id], {name: each for name, each in given.items() if name != self.schema.id}
        )

    def delete(self, id: Key) -> bool:
        """Take the row away; whether there was one."""
        if id not in self._contents.rows:
            return False
        contents = self._writable()
        row = contents.rows.pop(id)
        for number, key in enumerate(self.schema.keys(row)):
            contents.leave(number, key, id)
        self._changes(row)
        return True

    def delete_where(self, where: Row | None = None, /, **more: Any) -> int:
        """Take all rows away that have these values; how many there were."""
        ids = [row[self.schema.id] for row in self.select(where, **more)]
        return sum(map(self.delete, ids))

    def get(self, id: Key) -> Row | None:
        """The row of that id, ``None`` where there is none."""
        return self._contents.rows.get(id)

    def __getitem__(self, id: Key) -> Row:
        return self._contents.rows[id]

    def __contains__(self, id: Key) -> bool:
        return id in self._contents.rows

    def __len__(self) -> int:
        return len(self._contents.rows)

    def __iter__(self) -> Iterator[Row]:
        """The rows as they are now; those that are written meanwhile do not come."""
        contents = self._contents
        if not contents.is_ordered:
            contents.rows = dict(sorted(contents.rows.items()))
            contents.is_ordered = True
        return iter([*contents.rows.values()])

    def ids(self) -> list[Key]:
        """The ids of all rows, in order."""
        return [row[self.schema.id] for row in self]

    def find(self, where: Row | None = None, /, **more: Any) -> Row | None:
        """The first row that has these values, compared as the database compares them; ``None`` where there is none."""
        asked = {**where, **more} if where else more
        _, by_index, tests = self.schema.plan(tuple(asked))
        if by_index is not None and not tests:
            number, key_of = by_index
            return self._first(self._contents, number, key_of(asked))
        found = self._select(asked)
        return found[0] if found else None

    def select(self, where: Row | None = None, /, **more: Any) -> list[Row]:
        """All rows that have these values, in the order of their ids; all rows where nothing is asked for.

        Values are compared as the database compares them: text without case and accents, numbers as numbers, and null with
        null. Where an index is of some of the columns, only its rows are looked at. Raises `StateError` for unknown columns.
        """
        return self._select({**where, **more} if where else more)

    def _select(self, asked: dict[str, Any]) -> list[Row]:
        schema, names = self.schema, tuple(asked)
        by_id, by_index, tests = schema.plan(names)
        found: list[Row]
        if by_id:
            row = self.get(php.to_int(asked[schema.id]))
            found = [] if row is None else [row]
        elif by_index is None:
            found = [*self]
        else:
            number, key_of = by_index
            found = self._found(self._contents, number, key_of(asked))
        if not tests:
            return found
        wanted = [(name, key, key(asked[name])) for name, key in tests]
        return [row for row in found if all(key(row[name]) == value for name, key, value in wanted)]

    def finder(self, column: str) -> Callable[[Any], list[Row]]:
        """What gives the rows by their key in the index of this column alone, in the order of their ids, for many keys.

        The key is what `Column.key` makes of a value: a whole number is its own. It serves until the table is written.
        """
        return partial(self._found, self._contents, self.schema.single[column])

    def _first(self, contents: Contents, number: int, key: Any) -> Row | None:
        """The first of the rows that `_found` gives, without looking at the others."""
        ids = contents.indexes[number].get(key)
        if not ids:
            return None
        return contents.rows[min(ids) if self.schema.counts and len(ids) > 1 else next(iter(ids))]

    def _found(self, contents: Contents, number: int, key: Any) -> list[Row]:
        ids = contents.indexes[number].get(key)
        if not ids:
            return []
        rows = contents.rows
        if len(ids) == 1:
            [id] = ids
            return [rows[id]]
        return [rows[id] for id in (sorted(ids) if self.schema.counts else ids)]


class Memo:
    """What was worked out from tables, which is forgotten when one of them holds something else.

    With a column of theirs only what is kept by a row's value of it is forgotten when that row is written.
    """

    __slots__ = ("kept",)

    def __init__(self, *tables: Table, by: str | None = None) -> None:
        self.kept: dict[Any, Any] = {}
        """What was kept since a table was written last, by its key; what is put there is kept as well."""
        for table in tables:
            table.derived.append((self.kept, by))
