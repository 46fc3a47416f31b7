"""A real browser: Debian's chromium, installed or as `run` unpacks it, driven by Playwright."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, sync_playwright

from tests.replay import HERE

_UNPACKED = HERE.parent / ".chromium" / "usr" / "lib" / "chromium" / "chromium-headless-shell"
_CHROMIUM = shutil.which("chromium") or shutil.which("chromium-headless-shell") or _UNPACKED
_OPTIONS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update "
    "--disable-sync"
).split()


@contextmanager
def page() -> Iterator[Page]:
    """A page of a browser of its own, which fails on errors of the page."""
    subprocess.run([_CHROMIUM, "--version"], check=True, capture_output=True)  # where it cannot run, this ends the test
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_CHROMIUM, headless=True, args=_OPTIONS)
        try:
            opened = browser.new_page()
            errors: list[str] = []
            opened.on("pageerror", lambda error: errors.append(str(error)))
            opened.on("requestfailed", lambda request: errors.append(request.url))
            yield opened
            assert errors == []
        finally:
            browser.close()
