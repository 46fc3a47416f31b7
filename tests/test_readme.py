"""The README's examples work as they stand."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from tests.replay import HERE

ROOT = HERE.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```", README, re.DOTALL)


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Python, run where the README's reader is: in the checkout."""
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )


def test_example_of_the_fixture(tmp_path: Path) -> None:
    test = tmp_path / "test_example.py"
    test.write_text(EXAMPLES[0], encoding="utf-8")
    done = run("-m", "pytest", "-p", "no:cacheprovider", "-c", "/dev/null", "--rootdir", str(ROOT), str(test))
    assert "1 passed" in done.stdout, done.stdout


def test_example_of_the_context_manager() -> None:
    done = run("-c", EXAMPLES[1])
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/api/soap/\?wsdl apiUser apiKey123\n", done.stdout)


def test_there_are_no_other_examples() -> None:
    assert len(EXAMPLES) == 2


def test_documents_name_files_that_exist() -> None:
    for document in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        for target in re.findall(r"\]\(([^)#:]+)\)", document.read_text(encoding="utf-8")):
            assert (document.parent / target).exists(), f"{document.name} names {target}"
