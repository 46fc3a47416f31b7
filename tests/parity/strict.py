"""The recordings that the fake does not answer as the real server did, yet: a strict list.

A recording on it that is equal fails as one that differs and is not on it does, so that the list can only be true.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

LIST = Path(__file__).parent / "not_yet.txt"
SHOWN = 20


@cache
def not_yet() -> frozenset[str]:
    """The places on the list: ``magento-1.9/catalog/v1_link``, ``openmage-19/raw_soap_requests/v1 create``."""
    return frozenset(LIST.read_text(encoding="utf-8").splitlines())


def write(places: Iterable[str]) -> None:
    """Write the list anew."""
    LIST.write_text("".join(f"{place}\n" for place in sorted(places)), encoding="utf-8")


def problem(place: str, differences: Sequence[str]) -> str | None:
    """What is wrong: the recording differs and is not on the list, or is on the list and does not differ."""
    if place in not_yet():
        return None if differences else f"{place} is equal: take it off {LIST.name} (python -m tests.parity --take-off)"
    if not differences:
        return None
    more = [f"... and {len(differences) - SHOWN} more"] if len(differences) > SHOWN else []
    return "\n".join([f"{place} differs:", *differences[:SHOWN], *more])


def check(judged: Iterable[tuple[str, Sequence[str]]]) -> None:
    """Fail with what is wrong with any of these: places, and the differences of each."""
    problems = [each for each in (problem(place, differences) for place, differences in judged) if each]
    if problems:
        raise AssertionError("\n".join(problems))
