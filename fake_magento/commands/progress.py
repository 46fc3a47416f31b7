"""How the commands show on stderr how far long work is: by a bar on a terminal, otherwise by lines."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Protocol

from fake_magento.commands.output import printable
from fake_magento.progress import Progress, untold

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress

AT_ONCE = 0.0

SOON = 1.0
"""After so many seconds work is long that is mostly short."""


class _Display(Protocol):
    """Shows how far work is."""

    def show(self, what: str, done: int, total: int) -> None:
        """Show it."""

    def close(self) -> None:
        """The work is over."""


class _Lines:
    """A line for each thing that is done, where nobody looks on."""

    def __init__(self) -> None:
        self._said = ""

    def show(self, what: str, done: int, total: int) -> None:
        if what != self._said:
            self._said = what
            say(what)

    def close(self) -> None:
        pass


class _Bar:
    """A bar that goes when the work is over. `rich` is imported when it is first drawn."""

    def __init__(self) -> None:
        self._drawn: RichProgress | None = None

    def show(self, what: str, done: int, total: int) -> None:
        if self._drawn is None:
            self._drawn = self._begun(what, total)
        self._drawn.update(self._drawn.task_ids[0], description=printable(what), completed=done, total=total)

    def close(self) -> None:
        if self._drawn is not None:
            with suppress(OSError):  # the terminal has gone
                self._drawn.stop()

    @staticmethod
    def _begun(what: str, total: int) -> RichProgress:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        columns = BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}", markup=False)
        drawn = Progress(*columns, console=Console(stderr=True), transient=True)
        drawn.add_task(printable(what), total=total)
        drawn.start()
        return drawn


@contextmanager
def progress(after: float = AT_ONCE, quiet: bool = False) -> Iterator[Progress]:
    """What shows how far work is while the block lasts, once it has lasted ``after`` seconds; nothing where it is quiet."""
    if quiet:
        yield untold
        return
    has_screen = sys.stderr.isatty() and os.environ.get("TERM") not in ("dumb", "unknown")
    display: _Display = _Bar() if has_screen else _Lines()
    begun = time.monotonic()

    def show(what: str, done: int, total: int) -> None:
        if time.monotonic() - begun >= after:
            display.show(what, done, total)

    try:
        yield show
    finally:
        display.close()


def say(line: str) -> None:
    """Say something on stderr; a reader who has gone does not end the work."""
    with suppress(OSError):
        print(printable(line), file=sys.stderr, flush=True)
