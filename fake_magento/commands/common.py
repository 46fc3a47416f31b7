"""What the commands share: when they stop, and how they say that they could not."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import IO, Any

import click

from fake_magento.commands.output import Say
from fake_magento.errors import FakeMagentoError


class CommandError(click.ClickException, FakeMagentoError):
    """A command cannot do its work; the message says why, and is all that the user sees."""

    def show(self, file: IO[Any] | None = None) -> None:
        if self.message:
            print(f"fake-magento: {self.message}", file=file or sys.stderr)


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


def listen(start: Callable[[], object], greeting: Callable[[], str], say: Say) -> None:
    """Listen by ``start``, say what there is to tell, and come back on Ctrl-C or SIGTERM. Raises `CommandError`."""
    stopped = threading.Event()
    with on_signals(lambda number: stopped.set()):
        try:
            start()
        except OSError as error:
            raise CommandError(error.strerror or str(error)) from None
        for line in greeting().split("\n"):
            say(line)
        stopped.wait()
