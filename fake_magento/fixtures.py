"""Fixture files: what a shop holds, written in YAML or JSON.

A file is a mapping with a section for each kind of things (`fake_magento.entities`), each a list of mappings with the words of
the kind's ``add``. An image has its bytes in another file (``content``, a path relative to this one) or in itself (``base64``).
"""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from fake_magento import files
from fake_magento.checks import PATH, check_kind
from fake_magento.entities import DOCUMENT, Entities
from fake_magento.errors import FakeMagentoError
from fake_magento.fixture_reading import FixtureReadError, Located, read_json, read_yaml
from fake_magento.fixture_shape import check
from fake_magento.progress import Progress, untold

Entry = dict[str, Any]
"""A mapping of the file."""

Document = dict[str, list[Entry]]
"""What a file holds."""

DEMO = Path(__file__).parent / "demo" / "shop.yaml"
"""The file of the demo shop: a small one to try clients on."""

JSON_SUFFIX = ".json"
"""Files of this suffix are JSON, others YAML."""


class FixtureError(FakeMagentoError, ValueError):
    """Fixtures that cannot be used; the message names file, line and what is wrong."""

    def __init__(self, file: str | os.PathLike[str], line: int, problem: str) -> None:
        super().__init__(f"{os.fspath(file)}:{line}: {problem}")
        self.file = file
        self.line = line
        self.problem = problem


class Fixtures:
    """What a file holds, checked as far as can be seen without a shop."""

    def __init__(self, file: str, folder: Path | None, document: Any, progress: Progress = untold) -> None:
        """``folder`` is where paths of images are relative to, ``None`` where there must be none. Raises `FixtureError`."""
        self._file = file
        self._progress = progress
        self._folder = folder
        document = Located(lambda: 1) if document is None else document
        check(document, DOCUMENT, self._wrong)
        self._sections: Mapping[str, list[Located]] = document

    def _wrong(self, nearest: Any, problem: str) -> FixtureError:
        return FixtureError(self._file, nearest.line if isinstance(nearest, Located) else 1, problem)

    def entries(self, section: str) -> list[Located]:
        """The section's mappings, none where the file has no such section."""
        return self._sections.get(section, [])

    def fill(self, kind: Entities[Any]) -> None:
        """Add what the section of the kind holds. Raises `FixtureError` where one is refused."""
        self._each(kind, lambda entry: kind.load(entry, self.content))
        self._each(kind, kind.connect)

    def _each(self, kind: Entities[Any], do: Callable[[Entry], None]) -> None:
        entries = self.entries(kind.section)
        for number, entry in enumerate(entries):
            self._progress(f"loading {kind.section.replace('_', ' ')}", number, len(entries))
            try:
                do(entry)
            except ValueError as problem:
                if isinstance(problem, FixtureError):
                    raise
                raise self._wrong(getattr(problem, "entry", entry), str(problem)) from None

    def content(self, image: Any) -> bytes | str:
        """The image's bytes, or the path of its file."""
        if ("content" in image) == ("base64" in image):
            raise self._wrong(image, "one of images must have either 'content' or 'base64'")
        if "base64" in image:
            try:
                return base64.b64decode(image["base64"], validate=True)
            except ValueError as error:
                raise self._wrong(image, f"'base64' is none: {error}") from None
        if self._folder is None:
            raise self._wrong(image, "'content' names a file; here an image must have 'base64'")
        path: str = image["content"]
        return os.fspath(self._folder / path)


def load(path: str | os.PathLike[str], progress: Progress = untold) -> Fixtures:
    """Read a fixtures file, JSON by its suffix or else YAML; ``progress`` is told of reading it, and of filling a shop from it.

    Raises `FixtureError` for a file that cannot be read, is neither, or has unknown content.
    """
    check_kind("a fixtures file", path, PATH, "the path of one")
    file = Path(path)
    try:
        content = file.read_bytes()
        text = content.decode()
    except OSError as error:
        raise FixtureError(file, 1, error.strerror or str(error)) from None
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise FixtureError(file, line, f"not UTF-8: {error.reason} at byte {error.start}") from None
    read = read_json if _is_json(file) else partial(read_yaml, reached=partial(progress, f"reading {file.name}"))
    return Fixtures(str(file), file.parent, _read(str(file), text, read), progress)


def loads(text: str, source: str) -> Fixtures:
    """Read JSON that came from elsewhere, from ``source``; it names no files. Raises `FixtureError`."""
    check_kind("a fixtures document", text, str, "text")
    return Fixtures(source, None, _read(source, text, read_json))


def _read(source: str, text: str, read: Callable[[str], Any]) -> Any:
    try:
        return read(text)
    except FixtureReadError as error:
        raise FixtureError(source, error.line, error.problem) from None


def _is_json(file: Path) -> bool:
    return file.suffix == JSON_SUFFIX


def dump(kinds: Iterable[Entities[Any]], path: str | os.PathLike[str]) -> None:
    """Write a file, JSON by its suffix or else YAML, of which `load` makes the shop again; see `document`.

    Raises `OSError`, and leaves the file as it was where it cannot be written whole.
    """
    import yaml

    check_kind("a fixtures file", path, PATH, "the path of one")
    content = document(kinds)
    if _is_json(Path(path)):
        text = json.dumps(content, indent=2) + "\n"
    else:
        text = yaml.safe_dump(content, sort_keys=False, allow_unicode=True)
    files.write(path, text.encode())


def document(kinds: Iterable[Entities[Any]]) -> Document:
    """The shop of these kinds of things as a document, with images as base64; what every store view shows of them now.

    Sessions, carts, and which names removed files had, are no part of it. Bytes that are no text become question marks.
    """
    return {kind.section: _written(kind.dump()) for kind in kinds}


def _written(value: Any) -> Any:
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode()
    if isinstance(value, list):
        return [_written(each) for each in value]
    return {_written(name): _written(each) for name, each in value.items()} if isinstance(value, dict) else value
