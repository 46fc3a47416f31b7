"""``fake-magento record``: keep transcripts of what clients ask a Magento 1 server."""

from __future__ import annotations

from pathlib import Path

import click

from fake_magento.client.http import Http
from fake_magento.commands.common import CommandError, listen
from fake_magento.commands.options import Trust, listening, option, subcommand, trust_options
from fake_magento.commands.output import output
from fake_magento.server import Server
from fake_magento.transcripts.record import Recorder


@subcommand("record")
@click.argument("url", metavar="URL")
@option("--to", required=True, metavar="FOLDER", help="Where to keep the transcripts; made if it is not there.")
@option("--name", default="recorded", help="Of the scenarios.")
@listening(port=8000)
@trust_options
def command(trust: Trust, url: str, to: str, name: str, host: str, port: int) -> None:
    """Stand before the Magento 1 server at URL, such as https://shop.example, and keep transcripts of what clients ask it."""
    folder = Path(to)
    if Path(name).name != name:
        raise CommandError(f"{name!r} is no name of scenarios; it becomes a part of the names of files")
    with output() as say:
        try:
            recorder = Recorder(Http(url, ssl_context=trust.ssl_context()), folder, name, say)
            folder.mkdir(parents=True, exist_ok=True)
            recorder.resume()
            server = Server(host, port, recorder.respond)
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
                f"fake-magento records {url} at {server.url}\n"
                f"  SOAP V1   {server.url}/api/soap/?wsdl\n"
                f"  SOAP V2   {server.url}/api/v2_soap/?wsdl\n"
                f"  XML-RPC   {server.url}/api/xmlrpc/\n"
                "Stop with Ctrl-C."
            ),
            say,
        )
        server.stop()
        for file in recorder.files():
            say(f"{file.path}: {file.count}")
        say("fake-magento has stopped.")
