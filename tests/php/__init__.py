"""Runs PHP programs: the client that most of Magento's own users have."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


def output_of(program: str, *arguments: str, given: str = "") -> str:
    """What the program of this folder prints; a warning or an error of PHP's fails the test."""
    done = subprocess.run(
        ["php", "-d", "soap.wsdl_cache_enabled=0", "-d", "display_errors=stderr", str(HERE / program), *arguments],
        input=given,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr or done.stdout
    assert not done.stderr, done.stderr
    return done.stdout


def run_php(program: str, given: Any, *arguments: str) -> Any:
    """What the program prints as JSON, given JSON on its standard input."""
    return json.loads(output_of(program, *arguments, given=json.dumps(given)))
