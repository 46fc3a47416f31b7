"""How long a call takes."""

from __future__ import annotations

import base64
import io
import random
import xmlrpc.client
from collections.abc import Callable, Iterator
from itertools import count, repeat
from typing import Any

import zeep
from PIL import Image

from benchmarks.envelopes import V1, V2, Dialect
from benchmarks.http import Client, Transport, canned_answer, canned_server, client_of, with_http_client, with_requests
from benchmarks.table import Row, ratio_row
from benchmarks.timing import Ratio, in_turns, timed
from fake_magento import FakeMagento

ROUNDS = 400
_WARM_UP = 40
_CREATES_A_PRODUCT = 20
_PRODUCTS = 10
_MANY_PRODUCTS = 100_000
_V2_PATH = V2.path
_XMLRPC_PATH = "/index.php/api/xmlrpc"


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


Call = Callable[[str, str, list[Any]], Any]
"""A call by a client: the session, the method of ``product_media``, and its arguments."""

Connect = Callable[[FakeMagento], Callable[[str], Call]]
"""Makes a client ready for a fake; what it makes then calls at any address as it would at the fake's."""


def client_rows() -> Iterator[Row]:
    """The same calls by clients that also write the requests and read the answers."""
    clients: tuple[tuple[str, Connect, str, tuple[str, ...], float | None], ...] = (
        ("V2 {}, {}, zeep", _zeep_v2, _V2_PATH, ("report", "strict"), 1.3),
        ("WS-I {}, {}, zeep", _zeep_wsi, _V2_PATH, ("report", "strict"), 1.3),
        ("XML-RPC {}, {}, xmlrpc.client", _xmlrpc, _XMLRPC_PATH, ("report",), None),
    )
    for name, connect, path, validations, target in clients:
        for validation in validations:
            for method in ("info", "list", "create"):
                fake = FakeMagento(validation=validation, wsi=connect is _zeep_wsi)
                ratio = _by_client(fake, connect, path, method)
                yield ratio_row(name.format(method, validation), ratio, target)


def _by_client(fake: FakeMagento, connect: Connect, path: str, method: str) -> Ratio:
    with fake:
        session = str(xmlrpc.client.ServerProxy(fake.xmlrpc_url).login(fake.username, fake.api_key))
        at = connect(fake)
        arguments = _arguments(fake, method)

        def caller(call: Call, given: Iterator[list[Any]]) -> Callable[[], float]:
            def send() -> float:
                parts = next(given)
                return timed(lambda: call(session, method, parts))

            return send

        ours = caller(at(fake.url + path), arguments)
        ours()
        with canned_server(path, fake.calls[-1].response) as url:
            return in_turns(ours, caller(at(url + path), repeat(next(arguments))), ROUNDS, _WARM_UP)


def _zeep_v2(fake: FakeMagento) -> Callable[[str], Call]:
    def at(url: str) -> Call:
        service = _zeep_service(client, url)
        return lambda session, method, parts: service[_operation(method)](session, *parts, zeep.xsd.Nil, zeep.xsd.Nil)

    client = zeep.Client(fake.soap_v2_wsdl)
    return at


def _zeep_wsi(fake: FakeMagento) -> Callable[[str], Call]:
    def at(url: str) -> Call:
        service = _zeep_service(client, url)
        return lambda session, method, parts: service[_operation(method)](session, *parts)

    client = zeep.Client(fake.soap_v2_wsdl)
    return at


def _zeep_service(client: zeep.Client, url: str) -> Any:
    [binding] = client.wsdl.bindings
    return client.create_service(binding, url)


def _operation(method: str) -> str:
    return f"catalogProductAttributeMedia{method.capitalize()}"


def _xmlrpc(fake: FakeMagento) -> Callable[[str], Call]:
    def at(url: str) -> Call:
        shop = xmlrpc.client.ServerProxy(url)
        return lambda session, method, parts: shop.call(session, f"product_media.{method}", parts)

    return at


def _arguments(fake: FakeMagento, method: str) -> Iterator[list[Any]]:
    if method == "create":
        content = base64.b64encode(jpeg()).decode()
        for number in count():
            product = fake.add_product(f"new-{number}")
            file = {"content": content, "mime": "image/jpeg", "name": f"name-{number}"}
            yield from repeat([product.sku, {"file": file, "label": "A label"}], _CREATES_A_PRODUCT)
    product = fake.add_product("with-images", images=[jpeg()] * 10)
    yield from repeat([product.sku, product.images[5].file] if method == "info" else [product.sku])


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
        answer = client.post(dialect.path, body)
        with canned_answer(dialect.path, answer, transport) as canned:
            return in_turns(
                _sender(client, dialect.path, requests),
                _sender(canned, dialect.path, repeat(body)),
                ROUNDS,
                _WARM_UP,
            )
