"""What the package offers by name, and that each of its rooms knows only those below it."""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

import fake_magento

PACKAGE = Path(fake_magento.__file__).parent

NAMES = """
API_KEY ApiUser Array ARRAY_OF_STRING AttributeSet AttributeView BOOLEAN Calls CategoryView ClientContract Clock Comment
ContractError CustomerGroup CustomerGroupPrice CustomerView CustomOption CustomOptionValue DEMO Dialect Document DocumentItem
DOUBLE DownloadLink DownloadSample Exchange FakeMagento FakeMagentoError Fault Field FixtureError Flavour FlavourName How
HttpRequest Image ImageSource ImageSpec ImageValues INT MAGENTO_1_9 OPENMAGE_19 OrderedItem OrderStatus OrderView picture
ProductLink ProductView Randomness Redirect Snapshot StateError Store STRING Struct TagView Track Trouble USERNAME Validation
Violation
""".split()


def test_names() -> None:
    assert sorted(fake_magento.__all__) == sorted(NAMES)
    for name in NAMES:
        found = getattr(fake_magento, name)
        if inspect.isclass(found) or inspect.isfunction(found):
            assert inspect.getdoc(found), name


def imports(file: Path) -> set[str]:
    """The modules of this package that a module imports when it is imported itself."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    found = set()
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("fake_magento"):
            found |= {f"{node.module}.{each.name}" for each in node.names} | {node.module}
    return {name for name in found if is_module(name)}


@cache
def is_module(name: str) -> bool:
    """Whether a dotted name is a module of this package."""
    path = PACKAGE.parent / name.replace(".", "/")
    return path.with_suffix(".py").exists() or (path / "__init__.py").exists()


def module_of(file: Path) -> str:
    """The dotted name of a file's module."""
    parts = file.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def graph() -> dict[str, set[str]]:
    """By module the modules of this package that it imports."""
    return {module_of(file): imports(file) for file in PACKAGE.rglob("*.py")}


BELOW = {
    "fake_magento.state": {"api", "contract", "protocols", "app", "fake", "control", "commands", "verify", "client"},
    "fake_magento.php": {"api", "state", "contract", "protocols", "app", "fake"},
    "fake_magento.api": {"contract", "protocols", "app", "fake", "control", "commands", "verify", "client"},
    "fake_magento.contract": {"protocols", "app", "fake", "control", "commands", "verify", "client"},
    "fake_magento.protocols": {"app", "fake", "control", "commands", "verify", "client"},
}
"""By room the rooms that nothing in it may import."""


@pytest.mark.parametrize("room", BELOW)
def test_each_room_knows_only_those_below_it(room: str) -> None:
    wrong = defaultdict(set)
    for module, known in graph().items():
        if f"{module}.".startswith(f"{room}."):
            wrong[module] |= {each for each in known if each.split(".")[1:2] and each.split(".")[1] in BELOW[room]}
    assert {module: names for module, names in wrong.items() if names} == {}


def test_there_is_no_circle() -> None:
    """No module imports one that imports it, on whatever way."""
    done: set[str] = set()

    def visit(module: str, way: tuple[str, ...]) -> None:
        assert module not in way, " -> ".join((*way[way.index(module) :], module))
        if module not in done:
            for each in sorted(graph().get(module, ())):
                if not module.startswith(f"{each}.") and each != module:
                    visit(each, (*way, module))
            done.add(module)

    for module in graph():
        visit(module, ())


def test_the_version_is_read_once_it_is_asked_for() -> None:
    program = (
        "import sys, fake_magento; print('importlib.metadata' in sys.modules); "
        "print(fake_magento.__version__ == __import__('importlib.metadata').metadata.version('fake-magento'))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout == "False\nTrue\n"
    with pytest.raises(AttributeError, match="has no attribute 'nosuch'"):
        _ = fake_magento.nosuch  # type: ignore[attr-defined]
