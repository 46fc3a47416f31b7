"""The filters of lists: V1's ``{field: condition}`` and V2's ``filter`` and ``complex_filter`` as one thing.

A condition is a value that the field is to equal, ``{operator: value}``, or a list of conditions of which one is to hold.
Where several operators are given, ``from`` and ``to`` count, or else the first that is known; where none is known, their values
are a list of conditions (transcripts ``v1_product_list``, ``v2_product_list``, ``v1_customer_filters``, ``v1_order_filters``).
Values are compared as the database compares them: by the type of the field, and text without case and accents.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fake_magento import php
from fake_magento.nearest import nearest
from fake_magento.state import ADMIN_STORE, EavTable, Row, Table
from fake_magento.state.collation import collate
from fake_magento.state.columns import ZERO_DATE, ZERO_DATETIME, Column, datetime
from fake_magento.state.regexp import Expression, InvalidExpressionError

Test = Callable[[Any], bool]
"""Whether a value of a field is what is asked for."""

_LISTS = ("in", "nin", "finset")


class UnknownFieldError(Exception):
    """A filter by a field that there is not."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class QueryError(Exception):
    """A filter that the database refuses: an operator that it does not know, a field that it does not keep, no value at all."""


@dataclass(frozen=True)
class Field:
    """What a list can be filtered by: the column that says how values are compared, and what a row has there."""

    column: Column
    value: Callable[[Row], Any]


def parse_filters(filters: Any, names: Mapping[str, str] | None = None) -> dict[Any, Any]:
    """Conditions by field, of what a client sends; what is no filter at all is none.

    ``names`` are fields that the API calls otherwise. In V2 a field of ``filter`` wins over that of ``complex_filter``, where
    the first value of an operator counts; of two values in ``filter`` it is the last (``v2_customer_filters``).
    """
    if isinstance(filters, php.PhpObject):
        filters = _of_structure(filters.properties)
    if isinstance(filters, list):
        filters = dict(enumerate(filters))
    if not isinstance(filters, dict):
        return {}
    parsed = {field: condition for field, condition in filters.items() if not names or field not in names}
    if names:
        parsed |= {names[field]: condition for field, condition in filters.items() if field in names}
    return parsed


def _of_structure(filters: Mapping[str, Any]) -> dict[Any, Any]:
    parsed: dict[Any, Any] = {}
    for number, (field, value) in enumerate(_entities(filters.get("filter"))):
        parsed[number if field is None else field] = value
    for field, condition in _entities(filters.get("complex_filter")):
        for name, value in _entities([condition]):
            if field is None or name is None:
                continue
            operators = parsed.setdefault(field, {})
            if isinstance(operators, dict):
                is_list = name in _LISTS and isinstance(value, str)
                operators.setdefault(name, value.split(",") if is_list else value)
    return parsed


def _entities(entities: Any) -> Iterable[tuple[Any, Any]]:
    """Key and value of each entity; no key for what is none."""
    for entity in php.values(entities) if php.is_array(entities) else ():
        properties = entity.properties if isinstance(entity, php.PhpObject) else {}
        key, value = properties.get("key"), properties.get("value")
        yield (None, entity) if key is None or value is None else (php.to_string(key), value)


def select(
    table: Table, filters: Mapping[Any, Any], store: int = ADMIN_STORE, fields: Mapping[str, Field] | None = None
) -> list[Row]:
    """The rows that meet all conditions (see `parse_filters`), in the order of their ids.

    Attributes of entities are those that lists show in the store view; one that has no value in ``admin`` meets no condition.
    ``fields`` are others than the table's own. Raises `UnknownFieldError`, `QueryError`, and `fake_magento.php.PhpError` for
    a field without a name. Where an index tells what meets one of the conditions, the others are asked of its rows alone.
    """
    fields = fields or {}
    found = [(name, _field(table, name, store, fields)) for name in filters]
    tests = []
    indexed = None
    for name, field in found:
        if field is None:
            raise QueryError(f"no column {name!r}")
        equal = _from_index(table, name, filters[name]) if indexed is None and name not in fields else None
        if equal is None:
            tests.append((field.value, condition_test(filters[name], field.column)))
        else:
            indexed = equal
    rows = [*table] if indexed is None else indexed
    for value, test in tests:
        rows = [row for row in rows if test(value(row))]
    return rows


def _field(table: Table, name: Any, store: int, fields: Mapping[str, Field]) -> Field | None:
    """What the name means; ``None`` for an attribute of which the database keeps no value of its own."""
    if name in fields:
        return fields[name]
    if isinstance(table, EavTable) and php.is_numeric(name):
        attribute = next((each for each in table.attributes() if each["attribute_id"] == php.to_int(name)), None)
        if attribute is None:
            raise php.PhpError("Call to a member function getAttributeCode() on bool")
        name = attribute["attribute_code"]
    name = php.to_string(name)
    if name in table.schema.columns and table.schema.columns[name].kind != "any":
        return Field(table.schema.columns[name], operator.itemgetter(name))
    known = table.attribute(name) if isinstance(table, EavTable) else None
    if known is None or not isinstance(table, EavTable):
        raise UnknownFieldError(name)
    column, entities = table.column(known), table
    if column is None:
        return None
    return Field(column, lambda row: entities.listed(row, known, store, MISSING))


MISSING = object()
"""What a row has where its entity has no value of an attribute in ``admin``: it meets no condition."""


def _from_index(table: Table, name: Any, condition: Any) -> list[Row] | None:
    """The rows that equal what is asked for, in the index's order; ``None`` where no index tells them."""
    schema = table.schema
    is_id = name == schema.id and schema.counts
    wanted = _equal_to(condition) if is_id or name in schema.single else None
    if wanted is None:
        return None
    keys = _keys(schema.columns[name], wanted)
    if keys is None:
        return None
    if is_id:
        return [row for id in sorted(keys) if (row := table.get(id)) is not None]
    rows = [row for found in map(table.finder(name), sorted(keys)) for row in found]
    return sorted(rows, key=operator.itemgetter(schema.id)) if (name,) in schema.lookups else rows


def _keys(column: Column, wanted: Iterable[Any]) -> set[Any] | None:
    """What an index has the values under that equal one that is wanted; ``None`` where it is ordered by another rule."""
    if column.kind == "text" and all(isinstance(each, str) for each in wanted):
        return set(map(collate, wanted))
    if column.kind == "number":
        keys = [(column.key(each), each) for each in wanted]
        return {key for key, each in keys if str(key) == each or _as_number(key) == _as_number(each)}
    return None


def _equal_to(condition: Any) -> list[Any] | None:
    """The values of which a field must equal one, where the condition says that; ``None`` where it is another, or wrong."""
    if not php.is_array(condition):
        return [php.to_string(condition)]
    if isinstance(condition, dict):
        if _is_span(condition):
            return None
        known = _operator(condition)
        if known is not None:
            values = _flat(condition[known]) if known in ("eq", "in") else None
            is_wrong = values is None or (known == "eq" and len(values) > 1)
            return None if is_wrong else [_literal(each) for each in values or ()]
    found = []
    for each in php.values(condition):
        values = _equal_to(each)
        if values is None:
            return None
        found += values
    return found if php.values(condition) else None


def _is_span(condition: Mapping[Any, Any]) -> bool:
    return condition.get("from") is not None or condition.get("to") is not None


def _operator(condition: Mapping[Any, Any]) -> str | None:
    """The operator that counts; ``None`` where none is known."""
    return next((name for name in condition if name in _OPERATORS or name in _SPECIAL), None)


def condition_test(condition: Any, column: Column) -> Test:
    """The test that a condition makes of the column's values. Raises `QueryError` for one that the database refuses."""
    if not php.is_array(condition):
        return _compared(operator.eq, php.to_string(condition), column)
    if isinstance(condition, dict):
        if _is_span(condition):
            ends = [
                _compared(_OPERATORS[end], _moment(condition, condition[end]), column)
                for end in ("from", "to")
                if condition.get(end) is not None
            ]
            first, last = ends[0], ends[-1]
            return lambda value: first(value) and last(value)
        known = _operator(condition)
        if known is not None:
            return _operator_test(known, condition[known], column)
    tests = [condition_test(each, column) for each in php.values(condition)]
    if not tests:
        raise QueryError("no condition")
    return lambda value: any(test(value) for test in tests)


_OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "eq": operator.eq,
    "neq": operator.ne,
    "gt": operator.gt,
    "lt": operator.lt,
    "gteq": operator.ge,
    "lteq": operator.le,
    "from": operator.ge,
    "to": operator.le,
    "seq": operator.eq,
    "sneq": operator.ne,
}
_SPECIAL = ("null", "notnull", "in", "nin", "like", "nlike", "finset", "regexp", "is")
_SPAN = ("from", "to")
_KINDS_OF_SPANS = ("date", "datetime")


def misunderstood(condition: Any) -> Iterator[str]:
    """What a client surely did not mean by a field's condition, in words: operators that there are not, or do not count."""
    if php.is_array(condition):
        for each in php.values(condition):
            if isinstance(each, dict):
                yield from misunderstood(each)
    if not isinstance(condition, dict):
        return
    names = [name for name in condition if isinstance(name, str) and name not in _KINDS_OF_SPANS]
    known = [name for name in names if name in _OPERATORS or name in _SPECIAL]
    for name in names:
        if name not in known:
            yield f"has the operator {name!r}, which there is not{nearest(name, (*_OPERATORS, *_SPECIAL))}"
    counted = [name for name in known if name in _SPAN] if _is_span(condition) else known[:1]
    if len(known) > len(counted):
        yield f"has {' and '.join(known)}, of which {' and '.join(counted)} alone counts; from and to are a span"


def _operator_test(name: str, asked: Any, column: Column) -> Test:
    if name in ("seq", "sneq") and asked == "":
        name = "null" if name == "seq" else "notnull"
    if name == "null":
        return lambda value: value is None
    if name == "notnull":
        return lambda value: value is not None and value is not MISSING
    if name in ("in", "nin"):
        wanted = _flat(asked)
        is_among = _among(wanted, column)
        if name == "in":
            return is_among
        return lambda value: bool(wanted) and _is_known(value) and not is_among(value)
    values = _flat(asked)
    if not values and name != "is":
        return lambda value: False
    if name == "is" or len(values) > 1:
        raise QueryError(f"{name} of {len(values)} values")
    if name in _OPERATORS:
        return _compared(_OPERATORS[name], values[0], column)
    text = _literal(values[0])
    test = {"like": _like, "nlike": _like, "finset": _in_set, "regexp": _regexp}[name](php.to_string(text))
    is_wanted = name != "nlike"
    return lambda value: _is_known(value) and test(php.to_string(value)) is is_wanted


def _is_known(value: Any) -> bool:
    """Whether there is a value to compare: with null nothing is equal, and nothing is not."""
    return value is not None and value is not MISSING


def _flat(values: Any) -> list[Any]:
    if not php.is_array(values):
        return [values]
    return [item for each in php.values(values) for item in ((each,) if type(each) is str else _flat(each))]


def _literal(value: Any) -> Any:
    """A value as it stands in a query: numbers as they are, all else as text."""
    return value if type(value) in (str, int, float) else php.to_string(value)


def _compared(compare: Callable[[Any, Any], bool], asked: Any, column: Column) -> Test:
    """The test whether a value of the column compares so with what is asked for."""
    read, wanted = _read(asked, column)
    if read is _kept_time and column.cast(ZERO_DATE) == ZERO_DATETIME:  # each value that it keeps is a time already
        return lambda value: value is not None and value is not MISSING and compare(value, wanted)
    return lambda value: value is not None and value is not MISSING and compare(read(value), wanted)


def _among(asked: Iterable[Any], column: Column) -> Test:
    """The test whether a value of the column equals one of those that are asked for, in the same time however many they are."""
    wanted: dict[Callable[[Any], Any], set[Any]] = {}
    for each in asked:
        read, value = _read(each, column)
        wanted.setdefault(read, set()).add(value)
    return lambda value: _is_known(value) and any(read(value) in values for read, values in wanted.items())


def _read(asked: Any, column: Column) -> tuple[Callable[[Any], Any], Any]:
    """How values of the column are read to be compared with what is asked for, and that, read so."""
    literal = _literal(asked)
    kind = "number" if column.kind == "text" and not isinstance(literal, str) else column.kind
    read = _READERS[kind]
    return _kept_time if kind == "time" else read, read(literal)


def _as_number(value: Any) -> float:
    return php.to_float(value) if isinstance(value, str) else float(value)


def _as_text(value: Any) -> str:
    return collate(php.to_string(value))


def _as_time(value: Any) -> str:
    return _kept_time(datetime(php.to_string(value)) or ZERO_DATETIME)


def _kept_time(value: str) -> str:
    """What a column of days or times keeps, which its cast has written already, as a time."""
    return value if len(value) > len(ZERO_DATE) else f"{value} 00:00:00"


_READERS: dict[str, Callable[[Any], Any]] = {"number": _as_number, "text": _as_text, "time": _as_time, "any": _as_text}


def _moment(condition: Mapping[str, Any], value: Any) -> Any:
    """The end of a span, as a day or a time where the condition says so."""
    is_date, is_time = not php.is_empty(condition.get("date")), not php.is_empty(condition.get("datetime"))
    if not (is_date or is_time):
        return value
    written = _as_time(value)
    return written[: len(ZERO_DATE)] if is_date else written


def _like(pattern: str) -> Test:
    """SQL's ``LIKE``: ``%`` is any text, ``_`` any letter, and a backslash makes a letter of either.

    The parts between the ``%`` are looked for one after the other, so that a text is read once whatever the pattern.
    """
    parts: list[list[str]] = [[]]
    letters = iter(pattern)
    for letter in letters:
        if letter == "%":
            parts.append([])
        elif letter == "_":
            parts[-1].append(".")
        else:
            parts[-1].append(re.escape(_letters(next(letters, letter) if letter == "\\" else letter)))
    first, *rest = [re.compile("".join(part), re.DOTALL) for part in parts]
    last = rest.pop() if rest else None

    def test(text: str) -> bool:
        text = _letters(text)
        start = first.match(text)
        if start is None:
            return False
        if last is None:
            return start.end() == len(text)
        at = start.end()
        for part in rest:
            found = part.search(text, at)
            if found is None:
                return False
            at = found.end()
        tail = len(parts[-1])
        return len(text) - tail >= at and last.fullmatch(text, len(text) - tail) is not None

    return test


def _letters(text: str) -> str:
    """The text letter by letter without case and accents; spaces at the end stay."""
    return collate(text + ".")[:-1]


def _in_set(wanted: str) -> Test:
    key = _letters(wanted)
    return lambda text: key in [_letters(each) for each in text.split(",")] if text else False


def _regexp(pattern: str) -> Test:
    try:
        return Expression(pattern).search
    except InvalidExpressionError as error:
        raise QueryError(str(error)) from None
