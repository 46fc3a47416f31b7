"""The command ``fake-magento``."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from collections.abc import Sequence
from types import FrameType

from fake_magento.app import CONTROL_PATH, VALIDATION
from fake_magento.calls import Exchange
from fake_magento.fake import FakeMagento
from fake_magento.fixtures import FixtureError
from fake_magento.flavour import FLAVOURS, MAGENTO_1_9


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the exit status is 0, 1 where it could not do its work, 2 for words it does not know."""
    options = _parser().parse_args(arguments)
    return _serve(options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="fake-magento", description="A Magento 1.x API server for tests.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    serve = commands.add_parser("serve", help="run the server until Ctrl-C or SIGTERM")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    serve.add_argument(
        "--port", type=_port, default=8000, help="port to listen on, 0 for a free one (default: %(default)s)"
    )
    serve.add_argument(
        "--fixtures", metavar="FILE", help="YAML or JSON file with users, stores, attribute sets and products"
    )
    serve.add_argument("--flavour", choices=sorted(FLAVOURS), default=MAGENTO_1_9.name, help="default: %(default)s")
    serve.add_argument("--wsi", action="store_true", help="V2 in WS-I mode (document/literal), a setting of Magento")
    serve.add_argument("--validation", choices=VALIDATION, default="report", help="default: %(default)s")
    return parser


def _port(text: str) -> int:
    port = int(text) if text.isdecimal() else -1
    if not 0 <= port <= 65535:
        raise argparse.ArgumentTypeError(f"a port is a number from 0 to 65535, not {text!r}")
    return port


def _serve(options: argparse.Namespace) -> int:
    stopped = threading.Event()

    def stop(signal_number: int, frame: FrameType | None) -> None:
        stopped.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    try:
        fake = FakeMagento(
            flavour=options.flavour,
            wsi=options.wsi,
            validation=options.validation,
            fixtures=options.fixtures,
            host=options.host,
            port=options.port,
        )
        fake.on_call(_log)
        fake.start()
    except FixtureError as error:
        return _failed(str(error))
    except OSError as error:
        return _failed(f"cannot listen on {options.host}:{options.port}: {error.strerror or error}")
    except SystemExit:  # how werkzeug ends where the port is taken; it has said so
        return 1
    print(f"fake-magento {fake.flavour.name} at {fake.url}")
    print(f"  SOAP V1   {fake.soap_v1_wsdl}")
    print(f"  SOAP V2   {fake.soap_v2_wsdl}{' (WS-I)' if options.wsi else ''}")
    print(f"  XML-RPC   {fake.xmlrpc_url}")
    print(f"  control   {fake.url}{CONTROL_PATH}openapi.json")
    print(f"  user      {fake.username}")
    print(f"  API key   {fake.api_key}")
    print(f"  products  {', '.join(fake.products) or 'none'}")
    print("Stop with Ctrl-C.", flush=True)
    stopped.wait()
    fake.stop()
    print("fake-magento has stopped.", flush=True)
    return 0


def _log(exchange: Exchange) -> None:
    print(exchange, flush=True)
    for violation in exchange.violations:
        print(f"  violation {violation}", flush=True)


def _failed(message: str) -> int:
    print(f"fake-magento: {message}", file=sys.stderr)
    return 1
