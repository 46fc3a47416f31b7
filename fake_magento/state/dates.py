"""Dates as Magento's models read them before they write them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from fake_magento import php
from fake_magento.state.columns import format_time
from fake_magento.state.errors import StateError

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?: (\d{2}):(\d{2}):(\d{2}))?", re.ASCII)
_NUMBERS = re.compile(r"\d+", re.ASCII)
_DIGITS = 10
_CENTURY_BEGINS = 70


class InvalidDateError(StateError):
    """Text that is no date."""

    def __init__(self) -> None:
        super().__init__("Invalid date")


def read_date(value: Any) -> str | None:
    """``Y-m-d H:i:s`` of what a client gives as a date; ``None`` of what is empty.

    Digits alone are seconds since the epoch, ``2026-03-04`` and ``2026-03-04 05:06:07`` are as they say, and all else is read
    as Americans write it: month, day, year (``04.03.2026`` is the third of April, transcript ``v1_product_data``). A day that
    its month does not have is one of the next. Raises `InvalidDateError` for text that is no date.
    """
    if php.is_empty(value):
        return None
    text = php.to_string(value)
    if text.isascii() and text.isdigit():
        return format_time(php.to_int(text))
    iso = _ISO.fullmatch(text)
    if iso:
        year, month, day, *time = (int(part or 0) for part in iso.groups())
        hours, minutes, seconds = time
        return _written(year, month, day, timedelta(hours=hours, minutes=minutes, seconds=seconds))
    numbers = [number[:_DIGITS] for number in _NUMBERS.findall(text)]
    if len(numbers) < 3:
        raise InvalidDateError
    month, day, year = (int(number) for number in numbers[:3])
    if not (month <= 12 and day <= 31):
        raise InvalidDateError
    if len(numbers[2]) <= 2:
        year += 2000 if year < _CENTURY_BEGINS else 1900
    return _written(year, month, day, timedelta())


def _written(year: int, month: int, day: int, time: timedelta) -> str:
    """The day as text; months and days count on beyond the end of the year and of the month."""
    years, months = divmod(month - 1, 12)
    try:
        moved = date(year + years, months + 1, 1) + timedelta(days=day - 1)
        moved += timedelta(days=time.days)
    except (ValueError, OverflowError):
        raise InvalidDateError from None
    minutes, seconds = divmod(time.seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{moved.isoformat()} {hours:02}:{minutes:02}:{seconds:02}"
