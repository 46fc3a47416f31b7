"""The base of all exceptions of this package."""

from __future__ import annotations


class FakeMagentoError(Exception):
    """What goes wrong in this package; each kind is an exception of its own, and says why in its message."""
