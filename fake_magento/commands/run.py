"""``fake-magento run``: a fake for as long as another command runs."""

from __future__ import annotations

import os
import signal
import subprocess

import click

from fake_magento.commands.common import CommandError, on_signals
from fake_magento.commands.options import FakeOptions, fake_options, subcommand
from fake_magento.commands.serve import addresses

_NOT_FOUND, _NOT_EXECUTABLE = 127, 126
"""The exit statuses by which shells say that there is no such command, or that it cannot be run."""


@subcommand("run", context_settings={"allow_interspersed_args": False})
@fake_options(port=0)
@click.argument("command", nargs=-1, required=True, type=click.UNPROCESSED, metavar="-- COMMAND...")
@click.pass_context
def command(context: click.Context, made: FakeOptions, command: tuple[str, ...]) -> None:
    """Run COMMAND beside a server, and end with its exit status.

    The server listens on a free port unless told otherwise. COMMAND finds it in the variables FAKE_MAGENTO_URL,
    FAKE_MAGENTO_USER, FAKE_MAGENTO_KEY, FAKE_MAGENTO_WSDL_V1, FAKE_MAGENTO_WSDL_V2, FAKE_MAGENTO_XMLRPC,
    FAKE_MAGENTO_CONTROL and FAKE_MAGENTO_VERSION.
    """
    fake = made.make()
    try:
        fake.start()
    except OSError as error:
        raise CommandError(error.strerror or str(error)) from None
    with fake:
        environment = {f"FAKE_MAGENTO_{name.upper()}": value for name, value in addresses(fake).items()}
        context.exit(_status(command, {**os.environ, **environment}))


def _status(words: tuple[str, ...], environment: dict[str, str]) -> int:
    """The exit status of a command: as a shell tells it where a signal ended it. Signals that come meanwhile are handed on."""
    try:
        process = subprocess.Popen(words, env=environment)
    except OSError as error:
        click.echo(f"fake-magento: {words[0]}: {error.strerror}", err=True)
        return _NOT_FOUND if isinstance(error, FileNotFoundError) else _NOT_EXECUTABLE

    def hand_on(number: int) -> None:
        if number == signal.SIGTERM:  # Ctrl-C comes to it from the terminal
            process.send_signal(number)

    with on_signals(hand_on):
        status = process.wait()
    return status if status >= 0 else 128 - status
