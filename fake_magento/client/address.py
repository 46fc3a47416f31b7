"""Addresses in text: found there, taken apart by the rules of URLs, and written anew."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import SplitResult, urlsplit

_ADDRESS = re.compile(r"https?://[^\s\"'<>\\]+", re.IGNORECASE)
"""What may be an address."""

_PORTS = {"http": 80, "https": 443}


class Root:
    """Where a shop is: an address of HTTP, below which all of its own are. Raises `ValueError` where it is none."""

    def __init__(self, url: str) -> None:
        address = urlsplit(url)
        self._host = address.hostname
        self._port = port_of(address)
        self._path = address.path.rstrip("/")

    def rest(self, address: SplitResult) -> str | None:
        """What an address has behind the shop's own (``/media/a.png?b``), ``None`` where it is none of the shop's.

        The same host over the other scheme is the same shop where no port is named. Raises `ValueError`.
        """
        is_there = address.hostname == self._host and (
            port_of(address) == self._port or (address.port is None and self._port in _PORTS.values())
        )
        below = address.path.removeprefix(self._path)
        if not is_there or not address.path.startswith(self._path) or below[:1] not in ("", "/"):
            return None
        behind = (("?", address.query), ("#", address.fragment))
        return below + "".join(f"{mark}{text}" for mark, text in behind if text)


def port_of(address: SplitResult) -> int | None:
    """The port that the address has or means. Raises `ValueError` for one that is none."""
    return address.port or _PORTS.get(address.scheme)


def with_addresses(text: str, change: Callable[[SplitResult], str | None]) -> str:
    """The text with what ``change`` makes of each address in it; ``None`` leaves it as it is, and so does `ValueError`."""

    def changed(found: re.Match[str]) -> str:
        try:
            made = change(urlsplit(found[0]))
        except ValueError:
            made = None
        return found[0] if made is None else made

    return _ADDRESS.sub(changed, text)
