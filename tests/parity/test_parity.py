"""The fake answers every step of the recordings as the real server did, but for what is on the list."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.parity import strict
from tests.parity.play import judged, play
from tests.replay import SUBJECTS, parameter, place, scenarios

SCENARIOS = [parameter(flavour, file) for folder in SUBJECTS for flavour, file in scenarios(folder=folder)]


@pytest.mark.parametrize(("flavour", "file"), SCENARIOS)
def test_recording(flavour: str, file: Path) -> None:
    strict.check(judged(place(flavour, file), play(flavour, file)))
