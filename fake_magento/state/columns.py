"""What the database makes of a value that is written into a column: it casts and clamps, and refuses nothing.

Magento's models cast by PHP's rules before they write, and the database runs without strict mode: a number out of range is
the nearest that fits, text that is too long is cut, what is no date is the zero date.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache, partial
from math import floor
from string import punctuation
from typing import Any

from fake_magento import php
from fake_magento.state.collation import collate, stored

Cast = Callable[[Any], Any]

ZERO_DATE = "0000-00-00"
ZERO_DATETIME = f"{ZERO_DATE} 00:00:00"
"""What stands in a column of dates where a date was written that is none."""

_TEXT_BYTES = 65_535
_BETWEEN = f"[{re.escape(punctuation)}]"
_DATE = re.compile(
    rf"\s*(\d{{4}}|\d{{2}}){_BETWEEN}(\d{{1,2}}){_BETWEEN}(\d{{1,2}})(?!\d)"
    rf"(?:(?:T|\s)\s*(\d{{1,2}}){_BETWEEN}(\d{{1,2}})(?:{_BETWEEN}(\d{{1,2}}))?)?",
    re.ASCII,
)
"""A date, and a time behind it, with whatever punctuation between the numbers."""

_DIGITS = re.compile(r"\s*(\d{4}|\d{2})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d))?(?:\.\d*)?", re.ASCII)
"""The same without anything between them."""

_TURN_OF_THE_CENTURY = 70
"""Years of two digits are those of the last century from that one on."""

_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: what it makes of a value (``cast``), and under which ``key`` it compares; null compares as null.

    ``default`` is what a new row has where nothing is given; null in a column that is not ``nullable`` is its type's zero.
    ``kind`` is what its values are compared as: ``text``, ``number``, ``time`` or ``any``.
    """

    name: str
    cast: Cast
    key: Cast
    default: Any
    nullable: bool
    kind: str


KINDS = {"decimal": "number", "varchar": "text", "text": "text", "datetime": "time", "date": "time", "any": "any"}
"""What the database compares the values of a type as; whole numbers are numbers."""


def columns(notation: str) -> dict[str, Column]:
    """Columns by name from a notation such as ``"sku:varchar(64) qty:decimal(12,4)=0 store_id:usmallint="``.

    Columns are separated by white space. A type is one of ``tinyint smallint int bigint``, each also unsigned with a ``u``
    before it, ``decimal(p,s)``, ``varchar(n)``, ``text``, ``datetime``, ``date``, ``any`` (a value that never changes, kept
    as it is); none is ``varchar(255)``, ``decimal`` alone ``decimal(12,4)``. With ``=`` a column is not nullable and has the
    default behind it, or else its type's zero. Raises `ValueError` for another type.
    """
    found = [_column(each) for each in notation.split()]
    return {column.name: column for column in found}


def _column(notation: str) -> Column:
    rest, has_default, default = notation.partition("=")
    name, _, type_name = rest.partition(":")
    cast, key, zero = _type(type_name or "varchar(255)")
    kind = KINDS.get(type_name.partition("(")[0] or "varchar", "number")
    if cast is _same:
        return Column(name, cast, key, default or None, True, kind)
    if not has_default:
        return Column(name, partial(_nullable, cast), key, None, True, kind)
    return Column(name, partial(_not_null, cast, zero), key, cast(default) if default else zero, False, kind)


def _nullable(cast: Cast, value: Any) -> Any:
    """Empty text becomes null, as Magento's models write it."""
    if value is None or value == "":
        return None
    written = cast(value)
    return None if written == "" else written


def _not_null(cast: Cast, zero: Any, value: Any) -> Any:
    written = None if value is None else cast(value)
    return zero if written is None else written


@cache
def _type(notation: str) -> tuple[Cast, Cast, Any]:
    """How a type casts, what it is looked up by (null by null), and its zero."""
    name, _, size = notation.rstrip(")").partition("(")
    if name in _INTEGERS:
        low, high = _INTEGERS[name]
        return partial(integer, low, high), _integer_key, 0
    if name == "decimal":
        precision, scale = map(int, (size or "12,4").split(","))
        cast: Cast = partial(decimal, precision, scale)
        return cast, partial(_decimal_key, cast), cast(0)
    if name == "varchar":
        return partial(varchar, int(size)), _text_key, ""
    casts: dict[str, tuple[Cast, Cast, Any]] = {
        "text": (text, _text_key, ""),
        "datetime": (datetime, datetime, ZERO_DATETIME),
        "date": (date, date, ZERO_DATE),
        "any": (_same, _same, None),
    }
    if name not in casts:
        raise ValueError(f"no type of columns {notation!r}")
    return casts[name]


_INTEGERS = {
    prefix + name: (0, 2**bits - 1) if prefix else (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)
    for name, bits in (("tinyint", 8), ("smallint", 16), ("int", 32), ("bigint", 64))
    for prefix in ("", "u")
}
"""By type the least and the greatest number."""


def integer(low: int, high: int, value: Any) -> int:
    """A whole number between the bounds, of text its leading one."""
    number = value if type(value) is int else php.to_int(value)
    return low if number < low else high if number > high else number


def decimal(precision: int, scale: int, value: Any) -> str:
    """A number of so many digits, so many of them behind the point, as the text that the database answers with."""
    number = php.to_float(value) if isinstance(value, str) else float(_number(value))
    if number != number:
        number = 0.0
    most = 10 ** (precision - scale) - 10**-scale
    written = f"{min(max(number, -most), most):.{scale}f}"
    return written.lstrip("-") if float(written) == 0 else written


def _number(value: Any) -> int | float:
    if isinstance(value, (float, Decimal)):
        return float(value)
    return php.to_int(value)


def varchar(length: int, value: Any) -> str:
    """Text of at most so many characters."""
    return stored(php.to_string(value))[:length]


def text(value: Any) -> str:
    """Text of at most 65535 bytes."""
    written = stored(php.to_string(value))
    if len(written) * 3 <= _TEXT_BYTES:
        return written
    return written.encode("utf-8", "surrogateescape")[:_TEXT_BYTES].decode("utf-8", "ignore")


def _integer_key(value: Any) -> int | None:
    return value if value is None or type(value) is int else php.to_int(value)


def _decimal_key(cast: Cast, value: Any) -> Any:
    return None if value is None else cast(value)


def _text_key(value: Any) -> str | None:
    return None if value is None else collate(value if type(value) is str else php.to_string(value))


def datetime(value: Any) -> str | None:
    """``Y-m-d H:i:s``; a number is seconds since the epoch, text that is no date the zero date."""
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        return format_time(_number(value))
    return _kept_datetime(value) if len(value) == len(ZERO_DATETIME) else _datetime(value)


def _datetime(value: str) -> str:
    """What MariaDB reads in text: numbers with punctuation between them, or digits alone; a year has four of them, or two."""
    match = _DATE.match(value) or _DIGITS.fullmatch(value)
    if match is None:
        return ZERO_DATETIME
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups())
    if len(match[1]) == 2:
        year += 1900 if year >= _TURN_OF_THE_CENTURY else 2000
    if not (_is_day(year, month, day) and hour < 24 and minute < 60 and second < 60):
        return ZERO_DATETIME
    return f"{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}"


_kept_datetime = lru_cache(maxsize=256)(_datetime)


def date(value: Any) -> str | None:
    """``Y-m-d`` of what `datetime` takes."""
    written = datetime(value)
    return written and written[:10]


def _is_day(year: int, month: int, day: int) -> bool:
    if not (1 <= month <= 12 and 1 <= day <= _DAYS[month - 1]):
        return False
    return (month, day) != (2, 29) or (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))


def format_time(seconds: float) -> str:
    """Seconds since the epoch as ``Y-m-d H:i:s`` in UTC; what the calendar of four digits does not reach is the zero date."""
    try:
        return _format_time(floor(seconds))
    except (OverflowError, ValueError, OSError):
        return ZERO_DATETIME


@lru_cache(maxsize=256)
def _format_time(seconds: int) -> str:
    year, *rest = time.gmtime(seconds)[:6]
    return "{:04}-{:02}-{:02} {:02}:{:02}:{:02}".format(year, *rest) if 0 <= year <= 9999 else ZERO_DATETIME


def _same(value: Any) -> Any:
    return value
