"""What the commands share: where they listen, when they stop, what they print, how they say that they could not."""

from __future__ import annotations

import argparse
import logging
import os
import queue
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TextIO

from fake_magento.errors import FakeMagentoError
from fake_magento.flavour import FLAVOURS
from fake_magento.server import IDLE_TIMEOUT, REQUEST_TIMEOUT

Say = Callable[[str], object]
"""Prints one line."""

_LINES_KEPT = 10_000
"""How many lines wait for a reader that does not read; those that come then are left out."""

_LONGEST_LINE = 10_000
"""How many characters of a line are printed."""

_LAST_WORDS = 2.0
"""How many seconds a command that ends waits for the reader of its output."""


class CommandError(FakeMagentoError):
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


def add_timeouts(parser: argparse.ArgumentParser) -> None:
    """Declare the options of a server that ends connections."""
    parser.add_argument(
        "--idle-timeout",
        type=seconds,
        default=IDLE_TIMEOUT,
        metavar="SECONDS",
        help="close a connection on which no request comes for so long (default: %(default)s)",
    )
    parser.add_argument(
        "--request-timeout",
        type=seconds,
        default=REQUEST_TIMEOUT,
        metavar="SECONDS",
        help="in which a request must have come, and its answer have been taken (default: %(default)s)",
    )


def seconds(text: str) -> float:
    """The value of an option that is a timeout."""
    try:
        given = float(text)
    except ValueError:
        given = 0.0
    if not 0 < given < 1e6:
        raise argparse.ArgumentTypeError(f"a timeout is a number of seconds, not {text!r}")
    return given


def _port(text: str) -> int:
    port = int(text) if text.isdecimal() else -1
    if not 0 <= port <= 65535:
        raise argparse.ArgumentTypeError(f"a port is a number from 0 to 65535, not {text!r}")
    return port


def printable(text: str) -> str:
    """The text in one line that no terminal obeys: what is not printable (control characters, line ends, marks of direction) is
    written as an escape of Python's, such as ``\\x1b``; of a long text the end is left out.
    """
    if len(text) > _LONGEST_LINE:
        text = text[:_LONGEST_LINE] + "…"
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in text)


class Output:
    """The output of a command that listens. Saying a line neither blocks nor raises, whatever becomes of its reader.

    A thread writes the lines, each `printable`. A reader that is slow loses lines, and is greeting how many; one that has gone
    loses all. What the stream's encoding lacks is written as an escape.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._lines: queue.Queue[str | None] = queue.Queue(_LINES_KEPT)
        self._left_out = 0
        self._lock = threading.Lock()
        self._writer = threading.Thread(target=self._write_all, daemon=True)
        self._writer.start()

    def say(self, line: str) -> None:
        """Have the line written, soon."""
        try:
            self._lines.put_nowait(printable(line))
        except queue.Full:
            with self._lock:
                self._left_out += 1

    def close(self) -> None:
        """Wait until all is written, or for `_LAST_WORDS`."""
        try:
            self._lines.put(None, timeout=_LAST_WORDS)
        except queue.Full:
            return
        self._writer.join(_LAST_WORDS)

    def _write_all(self) -> None:
        write = self._write
        while (line := self._lines.get()) is not None:
            with self._lock:
                left_out, self._left_out = self._left_out, 0
            if left_out:
                line = f"… {left_out} lines are left out …\n{line}"
            try:
                write(f"{line}\n")
            except (OSError, ValueError):  # the reader has gone, or the stream is closed
                write = _nowhere

    def _write(self, text: str) -> None:
        encoding = self._stream.encoding or "utf-8"
        data = text.encode(encoding, "backslashreplace")
        try:
            number = self._stream.fileno()
        except OSError:  # a stream that is no file
            self._stream.write(data.decode(encoding))
            return
        while data:  # not through the stream, whose lock a writer that waits would hold when the process ends
            data = data[os.write(number, data) :]


def _print(line: str) -> None:
    print(line, flush=True)


def _nowhere(text: str) -> None:
    pass


class _Logging(logging.Handler):
    """Has records of logging said, line by line."""

    def __init__(self, say: Say) -> None:
        super().__init__(logging.WARNING)
        self._say = say

    def emit(self, record: logging.LogRecord) -> None:
        for line in self.format(record).split("\n"):
            self._say(line)


@contextmanager
def output() -> Iterator[Say]:
    """What prints lines on standard output as `Output` does, while the block lasts; warnings of the log go there, too."""
    sys.stdout.flush()
    made = Output(sys.stdout)
    handler = _Logging(made.say)
    logging.getLogger().addHandler(handler)
    try:
        yield made.say
    finally:
        logging.getLogger().removeHandler(handler)
        made.close()


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


def listen(start: Callable[[], object], greeting: Callable[[], str], say: Say = _print) -> None:
    """Listen by ``start``, say what there is to tell, and come back on Ctrl-C or SIGTERM. Raises `CommandError`."""
    stopped = threading.Event()
    with on_signals(lambda number: stopped.set()):
        try:
            start()
        except OSError as error:
            raise CommandError(error.strerror or str(error)) from None
        for line in greeting().split("\n"):
            say(line)
        say("Stop with Ctrl-C.")
        stopped.wait()
