"""The helpers for PHPUnit and Node: their own tests pass, and so do the examples of their documents."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.replay import HERE

HELPERS = HERE.parent / "helpers"

OWN_SERVER: list[str] = []
GIVEN_SERVER = ["fake-magento", "run", "--flavour", "openmage-19", "--"]
"""Helpers start a server, or find that which `fake-magento run` has started."""


def said(*command: str, cwd: Path = HELPERS) -> str:
    """What the command says; it must succeed."""
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("beside", [OWN_SERVER, GIVEN_SERVER], ids=["own", "given"])
def test_phpunit(beside: list[str]) -> None:
    assert "OK (6 tests," in said(
        *beside, "phpunit", "--do-not-cache-result", "--no-configuration", "php/tests/FakeMagentoTest.php"
    )


@pytest.mark.parametrize("beside", [OWN_SERVER, GIVEN_SERVER], ids=["own", "given"])
def test_node(beside: list[str]) -> None:
    found = said(*beside, "node", "--test", "--test-reporter=tap", cwd=HELPERS / "node")
    assert re.search(r"^# fail 0$", found, re.MULTILINE)
    assert re.search(rf"^# pass {6 - bool(beside)}$", found, re.MULTILINE), found


def test_example_of_phpunit(tmp_path: Path) -> None:
    [example] = re.findall(r"```php\n<\?php\n(.*?)```", (HELPERS / "php" / "README.md").read_text(), re.DOTALL)
    load = "".join(f"require '{HELPERS}/php/src/{name}.php';\n" for name in ("Server", "FakeMagento"))
    namespace_uses, rest = example.split("final class", 1)
    test = tmp_path / "ImageSyncTest.php"
    test.write_text(f"<?php\n{namespace_uses}{load}final class{rest}", encoding="utf-8")
    assert "OK (1 test," in said("phpunit", "--do-not-cache-result", "--no-configuration", str(test))


def test_example_of_node(tmp_path: Path) -> None:
    """Vitest's and jest's words stand for those of Node's own runner."""
    [example] = re.findall(r"```js\n(.*?)```", (HELPERS / "node" / "README.md").read_text(), re.DOTALL)
    words = """const { after: afterAll, before: beforeAll, beforeEach, test } = require('node:test');
const expect = (promise) => ({
  rejects: { toThrow: (text) => require('node:assert').rejects(promise, (error) => error.message.includes(text)) },
});
"""
    modules = tmp_path / "node_modules"
    modules.mkdir()
    (modules / "fake-magento").symlink_to(HELPERS / "node")
    (tmp_path / "sync.test.js").write_text(words + example, encoding="utf-8")
    os.symlink(HERE / "node" / "node_modules" / "soap", modules / "soap")
    assert re.search(r"^# pass 1$", said("node", "--test", "--test-reporter=tap", cwd=tmp_path), re.MULTILINE)


def test_types_of_node_name_what_there_is() -> None:
    types = (HELPERS / "node" / "index.d.ts").read_text(encoding="utf-8")
    declared = set(re.findall(r"^  (?:readonly )?(\w+)[(:]", types.split("interface FakeMagento")[1], re.MULTILINE))
    list_of = (
        "const {start} = require('./node'); start().then(async (fake) => { console.log(Object.keys(fake)"
        ".concat(Object.getOwnPropertyNames(Object.getPrototypeOf(fake))).join(' ')); await fake.stop(); })"
    )
    assert declared == set(said("node", "-e", list_of).split()) - {"constructor"}
