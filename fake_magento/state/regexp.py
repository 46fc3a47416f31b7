"""Regular expressions as the database's ``REGEXP`` takes them, found in time that grows with the text alone.

An expression is letters, ``.``, classes (``[a-z]``, ``\\d``), ``^`` and ``$``, groups, ``|``, and ``*``, ``+``, ``?`` and
``{2,3}`` behind what they repeat. All ways through it are followed at once, letter by letter, so that none costs a second
reading; what looks around or back is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

MAX_STATES = 500
"""How large an expression may be, its repetitions written out."""

_CLASSES = "dDwWsS"
_REPEAT = re.compile(r"\{(\d{1,4})(,(\d{1,4})?)?\}", re.ASCII)
_POSIX = re.compile(r"\[:(\w+):\]", re.ASCII)
_POSIX_CLASSES = {
    "alpha": "a-zA-Z",
    "digit": "0-9",
    "alnum": "a-zA-Z0-9",
    "upper": "A-Z",
    "lower": "a-z",
    "space": r"\s",
    "punct": r"!-/:-@\[-`{-~",
    "xdigit": "0-9a-fA-F",
}
_START, _END = "^", "$"

_Test = Callable[[str], object]


class InvalidExpressionError(ValueError):
    """What is no regular expression, or one that is too large or looks around."""


class Expression:
    """A regular expression. Letters count without case.

    A state is a number: of what it goes on to without reading (a jump, which can ask for the start or the end of the text),
    and of what it goes on to by one letter that passes a test (a step). Raises `InvalidExpressionError`.
    """

    def __init__(self, pattern: str) -> None:
        self._jumps: list[list[tuple[str, int]]] = []
        self._steps: list[tuple[_Test, int] | None] = []
        self._pattern = pattern
        self._at = 0
        self._start = self._state()
        self._final = self._alternatives(self._start, 0)
        if self._at < len(pattern):
            raise InvalidExpressionError("a ) that opens nothing")

    def search(self, text: str) -> bool:
        """Whether it is found anywhere in the text."""
        current: set[int] = set()
        for at in range(len(text) + 1):
            current = self._closure({*current, self._start}, at == 0, at == len(text))
            if self._final in current:
                return True
            if at < len(text):
                letter = text[at]
                current = {step[1] for state in current if (step := self._steps[state]) and step[0](letter)}
        return False

    def _closure(self, states: Iterable[int], is_start: bool, is_end: bool) -> set[int]:
        found = set(states)
        waiting = [*found]
        while waiting:
            for condition, target in self._jumps[waiting.pop()]:
                is_met = not condition or (is_start if condition == _START else is_end)
                if is_met and target not in found:
                    found.add(target)
                    waiting.append(target)
        return found

    def _state(self) -> int:
        if len(self._jumps) >= MAX_STATES:
            raise InvalidExpressionError("too large")
        self._jumps.append([])
        self._steps.append(None)
        return len(self._jumps) - 1

    def _jump(self, source: int, target: int, condition: str = "") -> None:
        self._jumps[source].append((condition, target))

    def _next(self) -> str:
        return self._pattern[self._at : self._at + 1]

    def _alternatives(self, start: int, depth: int) -> int:
        """Read alternatives from a state on; the state in which all of them end."""
        if depth > 50:
            raise InvalidExpressionError("groups too deep")
        end = self._state()
        while True:
            first = self._state()
            self._jump(start, first)
            self._jump(self._sequence(first, depth), end)
            if self._next() != "|":
                return end
            self._at += 1

    def _sequence(self, state: int, depth: int) -> int:
        while self._next() not in ("", "|", ")"):
            begin = self._at
            after = self._atom(state, depth)
            low, high = self._repeats()
            if (low, high) != (1, 1):
                after = self._repeated(state, after, begin, low, high, depth)
            state = after
        return state

    def _repeated(self, start: int, after: int, begin: int, low: int, high: int | None, depth: int) -> int:
        """What stands at ``begin``, read once from ``start`` to ``after``, so many times; the state behind all of them."""
        behind = self._at
        end = self._state()
        if low == 0:
            self._jump(start, end)
        states = [(start, after)]
        for _ in range(1, max(low, high or 1)):
            self._at = begin
            fresh = self._state()
            self._jump(states[-1][1], fresh)
            states.append((fresh, self._atom(fresh, depth)))
        self._at = behind
        for number, (_, last) in enumerate(states, 1):
            if number >= low and high != 0:
                self._jump(last, end)
        if high is None:
            self._jump(states[-1][1], states[-1][0])
        return end

    def _repeats(self) -> tuple[int, int | None]:
        """How often what was read may stand there: at least, and at most."""
        sign = self._next()
        found = _REPEAT.match(self._pattern, self._at)
        if sign in ("*", "+", "?") and sign:
            self._at += 1
            low, high = {"*": (0, None), "+": (1, None), "?": (0, 1)}[sign]
        elif found:
            self._at = found.end()
            low, high = int(found[1]), int(found[3]) if found[3] else None if found[2] else int(found[1])
        else:
            return 1, 1
        if self._next() in ("?", "+") and self._next():  # lazy or possessive: found all the same
            self._at += 1
        if high is not None and high < low:
            raise InvalidExpressionError("repeats are out of order")
        return low, high

    def _atom(self, state: int, depth: int) -> int:
        """Read one thing from a state on; the state behind it."""
        letter = self._next()
        self._at += 1
        after = self._state()
        if letter in "*+?":
            raise InvalidExpressionError("nothing to repeat")
        if letter in (_START, _END):
            self._jump(state, after, letter)
        elif letter == "(":
            if self._next() == "?":
                if self._pattern[self._at : self._at + 2] != "?:":
                    raise InvalidExpressionError("looks around")
                self._at += 2
            inner = self._state()
            self._jump(state, inner)
            self._jump(self._alternatives(inner, depth + 1), after)
            if self._next() != ")":
                raise InvalidExpressionError("a ( that is not closed")
            self._at += 1
        else:
            self._steps[state] = self._letters(letter), after
        return after

    def _letters(self, letter: str) -> _Test:
        """The test that a letter, a class or an escaped letter makes of one letter."""
        if letter == ".":
            return lambda read: read != "\n"
        if letter == "[":
            return self._class()
        if letter == "\\":
            letter = self._next()
            self._at += 1
            if letter in _CLASSES and letter:
                return re.compile(f"\\{letter}").match
            if not letter or letter.isalnum():
                raise InvalidExpressionError(f"\\{letter} is not known")
        wanted = letter.lower()
        return lambda read: read.lower() == wanted

    def _class(self) -> _Test:
        """The rest of a class behind its bracket."""
        at = self._at
        at += self._pattern[at : at + 1] == "^"
        at += self._pattern[at : at + 1] == "]"
        while self._pattern[at : at + 1] not in ("", "]"):
            named = _POSIX.match(self._pattern, at)
            at = named.end() if named else at + 1 + (self._pattern[at] == "\\")
        content = _POSIX.sub(lambda found: _POSIX_CLASSES.get(found[1], ""), self._pattern[self._at : at])
        self._at = at + 1
        if at >= len(self._pattern):
            raise InvalidExpressionError("a [ that is not closed")
        try:
            return re.compile(f"[{content}]".replace("[[", "[\\["), re.IGNORECASE).match
        except re.error as error:
            raise InvalidExpressionError(str(error)) from None
