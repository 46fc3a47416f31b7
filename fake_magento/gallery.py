"""Products and images as a test sees them, and the images that a test gives a product."""

from __future__ import annotations

import base64
import io
import os
import reprlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Required, TypedDict

from fake_magento.entities.base import store_id
from fake_magento.nearest import nearest
from fake_magento.state import ADMIN_STORE, AttributeSet, LoadedProduct, Row, Shop, StateError, gallery, place
from fake_magento.state.images import image_extension


class ImageValues(TypedDict, total=False):
    """What a store view can have of an image; ``types`` are the codes of the image attributes that hold it."""

    label: str
    position: int
    exclude: bool | int
    types: Sequence[str]


class ImageSpec(ImageValues, total=False):
    """An image to give a product: its bytes or the path of a file (``content``), and what is said of it.

    ``stores`` are by code or id of a store view the values that it has of its own. ``default`` is false for an image that has
    no default values, as one has that was created in another store view.
    """

    content: Required[bytes | str | os.PathLike[str]]
    name: str
    default: bool
    stores: Mapping[str, ImageValues] | Mapping[int, ImageValues]


ImageSource = bytes | str | os.PathLike[str] | ImageSpec
"""An image to give a product: its bytes, the path of a file, or an `ImageSpec`."""

_VALUES = {
    "label": (str, "text"),
    "position": (int, "a number"),
    "exclude": (int, "true, false or a number"),
    "types": (Sequence, "a list of codes"),
}
"""By name of a value its type, and what messages call that."""

_OF_ALL: Mapping[str, tuple[type | tuple[type, ...], str]] = {
    "name": ((str, int), "text"),
    "default": (bool, "true or false"),
    "stores": (Mapping, "a mapping"),
}
"""Likewise, of what is the image's own, whatever the store view."""

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


def images_of(
    shop: Shop,
    product: Row,
    store: int,
    base_url: Callable[[], str],
    in_store: Callable[[str, str | int], Image],
) -> list[Image]:
    """The product's gallery as a store view sees it, by position; ``in_store`` finds the image of a file in another."""
    loaded = LoadedProduct(shop.catalogue, product, store)
    return [
        Image(
            image.file,
            image.label,
            image.position,
            image.exclude,
            loaded.types_of(image.file),
            shop.media.read(image.file),
            f"{base_url()}/media/catalog/product{image.file}",
            partial(in_store, image.file),
        )
        for image in loaded.images
    ]


_FORMATS = ("png", "jpeg", "gif")


def picture(number: int = 0, format: str = "png") -> bytes:
    """A small picture to upload: ``format`` is ``"png"``, ``"jpeg"`` or ``"gif"``.

    Each ``number`` below 2**24 has bytes of its own. Raises `ValueError` for other numbers and formats.
    """
    if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number < 2**24:
        raise ValueError(f"the number of a picture is one from 0 to {2**24 - 1}, not {number!r:.100}")
    if format not in _FORMATS:
        raise ValueError(f"no format of pictures {format!r}{nearest(format, _FORMATS)}")
    from PIL import Image as Pillow

    written = io.BytesIO()
    digits = number.to_bytes(3, "big")
    pixels = bytes(255 * (byte >> bit & 1) for byte in digits for bit in range(8))
    Pillow.frombytes("L", (24, 1), pixels).resize((192, 64), Pillow.Resampling.NEAREST).save(written, format)
    return written.getvalue()


@dataclass(frozen=True)
class PreparedImage:
    """An image that can be given to a product: its bytes, the name of its file, and its values by store id."""

    content: bytes
    name: str
    values: Mapping[int, Mapping[str, Any]]


def prepare_images(shop: Shop, attribute_set: AttributeSet, images: Sequence[ImageSource]) -> list[PreparedImage]:
    """Read the images for a product of that attribute set. Raises `StateError` where one cannot be used."""
    if isinstance(images, (str, bytes, os.PathLike, Mapping)) or not isinstance(images, Iterable):
        raise StateError(f"images are a list, such as [{_short(images)}]")
    return [_prepared(shop, attribute_set, image) for image in images]


def place_images(shop: Shop, product: Row, images: Sequence[PreparedImage]) -> None:
    """Give the product the images."""
    for image in images:
        path = shop.media.free_path(image.name)
        shop.media.write(path, image.content)
        place(shop.catalogue, product, path, image.values)


def _prepared(shop: Shop, attribute_set: AttributeSet, source: ImageSource) -> PreparedImage:
    if not isinstance(source, (bytes, str, os.PathLike, Mapping)):
        raise StateError(f"an image is its bytes, the path of a file, or a mapping, not {_short(source)}")
    image: dict[str, Any] = dict(source) if isinstance(source, Mapping) else {"content": source}
    _check_keys(image, _KEYS, "an image")
    if "content" not in image:
        raise StateError("an image needs its content: bytes, or the path of a file")
    content = image["content"]
    if not isinstance(content, (bytes, str, os.PathLike)):
        raise StateError(f"the content of an image is bytes, or the path of a file, not {_short(content)}")
    if not isinstance(content, bytes):
        image.setdefault("name", Path(content).name)
        try:
            content = Path(content).read_bytes()
        except OSError as error:
            raise StateError(f"cannot read the image {os.fspath(image['content'])!r}: {error.strerror}") from None
    for key, (kind, called) in _OF_ALL.items():
        if key in image and not isinstance(image[key], kind):
            raise StateError(f"{key} of an image is {called}, not {_short(image[key])}")
    by_store: dict[int, Mapping[str, Any]] = {ADMIN_STORE: image} if image.get("default", True) else {}
    for store, values in image.get("stores", {}).items():
        if not isinstance(values, Mapping):
            raise StateError(f"an image's values in store {store!r} are a mapping, not {_short(values)}")
        _check_keys(values, [*_VALUES], f"an image's values in store {store!r}")
        by_store[store_id(shop, store)] = values
    for values in by_store.values():
        _check_values(values)
        for code in values.get("types", ()):
            if code not in attribute_set.image_types:
                meant = nearest(code, attribute_set.image_types)
                raise StateError(f"no image type {code!r} in {attribute_set.name!r}{meant}")
    return PreparedImage(content, _named(str(image.get("name") or "image"), content), by_store)


def _check_keys(given: Mapping[str, Any], known: Sequence[str], what: str) -> None:
    for key in given:
        if key not in known:
            raise StateError(f"{what} has no {key!r}{nearest(key, known)}")


def _check_values(values: Mapping[str, Any]) -> None:
    for key, (kind, called) in _VALUES.items():
        value = values.get(key)
        is_text = isinstance(value, str) and kind is not str
        is_truth = isinstance(value, bool) and key != "exclude"
        if value is not None and (not isinstance(value, kind) or is_text or is_truth):
            raise StateError(f"{key} of an image is {called}, not {_short(value)}")


def _short(value: Any) -> str:
    return reprlib.repr(value)


def _named(name: str, content: bytes) -> str:
    """The name with the extension of what the content is, where it has none of an image."""
    if name.rpartition(".")[2].lower() in ("jpg", "jpeg", "gif", "png"):
        return name
    extension = image_extension(content)
    if extension is None:
        raise StateError(f"the image {name!r} is no JPEG, GIF or PNG")
    return f"{name}.{extension}"


def image_entries(shop: Shop, product: Row) -> Iterator[dict[str, Any]]:
    """The product's images as a fixtures document has them, with their bytes as base64."""
    images = gallery(shop.catalogue, product["entity_id"])
    if not images:
        return
    loaded = {store.id: LoadedProduct(shop.catalogue, product, store.id) for store in shop.catalogue.stores}
    codes = {store.id: store.code for store in shop.catalogue.stores}
    held = {code: shop.products.stored(product, code) for code in loaded[ADMIN_STORE].attribute_set.image_types}
    for image in images:
        entry: dict[str, Any] = {
            "name": image.file.rpartition("/")[2],
            "base64": base64.b64encode(shop.media.read(image.file) or b"").decode(),
            "default": ADMIN_STORE in image.values,
        }
        by_default = [code for code, files in held.items() if files.get(ADMIN_STORE) == image.file]
        for id_of_store, code_of_store in codes.items():
            values = image.values.get(id_of_store)
            entry_of_store: dict[str, Any] = {}
            if values:
                entry_of_store = {"position": values["position"], "exclude": values["disabled"]}
                if values["label"] is not None:
                    entry_of_store["label"] = values["label"]
            types = [code for code, files in held.items() if files.get(id_of_store) == image.file]
            shown = loaded[id_of_store].types_of(image.file)
            if (types and shown) or shown != by_default:
                entry_of_store["types"] = shown
            if id_of_store == ADMIN_STORE:
                entry |= entry_of_store
            elif entry_of_store:
                entry.setdefault("stores", {})[code_of_store] = entry_of_store
        yield entry
