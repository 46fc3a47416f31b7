"""Trouble on demand: what it does on the wire, what it does to the shop, and which calls it meets."""

from __future__ import annotations

import base64
import re
import sys
import threading
import time
import urllib.error
import urllib.request
import xmlrpc.client
from collections.abc import Iterator
from functools import partial
from http.client import HTTPConnection, IncompleteRead, RemoteDisconnected
from typing import Any, get_args

import pytest
import requests
import zeep
import zeep.exceptions
from lxml import etree

from benchmarks.envelopes import V1
from fake_magento import FakeMagento, picture
from fake_magento.contract.namespaces import ENVELOPE_11, ENVELOPE_12
from fake_magento.trouble import HOWS, How
from tests.php import run_php
from tests.replay import HERE, PATHS
from tests.speaking import DIALECTS, Speaker

TEXTS = {
    0: "Unknown Error",
    1: "Internal Error. Please see log for details.",
    2: "Access denied.",
    3: "Invalid api path.",
    4: "Resource path is not callable.",
    5: "Session expired. Try to relogin.",
    6: 'Required parameter is missing, for more details see "exception.log".',
    100: "Requested store view not found.",
    101: "Product not exists.",
    102: "Invalid data given. Details in error message.",
    103: "Requested image not exists in product images' gallery.",
    104: "Image creation failed. Details in error message.",
    105: "Image not updated. Details in error message.",
    106: "Image not removed. Details in error message.",
    107: "Requested product doesn't support images",
}


@pytest.fixture(params=DIALECTS)
def dialect(request: pytest.FixtureRequest) -> Any:
    """Each of the dialects."""
    return request.param


@pytest.fixture
def fake(dialect: str) -> Iterator[FakeMagento]:
    """A fake with two products."""
    with FakeMagento(wsi=dialect == "wsi") as fake:
        fake.add_product("one")
        fake.add_product("two")
        yield fake


@pytest.fixture
def client(fake: FakeMagento, dialect: str) -> Speaker:
    """A client that is logged in."""
    return Speaker(fake, dialect)


def files(fake: FakeMagento, sku: str = "one") -> list[str]:
    """The files of the product's images."""
    return [image.file for image in fake.products[sku].images]


@pytest.mark.parametrize("code", TEXTS)
def test_every_fault_with_its_own_text(fake: FakeMagento, client: Speaker, code: int) -> None:
    fake.fail("product_media.create", fault=code)
    heard = client.create("one")
    assert heard.fault == (str(code), TEXTS[code])
    assert (heard.status, files(fake)) == (200, [])
    assert client.create("one").fault is None
    create, retry = fake.assert_called("product_media.create", times=2)
    assert (create.trouble, create.fault, retry.trouble) == (f"fault {code}", (str(code), TEXTS[code]), None)
    fake.assert_clean()


@pytest.mark.parametrize("fault", ["not_created", "104", 104])
def test_fault_by_name_with_another_text(fake: FakeMagento, client: Speaker, fault: int | str) -> None:
    fake.fail("product_media.create", fault=fault, message="disk <full> & co")
    assert "disk" in (client.create("one").fault or ("", ""))[1]
    assert fake.calls[-1].fault == ("104", "disk <full> & co")


def test_fault_of_no_table(fake: FakeMagento, client: Speaker) -> None:
    fake.fail(fault=999, message="from an extension")
    assert client.list("one").fault == ("999", "from an extension")


def test_fault_of_another_resource(fake_magento: FakeMagento) -> None:
    client = Speaker(fake_magento, "v1")
    product_info = V1(client.session).call("info", ["x"]).replace(b"product_media.info", b"product.info")
    fake_magento.fail("catalog_product.info", fault="data_invalid", message="not today")
    assert client.send(product_info).fault == ("102", "not today")
    assert client.send(product_info).fault == ("101", "Product not exists.")


def test_session_permission_and_arguments_come_first(fake: FakeMagento, client: Speaker) -> None:
    fake.add_user("guest", "key", resources=["catalog/product/media"])
    trouble = fake.fail("product_media.create", fault=104)
    fake.expire_sessions()
    assert (client.create("one").fault or "")[0] == "5"
    client.login("guest", "key")
    assert (client.create("one").fault or "")[0] == "2"
    assert (trouble.met, trouble.left) == (0, 1)
    client.login(fake.username, fake.api_key)
    assert (client.create("one").fault or "")[0] == "104"
    assert (trouble.met, trouble.left) == (1, 0)


def test_lost_session(fake: FakeMagento, client: Speaker) -> None:
    fake.fail("product_media.list", how="session-lost")
    assert client.list("one").fault == ("5", TEXTS[5])
    assert client.list("one").fault == ("5", TEXTS[5])  # the session stays lost
    client.login(fake.username, fake.api_key)
    assert client.list("one").fault is None


OF_SOAP = {
    "WSDL": "SOAP-ERROR: Parsing WSDL: Couldn't load from 'http://shop/index.php/api/soap/index/?wsdl=1'",
    "SOAP-ENV:Server": "Internal Error",
    "SOAP-ENV:Client": "Bad Request",
    "Sender": "Invalid XML",
}


@pytest.mark.parametrize("code", OF_SOAP)
def test_faults_of_soaps_own_layer(fake: FakeMagento, client: Speaker, dialect: str, code: str) -> None:
    trouble = fake.fail("product_media.create", fault=code)
    heard = client.create("one")
    if dialect == "xmlrpc":  # it has no such layer
        assert (heard.fault, trouble.met) == (None, 0)
        return
    assert heard.fault == (code, OF_SOAP[code])
    assert (heard.status, heard.content_type) == (500, "text/xml; charset=utf-8")
    assert files(fake) == []
    assert (fake.calls[-1].fault, fake.calls[-1].trouble) == ((code, OF_SOAP[code]), f"fault {code}")
    fake.assert_clean()
    assert client.create("one").fault is None


def test_a_fault_of_soap_with_text_and_status(fake_magento: FakeMagento) -> None:
    client = Speaker(fake_magento, "v2")
    fake_magento.expire_sessions()  # nothing of the API is looked at before
    fake_magento.fail(fault="SOAP-ENV:Server", message="busy <&>", status=503, headers={"Retry-After": "3"})
    heard = client.list("one")
    assert heard.status == 503
    assert b"<faultstring>busy &lt;&amp;&gt;</faultstring>" in heard.body
    assert (fake_magento.calls[-1].status, fake_magento.calls[-1].is_scripted) == (503, True)


def test_a_fault_of_soap_in_its_other_version(fake_magento: FakeMagento) -> None:
    client = Speaker(fake_magento, "v1")
    fake_magento.fail(fault="SOAP-ENV:Client", message="no")
    new = V1(client.session).call("list", ["x"]).replace(ENVELOPE_11.encode(), ENVELOPE_12.encode())
    heard = client.send(re.sub(rb' SOAP-ENV:encodingStyle="[^"]*"', b"", new))
    assert b"<env:Value>env:Sender</env:Value></env:Code><env:Reason><env:Text>no</env:Text>" in heard.body
    assert heard.content_type == "application/soap+xml; charset=utf-8"


def test_a_fault_of_soap_waits_for_a_call(fake_magento: FakeMagento) -> None:
    client = Speaker(fake_magento, "v1")
    trouble = fake_magento.fail(fault="WSDL")
    assert client.send(b"<x/>").fault != ("WSDL", OF_SOAP["WSDL"])
    assert trouble.met == 0
    fake_magento.allow_fault("WSDL")
    with pytest.raises(ValueError, match="a fault is for calls"):
        fake_magento.fail("wsdl", fault="WSDL")


def test_headers_alone_and_on_top(fake_magento: FakeMagento) -> None:
    url = f"{fake_magento.url}/api/soap/"
    with fake_magento.fail(headers={"X-Cache": "HIT", "content-type": "text/plain"}) as trouble:
        fake_magento.fail(how="maintenance", headers={"Retry-After": "3"})
        down, up = (requests.post(url, b"", timeout=30).headers for _ in range(2))
    assert (down["X-Cache"], down["Content-Type"], down["Retry-After"]) == ("HIT", "text/plain", "3")
    assert (up["X-Cache"], up.get("Retry-After"), trouble.met) == ("HIT", None, 2)
    assert fake_magento.calls[1].trouble == "headers X-Cache, content-type"
    fake_magento.fail("wsdl", headers={"X-Cache": "MISS"})
    assert requests.get(fake_magento.soap_v1_wsdl, timeout=30).headers["X-Cache"] == "MISS"


@pytest.mark.parametrize(
    ("headers", "why"),
    [
        ({"Content-Length": "3"}, "the server says Content-Length itself"),
        ({"X": 3}, "'X' is no header of text"),
        ({"X": "a\r\nb"}, "'X' is no header of text"),
        ({"X Y": "a"}, "'X Y' is no header of text"),
        (["X"], "headers cannot be"),
        ({}, "or delay or headers alone"),
    ],
)
def test_headers_that_are_none(fake_magento: FakeMagento, headers: Any, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        fake_magento.fail(headers=headers)


def test_an_empty_body(fake: FakeMagento, client: Speaker) -> None:
    fake.fail("product_media.create", how="empty")
    heard = client.create("one")
    assert (heard.status, heard.body, files(fake)) == (200, b"", ["/n/e/new.jpg"])


def test_text_behind_the_xml(fake: FakeMagento, client: Speaker) -> None:
    fake.fail("product_media.create", how="trailing")
    heard = client.create("one")
    xml, _, notice = heard.body.partition(b"<br />")
    assert etree.fromstring(xml) is not None
    assert notice.endswith(b"on line <b>42</b><br />\n")
    assert files(fake) == ["/n/e/new.jpg"]


def test_a_login_before_the_shop() -> None:
    with FakeMagento(basic_auth=("staging", "secret")) as fake:
        image = fake.add_product("one", images=[picture()]).images[0]
        for url in (fake.soap_v1_wsdl, fake.xmlrpc_url, image.url, f"{fake.url}/nowhere"):
            for wrong in (None, ("staging", "wrong"), ("other", "secret")):
                refused = requests.get(url, auth=wrong, timeout=30)
                assert (refused.status_code, refused.headers["WWW-Authenticate"]) == (401, 'Basic realm="shop"')
            assert requests.get(url, auth=("staging", "secret"), timeout=30).status_code != 401
        assert requests.get(image.url, headers={"Authorization": "Bearer secret"}, timeout=30).status_code == 401
        assert requests.get(f"{fake.url}/__fake__/problems", timeout=30).status_code == 200
        fake.calls.clear()
        with pytest.raises(xmlrpc.client.ProtocolError, match="401"):
            xmlrpc.client.ServerProxy(fake.xmlrpc_url).login("apiUser", "apiKey123")
        assert fake.calls == []
        proxy = xmlrpc.client.ServerProxy(fake.xmlrpc_url.replace("//", "//staging:secret@"))
        assert proxy.login("apiUser", "apiKey123")
        fake.basic_auth = None
        assert requests.get(image.url, timeout=30).status_code == 200
        fake.reset()
        assert fake.basic_auth == ("staging", "secret")


@pytest.mark.parametrize("wrong", ["staging:secret", ("a:b", "c"), ("a",), ("a", 7), (None, "a")])
def test_a_login_that_is_none(wrong: Any) -> None:
    with pytest.raises(ValueError, match="basic_auth is a name without a colon and a password"):
        FakeMagento(basic_auth=wrong)


@pytest.mark.fake_magento(basic_auth=("staging", "secret"))
def test_a_login_by_the_marker(fake_magento: FakeMagento) -> None:
    assert requests.get(fake_magento.soap_v1_wsdl, timeout=30).status_code == 401


@pytest.mark.parametrize("status", [400, 403, 404, 429, 500, 502, 504])
def test_status(fake: FakeMagento, client: Speaker, status: int) -> None:
    fake.fail("product_media.create", status=status)
    heard = client.create("one")
    assert (heard.status, heard.content_type) == (status, "text/html; charset=UTF-8")
    assert str(status).encode() in heard.body
    assert files(fake) == []
    assert (fake.calls[-1].status, fake.calls[-1].outcome) == (status, f"HTTP {status}")
    assert client.create("one").status == 200  # over the same connection


def test_status_without_a_body(fake: FakeMagento, client: Speaker) -> None:
    fake.fail(status=204)
    assert client.list("one").body == b""
    assert client.list("one").fault is None


@pytest.mark.parametrize(("how", "status"), [("maintenance", 503), ("html", 200)])
def test_a_page_instead(fake: FakeMagento, client: Speaker, how: str, status: int) -> None:
    fake.fail("product_media.create", how)
    heard = client.create("one")
    assert (heard.status, heard.content_type) == (status, "text/html; charset=UTF-8")
    assert heard.body.startswith(b"<!DOCTYPE html>")
    assert files(fake) == []


def test_in_front_of_the_xml(fake: FakeMagento, client: Speaker) -> None:
    sound = client.list("one").body
    for how, start in (("notice", b"<br />\n<b>Notice</b>"), ("bom", b"\xef\xbb\xbf<?xml")):
        fake.fail("product_media.list", how)
        heard = client.list("one")
        assert heard.body.startswith(start)
        assert heard.body.endswith(sound)
        assert fake.calls[-1].response == heard.body


def test_truncated(fake: FakeMagento, client: Speaker) -> None:
    sound = client.list("one").body
    fake.fail("product_media", "truncated")
    heard = client.list("one")
    assert heard.body == sound[: len(sound) // 2]
    with pytest.raises(etree.XMLSyntaxError):
        etree.fromstring(heard.body)
    fake.fail("product_media", "truncated")
    client.create("one")
    assert files(fake) == ["/n/e/new.jpg"]


def test_content_type(fake: FakeMagento, client: Speaker) -> None:
    sound = client.list("one")
    fake.fail(content_type="text/plain")
    heard = client.list("one")
    assert (heard.body, heard.content_type) == (sound.body, "text/plain")


def test_delay(fake: FakeMagento, client: Speaker) -> None:
    fake.fail("product_media.create", delay=1)
    began = time.monotonic()
    answers: list[Any] = []
    waiting = threading.Thread(target=lambda: answers.append(client.create("one")))
    waiting.start()
    while not files(fake):
        assert answers == [], "the answer came before the effect"
        time.sleep(0.001)
    assert answers == [], "the call takes effect at once, its answer is late"
    waiting.join()
    assert time.monotonic() - began >= 1
    assert answers[0].fault is None


def test_delay_comes_on_top(fake: FakeMagento, client: Speaker) -> None:
    fake.fail(delay=0.1)
    fake.fail(delay=0.1, status=502)
    began = time.monotonic()
    assert client.list("one").status == 502
    assert time.monotonic() - began >= 0.2
    assert fake.calls[-1].trouble == "delay 0.1 s, status 502"
    assert fake.problems() == []


@pytest.mark.parametrize(
    ("how", "error", "done"),
    [("closed", RemoteDisconnected, False), ("lost", RemoteDisconnected, True), ("cut", IncompleteRead, True)],
)
def test_closed_connection(fake: FakeMagento, client: Speaker, how: str, error: type[Exception], done: bool) -> None:
    fake.fail("product_media.create", how)
    with pytest.raises(error):
        client.create("one")
    assert files(fake) == (["/n/e/new.jpg"] if done else [])
    assert fake.calls[-1].outcome == ("ok" if how == "cut" else "connection closed")
    client.create("one")  # the retry
    assert files(fake) == ["/n/e/new.jpg", "/n/e/new_1.jpg"][: 1 + done]


def test_redirects(fake: FakeMagento, client: Speaker) -> None:
    host = fake.url.removeprefix("http://")
    path = PATHS[client.dialect].rstrip("/")
    with fake.fail(redirect="slash"):
        answer = requests.post(f"{fake.url}{path}?a=b", client.list_body("one"), allow_redirects=False, timeout=30)
        assert (answer.status_code, answer.headers["Location"]) == (301, f"{fake.url}{path}/?a=b")
        assert requests.post(f"{fake.url}{path}/", client.list_body("one"), timeout=30).status_code == 200
    with fake.fail(redirect="https"):
        answer = requests.post(f"{fake.url}{path}", client.list_body("one"), allow_redirects=False, timeout=30)
        assert (answer.status_code, answer.headers["Location"]) == (302, f"https://{host}{path}")


def test_which_calls(fake: FakeMagento, client: Speaker) -> None:
    trouble = fake.fail("product_media.list", product="two", status=502, times=2)
    assert [client.list(sku).status for sku in ("one", "TWO", "2", "two")] == [200, 502, 502, 200]
    assert (trouble.met, trouble.left) == (2, 0)
    fake.fail("product_media.list", product=1, status=502)
    assert [client.list(sku).status for sku in ("two", "one")] == [200, 502]
    fake.fail("catalogProductAttributeMediaCreate", status=502)
    assert [client.list("one").status, client.create("one").status] == [200, 502]
    fake.fail("login", status=502)
    assert [client.list("one").status, client.login("a", "b").status] == [200, 502]
    fake.fail("call", status=502)
    assert [client.login("a", "b").status, client.list("one").status] == [200, 502]


def test_in_their_order_one_a_call(fake: FakeMagento, client: Speaker) -> None:
    fake.fail(status=502)
    fake.fail("product_media.list", fault=104)
    fake.fail(how="html")
    fake.fail("product_media.list", fault=105)
    heard = [client.list("one") for _ in range(5)]
    assert [(each.status, each.fault and each.fault[0]) for each in heard] == [
        (502, None),
        (200, "104"),
        (200, None),
        (200, "105"),
        (200, None),
    ]
    assert fake.trouble == ()


def test_while_a_block_lasts(fake: FakeMagento, client: Speaker) -> None:
    with fake.fail(status=502) as trouble:
        assert [client.list("one").status for _ in range(3)] == [502] * 3
        assert trouble in fake.trouble
    assert client.list("one").status == 200
    assert (trouble.met, fake.trouble) == (3, ())
    with fake.fail(status=502, times=1):
        assert [client.list("one").status for _ in range(2)] == [502, 200]


def test_always(fake: FakeMagento, client: Speaker) -> None:
    trouble = fake.fail(status=502, times="always")
    assert [client.list("one").status for _ in range(3)] == [502] * 3
    trouble.remove()
    assert client.list("one").status == 200


def test_at_a_rate(fake: FakeMagento, client: Speaker) -> None:
    def outcomes(seed: int) -> list[int]:
        with fake.fail("product_media.list", status=502, rate=0.4, seed=seed):
            return [client.list("one").status for _ in range(60)]

    first = outcomes(7)
    assert first == outcomes(7)
    assert first != outcomes(8)
    assert 10 < first.count(502) < 40
    with fake.fail(status=502, rate=0):
        assert client.list("one").status == 200
    with fake.fail(status=502, rate=1):
        assert client.list("one").status == 502
    assert fake.problems() == []  # who meets at a rate is not missed


def test_what_is_no_call_meets_what_is_for_all(fake: FakeMagento, client: Speaker) -> None:
    targeted, fault = fake.fail("product_media.list", status=503), fake.fail(fault=1)
    for body in (b"", b"<html/>", b"\xff"):
        assert client.send(body).status != 502
        fake.fail(status=502)
        fake.fail(how="session-lost")
        assert client.send(body).status == 502
        assert fake.calls[-1].trouble == "status 502"
    assert (targeted.met, fault.met) == (0, 0)
    assert client.list("one").status == 503


def test_a_refused_request_is_still_a_call_of_its_operation() -> None:
    with FakeMagento(validation="strict") as fake:
        client = Speaker(fake, "v2")
        wrong = client.list_body("one").replace(b"storeView", b"nosuch")
        fake.fail("product_media.list", status=502)
        assert [client.send(wrong).status for _ in range(2)] == [502, 500]
        header = b"<SOAP-ENV:Header><x>y</x></SOAP-ENV:Header><SOAP-ENV:Body>"
        fake.fail("product_media.list", how="maintenance")
        with_header = client.list_body("one").replace(b"<SOAP-ENV:Body>", header)
        assert [client.send(with_header).status for _ in range(2)] == [503, 200]


def test_who_has_no_session_does_not_meet_a_fault(fake: FakeMagento, client: Speaker) -> None:
    names = ["resources", "resourceFaults", "multiCall"]
    if client.dialect not in ("v1", "xmlrpc"):
        names.remove("multiCall")
    ask = client.resources
    if client.dialect == "wsi":  # where the server itself cannot answer those
        names, ask = ["product_media.list"], partial(client.list, "one")
    for name in names:
        fake.fail(name, fault=1)
    client.session = "0" * 32
    assert (ask().fault or ("", ""))[0] == "5"
    assert len(fake.trouble) == len(names)
    client.login(fake.username, fake.api_key)
    assert (ask().fault or ("", ""))[0] == "1"
    assert ask().fault is None


def test_only_the_scripted_fault_is_wanted(fake: FakeMagento, client: Speaker) -> None:
    fake.fail(delay=0.001, times="always")
    fake.fail(how="notice")
    client.list("nosuch")
    assert len(fake.problems()) == 1
    fake.clear_trouble()
    fake.calls.clear()
    fake.fail("product_media.list", how="session-lost")
    for _ in range(3):  # the session stays lost, and everyone in it knows why
        client.list("one")
    assert [call.is_scripted for call in fake.calls] == [True] * 3
    client.session = "0" * 32
    client.list("one")
    [problem] = fake.problems()
    assert problem.startswith("call 4 has an unexpected fault: ")


def test_lost_session_meets_calls_that_have_one(fake: FakeMagento, client: Speaker) -> None:
    trouble = fake.fail(how="session-lost")
    session, client.session = client.session, "0" * 32
    client.list("one")
    client.login(fake.username, "wrong")
    assert trouble.met == 0
    client.session = session
    client.list("one")
    assert trouble.met == 1


def test_what_is_over_stays_over(fake: FakeMagento, client: Speaker) -> None:
    trouble = fake.fail("product_media.list", fault=104)
    session, client.session = client.session, "0" * 32
    client.list("one")  # the fault waits
    assert (trouble.met, trouble.left) == (0, 1)
    client.session = session
    trouble.remove()
    assert client.list("one").fault is None
    with pytest.raises(RuntimeError, match="is over"), trouble:
        pass


def test_calls_in_parallel_and_in_one_do_not_wait_for_each_other(fake_magento: FakeMagento) -> None:
    fake_magento.add_products(2)
    fake_magento.fail("product_media.list", fault=104, product="sku-1", times="always")
    clients = [Speaker(fake_magento, "v1") for _ in range(4)]
    many = [["product_media.list", ["sku-2"]]] * 20
    interval = sys.getswitchinterval()

    def work(number: int) -> None:
        client = clients[number]
        for _ in range(15):
            if number % 2:
                client.send(V1(client.session).multi_call(many, {"a": "b"}))
            else:
                client.list("sku-2")

    threads = [threading.Thread(target=work, args=(number,), daemon=True) for number in range(4)]
    sys.setswitchinterval(1e-5)
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
    finally:
        sys.setswitchinterval(interval)
    assert not any(thread.is_alive() for thread in threads)


def test_what_is_left_is_a_problem(fake: FakeMagento, client: Speaker) -> None:
    fake.fail("product_media.list", fault=104, times=2)
    client.list("one")
    with fake.fail("login", status=502):
        pass
    assert fake.problems() == [
        "scripted trouble is left: <trouble 2: status 502 on login, met 0, any number of calls>",
        "scripted trouble is left: <trouble 1: fault 104 on product_media.list, met 1, 1 more>",
    ]
    fake.clear_trouble()
    fake.assert_clean()


def test_many_threads_share_a_number(fake: FakeMagento, dialect: str) -> None:
    clients = [Speaker(fake, dialect) for _ in range(8)]
    trouble = fake.fail("product_media.list", status=502, times=37)
    statuses: list[int] = []

    def work(client: Speaker) -> None:
        statuses.extend(client.list("one").status for _ in range(10))

    threads = [threading.Thread(target=work, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (statuses.count(502), statuses.count(200)) == (37, 43)
    assert (trouble.met, trouble.left) == (37, 0)


WORDS: list[tuple[dict[str, Any], str]] = [
    ({}, "a trouble is one of how, fault, status, content_type, redirect, or delay or headers alone; given: none"),
    ({"on": "maintenance"}, "is how='maintenance' meant"),
    ({"how": "bom", "status": 500}, "given: how and status"),
    ({"how": "nosuch"}, "no how; there are 'session-lost', 'maintenance'"),
    ({"how": "closd"}, "how cannot be 'closd': no how; is 'closed' meant"),
    (
        {"on": "product_media.creat", "status": 500},
        "there is no path 'product_media.creat'; is 'product_media.create' meant",
    ),
    (
        {"on": "product_media.zzz", "status": 500},
        "there is no path 'product_media.zzz'; there are 'product_media.currentStore', 'product_media.list', ",
    ),
    ({"on": "prodct_media.create", "status": 500}, "no 'prodct_media.create'; is 'product_media.create' meant"),
    ({"on": "catalogProductInf", "status": 500}, "is 'catalogProductInfo' meant"),
    ({"on": "logn", "status": 500}, "there is no 'logn'; is 'login' meant"),
    ({"on": "xyz", "status": 500}, r"there is no 'xyz'; it is a path \(resource.method\)"),
    ({"about": {"ordr": "1"}, "status": 500}, "no call is about 'ordr'; is 'order' meant"),
    (
        {"on": "customer.info", "about": {"order": "1"}, "fault": 102},
        "no call of customer.info is about 'order'; there are",
    ),
    (
        {"on": "customer", "product": "mug", "status": 500},
        "no call of customer is about 'product'; there are 'customer'",
    ),
    ({"on": "customerCustomerInf", "status": 500}, "is 'customerCustomerInfo' meant"),
    (
        {"on": "login", "about": {"order": "1"}, "status": 500},
        "no call of login is about 'order'; they are about nothing",
    ),
    ({"fault": "not_creatd"}, "the API has no fault 'not_creatd'; is 'not_created' meant"),
    ({"fault": "SOAP-ENV:Servr"}, "is 'SOAP-ENV:Server' meant"),
    ({"fault": 999}, "a code that is in no table needs its message"),
    ({"on": "login", "fault": 104}, "login has no fault 104"),
    ({"status": 99}, "status cannot be 99"),
    ({"status": 500, "message": "x"}, "message cannot be 'x': it is the text of a fault"),
    ({"redirect": "http"}, "no redirect; is 'https' meant"),
    ({"content_type": "a\r\nb: c"}, "content_type cannot be"),
    ({"delay": -1}, "delay cannot be -1"),
    ({"delay": 4000}, "delay cannot be 4000"),
    ({"status": 500, "times": 0}, "times cannot be 0"),
    ({"status": 500, "times": "ever"}, "times cannot be 'ever'"),
    ({"status": 500, "rate": 1.5}, "rate cannot be 1.5"),
    ({"status": 500, "rate": 0.5, "times": 2}, "times are given, too"),
    ({"on": "wsdl", "fault": 1}, "a fault is for calls"),
    ({"on": "images", "how": "session-lost"}, "it has no session"),
    ({"on": "images", "product": "x", "status": 404}, "it is about nothing"),
]


@pytest.mark.parametrize(("words", "told"), WORDS)
def test_words_that_mean_nothing(words: dict[str, Any], told: str) -> None:
    fake = FakeMagento()
    with pytest.raises(ValueError, match=told):
        fake.fail(**words)
    assert fake.trouble == ()


@pytest.mark.parametrize(
    "on", [None, "call", "sales_order_shipment", "order_shipment.create", "salesOrderShipmentCreate"]
)
def test_trouble_is_about_what_some_of_its_calls_can_be_about(on: str | None) -> None:
    fake = FakeMagento()
    fake.fail(on, about={"order": "100000001"}, status=500)
    [trouble] = fake.trouble
    assert trouble.plan.about == {"order": "100000001"}


def test_wsdl_and_images(fake_magento: FakeMagento) -> None:
    fake_magento.add_products(1, images=1)
    [image] = fake_magento.products["sku-1"].images
    fake_magento.fail("wsdl", status=503)
    fake_magento.fail("images", "closed")
    with pytest.raises(requests.HTTPError):
        zeep.Client(fake_magento.soap_v2_wsdl)
    with pytest.raises(RemoteDisconnected):
        urllib.request.urlopen(image.url, timeout=30)
    service = zeep.Client(fake_magento.soap_v2_wsdl).service
    assert len(service.login(fake_magento.username, fake_magento.api_key)) == 32
    with urllib.request.urlopen(image.url, timeout=30) as answer:
        assert answer.read() == image.content
    with fake_magento.fail("wsdl", redirect="slash"):
        address = fake_magento.soap_v2_wsdl.replace("/?", "?")
        assert zeep.Client(address).service.login(fake_magento.username, fake_magento.api_key)
    with fake_magento.fail("images", "truncated"), urllib.request.urlopen(image.url, timeout=30) as answer:
        assert len(answer.read()) == len(image.content or b"") // 2


def test_in_a_multicall(fake_magento: FakeMagento) -> None:
    fake_magento.add_products(3)
    shop = xmlrpc.client.ServerProxy(fake_magento.xmlrpc_url)
    session = shop.login(fake_magento.username, fake_magento.api_key)
    calls = [["product_media.list", [f"sku-{number}"]] for number in (1, 2, 3)]

    fake_magento.fail("product_media.list", product="sku-2", fault=104)
    first, second, third = shop.multiCall(session, calls)  # type: ignore[misc,str-unpack]
    assert (first, third) == ([], [])
    assert second == {"isFault": True, "faultCode": "104", "faultMessage": TEXTS[104]}
    parts = fake_magento.calls[-1].parts
    assert [part.trouble for part in parts] == [None, "fault 104", None]
    assert [part.fault and part.fault[0] for part in parts] == [None, "104", None]

    fake_magento.fail("product_media.list", product="sku-3", status=502)
    with pytest.raises(xmlrpc.client.ProtocolError, match="502"):
        shop.multiCall(session, calls)
    fake_magento.fail("multiCall", fault=1)
    with pytest.raises(xmlrpc.client.Fault, match="Internal Error"):
        shop.multiCall(session, calls)
    fake_magento.assert_clean()


def test_their_order_holds_in_a_multicall(fake_magento: FakeMagento) -> None:
    fake_magento.add_products(2)
    shop = xmlrpc.client.ServerProxy(fake_magento.xmlrpc_url)
    session = shop.login(fake_magento.username, fake_magento.api_key)
    calls = [["product_media.list", ["sku-1"]], ["product_media.list", ["sku-2"]]]
    fake_magento.fail("product_media.list", product="sku-2", fault=104)
    fake_magento.fail("product_media.list", status=502)
    first, second = shop.multiCall(session, calls)  # type: ignore[misc]
    assert (first, second["faultCode"]) == ([], "104")  # type: ignore[call-overload,index]
    with pytest.raises(xmlrpc.client.ProtocolError, match="502"):
        shop.multiCall(session, calls)


def test_an_entry_that_php_cannot_take_comes_in_its_turn(fake_magento: FakeMagento) -> None:
    fake_magento.add_products(1, images=1)
    client = Speaker(fake_magento, "v1")
    remove = ["product_media.remove", ["sku-1", "/i/m/image.png"]]
    body = V1(client.session).multi_call([remove, "X"], {"a": "b"}).decode()
    an_object = '<item xsi:type="SOAP-ENC:Struct"><a xsi:type="xsd:string">b</a></item>'
    body = body.replace('<item xsi:type="xsd:string">X</item>', an_object)
    fake_magento.fail("multiCall", status=502)
    assert client.send(body.encode()).status == 502
    session, body_of_nobody = client.session, body.replace(client.session, "0" * 32)
    assert client.send(body_of_nobody.encode()).fault == ("5", TEXTS[5])
    assert client.send(body.encode()).fault == ("SOAP-ENV:Server", "Cannot use object of type stdClass as array")
    assert files(fake_magento, "sku-1") == []
    assert [part.path for part in fake_magento.calls[-1].parts] == ["catalog_product_attribute_media.remove", None]
    assert session == client.session


def test_in_a_system_multicall(fake_magento: FakeMagento) -> None:
    fake_magento.add_products(2)
    shop = xmlrpc.client.ServerProxy(fake_magento.xmlrpc_url)
    session = shop.login(fake_magento.username, fake_magento.api_key)
    file = {"content": base64.b64encode(picture()).decode(), "mime": "image/png"}
    calls: list[Any] = [
        {"methodName": "call", "params": [session, "product_media.create", ["sku-1", {"file": file}]]},
        {"methodName": "nosuch", "params": []},
        {"methodName": "call", "params": [session, "product_media.list", ["sku-2"]]},
    ]
    fake_magento.fail("product_media.list", status=502)
    with pytest.raises(xmlrpc.client.ProtocolError, match="502"):
        shop.system.multicall(calls)
    assert files(fake_magento, "sku-1") == []  # nothing of it took effect
    assert [part.outcome for part in fake_magento.assert_called("product_media.create", times=1)] == ["HTTP 502"]
    fake_magento.fail("product_media.list", fault=104)
    created, unknown, listed = shop.system.multicall(calls)  # type: ignore[misc]
    assert (created, unknown["faultCode"], listed["faultCode"]) == ("/i/m/image.png", 620, 104)
    assert [part.trouble for part in fake_magento.calls[-1].parts] == [None, "fault 104"]
    fake_magento.fail("product_media.list", how="session-lost")
    created, _, listed = shop.system.multicall(calls)  # type: ignore[misc]
    assert (created["faultCode"], listed["faultCode"]) == (5, 5)
    fake_magento.allow_fault(5)
    fake_magento.assert_clean()


def test_what_comes_behind_a_break_meets_none(fake_magento: FakeMagento) -> None:
    fake_magento.add_products(3)
    client = Speaker(fake_magento, "v1")
    trouble = fake_magento.fail("product_media.list", fault=104, times=2)
    calls = [["product_media.list", [f"sku-{number}"]] for number in (1, 2, 3)]
    heard = client.send(V1(client.session).multi_call(calls, {"break": "1"}))
    assert heard.body.count(b"isFault") == 1
    [call] = fake_magento.assert_called("product_media.list", times=1)
    assert call.product == "sku-1"
    assert (trouble.met, trouble.left) == (1, 1)


def test_php_meets_it(fake_magento: FakeMagento) -> None:
    fake_magento.add_product("one")
    for how in ("maintenance", "html", "notice", "bom", "truncated", "closed", "cut", "lost"):
        fake_magento.fail("product_media.list", how)
    fake_magento.fail("product_media.list", content_type="text/html")
    assert run_php("trouble.php", {"wsdl": fake_magento.soap_v1_wsdl, "times": 10}) == [
        ["HTTP", "Service Unavailable"],
        ["Client", "DTD are not supported by SOAP"],
        ["Client", "looks like we got no XML document"],
        [],
        ["Client", "looks like we got no XML document"],
        ["HTTP", "Error Fetching http headers"],
        ["Client", "looks like we got no XML document"],
        ["HTTP", "Error Fetching http headers"],
        [],  # PHP looks at the start of the body, not at its type
        [],
    ]


def test_every_how_is_told_in_the_documents() -> None:
    assert get_args(How) == (*HOWS,)
    text = (HERE.parent / "docs" / "trouble.md").read_text(encoding="utf-8")
    assert [how for how in HOWS if f'how="{how}"' not in text] == []


def test_a_closed_connection_leaves_others_open(fake_magento: FakeMagento) -> None:
    host = fake_magento.url.removeprefix("http://")
    other = HTTPConnection(host, timeout=30)
    other.request("GET", "/api/soap/?wsdl")
    other.getresponse().read()
    fake_magento.fail("wsdl", "closed")
    with pytest.raises((RemoteDisconnected, urllib.error.URLError)):
        urllib.request.urlopen(fake_magento.soap_v1_wsdl, timeout=30)
    other.request("GET", "/api/soap/?wsdl")
    assert other.getresponse().read().startswith(b"<?xml")
