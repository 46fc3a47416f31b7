"""The files of transcripts: a scenario for each dialect, and ``raw.json`` for what is no call.

A scenario is ``{"name", "dialect", "steps"}``. A step has ``op`` and ``args``, what the client called; ``request`` and
``response``, the bodies; ``status`` and ``response_headers``; and what the client made of it: ``result``, or ``fault`` with
``code`` and ``string``, or ``client_error``. ``raw.json`` is ``{"exchanges"}``, each with ``name``, ``method``, ``path``,
``headers``, ``body``, ``status``, ``response_headers`` and ``response``. Bytes that are no UTF-8 are kept as surrogates.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from io import FileIO
from pathlib import Path
from typing import Any

from fake_magento import files
from fake_magento.errors import FakeMagentoError

RAW = "raw.json"
HOST = "magentohost"
"""How the server's host is written in transcripts."""

_END = b"\n]}\n"
_GAP = re.compile(r"[\s,]*")


class TranscriptError(FakeMagentoError, ValueError):
    """Files that hold no transcripts; the message says which, and what is wrong."""


def text_of(body: bytes) -> str:
    """A body as a transcript has it."""
    return body.decode("utf-8", "surrogateescape")


def bytes_of(text: str) -> bytes:
    """The body of which a transcript has the text."""
    return text.encode("utf-8", "surrogateescape")


class Growing:
    """A file whose last list grows: it is whole JSON after each entry, and an entry costs the same however long it is.

    A file that is there already goes on; what a broken one has behind its last whole entry is cut off.
    """

    def __init__(self, path: Path, head: Mapping[str, Any], entries: str) -> None:
        """``head`` is what stands before the list, ``entries`` its name. Raises `OSError` and `TranscriptError`."""
        self.path = path
        before = _whole_entries(path, entries) if path.exists() else []
        start = json.dumps(head)[:-1] + (", " if head else "")
        content = f'{start}"{entries}": ['.encode() + b",".join(map(_written, before))
        files.write(path, content + _END)
        self.count = len(before)
        self._end = len(content)

    def add(self, entry: Mapping[str, Any]) -> None:
        """One more entry; the file stays as it was where it cannot be written. Raises `OSError`."""
        content = (b"," if self.count else b"") + _written(entry)
        try:
            with self.path.open("r+b", buffering=0) as file:
                try:
                    self._write(file, content + _END)
                except OSError:
                    self._write(file, _END)
                    raise
        except OSError as error:
            raise OSError(error.errno, error.strerror, str(self.path)) from None
        self._end += len(content)
        self.count += 1

    def _write(self, file: FileIO, content: bytes) -> None:
        """Have this behind the last whole entry, and nothing more."""
        file.seek(self._end)
        left = memoryview(content)
        while left:
            left = left[file.write(left) or 0 :]
        file.truncate()


def _written(entry: Mapping[str, Any]) -> bytes:
    return b"\n" + json.dumps(entry, indent=1).encode()


def _whole_entries(path: Path, entries: str) -> list[Any]:
    """The whole entries of a file that may break off in its last. Raises `OSError`, and `TranscriptError` for another file."""
    text = path.read_text(encoding="utf-8", errors="replace")
    _, name, rest = text.partition(f'"{entries}": [')
    if not name and text:
        raise TranscriptError(f"{path} is there already, and holds no transcript")
    found: list[Any] = []
    decoder = json.JSONDecoder()
    position = _GAP.match(rest).end()  # type: ignore[union-attr]
    with suppress(ValueError, RecursionError):
        while position < len(rest) and rest[position] != "]":
            entry, position = decoder.raw_decode(rest, position)
            found.append(entry)
            position = _GAP.match(rest, position).end()  # type: ignore[union-attr]
    return found


def scenario_file(folder: Path, dialect: str, name: str) -> Path:
    """Where the scenario of that name is kept."""
    return folder / f"{dialect}_{name}.json"


def files_of(path: Path) -> Iterator[Path]:
    """The files of transcripts at a path: those in a folder, not those in folders below it, or the one file."""
    if path.is_dir():
        yield from sorted(path.glob("*.json"))
    else:
        yield path


def read(path: Path) -> dict[str, Any]:
    """What a file holds: a scenario or raw exchanges. Raises `TranscriptError`."""
    try:
        found: Any = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise TranscriptError(f"{path}: {error.strerror}") from None
    except (ValueError, RecursionError) as error:
        raise TranscriptError(f"{path} is no JSON: {error}") from None
    entries = found.get("steps", found.get("exchanges")) if isinstance(found, dict) else None
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise TranscriptError(f"{path} holds no transcript: it has neither steps nor exchanges")
    if "steps" in found and not isinstance(found.get("dialect"), str):
        raise TranscriptError(f"{path} has no dialect")
    checked: dict[str, Any] = found
    return checked
