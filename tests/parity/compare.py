"""In what a live answer differs from the recorded one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from fake_magento.api.registry import core_registry
from fake_magento.client.dialects import dialect_of
from fake_magento.client.messages import Message
from fake_magento.client.value import Value
from fake_magento.flavour import FLAVOURS
from fake_magento.protocols.document import UnreadableError, read
from fake_magento.transports.wsgi import Answer
from fake_magento.verify import compare
from fake_magento.verify.known import as_the_fake_answers
from tests.replay import canonical

Compare = Callable[[Answer, Answer], list[str]]
"""The differences between a recorded and a live answer, each in words."""

_LIST = re.compile(r"\d+(,\d+)+")
_TYPES = re.compile(r"\}(type|arrayType|itemType|arraySize)$")
_SHOWN = 300
_BEFORE = 40


def exactly(dialect: str) -> Compare:
    """Compares documents as canonical XML; those of XML-RPC, which has no prefixes that may differ, as they are."""

    def differences(recorded: Answer, answered: Answer) -> list[str]:
        found = list(_of_http(recorded, answered))
        expected, body = (_text(each) for each in (recorded, answered))
        if dialect != "xmlrpc" and expected != body:
            expected, body = canonical(expected), canonical(body)
        if expected != body:
            found.append(_of_texts("body", expected, body))
        return found

    return differences


def alike(flavour: str, dialect: str, in_order: bool = True) -> Compare:
    """Compares what documents say: every name, type and value, without what varies from one recording to the next.

    Where the order of lists is left open, ``in_order`` is false.
    """
    reads = dialect_of(dialect, FLAVOURS[flavour].namespace, core_registry()).read

    def differences(recorded: Answer, answered: Answer) -> list[str]:
        found = list(_of_http(recorded, answered))
        if recorded.body == answered.body:
            return found
        if recorded.headers["Content-Type"].startswith("text/html"):  # a page, of which the first line was kept at most
            return [*found, *([] if recorded.body else ["a page where an empty one was recorded"])]
        readings = [_reading(each, reads) for each in (recorded, answered)]
        for each in compare.differences(*readings, look=(lambda value: value) if in_order else unordered):
            if each.kind not in ("status", "content type"):
                where = "" if each.kind == "fault" else f"result{_joined(each.where)}: "
                found.append(f"{where}{_words(each.server, each.fake)}{_KINDS.get(each.kind, '')}")
        if not found and _shape(readings[0].answer) != _shape(readings[1].answer):
            found.append(_of_texts("envelope", _text(recorded), _text(answered)))
        return found

    return differences


_KINDS = {"type": " (type)", "order": " (order)"}


def unordered(value: Value) -> Value:
    """The value with its lists, and its texts that list ids, in one order."""
    if value.members is not None:
        return Value(value.type, members=tuple((name, unordered(member)) for name, member in value.members))
    if value.items is not None:
        return Value(value.type, items=tuple(sorted(map(unordered, value.items), key=repr)))
    if value.text and _LIST.fullmatch(value.text):
        return Value(value.type, ",".join(sorted(value.text.split(","))))
    return value


def _reading(answer: Answer, reads: Callable[[bytes], Message]) -> compare.Outcome:
    body = as_the_fake_answers(_text(answer)).encode("utf-8", "surrogateescape")
    return compare.outcome_of(lambda: Answer(answer.status, answer.reason, answer.headers, body), reads)


def _of_http(recorded: Answer, answered: Answer) -> Iterator[str]:
    if recorded.status != answered.status:
        yield f"status: {_words(str(recorded.status), str(answered.status))}"
    types = [each.headers.get("Content-Type") for each in (recorded, answered)]
    if types[0] != types[1]:
        yield f"content type: {_words(str(types[0]), str(types[1]))}"


def _of_texts(name: str, recorded: str, answered: str) -> str:
    """From where they differ, with a few characters before it."""
    pairs = enumerate(zip(recorded, answered, strict=False))
    differing = next((number for number, (one, other) in pairs if one != other), min(len(recorded), len(answered)))
    start = max(0, differing - _BEFORE)
    return f"{name} from character {start}: {_words(recorded[start:], answered[start:])}"


def _text(answer: Answer) -> str:
    return answer.body.decode("utf-8", "surrogateescape")


def _joined(where: str) -> str:
    return where if not where or where.startswith("[") else f".{where}"


def _words(recorded: str, answered: str) -> str:
    return f"{_cut(recorded)} recorded, {_cut(answered)} here"


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]} …"


def _shape(answer: Answer | None) -> Counter[tuple[str, tuple[tuple[str, str], ...]]]:
    """The elements of a document and their attributes; types are compared with the values."""
    assert answer
    try:
        elements = read(answer.body).iter()
    except UnreadableError:
        return Counter()
    return Counter(
        (
            str(element.tag),
            tuple(sorted((str(k), str(v)) for k, v in element.items() if not _TYPES.search(str(k)))),
        )
        for element in elements
    )
