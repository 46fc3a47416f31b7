"""The words in which it is declared what a fixtures document may hold, by which it is checked and told as a JSON schema."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from fake_magento import php
from fake_magento.fixture_reading import Located, Written
from fake_magento.nearest import nearest


@dataclass(frozen=True)
class Section:
    """A mapping with these keys; the first ``needed`` of them must be there."""

    keys: Mapping[str, Kind]
    needed: int = 0


@dataclass(frozen=True)
class Items:
    """A list of anything of one kind."""

    of: Kind


@dataclass(frozen=True)
class Values:
    """A mapping of any text to something of one kind."""

    of: Kind


@dataclass(frozen=True)
class OneOf:
    """Any of these kinds."""

    kinds: tuple[Kind, ...]


@dataclass(frozen=True)
class Number:
    """A number with decimals, which may be written as text: no number of the machine's changes it then."""


Kind = type[str] | type[int] | type[float] | type[bool] | None | Section | Items | Values | OneOf | Number
"""What a value may be; ``None`` is null. A number is no truth, and the other way round."""

NUMBER = Number()
TEXT = OneOf((str, int))
"""Text, which in JSON may be a number."""

_OF_A_STORE: dict[str, Kind] = {
    "label": TEXT,
    "position": int,
    "exclude": OneOf((bool, int)),
    "types": Items(str),
}
IMAGE = Section(
    {
        "content": str,
        "base64": str,
        "default": bool,
        "name": TEXT,
        **_OF_A_STORE,
        "stores": Values(Section(_OF_A_STORE)),
    }
)
"""An image of a product."""

ALWAYS_TEXT = ("name", "key", "sku", "label")
"""Keys whose numbers are text."""

_NAMES: Mapping[object, tuple[str, str]] = {
    str: ("text", "string"),
    int: ("a number", "integer"),
    float: ("a number", "number"),
    bool: ("true or false", "boolean"),
    None: ("null", "null"),
    Number: ("a number", "number"),
    Items: ("a list", "array"),
    Values: ("a mapping", "object"),
    Section: ("a mapping", "object"),
}
"""By kind what messages call it, and JSON schema."""


def check(value: Any, document: Section, wrong: Callable[[Any, str], Exception]) -> None:
    """Check a document of these sections, and make of all that YAML left as written what its place is for: text, a number, …

    ``wrong`` makes the exception that is raised, of the nearest mapping and what is wrong in it.
    """
    if not isinstance(value, dict):
        raise wrong(value, f"must be a mapping with the sections {', '.join(document.keys)}")
    for name, entries in value.items():
        if name not in document.keys:
            raise wrong(value, f"no section {name!r}{nearest(name, document.keys)}")
        value[name] = _checked(value, name, entries, document.keys[name], wrong)


def taken(given: Mapping[str, Any], shape: Section, wrong: Callable[[str], Exception]) -> dict[str, Any]:
    """What a program gives of an entry's words, as a document would hold it.

    Programs may give any mapping and any collection, and numbers as `Decimal`. ``wrong`` makes the exception that is raised,
    of what is wrong.
    """

    def refuse(around: Any, problem: str) -> Exception:
        return wrong(problem)

    return {name: _taken(given, name, _plain(value), shape.keys[name], refuse) for name, value in given.items()}


def _taken(around: Any, name: str, value: Any, kind: Kind, wrong: Callable[[Any, str], Exception]) -> Any:
    checked = _checked(around, name, value, kind, wrong)
    return str(checked) if name in ALWAYS_TEXT else checked


def _plain(value: Any) -> Any:
    """Collections of Python's as those that a document has. One of a document's own, which was checked, is left as it is."""
    if isinstance(value, (Located, str, bytes)):
        return value
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, Collection) else value


def _checked(around: Any, name: str, value: Any, kind: Kind, wrong: Callable[[Any, str], Exception]) -> Any:
    value = _meant(value, kind) if isinstance(value, Written) else value
    fitting = next((each for each in _kinds(kind) if _fits(value, each)), kind)
    if not _fits(value, fitting):
        wanted = " or ".join(_NAMES[_key(each)][0] for each in _kinds(kind))
        raise wrong(around, f"{name!r} must be {wanted}, not {value!r:.100}")
    if isinstance(value, str) and _is_no_text(value):
        raise wrong(around, f"{name!r} is no text that can be written: {value!r:.100}")
    if isinstance(fitting, Section):
        return _checked_inner(around, name, value, fitting, wrong)
    if isinstance(fitting, Items):
        return [_checked_inner(around, name, each, fitting.of, wrong) for each in value]
    if isinstance(fitting, Values):
        for key, each in value.items():
            value[key] = _checked_inner(around, name, each, fitting.of, wrong)
    return value


def _checked_inner(around: Any, name: str, value: Any, kind: Kind, wrong: Callable[[Any, str], Exception]) -> Any:
    section = next((each for each in _kinds(kind) if isinstance(each, Section)), None)
    if section is None or (section is not kind and not isinstance(value, dict)):
        return _checked(around, f"each of {name}", value, kind, wrong)
    if not isinstance(value, dict):
        raise wrong(around, f"each of {name} must be a mapping, not {value!r:.100}")
    for key in value:
        if key not in section.keys:
            raise wrong(value, f"{name} have no {key!r}{nearest(key, section.keys)}")
    for key in [*section.keys][: section.needed]:
        if key not in value:
            raise wrong(value, f"one of {name} has no {key!r}")
    for key, each in value.items():
        value[key] = _taken(value, key, each, section.keys[key], wrong)
    return value


def _meant(written: Written, kind: Kind) -> Any:
    """What a scalar of YAML means in a place of that kind: in one for text it is text as it stands there.

    Where text and a number may stand, it is a number where that is written so: ``17``, not ``0017``. Nothing is null.
    """
    kinds = _kinds(kind)
    if str not in kinds or not written:
        return written.meant
    is_other = any(each is not str and _fits(written.meant, each) for each in kinds)
    return written.meant if is_other and (written.meant is None or str(written.meant) == written) else str(written)


def _is_no_text(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return True
    return False


def _kinds(kind: Kind) -> tuple[Kind, ...]:
    return kind.kinds if isinstance(kind, OneOf) else (kind,)


def _key(kind: Kind) -> object:
    return kind if kind is None or isinstance(kind, type) else type(kind)


def _fits(value: Any, kind: Kind) -> bool:
    if kind is None:
        return value is None
    if isinstance(kind, Number):
        return _is_number(value)
    if kind is float and isinstance(value, Decimal):
        return value.is_finite()
    if isinstance(kind, type):
        return isinstance(value, kind) and isinstance(value, bool) == (kind is bool)
    if isinstance(kind, OneOf):
        return False
    return isinstance(value, list if isinstance(kind, Items) else dict)


def _is_number(value: Any) -> bool:
    if isinstance(value, str):
        return php.is_numeric(value)
    return isinstance(value, (int, float, Decimal)) and not isinstance(value, bool) and math.isfinite(value)


def json_schema(kind: Kind) -> dict[str, Any]:
    """The JSON schema of the kind; images in it have no ``content``, which is for files."""
    if isinstance(kind, Number):
        return json_schema(OneOf((int, float, str)))
    if isinstance(kind, OneOf):
        return {"anyOf": [json_schema(each) for each in kind.kinds]}
    schema: dict[str, Any] = {"type": _NAMES[_key(kind)][1]}
    if isinstance(kind, Items):
        schema["items"] = json_schema(kind.of)
    elif isinstance(kind, Values):
        schema["additionalProperties"] = json_schema(kind.of)
    elif isinstance(kind, Section):
        schema["properties"] = {key: json_schema(each) for key, each in kind.keys.items() if key != "content"}
        schema["required"] = [*kind.keys][: kind.needed]
        schema["additionalProperties"] = False
    return schema
