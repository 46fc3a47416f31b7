"""A client's contract: gathered from calls, kept in a file, shown as it changes, and played on a server."""

from __future__ import annotations

import base64
import contextlib
import json
import re
import signal
import xmlrpc.client
from pathlib import Path
from typing import Any

import pytest

from fake_magento import ClientContract, ContractError, FakeMagento, picture
from fake_magento.cli import main
from fake_magento.client.http import Http
from fake_magento.verify import report
from fake_magento.verify.client import LEAVES_ORDERS, NOT_FOUND_AGAIN, NOT_OURS, NOT_PLAYED, scenarios_of
from fake_magento.verify.context import Named
from fake_magento.verify.play import verify
from tests.planted import PRODUCT, STORE, shop
from tests.speaking import DIALECTS, Speaker
from tests.test_cli import address, serving

pytest_plugins = ["pytester"]

NAMED = Named("apiUser", "apiKey123", PRODUCT, 1, STORE)


def client(fake: FakeMagento) -> tuple[Any, str]:
    """A client of XML-RPC, and its session."""
    proxy: Any = xmlrpc.client.ServerProxy(fake.xmlrpc_url, allow_none=True)
    return proxy, str(proxy.login(fake.username, fake.api_key))


def all_there_is() -> ClientContract:
    """The contract of a client that calls in all ways there are."""
    contract = ClientContract()
    with FakeMagento() as fake:
        fake.on_call(contract.add)
        fake.add_product("mug", id=12)
        fake.method("custom.ping")(lambda word: word)
        shop, session = client(fake)
        file = {"content": base64.b64encode(picture()).decode(), "mime": "image/png"}
        data = {"file": file, "types": ["image", "thumbnail"], "position": 3, "exclude": "0", "label": ""}
        image = shop.call(session, "product_media.create", ["mug", data])
        shop.call(session, "product_media.info", ["mug", image, None, "sku"])
        shop.call(session, "product_media.update", [12, image, {"label": "Mug"}, "default", "id"])
        shop.call(session, "product_media.list", ["12"])
        shop.call(session, "product_media.types", [4])
        shop.call(session, "product_media.currentStore")
        shop.multiCall(session, [["product_media.list", ["mug"]], ["product_media.info", ["mug", image]]])
        shop.multiCall(session, [["product_media.list", ["mug"]], ["product_media.info", ["mug", image]]] * 2)
        calls = [("startSession", []), ("call", [session, "product_media.list", ["mug", None, "sku"]])]
        shop.system.multicall([{"methodName": name, "params": given} for name, given in calls])
        shop.system.listMethods()
        shop.system.methodHelp("login")
        shop.resources(session)
        shop.globalFaults(session)
        shop.resourceFaults(session, "product_media")
        shop.call(session, "custom.ping", ["x"])
        for path, given in [("catalog_category.delete", [3]), ("no.such", ["x"])]:
            with pytest.raises(xmlrpc.client.Fault):
                shop.call(session, path, given)
        shop.call(session, "product_media.remove", ["mug", image])
        shop.endSession(session)
    return contract


LINES = """\
catalog_category.delete(categoryId: int) in xmlrpc
catalog_product_attribute_media.create(productId: text, data: {exclude: number as text, file: {content: text, mime: text}, \
label: empty text, position: int, types: [text]}) in xmlrpc
catalog_product_attribute_media.currentStore() in xmlrpc
catalog_product_attribute_media.info(productId: text, file: text, identifierType: text) in xmlrpc
catalog_product_attribute_media.list(productId: number as text) in xmlrpc
catalog_product_attribute_media.remove(productId: text, file: text) in xmlrpc
catalog_product_attribute_media.types(setId: int) in xmlrpc
catalog_product_attribute_media.update(productId: int, file: text, data: {label: text}, store: text, \
identifierType: text) in xmlrpc
custom.ping(word: text) in xmlrpc
endSession() in xmlrpc
globalFaults() in xmlrpc
login(username: text, apiKey: text) in xmlrpc
multiCall[catalog_product_attribute_media.list(productId: text); \
catalog_product_attribute_media.info(productId: text, file: text)]() in xmlrpc
no.such(args: [text]) in xmlrpc
resourceFaults(resourceName: text) in xmlrpc
resources() in xmlrpc
system.listMethods() in xmlrpc
system.methodHelp(method: text) in xmlrpc
system.multicall[startSession(); catalog_product_attribute_media.list(productId: text, identifierType: text)]() in xmlrpc
"""


def test_holds_operations_shapes_and_dialects_and_nothing_secret(tmp_path: Path) -> None:
    contract = all_there_is()
    assert contract.changes(ClientContract()) == [f"+ {line}" for line in LINES.splitlines()]
    file = tmp_path / "contract.json"
    contract.save(file)
    assert ClientContract.load(file) == contract
    text = file.read_text()
    assert not re.search(r"[0-9a-f]{32}|apiKey123|mug", text)
    assert len(contract) == len(json.loads(text)["calls"]) == len(LINES.splitlines())


def test_calls_are_told_the_same_in_all_dialects() -> None:
    contract = ClientContract()
    for dialect in DIALECTS:
        with FakeMagento(wsi=dialect == "wsi") as fake:
            fake.add_product("mug")
            fake.on_call(contract.add)
            Speaker(fake, dialect).list("mug")
    assert contract.changes(ClientContract()) == [
        "+ catalog_product_attribute_media.list(productId: text) in v1, v2, wsi, xmlrpc",
        "+ login(username: text, apiKey: text) in v1, v2, wsi, xmlrpc",
    ]
    assert contract.dialects == {*DIALECTS}


def test_what_is_no_call_says_nothing(fake_magento: FakeMagento) -> None:
    Speaker(fake_magento, "v1").send(b"hello")
    contract = ClientContract.of(fake_magento.calls)
    assert [use.call for use, _ in contract] == ["login"]


def test_order_and_number_say_nothing() -> None:
    documents = [
        {"productId": "text", "data": {"label": "text", "types": ["text", "int"]}},
        {"productId": "text", "data": {"types": ["int", "text", "text"], "label": "text"}},
    ]
    read = [
        ClientContract.read({"client contract": 1, "calls": [{"call": "a.b", "arguments": each, "dialects": ["v1"]}]})
        for each in documents
    ]
    assert read[0] == read[1]
    assert read[0].changes(read[1]) == []


def test_arguments_that_never_end_are_cut(fake_magento: FakeMagento) -> None:
    many = ClientContract()
    fake_magento.on_call(many.add)
    shop, session = client(fake_magento)
    with pytest.raises(xmlrpc.client.Fault):
        shop.call(session, "product_media.list", [["a"] * 20_000])
    [line] = [line for line in many.changes(ClientContract()) if "list" in line]
    assert line == "+ catalog_product_attribute_media.list(productId: […, text]) in xmlrpc"


def test_changes_are_told_line_by_line() -> None:
    old, new = all_there_is(), ClientContract()
    new.merge(old)
    with FakeMagento(wsi=True) as fake:
        fake.on_call(new.add)
        fake.add_product("mug")
        Speaker(fake, "wsi").create("mug")
    assert new.changes(old) == [
        "+ catalog_product_attribute_media.create"
        "(productId: text, data: {file: {content: text, mime: text, name: text}}) in wsi",
        "- login(username: text, apiKey: text) in xmlrpc",
        "+ login(username: text, apiKey: text) in wsi, xmlrpc",
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{", "Expecting property name"),
        ("[]", 'it has no "client contract": 1'),
        ('{"client contract": 2, "calls": []}', 'it has no "client contract": 1'),
        ('{"client contract": 1}', '"calls" is no list'),
        ('{"client contract": 1, "calls": [3]}', '"dialects" of call 1 is no list'),
        ('{"client contract": 1, "calls": [{"dialects": []}]}', "call 1 has no dialects"),
        ('{"client contract": 1, "calls": [{"dialects": ["v1"]}]}', 'call 1 has no "call"'),
        ('{"client contract": 1, "calls": [{"dialects": ["v1"], "call": "a.b"}]}', 'call 1 has no "arguments"'),
        (
            '{"client contract": 1, "calls": [{"dialects": ["v1"], "call": "a.b", "arguments": {"c": "word"}}]}',
            "call 1: 'word' is no shape; there are text, number as text, empty text, int, double, boolean, null, …",
        ),
    ],
)
def test_a_file_that_holds_none(text: str, problem: str, tmp_path: Path) -> None:
    file = tmp_path / "contract.json"
    file.write_text(text)
    with pytest.raises(ContractError) as told:
        ClientContract.load(file)
    assert str(told.value).startswith(f"{file} holds no client's contract: {problem}")


def test_is_played_on_a_server() -> None:
    contract = all_there_is()
    with shop("openmage-19") as server:
        found = verify(Http(server.url), NAMED, scenarios_of(contract), dialects=contract.dialects)
        assert server.products[PRODUCT].images == []
        called = [call for call in server.calls if call.operation == "system.multicall"]
        assert [part.path or part.operation for part in called[0].parts] == [
            "startSession",
            "catalog_product_attribute_media.list",
        ]
    assert [str(difference) for _, difference in found.differences()] == []
    assert {step.call: step.lacks for step in found.played if step.lacks} == dict.fromkeys(
        ["custom.ping(word: text)", "no.such(args: [text])"],
        NOT_PLAYED,
    )
    played = {step.call: step.server for step in found.played if not step.lacks}
    answers = {call.partition("(")[0]: answer for call, answer in played.items()}
    assert answers["catalog_product_attribute_media.remove"] == "True"
    assert answers["catalog_product_attribute_media.currentStore"] == "0"
    assert answers["endSession"] == "True"
    assert all("fault" not in answer for answer in played.values()), played
    update = next(call for call in played if ".update(" in call)
    assert update.endswith(
        ".update(productId=1, file=<image>, data={'label': 'text'}, store='german', identifierType='id')"
    )


SORTED = {"available_sort_by": ["position"], "default_sort_by": "position"}
WRITES: list[tuple[str, list[Any]]] = [
    ("product.update", ["mug", {"name": "x", "sku": "mug"}]),
    ("product.delete", [1, "id"]),
    ("product.create", ["simple", "4", "new", {"name": "x"}]),
    ("product.info", ["mug"]),
    ("product.list", [{"sku": {"like": "m%"}}]),
    ("product_stock.update", ["mug", {"qty": "3"}]),
    ("category.create", [2, {"name": "x", "is_active": 1, "include_in_menu": 0, **SORTED}]),
    ("category.delete", [3]),
    ("customer.update", [1, {"firstname": "x"}]),
    ("customer.delete", ["1"]),
    ("customer_address.delete", [1]),
    ("product_custom_option.remove", [1]),
    ("country.list", []),
]
NEVER: list[tuple[str, list[Any]]] = [
    ("category.delete", [True]),
    ("customer.delete", ["everybody"]),
    ("product.create", ["simple", "4", "17", {"name": "x"}]),
    ("category.create", [2, {"is_active": 1}]),
    ("product_attribute_set.create", ["New", 4]),
    ("product_custom_option_value.remove", [1]),
]
SALES: list[tuple[str, list[Any]]] = [
    ("cart.create", ["default"]),
    ("cart.totals", [1]),
    ("order.hold", ["100000001"]),
    ("order_invoice.create", ["100000001", {}]),
    ("order_invoice.info", ["100000001"]),
    ("order_creditmemo.info", ["100000001"]),
]


def contract_of(calls: list[tuple[str, list[Any]]]) -> ClientContract:
    """The contract of a client that calls these."""
    contract = ClientContract()
    with FakeMagento() as fake:
        fake.on_call(contract.add)
        proxy, session = client(fake)
        for path, given in calls:
            with contextlib.suppress(xmlrpc.client.Fault):
                proxy.call(session, path, given)
    return contract


def played(calls: list[tuple[str, list[Any]]], may_leave_orders: bool = False) -> tuple[dict[str, str], dict[str, str]]:
    """What was answered to the calls, and why others were not played, on a shop that must be what it was but for orders."""
    with shop("openmage-19") as server:
        server.customers.add("ann@example.com", firstname="Ann", lastname="Lee")
        server.categories.add("Mugs")
        before = [server.dumps(), len(server.orders)]
        scenarios = scenarios_of(contract_of(calls), may_leave_orders)
        found = verify(Http(server.url), NAMED, scenarios, dialects=["xmlrpc"])
        if not may_leave_orders:
            assert [server.dumps(), len(server.orders)] == before
    assert [(step.call, str(difference)) for step, difference in found.differences()] == []
    last = {step.scenario: step for step in found.played if step.scenario not in ("login", "wsdl")}
    return (
        {name: step.server for name, step in last.items() if not step.lacks},
        {name: step.lacks for name, step in last.items() if step.lacks},
    )


def test_calls_that_change_are_played_on_what_was_made_for_them() -> None:
    answers, lacks = played(WRITES)
    assert lacks == {}
    assert len(answers) == len(WRITES)
    assert {name: answer for name, answer in answers.items() if answer.startswith("fault")} == {}


@pytest.mark.parametrize("call", NEVER, ids=str)
def test_calls_that_would_change_what_is_not_ours_are_not_played(call: tuple[str, list[Any]]) -> None:
    answers, lacks = played([call])
    assert answers == {}
    assert set(lacks.values()) <= {NOT_PLAYED, NOT_OURS, NOT_FOUND_AGAIN}
    assert len(lacks) == 1


@pytest.mark.long
def test_carts_and_orders_are_made_only_where_they_may_stay() -> None:
    answers, lacks = played(SALES)
    assert answers == {}
    assert set(lacks.values()) == {LEAVES_ORDERS}
    answers, lacks = played(SALES, may_leave_orders=True)
    assert lacks == {}
    assert {name: answer for name, answer in answers.items() if answer.startswith("fault")} == {}


def test_what_the_server_does_otherwise_is_found() -> None:
    contract = all_there_is()
    with shop("openmage-19") as server:
        server.fail("product_media.info", fault=105, message="not so", times="always")
        found = verify(Http(server.url), NAMED, scenarios_of(contract), dialects=contract.dialects)
    told = [(step.scenario, str(difference)) for step, difference in found.differences()]
    assert (told[0][0], told[0][1][:38]) == (
        "catalog_product_attribute_media.info",
        "fault: server fault 105: not so; fake ",
    )
    assert [scenario for scenario, _ in told] == ["catalog_product_attribute_media.info", "multiCall"]
    assert told[1][1].startswith("value at [1]: server {'faultCode': '105', ")
    assert not found.is_alike


def test_a_session_is_not_ended_among_other_calls() -> None:
    contract = ClientContract()
    with FakeMagento() as fake:
        fake.on_call(contract.add)
        proxy, session = client(fake)
        proxy.system.multicall([{"methodName": "endSession", "params": [session]}])
        proxy.startSession()
    with shop("openmage-19") as server:
        found = verify(Http(server.url), NAMED, scenarios_of(contract))
    lacks = {step.scenario: step.lacks for step in found.played if step.scenario != "wsdl"}
    assert lacks.pop("system.multicall") == "it ends the session in which the others are played"
    assert set(lacks.values()) == {""}
    assert found.is_alike


@pytest.mark.long
def test_a_call_by_id_needs_the_products_id() -> None:
    contract = all_there_is()
    with shop("openmage-19") as server:
        found = verify(Http(server.url), Named("apiUser", "apiKey123", PRODUCT), scenarios_of(contract))
    lacks = {step.scenario for step in found.played if step.lacks == "needs --product-id"}
    assert lacks == {f"catalog_product_attribute_media.{method}" for method in ("list", "update")}
    assert "not played, 1 step of catalog_product_attribute_media.update: needs --product-id" in report.text(found, 200)


@pytest.mark.long
def test_command_plays_it_in_the_dialects_of_the_client(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "contract.json"
    contract = all_there_is()
    contract.save(file)
    options = ["--user", "apiUser", "--key", "apiKey123", "--product", PRODUCT, "--contract", str(file)]
    with shop("openmage-19") as server:
        assert main(["verify", server.url, *options]) == 0
        said = capsys.readouterr().out.splitlines()
        assert said[:2] == [f"{server.url} and a fake of openmage-19", "  xmlrpc   played"]
        assert main(["verify", server.url, *options, "--dialect", "v1"]) == 2
        assert capsys.readouterr().err == "fake-magento: the contract has no calls in these dialects\n"
    with FakeMagento(wsi=True) as fake:
        fake.on_call(contract.add)
        Speaker(fake, "wsi")
    contract.save(file)
    with shop("openmage-19") as server:  # which does not speak WS-I
        assert main(["verify", server.url, *options]) == 1
        assert "wsi      not offered: V2 speaks v2" in capsys.readouterr().out


TESTS = """
import xmlrpc.client

import pytest


@pytest.mark.parametrize("sku", ["a", "b", {more}])
def test_list(fake_magento, sku):
    fake_magento.add_product("a")
    fake_magento.add_product("b")
    shop = xmlrpc.client.ServerProxy(fake_magento.xmlrpc_url)
    shop.call(shop.login("apiUser", "apiKey123"), "product_media.list", [sku])


def test_of_the_session(fake_magento_session):
    assert xmlrpc.client.ServerProxy(fake_magento_session.xmlrpc_url).startSession()
"""
OPTION = "--fake-magento-contract"


@pytest.mark.parametrize("workers", [[], ["-n", "2"]], ids=["one process", "two workers"])
def test_a_test_run_writes_it_and_shows_what_changed(pytester: pytest.Pytester, workers: list[str]) -> None:
    said = run_tests(pytester, '"a"', *workers)
    assert "/contract.json: the client's contract is written, 3 ways of calling" in said
    contract = ClientContract.load(pytester.path / "contract.json")
    assert [use.call for use, _ in contract] == ["catalog_product_attribute_media.list", "login", "startSession"]
    assert (
        "/contract.json: the client's contract has changed\n"
        "+ catalog_product_attribute_media.list(productId: int) in xmlrpc\n"
    ) in run_tests(pytester, "1", *workers)


def test_a_test_run_shows_what_is_gone_or_that_nothing_is(pytester: pytest.Pytester) -> None:
    run_tests(pytester, "1")
    assert "- catalog_product_attribute_media.list(productId: int) in xmlrpc\n" in run_tests(pytester, '"a"')
    said = run_tests(pytester, '"b"')
    assert "/contract.json: the client's contract is what it was, 3 ways of calling" in said


def run_tests(pytester: pytest.Pytester, more: str, *options: str) -> str:
    """What a run of the tests says, with one more value for them."""
    pytester.makepyfile(test_it=TESTS.replace("{more}", more))
    result = pytester.runpytest_subprocess(*options, OPTION, "contract.json")
    return result.stdout.str().replace(str(pytester.path), "")


def test_a_failing_run_writes_nothing(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(test_it=TESTS.replace("{more}", '"nosuch"'))
    result = pytester.runpytest_subprocess(OPTION, "contract.json")
    result.assert_outcomes(passed=3, failed=1)
    assert f"{pytester.path / 'contract.json'}: not written, since not all tests passed" in result.stdout.str()
    assert not (pytester.path / "contract.json").exists()


@pytest.mark.parametrize("options", [[], ["-n", "2"]])
def test_a_contract_that_cannot_be_written_is_told_at_the_end(pytester: pytest.Pytester, options: list[str]) -> None:
    pytester.makepyfile(test_it=TESTS.replace("{more}", '"a"'))
    result = pytester.runpytest_subprocess(*options, OPTION, "nosuch/contract.json")
    result.assert_outcomes(passed=4)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert f"- {pytester.path / 'nosuch' / 'contract.json'}: not written: No such file" in result.stdout.str()


def test_a_file_that_holds_something_else_is_told_before_any_test(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(test_it=TESTS.replace("{more}", '"a"'))
    file = pytester.path / "contract.json"
    file.write_text("{}")
    result = pytester.runpytest_subprocess(OPTION, "contract.json")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    said = result.stderr.str()
    assert f'{OPTION}: {file} holds no client\'s contract: it has no "client contract": 1' in said
    assert file.read_text() == "{}"


def test_without_the_option_nothing_is_said(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(test_it=TESTS.replace("{more}", '"a"'))
    assert "contract" not in pytester.runpytest_subprocess().stdout.str()


def test_serve_writes_it_for_suites_in_other_languages(tmp_path: Path) -> None:
    file = tmp_path / "contract.json"
    for call, says in [
        ("resources", f"{file}: the client's contract is written, 2 ways of calling"),
        ("resources", f"{file}: the client's contract is what it was, 2 ways of calling"),
        (
            "globalFaults",
            f"{file}: the client's contract has changed\n+ globalFaults() in xmlrpc\n- resources() in xmlrpc",
        ),
    ]:
        with serving("--contract", str(file)) as (process, said):
            shop: Any = xmlrpc.client.ServerProxy(f"{address(said)}/api/xmlrpc/")
            getattr(shop, call)(shop.login("apiUser", "apiKey123"))
            process.send_signal(signal.SIGTERM)
            rest, _ = process.communicate(timeout=30)
        assert f"{says}\nfake-magento has stopped.\n" in rest
