"""Checks of what a tester gives, so that what is wrong is told where it is given, and in plain words."""

from __future__ import annotations

import os
from typing import Any

PATH = (str, os.PathLike)


def check_kind(what: str, given: object, kind: type | tuple[type, ...], called: str) -> None:
    """Raises `ValueError` unless ``given`` is of that kind, which messages call so. True and false are no numbers."""
    kinds = kind if isinstance(kind, tuple) else (kind,)
    if not isinstance(given, kinds) or (isinstance(given, bool) and bool not in kinds):
        raise ValueError(f"{what} is {called}, not {given!r:.100}")


def check_callable(what: str, given: Any) -> None:
    """Raises `ValueError` for what cannot be called."""
    if not callable(given):
        raise ValueError(f"{what} is a function, not {given!r:.100}")


def check_seconds(what: str, given: object) -> None:
    """Raises `ValueError` unless it is a number of seconds, more than 0."""
    check_kind(what, given, (int, float), "a number of seconds")
    if not float(str(given)) > 0:
        raise ValueError(f"{what} is a number of seconds, more than 0, not {given!r:.100}")
