"""Which version of this package is installed."""

from __future__ import annotations


def installed() -> str:
    """The version, as the package's metadata has it; reading that takes a while, so it is done when somebody asks."""
    from importlib.metadata import version

    return version("fake-magento")
