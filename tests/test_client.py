"""The client's side of the dialects: it asks in the bytes that real clients sent, and reads what they read."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import pytest

from fake_magento import FakeMagento
from fake_magento.api.dispatch import FUNCTIONS
from fake_magento.api.registry import core_registry
from fake_magento.api.types import ITEMS
from fake_magento.client.dialects import UnsupportedCallError, dialect_of
from fake_magento.client.http import Http, NoAnswerError
from fake_magento.client.messages import NotXmlError, soap_answer, soap_request, xmlrpc_answer, xmlrpc_request
from fake_magento.flavour import FLAVOURS, OPENMAGE_19
from fake_magento.loopback import is_loopback
from tests.replay import load, parameter, scenarios

SCENARIOS = [parameter(flavour, file) for flavour, file in scenarios() if load(file)["steps"]]
ODD = (
    *(
        "v1_arguments",
        "v1_paths",
        "v1_position",
        "v1_product_ids",
        "v1_session_ids",
        "v1_stores",
        "v1_types_id",
        "v2_values",
    ),
    *("wsi_functions", "wsi_parts", "wsi_values", "xmlrpc_base64", "xmlrpc_paths", "xmlrpc_session_ids"),
)
"""Scenarios that ask what their JSON does not tell (a float that is whole, a key that is an integer, bytes), or what PHP sends
otherwise than it was given (more arguments than the WSDL has, null in a struct, an array for a text)."""
PLAIN = [each for each in SCENARIOS if not str(each.id).endswith(ODD)]


def unwrapped(value: Any) -> Any:
    """A recorded value of WS-I with lists as lists."""
    if isinstance(value, list):
        return [unwrapped(each) for each in value]
    if not isinstance(value, dict):
        return value
    return unwrapped(value[ITEMS]) if ITEMS in value else {name: unwrapped(each) for name, each in value.items()}


def texts(value: Any) -> Any:
    """The value with text for each number; an empty element can be anything."""
    if isinstance(value, list):
        return [texts(each) for each in value] or ""
    if isinstance(value, dict):
        return {name: texts(each) for name, each in value.items()} or ""
    return str(value).lower() if isinstance(value, bool) else str(value)


@pytest.mark.parametrize(("flavour", "file"), PLAIN)
def test_asks_in_the_recorded_bytes(flavour: str, file: Path) -> None:
    scenario = load(file)
    dialect = scenario["dialect"]
    speaks = dialect_of(dialect, FLAVOURS[flavour].namespace, core_registry())
    for number, step in enumerate(scenario["steps"]):
        if step["request"] is None:  # the client refused to send it
            continue
        if dialect == "wsi":
            arguments = unwrapped(step["args"][0]) if step["args"] else {}
        else:
            names = FUNCTIONS[step["op"]].parameters if step["op"] in FUNCTIONS else {}
            if dialect == "v2" and not names:  # see below
                continue
            arguments = dict(zip(names, step["args"], strict=False))
        assert speaks.function(step["op"], arguments).decode() == step["request"], f"step {number}"


@pytest.mark.parametrize(("flavour", "file"), [each for each in PLAIN if "/v2_" in str(each.id)])
def test_calls_v2_in_the_recorded_bytes(flavour: str, file: Path) -> None:
    registry = core_registry()
    speaks = dialect_of("v2", FLAVOURS[flavour].namespace, registry)
    paths = {operation.name: operation.path for operation in registry.contract(OPENMAGE_19, "v2").operations.values()}
    for number, step in enumerate(load(file)["steps"]):
        path = paths.get(step["op"])
        if step["request"] is None or path is None:
            continue
        found = registry.find(path)
        assert found
        session, *given = step["args"]
        names = [arg.name for arg in found[1].args]
        body = speaks.call(session, path, dict(zip(names, given, strict=False)))
        assert body.decode() == step["request"], f"step {number}"


@pytest.mark.parametrize(("flavour", "file"), SCENARIOS)
def test_reads_what_the_client_made_of_it(flavour: str, file: Path) -> None:
    scenario = load(file)
    speaks = dialect_of(scenario["dialect"], FLAVOURS[flavour].namespace, core_registry())
    for number, step in enumerate(scenario["steps"]):
        if not step.get("response"):
            continue
        reading = speaks.read(step["response"].encode())
        if "fault" in step:
            assert reading.fault == (str(step["fault"]["code"]), step["fault"]["string"]), f"step {number}"
        else:
            value = reading.value.plain() if reading.value else None
            if scenario["dialect"] == "wsi":  # which says nothing of types
                assert texts(value) == texts(unwrapped(step["result"])), f"step {number}"
            else:
                assert value == step["result"], f"step {number}"


@pytest.mark.parametrize(("flavour", "file"), [each for each in PLAIN if "/v2_" not in str(each.id)])
def test_reads_what_the_client_was_asked(flavour: str, file: Path) -> None:
    scenario = load(file)
    read = xmlrpc_request if scenario["dialect"] == "xmlrpc" else soap_request
    for number, step in enumerate(scenario["steps"]):
        if step["request"] is None:
            continue
        request = read(step["request"].encode())
        if scenario["dialect"] == "wsi":
            found: Any = [{name: value.plain() for name, value in request.parts}]
            assert found == unwrapped(step["args"]), f"step {number}"
        else:
            assert request.operation == step["op"]
            found = [value.plain() for _, value in request.parts]
            while len(found) > len(step["args"]) and found[-1] is None:  # PHP writes what is not given as null
                found.pop()
            assert found == step["args"], f"step {number}"


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"", "nothing"),
        (b"\xef\xbb\xbf<a/>", r"no XML document: '\ufeff<a/>'"),
        (b"<br />Notice: x", "XML that cannot be read: '<br />Notice: x'"),
        (b"<html/>", "a document <html> instead of "),
        (b'<e:Envelope xmlns:e="urn:x"/>', "a document <"),
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "XML that cannot be read: "),
    ],
)
def test_tells_what_is_no_answer(body: bytes, problem: str) -> None:
    for read in (lambda given: soap_answer(given, "urn:Magento"), xmlrpc_answer):
        with pytest.raises(NotXmlError) as told:
            read(body)
        assert str(told.value).startswith(problem)


def test_tells_what_a_dialect_cannot_say() -> None:
    registry = core_registry()
    create = {"productId": "a", "data": {"file": {"content": "x"}}}
    for dialect, path, arguments in [
        ("v1", "no.such", {"a": 1}),
        ("v1", "product_media.list", {"nosuch": 1}),
        ("v2", "no.such", {"a": 1}),
        ("wsi", "product_attribute.types", {}),
        ("v2", "product_media.list", ["a"]),
        ("v2", "product_media.list", {"nosuch": 1}),
        ("v2", "product_media.create", create),
        ("wsi", "product_media.create", create),
    ]:
        with pytest.raises(UnsupportedCallError):
            dialect_of(dialect, "urn:Magento", registry).call("s", path, arguments)
    with pytest.raises(UnsupportedCallError):
        dialect_of("v2", "urn:Magento", registry).function("multiCall", {})


@pytest.fixture
def proxied(monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment whose proxy for everything does not listen."""
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")


@pytest.mark.usefixtures("proxied")
def test_no_proxy_stands_before_this_machine(fake_magento: FakeMagento, monkeypatch: pytest.MonkeyPatch) -> None:
    find = socket.getaddrinfo  # some machines do not know their own name
    known = {"localhost": "127.0.0.1"}
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *rest, **named: find(known.get(host, host), *rest, **named))
    for url in (fake_magento.url, fake_magento.url.replace("127.0.0.1", "localhost")):
        assert Http(url).send("GET", "/api/soap/?wsdl", {}, None).status == 200


@pytest.mark.usefixtures("proxied")
def test_a_proxy_stands_before_others() -> None:
    with pytest.raises(NoAnswerError, match="refused"):
        Http("http://192.0.2.1").send("GET", "/", {}, None)


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("localhost", True),
        ("LocalHost.", True),
        ("a.localhost", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("[::1]", True),
        ("::ffff:127.0.0.1", True),
        ("", False),
        ("0.0.0.0", False),
        ("::", False),
        ("192.0.2.1", False),
        ("localhost.example", False),
        ("127.0.0.1.example", False),
    ],
)
def test_names_of_this_machine(host: str, expected: bool) -> None:
    assert is_loopback(host) is expected
