"""Control over HTTP, for suites in other languages: JSON under ``/__fake__/``, described by OpenAPI.

Each operation is declared once, in `OPERATIONS`: that is what requests are routed by and what the description is made of.
"""

from __future__ import annotations

import hmac
import json
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from functools import cached_property, partial
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import (
    BadRequest,
    Forbidden,
    HTTPException,
    MethodNotAllowed,
    NotFound,
    Unauthorized,
    UnsupportedMediaType,
)
from werkzeug.routing import Map, Rule
from werkzeug.wrappers import Request, Response

from fake_magento.api.declare import ALL_DIALECTS
from fake_magento.app import CONTROL_PATH
from fake_magento.calls import Exchange
from fake_magento.entities import DOCUMENT, KINDS, Entities
from fake_magento.fixture_shape import json_schema
from fake_magento.loopback import is_loopback
from fake_magento.nearest import nearest
from fake_magento.server import NOWHERE
from fake_magento.state import Snapshot
from fake_magento.trouble import ADDRESSES, HOWS, LONGEST_DELAY, REDIRECTS, SOAP_FAULTS, Plan, Trouble
from fake_magento.version import installed

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

    from fake_magento.fake import FakeMagento

Schema = dict[str, Any]

_VALUES_SHOWN = 100_000
"""How many values of a call's arguments or result are shown; shared ones could otherwise be more than any memory holds."""

_FURTHEST = 1e12
_UNKNOWN = "additionalProperties"
"""How many seconds the clock can be moved at once."""

_LONGEST_SHOWN = 200
"""How many characters of a value an error shows."""

_MOST_SNAPSHOTS = 100
"""How many snapshots are kept at most."""

_JSON = "application/json"
_TEXT: Schema = {"type": "string"}
_NUMBER: Schema = {"type": "number"}
_INTEGER: Schema = {"type": "integer"}


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


_ABOUT: Schema = {"type": "object", "additionalProperties": {"type": ["string", "integer"]}}
_TROUBLE: Schema = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "on": _TEXT
        | {
            "description": "what it is on: an API path by any alias, a resource, an operation of V2, a function such as "
            f"`login`, or one of {', '.join(ADDRESSES)}; every call unless given"
        },
        "how": _TEXT | {"enum": [*HOWS], "description": "; ".join(f"`{how}`: {what}" for how, what in HOWS.items())},
        "product": {
            "type": ["string", "integer"],
            "description": "the SKU (text) or id (a number) that a call is about",
        },
        "about": _ABOUT | {"description": 'what a call is about, by kind: `{"order": "100000001"}`'},
        "fault": {
            "type": ["string", "integer"],
            "description": f"code or name of a fault of the API, or one of SOAP's own layer: {', '.join(SOAP_FAULTS)}",
        },
        "message": _TEXT | {"description": "the fault's text, instead of its own"},
        "status": _INTEGER
        | {"minimum": 200, "maximum": 599, "description": "status of HTTP; alone or of a fault of SOAP"},
        "content_type": _TEXT | {"description": "the answer's content type, instead of its own"},
        "redirect": _TEXT | {"enum": [*REDIRECTS]},
        "headers": {
            "type": "object",
            "additionalProperties": _TEXT,
            "description": "more headers of the answer; alone, or with another trouble",
        },
        "delay": _NUMBER
        | {"minimum": 0, "maximum": LONGEST_DELAY, "description": "seconds by which the answer is late"},
        "times": {
            "anyOf": [_INTEGER | {"minimum": 1}, _TEXT | {"enum": ["always"]}],
            "description": "how many calls it meets; the next one unless given",
        },
        "rate": _NUMBER | {"minimum": 0, "maximum": 1, "description": "the share of calls that it meets, at random"},
        "seed": _INTEGER | {"description": "of the chance by which it meets calls at a rate"},
    },
}
_SCRIPTED: Schema = {
    "type": "object",
    "properties": {
        "number": _INTEGER,
        "trouble": {"$ref": "#/components/schemas/Trouble"},
        "met": _INTEGER | {"description": "how many calls have met it"},
        "left": _or_null(_INTEGER) | {"description": "how many more it will meet, null for any number"},
    },
    "required": ["number", "trouble", "met", "left"],
}
_CALL: Schema = {
    "type": "object",
    "properties": {
        "number": _INTEGER
        | {"description": "where the exchange is: `/__fake__/calls/NUMBER`; its parts have the same"},
        "dialect": _TEXT | {"enum": [*ALL_DIALECTS]},
        "url": _TEXT,
        "method": _TEXT,
        "headers": {"type": "object", "additionalProperties": _TEXT},
        "operation": _or_null(_TEXT),
        "path": _or_null(_TEXT),
        "arguments": {"type": "object"},
        "about": _ABOUT | {"description": "what it is about, by kind; a product by its SKU"},
        "product": _or_null(_TEXT),
        "session": _or_null(_TEXT) | {"description": "the id of the session that the call was made in"},
        "user": _or_null(_TEXT),
        "status": _or_null(_INTEGER),
        "value": {},
        "fault": _or_null({"type": "object", "properties": {"code": _TEXT, "message": _TEXT}}),
        "outcome": _TEXT,
        "trouble": _or_null(_TEXT),
        "at": _NUMBER | {"description": "seconds since the epoch"},
        "duration": _NUMBER | {"description": "seconds"},
        "request": _TEXT | {"description": "the body; not there with `bodies=0`"},
        "response": _TEXT | {"description": "the body; not there with `bodies=0`"},
        "violations": {"type": "array", "items": _TEXT},
        "hints": {"type": "array", "items": _TEXT},
        "parts": {"type": "array", "items": {"$ref": "#/components/schemas/Call"}},
    },
}
_MADE: Schema = {
    "type": "object",
    "description": "its name, by the first word of its kind (`sku`, `email`, …; of an order `increment_id`), and its id",
    "properties": {"id": _INTEGER | {"description": "not of users and settings"}},
    "additionalProperties": _TEXT,
}
_TIME: Schema = {
    "type": "object",
    "properties": {
        "time": _TEXT | {"description": "what it shows, UTC, as `2026-01-02 03:04:05`"},
        "seconds": _NUMBER | {"description": "the same in seconds since the epoch"},
        "frozen": {"type": "boolean", "description": "whether it stands still"},
    },
    "required": ["time", "seconds", "frozen"],
}
_CLOCK: Schema = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "set": _TEXT | {"description": "the time, UTC, as `2026-01-02 03:04:05`"},
        "advance": _NUMBER | {"minimum": -_FURTHEST, "maximum": _FURTHEST, "description": "seconds"},
        "frozen": {"type": "boolean", "description": "whether it stands still"},
    },
}
_RANDOM: Schema = {
    "type": "object",
    "additionalProperties": False,
    "properties": {"seed": {"type": ["integer", "string", "null"], "description": "null: random again"}},
    "required": ["seed"],
}
_BASIC_AUTH: Schema = {
    "type": "object",
    "additionalProperties": False,
    "properties": {"name": _TEXT | {"pattern": "^[^:]*$"}, "password": _TEXT},
    "required": ["name", "password"],
}
_ALLOWED: Schema = {
    "type": "object",
    "additionalProperties": False,
    "properties": {"fault": _TROUBLE["properties"]["fault"], "on": _TROUBLE["properties"]["on"]},
    "required": ["fault"],
}


def _of_one(kind: type[Entities[Any]]) -> str:
    """The name of the schema of one of a kind."""
    return "".join(word.capitalize() for word in kind.one.split())


_SCHEMAS: Mapping[str, Schema] = {
    "State": json_schema(DOCUMENT),
    "Trouble": _TROUBLE,
    "ScriptedTrouble": _SCRIPTED,
    "Call": _CALL,
    "Clock": _CLOCK,
    "Time": _TIME,
    "Made": _MADE,
    "Random": _RANDOM,
    "BasicAuth": _BASIC_AUTH,
    "AllowedFault": _ALLOWED,
    **{_of_one(kind): json_schema(kind.shape) for kind in KINDS},
    "Error": {"type": "object", "properties": {"error": _TEXT}, "required": ["error"]},
}


class Parameter(NamedTuple):
    """A parameter of the query: its name, what it means, and the schema of its values, which are text or numbers."""

    name: str
    meaning: str
    schema: Schema = _TEXT

    def read(self, given: str | None) -> Any:
        """The value that was given, ``None`` where there is none. Raises `BadRequest` where it is none."""
        if given is None:
            return None
        allowed = self.schema.get("enum")
        if (allowed and given not in allowed) or (self.schema["type"] == "integer" and not _COUNT.fullmatch(given)):
            wanted = f"one of {', '.join(allowed)}" if allowed else "a number of 0 or more"
            raise BadRequest(f"{self.name} must be {wanted}, not {_short(given)}")
        return int(given) if self.schema["type"] == "integer" else given


_COUNT = re.compile("[0-9]{1,18}")


@dataclass(frozen=True, eq=False)
class Operation:
    """An operation of the control: where it is, the method of `Control` that does it, what it takes and what it gives.

    ``path`` is werkzeug's, below `CONTROL_PATH`; ``takes`` and ``gives`` name schemas, ``[name]`` a list of it; ``query`` are
    the parameters of the query with what each means.
    """

    method: str
    path: str
    does: str
    summary: str
    takes: str | None = None
    gives: str | None = None
    status: int = 200
    query: tuple[Parameter, ...] = ()


HEALTH = "health"
"""Where it says whether it is there, below `CONTROL_PATH`. It tells nobody more than the shop itself does."""

_NAME = "<string(maxlength=100):name>"
"""The name of a snapshot in an address."""

_BODIES = Parameter("bodies", "0: without the bodies of request and response", _TEXT | {"enum": ["0", "1"]})

OPERATIONS = (
    Operation("GET", HEALTH, "health", "Whether it is there: anyone may ask", gives="any"),
    Operation("GET", "openapi.json", "describe", "This description", gives="any"),
    Operation("POST", "reset", "reset", "Make the fake what it was when it was started", status=204),
    Operation("GET", "state", "state", "The shop as a fixtures document", gives="State"),
    Operation("PUT", "state", "set_state", "Make the shop what a fixtures document says", takes="State", status=204),
    Operation(
        "GET",
        "calls",
        "calls",
        "What was called, oldest first",
        gives="[Call]",
        query=(
            Parameter(
                "of", "a path, resource, operation or function: only calls of it, those inside a multiCall among them"
            ),
            Parameter("product", "a SKU: only calls that are about it"),
            Parameter("about", "a kind and a name, such as `order:100000001`: only calls that are about it"),
            Parameter("after", "the number of an exchange: only those that came after it", _INTEGER | {"minimum": 0}),
            Parameter("limit", "how many at most, the oldest of them", _INTEGER | {"minimum": 0}),
            _BODIES,
        ),
    ),
    Operation("GET", "calls/<int:number>", "call", "One exchange", gives="Call", query=(_BODIES,)),
    Operation("DELETE", "calls", "forget_calls", "Forget what was called", status=204),
    Operation("GET", "trouble", "trouble", "The scripted trouble that may meet calls yet", gives="[ScriptedTrouble]"),
    Operation("POST", "trouble", "fail", "Script trouble", takes="Trouble", gives="ScriptedTrouble", status=201),
    Operation("DELETE", "trouble", "clear_trouble", "End all scripted trouble", status=204),
    Operation("DELETE", "trouble/<int:number>", "end_trouble", "End one scripted trouble", status=204),
    Operation("POST", "allowed-faults", "allow_fault", "Let a fault be no problem", takes="AllowedFault", status=204),
    Operation("GET", "problems", "problems", "Violations, unexpected faults, and trouble that is left", gives="[text]"),
    *(
        operation
        for kind in KINDS
        for operation in (
            Operation(
                "GET",
                kind.section,
                f"get_{kind.section}",
                f"The {kind.section}, as in a fixtures document",
                gives="any",
            ),
            Operation(
                "POST",
                kind.section,
                f"add_to_{kind.section}",
                f"Add one {kind.one}, in the words of a fixtures document",
                takes=_of_one(kind),
                gives="Made",
                status=201,
            ),
        )
    ),
    Operation("GET", "snapshots", "snapshots", "The names of the snapshots that are kept", gives="[text]"),
    Operation("PUT", f"snapshots/{_NAME}", "take_snapshot", "Keep all of the shop's state under a name", status=204),
    Operation(
        "POST", f"snapshots/{_NAME}", "restore_snapshot", "Make the shop what it was at the snapshot", status=204
    ),
    Operation("DELETE", f"snapshots/{_NAME}", "drop_snapshot", "Forget a snapshot", status=204),
    Operation("POST", "basic-auth", "ask_for_login", "Ask for this before the shop", takes="BasicAuth", status=204),
    Operation("DELETE", "basic-auth", "ask_for_no_login", "Ask for no login before the shop any more", status=204),
    Operation("DELETE", "sessions", "expire_sessions", "Every session is over", status=204),
    Operation("GET", "clock", "clock", "What the shop's clock shows", gives="Time"),
    Operation("POST", "clock", "move_clock", "Move the shop's clock, or stop it", takes="Clock", status=204),
    Operation(
        "POST", "random", "seed", "Make what is random in the shop the same each time", takes="Random", status=204
    ),
)


class Body(NamedTuple):
    """The body of a request, which fits its schema: as it was sent, and what it says."""

    text: str
    value: Any


class Control:
    """Answers requests below `CONTROL_PATH` for one fake.

    A request that it cannot follow is answered with ``{"error": …}`` and changes nothing. Without a ``token`` it serves this
    machine alone: the fake must listen on the loopback, and pages of other sites that a browser has open are refused. With one,
    requests must carry it (``Authorization: Bearer TOKEN``), wherever they come from.
    """

    def __init__(self, fake: FakeMagento, token: str | None = None) -> None:
        self._fake = fake
        self._token = token
        self._snapshots: dict[str, Snapshot] = {}

    @cached_property
    def _routes(self) -> Map:
        return Map([Rule(f"{CONTROL_PATH}{each.path}", methods=[each.method], endpoint=each) for each in OPERATIONS])

    def _doer(self, operation: Operation) -> Callable[..., Any]:
        """What does the operation: the method of its name, or what all kinds of things have in common."""
        for word, do in (("get_", self._listed), ("add_to_", self._add)):
            section = operation.does.removeprefix(word)
            if section == operation.path and section != operation.does:
                return partial(do, section)
        doer: Callable[..., Any] = getattr(self, operation.does)
        return doer

    def _listed(self, section: str) -> Any:
        """What a fixtures document has of a kind."""
        return json.loads(self._fake.dumps())[section]

    def _add(self, section: str, given: Body) -> Any:
        """Add one of a kind; its name and id. Nothing is added where it is refused."""
        return self._fake.add_entry(section, given.text)

    def respond(self, request: Request) -> Response:
        """The response to any request below `CONTROL_PATH`."""
        try:
            if request.path != f"{CONTROL_PATH}{HEALTH}":
                self._admit(request)
            matched: tuple[Operation, Mapping[str, Any]] = self._routes.bind_to_environ(request.environ).match()
            operation, values = matched[0], dict(matched[1])
            known = [parameter.name for parameter in operation.query]
            for name in request.args:
                if name not in known:
                    raise BadRequest(f"{operation.path} takes no {name!r}{nearest(name, known)}")
            if operation.takes:
                values["given"] = _given(request, _SCHEMAS[operation.takes])
            for parameter in operation.query:
                values[parameter.name] = parameter.read(request.args.get(parameter.name))
            made = self._doer(operation)(**values)
        except HTTPException as refused:
            response = error(_told(refused, request.path), refused.code or 500)
            if isinstance(refused, MethodNotAllowed):
                response.allow.update(refused.valid_methods or ())
            if isinstance(refused, Unauthorized):
                response.www_authenticate = WWWAuthenticate("bearer")
            return response
        except ValueError as wrong:
            return error(str(wrong), 400)
        return Response(status=204) if operation.gives is None else _json(made, operation.status)

    def _admit(self, request: Request) -> None:
        """Raises `HTTPException` for a request that nobody who may reach the control has sent."""
        origin = request.headers.get("Origin")
        is_foreign = origin is not None and origin.lower() not in _origins(request.host.lower())
        if is_foreign or request.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin"):
            raise Forbidden("the control does not answer pages of other sites")
        if self._token is not None:
            given = request.headers.get("Authorization", "").encode()
            if not hmac.compare_digest(given, f"Bearer {self._token}".encode()):
                raise Unauthorized("the control wants its token: Authorization: Bearer TOKEN")
            return
        own = _host_of(self._fake.url)
        if not is_loopback(own) and self._fake.url != NOWHERE:
            raise Forbidden("the control is off, since others than this machine can reach it; a token opens it")
        asked = _host_of(f"//{request.host}")
        if asked != own and not is_loopback(asked):
            raise Forbidden(f"the control does not answer under the name {asked}")

    def health(self) -> Any:
        return {"status": "ok", "version": installed()}

    def describe(self) -> Any:
        """The OpenAPI description."""
        paths: dict[str, dict[str, Any]] = {}
        for operation in OPERATIONS:
            path = re.sub(r"<[^:]*:(\w+)>", r"{\1}", f"{CONTROL_PATH}{operation.path}")
            paths.setdefault(path, {})[operation.method.lower()] = _described(operation, path)
        return {
            "openapi": "3.1.0",
            "info": {"title": "fake-magento: control", "version": installed()},
            "paths": paths,
            "components": {"schemas": _SCHEMAS},
        }

    def reset(self) -> None:
        self._fake.reset()

    def state(self) -> Any:
        return json.loads(self._fake.dumps())

    def set_state(self, given: Body) -> None:
        self._fake.loads(given.text)

    def calls(
        self,
        of: str | None,
        product: str | None,
        about: str | None,
        after: int | None,
        limit: int | None,
        bodies: str | None,
    ) -> Any:
        if of is None and (product, about) != (None, None):
            raise BadRequest("product and about are for calls of something: give of, too")
        kind, colon, named = (about or "").partition(":")
        if about is not None and not colon:
            raise BadRequest(f"about is a kind and a name, such as order:100000001, not {about!r}")
        subjects = {kind: named} if colon else None
        found = [*self._fake.calls] if of is None else self._fake.calls.of(of, product=product, about=subjects)
        chosen = islice((each for each in found if each.number > (after or 0)), limit)
        return [_described_call(exchange, bodies != "0") for exchange in chosen]

    def call(self, number: int, bodies: str | None) -> Any:
        for exchange in self._fake.calls:
            if exchange.number == number:
                return _described_call(exchange, bodies != "0")
        raise NotFound(f"there is no call {number}, or it is not kept any more")

    def forget_calls(self) -> None:
        self._fake.calls.clear()

    def trouble(self) -> Any:
        return [_scripted(each) for each in self._fake.trouble]

    def fail(self, given: Body) -> Any:
        return _scripted(self._fake.fail(**given.value))

    def clear_trouble(self) -> None:
        self._fake.clear_trouble()

    def end_trouble(self, number: int) -> None:
        for trouble in self._fake.trouble:
            if trouble.number == number:
                trouble.remove()
                return
        raise NotFound(f"there is no trouble {number}, or it is over")

    def allow_fault(self, given: Body) -> None:
        self._fake.allow_fault(**given.value)

    def problems(self) -> Any:
        return self._fake.problems()

    def ask_for_login(self, given: Body) -> None:
        self._fake.basic_auth = given.value["name"], given.value["password"]

    def ask_for_no_login(self) -> None:
        self._fake.basic_auth = None

    def expire_sessions(self) -> None:
        self._fake.expire_sessions()

    def snapshots(self) -> Any:
        return [*self._snapshots]

    def take_snapshot(self, name: str) -> None:
        if name not in self._snapshots and len(self._snapshots) >= _MOST_SNAPSHOTS:
            raise BadRequest(f"there are {_MOST_SNAPSHOTS} snapshots already; drop one first")
        self._snapshots[name] = self._fake.snapshot()

    def restore_snapshot(self, name: str) -> None:
        self._fake.restore(self._snapshot(name))

    def drop_snapshot(self, name: str) -> None:
        self._snapshot(name)
        self._snapshots.pop(name, None)

    def _snapshot(self, name: str) -> Snapshot:
        found = self._snapshots.get(name)
        if found is None:
            raise NotFound(f"there is no snapshot {name!r}{nearest(name, [*self._snapshots])}")
        return found

    def clock(self) -> Any:
        clock = self._fake.clock
        return {"time": clock.text(), "seconds": clock.now(), "frozen": clock.is_frozen}

    def move_clock(self, given: Body) -> None:
        moves = given.value
        if not moves:
            raise BadRequest(f"one of {', '.join(_CLOCK['properties'])} must be given")
        clock = self._fake.clock
        if "set" in moves:
            clock.set(moves["set"])
        clock.advance(moves.get("advance", 0))
        if "frozen" in moves:
            (clock.freeze if moves["frozen"] else clock.run)()

    def seed(self, given: Body) -> None:
        self._fake.random.seed(given.value["seed"])


def _host_of(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _origins(host: str) -> tuple[str, str]:
    return f"http://{host}", f"https://{host}"


def _given(request: Request, schema: Schema) -> Body:
    """The body of a request, which fits the schema. Raises `HTTPException`."""
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import best_match

    if not request.is_json:
        raise UnsupportedMediaType(f"the body must be JSON, and the header Content-Type say so: {_JSON}")
    try:
        text = request.get_data().decode()
        given = json.loads(text, parse_constant=_refuse)
        errors = [*Draft202012Validator(schema).iter_errors(given)]
        wrong = best_match([each for each in errors if each.validator == _UNKNOWN] or errors)
    except UnicodeDecodeError:
        raise BadRequest("the body is no text in UTF-8") from None
    except json.JSONDecodeError as error:
        found = f"{_short(text)} at line {error.lineno}, column {error.colno}" if text.strip() else "it is empty"
        raise BadRequest(f"the body is no JSON: {found}") from None
    except (ValueError, RecursionError):
        raise BadRequest("the body is nested too deeply, or has a number that is too long") from None
    if wrong is not None:
        place = "".join(f"[{each}]" if isinstance(each, int) else f".{each}" for each in wrong.absolute_path)
        raise BadRequest(f"the body{place} does not fit the schema: {_reason(wrong)}")
    return Body(text, given)


def _told(refused: HTTPException, path: str) -> str:
    """What is wrong with a request; of an address that there is not, which may be meant."""
    if isinstance(refused, NotFound) and refused.description == NotFound.description:
        name = path.removeprefix(CONTROL_PATH)[:_LONGEST_SHOWN]
        return f"the control has no address {name!r}{nearest(name, dict.fromkeys(each.path for each in OPERATIONS))}"
    return refused.description or ""


def _refuse(name: str) -> None:
    raise BadRequest(f"{name} is no number of JSON")


def _reason(wrong: ValidationError) -> str:
    """What a value does against a schema, in words of JSON."""
    rule: str = wrong.validator
    if rule == _UNKNOWN:
        unknown = [key for key in wrong.instance if key not in wrong.schema.get("properties", {})]
        return f"there is no {_short(unknown[0])}{nearest(unknown[0], wrong.schema['properties'])}"
    if rule == "required":
        missing = [key for key in wrong.validator_value if key not in wrong.instance]
        return f"{', '.join(missing)} must be given"
    return f"{_short(wrong.instance)} is against {_short({rule: wrong.validator_value})}"


def _short(value: Any) -> str:
    text = json.dumps(value)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


def _described(operation: Operation, path: str) -> Schema:
    parameters: list[Schema] = [
        {"name": each.name, "in": "query", "description": each.meaning, "schema": each.schema}
        for each in operation.query
    ]
    for name, schema in (("number", _INTEGER), ("name", _TEXT | {"maxLength": 100})):
        if f"{{{name}}}" in path:
            parameters.append({"name": name, "in": "path", "required": True, "schema": schema})
    done: Schema = {"description": "done"}
    if operation.gives:
        done["content"] = _content(operation.gives)
    described: Schema = {
        "operationId": operation.does,
        "summary": operation.summary,
        "parameters": parameters,
        "responses": {
            str(operation.status): done,
            "default": {"description": "not done; nothing has changed", "content": _content("Error")},
        },
    }
    if operation.takes:
        described["requestBody"] = {"required": True, "content": _content(operation.takes)}
    return described


def _content(name: str) -> Schema:
    inner = name.strip("[]")
    schema: Schema = {"any": {}, "text": _TEXT}.get(inner, {"$ref": f"#/components/schemas/{inner}"})
    return {_JSON: {"schema": {"type": "array", "items": schema} if inner != name else schema}}


def error(problem: str, status: int) -> Response:
    """The control's answer to a request that it cannot follow."""
    return _json({"error": problem}, status)


def _json(value: Any, status: int) -> Response:
    return Response(json.dumps(value) + "\n", status, content_type=_JSON)


def _scripted(trouble: Trouble) -> Schema:
    plan = {each.name: getattr(trouble.plan, each.name) for each in fields(Plan)}
    given = {name: value for name, value in plan.items() if value is not None}
    return {"number": trouble.number, "trouble": given, "met": trouble.met, "left": trouble.left}


def _described_call(exchange: Exchange, with_bodies: bool) -> Schema:
    shown = _Shown()
    bodies = {"request": exchange.request, "response": exchange.response} if with_bodies else {}
    return {
        "number": exchange.number,
        "dialect": exchange.dialect,
        "url": exchange.url,
        "method": exchange.method,
        "headers": dict(exchange.headers),
        "operation": shown(exchange.operation),
        "path": shown(exchange.path),
        "arguments": shown(exchange.arguments),
        "about": shown(exchange.about),
        "product": shown(exchange.product),
        "session": shown(exchange.session),
        "user": shown(exchange.user),
        "status": exchange.status,
        "value": shown(exchange.value),
        "fault": None if exchange.fault is None else {"code": exchange.fault[0], "message": shown(exchange.fault[1])},
        "outcome": shown(exchange.outcome),
        "trouble": exchange.trouble,
        "at": exchange.at,
        "duration": exchange.duration,
        **{name: body.decode(errors="replace") for name, body in bodies.items()},
        "violations": [str(violation) for violation in exchange.violations],
        "hints": shown(exchange.hints),
        "parts": [_described_call(part, with_bodies) for part in exchange.parts],
    }


class _Shown:
    """Values of PHP as JSON can hold them: bytes that are no text are marked, and of too many values the rest is left out."""

    def __init__(self) -> None:
        self._left = _VALUES_SHOWN

    def __call__(self, value: Any) -> Any:
        self._left -= 1
        if self._left < 0:
            return "…"
        if isinstance(value, str):
            return value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        if isinstance(value, float) and not math.isfinite(value):
            return str(value)
        if isinstance(value, Mapping):
            return {str(self(key)): self(each) for key, each in value.items() if self._left > 0}
        if isinstance(value, list):
            return [self(each) for each in value if self._left > 0]
        return value
