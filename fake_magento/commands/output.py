"""What the commands print: lines that no terminal obeys, and that no reader can hold up."""

from __future__ import annotations

import logging
import os
import queue
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

Say = Callable[[str], object]
"""Prints one line."""

_LINES_KEPT = 10_000
"""How many lines wait for a reader that does not read; those that come then are left out."""

_LONGEST_LINE = 10_000
"""How many characters of a line are printed."""

_LAST_WORDS = 2.0
"""How many seconds a command that ends waits for the reader of its output."""


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
