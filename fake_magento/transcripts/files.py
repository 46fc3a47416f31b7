"""The files of transcripts: a scenario for each dialect, and ``raw.json`` for what is no call.

A scenario is ``{"name", "dialect", "steps"}``. A step has ``op`` and ``args``, what the client called; ``request`` and
``response``, the bodies; ``status`` and ``response_headers``; and what the client made of it: ``result``, or ``fault`` with
``code`` and ``string``, or ``client_error``. ``raw.json`` is ``{"exchanges"}``, each with ``name``, ``method``, ``path``,
``headers``, ``body``, ``status``, ``response_headers`` and ``response``. Bytes that are no UTF-8 are kept as surrogates.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

RAW = "raw.json"
HOST = "magentohost"
"""How the server's host is written in transcripts."""

_END = b"\n]}\n"


class TranscriptError(ValueError):
    """Files that hold no transcripts; the message says which, and what is wrong."""


def text_of(body: bytes) -> str:
    """A body as a transcript has it."""
    return body.decode("utf-8", "surrogateescape")


def bytes_of(text: str) -> bytes:
    """The body of which a transcript has the text."""
    return text.encode("utf-8", "surrogateescape")


class Growing:
    """A file whose last list grows: it is whole JSON after each entry, and an entry costs the same however long it is."""

    def __init__(self, path: Path, head: Mapping[str, Any], entries: str) -> None:
        """``head`` is what stands before the list, ``entries`` its name. Raises `OSError`."""
        self.path = path
        self.count = 0
        start = json.dumps(head)[:-1] + (", " if head else "")
        with path.open("xb") as file:
            file.write(f'{start}"{entries}": ['.encode() + _END)

    def add(self, entry: Mapping[str, Any]) -> None:
        """One more entry."""
        with self.path.open("r+b") as file:
            file.seek(-len(_END), os.SEEK_END)
            file.write((b"," if self.count else b"") + b"\n" + json.dumps(entry, indent=1).encode() + _END)
        self.count += 1


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
