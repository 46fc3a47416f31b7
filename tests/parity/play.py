"""Recordings played on a fresh fake, step by step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

from werkzeug.datastructures import Headers

from fake_magento.api.registry import core_registry
from fake_magento.flavour import OPENMAGE_19
from fake_magento.transports.wsgi import Answer
from fake_magento.verify.known import as_the_fake_answers
from tests.parity.compare import alike, exactly
from tests.replay import (
    ENVELOPE,
    PATHS,
    SUBJECTS,
    TRANSCRIPTS,
    Send,
    Sessions,
    all_scenarios,
    load,
    login,
    over_wsgi,
    place,
    raw_files,
    start,
)
from tests.transcripts import UNDEFINED

RAW = "raw"
"""The dialect of an exchange by plain HTTP, which can be any."""


@dataclass(frozen=True)
class Step:
    """One step that was played: what was asked, what was recorded and answered, and in what they differ.

    ``path`` is that of the API (``product.info``), the function or the operation where it has none, the name of a raw exchange.
    """

    number: int
    path: str
    dialect: str
    args: Any
    request: str
    recorded: Answer
    answered: Answer
    differences: tuple[str, ...]

    def __str__(self) -> str:
        return f"step {self.number} {self.path} ({self.dialect})"

    def told(self) -> list[str]:
        """Each difference in a line."""
        return [f"{self}: {difference}" for difference in self.differences]


def play(flavour: str, file: Path) -> Iterator[Step]:
    """Play a scenario on a fresh fake, without sockets. After a step that differs it goes on."""
    fake = start(flavour, load(file)["dialect"])
    yield from play_on(over_wsgi(fake), flavour, file)


def play_on(send: Send, flavour: str, file: Path) -> Iterator[Step]:
    """Play a scenario on the fake that ``send`` reaches.

    Those in a folder of `SUBJECTS` are compared by what the answers say, the others by every character of them.
    """
    scenario = load(file)
    dialect = scenario["dialect"]
    compare = alike(flavour, dialect) if file.parent.name in SUBJECTS else exactly(dialect)
    sets = alike(flavour, dialect, in_order=False)
    left_open = open_steps(flavour, place(flavour, file).partition("/")[2])
    if_open = {number: sets if is_set else _nothing for number, is_set in left_open.items()}
    sessions = Sessions()
    for number, step in enumerate(scenario["steps"]):
        if step["request"] is None:  # the client refused to send it
            continue
        request = sessions.replace(step["request"])
        answered = send("POST", PATHS[dialect], ENVELOPE, request.encode("utf-8", "surrogateescape"))
        text = answered.body.decode("utf-8", "surrogateescape")
        if step["op"] in ("login", "startSession") and "result" in step:
            sessions.learn(step["result"], text)
        expected = text if step["response"] is None else as_the_fake_answers(sessions.replace(step["response"]))
        content_type = step["response_headers"].removeprefix("Content-Type: ")
        recorded = _answer(step["status"], content_type, expected)
        differences = if_open.get(number, compare)(recorded, answered)
        path = path_of(dialect, step["op"], step["args"])
        yield Step(number, path, dialect, step["args"], request, recorded, answered, tuple(differences))


def play_raw(flavour: str, file: Path) -> Iterator[Step]:
    """Play exchanges by plain HTTP on a fresh fake, without sockets, each in a session of its own."""
    yield from play_raw_on(over_wsgi(start(flavour)), file)


def play_raw_on(send: Send, file: Path) -> Iterator[Step]:
    """Play exchanges by plain HTTP on the fake that ``send`` reaches. Pages in HTML are compared by status and type alone."""
    compare = exactly("")
    for number, exchange in enumerate(load(file)["exchanges"]):
        body = exchange["body"] and exchange["body"].replace("{S}", login(send))
        encoded = None if body is None else body.encode(exchange.get("encoding", "utf-8"), "surrogateescape")
        answered = send(exchange["method"], exchange["path"], exchange["headers"], encoded)
        text = answered.body.decode("utf-8", "surrogateescape")
        sessions = Sessions()
        sessions.learn(exchange["response"] or "", text)
        expected = text if exchange["response"] is None else as_the_fake_answers(sessions.replace(exchange["response"]))
        recorded = _answer(exchange["status"], exchange["response_headers"]["Content-Type"], expected)
        differences = compare(recorded, answered)
        if f'<soap:address location="{exchange.get("address")}"/>' not in text and "address" in exchange:
            differences.append(f"address: {exchange['address']} recorded")
        yield Step(number, exchange["name"], RAW, exchange["path"], body or "", recorded, answered, tuple(differences))


def everything() -> Iterator[tuple[str, Callable[[], Iterator[Step]]]]:
    """Each recording's place, and what plays it."""
    for flavour, file in all_scenarios():
        yield place(flavour, file), partial(play, flavour, file)
    for flavour, file in raw_files():
        yield place(flavour, file), partial(play_raw, flavour, file)


def judged(place: str, steps: Iterable[Step]) -> Iterator[tuple[str, list[str]]]:
    """What the strict list speaks of, and its differences: a scenario as a whole, or each exchange by plain HTTP."""
    of_scenario: list[str] = []
    is_raw = False
    for step in steps:
        is_raw = step.dialect == RAW
        if is_raw:
            yield f"{place}/{step.path}", step.told()
        of_scenario += step.told()
    if not is_raw:
        yield place, of_scenario


def shown_steps() -> Counter[tuple[str, str, str]]:
    """How many recorded steps show a method: by its path (`Step.path`), dialect and face."""
    return Counter(
        (path_of(scenario["dialect"], step["op"], step["args"]), scenario["dialect"], flavour)
        for flavour, file in all_scenarios()
        for scenario in [load(file)]
        for step in scenario["steps"]
    )


@cache
def _undefined() -> dict[str, dict[str, list[int]]]:
    return dict(load(TRANSCRIPTS / UNDEFINED))


def open_steps(flavour: str, name: str) -> dict[int, bool]:
    """The steps of a scenario whose answer the real server leaves open; true where only its order is.

    ``name`` is the scenario's folder and name (``catalog/v1_attribute``).
    """
    both, one = (_undefined().get(face, {}).get(name, ()) for face in ("both faces", flavour))
    return {**dict.fromkeys(both, True), **dict.fromkeys(one, False)}


def _nothing(recorded: Answer, answered: Answer) -> list[str]:
    return []


def _answer(status: int, content_type: str, text: str) -> Answer:
    return Answer(status, "", Headers({"Content-Type": content_type}), text.encode("utf-8", "surrogateescape"))


def path_of(dialect: str, operation: str, args: Any) -> str:
    """The path of the API that a step asks for, by the resource's own name; else the operation."""
    if dialect in ("v2", "wsi"):
        return _paths().get(operation) or operation
    if operation != "call" or len(args) < 2 or not isinstance(args[1], str):
        return operation
    found = core_registry().find(args[1])
    return f"{found[0].name}.{found[1].name}" if found else args[1]


@cache
def _paths() -> dict[str, str | None]:
    operations = core_registry().contract(OPENMAGE_19, "v2").operations
    return {name: operation.path for name, operation in operations.items()}
