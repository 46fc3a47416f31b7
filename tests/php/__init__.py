"""Runs PHP programs: the client that most of Magento's own users have."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any


def run_php(program: Path, given: Any, *arguments: str) -> Any:
    """What the program prints as JSON, given JSON on its standard input."""
    done = subprocess.run(
        ["php", "-d", "soap.wsdl_cache_enabled=0", "-d", "display_errors=stderr", str(program), *arguments],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr or done.stdout
    assert not done.stderr, done.stderr
    return json.loads(done.stdout)
