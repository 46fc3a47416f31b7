"""Two things measured against each other, in turns."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Any


@dataclass(frozen=True)
class Ratio:
    """The medians of two measurements, in seconds."""

    ours: float
    other: float


def timed(action: Callable[[], Any]) -> float:
    """Seconds that the action takes."""
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def in_turns(ours: Callable[[], float], other: Callable[[], float], rounds: int, warm_up: int = 0) -> Ratio:
    """The medians of what both return over ``rounds``, after ``warm_up`` rounds that do not count."""
    pairs = [(ours(), other()) for _ in range(warm_up + rounds)][warm_up:]
    first, second = zip(*pairs, strict=True)
    return Ratio(median(first), median(second))
