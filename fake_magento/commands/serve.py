"""``fake-magento serve``: the server alone, for clients in any language."""

from __future__ import annotations

import argparse
import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

from fake_magento.app import CONTROL_PATH, VALIDATION
from fake_magento.calls import Exchange
from fake_magento.client_contract import ClientContract, ContractError
from fake_magento.commands.common import (
    CommandError,
    Say,
    add_flavour,
    add_listening,
    add_timeouts,
    listen,
    output,
    printable,
)
from fake_magento.fake import FakeMagento
from fake_magento.fixtures import FixtureError
from fake_magento.flavour import MAGENTO_1_9
from fake_magento.loopback import is_loopback

TOKEN_VARIABLE = "FAKE_MAGENTO_CONTROL_TOKEN"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    add_listening(parser)
    add_timeouts(parser)
    parser.add_argument(
        "--control",
        nargs="?",
        const="",
        metavar="TOKEN",
        help="have the control want this token, and answer where --host is not this machine alone; without TOKEN it is that of "
        f"the variable {TOKEN_VARIABLE}, or one is made and printed",
    )
    parser.add_argument(
        "--fixtures", metavar="FILE", help="YAML or JSON file with users, stores, attribute sets and products"
    )
    add_flavour(parser, MAGENTO_1_9.name, "default: %(default)s")
    parser.add_argument("--wsi", action="store_true", help="V2 in WS-I mode (document/literal), a setting of Magento")
    parser.add_argument("--validation", choices=VALIDATION, default="report", help="default: %(default)s")
    parser.add_argument(
        "--contract", metavar="FILE", help="keep what was called in this file, as the client's contract, when it stops"
    )


def run(options: argparse.Namespace) -> int:
    """Serve until it is stopped. Raises `CommandError`."""
    contract = ClientContract()
    token = options.control
    if token == "":
        token = os.environ.get(TOKEN_VARIABLE) or secrets.token_urlsafe()
    try:
        before = _loaded(options.contract)
        fake = FakeMagento(
            flavour=options.flavour,
            wsi=options.wsi,
            validation=options.validation,
            fixtures=options.fixtures,
            host=options.host,
            port=options.port,
            control_token=token,
            idle_timeout=options.idle_timeout,
            request_timeout=options.request_timeout,
        )
    except (ContractError, FixtureError) as error:
        raise CommandError(str(error)) from None
    fake.on_call(contract.add)
    with output() as say:
        fake.on_call(lambda exchange: _log(exchange, say))
        listen(fake.start, lambda: _greeting(fake, options.wsi, token), say)
        fake.stop()
        if options.contract is not None:
            for line in contract.keep(options.contract, before):
                say(line)
        say("fake-magento has stopped.")
    return 0


def _loaded(file: str | None) -> ClientContract | None:
    """The contract that the file holds so far."""
    return ClientContract.load(file) if file is not None and Path(file).exists() else None


def _greeting(fake: FakeMagento, wsi: bool, token: str | None) -> str:
    control = f"{fake.url}{CONTROL_PATH}openapi.json"
    if token is None and not is_loopback(urlsplit(fake.url).hostname or ""):
        control = "off; --control opens it"
    lines = [
        f"fake-magento {fake.flavour.name} at {fake.url}",
        f"  SOAP V1   {fake.soap_v1_wsdl}",
        f"  SOAP V2   {fake.soap_v2_wsdl}{' (WS-I)' if wsi else ''}",
        f"  XML-RPC   {fake.xmlrpc_url}",
        f"  control   {control}",
        *([] if token is None else [f"  token     {printable(token)}"]),
        f"  user      {printable(fake.username)}",
        f"  API key   {printable(fake.api_key)}",
        f"  products  {printable(', '.join(fake.products)) or 'none'}",
    ]
    return "\n".join(lines)


def _log(exchange: Exchange, say: Say) -> None:
    say(str(exchange))
    for violation in exchange.violations:
        say(f"  violation {violation}")
