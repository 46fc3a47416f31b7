"""What can be wrong with what somebody asks of the state."""

from __future__ import annotations


class StateError(ValueError):
    """A request that the shop's state does not allow; the message says why."""
