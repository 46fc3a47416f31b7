"""The base of all exceptions of this package, and its warnings."""

from __future__ import annotations


class FakeMagentoError(Exception):
    """What goes wrong in this package; each kind is an exception of its own, and says why in its message."""


class UnreadSettingWarning(UserWarning):
    """A setting is set that a real shop has, and that nothing in the fake obeys."""
