"""A real browser: the chromium of npm's packages in `tests/node`, driven by Playwright."""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright

_OPTIONS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update "
    "--disable-sync"
).split()

_NODE = Path(__file__).parent / "node"
_UNPACK = "import('@sparticuz/chromium').then(({default: chromium}) => chromium.executablePath())"


def _executable() -> Path:
    """The browser, unpacked once into a folder that ends with the packages; npm has none but for x86_64."""
    if platform.machine() != "x86_64":
        return Path("/usr/bin/chromium")
    executable = _NODE / "node_modules" / ".chromium"
    if not executable.exists():
        with TemporaryDirectory(dir=executable.parent) as folder:
            environment = {**os.environ, "TMPDIR": folder}
            subprocess.run(["node", "-e", _UNPACK], cwd=_NODE, env=environment, check=True, timeout=120)
            Path(folder, "chromium").rename(executable)
    return executable


@contextmanager
def page() -> Iterator[Page]:
    """A page of a browser of its own, which fails on errors of the page."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_executable(), headless=True, args=_OPTIONS)
        try:
            opened = browser.new_page()
            errors: list[str] = []
            opened.on("pageerror", lambda error: errors.append(str(error)))
            opened.on("requestfailed", lambda request: errors.append(request.url))
            yield opened
            assert errors == []
        finally:
            browser.close()
