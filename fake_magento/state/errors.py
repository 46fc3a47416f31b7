"""What can be wrong with what somebody asks of the state."""

from __future__ import annotations

from typing import Any

from fake_magento.errors import FakeMagentoError


class StateError(FakeMagentoError, ValueError):
    """A request that the shop's state does not allow; the message says why."""


class MissingError(StateError):
    """A row would refer to one that there is not: ``column`` is the one that refers."""

    def __init__(self, column: str, value: Any) -> None:
        super().__init__(f"there is no {column} {value!r}")
        self.column = column
        self.value = value


class NullError(StateError):
    """A row that has nothing in a column that must have something: ``column``."""

    def __init__(self, column: str) -> None:
        super().__init__(f"there must be a {column}")
        self.column = column
