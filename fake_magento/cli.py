"""The command ``fake-magento``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from fake_magento.commands import record, replay, serve, verify, wait
from fake_magento.commands.common import CommandError

_COMMANDS = {
    "serve": (serve, "run the server until Ctrl-C or SIGTERM", 1),
    "verify": (verify, "play a deck of scenarios on a Magento 1 server and on the fake, and tell where they differ", 2),
    "record": (record, "stand before a Magento 1 server and keep transcripts of what clients ask it", 1),
    "replay": (replay, "serve recorded transcripts, and tell what is asked and not there", 2),
    "wait": (wait, "wait until servers answer", 1),
}
"""The words of the command: the module that does it, what that is, and the exit status where it cannot."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    The exit status is 0; 1 where it could not do its work, or for ``verify`` and ``replay`` where something is not as it should
    be; 2 for words that it does not know, and where those two could not do their work.
    """
    parser = argparse.ArgumentParser(prog="fake-magento", description="A Magento 1.x API server for tests.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, (module, help, _) in _COMMANDS.items():
        module.add_options(commands.add_parser(name, help=help, description=help))
    options = parser.parse_args(arguments)
    module, _, failed = _COMMANDS[options.command]
    try:
        status: int = module.run(options)
    except CommandError as error:
        if str(error):
            print(f"fake-magento: {error}", file=sys.stderr)
        return failed
    return status
