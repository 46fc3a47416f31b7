"""Tables of rows, and what their columns make of values."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from fake_magento.state.collation import collate
from fake_magento.state.columns import columns
from fake_magento.state.errors import StateError
from fake_magento.state.table import DuplicateError, Memo, Schema, Table
from tests.examples import examples

CUPS = Schema(
    "cups",
    "id:uint= sku:varchar(8) shelf:usmallint colour:varchar(8) price:decimal(6,2)=0",
    unique=["sku"],
    indexes=["shelf", "shelf colour"],
)

skus = st.sampled_from(("a", "A", "b", "ä", "c ", "long-sku-1", "long-sku-2", None))
shelves = st.sampled_from((0, 1, "1", 2, 70_000, None))
colours = st.sampled_from(("red", "RED", "blue", None, ""))
numbers = st.integers(1, 12)
values = st.fixed_dictionaries({}, optional={"sku": skus, "shelf": shelves, "colour": colours})


class AgainstADict(RuleBasedStateMachine):
    """A table and a plain dict that is copied deeply are the same after anything that is done to both."""

    def __init__(self) -> None:
        super().__init__()
        self.table = Table(CUPS)
        self.rows: dict[int, dict[str, Any]] = {}
        self.next_id = 1
        self.kept: list[tuple[Any, dict[int, dict[str, Any]], int]] = []

    def _cast(self, given: dict[str, Any]) -> dict[str, Any]:
        cast = dict(given)
        if "sku" in cast:
            cast["sku"] = None if cast["sku"] is None else cast["sku"][:8]
        if "shelf" in cast:
            cast["shelf"] = None if cast["shelf"] is None else min(int(cast["shelf"]), 65_535)
        if "colour" in cast:
            cast["colour"] = cast["colour"] or None
        return cast

    def _is_taken(self, sku: str | None, own: int | None = None) -> bool:
        return sku is not None and any(
            row["sku"] is not None and collate(row["sku"]) == collate(sku) for id, row in self.rows.items() if id != own
        )

    @rule(given=values, id=st.none() | numbers)
    def insert(self, given: dict[str, Any], id: int | None) -> None:
        row = {"sku": None, "shelf": None, "colour": None, "price": "0.00", **self._cast(given)}
        number = self.next_id if id is None else id
        self.next_id = max(self.next_id, number + 1)
        if number in self.rows or self._is_taken(row["sku"]):
            with pytest.raises(DuplicateError):
                self.table.insert(given, id=id)
        else:
            self.rows[number] = {"id": number, **row}
            assert self.table.insert(given, id=id) == self.rows[number]

    @rule(given=values, id=numbers)
    def update(self, given: dict[str, Any], id: int) -> None:
        if id not in self.rows:
            with pytest.raises(KeyError):
                self.table.update(id, given)
        elif self._is_taken({**self.rows[id], **self._cast(given)}["sku"], own=id):
            with pytest.raises(DuplicateError):
                self.table.update(id, given)
        else:
            self.rows[id] |= self._cast(given)
            assert self.table.update(id, given) == self.rows[id]

    @rule(id=numbers)
    def delete(self, id: int) -> None:
        assert self.table.delete(id) == (self.rows.pop(id, None) is not None)

    @rule()
    def use_up(self) -> None:
        assert self.table.use_up() == self.next_id
        self.next_id += 1

    @rule()
    def snapshot(self) -> None:
        self.kept.append((self.table.snapshot(), deepcopy(self.rows), self.next_id))

    @precondition(lambda self: self.kept)
    @rule(data=st.data())
    def restore(self, data: st.DataObject) -> None:
        contents, rows, self.next_id = data.draw(st.sampled_from(self.kept))
        self.rows = deepcopy(rows)
        if data.draw(st.booleans()):
            self.table = Table(CUPS)
        self.table.restore(contents)

    @rule(asked=values)
    def select(self, asked: dict[str, Any]) -> None:
        def key(value: Any) -> Any:
            return collate(value) if isinstance(value, str) else value

        if asked.get("shelf") is not None:
            asked["shelf"] = int(asked["shelf"])
        wanted = [
            row
            for _, row in sorted(self.rows.items())
            if all(key(row[name]) == key(value) for name, value in asked.items())
        ]
        assert self.table.select(asked) == wanted
        assert self.table.find(**asked) == (wanted[0] if wanted else None)

    @invariant()
    def same(self) -> None:
        assert [*self.table] == [row for _, row in sorted(self.rows.items())]
        assert self.table.ids() == sorted(self.rows)
        assert (len(self.table), self.table.next_id) == (len(self.rows), self.next_id)


AgainstADict.TestCase.settings = examples(60, stateful_step_count=40)
TestAgainstADict = AgainstADict.TestCase


def test_rows_cannot_be_changed() -> None:
    table = Table(CUPS)
    row: Any = table.insert(sku="a")
    with pytest.raises(TypeError):
        row["sku"] = "b"
    table.update(1, sku="b")
    assert (row["sku"], table[1]["sku"]) == ("a", "b")


def test_what_is_asked_must_be_there() -> None:
    table = Table(CUPS)
    table.insert(sku="a")
    for wrong in (lambda: table.insert(skew="b"), lambda: table.update(1, skew="b"), lambda: table.select(skew="b")):
        with pytest.raises(StateError, match="cups: no column 'skew'; there are id, sku, shelf, colour, price"):
            wrong()
    with pytest.raises(StateError, match="never changes"):
        table.update(1, id=2)
    with pytest.raises(ValueError, match="no type of columns 'flaot'"):
        columns("weight:flaot")
    with pytest.raises(DuplicateError, match="cups: there is a row of sku 'A' already"):
        table.insert(sku="A")
    assert (table.next_id, [*table]) == (3, [table[1]])


def test_a_row_is_put_where_its_like_is() -> None:
    table = Table(CUPS)
    assert [table.put(sku=sku, shelf=shelf)["id"] for sku, shelf in (("a", 1), ("b", 2), ("A", 3))] == [1, 2, 1]
    assert table.put(id=2, sku="c")["shelf"] == 2
    assert table.put(shelf=9)["id"] == 3
    assert [(row["sku"], row["shelf"]) for row in table] == [("A", 3), ("c", 2), (None, 9)]
    assert table.delete_where(shelf=2) == 1
    table.truncate()
    assert ([*table], table.next_id, table.find(shelf=3)) == ([], 1, None)


def test_a_finder_gives_the_rows_of_one_key_after_the_other() -> None:
    table = Table(CUPS)
    for id, shelf in ((3, 1), (1, 1), (2, 2)):
        table.insert(id=id, sku=f"Cup {id}", shelf=shelf)
    by_shelf, by_sku = table.finder("shelf"), table.finder("sku")
    assert [[row["id"] for row in by_shelf(shelf)] for shelf in (1, 2, 3)] == [[1, 3], [2], []]
    assert by_sku(table.schema.columns["sku"].key("cup 2")) == [table[2]]


def test_rows_by_text() -> None:
    countries = Table(Schema("country", "country_id:varchar(2)= name"))
    countries.insert(country_id="DE", name="Germany")
    countries.insert(country_id="AT", name="Austria")
    assert [row["country_id"] for row in countries] == ["DE", "AT"]
    assert countries["AT"]["name"] == "Austria"
    assert countries.find(country_id="at") == countries["AT"]
    with pytest.raises(DuplicateError):
        countries.insert(country_id="DE")


@pytest.mark.parametrize(
    ("notation", "given", "kept"),
    [
        ("int", "12abc", 12),
        ("int", "abc", 0),
        ("int", " 1e3", 1000),
        ("int", 2**40, 2**31 - 1),
        ("int", "-99999999999999999999", -(2**31)),
        ("int", True, 1),
        ("int", 1.9, 1),
        ("int", float("inf"), 0),
        ("uint", -1, 0),
        ("uint", 2**32, 2**32 - 1),
        ("smallint", 40_000, 32_767),
        ("usmallint", 70_000, 65_535),
        ("tinyint", -200, -128),
        ("utinyint", 300, 255),
        ("bigint", 2**80, 2**63 - 1),
        ("decimal(12,4)", "abc", "0.0000"),
        ("decimal(12,4)", "12.5", "12.5000"),
        ("decimal(12,4)", 7, "7.0000"),
        ("decimal(12,4)", "1.99996", "2.0000"),
        ("decimal(12,4)", "-0.00001", "0.0000"),
        ("decimal(12,4)", "1e99", "99999999.9999"),
        ("decimal(12,4)", float("-inf"), "-99999999.9999"),
        ("decimal(12,4)", float("nan"), "0.0000"),
        ("decimal(6,2)", True, "1.00"),
        ("varchar(3)", "abcd", "abc"),
        ("varchar(3)", "a\U0001f600b", "a??"),
        ("varchar(3)", 1234, "123"),
        ("varchar(3)", False, None),
        ("varchar(3)", [1], "Arr"),
        ("text", "ä" * 40_000, "ä" * 32_767),
        ("text", "\U0001f600", "????"),
        ("datetime", "2026-01-02", "2026-01-02 00:00:00"),
        ("datetime", "2026-01-02T03:04", "2026-01-02 03:04:00"),
        ("datetime", "2026-01-02 03:04:05", "2026-01-02 03:04:05"),
        ("datetime", "2026-02-30 03:04:05", "0000-00-00 00:00:00"),
        ("datetime", "1900-02-29", "0000-00-00 00:00:00"),
        ("datetime", "2024-02-29", "2024-02-29 00:00:00"),
        ("datetime", "soon", "0000-00-00 00:00:00"),
        ("datetime", "2026/01/03 10+20.30", "2026-01-03 10:20:30"),
        ("datetime", "2026.1!3\t1:2", "2026-01-03 01:02:00"),
        ("datetime", "26-01-03", "2026-01-03 00:00:00"),
        ("datetime", "69-12-31", "2069-12-31 00:00:00"),
        ("datetime", "70-01-01", "1970-01-01 00:00:00"),
        ("datetime", "20260103", "2026-01-03 00:00:00"),
        ("datetime", "260103", "2026-01-03 00:00:00"),
        ("datetime", "20260103102030", "2026-01-03 10:20:30"),
        ("datetime", "20260103T102030", "2026-01-03 10:20:30"),
        ("datetime", "990103102030.5", "1999-01-03 10:20:30"),
        ("datetime", "20260103T10:20:30", "0000-00-00 00:00:00"),  # MariaDB takes the digits for a year
        ("datetime", "2026-01-034", "0000-00-00 00:00:00"),
        ("datetime", "3.1.2026", "0000-00-00 00:00:00"),
        ("datetime", "03.01.2026", "0000-00-00 00:00:00"),
        ("datetime", "202613", "0000-00-00 00:00:00"),
        ("datetime", "2026", "0000-00-00 00:00:00"),
        ("datetime", "2026-01-03" * 100_000, "0000-00-00 00:00:00"),
        ("datetime", "20260103" * 100_000, "0000-00-00 00:00:00"),
        ("datetime", 86_400, "1970-01-02 00:00:00"),
        ("datetime", 1e300, "0000-00-00 00:00:00"),
        ("date", "2026-01-02 03:04:05", "2026-01-02"),
        ("any", (1, 2), (1, 2)),
        ("int", None, None),
        ("int", "", None),
        ("varchar(3)", "", None),
        ("datetime", "", None),
        ("int=", None, 0),
        ("int=3", None, 0),
        ("decimal(12,4)=1", None, "0.0000"),
        ("varchar(3)=", None, ""),
        ("varchar(3)=", "", ""),
    ],
)
def test_casts(notation: str, given: Any, kept: Any) -> None:
    cast = columns(f"column:{notation}")["column"].cast(given)
    assert cast == kept
    assert type(cast) is type(kept)


def test_defaults() -> None:
    found = columns("a b:int c:int= d:int=7 e:decimal(12,4)=1 f:varchar(5)=new g:datetime=")
    assert [column.default for column in found.values()] == [None, None, 0, 7, "1.0000", "new", "0000-00-00 00:00:00"]


anything = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.integers(), max_size=2)


@given(anything, st.sampled_from(("int", "usmallint=", "decimal(12,4)", "varchar(3)", "text=", "datetime=", "date")))
def test_a_column_takes_anything_and_keeps_what_it_has_made(given: Any, notation: str) -> None:
    cast = columns(f"column:{notation}")["column"].cast
    assert cast(cast(given)) == cast(given)


def test_what_was_worked_out_is_kept_until_a_table_is_written() -> None:
    one, two = Table(Schema("one", "id:int name")), Table(Schema("two", "id:int"))
    memo = Memo(one, two)
    memo.kept["key"] = 1
    assert memo.kept == {"key": 1}
    two.insert()
    assert memo.kept == {}
    memo.kept["key"] = 2
    before = one.snapshot()
    one.insert(name="x")
    assert memo.kept == {}
    memo.kept["key"] = 3
    one.update(1, name="y")
    assert memo.kept == {}
    memo.kept["key"] = 4
    one.restore(before)
    assert memo.kept == {}
