"""Which hosts are this machine."""

from __future__ import annotations

import ipaddress
import socket

_LOCALHOST = "localhost"


def is_loopback(host: str) -> bool:
    """Whether the host is this machine by its name alone: ``localhost``, a name below it, or an address of the loopback."""
    name = host.lower().removesuffix(".")
    return name == _LOCALHOST or name.endswith(f".{_LOCALHOST}") or _is_loopback_address(name.strip("[]"))


def resolves_to_loopback(host: str) -> bool:
    """Whether the host is this machine by all of its addresses. Raises `OSError` for a name that has none."""
    try:
        found = socket.getaddrinfo(host, 0, type=socket.SOCK_STREAM)
    except UnicodeError:
        raise OSError("that is no host") from None
    return all(_is_loopback_address(str(address[0])) for *_, address in found)


def _is_loopback_address(text: str) -> bool:
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return bool((mapped or address).is_loopback)
