"""How long a call takes."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Iterator
from itertools import count, repeat

from PIL import Image

from benchmarks.envelopes import V1, V2, Dialect
from benchmarks.http import Client, Transport, canned_answer, client_of, with_http_client, with_requests
from benchmarks.table import Row, ratio_row
from benchmarks.timing import Ratio, in_turns, timed
from fake_magento import FakeMagento

ROUNDS = 400
_WARM_UP = 40
_CREATES_A_PRODUCT = 20
_PRODUCTS = 10
_MANY_PRODUCTS = 100_000


def jpeg(side: int = 127) -> bytes:
    """A JPEG of noise; of about 10 kB unless told otherwise."""
    pixels = random.Random(side).randbytes(side * side)
    file = io.BytesIO()
    Image.frombytes("L", (side, side), pixels).save(file, "JPEG")
    return file.getvalue()


def latency_rows() -> Iterator[Row]:
    """Calls against a canned answer of the same size, by a client as people have it and by the leanest there is."""
    clients: tuple[tuple[str, Transport, float | None], ...] = (
        ("", with_requests, 1.3),
        (", bare http.client", with_http_client, None),
    )
    for name, transport, target in clients:
        for validation in ("report", "strict"):
            for dialect in (V1, V2):
                for method, bodies in (("info", _info), ("list", _list), ("create", _create)):
                    fake = FakeMagento(validation=validation)
                    ratio = _against_canned(dialect, bodies, fake, transport)
                    yield ratio_row(f"{dialect.name} {method}, {validation}{name}", ratio, target)


def catalogue_row() -> Row:
    """A call with a large catalogue against the same with a small one."""
    small, large = FakeMagento(), FakeMagento()
    with client_of(small, with_requests) as few, client_of(large, with_requests) as many:
        calls = []
        for fake, client, products in ((large, many, _MANY_PRODUCTS), (small, few, _PRODUCTS)):
            for number in range(products):
                fake.add_product(f"product-{number}")
            calls.append(_sender(client, V1.path, _info(fake, V1(client.log_in(fake, V1.path)))))
        ratio = in_turns(calls[0], calls[1], ROUNDS, _WARM_UP)
    return ratio_row(f"V1 info, {_MANY_PRODUCTS} products against {_PRODUCTS}", ratio, 1.1)


Bodies = Callable[[FakeMagento, Dialect], Iterator[bytes]]
"""The requests to send one after the other; what they need in the shop is added as they are asked for."""


def _info(fake: FakeMagento, dialect: Dialect) -> Iterator[bytes]:
    product = fake.add_product("with-images", images=[jpeg()] * 10)
    return repeat(dialect.info(product.sku, product.images[5].file))


def _list(fake: FakeMagento, dialect: Dialect) -> Iterator[bytes]:
    return repeat(dialect.list(fake.add_product("with-images", images=[jpeg()] * 10).sku))


def _create(fake: FakeMagento, dialect: Dialect) -> Iterator[bytes]:
    content = jpeg()
    for number in count(1000):
        product = fake.add_product(f"new-{number}")
        yield from repeat(dialect.create(product.sku, f"name-{number}", content), _CREATES_A_PRODUCT)


def _sender(client: Client, path: str, bodies: Iterator[bytes]) -> Callable[[], float]:
    """Posts the next body with each call; the seconds that it took."""

    def send() -> float:
        body = next(bodies)
        return timed(lambda: client.post(path, body))

    return send


def _against_canned(dialect: type[Dialect], bodies: Bodies, fake: FakeMagento, transport: Transport) -> Ratio:
    with client_of(fake, transport) as client:
        requests = bodies(fake, dialect(client.log_in(fake, dialect.path)))
        body = next(requests)
        size = len(client.post(dialect.path, body))
        with canned_answer(dialect.path, size, transport) as canned:
            return in_turns(
                _sender(client, dialect.path, requests),
                _sender(canned, dialect.path, repeat(body)),
                ROUNDS,
                _WARM_UP,
            )
