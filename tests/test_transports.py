"""Without sockets: each library's client calls the fake in this process, and meets trouble as over a socket."""

from __future__ import annotations

import asyncio
import http.client
import io
import socket
import xmlrpc.client
from collections.abc import Callable
from typing import Any
from xml.parsers.expat import ExpatError

import httpx
import pytest
import requests
import zeep
import zeep.exceptions
from zeep.xsd import Nil

from fake_magento import FakeMagento
from fake_magento.transports.httpx import WsgiTransport as HttpxTransport
from fake_magento.transports.requests import WsgiAdapter
from fake_magento.transports.requests import session as requests_session
from fake_magento.transports.xmlrpc import WsgiTransport as XmlRpcTransport
from fake_magento.transports.zeep import transport as zeep_transport

Post = Callable[[str, bytes], tuple[int, str, bytes]]
LOGIN = xmlrpc.client.dumps(("apiUser", "apiKey123"), "login").encode()


@pytest.fixture(autouse=True)
def no_sockets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody in these tests opens a socket."""

    def refuse(*arguments: Any, **named: Any) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)


@pytest.fixture
def fake() -> FakeMagento:
    """A fake that does not listen."""
    fake = FakeMagento()
    fake.add_products(1, images=1)
    return fake


def by_requests(fake: FakeMagento) -> Post:
    """Posts with requests."""
    session = requests_session(fake.wsgi_app)

    def post(url: str, body: bytes) -> tuple[int, str, bytes]:
        answer = session.post(url, body, headers={"Content-Type": "text/xml"}, timeout=5)
        return answer.status_code, answer.headers["Content-Type"], answer.content

    return post


def by_httpx(fake: FakeMagento) -> Post:
    """Posts with httpx."""
    client = httpx.Client(transport=HttpxTransport(fake.wsgi_app), follow_redirects=True)

    def post(url: str, body: bytes) -> tuple[int, str, bytes]:
        answer = client.post(url, content=body, headers={"Content-Type": "text/xml"})
        return answer.status_code, answer.headers["Content-Type"], answer.content

    return post


CLOSED = {by_requests: requests.ConnectionError, by_httpx: httpx.RemoteProtocolError}


@pytest.mark.parametrize("by", CLOSED)
def test_posts(fake: FakeMagento, by: Callable[[FakeMagento], Post]) -> None:
    post = by(fake)
    status, content_type, body = post(fake.xmlrpc_url, LOGIN)
    assert (status, content_type) == (200, "text/xml; charset=UTF-8")
    (session,), _ = xmlrpc.client.loads(body)
    assert session == fake.calls[0].value
    assert post(f"{fake.url}/nosuch", b"")[0] == 404
    call = xmlrpc.client.dumps((session, "product_media.list", ["ä"]), "call").encode()
    assert b"101" in post("https://shop.example/api/xmlrpc?a=%20b", call)[2]
    assert fake.calls[-1].arguments["productId"] == "ä"


@pytest.mark.parametrize("by", CLOSED)
def test_trouble(fake: FakeMagento, by: Callable[[FakeMagento], Post]) -> None:
    post = by(fake)
    for how in ("closed", "lost", "cut"):
        fake.fail(how=how)
        with pytest.raises(
            requests.exceptions.ChunkedEncodingError if how == "cut" and by is by_requests else CLOSED[by]
        ):
            post(fake.xmlrpc_url, LOGIN)
    assert len(fake.calls) == 3
    fake.fail(status=204)
    assert post(fake.xmlrpc_url, LOGIN)[::2] == (204, b"")
    with fake.fail(redirect="https"):
        status, _, _ = post(fake.xmlrpc_url, LOGIN)
    assert status == 200
    assert fake.calls[-1].operation is None  # a redirected POST became a GET, as clients make of it
    fake.fail(how="maintenance")
    assert post(fake.xmlrpc_url, LOGIN)[0] == 503


def test_zeep(fake: FakeMagento) -> None:
    client = zeep.Client(fake.soap_v2_wsdl, transport=zeep_transport(fake.wsgi_app, timeout=5))
    session = client.service.login(fake.username, fake.api_key)
    [image] = client.service.catalogProductAttributeMediaList(session, "sku-1", Nil, Nil)
    assert image.url == "http://magento.test/media/catalog/product/i/m/image.png"
    assert requests_session(fake.wsgi_app).get(image.url, timeout=5).content == fake.products["sku-1"].images[0].content
    fake.fail(how="closed")
    with pytest.raises(requests.ConnectionError):
        client.service.login(fake.username, fake.api_key)
    fake.fail("wsdl", status=503)
    with pytest.raises(requests.HTTPError):
        zeep.Client(fake.soap_v1_wsdl, transport=zeep_transport(fake.wsgi_app))


def test_adapter_on_a_session_of_ones_own(fake: FakeMagento) -> None:
    session = requests.Session()
    session.mount("http://shop.test/", WsgiAdapter(fake.wsgi_app))
    answer = session.get("http://shop.test/api/soap/?wsdl", stream=True, timeout=5)
    wsdl = b"".join(answer.iter_content(100))
    assert wsdl.startswith(b"<?xml")
    assert b"http://shop.test/index.php/api/soap/index/" in wsdl


def test_xmlrpc_client(fake: FakeMagento) -> None:
    transport = XmlRpcTransport(fake.wsgi_app, use_builtin_types=True)
    shop = xmlrpc.client.ServerProxy(fake.xmlrpc_url, transport=transport, allow_none=True)
    session = shop.login(fake.username, fake.api_key)
    assert len(shop.call(session, "product_media.list", ["sku-1"])) == 1  # type: ignore[arg-type]
    with pytest.raises(xmlrpc.client.Fault, match=r"Product not exists\."):
        shop.call(session, "product_media.list", ["nosuch"])
    fake.fail(status=502)
    with pytest.raises(xmlrpc.client.ProtocolError) as raised:
        shop.login(fake.username, fake.api_key)
    assert (raised.value.errcode, raised.value.url) == (502, "magento.test/api/xmlrpc/")
    fake.calls.clear()
    fake.fail(how="lost")
    assert len(str(shop.login(fake.username, fake.api_key))) == 32  # it tries once more by itself
    assert len(fake.calls) == 2
    fake.fail(how="lost", times=2)
    with pytest.raises(http.client.RemoteDisconnected):
        shop.login(fake.username, fake.api_key)


def test_what_breaks_off_over_xmlrpc_is_no_xml(fake: FakeMagento) -> None:
    shop = xmlrpc.client.ServerProxy(fake.xmlrpc_url, transport=XmlRpcTransport(fake.wsgi_app))
    fake.fail(how="cut")
    with pytest.raises(ExpatError):
        shop.login(fake.username, fake.api_key)
    assert len(fake.calls) == 1


def test_odd_requests(fake: FakeMagento) -> None:
    session = requests_session(fake.wsgi_app)
    image = fake.products["sku-1"].images[0]
    assert session.head(image.url, timeout=5).headers["Content-Length"] == str(len(image.content or b""))
    assert session.get(f"{fake.url}//api/soap/?wsdl", timeout=5).status_code == 200
    assert session.post(fake.xmlrpc_url, (LOGIN[at : at + 50] for at in range(0, len(LOGIN), 50)), timeout=5).ok
    assert session.post(fake.xmlrpc_url, io.BytesIO(LOGIN), timeout=5).ok
    assert session.post(fake.xmlrpc_url, LOGIN.decode(), timeout=5).ok
    assert [exchange.fault for exchange in fake.calls] == [None] * 3
    with httpx.Client(transport=HttpxTransport(fake.wsgi_app)) as client:
        assert client.head(image.url).headers["Content-Length"] == str(len(image.content or b""))


def test_httpx_async(fake: FakeMagento, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()  # a loop of asyncio has a pair of sockets of its own

    async def ask() -> httpx.Response:
        async with httpx.AsyncClient(transport=HttpxTransport(fake.wsgi_app)) as client:
            return await client.post(fake.xmlrpc_url, content=LOGIN)

    assert b"<methodResponse>" in asyncio.run(ask()).content


def test_scheme_over_xmlrpc(fake: FakeMagento) -> None:
    transport = XmlRpcTransport(fake.wsgi_app, scheme="https")
    shop = xmlrpc.client.ServerProxy("https://magento.test/api/xmlrpc/", transport=transport)
    with fake.fail(redirect="https") as trouble:
        session = shop.login(fake.username, fake.api_key)
    assert trouble.met == 0
    [image] = shop.call(session, "product_media.list", ["sku-1"])  # type: ignore[misc]
    assert image["url"].startswith("https://magento.test/media/")  # type: ignore[call-overload,index,union-attr]


def test_address_of_a_fake_that_does_not_listen(fake: FakeMagento) -> None:
    assert fake.url == "http://magento.test"
    assert fake.products["sku-1"].images[0].url.startswith("http://magento.test/media/")
    assert FakeMagento(port=8123).url == "http://127.0.0.1:8123"
