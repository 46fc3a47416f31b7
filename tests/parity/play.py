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
from fake_magento.transports.wsgi import Answer
from fake_magento.verify.known import as_the_fake_answers
from tests.parity.compare import Compare, alike, exactly
from tests.replay import (
    ENVELOPE,
    PATHS,
    TRANSCRIPTS,
    Send,
    Sessions,
    load,
    login,
    over_wsgi,
    place,
    raw_files,
    scenarios,
    start,
)
from tests.transcripts import UNDEFINED

FOLDERS = ("catalog", "sales", "more")
"""What is compared by what it says; sessions and product images, which are in none, are compared by how they say it too."""

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
    """Play a scenario on the fake that ``send`` reaches."""
    scenario = load(file)
    dialect = scenario["dialect"]
    by_words = file.parent.name in FOLDERS
    compare = alike(flavour, dialect) if by_words else exactly(dialect)
    if_open = _if_open(flavour, dialect, file)
    sessions = Sessions()
    for number, step in enumerate(scenario["steps"]):
        if step["request"] is None:  # the client refused to send it
            continue
        request = sessions.replace(step["request"])
        answered = send("POST", PATHS[dialect], ENVELOPE, request.encode("utf-8", "surrogateescape"))
        if step["op"] in ("login", "startSession") and "result" in step:
            sessions.learn(step["result"], answered.body.decode("utf-8", "surrogateescape"))
        recorded = _recorded(step, sessions, by_words)
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
        recorded = Answer(
            exchange["status"],
            "",
            Headers(exchange["response_headers"]),
            expected.encode("utf-8", "surrogateescape"),
        )
        differences = compare(recorded, answered)
        if f'<soap:address location="{exchange.get("address")}"/>' not in text and "address" in exchange:
            differences.append(f"address: {exchange['address']} recorded")
        yield Step(number, exchange["name"], RAW, exchange["path"], body or "", recorded, answered, tuple(differences))


def everything() -> Iterator[tuple[str, Callable[[], Iterator[Step]]]]:
    """Each recording's place, and what plays it."""
    for folder in ("", *FOLDERS):
        for flavour, file in scenarios(folder=folder):
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
        for folder in ("", *FOLDERS)
        for flavour, file in scenarios(folder=folder)
        for scenario in [load(file)]
        for step in scenario["steps"]
    )


@cache
def _undefined() -> dict[str, dict[str, list[int]]]:
    return dict(load(TRANSCRIPTS / UNDEFINED))


def _if_open(flavour: str, dialect: str, file: Path) -> dict[int, Compare]:
    """How to compare the steps whose answer the real server leaves open."""
    _, _, name = place(flavour, file).partition("/")
    tables = _undefined()
    sets = dict.fromkeys(tables["both faces"].get(name, ()), alike(flavour, dialect, in_order=False))
    never = dict.fromkeys(tables.get(flavour, {}).get(name, ()), lambda recorded, answered: [])
    return {**sets, **never}


def _recorded(step: Any, sessions: Sessions, by_words: bool) -> Answer:
    text = sessions.replace(step["response"] or "")
    if not by_words:
        text = as_the_fake_answers(text)
    content_type = step["response_headers"].removeprefix("Content-Type: ")
    return Answer(step["status"], "", Headers({"Content-Type": content_type}), text.encode("utf-8", "surrogateescape"))


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
    return {operation.name: operation.path for operation in core_registry().v2_operations}
