"""Store views, attribute sets, products and their galleries.

A product's gallery has two layers, as in Magento's database: the *default* values (store 0, ``admin``) and those of a
store view, which win where they are set. A product is changed by loading it as one store view sees it and saving it
there; saving writes the whole gallery and all image types into that store view, not only what changed. That is why a
product once saved in a store view no longer follows changes of the default values (transcript ``v2_update``, where an
update in ``german`` keeps both images from being removed).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from fake_magento import php
from fake_magento.state.collation import collate, stored
from fake_magento.state.errors import StateError
from fake_magento.state.media import MediaStorage

ADMIN_STORE = 0
"""The id of the store ``admin``, which holds the default values."""

IMAGE_TYPES = {"image": "store", "small_image": "store", "thumbnail": "store"}
"""The image attributes of a fresh shop, in order, and their scope."""

NO_SELECTION = "no_selection"
"""What an image attribute holds once its image is taken away: set, but to no image."""

_TEXT_LENGTH = 255
_POSITION_MAX = 2**32 - 1
_EXCLUDE_MAX = 2**16 - 1


@dataclass(frozen=True, slots=True)
class Store:
    """A store view; ``admin`` (id 0) among them."""

    id: int
    code: str
    name: str
    website: str


@dataclass(frozen=True, slots=True)
class AttributeSet:
    """An attribute set: whether its products have a gallery, and which image attributes, with their scope."""

    id: int
    name: str
    media_gallery: bool = True
    image_types: Mapping[str, str] = field(default_factory=lambda: IMAGE_TYPES)


@dataclass(slots=True)
class ImageValues:
    """What one store view keeps of an image. A label of ``None`` is the default's."""

    label: str | None
    position: int
    exclude: int


@dataclass(slots=True)
class GalleryImage:
    """An image of a gallery: its file, and its values by store id."""

    file: str
    values: dict[int, ImageValues]


@dataclass(slots=True)
class Product:
    """A product: ``gallery`` in the order of creation, ``image_types`` the image attributes by store id."""

    id: int
    sku: str
    attribute_set: AttributeSet
    gallery: list[GalleryImage] = field(default_factory=list)
    image_types: dict[int, dict[str, str]] = field(default_factory=dict)


@dataclass(slots=True)
class LoadedImage:
    """An image as one store view sees it.

    ``position`` and ``exclude`` are ``""`` where neither the store view nor the default has a value, as for an image that
    was created in another store view. All three take what a client sends and become text and numbers when saved.
    """

    file: str
    label: Any
    position: Any
    exclude: Any
    removed: bool = False

    def equals(self, values: ImageValues | None) -> bool:
        """Whether ``values`` are what would be saved, so that nothing need be written: of most images of a gallery."""
        return (
            values is not None
            and self.label == (values.label or "")
            and self.position == values.position
            and self.exclude == values.exclude
        )


class LoadedProduct:
    """A product as one store view sees it. Changes take effect all at once, with `save`."""

    def __init__(self, product: Product, store_id: int) -> None:
        self._product = product
        self._store_id = store_id
        default = product.image_types.get(ADMIN_STORE, {})
        self._types: dict[str, str] = {**default, **product.image_types.get(store_id, {})}
        self.images: list[LoadedImage] = [image for _, image in sorted(self._load(), key=lambda pair: pair[0])]

    def _load(self) -> Iterator[tuple[int, LoadedImage]]:
        for stored in self._product.gallery:
            default = stored.values.get(ADMIN_STORE)
            values = stored.values.get(self._store_id, default)
            if values is None:
                yield -1, LoadedImage(stored.file, "", "", "")
                continue
            label = values.label
            if label is None and default is not None:
                label = default.label
            yield values.position, LoadedImage(stored.file, label or "", values.position, values.exclude)

    @property
    def id(self) -> int:
        """The product's id."""
        return self._product.id

    @property
    def attribute_set(self) -> AttributeSet:
        """The product's attribute set."""
        return self._product.attribute_set

    def find(self, file: Any) -> LoadedImage | None:
        """The image of that file, by PHP's loose comparison; ``None`` where the gallery has none."""
        return next((image for image in self.images if php.equals(image.file, file)), None)

    def types_of(self, file: str) -> list[str]:
        """The codes of the image attributes that hold this file, in the attribute set's order."""
        return [code for code in self.attribute_set.image_types if self._types.get(code) == file]

    def add(self, file: str) -> LoadedImage:
        """A new image, at the end and excluded from the product page as the real server has it (``v1_naming``)."""
        last = max((image.position for image in self.images if image.position != ""), default=0)
        image = LoadedImage(file, "", last + 1, 1)
        self.images.append(image)
        return image

    def remove(self, image: LoadedImage) -> None:
        """Take the image away, and from the image attributes that hold it."""
        image.removed = True
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
        product, store_id = self._product, self._store_id
        in_use_elsewhere = {
            file for other, types in product.image_types.items() if other != store_id for file in types.values()
        }
        gallery = {image.file: image for image in product.gallery}
        gone = set()
        written: list[tuple[str, ImageValues]] = []
        for image in self.images:
            file = image.file[:_TEXT_LENGTH]
            known = gallery.get(file)
            if image.removed:
                if file not in in_use_elsewhere:
                    gone.add(file)
            elif known is None or (file == image.file and not image.equals(known.values.get(store_id))):
                written.append((file, _values_to_save(image.label, image.position, image.exclude)))
        for file, values in written:
            if file not in gallery:
                gallery[file] = GalleryImage(file, {})
                product.gallery.append(gallery[file])
            gallery[file].values[store_id] = values
        if gone:
            product.gallery[:] = [image for image in product.gallery if image.file not in gone]
            for file in gone:
                media.remove(file)
        if self._types:
            product.image_types[store_id] = {code: file[:_TEXT_LENGTH] for code, file in self._types.items()}


def place(product: Product, file: str, values: Mapping[int, Mapping[str, Any]]) -> None:
    """Put an image into the gallery as a fixture describes it, with just these values by store id.

    They are ``label``, ``position``, ``exclude``, and ``types``, which are all that the image has in that store view. What is
    not given is the default's; of the default itself, it is the last position, not excluded, and no type.
    """
    image = GalleryImage(file, {})
    last = max((each.values[ADMIN_STORE].position for each in product.gallery if ADMIN_STORE in each.values), default=0)
    product.gallery.append(image)
    for store_id, given in values.items():
        base = image.values.get(ADMIN_STORE, ImageValues(None, last + 1, 0))
        if store_id == ADMIN_STORE or {"label", "position", "exclude"} & {*given}:
            row = (given.get("label", ""), given.get("position", base.position), given.get("exclude", base.exclude))
            image.values[store_id] = _values_to_save(*row)
        if "types" in given:
            loaded = LoadedProduct(product, store_id)
            own = product.image_types.setdefault(store_id, {})
            own |= dict.fromkeys(loaded.types_of(file), NO_SELECTION) | dict.fromkeys(given["types"], file)


def _values_to_save(label: Any, position: Any, exclude: Any) -> ImageValues:
    """What the database makes of the values: text of at most 255 characters, numbers within their column."""
    return ImageValues(
        stored(php.to_string(label))[:_TEXT_LENGTH] or None,
        min(max(php.to_int(position), 0), _POSITION_MAX),
        min(max(php.to_int(exclude), 0), _EXCLUDE_MAX),
    )


class Catalogue:
    """The stores, attribute sets and products of one shop, found by id, code and SKU in constant time."""

    def __init__(self) -> None:
        self.stores: dict[int, Store] = {}
        self.attribute_sets: dict[int, AttributeSet] = {}
        self.products: dict[int, Product] = {}
        self._store_by_code: dict[str, Store] = {}
        self._product_by_sku: dict[str, Product] = {}
        self._next_product_id = 1

    def add_store(self, code: str, id: int | None = None, name: str | None = None, website: str = "base") -> Store:
        """A new store view. Raises `StateError` where its id or code is taken."""
        id = _free_id(self.stores, id, "store")
        if code in self._store_by_code:
            raise StateError(f"a store {code!r} exists already")
        store = self.stores[id] = self._store_by_code[code] = Store(id, code, name or code, website)
        return store

    def add_attribute_set(
        self,
        name: str,
        id: int | None = None,
        media_gallery: bool = True,
        image_types: Mapping[str, str] | None = None,
    ) -> AttributeSet:
        """A new attribute set. Raises `StateError` where its id or name is taken."""
        id = _free_id(self.attribute_sets, id, "attribute set")
        if any(existing.name == name for existing in self.attribute_sets.values()):
            raise StateError(f"an attribute set {name!r} exists already")
        types = dict(IMAGE_TYPES if image_types is None else image_types)
        attribute_set = self.attribute_sets[id] = AttributeSet(id, name, media_gallery, types)
        return attribute_set

    def attribute_set(self, key: int | str) -> AttributeSet:
        """The attribute set of that id or name. Raises `StateError` where there is none."""
        for attribute_set in self.attribute_sets.values():
            if key in (attribute_set.id, attribute_set.name):
                return attribute_set
        known = ", ".join(repr(each.name) for each in self.attribute_sets.values())
        raise StateError(f"no attribute set {key!r}; there are {known}")

    def add_product(self, sku: str, attribute_set: AttributeSet, id: int | None = None) -> Product:
        """A new product without images. Raises `StateError` where its id or SKU is taken."""
        key = collate(sku)
        if not key:
            raise StateError("a product's SKU must not be empty")
        if key in self._product_by_sku:
            raise StateError(f"a product {sku!r} exists already, as {self._product_by_sku[key].sku!r}")
        id = self._next_product_id if id is None else _free_id(self.products, id, "product")
        self._next_product_id = max(self._next_product_id, id + 1)
        product = self.products[id] = self._product_by_sku[key] = Product(id, sku, attribute_set)
        return product

    def product_by_sku(self, sku: str) -> Product | None:
        """The product of that SKU, as the database compares text; ``None`` where there is none."""
        return self._product_by_sku.get(collate(sku))

    def store(self, key: int | str) -> Store | None:
        """The store view of that id or code, in its exact case; ``None`` where there is none."""
        return self.stores.get(key) if isinstance(key, int) else self._store_by_code.get(key)


def _free_id(taken: Mapping[int, object], id: int | None, what: str) -> int:
    if id is None:
        return max(taken, default=0) + 1
    if id in taken:
        raise StateError(f"a {what} with the id {id} exists already")
    return id
