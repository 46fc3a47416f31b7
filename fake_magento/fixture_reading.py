"""From the text of a fixtures file to what it holds: mappings that know their line, and scalars as they are written."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from fake_magento.errors import FakeMagentoError

if TYPE_CHECKING:
    import yaml

MAX_DEPTH = 100
"""How deep lists and mappings may stand in each other."""

_MAX_DIGITS = 20
"""A number of more characters is none that a shop could have."""

_MAX_REPEATED = 100_000
"""How many values may be there by YAML's aliases."""

_JSON_MARKS = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[{}\[\]]', re.DOTALL)
_TOO_DEEP = "nested too deeply"


class FixtureReadError(FakeMagentoError):
    """Text that holds no document; ``line`` is where that is seen, ``problem`` what is wrong there."""

    def __init__(self, line: int, problem: str) -> None:
        super().__init__(line, problem)
        self.line = line
        self.problem = problem


class Located(dict[str, Any]):
    """A mapping that knows on which line it begins."""

    def __init__(self, line: Callable[[], int]) -> None:
        super().__init__()
        self._line = line

    @property
    def line(self) -> int:
        """The line, from 1."""
        return self._line()


class Written(str):
    """A scalar of YAML that stands there without quotes; ``meant`` is the number, truth or null that YAML takes it for."""

    meant: Any

    def __new__(cls, text: str, meant: Any) -> Written:
        made = super().__new__(cls, text)
        made.meant = meant
        return made


def read_json(text: str) -> Any:
    """The document in JSON. Raises `FixtureReadError`."""
    _check_depth(text)
    mappings = 0

    def mapping(pairs: list[tuple[str, Any]]) -> Located:
        nonlocal mappings
        number = mappings = mappings + 1
        located = Located(lambda: _line_of_mapping(text, number))
        for key, value in pairs:
            if key in located:
                raise FixtureReadError(located.line, f"{key!r} is given twice")
            located[key] = value
        return located

    try:
        return json.loads(text, object_pairs_hook=mapping, parse_int=_json_number)
    except json.JSONDecodeError as error:
        raise FixtureReadError(error.lineno, error.msg) from None


def _json_number(digits: str) -> int | float:
    return int(digits) if len(digits) <= _MAX_DIGITS else float(digits)


def _check_depth(text: str) -> None:
    depth = 0
    for mark in _JSON_MARKS.finditer(text):
        depth += {"{": 1, "[": 1, "}": -1, "]": -1}.get(mark[0], 0)
        if depth > MAX_DEPTH:
            raise FixtureReadError(_line_at(text, mark.start()), _TOO_DEEP)


def _line_of_mapping(text: str, number: int) -> int:
    """The line of the mapping that is the one of that number to end."""
    begun: list[int] = []
    for mark in _JSON_MARKS.finditer(text):
        if mark[0] == "{":
            begun.append(mark.start())
        elif mark[0] == "}":
            start = begun.pop()
            number -= 1
            if not number:
                return _line_at(text, start)
    raise AssertionError("a mapping that was read has an end")


def _line_at(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def read_yaml(text: str, reached: Callable[[int, int], object]) -> Any:
    """The document in YAML; ``reached`` is told at which line reading is, and of how many. Raises `FixtureReadError`."""
    import yaml

    try:
        return _loader()(text, reached).get_single_data()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise FixtureReadError(mark.line + 1 if mark else 1, error.problem or "no YAML") from None
    except yaml.reader.ReaderError as error:
        raise FixtureReadError(_line_at(text, error.position), f"{error.reason}: #x{error.character:04x}") from None


@cache
def _loader() -> Callable[[str, Callable[[int, int], object]], yaml.SafeLoader]:
    import yaml

    prefix = "tag:yaml.org,2002:"
    null, truth, number, string = (prefix + name for name in ("null", "bool", "int", "str"))
    plain = {prefix + name for name in ("timestamp", "float", "merge", "value")} | {null, truth, number, string}

    class Loader(yaml.SafeLoader):
        """Makes mappings `Located` and plain scalars `Written`; refuses what a fixtures file has no use for."""

        def __init__(self, text: str, reached: Callable[[int, int], object]) -> None:
            super().__init__(text)
            self._reached = reached
            self._lines = text.count("\n")
            self._depth = 0
            self._repeated = 0
            self._made: set[int] = set()

        def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
            self._depth += 1
            if self._depth > MAX_DEPTH:
                raise yaml.composer.ComposerError(None, None, _TOO_DEEP, self.get_mark())
            self._reached(self.line, self._lines)
            composed: yaml.Node | None = super().compose_node(parent, index)
            self._depth -= 1
            return composed

        def get_single_data(self) -> Any:
            node = self.get_single_node()
            return None if node is None else self.value(node, 0)

        def value(self, node: yaml.Node, depth: int) -> Any:
            """What a node holds; what an alias stands for is made anew."""
            self._repeated += id(node) in self._made
            self._made.add(id(node))
            if self._repeated > _MAX_REPEATED or depth > MAX_DEPTH:
                problem = _TOO_DEEP if depth > MAX_DEPTH else "aliases stand for too much"
                raise yaml.constructor.ConstructorError(None, None, problem, node.start_mark)
            if isinstance(node, yaml.ScalarNode):
                return self.scalar(node)
            if isinstance(node, yaml.SequenceNode) and node.tag == prefix + "seq":
                return [self.value(each, depth + 1) for each in node.value]
            if not isinstance(node, yaml.MappingNode) or node.tag != prefix + "map":
                raise self.unknown(node)
            line = node.start_mark.line + 1
            located = Located(lambda: line)
            for key_node, value_node in node.value:
                key = self.value(key_node, depth + 1)
                if not isinstance(key, str):
                    problem = f"the key {key!r:.100} is no text"
                elif key in located:
                    problem = f"{key!r} is given twice"
                else:
                    located[str(key)] = self.value(value_node, depth + 1)
                    continue
                raise yaml.constructor.ConstructorError(None, None, problem, key_node.start_mark)
            return located

        def scalar(self, node: yaml.ScalarNode) -> Any:
            """A scalar in quotes, or marked so, is text; a plain one is `Written`; one of another mark is what that says."""
            text: str = node.value
            resolve: Callable[..., str] = self.resolve
            implicit = resolve(yaml.ScalarNode, text, (node.style is None, True))
            if node.tag == string:
                return text if node.style or implicit != string else Written(text, text)
            if node.tag not in plain or (node.tag != implicit and node.tag not in (null, truth, number)):
                raise self.unknown(node)
            if node.tag in (null, truth, number) and len(text) <= _MAX_DIGITS:
                try:
                    meant = self.construct_object(node)
                except (ValueError, KeyError):  # 0x_ is no number, whatever its form
                    meant = text
            else:
                meant = text
            return Written(text, meant) if node.tag == implicit else meant

        def unknown(self, node: yaml.Node) -> yaml.YAMLError:
            """The exception for a node whose tag means nothing here."""
            return yaml.constructor.ConstructorError(
                None, None, f"the tag {node.tag.replace(prefix, '!!')!r:.100} means nothing here", node.start_mark
            )

    return Loader
