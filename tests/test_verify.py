"""``fake-magento verify``: what is played on a server and on the fake, and that each difference is found and named."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import urllib.parse
import urllib.request
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from fake_magento import DEMO, FakeMagento
from fake_magento.api.registry import core_registry
from fake_magento.cli import main
from fake_magento.client.http import Http, NoAnswerError
from fake_magento.client.value import Value
from fake_magento.flavour import FLAVOURS, MAGENTO_1_9
from fake_magento.verify import report
from fake_magento.verify.compare import Difference, of_values
from fake_magento.verify.context import Named, RunContext
from fake_magento.verify.decks import DECKS, together
from fake_magento.verify.decks.images import scenarios as deck
from fake_magento.verify.known import LEAKED_PATH
from fake_magento.verify.play import Played, Report, verify
from fake_magento.verify.preparation import VerifyError
from fake_magento.verify.scenario import Scenario, Step
from tests import browser
from tests.planted import PLAIN, PLANTS, PRODUCT, STORE, shop
from tests.replay import HERE

NAMED = Named("apiUser", "apiKey123", PRODUCT, 1, STORE, 4, PLAIN)
OPTIONS = ["--user", "apiUser", "--key", "apiKey123", "--product", PRODUCT]
ALL = [*OPTIONS, "--product-id", "1", "--store", STORE, "--plain-product", PLAIN]
Points = dict[tuple[str, str], set[str]]


@contextmanager
def server(*arguments: str) -> Iterator[str]:
    """The address of a server in a process of its own, in which differences can be planted."""
    command = [sys.executable, "-m", "tests.planted", *arguments]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=HERE.parent)
    assert process.stdout
    try:
        yield process.stdout.readline().strip()
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


@pytest.fixture(scope="module")
def planted() -> Iterator[str]:
    """A server of the flavour ``magento-1.9``."""
    with server("magento-1.9") as url:
        yield url


@pytest.fixture(scope="module")
def planted_wsi() -> Iterator[str]:
    """A server of the flavour ``openmage-19`` in WS-I mode."""
    with server("openmage-19", "wsi") as url:
        yield url


def plant(url: str, name: str) -> int:
    """Plant a difference in a fresh shop, and tell how many images were left in the last one."""
    with urllib.request.urlopen(f"{url}/plant/{urllib.parse.quote(name)}", timeout=30) as answer:
        return int(answer.read())


def points(found: Report) -> Points:
    """In what the two differ: kind and place, without numbers, and in which dialects."""
    told: Points = defaultdict(set)
    for step, difference in found.differences():
        if difference.reason is None:
            told[difference.kind, re.sub(r"\d+", "", difference.where)].add(step.dialect)
    return dict(told)


@pytest.mark.parametrize("wsi", [False, True])
@pytest.mark.parametrize("flavour", FLAVOURS)
def test_a_second_fake_is_alike_however_often_it_is_asked(flavour: str, wsi: bool) -> None:
    with server(flavour, *(["wsi"] if wsi else [])) as url:
        for _ in range(2):  # what one run leaves behind, the next would see
            found = verify(Http(url), NAMED, deck)
            assert [str(difference) for _, difference in found.differences()] == []
            assert [step.lacks for step in found.played if step.lacks] == []
            assert found.is_alike
            assert found.flavour == flavour
            played = ["v1", "wsi" if wsi else "v2", "xmlrpc"]
            assert [dialect for dialect, problem in found.dialects.items() if problem is None] == played
        assert plant(url, "nothing") == 0


def test_the_deck_meets_every_fault_and_method() -> None:
    with server("openmage-19") as url:
        found = verify(Http(url), NAMED, deck)
    for dialect in ("v1", "v2", "xmlrpc"):
        steps = [step for step in found.played if step.dialect == dialect]
        met = {re.match(r"fault (\d+):", step.server) for step in steps}
        faults = {match[1] for match in met if match} - (
            {"623", "620", "630", "631", "632"} if dialect == "xmlrpc" else set()
        )
        assert faults == {"2", "3", "5", "6", "100", "101", "102", "103", "104", "107"}
        for method in ("currentStore", "list", "info", "types", "create", "update", "remove"):
            assert any(step.call.startswith(f"product_media.{method}(") for step in steps)


OTHER_DECKS = [name for name in DECKS if name != "images"]


@contextmanager
def used_shop(flavour: str, wsi: bool = False) -> Iterator[FakeMagento]:
    """A shop that has other ids to give than a clean one, since it is in use."""
    with shop(flavour, wsi) as fake:
        for number in range(3):
            fake.add_product(f"mug-{number}")
        fake.categories.add("Mugs")
        fake.customers.add("ann@example.com", firstname="Ann", lastname="Lee")
        fake.orders.add(items=[("mug-1", 1)])
        yield fake


@pytest.mark.long
@pytest.mark.parametrize("name", OTHER_DECKS)
@pytest.mark.parametrize(("flavour", "wsi"), [("magento-1.9", False), ("openmage-19", True)])
def test_a_deck_finds_nothing_in_a_second_fake_and_leaves_nothing_but_orders(
    name: str, flavour: str, wsi: bool
) -> None:
    with used_shop(flavour, wsi) as fake:
        before = [len(each) for each in (fake.products, fake.categories, fake.customers, fake.orders)]
        found = verify(Http(fake.url), NAMED, DECKS[name].scenarios)
        after = [len(each) for each in (fake.products, fake.categories, fake.customers, fake.orders)]
        check_sessions_are_ended(fake)
    assert [(step.call, str(difference)) for step, difference in found.differences()] == []
    assert [step.lacks for step in found.played if step.lacks] == []
    assert after[:3] == before[:3]
    assert (after[3] > before[3]) is DECKS[name].leaves_orders
    assert sum("fault" not in step.server for step in found.played) > len(found.played) / 2


IN_DECKS = {
    "a price of a product": ("products", "the life of a product", "value", {"price"}),
    "no branch is moved": ("categories", "the life of a category", "fault", {"", "children"}),
    "the words for a missing name": ("customers", "addresses of a customer", "fault", {""}),
    "an order that is not held": ("sales", "the life of an order", "fault", {""}),
}


@pytest.mark.parametrize("name", IN_DECKS)
def test_what_is_planted_is_found_by_its_deck(planted: str, name: str) -> None:
    deck_name, scenario, kind, places = IN_DECKS[name]
    plant(planted, name)
    found = verify(Http(planted), NAMED, DECKS[deck_name].scenarios)
    told = [(step, difference) for step, difference in found.differences()]
    assert {step.scenario for step, _ in told} == {scenario}
    assert kind in {difference.kind for _, difference in told}
    assert {step.dialect for step, _ in told} == ALL_THREE
    assert {re.split(r"[\[.]", difference.where)[0] for _, difference in told} <= places
    assert found.left == []


def test_a_customer_who_cannot_be_deleted_is_told(planted: str) -> None:
    plant(planted, "nobody is deleted")
    found = verify(Http(planted), NAMED, DECKS["customers"].scenarios, dialects=["xmlrpc"])
    assert [re.sub(r"[0-9a-f]{8}", "", name) for name in found.left] == ["verify--life@example.com"]
    assert {step.lacks for step in found.played if step.lacks} == {
        "what the scenario 'the life of a customer' has made cannot be removed"
    }
    assert not found.is_alike


@pytest.mark.long
def test_things_of_a_run_that_was_killed_are_deleted_by_the_next_and_others_are_not() -> None:
    with shop("magento-1.9") as fake:
        for sku in ("verify-00c0ffee-left", "verify-mine", "verify-00c0ffeeleft"):
            fake.add_product(sku)
        found = verify(Http(fake.url), NAMED, DECKS["products"].scenarios, dialects=["v2"])
        assert found.is_alike
        assert [*fake.products] == [PRODUCT, PLAIN, "verify-mine", "verify-00c0ffeeleft"]


def test_command_plays_decks_and_takes_away_what_they_made_when_it_is_stopped() -> None:
    with shop("magento-1.9") as fake:
        fake.fail("catalog_product_attribute_tier_price.info", delay=0.3, times="always")
        process = subprocess.Popen(
            [sys.executable, "-m", "fake_magento", "verify", fake.url, *OPTIONS, "--deck", "products"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        while not any(sku.endswith("-tiers") for sku in fake.products):
            assert process.poll() is None
        process.send_signal(signal.SIGTERM)
        said, told = process.communicate(timeout=60)
        assert (process.returncode, said) == (128 + signal.SIGTERM, "")
        assert [*fake.products] == [PRODUCT, PLAIN]
    assert re.search(r"^taken away from the server: verify-[0-9a-f]{8}-tiers$", told, re.MULTILINE)


@pytest.mark.long
def test_command_leaves_no_orders_behind_unless_they_may_stay(capsys: pytest.CaptureFixture[str]) -> None:
    with shop("openmage-19") as fake:
        for decks in (["sales"], ["all"], ["images", "sales"]):
            options = [word for name in decks for word in ("--deck", name)]
            assert main(["verify", fake.url, *OPTIONS, *options]) == 2
            told = capsys.readouterr().err
            assert told.startswith("fake-magento: the deck sales leaves behind quotes, four orders for each dialect")
            assert told.endswith("say --yes-i-may-leave-orders if they may stay.\n")
        assert list(fake.calls) == []
        only = ["--quiet", "--store", STORE, "--deck", "sales", "--dialect", "xmlrpc", "--yes-i-may-leave-orders"]
        assert main(["verify", fake.url, *OPTIONS, *only]) == 0
        assert len(fake.orders) == 4
        assert capsys.readouterr().err == f"the deck sales leaves behind {DECKS['sales'].leaves}\n"


def test_decks_are_played_one_after_the_other() -> None:
    context = RunContext(NAMED, "00c0ffee", {"image": "store", "thumbnail": "store"}, 2)
    names = [scenario.name for scenario in together(DECKS.values())(context)]
    assert len(names) == len({*names})
    assert names == [scenario.name for each in DECKS.values() for scenario in each.scenarios(context)]


NUMBERS = {
    ("type", "position"),
    ("type", "exclude"),
    ("type", "[].position"),
    ("type", "[].exclude"),
    ("type", "[][].position"),
    ("type", "[][].exclude"),
    ("type", ""),  # what currentStore answers
    ("type", "[]"),  # and in a multiCall
}
NAMES = {("value", "targetNamespace"), ("value", "name"), ("value", "service"), ("value", "address")}
ADDED = {
    ("value", "operations.salesOrderShipmentAddTrack.in.weight"),
    ("value", "types.salesOrderAddressEntity.fields.middlename"),
}


@pytest.mark.parametrize("server_is", FLAVOURS)
def test_flavours_differ_in_exactly_the_documented_points(server_is: str) -> None:
    [other] = set(FLAVOURS) - {server_is}
    with server(server_is) as url:
        found = verify(Http(url), NAMED, deck, flavour=FLAVOURS[other])
    assert not found.is_alike
    assert points(found) == {
        **{point: {"v1", "xmlrpc"} for point in NUMBERS},
        **{point: {"v1", "v2"} for point in NAMES},
        **{point: {"v2"} for point in ADDED},
    }
    numbers = ["string", "int"] if server_is == "magento-1.9" else ["int", "string"]
    for step, difference in found.differences():
        if difference.kind == "type":
            types = [told.partition(" ")[0].removeprefix("xsd:") for told in (difference.server, difference.fake)]
            assert types == numbers, (step, difference)
    documented = (HERE.parent / "docs" / "verify.md").read_text(encoding="utf-8")
    for point in ("target namespace", "name and service", "soap:address", "position, exclude and ids"):
        assert point in documented


ALL_THREE = {"v1", "v2", "xmlrpc"}
CALLING = {"v1", "xmlrpc"}
IN_INFO = {"status": {("status", ""), ("content type", ""), ("body", "")}, "body": {("body", "")}}
FOUND: dict[str, Points] = {
    "value": {("value", "label"): ALL_THREE},
    "type": {("type", "position"): ALL_THREE, ("type", "[].position"): ALL_THREE, ("type", "[][].position"): CALLING},
    "order of members": {("order", ""): ALL_THREE, ("order", "[]"): ALL_THREE, ("order", "[][]"): CALLING},
    "order of items": {("order", ""): ALL_THREE},
    "a member too few": {
        ("value", "label"): ALL_THREE,
        ("value", "[].label"): ALL_THREE,
        ("value", "[][].label"): CALLING,
    },
    "another fault": {
        ("fault", ""): ALL_THREE,
        ("value", "[].faultCode"): CALLING,
        ("value", "[].code"): ALL_THREE,
    },
    "another text": {
        ("fault", ""): ALL_THREE,
        ("value", "[].faultMessage"): CALLING,
        ("value", "[].message"): ALL_THREE,
    },
    "a value for a fault": {("fault", ""): ALL_THREE},
    "status": dict.fromkeys([("status", ""), ("content type", ""), ("body", "")], ALL_THREE),
    "content type": {("content type", ""): ALL_THREE},
    "a notice of PHP's": {("body", ""): ALL_THREE},
    "a byte order mark": {("body", ""): ALL_THREE},
    "half an answer": {("body", ""): ALL_THREE},
    "a closed connection": {("status", ""): ALL_THREE},
    "a fault for a value": {
        ("fault", ""): ALL_THREE,
        ("value", "[]"): ALL_THREE,
        ("type", "[]"): CALLING,
        ("value", "[][]"): CALLING,
    },
    "the style of encoding": {("value", "envelope"): {"v1", "v2"}},
}


@pytest.mark.parametrize("name", FOUND)
def test_what_is_planted_is_found_and_named(planted: str, name: str) -> None:
    plant(planted, name)
    found = verify(Http(planted), NAMED, deck)
    assert not found.is_alike
    assert points(found) == FOUND[name]
    assert found.left == []
    assert plant(planted, "nothing") == 0


IN_WS_I: dict[str, Points] = {
    "nothing": {},
    "value": {("value", "label"): {"v1", "wsi", "xmlrpc"}},
    "order of members": {
        ("order", ""): {"v1", "wsi", "xmlrpc"},
        ("order", "[]"): {"v1", "wsi", "xmlrpc"},
        ("order", "[][]"): CALLING,
    },
    "a byte order mark": {("body", ""): {"v1", "wsi", "xmlrpc"}},
}


@pytest.mark.parametrize("name", IN_WS_I)
def test_what_is_planted_is_found_in_ws_i(planted_wsi: str, name: str) -> None:
    plant(planted_wsi, name)
    assert points(verify(Http(planted_wsi), NAMED, deck)) == IN_WS_I[name]


def test_the_words_of_a_difference_say_who_said_what(planted: str) -> None:
    plant(planted, "another text")
    [told] = [
        difference
        for step, difference in verify(Http(planted), NAMED, deck, dialects=["v2"]).differences()
        if step.call.startswith("product_media.remove(") and step.call.endswith("of no product")
    ]
    assert str(told) == "fault: server fault 101: Product does not exist.; fake fault 101: Product not exists."


def test_a_wsdl_that_says_something_else(planted: str) -> None:
    plant(planted, "a part in the WSDL")
    found = points(verify(Http(planted), NAMED, deck))
    inputs = [where for kind, where in found if kind == "value"]
    assert set(inputs) == {
        f"operations.{operation.name}.in.{part}"
        for operation in core_registry().contract(MAGENTO_1_9, "v2").operations.values()
        if any(part.name == "storeView" for part in operation.parts)
        for part in ("store", "storeView")
    }
    assert all(dialects == {"v2"} for dialects in found.values())


def test_an_envelope_of_another_namespace_and_arrays_of_another_size(planted: str) -> None:
    plant(planted, "the namespace of an envelope")
    found = verify(Http(planted), NAMED, deck, dialects=["v1"])
    [(_, told), *_] = found.differences()
    assert (told.kind, told.where) == ("value", "envelope")
    assert "shop:loginResponse" in told.fake
    assert "{urn:Other}loginResponse" in told.server
    plant(planted, "the size of an array")
    found = verify(Http(planted), NAMED, deck, dialects=["v2"])
    types = [told for _, told in found.differences() if told.where == "types"]
    assert types[0].server.startswith("shop:ArrayOfString of 7 xsd:string (")
    assert types[0].fake.startswith("shop:ArrayOfString of xsd:string (")


def test_what_cannot_be_removed_is_told(planted: str) -> None:
    plant(planted, "nothing is removed")
    found = verify(Http(planted), NAMED, deck)
    assert ("fault", "") in points(found)
    assert {file.rpartition("-")[2] for file in found.left} == {"life.jpg", "life_1.jpg"}
    lacks = {step.lacks for step in found.played if step.lacks}
    assert lacks == {
        "what the scenario 'the life of an image' has made cannot be removed",
        "images of another dialect's scenarios cannot be removed",
    }
    told = report.text(found, 120)
    assert all(f"  {file}" in told.splitlines() for file in found.left)
    [case] = etree.fromstring(report.junit(found)).findall("testsuite[@name='cleaning up']/testcase/failure")
    assert case.text == "\n".join(found.left)
    for name in ("types are not saved", "nothing"):  # an earlier run's images are removed by the next
        plant(planted, name)
        if name == "types are not saved":
            assert verify(Http(planted), NAMED, deck).left != []


def test_images_of_a_run_that_was_cut_short_are_removed_and_others_are_not(planted: str) -> None:
    plant(planted, "nothing")

    def cut_short(context: RunContext) -> Iterator[Scenario]:
        data = {"file": context.file("cut")}
        yield Scenario("cut", [Step("product_media.create", {"productId": PRODUCT, "data": data})])
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        verify(Http(planted), NAMED, cut_short)
    assert plant(planted, "nothing") == 0

    with FakeMagento() as fake:
        picture = {"content": DEMO.parent / "images" / "shirt.png"}
        fake.add_product(PRODUCT, images=[{**picture, "name": "verify-00c0ffee-left.png"}])
        assert verify(Http(fake.url), Named("apiUser", "apiKey123", PRODUCT), deck).is_alike
        assert fake.products[PRODUCT].images == []
        fake.add_images(PRODUCT, [{**picture, "name": "verify-mine.png"}])
        with pytest.raises(VerifyError, match=r"has images \(/v/e/verify-mine.png\): name one that may be thrown away"):
            verify(Http(fake.url), Named("apiUser", "apiKey123", PRODUCT), deck)
        assert len(fake.products[PRODUCT].images) == 1


def check_sessions_are_ended(fake: FakeMagento) -> None:
    """Of the sessions that were begun none is left."""
    begun = {call.value for call in fake.calls if call.operation in ("login", "startSession") and not call.fault}
    ended = b"".join(call.request for call in fake.calls if call.operation == "endSession")
    assert begun
    assert [session for session in begun if session.encode() not in ended] == []


@pytest.mark.long
@pytest.mark.parametrize("wsi", [False, True])
def test_sessions_are_ended(wsi: bool) -> None:
    with shop("openmage-19", wsi) as fake:
        assert verify(Http(fake.url), NAMED, deck, dialects=["wsi" if wsi else "v1", "xmlrpc"]).is_alike
        check_sessions_are_ended(fake)
        with pytest.raises(VerifyError):
            verify(Http(fake.url), Named("apiUser", "apiKey123", "nosuch"), deck)
        check_sessions_are_ended(fake)


def test_sessions_of_many_calls_at_once_are_ended() -> None:
    calls = [{"methodName": "login", "params": ["apiUser", "apiKey123"]}, {"methodName": "startSession", "params": []}]

    def many(context: RunContext) -> Iterator[Scenario]:
        yield Scenario("many", [Step("system.multicall", {"methods": calls})])

    with shop("openmage-19") as fake:
        verify(Http(fake.url), NAMED, many, dialects=["xmlrpc"])
        parts = [part.value for call in fake.calls for part in call.parts]
        assert len(parts) == 2
        ended = b"".join(call.request for call in fake.calls if call.operation == "endSession")
        assert [session for session in parts if session.encode() not in ended] == []


def test_images_of_one_position_are_compared_as_a_set(planted: str) -> None:
    plant(planted, "order of equals")
    found = verify(Http(planted), NAMED, deck)
    assert [str(difference) for _, difference in found.differences()] == []


def gallery(*images: tuple[str, str], label: str = "") -> Value:
    """A list of images by file and position."""
    names = ("file", "position", "label")
    members = [
        tuple((name, Value("", text)) for name, text in zip(names, (*each, label), strict=True)) for each in images
    ]
    return Value("array", items=tuple(Value("struct", members=each) for each in members))


def test_what_differs_in_images_of_one_position_is_told_of_each() -> None:
    one, other = gallery(("a", "1"), ("b", "1"), ("c", "2")), gallery(("b", "1"), ("a", "1"), ("c", "2"), label="x")
    assert [str(each) for each in of_values(Value("", items=(one,)), Value("", items=(other,)))] == [
        f"value at [0][{number}].label: server ''; fake 'x'" for number in range(3)
    ]
    moved = gallery(("a", "1"), ("c", "2"), ("b", "1"))
    assert {each.where for each in of_values(one, moved)} == {""}
    assert {each.kind for each in of_values(one, moved)} == {"order"}


def words(text: str) -> Value:
    """A list of words."""
    return Value("array", items=tuple(Value("string", each) for each in text.split()))


@pytest.mark.parametrize(
    ("server", "fake", "told"),
    [
        ("a b c d e", "a c b d e", ["order: server …, b, c, …; fake …, c, b, …"]),
        ("b a c", "a b c", ["order: server b, a, …; fake a, b, …"]),
        ("x a b", "a b", ["value at [0]: server x; fake nothing"]),
        ("a b", "a x b", ["value at [1]: server nothing; fake x"]),
        ("a b c", "a x c", ["value at [1]: server 'b'; fake 'x'"]),
    ],
)
def test_the_part_of_a_list_that_differs_is_told(server: str, fake: str, told: list[str]) -> None:
    shown = [str(each).replace("'b', 'c'", "b, c") for each in of_values(words(server), words(fake))]
    assert [re.sub(r"'(\w)'(?=[,;]|$)", r"\1", each) for each in shown] == [
        re.sub(r"'(\w)'(?=[,;]|$)", r"\1", each) for each in told
    ]


def test_differences_of_one_cause_are_one_row() -> None:
    found = Report("http://shop.example", "magento-1.9", {"v1": None, "xmlrpc": None})
    for dialect in ("v1", "xmlrpc"):
        for number in (1, 2):
            differs = (
                Difference("type", f"[{number}].position", f"int ({number})", f"string ('{number}')"),
                Difference("type", "position", f"int ({number})", f"string ('{number}')"),
                Difference("value", "label", "'a'", "'b'"),
                Difference("value", "label", "'a'", f"'{dialect}'"),
            )
            found.played.append(Played(dialect, "life", f"list {number}", differences=differs))
    rows = [re.split("  +", line)[:3] for line in report.text(found, 200).splitlines()[6:-2]]
    assert rows == [
        ["v1, xmlrpc", "life: list 1", "type of [1].position, and 7 more like it"],
        ["v1, xmlrpc", "life: list 1", "value of label, and 3 more like it"],
        ["v1", "life: list 1", "value of label, and 1 more like it"],
        ["xmlrpc", "life: list 1", "value of label, and 1 more like it"],
    ]
    assert report.summary(found).startswith("16 differences")


def test_an_echo_of_the_key_is_masked_whole(planted: str) -> None:
    plant(planted, "an echo of the key")
    shop = Http(planted, headers=[("Authorization", "Basic c2hvcDpvcGVu")])
    found = verify(shop, NAMED, deck, dialects=["v2"])
    for written in (report.text(found, 200), report.junit(found).decode(), report.html(found).decode()):
        assert "login(***-wrong, ***, ***)" in written
        assert "apiKey123" not in written
        assert "YXBpS2V5" not in written
    assert shop.secrets == ["Basic c2hvcDpvcGVu", "c2hvcDpvcGVu"]


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_a_run_that_is_stopped_leaves_nothing_behind(stop: signal.Signals) -> None:
    slow = {"on": "product_media.list", "delay": 0.05, "times": "always"}
    with shop("magento-1.9") as fake:
        fake.fail(**slow)  # type: ignore[arg-type]
        process = subprocess.Popen(
            [sys.executable, "-m", "fake_magento", "verify", fake.url, *OPTIONS, "--quiet"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        created = iter(lambda: bool(fake.products[PRODUCT].images), True)
        for _ in created:
            assert process.poll() is None
        process.send_signal(stop)
        said, told = process.communicate(timeout=60)
        assert (process.returncode, said) == (128 + stop, "")
        assert re.fullmatch(r"taken away from the server: (/v/e/verify-[0-9a-f]{8}-\S+(, )?)+\n", told)
        assert fake.products[PRODUCT].images == []
        check_sessions_are_ended(fake)


@pytest.mark.long
def test_what_the_user_does_not_name_is_not_played_and_told() -> None:
    with shop("openmage-19") as fake:
        found = verify(Http(fake.url), Named("apiUser", "apiKey123", PRODUCT), deck)
    assert found.is_alike
    lacking = {(step.scenario, step.lacks) for step in found.played if step.lacks}
    assert lacking == {
        ("products by id", "needs --product-id"),
        ("store views", "needs --store"),
        ("without a gallery", "needs --plain-product"),
    }
    assert re.search(r"not played, 51 steps of store views: needs --store\n", report.text(found, 120))
    skipped = etree.fromstring(report.junit(found)).findall("testsuite/testcase/skipped")
    assert {each.get("message") for each in skipped} == {lacks for _, lacks in lacking}


def test_deliberate_differences_are_told_and_no_failure(planted: str) -> None:
    plant(planted, "a leak")
    found = verify(Http(planted), NAMED, deck)
    reasons = {difference.reason for _, difference in found.differences()}
    assert reasons == {LEAKED_PATH.reason}
    assert found.is_alike
    assert report.summary(found).startswith("no differences in 5")
    assert "3 more that are deliberate" in report.summary(found)
    assert re.search(r"deliberate, 3 times: the path and line of a PHP file", report.text(found, 120))
    junit = etree.fromstring(report.junit(found))
    assert junit.findall("testsuite/testcase/failure") == []
    assert len(junit.findall("testsuite/testcase/system-out")) == 3


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"key": "wrong"}, "'apiUser' cannot log in: fault 2: Access denied."),
        ({"product": "nosuch"}, "--product 'nosuch' cannot be used: fault 101: Product not exists."),
        ({"product": "4711"}, "--product '4711' would be taken for an id; name one whose SKU is no number"),
        ({"product": PLAIN}, f"--product '{PLAIN}' cannot be used: fault 107: "),
        ({"store": "nosuch"}, "--store 'nosuch' cannot be used: fault 100: "),
        (
            {"attribute_set": 77},
            "attribute set 77 has no types of images ([]): --attribute-set is the id of the product's",
        ),
        ({"plain_product": PRODUCT}, f"--plain-product '{PRODUCT}' is none without a gallery: []"),
    ],
)
def test_a_shop_that_cannot_be_used_so(planted: str, changed: dict[str, Any], problem: str) -> None:
    plant(planted, "nothing")
    named = Named(**{**NAMED.__dict__, **changed})
    with pytest.raises(VerifyError) as told:
        verify(Http(planted), named, deck)
    assert str(told.value).startswith(problem)
    assert plant(planted, "nothing") == 0


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("no session", "'apiUser' cannot log in: fault 2: Access denied."),
        ("no types of images", "attribute set 4 has no types of images (no answer: "),
    ],
)
def test_a_server_that_cannot_be_used_at_all(planted: str, name: str, problem: str) -> None:
    plant(planted, name)
    with pytest.raises(VerifyError) as told:
        verify(Http(planted), NAMED, deck)
    assert str(told.value).startswith(problem)


def test_a_server_without_the_api(fake_magento: FakeMagento) -> None:
    fake_magento.fail("wsdl", status=404, times="always")
    fake_magento.fail(how="maintenance", times="always")
    with pytest.raises(VerifyError) as told:
        verify(Http(fake_magento.url), NAMED, deck)
    assert str(told.value).splitlines() == [
        f"{fake_magento.url} offers no dialect that could be verified:",
        "  v1: HTTP 404 Not Found",
        "  v2: HTTP 404 Not Found",
        "  wsi: HTTP 404 Not Found",
        "  xmlrpc: HTTP 503 Service Unavailable: a document <html> instead of <methodResponse>",
    ]


def test_a_dialect_that_was_asked_for_and_is_not_offered_is_a_difference() -> None:
    with shop("magento-1.9", wsi=True) as fake:
        found = verify(Http(fake.url), NAMED, lambda context: (), dialects=["v2", "xmlrpc"])
    [(step, difference)] = found.differences()
    assert step.dialect == "v2"
    assert str(difference) == "status: server V2 speaks wsi; fake offered"
    assert {step.dialect for step in found.played} == {"v2", "xmlrpc"}


def test_a_server_that_answers_no_more_is_asked_no_more() -> None:
    fake = shop("magento-1.9").start()

    def going_away(context: RunContext) -> Iterator[Scenario]:
        fake.stop()
        yield Scenario("gone", [Step("product_media.list", {"productId": PRODUCT})] * 9)

    found = verify(Http(fake.url), NAMED, going_away, dialects=["xmlrpc"])
    gone = [step for step in found.played if step.scenario == "gone"]
    assert [bool(step.lacks) for step in gone] == [False] * 3 + [True] * 6
    assert gone[0].differences[0].server.startswith("no answer: ")
    assert gone[-1].lacks == "the server has not answered 3 times"
    assert found.left == ["(the server does not tell)"]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The finished command."""
    command = [sys.executable, "-m", "fake_magento", "verify", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


def test_command_of_a_shop_that_is_alike(planted: str, tmp_path: Path) -> None:
    plant(planted, "nothing")
    done = run(
        planted, *ALL, "--quiet", "--junit", str(tmp_path / "report.xml"), "--html", str(tmp_path / "report.html")
    )
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == f"{planted} and a fake of magento-1.9"
    assert lines[1:5] == [
        "  v1       played",
        "  v2       played",
        "  wsi      not offered: V2 speaks v2",
        "  xmlrpc   played",
    ]
    assert re.fullmatch(r"no differences in 5\d\d steps", lines[-1])
    junit = etree.parse(tmp_path / "report.xml").getroot()
    assert [suite.get("name") for suite in junit] == ["v1", "v2", "xmlrpc"]
    assert all(suite.get("failures") == suite.get("skipped") == "0" for suite in junit)
    assert all(int(suite.get("tests", 0)) == len(suite) > 100 for suite in junit)
    for written in (done.stdout, *(path.read_text() for path in tmp_path.iterdir())):
        assert "apiKey123" not in written


def test_command_of_a_shop_that_differs(planted: str, tmp_path: Path) -> None:
    plant(planted, "value")
    done = run(planted, *ALL, "--quiet", "--dialect", "v2", "--junit", str(tmp_path / "report.xml"))
    assert (done.returncode, done.stderr) == (1, "")
    lines = done.stdout.splitlines()
    assert "  ".join(lines[3].split()) == "dialect  call  differs  in  server  fake"
    assert lines[5].startswith("v2       the life of an ")
    assert "value of label" in lines[5]
    assert "'<BACK> &" in lines[5]
    assert "'<Back> &" in lines[5]
    assert all(len(line) <= 160 for line in lines)
    assert re.fullmatch(r"1 difference in 1\d\d steps", lines[-1])
    failures = etree.parse(tmp_path / "report.xml").findall("testsuite/testcase/failure")
    assert [each.get("message", "").partition(":")[0] for each in failures] == ["value at label"]


def test_command_takes_the_key_from_the_environment(planted: str, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(planted, "nothing")
    options = ["--user", "apiUser", "--product", PRODUCT, "--dialect", "xmlrpc"]
    done = run(planted, *options)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "fake-magento: verify needs a key: --key, or the variable FAKE_MAGENTO_KEY\n"
    monkeypatch.setenv("FAKE_MAGENTO_KEY", "apiKey123")
    assert run(planted, *options).returncode == 0


def test_command_refuses_to_write_on_another_machine(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with shop("magento-1.9") as fake:
        port = fake.url.rpartition(":")[2]

        def elsewhere(host: str, *arguments: Any, **named: Any) -> Any:
            assert host == "shop.example"
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("192.0.2.7", int(port)))]

        with monkeypatch.context() as patched:
            patched.setattr(socket, "getaddrinfo", elsewhere)
            assert main(["verify", f"http://shop.example:{port}", *OPTIONS]) == 2
        assert list(fake.calls) == []
        told = capsys.readouterr()
        assert told.err.startswith("fake-magento: shop.example is not this machine.")
        assert "--yes-i-may-write" in told.err
        monkeypatch.setattr(Http, "is_loopback", lambda shop: False)
        assert main(["verify", fake.url, *OPTIONS, "--dialect", "v1"]) == 2
        assert main(["verify", fake.url, *OPTIONS, "--dialect", "v1", "--yes-i-may-write"]) == 0


@pytest.mark.parametrize(
    ("addresses", "is_loopback"),
    [
        (["127.0.0.1"], True),
        (["127.8.8.8", "::1"], True),
        (["::ffff:127.0.0.1"], True),
        (["127.0.0.1", "192.0.2.7"], False),
        (["0.0.0.0"], False),
        (["fe80::1%eth0"], False),
    ],
)
def test_loopback_is_what_all_addresses_say(
    addresses: list[str], is_loopback: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [(0, 0, 0, "", (address, 80)) for address in addresses]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *arguments, **named: found)
    assert Http("http://shop.example/").is_loopback() is is_loopback


def test_a_host_that_there_is_not(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(NoAnswerError, match=r"shop\.invalid: "):
        Http("http://shop.invalid").is_loopback()
    assert main(["verify", "http://shop.invalid", *OPTIONS]) == 2
    assert capsys.readouterr().err.startswith("fake-magento: shop.invalid: ")


@pytest.mark.parametrize(
    "options",
    [
        ["ftp://127.0.0.1", *OPTIONS],
        ["http://", *OPTIONS],
        ["http://127.0.0.1:99999", *OPTIONS],
        ["http://user:secret@127.0.0.1", *OPTIONS],
        ["http://127.0.0.1/?a=b", *OPTIONS],
        ["http://127.0.0.1", *OPTIONS, "--contract", "nosuch.json"],
        ["http://127.0.0.1", *OPTIONS, "--contract", "README.md"],
    ],
)
def test_words_that_the_command_refuses(options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", *options]) == 2
    told = capsys.readouterr().err
    assert told.startswith("fake-magento: ")
    assert "secret" not in told


@pytest.mark.parametrize(
    "options",
    [
        [],
        ["http://127.0.0.1"],
        ["http://127.0.0.1", *OPTIONS, "--product-id", "x"],
        ["http://127.0.0.1", *OPTIONS, "--product-id", "0"],
        ["http://127.0.0.1", *OPTIONS, "--dialect", "rest"],
        ["http://127.0.0.1", *OPTIONS, "--flavour", "magento-2"],
        ["http://127.0.0.1", *OPTIONS, "--timeout", "soon"],
        ["http://127.0.0.1", *OPTIONS, "--timeout", "0"],
        ["http://127.0.0.1", *OPTIONS, "--header", "none"],
        ["http://127.0.0.1", *OPTIONS, "--contract", "contract.json", "--deck", "products"],
    ],
)
def test_words_that_the_command_does_not_know(options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", *options]) == 2
    assert capsys.readouterr().err.startswith("Usage: fake-magento verify")


def test_a_report_that_cannot_be_written(planted: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plant(planted, "nothing")
    nowhere = tmp_path / "nosuch" / "report.xml"
    assert main(["verify", planted, *OPTIONS, "--dialect", "xmlrpc", "--junit", str(nowhere)]) == 2
    assert f"fake-magento: {nowhere}: No such file or directory" in capsys.readouterr().err


@pytest.mark.long
def test_a_shop_below_a_path_with_headers_of_its_own() -> None:
    seen = []
    with shop("openmage-19") as fake:
        real = fake._server.respond

        def guarded(request: Any) -> Any:
            seen.append(request.path)
            assert request.headers["Authorization"] == "Basic c2hvcA=="
            return real(request)

        fake._server.respond = guarded
        http = Http(f"{fake.url}/index.php/", headers=[("Authorization", "Basic c2hvcA==")])
        assert verify(http, NAMED, deck, dialects=["v1"]).is_alike
    assert all(path.startswith("/index.php/api/") for path in seen)


def test_every_plant_is_tried() -> None:
    here = Path(__file__).read_text(encoding="utf-8")
    assert [name for name in PLANTS if f'"{name}"' not in here] == []


def test_the_page_in_a_browser(planted: str, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    plant(planted, "value")
    assert main(["verify", planted, *ALL, "--html", str(file)]) == 1
    with browser.page() as page:
        page.goto(file.as_uri())
        assert page.title().startswith("fake-magento verify: 3 differences in 5")
        assert page.locator("h1").inner_text() == f"{planted} and a fake of magento-1.9"
        rows = page.locator("#differences tr")
        assert rows.first.locator("th").all_inner_texts() == ["dialect", "call", "differs in", "server", "fake"]
        assert rows.count() == 2
        cells = rows.nth(1).locator("td").all_inner_texts()
        assert (cells[0], cells[2]) == ("v1, v2, xmlrpc", "value of label, and 2 more like it")
        assert (cells[3][:7], cells[4][:7]) == ("'<BACK>", "'<Back>")
        life = page.locator("details", has=page.get_by_text("v1: the life of an image"))
        assert life.locator("span").inner_text() == "1 difference"
        assert not life.locator("table").is_visible()
        life.locator("summary").click()
        assert life.locator("table").is_visible()
        assert life.locator("tr").nth(1).locator("td").all_inner_texts() == [
            "product_media.list(productId='throw-away')",
            "[]",
            "[]",
        ]
        assert page.locator("details span.alike").count() > 40
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_page_of_a_shop_that_is_alike_and_has_little(tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    with browser.page() as page:
        with shop("openmage-19") as fake:
            assert main(["verify", fake.url, *OPTIONS, "--dialect", "xmlrpc", "--html", str(file)]) == 0
        page.goto(file.as_uri())
        assert page.locator("p.alike").inner_text().startswith("no differences in 1")
        assert page.locator("#differences").count() == 0
        outcome = page.locator("details", has=page.get_by_text("xmlrpc: store views")).locator("span.lacks")
        assert outcome.inner_text() == "not played: needs --store"
