"""One fake used by many threads at once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from fake_magento import FakeMagento, picture
from tests.speaking import Speaker

THREADS = 8
TIMES = 12


def in_threads(work: Callable[[int], None]) -> None:
    """Do the work in each of the threads, which begin together. What one raises is raised."""
    together = threading.Barrier(THREADS)

    def begin(number: int) -> None:
        together.wait()
        work(number)

    with ThreadPoolExecutor(THREADS) as pool:
        for done in [pool.submit(begin, number) for number in range(THREADS)]:
            done.result()


def test_no_write_is_lost_between_snapshots(fake_magento: FakeMagento) -> None:
    """Half of the threads call the API, half change the shop and take snapshots, each of which makes tables be copied."""
    fake_magento.add_products(THREADS, sku="sku-{}")
    speakers = [Speaker(fake_magento, "xmlrpc") for _ in range(THREADS // 2)]

    def work(number: int) -> None:
        for time in range(TIMES):
            if number < len(speakers):
                assert speakers[number].create(f"sku-{number + 1}").fault is None
            else:
                fake_magento.add_product(f"new-{number}-{time}", images=[picture(number)])
                fake_magento.snapshot()

    in_threads(work)
    images = [len(fake_magento.products[f"sku-{number + 1}"].images) for number in range(len(speakers))]
    assert images == [TIMES] * len(speakers)
    added = [sku for sku in fake_magento.products if sku.startswith("new-")]
    assert len(added) == (THREADS - len(speakers)) * TIMES
    ids = [product.id for product in fake_magento.products.values()]
    assert ids == [*range(1, len(ids) + 1)]
    files = [image.file for product in fake_magento.products.values() for image in product.images]
    assert len({*files}) == len(files)


def test_restores_and_resets_leave_a_whole_shop(fake_magento: FakeMagento) -> None:
    fake_magento.add_products(2, images=1)
    before = fake_magento.snapshot()
    speakers = {number: Speaker(fake_magento, "v1") for number in (6, 7)}

    def work(number: int) -> None:
        for time in range(TIMES):
            if number == 0:
                fake_magento.restore(before)
            elif number == 1:
                fake_magento.reset()
            elif number == 2:
                fake_magento.loads(fake_magento.dumps())
            elif number == 3:
                fake_magento.clock.advance(1)
                fake_magento.snapshot()
            elif number in speakers:
                heard = speakers[number].create("sku-1")
                assert heard.status in (200, 503)  # a call that the shop is changed under has no effect
                assert heard.fault is None or heard.fault[0] in ("5", "101")  # its session or its product is no more
                speakers[number].login(fake_magento.username, fake_magento.api_key)
            else:
                fake_magento.add_product(f"new-{number}-{time}-{threading.get_ident()}", images=[picture(time)])

    in_threads(work)
    for sku, product in fake_magento.products.items():  # whatever is there is there with all that belongs to it
        assert product.sku == sku
        assert len(product.images) == 1 or sku == "sku-1"
        assert all(image.content is not None for image in product.images)
    fake_magento.restore(before)
    assert [(sku, len(product.images)) for sku, product in fake_magento.products.items()] == [
        ("sku-1", 1),
        ("sku-2", 1),
    ]
    fake_magento.reset()
    assert len(fake_magento.products) == 0
