"""What a large shop's snapshots, restores and resets cost, and a fresh shop with all rows of a clean one."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Callable, Iterator
from statistics import median

from benchmarks.table import Row
from benchmarks.timing import timed
from fake_magento import FakeMagento
from fake_magento.state import EavTable, Shop

_PRODUCTS = 10_000
_CUSTOMERS = 1_000
_FRESH = 200
_ROUNDS = 50
_MS = 1e3


def state_rows() -> Iterator[Row]:
    """Milliseconds at a shop of `_PRODUCTS` products with values of all their attributes, and `_CUSTOMERS` customers."""
    Shop().products.attributes()  # a clean shop's rows are built once a process
    yield Row("fresh fake, with all rows of a clean shop", _median(FakeMagento, _FRESH), "ms", 0.1)
    yield Row(
        "memory a fresh shop, beyond shared rows", _bytes(lambda: [Shop() for _ in range(_FRESH)]) / _FRESH, "bytes"
    )

    fake = FakeMagento()
    shop = fake._shop
    codes = [each["attribute_code"] for each in shop.products.attributes() if each["backend_type"] != "static"]
    filled = _bytes(lambda: _fill(shop, codes))
    note = f"{_PRODUCTS} products, {len(codes)} values each"
    yield Row("memory a product with its values", filled / _PRODUCTS, "bytes", None, note)
    before = fake.snapshot()
    yield Row("snapshot", _median(fake.snapshot), "ms", 1.0, note)
    yield Row("restore", _median(lambda: fake.restore(before)), "ms", 1.0, note)
    yield Row("reset", _median(fake.reset), "ms", 1.0, note)
    for name, write in (
        ("first write after a snapshot: a product's name", lambda: shop.products.save(1, {"name": "New"})),
        ("first write after a snapshot: a new product", lambda: shop.products.insert(sku="new")),
        ("first write after a snapshot: a customer", lambda: shop.customers.save(1, {"firstname": "Ann"})),
    ):

        def first(write: Callable[[], object] = write) -> float:
            fake.restore(before)
            return timed(write)

        yield Row(name, median(first() for _ in range(_ROUNDS)) * _MS, "ms", 1.0, note)
    fake.restore(before)
    kept = [before]
    yield Row(
        "memory a snapshot", _bytes(lambda: kept.extend(fake.snapshot() for _ in range(100))) / 100, "bytes", 10_000
    )


def _fill(shop: Shop, codes: list[str]) -> None:
    values = dict.fromkeys(codes, "1")
    for number in range(_PRODUCTS):
        shop.products.insert({"sku": f"product-{number}", **values})
    customers: EavTable = shop.customers
    for number in range(_CUSTOMERS):
        customers.insert({"email": f"customer-{number}@example.com", "website_id": 1, "firstname": "Ann"})


def _median(action: Callable[[], object], times: int = _ROUNDS) -> float:
    return median(timed(action) for _ in range(times)) * _MS


def _bytes(action: Callable[[], object]) -> int:
    tracemalloc.start()
    gc.collect()
    before, _ = tracemalloc.get_traced_memory()
    kept = action()
    gc.collect()
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del kept
    return after - before
