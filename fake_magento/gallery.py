"""Products and images as a test sees them, and the images that a test gives a product."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fake_magento.state import ADMIN_STORE, AttributeSet, LoadedProduct, Row, Shop, StateError, place
from fake_magento.state.images import image_extension

ImageSource = bytes | str | os.PathLike[str] | Mapping[str, Any]
"""An image to give a product: its bytes, the path of a file, or a mapping.

The mapping has ``content`` (bytes, or a path) and may have ``name``, ``label``, ``position``, ``exclude``, ``types`` (a list
of codes), and ``stores``: by store code a mapping of those last four. ``default`` is false for an image that has no default
values, as one has that was created in another store view.
"""

_VALUES = ("label", "position", "exclude", "types")
_KEYS = ("content", "name", "default", *_VALUES, "stores")


@dataclass(frozen=True)
class Image:
    """An image of a product as one store view sees it, at the time at which it was asked for.

    ``position`` and ``exclude`` are ``""`` where neither the store view nor the default has a value. ``types`` are the image
    attributes that hold the image, ``content`` its bytes (``None`` where the file is gone), ``url`` its address.
    """

    file: str
    label: str
    position: int | str
    exclude: int | str
    types: list[str]
    content: bytes | None = field(repr=False)
    url: str
    _in_store: Callable[[str | int], Image] = field(repr=False, compare=False)

    def in_store(self, store: str | int) -> Image:
        """The image as another store view sees it now, named by code or id.

        Raises `StateError` where there is no such store view, and `LookupError` where the image is gone.
        """
        return self._in_store(store)


class ProductView:
    """A product of the fake's catalogue, by its id and SKU. What else is asked of it raises `LookupError` once it is gone."""

    def __init__(self, shop: Shop, product: Row, base_url: Callable[[], str]) -> None:
        self._shop = shop
        self._base_url = base_url
        self.id: int = product["entity_id"]
        self.sku: str = product["sku"]

    def __repr__(self) -> str:
        return f"<product {self.sku!r}, id {self.id}>"

    @property
    def _product(self) -> Row:
        with self._shop.lock:
            product = self._shop.products.get(self.id)
        if product is None:
            raise LookupError(f"the product {self.sku!r} is gone")
        return product

    @property
    def attribute_set(self) -> str:
        """The name of the product's attribute set."""
        with self._shop.lock:
            return self._shop.catalogue.attribute_set(self._product["attribute_set_id"]).name

    @property
    def images(self) -> list[Image]:
        """The gallery with its default values, by position."""
        return self.images_in("admin")

    def images_in(self, store: str | int) -> list[Image]:
        """The gallery as a store view sees it, by position. Raises `StateError` where there is no such store view."""
        with self._shop.lock:
            loaded = LoadedProduct(self._shop.catalogue, self._product, store_id(self._shop, store))
            return [
                Image(
                    image.file,
                    image.label,
                    image.position,
                    image.exclude,
                    loaded.types_of(image.file),
                    self._shop.media.read(image.file),
                    f"{self._base_url()}/media/catalog/product{image.file}",
                    lambda other, file=image.file: self._image(file, other),  # type: ignore[misc]
                )
                for image in loaded.images
            ]

    def _image(self, file: str, store: str | int) -> Image:
        for image in self.images_in(store):
            if image.file == file:
                return image
        raise LookupError(f"product {self.sku!r} has no image {file!r} any more")


class Products(Mapping[str, ProductView]):
    """The products by SKU, found as the shop finds them: whatever the case."""

    def __init__(self, shop: Shop, base_url: Callable[[], str]) -> None:
        self._shop = shop
        self._base_url = base_url

    def __getitem__(self, sku: str) -> ProductView:
        with self._shop.lock:
            product = self._shop.catalogue.product_by_sku(sku)
        if product is None:
            raise KeyError(f"no product {sku!r}")
        return ProductView(self._shop, product, self._base_url)

    def __iter__(self) -> Iterator[str]:
        with self._shop.lock:
            return iter([product["sku"] for product in self._shop.products])

    def __len__(self) -> int:
        return len(self._shop.products)


def picture(number: int = 0, format: str = "png") -> bytes:
    """A small picture to upload: ``format`` is ``"png"``, ``"jpeg"`` or ``"gif"``.

    Each ``number`` below 2**24 has bytes of its own. Raises `ValueError` for other formats.
    """
    if format not in ("png", "jpeg", "gif"):
        raise ValueError(f"a picture is png, jpeg or gif; not {format!r}")
    from PIL import Image as Pillow

    written = io.BytesIO()
    digits = number.to_bytes(3, "big")
    pixels = bytes(255 * (byte >> bit & 1) for byte in digits for bit in range(8))
    Pillow.frombytes("L", (24, 1), pixels).resize((192, 64), Pillow.Resampling.NEAREST).save(written, format)
    return written.getvalue()


def store_id(shop: Shop, store: str | int) -> int:
    """The id of the store view of that code or id. Raises `StateError`."""
    found = shop.catalogue.store(store)
    if found is None:
        known = ", ".join(repr(each.code) for each in shop.catalogue.stores)
        raise StateError(f"no store view {store!r}; there are {known}")
    return found.id


@dataclass(frozen=True)
class PreparedImage:
    """An image that can be given to a product: its bytes, the name of its file, and its values by store id."""

    content: bytes
    name: str
    values: Mapping[int, Mapping[str, Any]]


def prepare_images(shop: Shop, attribute_set: AttributeSet, images: Sequence[ImageSource]) -> list[PreparedImage]:
    """Read the images for a product of that attribute set. Raises `StateError` where one cannot be used."""
    return [_prepared(shop, attribute_set, image) for image in images]


def place_images(shop: Shop, product: Row, images: Sequence[PreparedImage]) -> None:
    """Give the product the images."""
    for image in images:
        path = shop.media.free_path(image.name)
        shop.media.write(path, image.content)
        place(shop.catalogue, product, path, image.values)


def _prepared(shop: Shop, attribute_set: AttributeSet, source: ImageSource) -> PreparedImage:
    image: dict[str, Any] = dict(source) if isinstance(source, Mapping) else {"content": source}
    _check_keys(image, _KEYS, "an image")
    if "content" not in image:
        raise StateError("an image needs its content: bytes, or the path of a file")
    content = image["content"]
    if not isinstance(content, bytes):
        image.setdefault("name", Path(content).name)
        try:
            content = Path(content).read_bytes()
        except OSError as error:
            raise StateError(f"cannot read the image {os.fspath(image['content'])!r}: {error.strerror}") from None
    by_store: dict[int, Mapping[str, Any]] = {ADMIN_STORE: image} if image.get("default", True) else {}
    for store, values in image.get("stores", {}).items():
        _check_keys(values, _VALUES, f"an image's values in store {store!r}")
        by_store[store_id(shop, store)] = values
    for values in by_store.values():
        for code in values.get("types", ()):
            if code not in attribute_set.image_types:
                known = ", ".join(attribute_set.image_types) or "none"
                raise StateError(f"no image type {code!r} in {attribute_set.name!r}; there are {known}")
    return PreparedImage(content, _named(str(image.get("name") or "image"), content), by_store)


def _check_keys(given: Mapping[str, Any], known: Sequence[str], what: str) -> None:
    for key in given:
        if key not in known:
            raise StateError(f"{what} has no {key!r}; it may have {', '.join(known)}")


def _named(name: str, content: bytes) -> str:
    """The name with the extension of what the content is, where it has none of an image."""
    if name.rpartition(".")[2].lower() in ("jpg", "jpeg", "gif", "png"):
        return name
    extension = image_extension(content)
    if extension is None:
        raise StateError(f"the image {name!r} is no JPEG, GIF or PNG")
    return f"{name}.{extension}"
