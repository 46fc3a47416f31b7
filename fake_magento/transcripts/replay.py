"""Serves what was recorded, and says what is asked and not there.

Recorded answers to the same question are given in their order, the last of them again and again. A question is the same where
operation and arguments are; where there is none such, the same in another session is taken. Keys are masked when they are
recorded: a client's first key stands for the first that was recorded, its second for the second.
"""

from __future__ import annotations

import json
import re
import reprlib
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult

from werkzeug.wrappers import Request, Response

from fake_magento import pages
from fake_magento.client.address import Root, with_addresses
from fake_magento.client.messages import NotXmlError, soap_namespace
from fake_magento.client.secret import HIDDEN, without_passwords
from fake_magento.fake import FakeMagento
from fake_magento.flavour import FLAVOURS, MAGENTO_1_9
from fake_magento.protocols.encoding import SOAP_11, fault
from fake_magento.protocols.protocol import CONTENT_TYPE
from fake_magento.protocols.xmlrpc import XmlRpc
from fake_magento.transcripts.files import HOST, TranscriptError, bytes_of, read, text_of
from fake_magento.transcripts.masking import SESSION_ID
from fake_magento.transcripts.understood import ADAPTERS, Understood, adapter_of, target_of, understood

_CONTENT_TYPE = re.compile(r"^Content-Type: *(.*?)\r?$", re.IGNORECASE | re.MULTILINE)
_RECORDED = Root(f"http://{HOST}")
_LIVE = "{S}"
"""What stands for a live session in exchanges of ``raw.json``."""

_NOT_THERE = "SOAP-ENV:Server"
_NOT_THERE_XMLRPC = "1"
_SHOWN = 3

_short = reprlib.Repr()
_short.maxstring = _short.maxother = 40
_short.maxlevel = 3


@dataclass(eq=False)
class Recorded:
    """A recorded answer: where it stands, and how often it was served."""

    place: str
    status: int
    content_type: str
    body: str
    served: int = 0


class Replay:
    """Answers requests from the transcripts in ``files``; ``say`` is called with a line for each.

    ``url`` is where clients find it. ``missing`` counts what was asked and is not there. Raises `TranscriptError`.
    """

    def __init__(self, files: Iterable[Path], say: Callable[[str], object]) -> None:
        self._say = say
        self._lock = threading.Lock()
        self._answers: dict[str, list[Recorded]] = {}
        self._asked: dict[str, list[Understood]] = {}
        self._keys: dict[str, None] = {}
        self._keys_of_client: dict[str, str] = {}
        self.recorded: list[Recorded] = []
        self.missing: Counter[str] = Counter()
        self.url = ""
        dialects: set[str] = set()
        namespaces: set[str] = set()
        for file in files:
            found = read(file)
            number = 0
            try:
                for number, step in enumerate(found.get("steps", ()), 1):
                    if step["request"] is not None:  # the client refused to send it
                        namespaces.add(self._add_step(f"{file.name}, {number}", found["dialect"], step))
                        dialects.add(found["dialect"])
                for number, exchange in enumerate(found.get("exchanges", ()), 1):
                    self._add_exchange(f"{file.name}, {number}", exchange)
            except (LookupError, TypeError, ValueError, AttributeError, NotXmlError) as error:
                raise TranscriptError(f"{file}: entry {number} is none of a transcript: {error!r}") from None
        if not self.recorded:
            raise TranscriptError("there are no transcripts")
        flavour = next((each for each in FLAVOURS.values() if each.namespace in namespaces), MAGENTO_1_9)
        self._fake = FakeMagento(flavour=flavour, wsi="wsi" in dialects)

    def _add_step(self, place: str, dialect: str, step: Mapping[str, Any]) -> str:
        """Take in a step, and tell the namespace of its shop."""
        headers, request = step["response_headers"], bytes_of(step["request"])
        status = step["status"] if "status" in step else int(headers.split()[1])
        content_type = _CONTENT_TYPE.search(headers)
        call = understood(ADAPTERS[dialect], request)
        self._keys |= dict.fromkeys(_keys(call))
        questions = _exactly(call), _nearly(call)
        self._add(
            Recorded(place, status, content_type[1] if content_type else CONTENT_TYPE, step["response"]), *questions
        )
        self._asked.setdefault(_called(call), []).append(call)
        return "" if dialect == "xmlrpc" else soap_namespace(request)

    def _add_exchange(self, place: str, exchange: Mapping[str, Any]) -> None:
        if exchange["response"] is None:
            return
        content_type = exchange.get("response_headers", {}).get("Content-Type", CONTENT_TYPE)
        recorded = Recorded(place, exchange["status"], content_type, exchange["response"])
        self._add(recorded, _literally(exchange["method"], exchange["path"], exchange["body"] or ""))

    def _add(self, recorded: Recorded, *questions: str) -> None:
        self.recorded.append(recorded)
        for question in questions:
            self._answers.setdefault(question, []).append(recorded)

    def respond(self, request: Request) -> Response:
        """The recorded answer to a request, or one that says that there is none."""
        target = target_of(request)
        adapter, wants_wsdl = adapter_of(request.path, request.query_string.decode("latin-1"))
        body = request.get_data()
        questions = [_literally(request.method, target, text_of(body))]
        what = without_passwords(f"{request.method} {target}")
        call: Understood | None = None
        if adapter is not None and request.method == "POST":
            try:
                call = understood(adapter, body)
            except NotXmlError:
                what += f" {without_passwords(_short.repr(text_of(body)))}"
        with self._lock:
            if call is not None:
                call = self._with_recorded_keys(call)
                questions, what = [_exactly(call), _nearly(call)], _summary(call)
            for question in questions:
                found = self._next(question)
                if found:
                    return self._served(found, what)
            if call is None and (request.path.startswith("/__fake__/") or wants_wsdl):
                self._say(f"{what} -> the fake's own")
                return self._fake.wsgi_app.respond(request)
            return self._refused(adapter, call, what)

    def _with_recorded_keys(self, call: Understood) -> Understood:
        """The call with the recorded key for each of the client's own; none of those is in it any more."""
        for key in _keys(call):
            if key not in self._keys_of_client:
                left = (each for each in self._keys if each not in self._keys_of_client.values())
                self._keys_of_client[key] = key if key in self._keys else next(left, HIDDEN)
        return replace(call, arguments=_exchanged(call.arguments, self._keys_of_client))

    def _next(self, question: str) -> Recorded | None:
        """The first answer that was not served yet, or else the last."""
        answers = self._answers.get(question)
        return next((each for each in answers if not each.served), answers[-1]) if answers else None

    def _served(self, found: Recorded, what: str) -> Response:
        found.served += 1
        again = f", served {found.served} times" if found.served > 1 else ""
        self._say(f"{what} -> {found.status} ({found.place}{again})")
        body = bytes_of(with_addresses(found.body, self._here))
        return Response(body, found.status, content_type=found.content_type)

    def _here(self, address: SplitResult) -> str | None:
        """An address of the recorded shop, which is here now."""
        rest = _RECORDED.rest(address)
        return None if rest is None else f"{self.url}{rest}"

    def _refused(self, adapter: str | None, call: Understood | None, what: str) -> Response:
        self.missing[what] += 1
        self._say(f"{what} -> not there{self._instead(call)}")
        text = f"fake-magento replay: this is not recorded: {what}"
        if adapter is None:
            return Response(pages.NOT_FOUND, 404, content_type=pages.HTML)
        if adapter == "xmlrpc":
            return Response(XmlRpc().fault(_NOT_THERE_XMLRPC, text), content_type=CONTENT_TYPE)
        return Response(fault(SOAP_11, _NOT_THERE, text), 500, content_type=CONTENT_TYPE)

    def _instead(self, call: Understood | None) -> str:
        """With which other arguments the call was recorded."""
        recorded = [] if call is None else self._asked.get(_called(call), [])
        others = list(dict.fromkeys(_summary(each) for each in recorded))
        if not others:
            return ""
        more = f" and {len(others) - _SHOWN} more" if len(others) > _SHOWN else ""
        return f"; recorded are {'; '.join(others[:_SHOWN])}{more}"

    def never_asked(self) -> list[Recorded]:
        """What is recorded and was not served."""
        return [each for each in self.recorded if not each.served]


def _exactly(call: Understood) -> str:
    return json.dumps([call.dialect, call.operation, call.arguments], sort_keys=True)


def _nearly(call: Understood) -> str:
    """The question without its session; that of a login without its key."""
    if call.operation == "login":
        first = call.arguments[:1]
        given = [_without(first[0], "apiKey")] if first and isinstance(first[0], Mapping) else first
    else:
        given = [
            _without(each, "sessionId") if isinstance(each, Mapping) else each
            for each in call.arguments
            if not (isinstance(each, str) and SESSION_ID.fullmatch(each))
        ]
    return json.dumps(["nearly", call.dialect, call.operation, given], sort_keys=True)


def _keys(call: Understood) -> list[str]:
    """The keys in a call: that of a login, and those of logins in a ``system.multicall``."""
    if call.operation == "login":
        named = [each.get("apiKey") for each in call.arguments if isinstance(each, Mapping)]
        found = named or call.arguments[1:2]
    elif call.operation == "system.multicall":
        methods = [each for argument in call.arguments for each in (argument if isinstance(argument, list) else ())]
        logins = [each for each in methods if isinstance(each, Mapping) and each.get("methodName") == "login"]
        given = [each.get("params") for each in logins]
        found = [each[1] for each in given if isinstance(each, list) and len(each) > 1]
    else:
        found = []
    return [key for key in found if isinstance(key, str) and key]


def _exchanged(value: Any, texts: Mapping[str, str]) -> Any:
    """The value with other texts for these."""
    if isinstance(value, Mapping):
        return {name: _exchanged(each, texts) for name, each in value.items()}
    if isinstance(value, list):
        return [_exchanged(each, texts) for each in value]
    return texts.get(value, value) if isinstance(value, str) else value


def _without(given: Mapping[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in given.items() if name != key}


def _literally(method: str, path: str, body: str) -> str:
    """A question by its bytes, whatever its session."""
    return json.dumps([method, path, SESSION_ID.sub(_LIVE, body)])


def _called(call: Understood) -> str:
    path = f" {call.arguments[1]}" if call.operation == "call" and len(call.arguments) > 1 else ""
    return f"{call.dialect} {call.operation}{path}"


def _summary(call: Understood) -> str:
    """The call in words, without its session or key."""
    given = call.arguments
    if call.operation == "login":
        given = [_without(each, "apiKey") if isinstance(each, Mapping) else each for each in given[:1]]
    elif given and isinstance(given[0], Mapping):
        given = [_without(given[0], "sessionId")]
    elif not call.operation.startswith("system."):
        given = given[2 if call.operation == "call" else 1 :]
    return f"{_called(call)}({', '.join(map(_short.repr, given))})"
