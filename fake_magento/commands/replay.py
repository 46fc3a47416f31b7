"""``fake-magento replay``: serve transcripts, and tell what is asked and not there."""

from __future__ import annotations

import argparse
from itertools import chain
from pathlib import Path

from fake_magento.commands.common import CommandError, add_listening, listen, output
from fake_magento.server import Server
from fake_magento.transcripts.files import TranscriptError, files_of
from fake_magento.transcripts.replay import Replay


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("paths", nargs="+", metavar="FOLDER", help="folders with transcripts, or single files of them")
    add_listening(parser)


def run(options: argparse.Namespace) -> int:
    """Serve until it is stopped; 1 where something was asked that is not there. Raises `CommandError`."""
    files = chain.from_iterable(files_of(Path(path)) for path in options.paths)
    with output() as say:
        try:
            replay = Replay(files, say)
        except TranscriptError as error:
            raise CommandError(f"{', '.join(options.paths)}: {error}") from None
        server = Server(options.host, options.port, replay.respond)

        def start() -> None:
            server.start()
            replay.url = server.url

        listen(start, lambda: f"fake-magento replays {', '.join(options.paths)} at {server.url}", say)
        server.stop()
        unused = replay.never_asked()
        say(f"served {len(replay.recorded) - len(unused)} of {len(replay.recorded)} recorded answers")
        if replay.missing:
            say("asked and not there:")
        for what, count in replay.missing.items():
            say(f"  {what}{f', {count} times' if count > 1 else ''}")
        say("fake-magento has stopped.")
    return 1 if replay.missing else 0
