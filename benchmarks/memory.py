"""What products, images and calls keep in memory."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Callable, Iterator

from lxml import etree

from benchmarks.envelopes import V1
from benchmarks.http import client_of, with_http_client
from benchmarks.latency import jpeg
from benchmarks.table import Row
from fake_magento import MAGENTO_1_9, FakeMagento
from fake_magento.api.registry import core_registry
from fake_magento.contract.validation import Validator, literal_schema
from fake_magento.protocols.encoding import text_of

_PRODUCTS = 10_000
_IMAGES = 1_000
_EQUAL_IMAGES = 100
_IMAGES_A_PRODUCT = 10
_SIZE = 1_000
_LARGE = 20


def memory_rows() -> Iterator[Row]:
    """Bytes that are there once something was added."""
    yield Row("memory a product", _added(_products) / _PRODUCTS, "bytes")
    yield Row("memory an image, beyond its bytes", _added(_images) / _IMAGES - _SIZE, "bytes")
    each = _added(_equal_images) / _EQUAL_IMAGES
    yield Row(f"memory each of {_EQUAL_IMAGES} equal images", each, "bytes", 2_000, f"of {len(jpeg())} bytes")
    yield Row(f"memory that caches keep of {_LARGE} texts of 1 MB", _cached(), "bytes", 100_000)
    yield Row("memory a create keeps in calls", _calls(), "bytes", None, f"of {len(jpeg())} bytes")


def _added(add: Callable[[FakeMagento], None]) -> int:
    fake = FakeMagento()
    add(fake)  # what is made once is made now
    fake = FakeMagento()
    return _traced(lambda: add(fake))


def _traced(action: Callable[[], None]) -> int:
    tracemalloc.start()
    gc.collect()
    before, _ = tracemalloc.get_traced_memory()
    action()
    gc.collect()
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return after - before


def _products(fake: FakeMagento) -> None:
    for number in range(_PRODUCTS):
        fake.add_product(f"product-{number}")


def _images(fake: FakeMagento) -> None:
    start = b"\xff\xd8\xff"
    for number in range(0, _IMAGES, _IMAGES_A_PRODUCT):
        contents = [start + (number + each).to_bytes(_SIZE - len(start)) for each in range(_IMAGES_A_PRODUCT)]
        fake.add_product(f"product-{number}", images=contents)


def _equal_images(fake: FakeMagento) -> None:
    for number in range(0, _EQUAL_IMAGES, _IMAGES_A_PRODUCT):
        fake.add_product(f"product-{number}", images=[jpeg() for _ in range(_IMAGES_A_PRODUCT)])


def _cached() -> int:
    """What writing large texts and checking large requests leaves behind, when both are gone."""
    check = Validator(lambda operation: literal_schema("urn:Magento", operation), is_encoded=False)
    login = core_registry().contract(MAGENTO_1_9, "wsi").operations["login"]

    def use(number: int) -> None:
        text = f"{number}&".ljust(1_000_000, "x")
        text_of(text)
        parts = f"<username>{text.replace('&', '')}</username><apiKey>x</apiKey>"
        body = f'<m:loginParam xmlns:m="urn:Magento">{parts}</m:loginParam>'
        check.violations(login, etree.fromstring(body), body.encode())

    use(0)
    return _traced(lambda: [use(number) for number in range(1, _LARGE + 1)].clear())


def _calls() -> float:
    fake = FakeMagento()
    with client_of(fake, with_http_client) as client:
        fake.add_product("product")
        body = V1(client.log_in(fake, V1.path)).create("product", "name", jpeg())

        def create() -> None:
            for _ in range(_EQUAL_IMAGES):
                client.post(V1.path, body)
            client.check()

        create()
        return _traced(create) / _EQUAL_IMAGES
