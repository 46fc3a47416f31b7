"""A product's gallery and its image types.

A gallery has two layers, as in Magento's database: the *default* values (store 0, ``admin``) and those of a store view, which
win where they are set. A product is changed by loading it as one store view sees it and saving it there; saving writes the
whole gallery and all image types into that store view, not only what changed. That is why a product once saved in a store
view no longer follows changes of the default values (transcript ``v2_update``, where an update in ``german`` keeps both
images from being removed).

Image types are attributes of the product: of their values the one that was first written later wins.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import itemgetter
from typing import Any, NamedTuple

from fake_magento import php
from fake_magento.state.catalogue import GALLERY_TABLES, AttributeSet, Catalogue
from fake_magento.state.columns import Cast
from fake_magento.state.database import Database
from fake_magento.state.eav import ADMIN_STORE
from fake_magento.state.errors import StateError
from fake_magento.state.media import MediaStorage
from fake_magento.state.schema import SCHEMAS
from fake_magento.state.table import Row

NO_SELECTION = "no_selection"
"""What an image attribute holds once its image is taken away: set, but to no image."""

_IMAGES_KEPT = 10_000
"""How many images are kept as they were loaded last: it costs little to load one again."""
_GALLERY, _VALUES = GALLERY_TABLES
_cut: Cast = SCHEMAS[_GALLERY].columns["value"].cast


class LoadedImage(NamedTuple):
    """An image as one store view sees it.

    ``position`` and ``exclude`` are ``""`` where neither the store view nor the default has a value, as for an image that
    was created in another store view. Of an image that is changed, all three are what a client sent; they become text and
    numbers when saved.
    """

    file: str
    label: Any
    position: Any
    exclude: Any


class Seen(NamedTuple):
    """What a store view sees of an image: its place among others, and whether it has just that as values of its own."""

    place: int
    image: LoadedImage
    is_own: bool


class StoredImage:
    """An image as the database keeps it: the id of its row, its file, and its values by store id."""

    __slots__ = ("_seen", "file", "id", "values")

    def __init__(self, id: int, file: str, values: Mapping[int, Row]) -> None:
        self.id = id
        self.file = file
        self.values = values
        self._seen: dict[int, Seen] = {}

    def seen(self, store_id: int) -> Seen:
        """What the store view sees of it."""
        return self._seen.get(store_id) or self._seen.setdefault(store_id, self._seen_in(store_id))

    def _seen_in(self, store_id: int) -> Seen:
        default = self.values.get(ADMIN_STORE)
        own = self.values.get(store_id)
        values = own or default
        if values is None:
            return Seen(-1, LoadedImage(self.file, "", "", ""), False)
        label = values["label"]
        if label is None and default is not None:
            label = default["label"]
        is_own = own is not None and (own["label"] or "") == (label or "")
        image = LoadedImage(self.file, label or "", values["position"], values["disabled"])
        return Seen(values["position"], image, is_own)


def gallery(catalogue: Catalogue, product_id: int) -> list[StoredImage]:
    """The images of a product in the order of creation."""
    kept = catalogue.images.kept
    if len(kept) > _IMAGES_KEPT:
        kept.clear()
    rows = catalogue.database[_GALLERY].select(entity_id=product_id)
    return [kept.get(row["value_id"]) or _stored(catalogue, row) for row in rows]


def _stored(catalogue: Catalogue, row: Row) -> StoredImage:
    id = row["value_id"]
    values = {each["store_id"]: each for each in catalogue.database[_VALUES].select(value_id=id)}
    made: StoredImage = catalogue.images.kept.setdefault(id, StoredImage(id, row["value"], values))
    return made


_place = itemgetter(0)


class LoadedProduct:
    """A product as one store view sees it. Changes take effect all at once, with `save`."""

    def __init__(self, catalogue: Catalogue, product: Row, store_id: int) -> None:
        """Raises `StateError` where the product's attribute set is gone."""
        self.id: int = product["entity_id"]
        attribute_set = catalogue.find_attribute_set(product["attribute_set_id"])
        if attribute_set is None:
            raise StateError(f"the attribute set of the product {product['sku']!r} is gone")
        self.attribute_set: AttributeSet = attribute_set
        self._catalogue = catalogue
        self._store_id = store_id
        self._gallery = gallery(catalogue, self.id)
        self._types: dict[str, str] = {
            code: file
            for code in attribute_set.image_types
            if (file := catalogue.products.value(product, code, store_id)) is not None
        }
        seen = [image.seen(store_id) for image in self._gallery]
        seen.sort(key=_place)
        self.images: list[LoadedImage] = [each.image for each in seen]
        self._not_own = [each.image for each in seen if not each.is_own]
        self._changed: dict[str, LoadedImage] = {}
        self._removed: set[str] = set()

    def find(self, file: Any) -> LoadedImage | None:
        """The image of that file, by PHP's loose comparison; ``None`` where the gallery has none."""
        if isinstance(file, str) and not php.is_numeric(file):  # text that is no number equals itself alone
            return next((image for image in self.images if image.file == file), None)
        return next((image for image in self.images if php.equals(image.file, file)), None)

    def types_of(self, file: str) -> list[str]:
        """The codes of the image attributes that hold this file, in the attribute set's order."""
        return [code for code in self.attribute_set.image_types if self._types.get(code) == file]

    def add(self, file: str, values: Mapping[str, Any]) -> None:
        """A new image with these values, as `change` takes them.

        Without them it stands at the end, excluded from the product page as the real server has it (``v1_naming``).
        """
        last = max((image.position for image in self.images if image.position != ""), default=0)
        self.images.append(LoadedImage(file, "", last + 1, 1))
        self.change(self.images[-1], values)

    def change(self, image: LoadedImage, values: Mapping[str, Any]) -> None:
        """Give the image these values: ``label``, ``position``, ``exclude``."""
        changed = self._changed[image.file] = image._replace(**values)
        self.images[self.images.index(image)] = changed

    def remove(self, image: LoadedImage) -> None:
        """Take the image away, and from the image attributes that hold it."""
        self._removed.add(image.file)
        for code in self.types_of(image.file):
            self._types[code] = NO_SELECTION

    def set_types(self, file: str, types: Any) -> None:
        """Let the image attributes named by ``types`` (an array of codes, or one code) hold the file."""
        codes = php.values(types) if php.is_array(types) else [types]
        for code in self.attribute_set.image_types:
            if code in codes:
                self._types[code] = file

    def clear_types(self, file: str, keep: Iterable[Any]) -> None:
        """Take the file from all image attributes that hold it, but those in ``keep``."""
        kept = {php.to_string(code) for code in keep}
        for code in self.types_of(file):
            if code not in kept:
                self._types[code] = NO_SELECTION

    def save(self, media: MediaStorage) -> None:
        """Write the gallery and the image types into this store view.

        A removed image leaves the gallery only where no other store view shows it as one of its image types (transcripts
        ``v1_update`` and ``v2_update``); otherwise it stays with the values it has. A file is cut to what its column holds; a
        new image that is one of the gallery's by that is not kept (``v1_naming_length``).
        """
        database = self._catalogue.database
        stored = {image.file: image for image in self._gallery}
        touched = self._changed.keys() | self._removed
        untouched = [image for image in self._not_own if image.file not in touched]
        for image in [*self._changed.values(), *untouched]:
            file = image.file if image.file in stored else _cut(image.file)
            known = stored.get(file)
            if known is None or file == image.file:
                _write(database, self.id, image._replace(file=file), known, self._store_id)
        for file in self._removed - self._in_use_elsewhere() if self._removed else ():
            database[_GALLERY].delete(stored[file].id)
            for each in stored[file].values.values():
                database[_VALUES].delete(each["id"])
            media.remove(file)
        changed = {**self._shown(), **self._types, "updated_at": self._catalogue.clock.text()}
        self._catalogue.products.save(self.id, changed, self._store_id)

    def _shown(self) -> dict[str, Any]:
        """What a store view shows of the product and then has of its own, as the whole product is saved there."""
        if self._store_id == ADMIN_STORE:
            return {}
        products = self._catalogue.products
        values = products.values(products[self.id], self._store_id)
        found = ((code, value, products.attribute(code)) for code, value in values.items())
        return {code: value for code, value, attribute in found if attribute and not _is_everywhere(attribute)}

    def _in_use_elsewhere(self) -> set[Any]:
        """What image attributes hold in other store views, where it was written."""
        products = self._catalogue.products
        written = products.written(products[self.id], self.attribute_set.image_types)
        return {file for _, store, file in written if store != self._store_id}


def _is_everywhere(attribute: Row) -> bool:
    return bool(attribute["backend_type"] == "static" or attribute["scope"] == "global")


def _values_to_save(label: Any, position: Any, exclude: Any) -> dict[str, Any]:
    """An image's values by their columns, the position as the shop reads it. Raises `PhpError` where it cannot."""
    return {"label": label, "position": php.to_int(position), "disabled": exclude}


def _write(database: Database, product_id: int, image: LoadedImage, known: StoredImage | None, store_id: int) -> None:
    """Write an image's values in a store view, and the image where it is new. Raises `PhpError` before it has written."""
    values = _values_to_save(image.label, image.position, image.exclude)
    there = known.values.get(store_id) if known else None
    if there is not None:
        database[_VALUES].update(there["id"], values)
        return
    values = SCHEMAS[_VALUES].cast(values)
    id = known.id if known else database[_GALLERY].insert(entity_id=product_id, value=image.file)["value_id"]
    database[_VALUES].insert(values, value_id=id, store_id=store_id)


def place(catalogue: Catalogue, product: Row, file: str, values: Mapping[int, Mapping[str, Any]]) -> None:
    """Put an image into the gallery as a fixture describes it, with just these values by store id.

    They are ``label``, ``position``, ``exclude``, and ``types``, which are all that the image has in that store view. What is
    not given is the default's; of the default itself, it is the last position, not excluded, and no type.
    """
    database, products, product_id = catalogue.database, catalogue.products, product["entity_id"]
    there = [
        image.values[ADMIN_STORE]["position"] for image in gallery(catalogue, product_id) if ADMIN_STORE in image.values
    ]
    base = {"position": max(there, default=0) + 1, "disabled": 0}
    id = database[_GALLERY].insert(entity_id=product_id, value=file)["value_id"]
    for store_id, given in values.items():
        if store_id == ADMIN_STORE or {"label", "position", "exclude"} & {*given}:
            position, exclude = given.get("position", base["position"]), given.get("exclude", base["disabled"])
            row = _values_to_save(given.get("label"), position, exclude)
            database[_VALUES].insert(row, value_id=id, store_id=store_id)
            base = row if store_id == ADMIN_STORE else base
        if "types" in given:
            held = LoadedProduct(catalogue, products[product_id], store_id).types_of(file)
            for code, holds in (dict.fromkeys(held, NO_SELECTION) | dict.fromkeys(given["types"], file)).items():
                stored = products.stored(products[product_id], code)
                products.write(product_id, code, dict(sorted({**stored, store_id: holds}.items())))
