"""What two servers answered, side by side: where they differ, and in what."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from fake_magento.client.http import NoAnswerError
from fake_magento.client.messages import Message, NotXmlError
from fake_magento.client.value import Value
from fake_magento.transports.wsgi import Answer
from fake_magento.verify import known
from fake_magento.verify.varying import comparable, neutral, settled

KINDS = ("status", "content type", "body", "fault", "value", "type", "order")
"""In what answers can differ: the status of HTTP, the content type, that one is no document at all, the fault, a value or that
it is there, its type, and the order of what is in it."""

NOTHING = "nothing"
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Difference:
    """One point in which the server and the fake differ.

    ``kind`` is one of `KINDS`, ``where`` the place in the answer (``[0].label``), ``server`` and ``fake`` are what each said,
    in words. ``reason`` is why, where the difference is a deliberate one.
    """

    kind: str
    where: str
    server: str
    fake: str
    reason: str | None = None

    def __str__(self) -> str:
        at = f" at {self.where}" if self.where else ""
        return f"{self.kind}{at}: server {self.server}; fake {self.fake}"


@dataclass(frozen=True)
class Outcome:
    """What came back from one of them: an answer and what it says, or why there is none of the dialect."""

    answer: Answer | None
    reading: Message | None
    problem: str = ""

    @property
    def value(self) -> Value | None:
        """The value that was answered, ``None`` where it was something else."""
        return None if self.reading is None else self.reading.value

    @property
    def outcome(self) -> str:
        """What was answered, in words."""
        if self.answer is None:
            return f"no answer: {self.problem}"
        if self.reading is None:
            return self.problem if self.answer.status == 200 else f"HTTP {status(self.answer)}: {self.problem}"
        if self.reading.fault:
            return _fault(self.reading.fault)
        return NOTHING if self.value is None else neutral(str(self.value))


def outcome_of(send: Callable[[], Answer], read: Callable[[bytes], Message]) -> Outcome:
    """What is answered to what ``send`` sends."""
    try:
        answer = send()
    except NoAnswerError as error:
        return Outcome(None, None, str(error))
    try:
        return Outcome(answer, read(answer.body))
    except NotXmlError as error:
        return Outcome(answer, None, str(error))


def differences(server: Outcome, fake: Outcome, look: Callable[[Value], Value]) -> Iterator[Difference]:
    """In what the answers differ; ``look`` is what to see of their values."""
    if server.answer is None or fake.answer is None:
        if server.outcome != fake.outcome:
            yield Difference("status", "", server.outcome, fake.outcome)
        return
    if server.answer.status != fake.answer.status:
        yield Difference("status", "", status(server.answer), status(fake.answer))
    types = [answer.headers.get("Content-Type", NOTHING) for answer in (server.answer, fake.answer)]
    if _media_type(types[0]) != _media_type(types[1]):
        yield Difference("content type", "", *types)
    if server.reading is None or fake.reading is None:
        if server.problem != fake.problem:
            yield Difference("body", "", server.outcome, fake.outcome)
        return
    faults = [each.reading.fault and _fault(each.reading.fault) for each in (server, fake) if each.reading]
    if any(faults):
        if faults[0] != faults[1]:
            texts = server.outcome, fake.outcome
            yield Difference("fault", "", *texts, known.reason(*texts))
        return
    if server.reading.envelope != fake.reading.envelope:
        yield Difference("value", "envelope", server.reading.envelope, fake.reading.envelope)
    if server.value and fake.value:
        servers, fakes = (look(comparable(value)) for value in (server.value, fake.value))
        yield from of_values(servers, fakes)
    elif server.value != fake.value:
        yield Difference("value", "", server.outcome, fake.outcome)


def of_values(server: Value, fake: Value, where: str = "") -> Iterator[Difference]:
    """In what the values differ; ``where`` is the place that they stand in."""
    items = _items(server), _items(fake)
    if items[0] is not None and items[1] is not None:
        yield from _of_items(server, fake, items[0], items[1], where)
    elif server.members and fake.members and not dict(server.members).keys() & dict(fake.members).keys():
        yield Difference("value", where, str(server), str(fake))
    elif server.members is not None and fake.members is not None:
        yield from _of_types(server, fake, where)
        yield from _of_members(server.members, fake.members, where)
    elif server.text is not None and fake.text is not None:
        yield from _of_types(server, fake, where)
        if server.text != fake.text:
            yield Difference("value", where, repr(server.text), repr(fake.text))
    elif server.type != fake.type:
        yield Difference("type", where, _typed(server), _typed(fake))
    elif server != fake:
        yield Difference("value", where, str(server), str(fake))


def _of_types(server: Value, fake: Value, where: str) -> Iterator[Difference]:
    if server.type != fake.type:
        yield Difference("type", where, _typed(server), _typed(fake))


def _of_members(
    server: Sequence[tuple[str, Value]], fake: Sequence[tuple[str, Value]], where: str
) -> Iterator[Difference]:
    names = [[name for name, _ in members] for members in (server, fake)]
    common = [[name for name in each if name in other] for each, other in (names, names[::-1])]
    if common[0] != common[1]:
        yield Difference("order", where, *_differing(*names))
    by_name = dict(server), dict(fake)
    for name in dict.fromkeys(names[0] + names[1]):
        at = f"{where}.{name}" if where else name
        values = [members.get(name) for members in by_name]
        if values[0] is not None and values[1] is not None:
            yield from of_values(values[0], values[1], at)
        else:
            yield Difference("value", at, *(NOTHING if value is None else str(value) for value in values))


def _of_items(
    server: Value, fake: Value, servers: Sequence[Value], fakes: Sequence[Value], where: str
) -> Iterator[Difference]:
    if len(servers) == len(fakes):
        yield from _of_types(server, fake, where)  # which follows from the items where there are more or less of them
    servers, fakes = settled(servers), settled(fakes)
    if servers != fakes and Counter(servers) == Counter(fakes):
        yield Difference("order", where, *_differing(servers, fakes))
        return
    before, behind = _alike(servers, fakes)
    pairs = zip_longest(*(items[before : len(items) - behind] for items in (servers, fakes)))
    for number, (of_server, of_fake) in enumerate(pairs, before):
        at = f"{where}[{number}]"
        if of_server is not None and of_fake is not None:
            yield from of_values(of_server, of_fake, at)
        else:
            yield Difference("value", at, *(NOTHING if each is None else str(each) for each in (of_server, of_fake)))


def _alike(servers: Sequence[object], fakes: Sequence[object]) -> tuple[int, int]:
    """How many items are alike at the beginning, and how many of the others at the end."""
    shorter = min(len(servers), len(fakes))
    before = next((number for number in range(shorter) if servers[number] != fakes[number]), shorter)
    behind = next((n for n in range(shorter - before) if servers[-1 - n] != fakes[-1 - n]), shorter - before)
    return before, behind


def _differing(servers: Sequence[object], fakes: Sequence[object]) -> Iterator[str]:
    """The parts of two lists in which they differ, in words."""
    before, behind = _alike(servers, fakes)
    for items in (servers, fakes):
        shown = [*map(str, items[before : len(items) - behind])]
        yield ", ".join([*["…"][:before], *shown, *["…"][:behind]])


def _items(value: Value) -> Sequence[Value] | None:
    """The items of a list; an empty one says nothing of what it is in WS-I."""
    is_empty = value.text == "" and not value.type
    return () if is_empty else value.items


def _typed(value: Value) -> str:
    return f"{value.type or 'no type'} ({value})"


def _fault(fault: tuple[str, str]) -> str:
    return f"fault {fault[0]}: {neutral(fault[1])}"


def status(answer: Answer) -> str:
    """The status of HTTP in words, and where it redirects to."""
    location = answer.headers.get("Location")
    return f"{answer.status} {answer.reason}{f' to {location}' if location else ''}"


def _media_type(text: str) -> str:
    """A content type without what does not count in it: case and spaces."""
    return _SPACE.sub("", text).lower()
