"""Makes the checkout's `tests` package importable, and lets tests run pytest on projects of their own."""

import gc
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

os.environ["no_proxy"] = os.environ["NO_PROXY"] = "127.0.0.1,localhost,::1"
"""No proxy of the environment stands between a test and its fake."""

os.environ["PATH"] = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
"""Tests run this environment's `fake-magento`, `node` and `npm`, whether it is activated or not."""

pytest_plugins = ["pytester"]


settings.register_profile("daily", max_examples=10)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--python-only", action="store_true", help="leave out what takes long and what starts other programs"
    )


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    recordings = Path(__file__).parent / "tests" / "parity"
    return True if collection_path == recordings and config.getoption("--python-only") else None


def pytest_configure(config: pytest.Config) -> None:
    gc.set_threshold(50_000)  # looking for circles of garbage as often as Python does takes an eighth of the time
    if config.getoption("--python-only"):
        sys.addaudithook(_skip_other_programs)
        settings.load_profile("daily")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--python-only"):
        long = [item for item in items if item.get_closest_marker("long")]
        items[:] = [item for item in items if item not in long]
        config.hook.pytest_deselected(items=long)


def _skip_other_programs(event: str, arguments: tuple[Any, ...]) -> None:
    """Ends the test that is about to start one, so that no test has to be marked."""
    if event == "subprocess.Popen" and "PYTEST_CURRENT_TEST" in os.environ:
        pytest.skip(f"--python-only: starts {arguments[0]}")
