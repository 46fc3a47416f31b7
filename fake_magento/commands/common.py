"""What the commands share: where they listen, when they stop, how they say that they could not."""

from __future__ import annotations

import argparse
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from fake_magento.flavour import FLAVOURS


class Failed(Exception):
    """A command cannot do its work; the message says why, and is all that the user sees."""


def add_listening(parser: argparse.ArgumentParser) -> None:
    """Declare the options of a command that listens."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument(
        "--port", type=_port, default=8000, help="port to listen on, 0 for a free one (default: %(default)s)"
    )


def add_flavour(parser: argparse.ArgumentParser, default: str | None, help: str) -> None:
    """Declare the option that names a flavour."""
    parser.add_argument("--flavour", choices=sorted(FLAVOURS), default=default, help=help)


def _port(text: str) -> int:
    port = int(text) if text.isdecimal() else -1
    if not 0 <= port <= 65535:
        raise argparse.ArgumentTypeError(f"a port is a number from 0 to 65535, not {text!r}")
    return port


@contextmanager
def on_signals(handle: Callable[[int], object]) -> Iterator[None]:
    """Have Ctrl-C and SIGTERM call ``handle`` with their number, while the block lasts."""

    def handler(number: int, frame: FrameType | None) -> None:
        handle(number)

    before = {number: signal.signal(number, handler) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, other in before.items():
            signal.signal(number, other)


def listen(start: Callable[[], object], options: argparse.Namespace, told: Callable[[], str]) -> None:
    """Listen by ``start``, say what there is to tell, and come back on Ctrl-C or SIGTERM. Raises `Failed`."""
    stopped = threading.Event()
    with on_signals(lambda number: stopped.set()):
        try:
            start()
        except OSError as error:
            raise Failed(f"cannot listen on {options.host}:{options.port}: {error.strerror or error}") from None
        except SystemExit:  # how werkzeug ends where the port is taken; it has said so
            raise Failed("") from None
        print(told())
        print("Stop with Ctrl-C.", flush=True)
        stopped.wait()
