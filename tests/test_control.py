"""Control over HTTP: what it does, what it refuses, and that its description is true."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Any

import jsonschema
import pytest
import requests
from openapi_spec_validator import validate
from werkzeug.test import Client

from fake_magento import DEMO, FakeMagento, picture
from fake_magento.control import OPERATIONS, Operation
from fake_magento.trouble import Plan
from tests.replay import HERE
from tests.speaking import DIALECTS, Speaker, caller


@cache
def description() -> Any:
    """The description of the control, which is the same in each fake."""
    return Client(FakeMagento().wsgi_app).get("/__fake__/openapi.json").get_json()


class Remote:
    """The control of a fake, whose every answer must be what the description says."""

    def __init__(self, fake: FakeMagento, headers: Mapping[str, str] | None = None) -> None:
        self.root = f"{fake.url}/__fake__/"
        self.session = requests.Session()
        self.headers = headers or {}
        self.description = description()

    def __call__(self, method: str, path: str, body: Any = None, **query: str) -> tuple[int, Any]:
        """Status and content of the answer."""
        data = body if isinstance(body, (str, bytes)) or body is None else json.dumps(body)
        headers = {} if data is None else {"Content-Type": "application/json"}
        answer = self.session.request(
            method, self.root + path, data=data, params=query, timeout=60, headers={**headers, **self.headers}
        )
        content = answer.json() if answer.content else None
        template = re.sub(r"(?<!snapshots)/\d+$", "/{number}", f"/__fake__/{path}")
        template = re.sub("snapshots/.*", "snapshots/{name}", template)
        described = self.description["paths"].get(template, {}).get(method.lower())
        if described:
            responses = described["responses"]
            response = responses.get(str(answer.status_code), responses["default"])
            if "content" in response:
                schema = response["content"]["application/json"]["schema"]
                jsonschema.Draft202012Validator({**schema, "components": self.description["components"]}).validate(
                    content
                )
                assert answer.headers["Content-Type"] == "application/json"
            else:
                assert content is None
        return answer.status_code, content


@pytest.fixture
def remote(fake_magento: FakeMagento) -> Remote:
    """The control of the test's fake."""
    return Remote(fake_magento)


@pytest.mark.long
def test_description_is_valid_and_complete(remote: Remote) -> None:
    assert remote("GET", "openapi.json") == (200, remote.description)
    validate(remote.description)
    described = {(method.upper(), path) for path, methods in remote.description["paths"].items() for method in methods}
    assert len(described) == len(OPERATIONS)
    trouble = remote.description["components"]["schemas"]["Trouble"]["properties"]
    assert list(trouble) == list(Plan.__dataclass_fields__)
    document = (HERE.parent / "docs" / "control.md").read_text(encoding="utf-8")
    for _, path in described:
        assert path.replace("{number}", "1").replace("{name}", "NAME") in document, path


def test_state(fake_magento: FakeMagento, remote: Remote) -> None:
    fake_magento.load(DEMO)
    status, state = remote("GET", "state")
    assert (status, state) == (200, json.loads(fake_magento.dumps()))
    assert remote("PUT", "state", {"products": [{"sku": "mug"}]}) == (204, None)
    assert list(fake_magento.products) == ["mug"]
    assert remote("PUT", "state", state) == (204, None)
    assert remote("GET", "state") == (200, state)
    assert remote("PUT", "state", {"products": [{"sku": "a"}, {"sku": "a"}]}) == (
        400,
        {"error": "document:1: a product 'a' exists already, as 'a'"},
    )
    assert remote("GET", "state") == (200, state)
    assert remote("POST", "reset") == (204, None)
    assert list(fake_magento.products) == []


def test_no_file_is_read(fake_magento: FakeMagento, remote: Remote) -> None:
    product = {"sku": "a", "images": [{"content": str(DEMO), "name": "x.png"}]}
    status, answer = remote("PUT", "state", {"products": [product]})
    assert (status, answer["error"]) == (
        400,
        'the body.products[0].images[0] does not fit the schema: there is no "content"; '
        "there are 'base64', 'default', 'name', 'label', 'position', 'exclude', 'types', 'stores'",
    )
    assert list(fake_magento.products) == []


@pytest.mark.parametrize("dialect", DIALECTS)
def test_calls(dialect: str) -> None:
    with FakeMagento(wsi=dialect == "wsi") as fake:
        fake.add_products(2)
        remote = Remote(fake)
        client = Speaker(fake, dialect)
        client.create("sku-1")
        client.list("sku-2")
        client.send(b"\xff\xfe")
        status, calls = remote("GET", "calls")
        assert (status, len(calls)) == (200, 4)
        login, create, listed, nothing = calls
        assert login["arguments"] == {"username": "apiUser", "apiKey": "apiKey123"}
        assert (create["path"], create["product"]) == ("catalog_product_attribute_media.create", "sku-1")
        assert (listed["value"], listed["status"], listed["fault"], listed["outcome"]) == ([], 200, None, "ok")
        assert nothing["operation"] is None
        assert listed["request"] == fake.calls[2].request.decode()
        assert remote("GET", "calls", of="product_media.list")[1] == [listed]
        assert remote("GET", "calls", of="product_media", product="sku-1")[1] == [create]
        assert remote("GET", "calls", of="nosuch")[0] == 400
        assert remote("GET", "calls", product="sku-1")[0] == 400
        assert remote("DELETE", "calls") == (204, None)
        assert remote("GET", "calls") == (200, [])


def test_calls_a_few_at_a_time(fake_magento: FakeMagento, remote: Remote) -> None:
    client = Speaker(fake_magento, "v2")
    for sku in ("a", "b", "c"):
        client.list(sku)
    numbers = [exchange.number for exchange in fake_magento.calls]
    _, calls = remote("GET", "calls")
    assert [call["number"] for call in calls] == numbers
    assert [call["session"] for call in calls] == [None, *[client.session] * 3]
    assert (calls[1]["url"], calls[1]["method"]) == (f"{fake_magento.url}/api/v2_soap/", "POST")
    assert calls[1]["headers"]["Content-Type"] == "text/xml"
    assert remote("GET", "calls", after=str(numbers[0]), limit="2")[1] == calls[1:3]
    assert remote("GET", "calls", after=str(numbers[-1]))[1] == []
    assert remote("GET", "calls", limit="0")[1] == []
    assert remote("GET", "calls", of="product_media.list", after=str(numbers[1]))[1] == calls[2:]
    _, short = remote("GET", "calls", bodies="0")
    without = [{name: call[name] for name in call if name not in ("request", "response")} for call in calls]
    assert short == without
    assert remote("GET", f"calls/{numbers[2]}") == (200, calls[2])
    assert remote("GET", f"calls/{numbers[2]}", bodies="0") == (200, without[2])
    status, answer = remote("GET", f"calls/{numbers[-1] + 1}")
    assert (status, answer["error"]) == (
        404,
        f"there is no call {numbers[-1] + 1}, or it is not kept any more",
    )
    for name, value, wanted in (
        ("after", "x", "a number of 0 or more"),
        ("limit", "-1", "a number of 0 or more"),
        ("bodies", "no", "one of 0, 1"),
    ):
        error = f'{name} must be {wanted}, not "{value}"'
        assert remote("GET", "calls", **{name: value}) == (400, {"error": error})


def test_calls_in_a_multicall_with_odd_values(fake_magento: FakeMagento, remote: Remote) -> None:
    fake_magento.method("odd.values")(lambda: [float("nan"), float("inf"), "\udcff", {"a": 1, "1": None}, True])
    client = Speaker(fake_magento, "v1")
    from benchmarks.envelopes import V1

    client.send(V1(client.session).multi_call([["odd.values", []], ["product_media.list", ["x"]]], {"a": "b"}))
    client.send(V1(client.session).call("nosuch", {"a\U0001f600": "b"}))
    status, calls = remote("GET", "calls")
    assert status == 200
    assert calls[1]["operation"] == "multiCall"
    assert [part["path"] for part in calls[1]["parts"]] == ["odd.values", "catalog_product_attribute_media.list"]
    assert calls[1]["parts"][0]["value"] == ["nan", "inf", "\ufffd", {"a": 1, "1": None}, True]
    assert calls[1]["parts"][1]["fault"] == {"code": "101", "message": "Product not exists."}
    assert calls[2]["arguments"] == {"args": {"a\U0001f600": "b"}}


def test_hints(fake_magento: FakeMagento, remote: Remote) -> None:
    caller(fake_magento)("product_media.update", "mug", "/a.png", {"types": []})
    [call] = remote("GET", "calls", of="product_media.update")[1]
    assert call["hints"] == fake_magento.calls[-1].hints != []


def test_basic_auth(fake_magento: FakeMagento, remote: Remote) -> None:
    assert remote("POST", "basic-auth", {"name": "staging", "password": "s:c"}) == (204, None)
    assert fake_magento.basic_auth == ("staging", "s:c")
    assert requests.get(fake_magento.soap_v1_wsdl, timeout=30).status_code == 401
    assert requests.get(fake_magento.soap_v1_wsdl, auth=("staging", "s:c"), timeout=30).status_code == 200
    assert remote("POST", "basic-auth", {"name": "a:b", "password": "c"})[0] == 400
    assert remote("DELETE", "basic-auth") == (204, None)
    assert fake_magento.basic_auth is None
    assert requests.get(fake_magento.soap_v1_wsdl, timeout=30).status_code == 200


def test_trouble_of_soap_with_headers(fake_magento: FakeMagento, remote: Remote) -> None:
    trouble = {"fault": "WSDL", "status": 200, "message": "no", "headers": {"Retry-After": "3"}}
    status, scripted = remote("POST", "trouble", trouble)
    assert (status, scripted["trouble"]) == (201, trouble | {"delay": 0.0, "seed": 0})
    assert Speaker(fake_magento, "v1").session == ""
    assert fake_magento.calls[0].fault == ("WSDL", "no")
    for wrong in ({"Retry-After": 3}, {"Content-Length": "3"}, {"a b": "c"}, {"a": "b\n"}, ["a"], {}):
        assert remote("POST", "trouble", {"headers": wrong})[0] == 400, wrong


def test_trouble(fake_magento: FakeMagento, remote: Remote) -> None:
    status, scripted = remote(
        "POST", "trouble", {"on": "product_media.list", "fault": 104, "message": "disk full", "times": 2, "delay": 0.01}
    )
    assert status == 201
    assert (scripted["number"], scripted["met"], scripted["left"]) == (1, 0, 2)
    assert remote("POST", "trouble", {"how": "maintenance", "times": "always", "on": "login"})[1]["left"] is None
    assert remote("POST", "trouble", {"status": 502, "rate": 0.5, "seed": 3})[0] == 201
    assert [each["number"] for each in remote("GET", "trouble")[1]] == [1, 2, 3]
    assert remote("DELETE", "trouble/2") == (204, None)
    assert remote("DELETE", "trouble/3") == (204, None)
    assert remote("DELETE", "trouble/3")[0] == 404
    client = Speaker(fake_magento, "xmlrpc")
    assert client.create("x").fault == ("101", "Product not exists.")
    assert client.list("x").fault == ("104", "disk full")
    assert remote("GET", "trouble")[1][0]["left"] == 1
    status, problems = remote("GET", "problems")
    assert [problem.partition(":")[0] for problem in problems] == [
        "call 2 has an unexpected fault",
        "scripted trouble is left",
    ]
    assert remote("POST", "allowed-faults", {"fault": "product_not_exists", "on": "product_media"}) == (204, None)
    assert remote("DELETE", "trouble") == (204, None)
    assert remote("GET", "problems") == (200, [])


def test_sessions_and_clock(fake_magento: FakeMagento, remote: Remote) -> None:
    fake_magento.add_product("x")
    client = Speaker(fake_magento, "v2")
    assert remote("POST", "clock", {"advance": 3601}) == (204, None)
    assert (client.list("x").fault or ("", ""))[0] == "5"
    client.login(fake_magento.username, fake_magento.api_key)
    assert client.list("x").fault is None
    assert remote("DELETE", "sessions") == (204, None)
    assert (client.list("x").fault or ("", ""))[0] == "5"
    assert remote("GET", "problems") == (200, [])  # who ends the sessions wants the fault


def test_time_and_seed(fake_magento: FakeMagento, remote: Remote) -> None:
    assert remote("POST", "clock", {"set": "2026-01-02 03:04:05", "advance": 5, "frozen": True}) == (204, None)
    assert (fake_magento.clock.text(), fake_magento.clock.is_frozen) == ("2026-01-02 03:04:10", True)
    shown = {"time": "2026-01-02 03:04:10", "seconds": pytest.approx(1767323050), "frozen": True}
    assert remote("GET", "clock") == (200, shown)
    assert remote("POST", "clock", {"frozen": False}) == (204, None)
    assert not fake_magento.clock.is_frozen
    first, second = ((remote("POST", "random", {"seed": "a"}), fake_magento.random.hex(32)) for _ in range(2))
    assert first == second == ((204, None), first[1])
    assert remote("POST", "random", {"seed": None}) == (204, None)
    assert fake_magento.random.hex(32) != first[1]


WRONG: list[tuple[str, str, Any, int]] = [
    ("GET", "nosuch", None, 404),
    ("GET", "", None, 404),
    ("GET", "trouble/1", None, 405),
    ("PATCH", "state", None, 405),
    ("POST", "state", {}, 405),
    ("DELETE", "trouble/x", None, 404),
    ("PUT", "state", "", 400),
    ("PUT", "state", b"\xff\xff", 400),
    ("PUT", "state", "[" * 200_000, 400),
    ("PUT", "state", [], 400),
    ("PUT", "state", {"nosuch": []}, 400),
    ("PUT", "state", {"users": 5}, 400),
    ("PUT", "state", {"products": [{"sku": "\ud800"}]}, 400),
    ("PUT", "state", '{"products": [{"sku": "a", "id": NaN}]}', 400),
    ("PUT", "state", {"products": [{"sku": "a", "images": [5]}]}, 400),
    ("PUT", "state", {"products": [{"sku": "a", "images": [{"base64": "R0lG", "stores": {"x": 5}}]}]}, 400),
    ("PUT", "state", {"products": [{"sku": "a", "images": [{"base64": "R0lG", "types": [[]]}]}]}, 400),
    ("PUT", "state", {"attribute_sets": [{"name": "a", "image_types": {"x": [1]}}]}, 400),
    ("PUT", "state", {"users": [{"name": "a", "key": "b", "resources": [[]]}]}, 400),
    ("POST", "trouble", "", 400),
    ("POST", "trouble", {}, 400),
    ("POST", "trouble", {"on": ["x"], "status": 500}, 400),
    ("POST", "trouble", {"how": {}}, 400),
    ("POST", "trouble", {"fault": 1.5}, 400),
    ("POST", "trouble", {"fault": 1, "message": 5}, 400),
    ("POST", "trouble", {"status": 500, "times": 1.5}, 400),
    ("POST", "trouble", {"status": 500, "delay": "1"}, 400),
    ("POST", "trouble", {"status": 500, "seed": "1"}, 400),
    ("POST", "trouble", {"status": 500, "product": []}, 400),
    ("POST", "trouble", {"status": 500, "nosuch": 1}, 400),
    ("POST", "trouble", "[1, 2", 400),
    ("POST", "allowed-faults", {}, 400),
    ("POST", "allowed-faults", {"fault": []}, 400),
    ("POST", "allowed-faults", {"fault": 101, "on": 5}, 400),
    ("POST", "allowed-faults", {"fault": "nosuch"}, 400),
    ("POST", "clock", {}, 400),
    ("POST", "clock", {"advance": True}, 400),
    ("POST", "clock", '{"advance": Infinity}', 400),
    ("POST", "clock", {"advance": 10**400}, 400),
    ("POST", "clock", f'{{"advance": {"9" * 5000}}}', 400),
    ("POST", "clock", {"advance": 1e13}, 400),
    ("POST", "clock", {"set": "soon", "advance": 1}, 400),
    ("POST", "clock", {"set": 7}, 400),
    ("POST", "random", {}, 400),
    ("POST", "random", {"seed": 1.5}, 400),
    ("POST", "trouble", {"on": []}, 400),
    ("POST", "trouble", {"on": {}}, 400),
    ("POST", "trouble", {"how": "html", "delay": None}, 400),
    ("PUT", "state", '"\\ud800"', 400),
    ("DELETE", f"trouble/{'9' * 5000}", None, 404),
]
PYTHONS_WORDS = re.compile(r"\b(None|True|False|sys|int|str|dict|list|NoneType|unhashable|codec)\b")


@pytest.mark.parametrize(("method", "path", "body", "expected"), WRONG)
def test_what_cannot_be_followed(
    fake_magento: FakeMagento, remote: Remote, method: str, path: str, body: Any, expected: int
) -> None:
    fake_magento.add_product("there", images=[picture()])
    before = fake_magento.dumps(), fake_magento.clock.offset
    status, answer = remote(method, path, body)
    assert (status, list(answer)) == (expected, ["error"])
    assert (fake_magento.dumps(), fake_magento.clock.offset) == before
    assert (fake_magento.trouble, fake_magento.calls) == ((), [])
    assert not PYTHONS_WORDS.search(answer["error"]), answer


@pytest.mark.parametrize(
    ("method", "path", "body", "told"),
    [
        ("GET", "prodcts", None, "the control has no address 'prodcts'; is 'products' meant?"),
        ("GET", "calls?limt=2", None, "calls takes no 'limt'; is 'limit' meant?"),
        ("POST", "products", {"skuu": "x"}, "there is no \"skuu\"; is 'sku' meant?"),
        ("PUT", "state", {"prodcts": []}, "there is no \"prodcts\"; is 'products' meant?"),
        ("POST", "products", {"sku": "x", "price": "cheap"}, "'price' must be a number, not 'cheap'"),
    ],
)
def test_what_may_be_meant_is_told(remote: Remote, method: str, path: str, body: Any, told: str) -> None:
    assert told in remote(method, path, body)[1]["error"]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (" ", "it is empty"),
        ("a=1\n&b", '"a=1\\n&b" at line 1, column 1'),
        ('{"on":}', '"{\\"on\\":}" at line 1, column 7'),
    ],
)
def test_a_body_that_is_no_json(remote: Remote, body: str, told: str) -> None:
    assert remote("POST", "trouble", body) == (400, {"error": f"the body is no JSON: {told}"})


LARGE = ("set_state", "add_to_products")
"""The operations with the largest bodies."""
VALUES: list[Any] = [None, True, 0, 1, -1, 1.5, 10**400, "", "x", "\ud800", "\0", [], ["x"], [[]], [{}], {}, {"a": 1}]


def bodies(schema: Any) -> Iterator[Any]:
    """Bodies for the schema, in each of which one value is odd."""
    yield from VALUES
    if schema.get("type") == "array":
        for each in bodies(schema["items"]):
            yield [each]
    known = schema.get("properties", {})
    needed = dict.fromkeys(schema.get("required", ()), "x")
    for name, inner in known.items():
        for each in bodies(inner):
            yield {**needed, name: each}
            if "fault" in known:
                yield {**needed, "fault": 101, name: each}


@pytest.mark.parametrize(
    "operation",
    [
        pytest.param(each, id=each.does, marks=pytest.mark.long if each.does in LARGE else ())
        for each in OPERATIONS
        if each.takes
    ],
)
def test_odd_bodies_are_refused_where_they_do_not_fit_and_break_nothing(
    fake_magento: FakeMagento, operation: Operation
) -> None:
    client = Client(fake_magento.wsgi_app)
    root = f"{fake_magento.url}/__fake__/"
    schema = client.get(f"{root}openapi.json").get_json()["components"]["schemas"][operation.takes]
    fits = jsonschema.Draft202012Validator(schema).is_valid
    before = fake_magento.dumps()

    def status(body: Any) -> int:
        return client.open(
            root + operation.path, method=operation.method, data=json.dumps(body), content_type="application/json"
        ).status_code

    fitting = []
    for body in bodies(schema):
        if fits(body):
            fitting.append(body)
        else:
            assert status(body) == 400, body
    assert fake_magento.dumps() == before
    for body in fitting:
        answered = status(body)
        assert answered in (operation.status, 400), body
        if answered == 400:
            assert fake_magento.dumps() == before, body
        else:
            for path in ("state", "trouble", "problems", "calls"):
                assert client.get(root + path).status_code == 200, body
            fake_magento.reset()


@pytest.mark.parametrize("kind", [None, "text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
def test_body_that_is_not_said_to_be_json_is_refused(fake_magento: FakeMagento, kind: str | None) -> None:
    headers = {} if kind is None else {"Content-Type": kind}
    data = b'{"advance": 60}'
    answer = requests.post(f"{fake_magento.url}/__fake__/clock", data=data, headers=headers, timeout=30)
    assert (answer.status_code, list(answer.json())) == (415, ["error"])
    assert fake_magento.clock.offset == 0


OF_OTHER_SITES = [
    {"Origin": "http://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://127.0.0.1:1"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Host": "evil.example"},
    {"Host": "127.0.0.1.evil.example"},
    {"Host": "localhost.evil.example:8000"},
    {"Host": "["},
]


@pytest.mark.parametrize("headers", OF_OTHER_SITES, ids=str)
@pytest.mark.parametrize(("method", "path"), [("POST", "reset"), ("GET", "state"), ("GET", "openapi.json")])
def test_pages_of_other_sites_are_refused(
    fake_magento: FakeMagento, method: str, path: str, headers: dict[str, str]
) -> None:
    fake_magento.add_product("there")
    answer = requests.request(method, f"{fake_magento.url}/__fake__/{path}", headers=headers, timeout=30)
    assert (answer.status_code, list(answer.json())) == (403, ["error"])
    assert list(fake_magento.products) == ["there"]


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:80", "127.1.2.3:5", "[::1]:8000", "my.localhost"])
def test_own_names_and_own_pages_are_answered(fake_magento: FakeMagento, host: str) -> None:
    headers = {"Host": host, "Origin": f"http://{host.lower().removesuffix(':80')}", "Sec-Fetch-Site": "same-origin"}
    answer = requests.get(f"{fake_magento.url}/__fake__/state", headers=headers, timeout=30)
    assert answer.status_code == 200


def test_control_is_off_where_others_can_reach_it() -> None:
    with FakeMagento(host="0.0.0.0") as fake:
        url = f"http://127.0.0.1:{fake.url.rpartition(':')[2]}/__fake__/"
        for path in ("state", "openapi.json", "nosuch"):
            answer = requests.get(url + path, timeout=30)
            assert answer.status_code == 403
            assert "the control is off" in answer.json()["error"]


def test_token() -> None:
    with FakeMagento(host="0.0.0.0", control_token="geheim") as fake:
        url = f"http://127.0.0.1:{fake.url.rpartition(':')[2]}/__fake__/state"
        for given in ("", "Bearer", "Bearer other", "Basic geheim", "geheim", "Bearer gehé"):
            answer = requests.get(url, headers={"Authorization": given.encode("latin-1")}, timeout=30)
            assert (answer.status_code, answer.headers["WWW-Authenticate"].lower()) == (401, "bearer")
        headers = {"Authorization": "Bearer geheim", "Host": "fake.example"}
        assert requests.get(url, headers=headers, timeout=30).status_code == 200
        headers["Origin"] = "http://evil.example"
        assert requests.get(url, headers=headers, timeout=30).status_code == 403


@pytest.mark.parametrize(
    ("kind", "entry", "made"),
    [
        ("products", {"sku": 7, "id": 12}, {"sku": "7", "id": 12}),
        ("customers", {"email": "ann@example.com"}, {"email": "ann@example.com", "id": 1}),
        ("orders", {"items": {"mug": 1}}, {"increment_id": "100000001", "id": 1}),
        ("orders", {"items": {"mug": 1}, "increment_id": "100000007"}, {"increment_id": "100000007", "id": 1}),
        ("tags", {"name": "gift"}, {"name": "gift", "id": 1}),
        ("stores", {"code": "german"}, {"code": "german", "id": 2}),
        ("attribute_sets", {"name": "Shoes", "id": 30}, {"name": "Shoes", "id": 30}),
        ("attributes", {"code": "heel", "id": 500}, {"code": "heel", "id": 500}),
        ("attributes", {"code": "color", "options": ["red"]}, {"code": "color", "id": 94}),
        ("users", {"name": 7, "key": "x"}, {"name": "7"}),
        ("config", {"path": "catalog/price/scope", "value": "1"}, {"path": "catalog/price/scope"}),
    ],
)
def test_what_is_added_is_answered_with_its_name_and_id(
    fake_magento: FakeMagento, remote: Remote, kind: str, entry: dict[str, Any], made: dict[str, Any]
) -> None:
    fake_magento.products.add("mug", id=9, price=10)
    assert remote("POST", kind, entry) == (201, made)


def test_an_order_as_it_is_dumped_is_answered_with_its_number(fake_magento: FakeMagento, remote: Remote) -> None:
    fake_magento.products.add("mug", price=10)
    fake_magento.orders.add_many(2, {"mug": 1})
    first, second = remote("GET", "orders")[1]
    fake_magento.reset()
    assert remote("POST", "orders", second) == (201, {"increment_id": "100000002", "id": 2})
    assert remote("POST", "orders", first) == (201, {"increment_id": "100000001", "id": 1})


def test_snapshots(fake_magento: FakeMagento, remote: Remote) -> None:
    remote("POST", "products", {"sku": "mug"})
    assert remote("PUT", "snapshots/with%20a%20mug") == (204, None)
    remote("POST", "products", {"sku": "cup"})
    assert remote("PUT", "snapshots/two") == (204, None)
    remote("POST", "reset")
    for name, skus in (("with%20a%20mug", ["mug"]), ("two", ["mug", "cup"]), ("with%20a%20mug", ["mug"])):
        assert remote("POST", f"snapshots/{name}") == (204, None)
        assert list(fake_magento.products) == skus
    assert remote("GET", "snapshots") == (200, ["with a mug", "two"])
    assert remote("POST", "snapshots/tow") == (404, {"error": "there is no snapshot 'tow'; is 'two' meant?"})
    assert remote("DELETE", "snapshots/two") == (204, None)
    assert remote("DELETE", "snapshots/two")[0] == 404
    assert remote("PUT", f"snapshots/{'x' * 101}")[0] == 404


def test_there_are_not_too_many_snapshots(remote: Remote) -> None:
    for number in range(100):
        assert remote("PUT", f"snapshots/{number}")[0] == 204
    assert remote("PUT", "snapshots/x") == (400, {"error": "there are 100 snapshots already; drop one first"})
    assert remote("PUT", "snapshots/7") == (204, None)


def test_the_methods_that_there_are_are_told(remote: Remote) -> None:
    answer = remote.session.patch(f"{remote.root}trouble", timeout=30)
    assert answer.status_code == 405
    assert {"GET", "POST", "DELETE"} <= set(re.split(", ?", answer.headers["Allow"]))


def test_surrogates_in_names_do_not_break_answers(fake_magento: FakeMagento, remote: Remote) -> None:
    client = Speaker(fake_magento, "v1")
    client.send(client.list_body("x").replace(b">x<", b">\xf0\x9f\x98\x80<"))
    assert remote("GET", "calls")[1][-1]["arguments"]["productId"] == "\U0001f600"


def test_kinds_of_things(fake_magento: FakeMagento, remote: Remote) -> None:
    assert remote("POST", "products", {"sku": "mug", "price": 12.5, "qty": 7}) == (201, {"sku": "mug", "id": 1})
    mugs = {"name": "Mugs", "products": ["mug"]}
    assert [remote("POST", "categories", mugs) for _ in range(2)] == [
        (201, {"name": "Mugs", "id": id}) for id in (3, 4)
    ]
    assert fake_magento.products["mug"].price == Decimal("12.5")
    status, [mug] = remote("GET", "products")
    assert (status, mug["sku"], mug["qty"]) == (200, "mug", "7.0000")
    before = fake_magento.dumps()
    status, answer = remote("POST", "products", {"sku": "cup", "attributes": {"nosuch": 1}})
    assert (status, answer["error"][:60]) == (400, "document:1: products of the set have no attribute 'nosuch'")
    assert remote("POST", "products", {"price": 1})[0] == 400
    assert remote("POST", "users", {"name": "apiUser", "key": "x"})[0] == 400
    assert fake_magento.dumps() == before
