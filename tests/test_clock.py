"""The shop's time, and what is random in it."""

from __future__ import annotations

import re

import pytest

from fake_magento.state.clock import Clock
from fake_magento.state.randomness import Randomness


@pytest.fixture
def machine() -> list[float]:
    return [1_000_000.0]


@pytest.fixture
def clock(machine: list[float]) -> Clock:
    return Clock(lambda: machine[0])


def test_it_runs_with_the_machine(clock: Clock, machine: list[float]) -> None:
    assert (clock.now(), clock.text(), clock.offset) == (1_000_000, "1970-01-12 13:46:40", 0)
    clock.advance(60)
    machine[0] += 5
    assert (clock.now(), clock.offset) == (1_000_065, 60)


def test_it_is_set(clock: Clock, machine: list[float]) -> None:
    clock.set("2026-01-02 03:04:05")
    machine[0] += 5
    assert clock.text() == "2026-01-02 03:04:10"
    clock.set(86_400)
    assert clock.text() == "1970-01-02 00:00:00"
    clock.set("2026-02-03")
    assert clock.text() == "2026-02-03 00:00:00"
    for wrong in ("soon", "", "2026-02-30"):
        with pytest.raises(ValueError, match="no time"):
            clock.set(wrong)


def test_it_stands_still(clock: Clock, machine: list[float]) -> None:
    clock.freeze("2026-01-02 03:04:05")
    machine[0] += 500
    assert clock.text() == "2026-01-02 03:04:05"
    clock.advance(10)
    assert clock.text() == "2026-01-02 03:04:15"
    clock.set("2027-01-01")
    assert (clock.text(), clock.is_frozen) == ("2027-01-01 00:00:00", True)
    clock.run()
    machine[0] += 1
    assert (clock.text(), clock.is_frozen) == ("2027-01-01 00:00:01", False)
    clock.freeze()
    state = clock.state
    clock.advance(99)
    clock.run()
    clock.state = state
    assert (clock.text(), clock.is_frozen) == ("2027-01-01 00:00:01", True)


def test_what_is_random_can_be_repeated() -> None:
    random = Randomness()
    assert random.hex(32) != random.hex(32)
    random.seed(7)
    first = random.hex(32), random.text(32)
    kept = random.state
    assert re.fullmatch(r"[0-9a-f]{32}", first[0])
    assert re.fullmatch(r"[0-9A-Za-z]{32}", first[1])
    second = random.hex(6)
    random.state = kept
    assert random.hex(6) == second
    random.seed(7)
    assert (random.hex(32), random.text(32)) == first
    random.seed(None)
    assert random.state is None
    assert random.hex(32) != first[0]
