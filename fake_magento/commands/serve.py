"""``fake-magento serve``: the server alone, for clients in any language."""

from __future__ import annotations

import json
import os
import secrets
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from fake_magento import files
from fake_magento.app import CONTROL_PATH
from fake_magento.calls import Exchange, HttpRequest
from fake_magento.client_contract import ClientContract, ContractError
from fake_magento.commands.common import CommandError, listen
from fake_magento.commands.options import FakeOptions, fake_options, option, subcommand
from fake_magento.commands.output import Say, output, printable
from fake_magento.fake import FakeMagento
from fake_magento.loopback import is_loopback
from fake_magento.version import installed

TOKEN_VARIABLE = "FAKE_MAGENTO_CONTROL_TOKEN"


@subcommand("serve")
@fake_options(port=8000)
@option(
    "--control",
    is_flag=False,
    flag_value="",
    metavar="[TOKEN]",
    help="Have the control want this token, and answer where --host is not this machine alone; without TOKEN it is that of "
    f"the variable {TOKEN_VARIABLE}, or one is made and printed.",
)
@option(
    "--contract", metavar="FILE", help="Keep what was called in this file, as the client's contract, when it stops."
)
@option("--address-file", metavar="FILE", help="Write addresses and credentials here, as JSON, once it listens.")
@option("--quiet", "-q", is_flag=True, excludes="--verbose", help="Do not log requests.")
@option("--verbose", "-v", is_flag=True, help="Log the bodies of requests and answers, too.")
@option("--json", "as_json", is_flag=True, help="Print lines of JSON.")
def command(
    made: FakeOptions,
    control: str | None,
    contract: str | None,
    address_file: str | None,
    quiet: bool,
    verbose: bool,
    as_json: bool,
) -> None:
    """Run the server until Ctrl-C or SIGTERM."""
    if control == "":
        control = os.environ.get(TOKEN_VARIABLE) or secrets.token_urlsafe()
    gathered = ClientContract()
    try:
        before = ClientContract.load(contract) if contract is not None and Path(contract).exists() else None
    except ContractError as error:
        raise CommandError(str(error)) from None

    def greeting() -> str:
        if address_file is not None:
            _write(address_file, fake)
        return json.dumps({"event": "listening", **addresses(fake)}) if as_json else _greeting(fake, made.wsi, control)

    with output() as say:

        def prepare(fake: FakeMagento, name: str | None) -> None:
            fake.on_call(gathered.add)
            if not quiet:
                fake.on_request(_Log(say, name, verbose, as_json).add)

        fake = made.make(control, prepare, quiet or as_json)
        listen(fake.start, greeting, say)
        fake.stop()
        if contract is not None:
            for line in gathered.keep(contract, before):
                say(line)
        say(json.dumps({"event": "stopped"}) if as_json else "fake-magento has stopped.")


def addresses(fake: FakeMagento) -> dict[str, str]:
    """Where a fake that listens is, and who may call it: what is told to programs."""
    return {
        "url": fake.url,
        "wsdl_v1": fake.soap_v1_wsdl,
        "wsdl_v2": fake.soap_v2_wsdl,
        "xmlrpc": fake.xmlrpc_url,
        "control": f"{fake.url}{CONTROL_PATH}",
        "user": fake.username,
        "key": fake.api_key,
        "version": installed(),
    }


def _write(file: str, fake: FakeMagento) -> None:
    try:
        files.write(file, (json.dumps(addresses(fake), indent=2) + "\n").encode())
    except OSError as error:
        raise CommandError(f"{error.filename}: {error.strerror}") from None


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
        "Stop with Ctrl-C.",
    ]
    return "\n".join(lines)


@dataclass(frozen=True)
class _Log:
    """Says what was asked of a shop, as text or as lines of JSON."""

    say: Say
    shop: str | None
    is_verbose: bool
    is_json: bool

    def add(self, request: HttpRequest) -> None:
        """Say it."""
        if self.is_json:
            self.say(json.dumps(self._told(request)))
            return
        exchange = request.exchange
        shop = "" if self.shop is None else f"[{self.shop}] "
        took = f"{request.duration * 1000:.1f} ms"
        self.say(f"{time.strftime('%H:%M:%S')} {shop}{f'{exchange.summary()} {took}' if exchange else request}")
        if exchange is None:
            return
        for violation in exchange.violations:
            self.say(f"  violation {violation}")
        for hint in exchange.hints:
            self.say(f"  hint {hint}")
        if self.is_verbose:
            self.say(f"  request   {_text(exchange.request)}")
            self.say(f"  answer    {_text(exchange.response)}")

    def _told(self, request: HttpRequest) -> dict[str, Any]:
        told: dict[str, Any] = {
            "event": "request",
            "shop": self.shop,
            "at": time.time(),
            "duration": request.duration,
            "method": request.method,
            "url": request.url,
            "status": request.status,
            "hint": request.hint,
        }
        if request.exchange is not None:
            told["call"] = self._told_call(request.exchange)
        return told

    def _told_call(self, exchange: Exchange) -> dict[str, Any]:
        bodies = {"request": _text(exchange.request), "response": _text(exchange.response)} if self.is_verbose else {}
        return {
            "dialect": exchange.dialect,
            "user": exchange.user,
            "operation": exchange.operation,
            "path": exchange.path,
            "about": exchange.about,
            "outcome": exchange.outcome,
            "trouble": exchange.trouble,
            "violations": [str(violation) for violation in exchange.violations],
            "hints": exchange.hints,
            **bodies,
        }


def _text(body: bytes) -> str:
    return body.decode("utf-8", "backslashreplace")
