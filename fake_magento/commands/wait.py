"""``fake-magento wait``: come back when a server answers."""

from __future__ import annotations

import argparse
import time

from fake_magento.client.http import Http, NoAnswerError
from fake_magento.commands.common import CommandError, seconds

_PAUSE = 0.05
"""How many seconds to wait before the server is asked again."""

_LONGEST_ANSWER = 5.0
"""How many seconds a server may take to answer before it is asked again."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("urls", nargs="+", metavar="URL", help="address of a server, such as http://127.0.0.1:8000")
    parser.add_argument(
        "--timeout",
        type=seconds,
        default=30.0,
        metavar="SECONDS",
        help="how long to wait for all of them (default: %(default)s)",
    )


def run(options: argparse.Namespace) -> int:
    """Wait until each address is answered with a status below 500. Raises `CommandError` where that takes too long."""
    end = time.monotonic() + options.timeout
    for url in options.urls:
        while problem := _problem(url, min(_LONGEST_ANSWER, max(_PAUSE, end - time.monotonic()))):
            if time.monotonic() + _PAUSE > end:
                raise CommandError(f"{url} did not answer within {options.timeout:g} seconds: {problem}")
            time.sleep(_PAUSE)
    return 0


def _problem(url: str, timeout: float) -> str | None:
    """What keeps the server from answering now, None where it answers."""
    try:
        answer = Http(url, timeout).send("GET", "/", {}, None)
    except NoAnswerError as error:
        return str(error)
    except ValueError as error:
        raise CommandError(str(error)) from None
    return f"{answer.status} {answer.reason}" if answer.status >= 500 else None
