"""How far long work is, for whoever wants to know."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, int, int], object]
"""Is told what is being done, how much of it is done, and of how much."""


def untold(what: str, done: int, total: int) -> None:
    """The `Progress` that nobody wants to know."""
