"""The pytest plugin: fakes as fixtures, there without an import; see ``docs/pytest.md``.

It is imported when pytest starts, so that the first test that asks for a fixture need not wait.
What is heavy (`xmlschema`, Pillow, PyYAML) is imported when it is first needed.
"""

from __future__ import annotations

import warnings
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from fake_magento.app import VALIDATION
from fake_magento.calls import listing, next_number
from fake_magento.checks import check_kind
from fake_magento.fake import FakeMagento
from fake_magento.flavour import FLAVOURS
from fake_magento.nearest import nearest
from fake_magento.pytest_contract import GATHERED, OPTION, ContractPlugin
from fake_magento.server import Server

MARKER = "fake_magento"
_TRUTH = (bool, "true or false")
_OPTIONS: dict[str, tuple[type | tuple[type, ...], str]] = {
    "flavour": (str, "text"),
    "wsi": _TRUTH,
    "validation": (str, "text"),
    "fixtures": ((str, Path, type(None)), "the path of a file, or None"),
    "listen": _TRUTH,
    "own_port": _TRUTH,
    "strict": _TRUTH,
    "allow_faults": ((list, tuple, set, frozenset), "a list"),
    "basic_auth": ((tuple, list), "a name and a password"),
    "time": ((str, int, float, datetime), "text such as '2026-01-02 03:04:05', a number of seconds, or a datetime"),
    "seed": ((int, str), "a number or text"),
}
"""What the marker takes, of what type each is, and what messages call that."""

_OF_INI = ("flavour", "wsi", "validation", "listen", "own_port", "strict", "fixtures")
"""What of that the ini file can say for all tests."""

_WIDE = ("fake_magento_module", "fake_magento_session")
_first = pytest.StashKey[int]()
_has_broken_off = pytest.StashKey[bool]()
_made = pytest.StashKey[FakeMagento]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addini("fake_magento_flavour", f"flavour of the fakes: {' or '.join(FLAVOURS)}", default="magento-1.9")
    parser.addini("fake_magento_wsi", "whether V2 is in WS-I mode", type="bool", default=False)
    parser.addini("fake_magento_validation", f"validation of requests: {', '.join(VALIDATION)}", default="report")
    parser.addini("fake_magento_fixtures", "fixtures file that the shops start from", type="paths", default=[])
    parser.addini("fake_magento_listen", "whether the fakes listen on a port", type="bool", default=True)
    parser.addini("fake_magento_own_port", "whether each test's fake has a port of its own", type="bool", default=False)
    parser.addini("fake_magento_strict", "whether a test fails over what it left behind", type="bool", default=False)
    parser.getgroup("fake-magento").addoption(
        OPTION,
        metavar="FILE",
        help="write to FILE what the tests called, as their client's contract, and show how it has changed",
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers",
        f"{MARKER}({', '.join(_OPTIONS)}): how the fake of this test is made. `flavour`, `wsi`, `validation` and `fixtures` "
        "as FakeMagento has them, a path relative to the test's file; `listen=False` for a fake without a socket; "
        "`own_port=True` for one on a port that no other test has; "
        "`strict=True` fails a test that leaves violations, faults or scripted trouble; `allow_faults` are codes or names "
        "of faults that it may meet; `basic_auth` is name and password that are asked for before the shop; "
        "`time` is what its clock shows, at which it stands still, `seed` makes what is random "
        "the same each time.",
    )
    known = [f"{MARKER}_{name}" for name in _OF_INI]
    for name in _names_in_the_ini_file(config):
        if name.startswith(f"{MARKER}_") and name not in known:
            raise pytest.UsageError(f"the ini file says {name!r}, which there is not{nearest(name, known)}")
    contract = config.getoption(OPTION)
    if contract is not None:
        config.pluginmanager.register(ContractPlugin(config, config.invocation_params.dir / contract))


def _names_in_the_ini_file(config: pytest.Config) -> list[str]:
    """What the ini file sets; nothing where pytest no longer tells (from 10 on), which warns of unknown names by itself."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", pytest.PytestDeprecationWarning)
        return [*getattr(config, "inicfg", ())]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A marker that means nothing is told before any test runs."""
    for item in items:
        _marked(item)
        names = getattr(item, "fixturenames", ())
        for node, _ in item.iter_markers_with_node(MARKER):
            is_wider = isinstance(node, (pytest.Module, pytest.Package, pytest.Session))
            if not is_wider and MARKER not in names and set(_WIDE) & set(names):
                raise pytest.UsageError(
                    f"{item.nodeid}: the marker {MARKER} of a test or class is for the fixture {MARKER}; how the fake of a "
                    "module is made, the module's pytestmark says, and of the session the ini file"
                )


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    item.stash[_first] = next_number()
    item.stash[_has_broken_off] = False


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, Any, Any]:
    """A failing test's report has the calls of the fakes that it used since it began."""
    report: Any = yield
    if call.excinfo:
        item.stash[_has_broken_off] = True
    if report.failed:
        for node in item.listchain():
            node.stash[_has_broken_off] = True
        report.sections += _sections(item)
    return report


def _sections(item: pytest.Item) -> list[tuple[str, str]]:
    """What the test called of its fakes. Whatever goes wrong in telling it is told instead, and ends no run of tests."""
    try:
        first = item.stash.get(_first, 0)
        calls = {
            name: listing(each for each in fake.calls if each.number >= first) for name, fake in _fakes(item).items()
        }
        return [(f"{name} calls", text.encode(errors="backslashreplace").decode()) for name, text in calls.items()]
    except Exception as error:
        return [(f"{MARKER} calls", f"they cannot be told: {error!r}")]


def _fakes(item: pytest.Item) -> dict[str, FakeMagento]:
    """The fakes among the fixtures of the test, whoever made them, each by its first name."""
    fixtures = dict(getattr(item, "funcargs", {}))
    if _made in item.stash:
        fixtures.setdefault(MARKER, item.stash[_made])
    found: dict[str, FakeMagento] = {}
    for name, value in fixtures.items():
        if isinstance(value, FakeMagento) and all(value is not other for other in found.values()):
            found[name] = value
    return found


@pytest.fixture(scope="session")
def _fake_magento_server() -> Iterator[Server]:
    """The server on which the fakes of all tests listen, one after the other."""
    with Server("127.0.0.1", 0, Server.unattended) as server:
        yield server


@pytest.fixture
def fake_magento(request: pytest.FixtureRequest) -> Iterator[FakeMagento]:
    """A Magento 1 server on a free port of this machine, with a fresh shop for this test; a `fake_magento.FakeMagento`.

    The marker ``fake_magento`` says how it is made.
    """
    options = _options(request)
    if options["own_port"] or not options["listen"]:
        yield from _on_its_own(request)
        return
    server: Server = request.getfixturevalue("_fake_magento_server")
    try:
        with _checked(request, options, server) as fake:
            fake.start()  # a test may have stopped it
            yield fake
    finally:
        server.respond = Server.unattended


@pytest.fixture(scope="module")
def fake_magento_module(request: pytest.FixtureRequest) -> Iterator[FakeMagento]:
    """A Magento 1 server with one shop for all tests of a module, beside those of `fake_magento`."""
    yield from _on_its_own(request)


@pytest.fixture(scope="session")
def fake_magento_session(request: pytest.FixtureRequest) -> Iterator[FakeMagento]:
    """A Magento 1 server with one shop for all tests of the session, beside those of `fake_magento`."""
    yield from _on_its_own(request)


def _on_its_own(request: pytest.FixtureRequest) -> Iterator[FakeMagento]:
    options = _options(request)
    with _checked(request, options, None) as fake:
        if options["listen"]:
            with fake:
                yield fake
        else:
            yield fake


@contextmanager
def _checked(request: pytest.FixtureRequest, options: dict[str, Any], server: Server | None) -> Iterator[FakeMagento]:
    """A fake as the options say, which must be clean in the end where they are strict and the test came to its end."""
    made = {name: value for name, value in options.items() if name not in ("listen", "own_port", "strict")}
    try:
        fake = FakeMagento(**made, server=server)
        if GATHERED in request.config.stash:
            fake.on_call(request.config.stash[GATHERED].add)
    except ValueError as error:
        pytest.fail(f"{request.node.nodeid or 'the session'}: {error}", pytrace=False)
    request.node.stash[_made] = fake
    yield fake
    if options["strict"] and not request.node.stash.get(_has_broken_off, False):
        problems = fake.problems()
        if problems:
            pytest.fail("\n  ".join(["the fake is left with problems:", *problems]), pytrace=False)


def _options(request: pytest.FixtureRequest) -> dict[str, Any]:
    """What the marker says of the test, module or session; what it does not say, the ini file does."""
    config = request.config
    options: dict[str, Any] = {name: config.getini(f"{MARKER}_{name}") for name in _OF_INI}
    options |= {"fixtures": next(iter(options["fixtures"]), None), "allow_faults": ()}
    options |= dict.fromkeys(("basic_auth", "time", "seed"))
    return options | _marked(request.node)


def _marked(node: pytest.Item | pytest.Collector) -> dict[str, Any]:
    """What the markers of the node say, the closest last. Raises `pytest.UsageError`."""
    said: dict[str, Any] = {}
    for marker in reversed([*node.iter_markers(MARKER)]):
        if marker.args:
            raise pytest.UsageError(f"{node.nodeid}: the marker {MARKER} takes its arguments by name")
        for name, value in marker.kwargs.items():
            if name not in _OPTIONS:
                meant = nearest(name, _OPTIONS)
                raise pytest.UsageError(f"{node.nodeid}: the marker {MARKER} has no {name!r}{meant}")
            try:
                check_kind(f"{name} of the marker {MARKER}", value, *_OPTIONS[name])
            except ValueError as error:
                raise pytest.UsageError(f"{node.nodeid}: {error}") from None
            said[name] = node.path.parent / str(value) if name == "fixtures" and value is not None else value
    return said
