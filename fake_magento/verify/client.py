"""A client's contract as scenarios: each way in which it calls, with values that the shop has.

Uploads have the run's own name, also where the client gives none: the shop would count up one that is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from fake_magento.api.dispatch import FUNCTIONS
from fake_magento.api.registry import Registry, core_registry
from fake_magento.client.dialects import UnsupportedCallError, positional
from fake_magento.client_contract import (
    BOOLEAN,
    DOUBLE,
    EMPTY_TEXT,
    INT,
    NULL,
    NUMBER_AS_TEXT,
    TEXT,
    TOO_MUCH,
    ClientContract,
    Shape,
    Use,
)
from fake_magento.errors import FakeMagentoError
from fake_magento.verify.deck import MEDIA
from fake_magento.verify.scenario import SESSION, Result, Scenario, Step
from fake_magento.verify.stage import Stage, encoded

_IMAGE = Result("image")
_SECOND = Result("second")
_SYSTEM = ("system.listMethods", "system.methodHelp", "system.methodSignature", "system.multicall")
NOT_PLAYED = "only calls about product images are played on a server that is not its own"
"""Why other calls are not: what they change could not be taken away again."""

_ANY: dict[str, Any] = {
    TEXT: "text",
    NUMBER_AS_TEXT: "1",
    EMPTY_TEXT: "",
    INT: 1,
    DOUBLE: 1.5,
    BOOLEAN: True,
    NULL: None,
}


class _MissingMethodError(FakeMagentoError):
    """A call that cannot be played; the message says what it would need."""


def scenarios_of(contract: ClientContract) -> Callable[[Stage], Iterable[Scenario]]:
    """The scenarios of the contract: one for each way in which the client calls, in the dialects in which it does."""

    def scenarios(stage: Stage) -> Iterator[Scenario]:
        registry = core_registry()
        for use, dialects in contract:
            try:
                steps, lacks = _Player(stage, registry, dialects).steps(use), ""
            except _MissingMethodError as error:
                steps, lacks = [Step(str(use), body=b"", dialects=dialects)], str(error)
            yield Scenario(use.call, steps, lacks)

    return scenarios


class _Player:
    """Finds values for the shapes of one use."""

    def __init__(self, stage: Stage, registry: Registry, dialects: frozenset[str]) -> None:
        self._stage = stage
        self._registry = registry
        self._dialects = dialects
        self._files = 0

    def steps(self, use: Use) -> list[Step]:
        """The steps that play the use, with what must be there before it. Raises `_MissingMethodError`."""
        call, arguments = self._asked(use)
        before = []
        if self._files:
            data = {"file": self._stage.file("before")}
            about = "to have an image"
            create = {"productId": self._stage.named.product, "data": data, "identifierType": "sku"}
            before.append(Step(f"{MEDIA}.create", create, keep=_IMAGE.name, dialects=self._dialects, about=about))
        if call == "endSession":
            named = self._stage.named
            login = {"username": named.user, "apiKey": named.key}
            before.append(
                Step("login", login, keep=_SECOND.name, dialects=self._dialects, about="for a session to end")
            )
            arguments = {"sessionId": _SECOND}
        return [*before, Step(call, arguments, dialects=self._dialects)]

    def _asked(self, use: Use) -> tuple[str, dict[str, Any]]:
        """What the use calls and with which arguments, the session among those of a function."""
        found = self._registry.find(use.call)
        if found is not None and found[0].name == MEDIA:
            return use.call, self._arguments(use)
        known = FUNCTIONS.get(use.call)
        if use.call == "system.multicall":
            return use.call, {"methods": [self._part_of_system(part) for part in use.parts]}
        if use.call in _SYSTEM:
            return use.call, dict.fromkeys(use.arguments, "login")
        if known is None or use.call == "call":
            raise _MissingMethodError(NOT_PLAYED)
        arguments = self._arguments(use)
        if use.call == "multiCall":
            arguments = {"calls": [self._part(part) for part in use.parts], **arguments}
        session = {"sessionId": SESSION} if "sessionId" in known.parameters else {}
        return use.call, {**session, **arguments}

    def _part(self, use: Use) -> list[Any]:
        """A call as ``multiCall`` takes it."""
        path, arguments = self._asked(use)
        if path in FUNCTIONS:
            raise _MissingMethodError(f"a multiCall of {path} is none")
        try:
            return [path, positional(self._registry, path, arguments)]
        except UnsupportedCallError as error:
            raise _MissingMethodError(str(error)) from None

    def _part_of_system(self, use: Use) -> dict[str, Any]:
        """A call as ``system.multicall`` takes it."""
        call, arguments = self._asked(use)
        if call == "endSession":
            raise _MissingMethodError("it ends the session in which the others are played")
        if call in FUNCTIONS:
            names = [name for name in FUNCTIONS[call].parameters if name in arguments]
            return {"methodName": call, "params": [arguments[name] for name in names]}
        return {"methodName": "call", "params": [SESSION, *self._part(use)]}

    def _arguments(self, use: Use) -> dict[str, Any]:
        shapes = use.arguments
        found = {name: self._value(name, shape) for name, shape in shapes.items()}
        if found.get("identifierType") and shapes.get("productId") != TEXT:
            found["identifierType"] = "id"
        return found

    def _value(self, name: str, shape: Shape) -> Any:
        """A value of the shape that makes sense for what has that name."""
        if isinstance(shape, dict):
            found = {key: self._value(key, each) for key, each in shape.items()}
            return found | {"name": self._stage.name("client")} if name == "file" else found
        if isinstance(shape, list):
            return [self._value(name, each) for each in shape]
        if shape == TOO_MUCH:
            raise _MissingMethodError("the contract does not hold all of its arguments")
        if shape not in (TEXT, NUMBER_AS_TEXT, INT):
            return _ANY[shape]
        text, number = self._known(name)
        if shape == TEXT:
            self._files += text is _IMAGE
            return _ANY[TEXT] if text is None else text
        if name == "productId" and number is None:
            raise _MissingMethodError("needs --product-id")
        number = _ANY[INT] if number is None else number
        return number if shape == INT else str(number)

    def _known(self, name: str) -> tuple[Any, int | None]:
        """What the shop has for a text and for a number of that name; ``None`` where any will do."""
        stage, named = self._stage, self._stage.named
        known: dict[str, tuple[Any, int | None]] = {
            "productId": (named.product, named.product_id),
            "username": (named.user, None),
            "apiKey": (named.key, None),
            "resourceName": (MEDIA, None),
            "file": (_IMAGE, None),
            "store": (named.store or "admin", stage.store_id or 0),
            "identifierType": ("sku", None),
            "setId": (None, named.attribute_set),
            "content": (encoded("jpeg"), None),
            "mime": ("image/jpeg", None),
            "types": (next(iter(stage.image_types)), None),
        }
        return known.get(name, (None, None))
