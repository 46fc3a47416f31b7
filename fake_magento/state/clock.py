"""The shop's time."""

from __future__ import annotations

import calendar
import datetime as dt
import math
import re
import time
from collections.abc import Callable
from typing import NamedTuple

from fake_magento.state.columns import ZERO_DATETIME, datetime, format_time

Moment = str | float | dt.datetime
"""A time: ``Y-m-d H:i:s``, with a zone where wanted (``Z``, ``+02:00``), seconds since the epoch, or a ``datetime``.

What has no zone is UTC. Without a time of day it is midnight.
"""

_WITH_ZONE = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?([.]\d+)? ?(Z|[+-]\d\d(:?\d\d)?)", re.ASCII)

_SHAPE = "text such as '2026-01-02 03:04:05', a number of seconds since the epoch, or a datetime"


def time_text(moment: Moment) -> str:
    """A time as the shop writes it: ``Y-m-d H:i:s``, UTC. Raises `ValueError` for what is no time."""
    return format_time(_seconds(moment))


class ClockState(NamedTuple):
    """What a clock is set to."""

    offset: float
    stopped_at: float | None


class Clock:
    """The time of a shop: sessions expire by it, and the times in answers are its own. It is UTC, and runs on by itself.

    A test moves it with `advance` and `set` instead of waiting, and stops it with `freeze`.
    """

    def __init__(self, source: Callable[[], float] = time.time) -> None:
        self._source = source
        self.state = ClockState(0.0, None)

    def __repr__(self) -> str:
        return f"<clock {self.text()}{', frozen' if self.is_frozen else ''}>"

    @property
    def offset(self) -> float:
        """Seconds that the clock is ahead of the machine's."""
        return self.now() - self._source() if self.is_frozen else self.state.offset

    @property
    def is_frozen(self) -> bool:
        """Whether it stands still."""
        return self.state.stopped_at is not None

    def now(self) -> float:
        """Seconds since the epoch."""
        offset, stopped_at = self.state
        return self._source() + offset if stopped_at is None else stopped_at

    def text(self) -> str:
        """The time as the shop writes it: ``Y-m-d H:i:s``, UTC."""
        return format_time(self.now())

    def advance(self, seconds: float | dt.timedelta) -> None:
        """Let ``seconds``, or a ``timedelta``, pass at once. Raises `ValueError` for what is neither."""
        if isinstance(seconds, dt.timedelta):
            seconds = seconds.total_seconds()
        _check_number(seconds)
        offset, stopped_at = self.state
        self.state = ClockState(offset + seconds, None if stopped_at is None else stopped_at + seconds)

    def set(self, moment: Moment) -> None:
        """Make it this time, see `Moment`. It runs on from there unless it is frozen.

        Raises `ValueError` for what is no time.
        """
        seconds = _seconds(moment)
        self.state = ClockState(seconds - self._source(), seconds if self.is_frozen else None)

    def freeze(self, moment: Moment | None = None) -> None:
        """Let it stand still, at this time as `set` takes it, or now; `advance` and `set` move it still."""
        seconds = self.now() if moment is None else _seconds(moment)
        self.state = ClockState(seconds - self._source(), seconds)

    def run(self) -> None:
        """Let it run on from where it stands."""
        if self.is_frozen:
            self.state = ClockState(self.now() - self._source(), None)


def _check_number(seconds: float) -> None:
    if isinstance(seconds, bool) or not isinstance(seconds, (int, float)) or not math.isfinite(seconds):
        raise ValueError(f"seconds are a number, such as 3600, not {seconds!r}")


def _seconds(moment: Moment) -> float:
    if isinstance(moment, str) and _WITH_ZONE.fullmatch(moment.strip()):
        try:
            moment = dt.datetime.fromisoformat(moment.strip().replace(" ", "T", 1).replace(" ", ""))
        except ValueError as error:
            raise ValueError(f"no time {moment!r}: {error}") from None
    if isinstance(moment, dt.datetime):
        return (moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)).timestamp()
    if not isinstance(moment, str):
        if isinstance(moment, bool) or not isinstance(moment, (int, float)) or not math.isfinite(moment):
            raise ValueError(f"a time is {_SHAPE}; not {moment!r}")
        return float(moment)
    written = datetime(moment)
    if written is None or written == ZERO_DATETIME:
        raise ValueError(f"no time {moment!r}; one is {_SHAPE}")
    year, month, day, hour, minute, second = map(int, re.findall(r"\d+", written))
    return float(calendar.timegm((year, month, day, hour, minute, second)))
