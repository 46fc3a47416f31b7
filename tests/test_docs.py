"""The examples in the README and the documents work as they stand."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Collection
from pathlib import Path

import pytest

from tests.parity import coverage
from tests.replay import HERE

ROOT = HERE.parent
README = ROOT / "README.md"
PAGES = [README, ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("**/*.md"))]


def blocks(page: Path, language: str) -> list[str]:
    """The examples of a page in that language."""
    return re.findall(rf"```{language}\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Python, run where the reader is: in a folder of his own."""
    return subprocess.run(
        [sys.executable, *arguments], cwd=folder, capture_output=True, text=True, timeout=120, check=False
    )


def run_tests(folder: Path, *options: str) -> str:
    """What pytest says of the tests in the folder, which it runs with nothing of this project's own."""
    config = folder / "pytest.ini"
    if not config.exists():
        config.write_text("[pytest]\n")
    options = ("-c", str(config), "--rootdir", str(folder), "--strict-markers", *options)
    return run(folder, "-m", "pytest", "-q", "-p", "no:cacheprovider", *options, str(folder)).stdout


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "python")], ids=lambda page: page.stem)
def test_examples_that_are_tests(page: Path, tmp_path: Path) -> None:
    tests = 0
    for number, example in enumerate(blocks(page, "python")):
        name = "conftest" if example.startswith("# conftest.py") else f"test_{number}"
        (tmp_path / f"{name}.py").write_text(example, encoding="utf-8")
        tests += len(re.findall(r"^def test_", example, re.MULTILINE))
    said = run_tests(tmp_path)
    assert re.search(rf"^{tests} passed", said, re.MULTILINE), said


def test_example_of_the_context_manager(tmp_path: Path) -> None:
    [example] = [each for each in blocks(README, "python") if "def test_" not in each]
    done = run(tmp_path, "-c", example)
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/api/soap/\?wsdl apiUser apiKey123\n", done.stdout)


def test_example_of_the_ini_file(tmp_path: Path) -> None:
    [ini] = blocks(ROOT / "docs" / "pytest.md", "ini")
    (tmp_path / "pytest.ini").write_text(ini)
    (tmp_path / "test_ini.py").write_text(
        'def test_flavour(fake_magento):\n    assert fake_magento.flavour.name == "openmage-19"\n'
        "    fake_magento.fail(status=500)\n"
    )
    said = run_tests(tmp_path)
    assert "1 passed, 1 error" in said, said
    assert "scripted trouble is left: <trouble 1: status 500, met 0, 1 more>" in said


def run_commands(commands: str, folder: Path, ports: Collection[str]) -> str:
    """What the commands print, run in the folder, with free ports instead of theirs; what they have started is stopped."""
    for port in ports:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            assert commands.count(port) >= 2
            commands = commands.replace(port, str(free.getsockname()[1]))
    done = subprocess.run(
        ["bash", "-c", f"trap 'kill $(jobs -p) 2>/dev/null' EXIT\n{commands}"],
        cwd=folder,
        env={**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stderr == ""
    return done.stdout


def test_example_of_phpunit(tmp_path: Path) -> None:
    page = ROOT / "docs" / "control.md"
    [example], [commands] = blocks(page, "php"), blocks(page, "sh")
    (tmp_path / "ImageSyncTest.php").write_text(example, encoding="utf-8")
    said = run_commands(commands, tmp_path, ["8000"])
    assert "OK (2 tests," in said, said
    assert "v1 apiUser call catalog_product_attribute_media.create -> 200 fault 104: disk full" in said


def test_example_of_verifying() -> None:
    *_, commands = blocks(ROOT / "docs" / "verify.md", "sh")
    said = run_commands(commands, ROOT, ["8001"])
    assert re.search(r"^no differences in 4\d\d steps, 30 not played$", said, re.MULTILINE), said


def test_example_of_recording_and_replaying(tmp_path: Path) -> None:
    *_, commands = blocks(ROOT / "docs" / "transcripts.md", "sh")
    demo = (ROOT / "fixtures").as_posix()
    said = run_commands(commands.replace("fixtures/", f"{demo}/"), tmp_path, ["8001", "8002", "8003"])
    assert re.search(r"^[0-9a-f]{32}$", said, re.MULTILINE)
    assert f"\n{1:032x}\n" in said
    assert "served 1 of 1 recorded answers" in said
    assert "masked-key" in (tmp_path / "transcripts" / "xmlrpc_recorded.json").read_text()


CLIENTS = ROOT / "docs" / "clients.md"
RECIPES = re.findall(r"```sh\n(.*?)```\n\n```\w+\n(.*?)```", CLIENTS.read_text(encoding="utf-8"), re.DOTALL)


def test_there_is_a_recipe_in_each_language() -> None:
    assert len(RECIPES) == sum(len(blocks(CLIENTS, language)) for language in ("php", "js", "java")) == 4


@pytest.mark.parametrize(("commands", "recipe"), RECIPES, ids=range(len(RECIPES)))
def test_recipes_in_other_languages(commands: str, recipe: str, tmp_path: Path) -> None:
    [program] = re.findall(r"[Rr]ecipe\w*\.\w+", commands)
    (tmp_path / program).write_text(recipe, encoding="utf-8")
    (tmp_path / "fixtures").symlink_to(ROOT / "fixtures")
    (tmp_path / "node_modules").symlink_to(HERE / "node" / "node_modules")
    said = run_commands(commands, tmp_path, ["8000"])
    assert said == "/f/r/front.jpg Vorne image,thumbnail\n101 Product not exists.\n"


def test_the_page_of_what_is_covered_is_made_of_the_declarations_and_recordings() -> None:
    assert coverage.PAGE.read_text(encoding="utf-8") == coverage.page()


def test_documents_name_files_that_exist() -> None:
    for page in PAGES:
        text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
        for target in re.findall(r"\]\(([^)#:]+)\)", text):
            assert (page.parent / target).exists(), f"{page.name} names {target}"


def test_every_page_is_named_in_the_readme_or_by_the_rules() -> None:
    named: set[str] = set()
    for page in (README, ROOT / "docs" / "rules.md"):
        targets = re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8"))
        named |= {(page.parent / target).resolve().relative_to(ROOT).as_posix() for target in targets}
    assert {page.relative_to(ROOT).as_posix() for page in PAGES[1:]} <= named
