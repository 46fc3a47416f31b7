"""Fixture files: a shop's users, store views, attribute sets and products, written in YAML.

A file is a mapping with the sections ``users``, ``stores``, ``attribute_sets`` and ``products``, each a list of mappings with
the arguments of `FakeMagento.add_user`, `add_store`, `add_attribute_set` and `add_product`. Paths of images are relative to
the file.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import yaml

Entry = dict[str, Any]
"""A mapping of the file."""


class FixtureError(ValueError):
    """A fixtures file that cannot be used; the message names file, line and what is wrong."""

    def __init__(self, file: Path, line: int, problem: str) -> None:
        super().__init__(f"{file}:{line}: {problem}")
        self.file = file
        self.line = line
        self.problem = problem


class _Located(dict[str, Any]):
    """A mapping that knows the line on which it begins."""

    line: int = 1


@dataclass(frozen=True)
class _Section:
    """A section's keys with their types; the first ``needed`` of them must be there."""

    keys: Mapping[str, type | tuple[type, ...]]
    needed: int


_TEXT = (str, int)
_SECTIONS = {
    "users": _Section({"name": _TEXT, "key": _TEXT, "resources": (str, list, type(None)), "active": bool}, 2),
    "stores": _Section({"code": str, "id": int, "name": _TEXT, "website": str}, 1),
    "attribute_sets": _Section({"name": _TEXT, "id": int, "media_gallery": bool, "image_types": dict}, 1),
    "products": _Section({"sku": _TEXT, "id": int, "attribute_set": (str, int), "images": list}, 1),
}
_IMAGE = _Section(
    {
        "content": str,
        "name": _TEXT,
        "label": _TEXT,
        "position": int,
        "exclude": (bool, int),
        "types": list,
        "stores": dict,
    },
    1,
)
_NAMES = {str: "text", int: "a number", bool: "true or false", list: "a list", dict: "a mapping", type(None): "null"}
_ALWAYS_TEXT = ("name", "key", "sku", "label")


class Fixtures:
    """What a file holds, checked as far as can be seen without a shop."""

    def __init__(self, file: Path, sections: Mapping[str, list[_Located]]) -> None:
        self._file = file
        self._sections = sections

    def entries(self, section: str) -> list[_Located]:
        """The section's mappings, none where the file has no such section."""
        return self._sections.get(section, [])

    def fill(self, section: str, add: Callable[..., Any]) -> None:
        """Call ``add`` with each mapping of the section. Raises `FixtureError` where it refuses one."""
        for entry in self.entries(section):
            self._located(entry, add, **entry)

    def fill_products(self, add: Callable[..., Any], add_images: Callable[..., Any]) -> None:
        """Add the products and their images. Raises `FixtureError`."""
        for entry in self.entries("products"):
            images = entry.get("images", ())
            self._located(entry, add, **{key: entry[key] for key in entry if key != "images"})
            for image in images:
                content = os.fspath(self._file.parent / image["content"])
                self._located(image, add_images, entry["sku"], [{**image, "content": content}])

    def _located(self, entry: _Located, add: Callable[..., Any], *arguments: Any, **named: Any) -> None:
        try:
            add(*arguments, **named)
        except ValueError as problem:
            raise FixtureError(self._file, entry.line, str(problem)) from None


def load(path: str | os.PathLike[str]) -> Fixtures:
    """Read a fixtures file. Raises `FixtureError` for a file that cannot be read, is no YAML, or has unknown content."""
    import yaml

    file = Path(path)
    try:
        document = yaml.load(file.read_text(encoding="utf-8"), _loader())
    except OSError as error:
        raise FixtureError(file, 1, error.strerror or str(error)) from None
    except UnicodeDecodeError as error:
        raise FixtureError(file, 1, f"not UTF-8: {error.reason} at byte {error.start}") from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise FixtureError(file, line, error.problem or "no YAML") from None
    except yaml.YAMLError as error:
        raise FixtureError(file, 1, str(error)) from None
    if document is None:
        document = _Located()
    if not isinstance(document, _Located):
        raise FixtureError(file, 1, f"must be a mapping with the sections {', '.join(_SECTIONS)}")
    for name, entries in document.items():
        if name not in _SECTIONS:
            raise FixtureError(file, document.line, f"no section {name!r}; there are {', '.join(_SECTIONS)}")
        _check_entries(file, document.line, name, _SECTIONS[name], entries)
    for product in document.get("products", ()):
        _check_entries(file, product.line, "images", _IMAGE, product.get("images", []))
    return Fixtures(file, document)


def _check_entries(file: Path, line: int, name: str, section: _Section, entries: Any) -> None:
    if not isinstance(entries, list):
        raise FixtureError(file, line, f"{name} must be a list")
    for entry in entries:
        if not isinstance(entry, _Located):
            raise FixtureError(file, line, f"each of {name} must be a mapping, not {entry!r}")
        for key in list(section.keys)[: section.needed]:
            if key not in entry:
                raise FixtureError(file, entry.line, f"one of {name} has no {key!r}")
        for key, value in entry.items():
            types = section.keys.get(key)
            if types is None:
                raise FixtureError(file, entry.line, f"{name} have no {key!r}; they may have {', '.join(section.keys)}")
            allowed = types if isinstance(types, tuple) else (types,)
            if not isinstance(value, allowed) or (isinstance(value, bool) and bool not in allowed):
                wanted = " or ".join(_NAMES[each] for each in allowed)
                raise FixtureError(file, entry.line, f"{key!r} must be {wanted}, not {value!r}")
            if key in _ALWAYS_TEXT:
                entry[key] = str(value)


def _loader() -> type[yaml.SafeLoader]:
    import yaml

    class Loader(yaml.SafeLoader):
        """Makes each mapping a `_Located` and refuses a key that is given twice."""

    def mapping(loader: yaml.SafeLoader, node: yaml.MappingNode) -> _Located:
        located = _Located()
        for key_node, value_node in node.value:
            key = loader.construct_object(key_node, deep=True)
            if not isinstance(key, str):
                raise yaml.constructor.ConstructorError(None, None, f"the key {key!r} is no text", key_node.start_mark)
            if key in located:
                raise yaml.constructor.ConstructorError(None, None, f"{key!r} is given twice", key_node.start_mark)
            located[key] = loader.construct_object(value_node, deep=True)
        located.line = node.start_mark.line + 1
        return located

    Loader.add_constructor("tag:yaml.org,2002:map", mapping)
    return Loader
