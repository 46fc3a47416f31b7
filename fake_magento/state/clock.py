"""The shop's time."""

from __future__ import annotations

import calendar
import math
import re
import time
from collections.abc import Callable
from typing import NamedTuple

from fake_magento.state.columns import ZERO_DATETIME, datetime, format_time


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

    def advance(self, seconds: float) -> None:
        """Let ``seconds`` pass at once. Raises `ValueError` for what is no number."""
        _check_number(seconds)
        offset, stopped_at = self.state
        self.state = ClockState(offset + seconds, None if stopped_at is None else stopped_at + seconds)

    def set(self, moment: str | float) -> None:
        """Make it this time: ``Y-m-d H:i:s`` (UTC; without a time of day it is midnight), or seconds since the epoch.

        It runs on from there unless it is frozen. Raises `ValueError` for text that is no time.
        """
        seconds = _seconds(moment)
        self.state = ClockState(seconds - self._source(), seconds if self.is_frozen else None)

    def freeze(self, moment: str | float | None = None) -> None:
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


def _seconds(moment: str | float) -> float:
    if not isinstance(moment, str):
        _check_number(moment)
        return float(moment)
    written = datetime(moment)
    if written is None or written == ZERO_DATETIME:
        raise ValueError(f"no time {moment!r}; one is written as 2026-01-02 03:04:05")
    year, month, day, hour, minute, second = map(int, re.findall(r"\d+", written))
    return float(calendar.timegm((year, month, day, hour, minute, second)))
