"""``python -m benchmarks.against FOLDER``: calls of this checkout against the same of another one, such as an older commit's.

Each of the two serves a shop in a process of its own, and one client calls them in turns. It exits with status 1 where a call
takes more than 1.05 times as long as the other checkout's.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from benchmarks.envelopes import V1, V2, XmlRpc
from benchmarks.http import Client, Transport, session_of, with_http_client, with_requests
from benchmarks.latency import jpeg
from benchmarks.table import Row, ratio_row, table
from benchmarks.timing import in_turns, timed

_ROUNDS = 400
_WARM_UP = 40
_AT_MOST = 1.05
_IMAGES = 10
_DIALECTS: tuple[type[V1] | type[V2], ...] = (V1, V2, XmlRpc)
_TRANSPORTS: tuple[tuple[str, Transport], ...] = (("", with_requests), (", bare http.client", with_http_client))
_ROOT = Path(__file__).parent.parent

_SHOP = """
import json, sys
from fake_magento import FakeMagento
image, images = sys.stdin.buffer.read(int(sys.argv[1])), int(sys.argv[2])
fake = FakeMagento()
files = [[image.file for image in fake.add_product(sku, images=[image] * images).images] for sku in sys.argv[3:]]
fake.start()
print(json.dumps([fake.url, fake.username, fake.api_key, files]), flush=True)
sys.stdin.read()
"""


@dataclass
class _Shop:
    """A shop that a checkout serves: its address, who may log in, and the images of each product by its SKU."""

    url: str
    username: str
    api_key: str
    images: dict[str, list[str]]


@contextmanager
def _served(checkout: Path, image: bytes, skus: list[str]) -> Iterator[_Shop]:
    given = [str(len(image)), str(_IMAGES), *skus]
    process = subprocess.Popen(
        [sys.executable, "-c", _SHOP, *given],
        env={**os.environ, "PYTHONPATH": str(checkout)},
        cwd=checkout,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with process:
        assert process.stdin
        assert process.stdout
        process.stdin.write(image)
        process.stdin.flush()
        url, username, api_key, files = json.loads(process.stdout.readline())
        yield _Shop(url, username, api_key, dict(zip(skus, files, strict=True)))


Requests = Callable[[], bytes]
"""The next request of one kind."""


def _requests(shop: _Shop, client: Client, dialect: type[V1] | type[V2], image: bytes) -> dict[str, Requests]:
    """What is sent to a shop, by the name of the call."""
    login = dialect.login(shop.username, shop.api_key)
    session = dialect(session_of(client.post(dialect.path, login)))
    products = [*shop.images]
    sku, file = products[0], shop.images[products[0]][_IMAGES // 2]
    labels = count()
    removed = ((each, of_it) for each in products[1:] for of_it in shop.images[each])
    filled = ((each, f"name-{number}") for each in products[1:] for number in range(_IMAGES))
    return {
        "login": lambda: login,
        "info": lambda: session.info(sku, file),
        "list": lambda: session.list(sku),
        "types": lambda: session.types("4"),
        "update": lambda: session.update(sku, file, f"Label {next(labels)}"),
        "remove": lambda: session.remove(*next(removed)),
        "create": lambda: session.create(*next(filled), image),
    }


def _rows(other: Path) -> Iterator[Row]:
    image = jpeg()
    skus = [f"product-{number}" for number in range((_ROUNDS + _WARM_UP) // _IMAGES + 1)]
    for name, transport in _TRANSPORTS:
        for dialect in _DIALECTS:
            with ExitStack() as stack:
                ours, theirs = (stack.enter_context(_served(each, image, skus)) for each in (_ROOT, other))
                our_client, their_client = Client(transport(ours.url)), Client(transport(theirs.url))
                our_requests = _requests(ours, our_client, dialect, image)
                their_requests = _requests(theirs, their_client, dialect, image)
                for call in our_requests:
                    ratio = in_turns(
                        _sender(our_client, dialect.path, our_requests[call]),
                        _sender(their_client, dialect.path, their_requests[call]),
                        _ROUNDS,
                        _WARM_UP,
                    )
                    yield ratio_row(f"{dialect.name} {call}{name}", ratio, _AT_MOST)
                our_client.check()
                their_client.check()


def _sender(client: Client, path: str, requests: Requests) -> Callable[[], float]:
    def send() -> float:
        body = requests()
        return timed(lambda: client.post(path, body))

    return send


def main() -> int:
    """Measure against the checkout that the command names; 1 where a call takes longer than it may."""
    if len(sys.argv) != 2 or not Path(sys.argv[1], "fake_magento").is_dir():
        print("usage: python -m benchmarks.against FOLDER, of another checkout", file=sys.stderr)
        return 2
    rows = [*_rows(Path(sys.argv[1]).resolve())]
    print(table(rows))
    return 1 if any(row.missed for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
