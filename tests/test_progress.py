"""How far long work is: a bar on a terminal, lines elsewhere, and nothing where nobody wants to know."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from fake_magento import FakeMagento
from fake_magento.cli import main
from fake_magento.commands import options

MANY = 300


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fixtures file that takes long."""
    monkeypatch.setattr(options, "SOON", 0.0)
    file = tmp_path / "shop.yaml"
    file.write_text("products:\n" + "".join(f"- sku: mug-{number}\n" for number in range(MANY)))
    return file


def on_terminal(*arguments: str, kind: str = "xterm") -> str:
    """What the command shows on stderr where that is a terminal. It succeeds."""
    ours, theirs = pty.openpty()
    written: list[bytes] = []

    def read() -> None:
        with suppress(OSError):  # nobody writes any more
            while data := os.read(ours, 10_000):
                written.append(data)

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    with os.fdopen(theirs, "w") as stream, pytest.MonkeyPatch.context() as changed:
        changed.setenv("TERM", kind)
        changed.setattr(sys, "stderr", stream)
        assert main(arguments) == 0
    reader.join(10)
    os.close(ours)
    return b"".join(written).decode()


def test_loading_draws_a_bar_on_a_terminal(shop: Path) -> None:
    shown = on_terminal("run", "--fixtures", str(shop), "--", "true")
    assert "━" in shown
    assert re.search(rf"\d+/{MANY + 1}.*reading shop\.yaml", shown)
    assert re.search(rf"/{MANY}.*loading products", shown)
    assert shown.endswith("\x1b[2K")  # it goes when all is there


def test_loading_tells_lines_elsewhere(shop: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "--fixtures", str(shop), "--", "true"]) == 0
    assert capfd.readouterr().err == "reading shop.yaml\nloading products\n"


def test_a_terminal_that_can_only_print_gets_lines(shop: Path) -> None:
    assert on_terminal("run", "--fixtures", str(shop), "--", "true", kind="dumb").splitlines() == [
        "reading shop.yaml",
        "loading products",
    ]


@pytest.mark.parametrize("word", ["--quiet", "--json"])
def test_serve_can_be_quiet(word: str, shop: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--fixtures", str(shop), "--host", "nosuch.invalid", word]) == 1  # it cannot listen
    assert capfd.readouterr().err.startswith("fake-magento: cannot listen on nosuch.invalid")


def test_what_takes_no_time_draws_nothing_and_needs_no_rich() -> None:
    program = (
        "import sys; from fake_magento.cli import main; "
        "main(['run', '--demo', '--', 'true']); print('rich' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout == "False\n"


def test_load_tells_whoever_asks(shop: Path) -> None:
    told: list[tuple[str, int, int]] = []
    fake = FakeMagento()
    fake.load(shop, lambda *far: told.append(far))
    assert [each for each in told if each[0] == "loading products"][:MANY] == [
        ("loading products", number, MANY) for number in range(MANY)
    ]
    assert told[-1] == ("loading products", MANY - 1, MANY)
    assert told[0][0] == "reading shop.yaml"


VERIFY = ["--user", "apiUser", "--key", "apiKey123", "--product", "mug", "--dialect", "xmlrpc"]


@pytest.fixture
def verified(fake_magento: FakeMagento) -> list[str]:
    """The words by which a fake is verified."""
    fake_magento.add_product("mug")
    return ["verify", fake_magento.url, *VERIFY]


def test_verify_draws_a_bar_on_a_terminal(verified: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    shown = on_terminal(*verified)
    assert "━" in shown
    assert "xmlrpc: sessions" in shown  # of those that take no time not all are drawn
    assert "━" not in capsys.readouterr().out


def test_verify_tells_lines_elsewhere(verified: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    assert main(verified) == 0
    lines = capfd.readouterr().err.splitlines()
    assert lines[0] == "xmlrpc: sessions"
    assert "xmlrpc: the life of an image" in lines


def test_verify_can_be_quiet(verified: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    assert main([*verified, "--quiet"]) == 0
    assert capfd.readouterr().err == ""
