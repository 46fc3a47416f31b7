"""What counts as equal, and how a difference is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from werkzeug.datastructures import Headers

from fake_magento.api.registry import core_registry
from fake_magento.client.dialects import dialect_of
from fake_magento.client.value import Value
from fake_magento.flavour import FLAVOURS
from fake_magento.transports.wsgi import Answer
from fake_magento.verify.compare import of_values
from fake_magento.verify.varying import comparable, neutral, settled
from tests.parity import strict
from tests.parity.compare import alike, exactly, unordered
from tests.parity.play import open_steps, path_of, shown_steps
from tests.replay import FOLDERS, SUBJECTS, file_of, load, place, scenarios

V2 = [
    pytest.param(name, id=name)
    for folder in SUBJECTS
    for flavour, file in scenarios("v2", folder=folder)
    for face, _, name in [place(flavour, file).partition("/")]
    if face == "openmage-19"
]


@pytest.mark.parametrize("name", V2)
def test_two_recordings_differ_in_what_varies_alone(name: str) -> None:
    """The server was recorded twice, once in each face: what V2 says in them differs in nothing that is not in the table."""
    readings = []
    for face in FOLDERS:
        reads = dialect_of("v2", FLAVOURS[face].namespace, core_registry()).read
        steps = load(file_of(name, face))["steps"]
        readings.append([reads(step["response"].encode()).value if step["response"] else None for step in steps])
    left_open = open_steps("openmage-19", name)
    for number, (one, other) in enumerate(zip(*readings, strict=True)):
        assert (one is None) == (other is None)
        if one and other:
            look = unordered if number in left_open else lambda value: value
            assert not list(of_values(look(comparable(one)), look(comparable(other)))), f"step {number}"


@pytest.mark.parametrize(
    ("name", "one", "other", "neutral_text"),
    [
        ("", "session 0123456789abcdef0123456789abcdef", "session " + "0" * 32, "session {session}"),
        ("updated_at", "2026-11-25 19:20:28", "2001-01-01 00:00:00", "{time}"),
        ("created_at", "2026-11-25T19:20:28+00:00", "2001-01-01T00:00:00+00:00", "{time of ISO 8601}"),
        ("password_created_at", "1764098428", "1000000000", "{Unix time}"),
        ("special_from_date", "2026-11-25 19:20:00", "2026-11-26 23:59:00", "{this minute}"),
        ("password_hash", f"{'a1' * 32}:{'Ab3' * 10}", f"{'0' * 32}:xy", "{hash}"),
        ("password_hash", "uK5dCkVNbGk=", "AAAAAAAAAAAAAAAA", "{encrypted}"),
        ("protect_code", "0a1b2c", "ffffff", "{code}"),
    ],
)
def test_what_varies(name: str, one: str, other: str, neutral_text: str) -> None:
    assert neutral(one, name) == neutral(other, name) == neutral_text


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("special_from_date", "2026-11-25 00:00:00"),  # a date that was given
        ("updated_at", "2026-11-25"),
        ("custom_date", "2026-11-25 19:20:28"),
        ("protect_code", "0a1b2"),
        ("password_hash", "secret"),
    ],
)
def test_what_does_not_vary(name: str, text: str) -> None:
    assert neutral(text, name) == text


def test_order_of_equals() -> None:
    def item(position: str, sku: str) -> Value:
        return Value("", members=(("position", Value("", position)), ("sku", Value("", sku))))

    first, tied, same, last = item("1", "a"), item("2", "b"), item("2", "c"), item("3", "d")
    assert settled([first, same, tied, last]) == [first, tied, same, last]
    assert settled([tied, first, same, last]) == [tied, first, same, last]
    texts = Value("", "b"), Value("", "a")
    assert comparable(Value("", items=texts)) != comparable(Value("", items=texts[::-1]))
    comments, turned = (Value("", members=(("comments", Value("", items=each)),)) for each in (texts, texts[::-1]))
    assert comparable(comments) == comparable(turned)
    assert unordered(Value("", "3,10,5")) == unordered(Value("", "10,3,5"))


XMLRPC = '<?xml version="1.0"?>\n<methodResponse><params><param><value>{}</value></param></params></methodResponse>'
STRUCT = "<struct><member><name>{}</name><value><string>{}</string></value></member></struct>"
FAULT = XMLRPC.replace("<params><param><value>{}</value></param></params>", "<fault><value>{}</value></fault>").format(
    "<struct><member><name>faultCode</name><value><int>1</int></value></member>"
    "<member><name>faultString</name><value><string>{}</string></value></member></struct>"
)


def answer(body: str, status: int = 200, content_type: str = "text/xml") -> Answer:
    return Answer(status, "", Headers({"Content-Type": content_type}), body.encode())


@pytest.mark.parametrize(
    ("recorded", "answered", "told"),
    [
        (answer("a"), answer("a", 500), ["status: 200 recorded, 500 here"]),
        (answer("a"), answer("a", 200, "text/html"), ["content type: text/xml recorded, text/html here"]),
        (answer("<a>", 503, "text/html"), answer("<b>", 503, "text/html"), []),
        (answer("", 500, "text/html"), answer("a", 500, "text/html"), ["a page where an empty one was recorded"]),
        (
            answer(XMLRPC.format(STRUCT.format("special_price", "5.0000"))),
            answer(XMLRPC.format("<struct/>")),
            ["result.special_price: '5.0000' recorded, nothing here"],
        ),
        (
            answer(XMLRPC.format(STRUCT.format("a", "1"))),
            answer(XMLRPC.format(STRUCT.format("a", "1").replace("string", "int"))),
            ["result.a: string ('1') recorded, int (1) here (type)"],
        ),
        (
            answer(XMLRPC.format(STRUCT.format("created_at", "2026-11-25 19:20:28"))),
            answer(XMLRPC.format(STRUCT.format("created_at", "2026-11-25 19:20:29"))),
            [],
        ),
        (answer(XMLRPC.format("<int>1</int>")), answer(FAULT.format("no")), ["1 recorded, fault 1: no here"]),
        (
            answer(FAULT.format("SQLSTATE[23000]: Integrity constraint violation: 1062 Duplicate entry 'a'")),
            answer(FAULT.format("SQLSTATE[23000]: Integrity constraint violation: 1062")),
            [],
        ),
        (
            answer(XMLRPC.format("<int>1</int>")),
            answer(XMLRPC.format('<int a="b">1</int>')),
            ["envelope from character 24: ethodResponse"],
        ),
    ],
)
def test_how_a_difference_is_told(recorded: Answer, answered: Answer, told: list[str]) -> None:
    found = alike("magento-1.9", "xmlrpc")(recorded, answered)
    assert len(found) == len(told)
    assert all(each.startswith(text) for each, text in zip(found, told, strict=True)), found


def test_exactly_sees_what_says_the_same() -> None:
    recorded, answered = (answer(XMLRPC.format(text)) for text in ("<int>1</int>", "<int>1</int><!-- -->"))
    assert alike("magento-1.9", "xmlrpc")(recorded, answered) == exactly("v1")(recorded, recorded) == []
    assert len(exactly("xmlrpc")(recorded, answered)) == 1


def test_the_list_is_strict_both_ways(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strict, "LIST", tmp_path / "not_yet.txt")
    strict.not_yet.cache_clear()
    try:
        strict.write(["b", "a"])
        assert strict.LIST.read_text() == "a\nb\n"
        strict.check([("a", ["step 1"]), ("c", [])])
        with pytest.raises(AssertionError, match=r"a is equal: take it off not_yet\.txt"):
            strict.check([("a", [])])
        with pytest.raises(AssertionError, match="c differs:\nstep 1"):
            strict.check([("c", ["step 1"])])
    finally:
        strict.not_yet.cache_clear()


def test_the_list_names_recordings_in_order() -> None:
    listed = strict.LIST.read_text(encoding="utf-8").splitlines()
    assert listed == sorted(set(listed))


def test_the_path_of_a_step() -> None:
    assert path_of("v1", "call", ["s", "product_media.list", ["a"]]) == "catalog_product_attribute_media.list"
    assert path_of("xmlrpc", "call", ["s", "no.such"]) == "no.such"
    assert path_of("v1", "login", ["a", "b"]) == "login"
    assert path_of("v2", "catalogProductAttributeMediaList", ["s", "a"]) == "catalog_product_attribute_media.list"
    assert path_of("wsi", "noSuchOperation", [{}]) == "noSuchOperation"


def test_shown_steps_counts_by_method_dialect_and_face() -> None:
    shown = shown_steps()
    assert shown["customer.create", "v1", "magento-1.9"] > 10
    assert shown["no.such", "v2", "magento-1.9"] == 0
