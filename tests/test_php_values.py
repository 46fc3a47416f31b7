"""Values as PHP converts them."""

from __future__ import annotations

from typing import Any

import pytest

from fake_magento import php


@pytest.mark.parametrize(
    ("value", "number", "expected"),
    [
        (None, 0.0, True),
        (None, -1.0, True),
        (True, 0.0, False),
        (True, -1.0, True),
        ("0", 0.0, True),
        (" 1e1 ", 9.5, False),
        ("", 0.0, True),  # compared as text
        ("abc", 0.0, False),
        ("abc", 99.0, False),
        ("-", 0.0, True),
        ("1x", 20.0, True),
        (3, 3.0, True),
        (3.5, 3.0, False),
        ([], 99.0, False),
    ],
)
def test_is_at_most(value: Any, number: float, expected: bool) -> None:
    assert php.is_at_most(value, number) is expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1e3", 1000),
        ("12abc", 12),
        (" 7", 7),
        ("99999999999999999999", 2**63 - 1),
        ("-99999999999999999999", -(2**63)),
        ("1e20", 2**63 - 1),  # text stops at the ends of 64 bits
        ("-1e20", -(2**63)),
        ("1e999", 0),
        (1.9, 1),
        (-1.9, -1),
        (1e20, 7766279631452241920),  # a float wraps around
        (-1e20, -7766279631452241920),
        (float("inf"), 0),
        (float("nan"), 0),
        ([3], 1),
        ([], 0),
    ],
)
def test_to_int(value: Any, expected: int) -> None:
    assert php.to_int(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, "N;"),
        (True, "b:1;"),
        (-3, "i:-3;"),
        (2.0, "d:2;"),
        (0.1, "d:0.1;"),
        ("é", 's:2:"é";'),
        ([], "a:0:{}"),
        ({"qty": 2, 0: ["x"]}, 'a:2:{s:3:"qty";i:2;i:0;a:1:{i:0;s:1:"x";}}'),
        (php.PhpObject({"a": None}), 'O:8:"stdClass":1:{s:1:"a";N;}'),
    ],
)
def test_serialize(value: Any, expected: str) -> None:
    assert php.serialize(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1, True),
        (0, False),
        (-1, False),
        (0.5, True),
        ("2", True),
        ("0", False),
        ("abc", True),
        ("", False),
        (None, False),
    ],
)
def test_is_above_zero(value: Any, expected: bool) -> None:
    assert php.is_above_zero(value) is expected
