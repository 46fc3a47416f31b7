"""What calls cost at shops of many products, orders and categories; in process, by the time of the processor.

Answers of V2 are compared with their encoding alone, as this machine writes the same value again.
"""

from __future__ import annotations

import base64
import time
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

from benchmarks.table import Row, ratio_row
from benchmarks.timing import in_turns
from fake_magento import MAGENTO_1_9, FakeMagento, picture
from fake_magento.api.call import CallHooks
from fake_magento.api.dispatch import Handler
from fake_magento.api.registry import core_registry
from fake_magento.api.request import Request
from fake_magento.protocols.encoding import SOAP_11, Encoder
from fake_magento.state.products import category_ids, website_ids

_FEW_PRODUCTS = 10
_MANY_PRODUCTS = 100_000
_LISTED_PRODUCTS = 10_000
_IMAGES = 10_000
_ORDERS = 10_000
_CATEGORIES = 5_000
_ROUNDS = 200
_LARGE_ROUNDS = 7


def scale_rows() -> Iterator[Row]:
    """Calls at a large shop against the same at a small one, against a plain loop, or against their encoding."""
    small, large = _Caller(_FEW_PRODUCTS), _Caller(_MANY_PRODUCTS)
    for name, path, arguments in (
        ("info", "catalog_product.info", lambda number: ["product-7"]),
        ("stock update", "cataloginventory_stock_item.update", lambda number: ["product-7", {"qty": str(number)}]),
    ):
        ratio = in_turns(large.repeated(path, arguments), small.repeated(path, arguments), _ROUNDS, 20)
        yield ratio_row(f"{name}, {_MANY_PRODUCTS} products against {_FEW_PRODUCTS}", ratio, 1.1)

    yield from _filtered(large)
    uploads = in_turns(_uploads(_IMAGES), _uploads(_FEW_PRODUCTS), _ROUNDS, 20)
    yield ratio_row(f"upload of a picture, {_IMAGES} products of the same against {_FEW_PRODUCTS}", uploads, 1.1)
    few = _Caller(_LISTED_PRODUCTS)
    yield few.against_encoding(f"V2 list of {_LISTED_PRODUCTS} products", "catalog_product.list", [])
    yield _orders().against_encoding(
        f"V2 list by updated_at of {_ORDERS // 10} in {_ORDERS} orders",
        "sales_order.list",
        [{"updated_at": {"from": "2020-01-01 00:00:00", "to": "2020-01-01 23:59:59"}}],
    )
    yield _categories().against_encoding(f"V2 tree of {_CATEGORIES} categories", "catalog_category.tree", [])


def _filtered(large: _Caller) -> Iterator[Row]:
    """Lists by a column with an index, against a loop that makes the same of the rows that are found."""
    shop, number = large.fake._shop, large.request.database_number
    products = shop.products
    rows = products.select(type_id="virtual")
    name = products.attribute("name")
    assert name
    skus, ids = [row["sku"] for row in rows], [str(row["entity_id"]) for row in rows]

    def loop() -> Any:
        return [
            {
                "product_id": number(row["entity_id"]),
                "sku": row["sku"],
                "name": products.listed(row, name),
                "set": number(row["attribute_set_id"]),
                "type": row["type_id"],
                "category_ids": [number(id) for id in category_ids(shop, row["entity_id"])],
                "website_ids": [number(id) for id in website_ids(shop, row["entity_id"])],
            }
            for row in rows
        ]

    for field, condition in (("sku", {"in": skus}), ("entity_id", {"in": ids}), ("type", "virtual")):

        def listed(field: str = field, condition: Any = condition) -> Any:
            return large.call("catalog_product.list", [{field: condition}])

        assert sorted(listed(), key=lambda each: int(each["product_id"])) == loop()
        ratio = in_turns(lambda run=listed: _cpu(run), lambda: _cpu(loop), _LARGE_ROUNDS * 4, 2)  # type: ignore[misc]
        yield ratio_row(
            f"list of {len(rows)} by {field}, {_MANY_PRODUCTS} products, against a loop over them", ratio, 1.2
        )


class _Caller:
    """A shop of so many products, every hundredth of them virtual, and calls of it in a session."""

    def __init__(self, products: int = 0) -> None:
        self.fake = FakeMagento()
        for number in range(products):
            self.fake.add_product(f"product-{number}")
        shop = self.fake._shop
        for each in shop.products.ids()[::100]:
            shop.products.update(each, type_id="virtual")
        self.request = Request(shop, MAGENTO_1_9, "v2", "http://localhost")
        self._handler = Handler(core_registry(), self.request, CallHooks())
        self._session = self._handler.perform("login", [self.fake.username, self.fake.api_key])

    def call(self, path: str, arguments: list[Any]) -> Any:
        """What the method answers."""
        self._handler.calls.clear()
        return self._handler.perform("call", [self._session, path, arguments])

    def repeated(self, path: str, arguments: Callable[[int], list[Any]]) -> Callable[[], float]:
        """Calls with the arguments of the next number; the seconds that it took."""
        numbers = count()
        return lambda: _cpu(lambda: self.call(path, arguments(next(numbers))))

    def against_encoding(self, name: str, path: str, arguments: list[Any]) -> Row:
        """The call with its encoding, against the encoding alone."""
        operations = core_registry().contract(MAGENTO_1_9, "v2").operations.values()
        operation = next(each for each in operations if each.path == path)

        def encode(value: Any) -> str:
            return Encoder(SOAP_11, MAGENTO_1_9.namespace).response(operation, value)

        value = self.call(path, arguments)
        assert value
        ratio = in_turns(
            lambda: _cpu(lambda: encode(self.call(path, arguments))),
            lambda: _cpu(lambda: encode(value)),
            _LARGE_ROUNDS,
            1,
        )
        return ratio_row(f"{name} against encoding alone", ratio, 1.5)


def _uploads(products: int) -> Callable[[], float]:
    """Uploads of a picture that so many products have; the seconds that one took."""
    made, content = _Caller(), picture()
    for number in range(products):
        made.fake.add_product(f"product-{number}", images=[content])
    upload = {"file": {"content": base64.b64encode(content).decode(), "mime": "image/png"}}
    return made.repeated(
        "catalog_product_attribute_media.create", lambda number: [f"product-{number % _FEW_PRODUCTS}", upload]
    )


def _orders() -> _Caller:
    """A shop of orders with all their numbers, each tenth of them changed on the first day of 2020."""
    made = _Caller()
    orders, addresses = (made.fake._shop.table(f"sales_flat_order{name}") for name in ("", "_address"))
    numbers = dict.fromkeys((each.name for each in orders.schema.columns.values() if each.kind == "number"), 1)
    del numbers[orders.schema.id]
    for number in range(_ORDERS):
        day = "01" if number % 10 == 0 else "02"
        own = {"increment_id": str(100_000_000 + number), "updated_at": f"2020-01-{day} 12:00:00"}
        id = orders.insert({**numbers, **own})["entity_id"]
        for kind in ("billing", "shipping"):
            addresses.insert(parent_id=id, address_type=kind, firstname="Ann", lastname="Lee")
    return made


def _categories() -> _Caller:
    """A shop of categories, each with nine or ten below it."""
    made = _Caller()
    ids = [2]
    for number in range(_CATEGORIES):
        data = {
            "name": f"Category {number}",
            "is_active": "1",
            "available_sort_by": ["name"],
            "default_sort_by": "name",
        }
        ids.append(int(made.call("catalog_category.create", [ids[number // 10], {**data, "include_in_menu": "1"}])))
    return made


def _cpu(action: Callable[[], Any]) -> float:
    """Seconds of the processor's time that the action takes."""
    started = time.process_time()
    action()
    return time.process_time() - started
