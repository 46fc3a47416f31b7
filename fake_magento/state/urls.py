"""The addresses of products: their URL keys, and the paths under which each store view shows them.

A path is taken by one page of a store view alone, a row of ``core_url_rewrite`` whose id is the store view and the path.
"""

from __future__ import annotations

import re
from unicodedata import combining, normalize

from fake_magento.state.database import Database
from fake_magento.state.eav import ADMIN_STORE
from fake_magento.state.table import Row

PRODUCT_SUFFIX = "catalog/seo/product_url_suffix"

_REWRITES = "core_url_rewrite"
_WORDS = {"&amp;": "and", "@": "at", "©": "c", "®": "r", "ß": "ss", "æ": "ae", "ø": "o", "þ": "p", "đ": "d", "ł": "l"}
_WORD = re.compile("|".join(_WORDS))
_NOT_IN_KEY = re.compile("[^0-9a-z]+")


def url_key(text: str) -> str:
    """The text as a URL key: letters without accents in lower case, digits, and a dash for all between them."""
    words = _WORD.sub(lambda found: _WORDS[found[0]], text.lower())
    letters = "".join(letter for letter in normalize("NFKD", words) if not combining(letter))
    return _NOT_IN_KEY.sub("-", letters).strip("-")


def refresh_product(database: Database, product: Row) -> Row:
    """Give the product a path in each store view of its websites, and write it where it is another one; the product.

    The path is the URL key of the store view, or its name where it has none, and the suffix of the settings; where another
    page has that path, the first number is added that is free. What is written in a store view is written in ``admin`` too, as
    the real server does it (transcript ``v1_product_scope``). In other store views its paths become free.
    """
    products, rewrites = database.entities("catalog_product_entity"), database[_REWRITES]
    id = product["entity_id"]
    websites = {row["website_id"] for row in database["catalog_product_website"].select(product_id=id)}
    held = {row["path"][0]: row["path"] for row in rewrites.select(product_id=id)}
    setting = database["core_config_data"].get(PRODUCT_SUFFIX)
    suffix = setting["value"] or "" if setting else ""
    for store in database["core_store"]:
        store_id = store["store_id"]
        if store_id == ADMIN_STORE:
            continue
        own = held.get(store_id)
        if store["website_id"] not in websites:
            if own:
                rewrites.delete(own)
            continue
        known_key = products.listed(product, "url_key", store_id)
        key = url_key(known_key or products.listed(product, "name", store_id) or "")
        path = _free_path(database, store_id, key or "-", suffix, own[1] if own else "")
        if own != (store_id, path):
            if own:
                rewrites.delete(own)
            rewrites.insert(path=(store_id, path), product_id=id)
        for code, value, known in (
            ("url_key", key, known_key),
            ("url_path", path, products.listed(product, "url_path", store_id)),
        ):
            if value != (known or ""):
                stored = products.stored(product, code)
                product = products.write(id, code, {**stored, store_id: value, ADMIN_STORE: value})
    return product


def _free_path(database: Database, store_id: int, key: str, suffix: str, own: str) -> str:
    """The path of this key, with the number that it has already, or else the first that makes it free."""
    rewrites = database[_REWRITES]
    middle = own.removeprefix(key).removesuffix(suffix) if own.startswith(key) and own.endswith(suffix) else "-"
    if not middle or (middle[0] == "-" and middle[1:].isdecimal()):
        return own
    taken = rewrites.get((store_id, f"{key}{suffix}"))
    if taken is None:
        return f"{key}{suffix}"
    number = taken["last_number"] + 1
    while (store_id, f"{key}-{number}{suffix}") in rewrites:
        number += 1
    rewrites.update(taken["path"], last_number=number)
    return f"{key}-{number}{suffix}"
