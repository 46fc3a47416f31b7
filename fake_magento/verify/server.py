"""One of the two that are verified: asked in one dialect, and what it was answered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from fake_magento.client.dialects import Dialect
from fake_magento.client.http import Send
from fake_magento.client.value import Value
from fake_magento.transcripts.masking import SESSION_ID
from fake_magento.transcripts.understood import BEGINNING
from fake_magento.verify.compare import Outcome, outcome_of
from fake_magento.verify.context import Named
from fake_magento.verify.decks.images import MEDIA
from fake_magento.verify.scenario import SESSION, Step, resolved
from fake_magento.verify.throwaway import Kind

_ANY = re.compile("")


@dataclass(frozen=True)
class Server:
    """A server in one dialect: how it is asked, what it was answered so far, by the names under which that is kept, and the
    sessions that it has begun.
    """

    send: Send
    speaks: Dialect
    results: dict[str, Any] = field(default_factory=dict)
    sessions: dict[str, None] = field(default_factory=dict)

    def hear(self, step: Step) -> Outcome:
        """The answer to the step. Raises `MissingResultError` and `UnsupportedCallError`."""
        return self.sent(step, self.body(step))

    def body(self, step: Step) -> bytes:
        """The request of the step. Raises `MissingResultError` and `UnsupportedCallError`."""
        if step.body is not None:
            return step.body
        arguments = resolved(step.arguments, self.results)
        if step.is_path:
            return self.speaks.call(resolved(step.session, self.results), step.call, arguments)
        return self.speaks.function(step.call, arguments)

    def sent(self, step: Step, body: bytes) -> Outcome:
        """The answer to the request of the step, kept under its name where it has one."""
        found = outcome_of(lambda: self.send("POST", self.speaks.path, self.speaks.headers, body), self.speaks.read)
        if step.keep:
            self.results[step.keep] = found.value and found.value.plain()
        if found.value:
            self.sessions.update(dict.fromkeys(_begun(step, found.value)))
        return found

    def end_sessions(self) -> None:
        """End the sessions that were begun, as long as the server answers."""
        while self.sessions and self.hear(Step("endSession", {"sessionId": self.sessions.popitem()[0]})).answer:
            pass

    def images(self, product: str) -> list[str] | None:
        """The files of the product's gallery, ``None`` where they are not told."""
        listed = self.hear(Step(f"{MEDIA}.list", {"productId": product, "identifierType": "sku"})).value
        if listed is None:
            return None
        files = (item.member("file") for item in listed.items or ())
        return [file.text or "" for file in files if file]

    def clean(self, named: Named, which: re.Pattern[str] = _ANY) -> list[str] | None:
        """Remove images from the product; what is left of them, ``None`` where that is not told.

        An image that a store view shows as one of its types stays where it is: it loses those, and is removed once more. It
        gets a type that there is not, since WS-I has no words for none.
        """
        about: dict[str, Any] = {"productId": named.product, "identifierType": "sku"}
        for file in filter(which.search, self.images(named.product) or ()):
            self.hear(Step(f"{MEDIA}.remove", {**about, "file": file}))
        if named.store is not None:
            for file in filter(which.search, self.images(named.product) or ()):
                data = {"types": ["none"]}
                self.hear(Step(f"{MEDIA}.update", {**about, "file": file, "data": data, "store": named.store}))
                self.hear(Step(f"{MEDIA}.remove", {**about, "file": file}))
        return self.images(named.product)

    def ours(self, kind: Kind) -> dict[str, str] | None:
        """The names by id of the throw-away things of that kind, ``None`` where they are not told."""
        return kind.ours(self.hear(kind.listing(self.speaks.dialect)).value)

    def delete(self, kinds: Iterable[Kind]) -> list[str]:
        """Delete throw-away things; what is left of them."""
        left: list[str] = []
        for kind in kinds:
            there = self.ours(kind)
            for id in there or ():
                self.hear(kind.deletion(id))
            still = self.ours(kind) if there else there
            left += [f"({kind.list} does not tell)"] if still is None else still.values()
        return left


def _begun(step: Step, value: Value) -> Iterator[str]:
    """The sessions that an answer begins, be it one to a call or to many at once; an empty body begins one in WS-I."""
    if value.text and (step.call in BEGINNING or SESSION_ID.fullmatch(value.text)):
        yield value.text
    for item in value.items or ():
        yield from _begun(step, item)


def login(named: Named) -> Step:
    """Begins a session, which is the one from then on."""
    return Step("login", {"username": named.user, "apiKey": named.key}, keep=SESSION.name)
