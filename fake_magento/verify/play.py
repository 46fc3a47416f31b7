"""Plays scenarios on a server and on a fake, side by side."""

from __future__ import annotations

import reprlib
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from fake_magento.api.registry import core_registry
from fake_magento.client.dialects import UnsupportedCallError, dialect_of
from fake_magento.client.http import Http, Send
from fake_magento.client.secret import HIDDEN, Secrets
from fake_magento.fake import FakeMagento
from fake_magento.flavour import FLAVOURS, MAGENTO_1_9, Flavour
from fake_magento.progress import Progress, untold
from fake_magento.server import NOWHERE
from fake_magento.transports.wsgi import Answer, answer
from fake_magento.verify.compare import Difference, differences
from fake_magento.verify.context import Named, RunContext
from fake_magento.verify.preparation import VerifyError, cleaned, prepared
from fake_magento.verify.scenario import DIALECTS, SESSION, MissingResultError, Scenario, Step
from fake_magento.verify.server import Server, login
from fake_magento.verify.survey import Offer, of_wsdls, survey
from fake_magento.verify.throwaway import Kind, in_order, kinds_of

_PATIENCE = 3
"""How often in a row a server may give no answer before it is asked no more."""

_short = reprlib.Repr()
_short.maxstring = _short.maxother = 30
_short.maxdict = _short.maxlist = 4
_short.maxlevel = 3


@dataclass(frozen=True)
class Played:
    """One step, played in one dialect.

    ``call`` is what was asked, in words; ``server`` and ``fake`` are what was answered. ``lacks`` is why it was not played.
    ``seconds`` is how long the server took.
    """

    dialect: str
    scenario: str
    call: str
    server: str = ""
    fake: str = ""
    differences: tuple[Difference, ...] = ()
    lacks: str = ""
    seconds: float = 0.0


@dataclass
class Report:
    """What came of it.

    ``dialects`` are those that were looked for, each with the reason why the server does not offer it, or ``None`` where it
    does; ``left`` are the files of images and the names of other things that could not be removed from the server again.
    """

    url: str
    flavour: str
    dialects: dict[str, str | None]
    played: list[Played] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    def differences(self) -> Iterator[tuple[Played, Difference]]:
        """Each point in which the server and the fake differ, the deliberate ones among them."""
        return ((step, difference) for step in self.played for difference in step.differences)

    @property
    def is_alike(self) -> bool:
        """Whether they differ in nothing but what is deliberate, and nothing was left behind."""
        return not self.left and all(difference.reason for _, difference in self.differences())


def verify(
    shop: Http,
    named: Named,
    scenarios: Callable[[RunContext], Iterable[Scenario]],
    *,
    flavour: Flavour | None = None,
    dialects: Collection[str] | None = None,
    progress: Progress = untold,
) -> Report:
    """Play the scenarios on the shop and on a fake, in each of the dialects that the shop offers.

    The fake is of the ``flavour``, or of the one that the shop's WSDL has. ``dialects`` are those in which to play; a shop that
    does not offer one of them differs in that. ``progress`` is told the scenarios. What is created is removed again, and the
    sessions are ended, whatever happens; an exception gets a note of that. Raises `VerifyError` where the shop cannot be used
    so.
    """
    offers, problems = survey(shop.send)
    wanted = [dialect for dialect in DIALECTS if dialects is None or dialect in dialects]
    if not any(dialect in offers for dialect in wanted):
        listed = "".join(f"\n  {dialect}: {problems[dialect]}" for dialect in wanted)
        raise VerifyError(f"{shop.url} offers no dialect that could be verified:{listed}")
    chosen = flavour or _flavour_of(offers.values())
    report = Report(shop.url, chosen.name, {dialect: problems.get(dialect) for dialect in wanted})
    registry = core_registry()
    servers = {
        dialect: Server(shop.send, dialect_of(dialect, offers[dialect].namespace or chosen.namespace, registry))
        for dialect in wanted
        if dialect in offers
    }
    secrets = Secrets()
    for secret in (named.key, *shop.secrets):
        secrets.add(secret, HIDDEN)
    try:
        context = prepared(next(iter(servers.values())), named)
        fake = context.fake(chosen, "wsi" in offers)
        send = _in_process(fake, shop.url.removeprefix(shop.root))
        fake_offers, _ = survey(send)
        made: set[Kind] = set()
        with _taking_away(servers.values(), named, made, report):
            for dialect in wanted:
                if dialect not in servers:
                    if dialects is not None:
                        missing = Difference("status", "", problems[dialect], "offered")
                        report.played.append(Played(dialect, "offer", "the dialect", differences=(missing,)))
                    continue
                if offers[dialect].wsdl:
                    found = of_wsdls(offers[dialect], fake_offers[dialect], (shop.root, NOWHERE))
                    report.played.append(Played(dialect, "wsdl", "the WSDL", differences=tuple(found)))
                side = Server(send, dialect_of(dialect, chosen.namespace, registry))
                pair = _Pair(dialect, servers[dialect], side, named, made, secrets)
                report.played += pair.play(_told(dialect, servers.keys(), scenarios(context), progress))
    finally:
        for server in servers.values():
            server.end_sessions()
    return report


@contextmanager
def _taking_away(servers: Collection[Server], named: Named, made: set[Kind], report: Report) -> Iterator[None]:
    """Removes the images and what else was made when the block ends. An exception that ends it gets a note of that."""
    try:
        yield
        _, report.left = cleaned(servers, named, in_order(made))
    except BaseException as stop:
        removed, report.left = cleaned(servers, named, in_order(made))
        for what, names in (("taken away from the server", removed), ("could not be removed", report.left)):
            if names:
                stop.add_note(f"{what}: {', '.join(names)}")
        raise


def _told(
    dialect: str, dialects: Collection[str], scenarios: Iterable[Scenario], progress: Progress
) -> Iterator[Scenario]:
    """The scenarios, each told when it begins in that one of the dialects."""
    played = [*scenarios]
    before = [*dialects].index(dialect) * len(played)
    for number, scenario in enumerate(played, before):
        progress(f"{dialect}: {scenario.name}", number, len(dialects) * len(played))
        yield scenario


def _flavour_of(offers: Iterable[Offer]) -> Flavour:
    namespaces = [offer.namespace for offer in offers]
    return next((each for each in FLAVOURS.values() if each.namespace in namespaces), MAGENTO_1_9)


def _in_process(fake: FakeMagento, index: str) -> Send:
    """Asks the fake where the shop is asked: below its root, or its ``index.php``."""

    def send(method: str, path: str, headers: Mapping[str, str], body: bytes | None) -> Answer:
        return answer(fake.wsgi_app, method, f"{NOWHERE}{index}{path}", headers.items(), body)

    return send


@dataclass
class _Pair:
    """The server and the fake, asked the same in one dialect."""

    dialect: str
    server: Server
    fake: Server
    named: Named
    made: set[Kind]
    secrets: Secrets
    _unanswered: int = 0

    def play(self, scenarios: Iterable[Scenario]) -> Iterator[Played]:
        """Play the scenarios, each from an empty gallery."""
        yield self._played("login", login(self.named))
        broken = "" if self.server.results.get(SESSION.name) else "nobody is logged in"
        if not broken and self.server.clean(self.named) != []:
            broken = "images of another dialect's scenarios cannot be removed"
        for scenario in scenarios:
            kinds = in_order(kinds_of(scenario))
            if not broken and not scenario.lacks:
                self.made.update(kinds)
                if self.server.delete(kinds):
                    broken = "what an earlier run has left behind cannot be removed"
            for step in scenario.steps:
                if self.dialect not in step.dialects:
                    continue
                if self._unanswered >= _PATIENCE:
                    broken = f"the server has not answered {self._unanswered} times"
                lacks = scenario.lacks or broken
                if lacks:
                    yield Played(self.dialect, scenario.name, summary(step, self.secrets), lacks=lacks)
                else:
                    yield self._played(scenario.name, step)
            if not broken and not scenario.lacks and self._cleaned(kinds):
                broken = f"what the scenario {scenario.name!r} has made cannot be removed"

    def _cleaned(self, kinds: Sequence[Kind]) -> list[str]:
        """Remove what a scenario has made; what is left of it in the shop."""
        self.fake.clean(self.named)
        self.fake.delete(kinds)
        images = self.server.clean(self.named)
        return ["(the server does not tell)"] if images is None else images + self.server.delete(kinds)

    def _played(self, scenario: str, step: Step) -> Played:
        call = summary(step, self.secrets)
        try:
            bodies = self.server.body(step), self.fake.body(step)
        except (MissingResultError, UnsupportedCallError) as error:
            return Played(self.dialect, scenario, call, lacks=str(error))
        started = time.perf_counter()
        server = self.server.sent(step, bodies[0])
        seconds = time.perf_counter() - started
        fake = self.fake.sent(step, bodies[1])
        self._unanswered = 0 if server.answer else self._unanswered + 1
        hide = self.secrets.text
        found = tuple(
            replace(each, server=hide(each.server), fake=hide(each.fake))
            for each in differences(server, fake, step.look)
        )
        return Played(self.dialect, scenario, call, hide(server.outcome), hide(fake.outcome), found, seconds=seconds)


def summary(step: Step, secrets: Secrets) -> str:
    """The step in words, which do not tell secrets."""
    if step.body is not None:
        return step.call
    named = step.arguments.items() if isinstance(step.arguments, Mapping) else (("", each) for each in step.arguments)
    shown = (
        (name, HIDDEN if name == "apiKey" else _hidden(value, secrets)) for name, value in named if name != "sessionId"
    )
    given = ", ".join(f"{name}={_short.repr(value)}" if name else _short.repr(value) for name, value in shown)
    return f"{step.call}({given}){f' {step.about}' if step.about else ''}"


def _hidden(value: Any, secrets: Secrets) -> Any:
    if isinstance(value, Mapping):
        return {name: _hidden(each, secrets) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_hidden(each, secrets) for each in value]
    return secrets.masks.get(value) or secrets.text(value) if isinstance(value, str) else value
