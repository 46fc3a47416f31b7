"""``fake-magento wait``: come back when a server answers."""

from __future__ import annotations

import time

import click

from fake_magento.client.http import Http, NoAnswerError
from fake_magento.commands.common import CommandError
from fake_magento.commands.options import Trust, option, seconds, subcommand, trust_options

_PAUSE = 0.05
"""How many seconds to wait before the server is asked again."""

_LONGEST_ANSWER = 5.0
"""How many seconds a server may take to answer before it is asked again."""


@subcommand("wait")
@click.argument("urls", nargs=-1, required=True, metavar="URL...")
@option("--timeout", type=seconds, default=30.0, help="How long to wait for all of them.")
@trust_options
def command(trust: Trust, urls: tuple[str, ...], timeout: float) -> None:
    """Wait until servers answer: each URL with a status below 500."""
    end = time.monotonic() + timeout
    for url in urls:
        while problem := _problem(url, min(_LONGEST_ANSWER, max(_PAUSE, end - time.monotonic())), trust):
            if time.monotonic() + _PAUSE > end:
                raise CommandError(f"{url} did not answer within {timeout:g} seconds: {problem}")
            time.sleep(_PAUSE)


def _problem(url: str, timeout: float, trust: Trust) -> str | None:
    """What keeps the server from answering now, None where it answers."""
    try:
        answer = Http(url, timeout, ssl_context=trust.ssl_context()).send("GET", "/", {}, None)
    except NoAnswerError as error:
        return str(error)
    except ValueError as error:
        raise CommandError(str(error)) from None
    return f"{answer.status} {answer.reason}" if answer.status >= 500 else None
