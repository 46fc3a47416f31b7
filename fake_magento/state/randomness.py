"""What is random in a shop: ids of sessions, codes, salts."""

from __future__ import annotations

import string
from random import Random
from typing import Any


class Randomness:
    """The shop's one source of what is random. A test makes it repeatable with `seed`."""

    def __init__(self) -> None:
        self._seeded: Random | None = None

    def __repr__(self) -> str:
        return f"<randomness{'' if self._seeded is None else ', seeded'}>"

    def seed(self, seed: int | str | None) -> None:
        """From here on the same seed gives the same; ``None`` lets it be random again. Raises `ValueError` for other types."""
        if isinstance(seed, bool) or not isinstance(seed, (int, str, type(None))):
            raise ValueError(f"a seed is a number, text or None, not {seed!r:.100}")
        self._seeded = None if seed is None else Random(seed)

    @property
    def state(self) -> Any:
        """Where it stands, for a snapshot; ``None`` where it is not seeded."""
        return None if self._seeded is None else self._seeded.getstate()

    @state.setter
    def state(self, state: Any) -> None:
        self.seed(None)
        if state is not None:
            self._seeded = Random()
            self._seeded.setstate(state)

    def hex(self, digits: int) -> str:
        """So many hexadecimal digits."""
        return f"{self._random.getrandbits(4 * digits):0{digits}x}"

    def text(self, length: int) -> str:
        """So many letters and digits."""
        return "".join(self._random.choices(string.ascii_letters + string.digits, k=length))

    @property
    def _random(self) -> Random:
        return self._seeded or _unseeded


_unseeded = Random()
