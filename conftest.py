"""Makes the checkout's `tests` package importable, and lets tests run pytest on projects of their own."""

import os
import sys
from pathlib import Path
from typing import Any

import pytest

os.environ["no_proxy"] = os.environ["NO_PROXY"] = "127.0.0.1,localhost,::1"
"""No proxy of the environment stands between a test and its fake."""

os.environ["PATH"] = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
"""Tests run this environment's `fake-magento`, `node` and `npm`, whether it is activated or not."""

pytest_plugins = ["pytester"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--python-only", action="store_true", help="skip tests that run programs in other languages than Python"
    )


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--python-only"):
        sys.addaudithook(_skip_other_languages)


_OTHER_LANGUAGES = {"bash", "build", "node", "npm", "php", "phpunit"}
"""The programs by which tests leave Python; `build` is that of `tests/java`."""


def _skip_other_languages(event: str, arguments: tuple[Any, ...]) -> None:
    """Ends the test that is about to run one of them, so that no test has to be marked."""
    if event == "subprocess.Popen" and Path(arguments[0]).name in _OTHER_LANGUAGES:
        pytest.skip(f"--python-only: runs {Path(arguments[0]).name}")
