"""``fake-magento verify``: is the fake true to this Magento, and this Magento to a client's contract?"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from contextlib import suppress

from fake_magento import files
from fake_magento.client.http import Http, NoAnswerError
from fake_magento.client_contract import ClientContract, ContractError
from fake_magento.commands.common import CommandError, add_flavour, on_signals, printable, seconds
from fake_magento.flavour import FLAVOURS
from fake_magento.verify import report
from fake_magento.verify.client import scenarios_of
from fake_magento.verify.decks import DECKS, Deck, together
from fake_magento.verify.play import verify
from fake_magento.verify.preparation import VerifyError
from fake_magento.verify.scenario import DIALECTS
from fake_magento.verify.stage import Named

KEY_VARIABLE = "FAKE_MAGENTO_KEY"
ALL, DEFAULT = "all", "images"
_WIDTH = 160
"""How wide a table is where nobody looks at it."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("url", metavar="URL", help="address of the shop, such as https://shop.example")
    parser.add_argument("--user", required=True, help="name of an API user who may call everything")
    parser.add_argument(
        "--key",
        default=os.environ.get(KEY_VARIABLE),
        help=f"that user's API key (default: the variable {KEY_VARIABLE})",
    )
    parser.add_argument(
        "--product", required=True, metavar="SKU", help="a product without images that may be thrown away"
    )
    parser.add_argument("--product-id", type=_number, metavar="ID", help="that product's id, for calls by id")
    parser.add_argument(
        "--attribute-set",
        type=_number,
        default=4,
        metavar="ID",
        help="that product's attribute set (default: %(default)s)",
    )
    parser.add_argument(
        "--store", metavar="CODE", help="a store view, for calls in one; without it they are not played"
    )
    parser.add_argument(
        "--plain-product", metavar="SKU", help="a product whose attribute set has no gallery, for fault 107"
    )
    parser.add_argument(
        "--dialect",
        action="append",
        choices=DIALECTS,
        help="play in this one alone; can be repeated (default: all there are)",
    )
    add_flavour(parser, None, "of the fake (default: what the shop's WSDL says)")
    parser.add_argument(
        "--contract", metavar="FILE", help="play this client's contract instead of the deck of scenarios"
    )
    parser.add_argument(
        "--deck",
        action="append",
        choices=[*DECKS, ALL],
        help=f"play the scenarios of this area; can be repeated, {ALL} are all of them (default: {DEFAULT})",
    )
    parser.add_argument("--junit", metavar="FILE", help="write the report as JUnit's XML")
    parser.add_argument("--html", metavar="FILE", help="write the report as a page")
    parser.add_argument(
        "--header",
        action="append",
        type=_header,
        default=[],
        metavar="'NAME: VALUE'",
        help="send this along; can be repeated",
    )
    parser.add_argument(
        "--timeout", type=seconds, default=30.0, metavar="SECONDS", help="for each answer (default: %(default)s)"
    )
    parser.add_argument(
        "--yes-i-may-write",
        action="store_true",
        help="the shop is on another machine, and I may change the product there, and make and delete throw-away things",
    )
    parser.add_argument(
        "--yes-i-may-leave-orders",
        action="store_true",
        help="orders may stay behind in the shop, where no call deletes them",
    )


def run(options: argparse.Namespace) -> int:
    """Verify; 0 where the shop and the fake are alike, 1 where they differ. Raises `CommandError`."""
    if not options.key:
        raise CommandError(f"verify needs a key: --key, or the variable {KEY_VARIABLE}")
    named = Named(
        options.user,
        options.key,
        options.product,
        options.product_id,
        options.store,
        options.attribute_set,
        options.plain_product,
    )
    try:
        shop = Http(options.url, options.timeout, options.header)
        if not shop.is_loopback() and not options.yes_i_may_write:
            raise CommandError(
                f"{shop.host} is not this machine. Verifying creates, changes and removes images of the product "
                f"{named.product!r} there; say --yes-i-may-write if you may."
            )
        if options.contract is None:
            contract = None
            scenarios = together(_decks(options))
        else:
            contract = ClientContract.load(options.contract)
            scenarios = scenarios_of(contract, options.yes_i_may_leave_orders)
        with on_signals(lambda number: sys.exit(128 + number)):  # what was created is removed again
            found = verify(
                shop,
                named,
                scenarios,
                flavour=FLAVOURS.get(options.flavour),
                dialects=_dialects(options.dialect, contract),
                progress=_say if sys.stderr.isatty() else str,
            )
    except SystemExit as stop:
        for note in getattr(stop, "__notes__", ["nothing was to be taken away"]):
            _say(note)
        raise
    except (VerifyError, ContractError, NoAnswerError, ValueError) as error:
        raise CommandError(str(error)) from None
    except OSError as error:
        raise CommandError(f"{error.filename}: {error.strerror}") from None
    print(report.text(found, shutil.get_terminal_size((_WIDTH, 0)).columns))
    _write(options.junit, report.junit(found))
    _write(options.html, report.html(found))
    return 0 if found.is_alike else 1


def _say(line: str) -> None:
    """Say something while there is no report yet; a reader who has gone does not end the run."""
    with suppress(OSError):
        print(printable(line), file=sys.stderr, flush=True)


def _decks(options: argparse.Namespace) -> list[Deck]:
    """The decks to play; what chosen ones leave behind is said. Raises `CommandError` for orders that may not stay."""
    chosen = options.deck or [DEFAULT]
    names = [name for name in DECKS if name in chosen or ALL in chosen]
    for name in names:
        if DECKS[name].leaves_orders and not options.yes_i_may_leave_orders:
            raise CommandError(
                f"the deck {name} leaves behind {DECKS[name].leaves}. No call of the API takes them away; "
                "say --yes-i-may-leave-orders if they may stay."
            )
    for name in names if options.deck else ():
        _say(f"the deck {name} leaves behind {DECKS[name].leaves}")
    return [DECKS[name] for name in names]


def _dialects(chosen: list[str] | None, contract: ClientContract | None) -> list[str] | None:
    """The dialects to play in: of a contract those that its client speaks."""
    if contract is None:
        return chosen
    spoken = [dialect for dialect in DIALECTS if dialect in contract.dialects and dialect in (chosen or DIALECTS)]
    if not spoken:
        raise CommandError("the contract has no calls in these dialects")
    return spoken


def _write(file: str | None, content: bytes) -> None:
    if file is None:
        return
    try:
        files.write(file, content)
    except OSError as error:
        raise CommandError(f"{error.filename}: {error.strerror}") from None


def _number(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"an id is a number from 1, not {text!r}")
    return int(text)


def _header(text: str) -> tuple[str, str]:
    name, colon, value = text.partition(":")
    if not colon or not name.strip():
        raise argparse.ArgumentTypeError(f"a header is 'NAME: VALUE', not {text!r}")
    return name.strip(), value.strip()
