"""What differs between any two shops, or two runs of one: the one table of it, for whatever compares answers.

It is what a real server itself answers otherwise when it is asked the same again (`tests/transcripts/` shows every scenario in
two recordings): ids of sessions, times, hashes, where the shop lies, and the order of what has no order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from fake_magento.client.value import Value


@dataclass(frozen=True)
class Varying:
    """A text that varies: ``shape`` is what it looks like, ``stands_for`` what is compared in its place.

    ``names`` are the members whose whole text it is; where they are ``None`` it can stand anywhere in a text.
    """

    stands_for: str
    shape: re.Pattern[str]
    names: re.Pattern[str] | None = None

    def neutral(self, text: str, name: str) -> str:
        """The text of the member of that name without what varies."""
        if self.names is None:
            return self.shape.sub(self.stands_for, text)
        return self.stands_for if self.names.fullmatch(name) and self.shape.fullmatch(text) else text


def _member(stands_for: str, names: str, shape: str) -> Varying:
    return Varying(stands_for, re.compile(shape), re.compile(names))


_DAY, _TIME = r"\d{4}-\d\d-\d\d", r"\d\d:\d\d:\d\d"
_TIMES = r".*_at"

VARYING = (
    Varying("{session}", re.compile(r"\b[0-9a-f]{32}\b")),
    Varying("{base}", re.compile(r"https?://[^\s\"'<>]*?(?=/media/catalog/product/)")),
    Varying("{root}", re.compile(r"/\S*?(?=/var/api/\{session\})")),
    _member("{time}", _TIMES, f"{_DAY} {_TIME}"),
    _member("{time of ISO 8601}", _TIMES, rf"{_DAY}T{_TIME}\+00:00"),
    _member("{Unix time}", _TIMES, r"\d{10}"),
    _member("{this minute}", "special_from_date", rf"{_DAY} (?!00:00)\d\d:\d\d:00"),
    _member("{hash}", "password_hash", r"(\{session\}|[0-9a-f]{64}):\w+"),
    _member("{encrypted}", "password_hash", r"[A-Za-z0-9+/]{10,}={0,2}"),
    _member("{code}", "protect_code", r"[0-9a-f]{6}"),
)
"""In the order in which they are looked for. A given ``special_from_date`` begins with its day; one that the server sets, with
the minute in which it was set."""

IDS = (
    _member(
        "{id}",
        r"(?!(type|group|customer_group|tax_class)_id)(.*_)?id|.*_ids|children|all_children|path",
        r"[\d,/]*\d[\d,/]*",
    ),
    _member("{increment id}", r"(.*_)?increment_id", r"\d{6,}"),
    _member("{store}", "created_in|store_name", r"(?s).+"),
    _member("{currency}", ".*currency(_code)?", "[A-Z]{3}"),
)
"""What each shop gives out or is set up with for itself. Ids of types, groups and tax classes are alike in all."""

UNORDERED = frozenset({"comments"})
"""Lists whose order depends on the second in which each item was made."""

_POSITION = "position"
"""What lists are sorted by; items of equal position come in any order."""


def neutral(text: str, name: str = "") -> str:
    """The text without what varies; ``name`` is that of the member whose text it is."""
    for each in VARYING:
        text = each.neutral(text, name)
    return text


def comparable(value: Value, name: str = "") -> Value:
    """The value without what varies in its texts, and with `UNORDERED` lists in one order; ``name`` is that of its member."""
    if value.members is not None:
        return Value(value.type, members=tuple((each, comparable(member, each)) for each, member in value.members))
    if value.items is not None:
        items = [comparable(item) for item in value.items]
        return Value(value.type, items=tuple(sorted(items, key=repr) if name in UNORDERED else items))
    return Value(value.type, None if value.text is None else neutral(value.text, name))


def without_ids(value: Value, name: str = "") -> Value:
    """The value without `IDS`; ``name`` is that of its member."""
    if value.members is not None:
        return Value(value.type, members=tuple((each, without_ids(member, each)) for each, member in value.members))
    if value.items is not None:
        return Value(value.type, items=tuple(without_ids(item, name) for item in value.items))
    if value.text is None:
        return value
    text = value.text
    for varying in IDS:
        text = varying.neutral(text, name)
    return Value(value.type, text)


def settled(items: Sequence[Value]) -> list[Value]:
    """The items; those that follow on each other with one position are sorted by what they hold, a gallery's by their files."""
    ordered: list[Value] = []
    for position, run in groupby(items, lambda item: item.member(_POSITION)):
        equals = list(run)
        ordered += equals if position is None else sorted(equals, key=repr)
    return ordered
