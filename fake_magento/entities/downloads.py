"""What downloadable products have: links to what is sold, and samples."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from fake_magento.entities.base import Entry, as_text
from fake_magento.entities.product_parts import titles_of, website_id, write_titles
from fake_magento.fixture_shape import NUMBER, TEXT, Items, OneOf, Section, Values
from fake_magento.state import ADMIN_STORE, Row, Shop, StateError
from fake_magento.state.download_rows import LINK_PRICES, LINK_TITLES, LINKS, SAMPLE_TITLES, SAMPLES
from fake_magento.state.downloads import (
    FILES_OF_LINK_SAMPLES,
    FILES_OF_LINKS,
    FILES_OF_SAMPLES,
    content_of,
    links_of,
    samples_of,
    upload,
)
from fake_magento.state.products import DOWNLOADABLE, ProductChange, save_product

_FILE = Section({"name": TEXT, "base64": str}, 2)
_TITLES: Mapping[str, Any] = {"title": OneOf((str, int, None)), "id": int, "titles": Values(TEXT), "sort_order": int}
_LINK_COLUMNS = ("sort_order", "number_of_downloads", "is_shareable", "link_url", "sample_url")
_SAMPLE_COLUMNS = ("sort_order", "sample_url")
_LINK = Section(
    {
        **_TITLES,
        "price": NUMBER,
        "prices": Values(NUMBER),
        "number_of_downloads": int,
        "is_shareable": int,
        "link_url": str,
        "sample_url": str,
        "link_file": _FILE,
        "sample_file": _FILE,
    },
    1,
)
_SAMPLE = Section({**_TITLES, "sample_url": str, "sample_file": _FILE}, 1)

DOWNLOAD_SHAPES: Mapping[str, Any] = {"download_links": Items(_LINK), "download_samples": Items(_SAMPLE)}
"""What an entry of products may hold of them, by word."""


@dataclass(frozen=True)
class DownloadLink:
    """What is sold to be downloaded: at an address, or the bytes of a file. ``number_of_downloads`` 0 is any number."""

    id: int
    title: str | None
    price: Decimal | None
    link_url: str | None
    content: bytes | None
    number_of_downloads: int | None
    is_shareable: int


@dataclass(frozen=True)
class DownloadSample:
    """A sample that anybody may download: at an address, or the bytes of a file."""

    id: int
    title: str | None
    sample_url: str | None
    content: bytes | None


def download_links_of(shop: Shop, product_id: int, store: int) -> list[DownloadLink]:
    """The links of a product as a store view shows them."""
    return [
        DownloadLink(
            row["link_id"],
            row["title"],
            None if row["price"] is None else Decimal(row["price"]),
            row["link_url"],
            _content(shop, FILES_OF_LINKS, row["link_file"]),
            row["number_of_downloads"],
            row["is_shareable"],
        )
        for row in links_of(shop, product_id, store)
    ]


def download_samples_of(shop: Shop, product_id: int, store: int) -> list[DownloadSample]:
    """The samples of a product as a store view shows them."""
    return [
        DownloadSample(
            row["sample_id"], row["title"], row["sample_url"], _content(shop, FILES_OF_SAMPLES, row["sample_file"])
        )
        for row in samples_of(shop, product_id, store)
    ]


def _content(shop: Shop, folder: str, path: str | None) -> bytes | None:
    return None if path is None else content_of(shop, folder, path)


def add_downloads(
    shop: Shop, product: Row, links: Iterable[Mapping[str, Any]], samples: Iterable[Mapping[str, Any]]
) -> Row:
    """Give a product links and samples; the product, saved. Raises `StateError`; what was given before is there then."""
    for given in samples:
        product = _saved(shop, product, ProductChange())
        columns = _columns(given, "sample", _SAMPLE_COLUMNS) | _kept(shop, given, "sample", FILES_OF_SAMPLES)
        row = shop.table(SAMPLES).insert({**columns, "product_id": product["entity_id"]})
        write_titles(shop, SAMPLE_TITLES, {"sample_id": row["sample_id"]}, given)
    for given in links:
        product = _saved(shop, product, ProductChange(has_new_link=True))
        columns = _columns(given, "link", _LINK_COLUMNS)
        columns |= _kept(shop, given, "link", FILES_OF_LINKS) | _kept(shop, given, "sample", FILES_OF_LINK_SAMPLES)
        row = shop.table(LINKS).insert({**columns, "product_id": product["entity_id"]})
        write_titles(shop, LINK_TITLES, {"link_id": row["link_id"]}, given)
        prices = {website_id(shop, code): price for code, price in given.get("prices", {}).items()}
        if "price" in given or not prices:
            prices[ADMIN_STORE] = given.get("price", 0)
        for website, price in prices.items():
            shop.table(LINK_PRICES).insert(link_id=row["link_id"], website_id=website, price=as_text(price))
    return product


def _saved(shop: Shop, product: Row, change: ProductChange) -> Row:
    if product["type_id"] != DOWNLOADABLE:
        raise StateError(f"products of the type {DOWNLOADABLE!r} have downloads, not of {product['type_id']!r}")
    return save_product(shop, product, change)


def _columns(given: Mapping[str, Any], kind: str, names: Iterable[str]) -> dict[str, Any]:
    return {f"{kind}_id": given.get("id"), **{name: given[name] for name in names if name in given}}


def _kept(shop: Shop, given: Mapping[str, Any], kind: str, folder: str) -> dict[str, Any]:
    """The columns of where a link or a sample is: at an address, or the path of a file, which is kept."""
    file = given.get(f"{kind}_file")
    if file is None:
        return {f"{kind}_type": "url"} if f"{kind}_url" in given else {}
    try:
        content = base64.b64decode(file["base64"], validate=True)
    except ValueError as error:
        raise StateError(f"'base64' is none: {error}") from None
    return {f"{kind}_type": "file", f"{kind}_file": upload(shop, folder, str(file["name"]), content).save()}


def download_entries(shop: Shop, product_id: int) -> Entry:
    """What an entry says of the links and samples of a product, by word."""
    found = {
        "download_links": [_link_entry(shop, row) for row in shop.table(LINKS).select(product_id=product_id)],
        "download_samples": [_sample_entry(shop, row) for row in shop.table(SAMPLES).select(product_id=product_id)],
    }
    return {word: entries for word, entries in found.items() if entries}


def _link_entry(shop: Shop, row: Row) -> Entry:
    owner = {"link_id": row["link_id"]}
    entry = {**titles_of(shop, LINK_TITLES, owner), "id": row["link_id"], **_said(row, _LINK_COLUMNS)}
    prices = {each["website_id"]: each["price"] for each in shop.table(LINK_PRICES).select(owner)}
    own = {
        each["code"]: prices[id] for each in shop.table("core_website") if (id := each["website_id"]) in prices and id
    }
    return {
        **entry,
        **({"price": prices[ADMIN_STORE]} if ADMIN_STORE in prices else {}),
        **({"prices": own} if own else {}),
        **_file(shop, FILES_OF_LINKS, row, "link_file"),
        **_file(shop, FILES_OF_LINK_SAMPLES, row, "sample_file"),
    }


def _sample_entry(shop: Shop, row: Row) -> Entry:
    entry = {**titles_of(shop, SAMPLE_TITLES, {"sample_id": row["sample_id"]}), "id": row["sample_id"]}
    return {**entry, **_said(row, _SAMPLE_COLUMNS), **_file(shop, FILES_OF_SAMPLES, row, "sample_file")}


def _said(row: Row, names: Iterable[str]) -> Entry:
    return {name: row[name] for name in names if row[name] is not None}


def _file(shop: Shop, folder: str, row: Row, column: str) -> Entry:
    content = _content(shop, folder, row[column])
    if content is None:
        return {}
    return {column: {"name": row[column].rpartition("/")[2], "base64": base64.b64encode(content).decode("ascii")}}
