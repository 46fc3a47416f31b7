"""The examples in the README and the documents work as they stand."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
from collections.abc import Collection
from pathlib import Path

import pytest

from fake_magento import DEMO
from fake_magento.state import Shop
from fake_magento.state.settings import READ
from tests.parity import coverage
from tests.replay import HERE

ROOT = HERE.parent
README = ROOT / "README.md"
REPOSITORY = "https://github.com/fake-magento/fake-magento/blob/main"
UNITTEST = ROOT / "docs" / "unittest.md"
PAGES = [README, ROOT / "CONTRIBUTING.md", *sorted(ROOT.glob("docs/**/*.md")), *sorted(ROOT.glob("helpers/*/*.md"))]


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


@pytest.mark.parametrize(
    "page", [page for page in PAGES if page != UNITTEST and blocks(page, "python")], ids=lambda page: page.stem
)
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


def test_example_of_unittest(tmp_path: Path) -> None:
    example = "".join(blocks(UNITTEST, "python"))
    file = tmp_path / "test_images.py"
    file.write_text(example, encoding="utf-8")
    passed = run(tmp_path, "-m", "unittest")
    assert "OK" in passed.stderr
    assert "what was called" not in passed.stderr

    file.write_text(example.replace(", [])", ", None)"), encoding="utf-8")
    [shown] = blocks(UNITTEST, "text")
    assert shown in run(tmp_path, "-m", "unittest").stderr


def test_the_image_starts_a_server_and_sees_that_it_is_healthy(tmp_path: Path) -> None:
    image = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    start, check = (
        re.search(rf"^{word}.* (\[.*\])$", image, re.MULTILINE) for word in ("ENTRYPOINT", "HEALTHCHECK.* CMD")
    )
    assert start is not None
    assert check is not None
    commands = [" ".join(json.loads(each[1])) for each in (start, check)]
    said = run_commands("{} & fake=$!\n{} && echo healthy; kill $fake".format(*commands), tmp_path, ["8000"])
    assert "\nhealthy\n" in said


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
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    said = [
        line for line in done.stderr.splitlines() if not line.startswith("loading ")
    ]  # as on a machine that is busy
    assert said == []
    return done.stdout


def test_examples_of_the_command(tmp_path: Path) -> None:
    beside, https = blocks(ROOT / "docs" / "command.md", "sh")
    assert run_commands(beside, tmp_path, []) == "Red mug\n"
    assert "\ntrusted\n" in run_commands(https, tmp_path, ["8443"])


@pytest.mark.parametrize("name", ["products", "orders"])
def test_programs_in_php(name: str, tmp_path: Path) -> None:
    page = ROOT / "docs" / f"{name}.md"
    [shop], [commands] = blocks(page, "yaml"), blocks(page, "sh")
    (tmp_path / "shop.yaml").write_text(shop, encoding="utf-8")
    for program in blocks(page, "php"):
        found = re.match(r"<\?php // (\w+\.php)\n", program)
        assert found
        (tmp_path / found[1]).write_text(program, encoding="utf-8")
    assert run_commands(commands, tmp_path, []) == "".join(blocks(page, "text"))


def test_example_of_phpunit(tmp_path: Path) -> None:
    page = ROOT / "docs" / "control.md"
    [example], [commands] = blocks(page, "php"), blocks(page, "sh")
    (tmp_path / "ImageSyncTest.php").write_text(example, encoding="utf-8")
    said = run_commands(commands, tmp_path, ["8000"])
    assert "OK (2 tests," in said, said
    assert re.search(r"v1 apiUser catalog_product_attribute_media\.create\(.*\) -> fault 104: disk full", said)


def test_example_of_verifying() -> None:
    *_, commands = blocks(ROOT / "docs" / "verify.md", "sh")
    said = run_commands(commands, ROOT, ["8001"])
    assert re.search(r"^no differences in 4\d\d steps, 30 not played$", said, re.MULTILINE), said


def test_example_of_recording_and_replaying(tmp_path: Path) -> None:
    *_, commands = blocks(ROOT / "docs" / "transcripts.md", "sh")
    said = run_commands(commands, tmp_path, ["8001", "8002", "8003"])
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
    (tmp_path / "picture.jpg").write_bytes((DEMO.parent / "images" / "mug-front.jpg").read_bytes())
    (tmp_path / "node_modules").symlink_to(HERE / "node" / "node_modules")
    said = run_commands(f'PATH="$PATH:{HERE}/java"\n{commands}', tmp_path, ["8000"])  # where there is no javac but ours
    assert said == "/f/r/front.jpg Vorne image,thumbnail\n101 Product not exists.\n"


@pytest.mark.long
def test_the_page_of_what_is_covered_is_made_of_the_declarations_and_recordings() -> None:
    assert coverage.PAGE.read_text(encoding="utf-8") == coverage.page()


def targets(page: Path) -> set[Path]:
    """The files of this project that a page links to; what pages of PyPI show, they name by the repository's address."""
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    links = re.findall(rf"\]\((?:{REPOSITORY}(/[^)#]*)|([^)#:]+))[)#]", text)
    return {(ROOT / whole[1:] if whole else page.parent / relative).resolve() for whole, relative in links}


def test_documents_name_files_that_exist() -> None:
    for page in PAGES:
        assert [target for target in targets(page) if not target.exists()] == [], page


@pytest.mark.parametrize("page", [README, *sorted(ROOT.glob("helpers/*/*.md"))], ids=lambda page: page.parent.name)
def test_what_is_shown_elsewhere_has_whole_addresses(page: Path) -> None:
    assert re.findall(r"\]\((?!https:|#)[^)]*", page.read_text(encoding="utf-8")) == []


def test_the_page_of_settings_names_those_that_the_shop_reads_and_the_others() -> None:
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    _, read, others = page.split("\n## ")
    paths = [set(re.findall(r"`([a-z_]+/[a-z_]+/[a-z_]+)`", part)) for part in (read, others)]
    assert paths == [READ, {row["path"] for row in Shop().config} - READ]


def test_every_page_is_named_in_the_readme_or_by_the_rules() -> None:
    assert set(PAGES[1:]) <= targets(README) | targets(ROOT / "docs" / "rules.md")
