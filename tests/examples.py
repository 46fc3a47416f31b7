"""How many examples a property is tried with."""

from __future__ import annotations

from typing import Any

from hypothesis import settings


def examples(number: int, **others: Any) -> settings:
    """Settings of so many examples in hundredths of what hypothesis' profile says: 100, or less with ``--python-only``."""
    return settings(max_examples=max(1, number * settings().max_examples // 100), deadline=None, **others)
