"""``fake-magento record``: keep transcripts of what clients ask a Magento 1 server."""

from __future__ import annotations

import argparse
from pathlib import Path

from fake_magento.client.http import Http
from fake_magento.commands.common import CommandError, add_listening, listen, output
from fake_magento.server import Server
from fake_magento.transcripts.record import Recorder


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("url", metavar="URL", help="address of the shop, such as https://shop.example")
    parser.add_argument(
        "--to", required=True, metavar="FOLDER", help="where to keep the transcripts; made if it is not there"
    )
    parser.add_argument("--name", default="recorded", help="of the scenarios (default: %(default)s)")
    add_listening(parser)


def run(options: argparse.Namespace) -> int:
    """Record until it is stopped. Raises `CommandError`."""
    folder = Path(options.to)
    if Path(options.name).name != options.name:
        raise CommandError(f"{options.name!r} is no name of scenarios; it becomes a part of the names of files")
    with output() as say:
        try:
            recorder = Recorder(Http(options.url), folder, options.name, say)
            folder.mkdir(parents=True, exist_ok=True)
            recorder.resume()
            server = Server(options.host, options.port, recorder.respond)
        except ValueError as error:
            raise CommandError(str(error)) from None
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from None

        def start() -> None:
            server.start()
            recorder.url = server.url

        listen(
            start,
            lambda: (
                f"fake-magento records {options.url} at {server.url}\n"
                f"  SOAP V1   {server.url}/api/soap/?wsdl\n"
                f"  SOAP V2   {server.url}/api/v2_soap/?wsdl\n"
                f"  XML-RPC   {server.url}/api/xmlrpc/"
            ),
            say,
        )
        server.stop()
        for file in recorder.files():
            say(f"{file.path}: {file.count}")
        say("fake-magento has stopped.")
    return 0
