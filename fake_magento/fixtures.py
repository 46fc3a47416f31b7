"""Fixture files: a shop's users, store views, attribute sets and products, written in YAML or JSON.

A file is a mapping with the sections ``users``, ``stores``, ``attribute_sets`` and ``products``, each a list of mappings with
the arguments of `FakeMagento.add_user`, `add_store`, `add_attribute_set` and `add_product`. An image has its bytes in another
file (``content``, a path relative to this one) or in itself (``base64``).
"""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from fake_magento import files
from fake_magento.errors import FakeMagentoError
from fake_magento.fixture_reading import FixtureReadError, Located, read_json, read_yaml
from fake_magento.fixture_shape import check
from fake_magento.state import ACCESS_TO_ALL, ADMIN_STORE, ApiUser, LoadedProduct, Row, Shop, gallery

Entry = dict[str, Any]
"""A mapping of the file."""

Document = dict[str, list[Entry]]
"""What a file holds."""

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

    def __init__(self, file: str, folder: Path | None, document: Any) -> None:
        """``folder`` is where paths of images are relative to, ``None`` where there must be none. Raises `FixtureError`."""
        self._file = file
        self._folder = folder
        document = Located(lambda: 1) if document is None else document
        check(document, self._wrong)
        self._sections: Mapping[str, list[Located]] = document

    def _wrong(self, nearest: Any, problem: str) -> FixtureError:
        return FixtureError(self._file, nearest.line if isinstance(nearest, Located) else 1, problem)

    def entries(self, section: str) -> list[Located]:
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
                content = self._content(image)
                rest = {key: value for key, value in image.items() if key != "base64"}
                self._located(image, add_images, entry["sku"], [{**rest, "content": content}])

    def _content(self, image: Located) -> bytes | str:
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

    def _located(self, entry: Located, add: Callable[..., Any], *arguments: Any, **named: Any) -> None:
        try:
            add(*arguments, **named)
        except ValueError as problem:
            raise self._wrong(entry, str(problem)) from None


def load(path: str | os.PathLike[str]) -> Fixtures:
    """Read a fixtures file, JSON by its suffix or else YAML.

    Raises `FixtureError` for a file that cannot be read, is neither, or has unknown content.
    """
    file = Path(path)
    try:
        content = file.read_bytes()
        text = content.decode()
    except OSError as error:
        raise FixtureError(file, 1, error.strerror or str(error)) from None
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise FixtureError(file, line, f"not UTF-8: {error.reason} at byte {error.start}") from None
    return Fixtures(str(file), file.parent, _read(str(file), text, read_json if _is_json(file) else read_yaml))


def loads(text: str, source: str) -> Fixtures:
    """Read JSON that came from elsewhere, from ``source``; it names no files. Raises `FixtureError`."""
    return Fixtures(source, None, _read(source, text, read_json))


def _read(source: str, text: str, read: Callable[[str], Any]) -> Any:
    try:
        return read(text)
    except FixtureReadError as error:
        raise FixtureError(source, error.line, error.problem) from None


def _is_json(file: Path) -> bool:
    return file.suffix == JSON_SUFFIX


def dump(shop: Shop, path: str | os.PathLike[str]) -> None:
    """Write a file, JSON by its suffix or else YAML, of which `load` makes the shop again; see `document`.

    Raises `OSError`, and leaves the file as it was where it cannot be written whole.
    """
    import yaml

    content = document(shop)
    if _is_json(Path(path)):
        text = json.dumps(content, indent=2) + "\n"
    else:
        text = yaml.safe_dump(content, sort_keys=False, allow_unicode=True)
    files.write(path, text.encode())


def document(shop: Shop) -> Document:
    """The shop as a document, with images as base64. It becomes what every store view shows of the shop now.

    Sessions, and which names removed files had, are no part of it. Bytes in labels that are no text become question marks.
    """
    with shop.lock:
        catalogue = shop.catalogue
        return {
            "users": [_user(each) for each in shop.users],
            "stores": [
                {
                    "code": each.code,
                    "id": each.id,
                    "name": each.name,
                    "website": each.website,
                    "sort_order": each.sort_order,
                }
                for each in catalogue.stores
                if each.id != ADMIN_STORE
            ],
            "attribute_sets": [
                {
                    "name": each.name,
                    "id": each.id,
                    "media_gallery": each.media_gallery,
                    "image_types": dict(each.image_types),
                }
                for each in catalogue.attribute_sets
            ],
            "products": [
                {
                    "sku": each["sku"],
                    "id": each["entity_id"],
                    "attribute_set": each["attribute_set_id"],
                    "images": [*_images(shop, each)],
                }
                for each in shop.products
            ],
        }


def _user(user: ApiUser) -> Entry:
    everything = ACCESS_TO_ALL if user.resources is None else sorted(user.resources)
    return {
        "name": user.name,
        "key": user.key,
        "resources": everything if user.has_role else None,
        "active": user.active,
    }


def _images(shop: Shop, product: Row) -> Iterator[Entry]:
    images = gallery(shop.database, product["entity_id"])
    if not images:
        return
    loaded = {store.id: LoadedProduct(shop.catalogue, product, store.id) for store in shop.catalogue.stores}
    codes = {store.id: store.code for store in shop.catalogue.stores}
    held = {code: shop.products.stored(product, code) for code in loaded[ADMIN_STORE].attribute_set.image_types}
    for image in images:
        entry: Entry = {
            "name": image.file.rpartition("/")[2],
            "base64": base64.b64encode(shop.media.read(image.file) or b"").decode(),
            "default": ADMIN_STORE in image.values,
        }
        by_default = [code for code, files in held.items() if files.get(ADMIN_STORE) == image.file]
        for store_id, code_of_store in codes.items():
            values = image.values.get(store_id)
            entry_of_store: Entry = {}
            if values:
                entry_of_store = {"position": values["position"], "exclude": values["disabled"]}
                if values["label"] is not None:
                    entry_of_store["label"] = values["label"].encode("utf-8", "replace").decode()
            types = [code for code, files in held.items() if files.get(store_id) == image.file]
            shown = loaded[store_id].types_of(image.file)
            if (types and shown) or shown != by_default:
                entry_of_store["types"] = shown
            if store_id == ADMIN_STORE:
                entry |= entry_of_store
            elif entry_of_store:
                entry.setdefault("stores", {})[code_of_store] = entry_of_store
        yield entry
