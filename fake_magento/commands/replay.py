"""``fake-magento replay``: serve transcripts, and tell what is asked and not there."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import click

from fake_magento.commands.common import CommandError, listen
from fake_magento.commands.options import listening, subcommand
from fake_magento.commands.output import output
from fake_magento.server import Server
from fake_magento.transcripts.files import TranscriptError, files_of
from fake_magento.transcripts.replay import Replay


@subcommand("replay")
@click.argument("paths", nargs=-1, required=True, metavar="FOLDER...")
@listening(port=8000)
@click.pass_context
def command(context: click.Context, paths: tuple[str, ...], host: str, port: int) -> None:
    """Serve recorded transcripts, from folders or single files, and tell what is asked and not there.

    The exit status is 1 where something was, and 2 where there are no transcripts.
    """
    files = chain.from_iterable(files_of(Path(path)) for path in paths)
    with output() as say:
        try:
            replay = Replay(files, say)
        except TranscriptError as error:
            raise CommandError(f"{', '.join(paths)}: {error}") from None
        server = Server(host, port, replay.respond)

        def start() -> None:
            server.start()
            replay.url = server.url

        listen(start, lambda: f"fake-magento replays {', '.join(paths)} at {server.url}\nStop with Ctrl-C.", say)
        server.stop()
        unused = replay.never_asked()
        say(f"served {len(replay.recorded) - len(unused)} of {len(replay.recorded)} recorded answers")
        if replay.missing:
            say("asked and not there:")
        for what, count in replay.missing.items():
            say(f"  {what}{f', {count} times' if count > 1 else ''}")
        say("fake-magento has stopped.")
    context.exit(1 if replay.missing else 0)
