"""The command ``fake-magento``."""

from __future__ import annotations

import difflib
import importlib
from collections.abc import Sequence

import click

from fake_magento.commands.common import CommandError

_COMMANDS = {"serve": 1, "run": 1, "wait": 1, "verify": 2, "record": 1, "replay": 2}
"""The words of the command, each of a module in `fake_magento.commands`, with the exit status where it cannot do its work."""


class _Commands(click.Group):
    """The commands, each of which is imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*_COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"fake_magento.commands.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        near = difflib.get_close_matches(args[0], _COMMANDS, 1)
        if near and args[0] not in _COMMANDS:
            ctx.fail(f"there is no command {args[0]!r}; did you mean {near[0]!r}?")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except CommandError as error:
            error.show()
            ctx.exit(_COMMANDS[ctx.invoked_subcommand or "serve"])


@click.command(cls=_Commands, context_settings={"auto_envvar_prefix": "FAKE_MAGENTO", "max_content_width": 100})
@click.version_option(package_name="fake-magento")
def _cli() -> None:
    """A Magento 1.x API server for tests.

    Each option can also be given by a variable of the environment, such as FAKE_MAGENTO_SERVE_PORT.
    """


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    The exit status is 0; 1 where it could not do its work, or for ``verify`` and ``replay`` where something is not as it should
    be; 2 for words that it does not know, and where those two could not do their work; for ``run`` that of what was run.
    """
    try:
        return _cli.main(arguments, "fake-magento", standalone_mode=False) or 0
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        return 1
