"""What sets up the tests: `run`, and the options of `conftest.py`."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.replay import HERE

ROOT = HERE.parent


def test_python_only_leaves_out_what_starts_programs_and_what_takes_long(pytester: pytest.Pytester) -> None:
    pytester.makeconftest((ROOT / "conftest.py").read_text(encoding="utf-8"))
    pytester.makepyfile(
        """
        import subprocess
        import sys

        import pytest

        def test_program():
            subprocess.run([sys.executable, "--version"], check=True)

        def test_none():
            pass

        @pytest.mark.long
        def test_long():
            pass
        """
    )
    pytester.runpytest_subprocess("-p", "no:cacheprovider").assert_outcomes(passed=3)
    pytester.runpytest_subprocess("-p", "no:cacheprovider", "--python-only").assert_outcomes(
        passed=1, skipped=1, deselected=1
    )


def test_run_says_how_to_get_the_python_that_is_missing(tmp_path: Path) -> None:
    checkout = tmp_path / "checkout"  # a fresh one, which has no environment yet
    checkout.mkdir()
    for name in ("run", "pyproject.toml"):
        shutil.copy(ROOT / name, checkout)
    tools = {name: shutil.which(name) for name in ("bash", "dirname")}
    for name, tool in tools.items():
        assert tool is not None
        (tmp_path / name).symlink_to(tool)
    command = [str(tmp_path / "bash"), str(checkout / "run"), "setup"]
    done = subprocess.run(command, env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == "./run: needs Python 3.11 or newer: apt-get install python3 python3-venv\n"


def test_the_lock_of_npms_packages_names_no_host() -> None:
    lock = json.loads((HERE / "node" / "package-lock.json").read_text(encoding="utf-8"))
    packages = [package for name, package in lock["packages"].items() if name]
    assert packages
    assert all(package["integrity"] and "resolved" not in package for package in packages)
