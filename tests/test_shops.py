"""Many shops on one server: `fake_magento.shops`, as ``fake-magento serve`` has them."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
import xmlrpc.client
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
import zeep

from fake_magento import DEMO, FakeMagento, shops
from fake_magento.server import Host, Server
from fake_magento.shops import Shops
from tests.test_cli import address, serving


@pytest.fixture
def suites() -> Iterator[Shops]:
    """A server with a shop at its root, which listens."""
    made = Shops(
        Server("127.0.0.1", 0, Server.unattended),
        lambda host, name: FakeMagento(fixtures=DEMO, server=host),
    )
    with made.first:
        yield made


def shop_of(suites: Shops, name: str) -> str:
    """The address of a shop with a name."""
    return f"{suites.first.url}{shops.SHOPS_PATH}{name}"


def ask(url: str, method: str = "GET", **headers: str) -> tuple[int, bytes]:
    """Status and body of an answer."""
    request = urllib.request.Request(url, method=method, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def names(url: str) -> list[str]:
    """The SKUs of a shop's products, by its control."""
    return [each["sku"] for each in json.loads(ask(f"{url}/__fake__/products")[1])]


def test_shops_do_not_touch(suites: Shops) -> None:
    one, two = shop_of(suites, "one"), shop_of(suites, "two")
    proxy = xmlrpc.client.ServerProxy(f"{one}/api/xmlrpc/")
    session = proxy.login("apiUser", "apiKey123")
    assert proxy.call(session, "catalog_product.delete", ["mug-red"]) is True
    assert "mug-red" not in names(one)
    assert "mug-red" in names(two)
    assert "mug-red" in suites.first.products
    with pytest.raises(xmlrpc.client.Fault, match="Session expired"):
        xmlrpc.client.ServerProxy(f"{two}/api/xmlrpc/").call(session, "catalog_product.list")
    assert json.loads(ask(f"{two}/__fake__/calls")[1])[0]["outcome"].startswith("fault 5")
    assert len(json.loads(ask(f"{one}/__fake__/calls")[1])) == 2
    assert [*suites.first.calls] == []


@pytest.mark.parametrize("version", ["soap", "v2_soap"])
def test_all_addresses_of_a_shop_keep_its_path(suites: Shops, version: str) -> None:
    url = shop_of(suites, "worker-1")
    client = zeep.Client(f"{url}/api/{version}/?wsdl")
    assert client.service._binding_options["address"].startswith(f"{url}/")
    session = client.service.login("apiUser", "apiKey123")
    images = xmlrpc.client.ServerProxy(f"{url}/api/xmlrpc/").call(session, "product_media.list", ["mug-red"])
    assert images[0]["url"].startswith(f"{url}/media/")
    assert ask(images[0]["url"])[0] == 200
    assert {fake.url for fake in suites} == {suites.first.url, url}


def test_a_shop_is_dropped_and_made_again(suites: Shops) -> None:
    url = shop_of(suites, "one")
    assert ask(f"{url}/__fake__/random", "GET")[0] == 405
    [_, fake] = suites
    fake.add_product("new")
    assert "new" in names(url)
    assert ask(url, "DELETE", Origin="http://evil.example")[0] == 403
    assert "new" in names(url)
    assert ask(url, "DELETE") == (204, b"")
    assert [*suites] == [suites.first]
    assert "new" not in names(url)


def test_a_shop_that_there_is_not_is_not_made_to_be_dropped(suites: Shops) -> None:
    url = shop_of(suites, "one")
    assert ask(url, "DELETE") == (404, b'{"error": "there is no shop \'one\'"}\n')
    assert ask(url, "DELETE", Origin="http://evil.example")[0] == 403  # whether there is one is not told to everyone
    assert [*suites] == [suites.first]


def test_a_shop_whose_fixtures_are_broken_by_now_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shops, "MOST_SHOPS", 1)
    file = tmp_path / "shop.yaml"
    file.write_text("products: [{sku: mug}]")
    server = Server("127.0.0.1", 0, Server.unattended)
    suites = Shops(server, lambda host, name: FakeMagento(fixtures=file, server=host))
    with suites.first:
        names(shop_of(suites, "before"))
        file.write_text("products:\n- skuu: mug\n")
        why = f"the shop 'one' cannot be made: {file}:2: products have no 'skuu'; is 'sku' meant?"
        url = shop_of(suites, "one")
        status, answer = ask(f"{url}/__fake__/calls")
        assert (status, json.loads(answer)) == (500, {"error": why})
        assert ask(f"{url}/api/soap/?wsdl") == (500, f"{why}\n".encode())
        assert names(shop_of(suites, "before")) == ["mug"]  # and it has not made way for nothing
        file.write_text("products: [{sku: new}]")
        assert names(url) == ["new"]


def test_a_shop_that_nobody_asks_is_dropped(suites: Shops, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("fake_magento.shops.time.monotonic", lambda: now[0])
    names(shop_of(suites, "one"))
    now[0] += shops.IDLE_TIMEOUT - 1
    names(shop_of(suites, "two"))
    assert len([*suites]) == 3
    now[0] += 2
    names(shop_of(suites, "two"))
    assert [fake.url for fake in suites][1:] == [shop_of(suites, "two")]


def test_of_too_many_shops_the_one_idle_longest_goes(suites: Shops, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shops, "MOST_SHOPS", 2)
    for name in ("one", "two", "one", "three"):
        names(shop_of(suites, name))
    assert [fake.url for fake in suites][1:] == [shop_of(suites, "one"), shop_of(suites, "three")]


@pytest.mark.parametrize("path", ["", "a%20b/api/soap/", "x" * 65, "%2e%2e%2fx", "ä"])
def test_what_is_no_name_is_no_shop(suites: Shops, path: str) -> None:
    assert ask(quote(shop_of(suites, path), safe="/:%"))[0] == 404
    assert [*suites] == [suites.first]


def test_the_command_has_them_and_tells_whose_a_call_is() -> None:
    with serving("--demo") as (process, said):
        url = f"{address(said)}{shops.SHOPS_PATH}two"
        xmlrpc.client.ServerProxy(f"{url}/api/xmlrpc/").login("apiUser", "apiKey123")
        assert "mug-red" in names(url)
        process.terminate()
        assert " [two] xmlrpc apiUser login(" in process.communicate(timeout=30)[0]


def test_a_place_begins_and_ends_with_its_server(suites: Shops) -> None:
    names(shop_of(suites, "one"))
    [_, fake] = suites
    fake.stop()
    assert names(fake.url) == [*fake.products]
    host: Host = fake._server
    assert host.is_running()
