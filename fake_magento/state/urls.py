"""The addresses of products and categories: their URL keys, and the paths under which each store view shows them.

A path is taken by one page of a store view alone, a row of ``core_url_rewrite`` whose id is the store view and the path. A page
that gets another path keeps the one that it had as a redirect (``is_system`` 0), so that nothing else can have it.
"""

from __future__ import annotations

import re
from unicodedata import combining, normalize

from fake_magento.state import settings
from fake_magento.state.category_paths import parent_id
from fake_magento.state.database import Database
from fake_magento.state.eav import ADMIN_STORE, EavTable
from fake_magento.state.table import Row, Table

PRODUCT_SUFFIX = "catalog/seo/product_url_suffix"
CATEGORY_SUFFIX = "catalog/seo/category_url_suffix"

_MAX_PATH, _OVERFLOW = 240, 10

_REWRITES = "core_url_rewrite"
_WORDS = {"&amp;": "and", "@": "at", "©": "c", "®": "r", "ß": "ss", "æ": "ae", "ø": "o", "þ": "p", "đ": "d", "ł": "l"}
_WORD = re.compile("|".join(_WORDS))
_NOT_IN_KEY = re.compile("[^0-9a-z]+")
_NUMBERED = re.compile(r"(.*-)(\d*)([^-]*)", re.ASCII | re.DOTALL)
"""A path with a number: what stands before it, the number, and what stands behind it."""


def url_key(text: str) -> str:
    """The text as a URL key: letters without accents in lower case, digits, and a dash for all between them."""
    words = _WORD.sub(lambda found: _WORDS[found[0]], text.lower())
    letters = "".join(letter for letter in normalize("NFKD", words) if not combining(letter))
    return _NOT_IN_KEY.sub("-", letters).strip("-")


def refresh_product(database: Database, product: Row) -> Row:
    """Give the product a path in each store view of its websites, and write it where it is another one; the product.

    The path is the URL key of the store view, or its name where it has none, and the suffix of the settings; where another
    page has that path, the product's id is added, or else a number. What is written in a store view is written in ``admin``
    too, as the real server does it (transcript ``v1_product_scope``). In other store views its paths become free.
    """
    products, rewrites = database.entities("catalog_product_entity"), database[_REWRITES]
    id = product["entity_id"]
    websites = {row["website_id"] for row in database["catalog_product_website"].select(product_id=id)}
    suffix = _suffix(database, PRODUCT_SUFFIX)
    for store in database["core_store"]:
        store_id = store["store_id"]
        if store_id == ADMIN_STORE:
            continue
        page = _Page(rewrites, store_id, "product_id", id)
        if store["website_id"] not in websites:
            page.remove()
            continue
        known_key = products.listed(product, "url_key", store_id)
        key = url_key(known_key or products.listed(product, "name", store_id) or "")
        path = page.path
        if not page.has(key or "-", suffix):
            path = f"{key or '-'}{suffix}"
            if not page.take_redirect(path):
                path = page.free(path) or page.free(f"{key or '-'}-{id}{suffix}") or page.numbered(key or "-", suffix)
            page.move(path)
        product = _write_address(products, product, store_id, url_key=key, url_path=path)
    return product


def refresh_category(database: Database, category: Row) -> None:
    """Give the category and all below it a path in each store view, and write it where it is another one.

    The path is that of the category above without its suffix, the URL key of the store view, or the name where it has none,
    and the suffix of the settings; where another page has that path, a number is added. A path that the category had before and
    gets again is the real server's without the suffix. In store views under whose root the category is not it gets none, and
    what is written in a store view is written in ``admin`` too (transcripts ``v1_category_levels``, ``v1_category_move``).
    """
    categories = database.entities("catalog_category_entity")
    refreshed = [category]
    for above in refreshed:  # grows until nothing is below the last of them
        refreshed += categories.select(parent_id=above["entity_id"])
    for store in database["core_store"]:
        group = database["core_store_group"].get(store["group_id"])
        root = None if group is None else categories.get(group["root_category_id"])
        if store["store_id"] == ADMIN_STORE or root is None:
            continue
        for row in refreshed:
            if row["path"].startswith(f"{root['path']}/"):
                _refresh_category(database, row["entity_id"], root, store["store_id"])


def _refresh_category(database: Database, id: int, root: Row, store_id: int) -> None:
    categories = database.entities("catalog_category_entity")
    category, suffix = categories[id], _suffix(database, CATEGORY_SUFFIX)
    key = url_key(
        categories.listed(category, "url_key", store_id) or categories.listed(category, "name", store_id) or ""
    )
    parent = categories.get(parent_id(category))
    above = ""
    if parent is not None and parent["entity_id"] != root["entity_id"]:
        above = f"{(categories.listed(parent, 'url_path', store_id) or '').removesuffix(suffix)}/".lstrip("/")
    page = _Page(database[_REWRITES], store_id, "category_id", id)
    base = f"{above}{key}"
    path = page.path
    if not page.has(base, suffix):
        full = f"{base}{suffix}"
        if page.take_redirect(full):
            path = page.free(base) or page.numbered(base, suffix)
        else:
            full = f"-{suffix}" if full == suffix else full
            if len(full) > _MAX_PATH + _OVERFLOW:
                full = full[:_MAX_PATH]
            _free_of_strangers(database, root, store_id, full)
            path = page.free(full) or page.numbered(base, suffix)
        page.move(path)
    _write_address(categories, category, store_id, url_key=key, url_path=path)


def _free_of_strangers(database: Database, root: Row, store_id: int, path: str) -> None:
    """Take a path away from a category that is not below the store view's root any more."""
    there = database[_REWRITES].get((store_id, path))
    owner = None if there is None else database.entities("catalog_category_entity").get(there["category_id"])
    if owner is not None and not owner["path"].startswith(f"{root['path']}/"):
        database[_REWRITES].delete((store_id, path))


def _write_address(entities: EavTable, row: Row, store_id: int, **values: str) -> Row:
    """Write these values in the store view and in ``admin``, where the store view shows others; the new row."""
    for code, value in values.items():
        if value != (entities.listed(row, code, store_id) or ""):
            stored = entities.stored(row, code)
            row = entities.write(row["entity_id"], code, {**stored, store_id: value, ADMIN_STORE: value})
    return row


def _suffix(database: Database, setting: str) -> str:
    return settings.text(database.config, setting) or ""


class _Page:
    """A product's or a category's page in a store view; ``path`` is the one that it has, ``""`` where it has none."""

    def __init__(self, rewrites: Table, store_id: int, column: str, id: int) -> None:
        self._rewrites = rewrites
        self._store_id = store_id
        self._owner = {column: id}
        paths = [row["path"] for row in rewrites.select(self._owner) if row["is_system"]]
        self.path: str = next((path for store, path in paths if store == store_id), "")

    def has(self, base: str, suffix: str) -> bool:
        """Whether its path is this, or this with a number."""
        if not (self.path and self.path.startswith(base) and self.path.endswith(suffix)):
            return False
        middle = self.path[len(base) : len(self.path) - len(suffix)]
        return not middle or (middle[0] == "-" and middle[1:].isdecimal())

    def take_redirect(self, path: str) -> bool:
        """Take a redirect of its own away; whether the path was one."""
        there = self._rewrites.get((self._store_id, path))
        if there is None or there["is_system"] or any(there[column] != id for column, id in self._owner.items()):
            return False
        return self._rewrites.delete(there["path"])

    def free(self, path: str) -> str:
        """The path, where nothing else has it; ``""`` where something has."""
        return path if path == self.path or (self._store_id, path) not in self._rewrites else ""

    def numbered(self, base: str, suffix: str) -> str:
        """The path with the number behind the highest that there is."""
        stem = _stem(self._store_id, f"{base}-{suffix}")[0]
        number = 1 + max((row["number"] for row in self._rewrites.select(stem=stem)), default=0)
        while not self.free(f"{base}-{number}{suffix}"):
            number += 1
        return f"{base}-{number}{suffix}"

    def move(self, path: str) -> None:
        """Have this path, which is free; what it had is a redirect from now on."""
        if path == self.path:
            return
        if self.path:
            self._rewrites.update((self._store_id, self.path), is_system=0)
        stem, number = _stem(self._store_id, path)
        self._rewrites.insert(self._owner, path=(self._store_id, path), stem=stem, number=number)
        self.path = path

    def remove(self) -> None:
        """Have no path any more."""
        if self.path:
            self._rewrites.delete((self._store_id, self.path))


def _stem(store_id: int, path: str) -> tuple[tuple[int, str, str], int]:
    """What a path has in common with those of other numbers in the store view, and its number."""
    found = _NUMBERED.fullmatch(path)
    if found is None:
        return (store_id, path, ""), 0
    before, number, behind = found.groups()
    return (store_id, before, behind), int(number or 0) if len(number) < 19 else 0
