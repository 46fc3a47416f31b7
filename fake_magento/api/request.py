"""What a method of a resource works with: the shop, and the request that it is called in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from fake_magento import php
from fake_magento.api.declare import Fault, Resource
from fake_magento.flavour import Flavour
from fake_magento.state import ADMIN_STORE, ApiUser, Row, Shop, Store
from fake_magento.state.collation import collate

_PRODUCT_ID = re.compile(r"[+-]?[1-9][0-9]*|0", re.ASCII)

DATABASE_DUPLICATE = "SQLSTATE[23000]: Integrity constraint violation: 1062"
DATABASE_NULL = "SQLSTATE[23000]: Integrity constraint violation: 1048"
DATABASE_MISSING = "SQLSTATE[23000]: Integrity constraint violation: 1452"
DATABASE_OPERAND = "SQLSTATE[21000]: Cardinality violation: 1241"
DATABASE_UNKNOWN = "SQLSTATE[42S22]: Column not found: 1054"
DATABASE_AMBIGUOUS = "SQLSTATE[23000]: Integrity constraint violation: 1052"
DATABASE_SYNTAX = "SQLSTATE[42000]: Syntax error or access violation: 1064"
"""What the server says where its database refuses a row that stands in another's way, or refers to none, or a query."""


@dataclass
class Request:
    """One request: the shop and its flavour, the dialect, the address that the client used, session and user once known.

    ``dialect`` is ``v1``, ``v2``, ``wsi`` or ``xmlrpc``.

    ``resource`` is the one whose method runs; its ``current_store`` begins each request with ``admin``
    (transcript ``v1_update``).
    """

    shop: Shop
    flavour: Flavour
    dialect: str
    base_url: str
    session_id: str = ""
    user: ApiUser | None = None
    resource: Resource | None = None
    _current_stores: dict[str, int] = field(default_factory=dict)

    @property
    def current_store(self) -> int:
        """The id of the store view that the resource's ``currentStore`` set."""
        return self._current_stores.get(self._shared, ADMIN_STORE)

    @current_store.setter
    def current_store(self, id: int) -> None:
        self._current_stores[self._shared] = id

    @property
    def _shared(self) -> str:
        return self.resource.current_store if self.resource else ""

    @property
    def is_v2(self) -> bool:
        """Whether it is one of V2 or WS-I, whose operations have types."""
        return self.dialect in ("v2", "wsi")

    def database_number(self, value: Any) -> Any:
        """A number as this flavour's PHP reads it from the database; text and what is no whole number stay as they are."""
        return self.flavour.database_number(value) if type(value) is int else value

    def row(self, row: Mapping[str, Any], columns: Iterable[str] | None = None) -> dict[str, Any]:
        """A row of a table, or these columns of it, as this flavour's PHP reads it from the database."""
        return {name: self.database_number(row[name]) for name in (row if columns is None else columns)}

    def listed_attribute(self, attribute: Row) -> dict[str, Any]:
        """An attribute (a row of ``eav_attribute``) as lists of attributes give it."""
        return {
            "attribute_id": self.database_number(attribute["attribute_id"]),
            "code": attribute["attribute_code"],
            "type": attribute["frontend_input"],
            "required": self.database_number(attribute["is_required"]),
            "scope": attribute["scope"],
        }

    def store_view(self, store: Any, missing: Fault) -> Store:
        """The store view that ``store`` means, see `find_store`; null is the one of ``currentStore``. Raises ``missing``."""
        found = self.shop.catalogue.store(self.current_store) if store is None else self.find_store(store)
        if found is None:
            raise missing
        return found

    def media_url(self, file: str) -> str:
        """The address of an image file."""
        return f"{self.base_url}/media/catalog/product{file}"

    def find_store(self, store: Any) -> Store | None:
        """The store view that ``store`` means, ``None`` where there is none.

        It is an id or a code; null, ``""`` and true are the current one, which for the API is ``admin``. The server looks
        one up in its database by other rules than in its memory, and fails over a store that only the database finds, such
        as ``"01"`` or ``"GERMAN"``: that raises `fake_magento.php.PhpError`, as does an array.
        """
        catalogue = self.shop.catalogue
        key = ADMIN_STORE if store is None or store == "" or store is True else php.array_key(store)
        found = catalogue.store(key)
        if found is None and isinstance(key, str):
            stores = catalogue.stores
            if php.is_numeric(key):
                in_database = any(php.equals(each.id, key) for each in stores)
            else:
                in_database = any(collate(each.code) == collate(key) for each in stores)
            if in_database:
                raise php.PhpError("Call to a member function getId() on null")
        return found

    def row_id(self, value: Any) -> int | None:
        """The id of a row that ``value`` means to the database, which compares text by its leading number.

        ``None`` where no id is equal to it. Several values in an array are an error of the database's, fault 1.
        """
        value = one_value(value)
        if value is None:
            return None
        number = float(value) if isinstance(value, (bool, int, float)) else php.to_float(php.to_string(value))
        return int(number) if number.is_integer() else None

    def find_product(self, product: Any, identifier_type: Any) -> Row | None:
        """The product that ``product`` means, ``None`` where there is none.

        Without an identifier type text that is no whole number is a SKU, and an id where no SKU is found; with ``sku`` it
        is a SKU alone, with any other type an id (transcripts ``v1_update`` and ``v2_update``).
        """
        catalogue = self.shop.catalogue
        by_sku = identifier_type is not None and php.equals(identifier_type, "sku")
        if by_sku or (identifier_type is None and isinstance(product, str) and not _PRODUCT_ID.fullmatch(product)):
            found = None if php.is_array(product) else catalogue.product_by_sku(php.to_string(product))
            if found is not None or by_sku:
                return found
        return self.shop.products.get(php.to_int(product)) if php.is_numeric(product) else None

    def find_product_by_sku(self, product: Any) -> Row | None:
        """The product whose SKU it is, or else the one whose id the database finds by it; ``None`` where there is none.

        So ``123`` is the SKU first, and ``1abc`` is product 1 (transcript ``v1_stock_item``).
        """
        found = None if php.is_array(product) else self.shop.catalogue.product_by_sku(php.to_string(product))
        return found or self.shop.products.get(self.row_id(product))


def one_value(value: Any) -> Any:
    """The value that the database compares with, which an array of one is too; several are an error of its own, fault 1."""
    if not php.is_array(value):
        return value
    values = php.values(value)
    if len(values) != 1:
        raise Fault(1, DATABASE_SYNTAX if not values else DATABASE_OPERAND)
    return values[0]
