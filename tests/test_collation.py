"""Text as the shop's database keeps and compares it."""

from __future__ import annotations

import sys
from itertools import combinations

import pytest

from fake_magento.state.collation import collate, stored

SAME = [
    ("sku", "SKU"),
    ("sku ", "sku"),
    ("ßku", "sku"),
    ("äöüÿ", "AOUY"),
    ("çñ", "cn"),
    ("Ếế", "EE"),  # two accents on one letter
    ("ſ", "s"),
    ("µ", "Μ"),  # the sign for micro, and the Greek letter
    ("ϲς", "ΣΣ"),
    ("ά", "Α"),
    ("ёЁ", "еЕ"),
    ("й", "Й"),
    ("ａｚ", "ＡＺ"),
    ("ⓐ", "Ⓐ"),
    ("\U0001f600", "\U0001f601"),
]
OTHER = [
    ("ss", "ß"),
    ("ﬁ", "fi"),
    ("ø", "o"),
    ("æ", "ae"),
    ("đ", "d"),
    ("ł", "l"),
    ("s\u0301", "s"),  # a combining accent is a letter of its own
    ("й", "и"),
    ("\u212a", "k"),  # the sign for Kelvin
    ("\u212b", "å"),
    ("ƀ", "Ƀ"),  # the capital is younger than the table
    ("ա", "ա\u200b"),
    ("ⰰ", "Ⰰ"),  # a script that is younger than the table
    ("가", "각"),
    (" sku", "sku"),
    ("sku\n", "sku"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_database_takes_them_for_the_same(one: str, other: str) -> None:
    assert collate(one) == collate(other)


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_the_database_tells_them_apart(one: str, other: str) -> None:
    assert collate(one) != collate(other)


def test_each_character_compares_as_one() -> None:
    assert all(len(collate(chr(code))) == 1 for code in (*range(0x10000), sys.maxunicode) if chr(code) != " ")


def test_the_letters_that_compare_as_another() -> None:
    """As many as in MariaDB's own table (its ``weight_string`` of each character of the basic plane)."""
    others = [
        code for code in range(0x10000) if not 0xD800 <= code < 0xE000 and collate(f"{chr(code)}é") != f"{chr(code)}E"
    ]
    assert len(others) == 1108


def test_what_has_four_bytes_is_kept_as_question_marks() -> None:
    assert [stored(text) for text in ("", "é€", "a\U0001f600b")] == ["", "é€", "a????b"]
    assert not any(one == other for one, other in combinations(map(stored, ("a", "é", "\U0001f600")), 2))
