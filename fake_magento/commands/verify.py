"""``fake-magento verify``: is the fake true to this Magento, and this Magento to a client's contract?"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Collection

import click

from fake_magento import files
from fake_magento.client.http import Http, NoAnswerError
from fake_magento.client_contract import ClientContract, ContractError
from fake_magento.commands.common import CommandError, on_signals
from fake_magento.commands.options import Trust, flavour, option, seconds, subcommand, trust_options
from fake_magento.commands.progress import progress, say
from fake_magento.flavour import FLAVOURS
from fake_magento.verify import report
from fake_magento.verify.client import scenarios_of
from fake_magento.verify.context import Named
from fake_magento.verify.decks import DECKS, Deck, together
from fake_magento.verify.play import verify
from fake_magento.verify.preparation import VerifyError
from fake_magento.verify.scenario import DIALECTS

KEY_VARIABLE = "FAKE_MAGENTO_KEY"
ALL, DEFAULT = "all", "images"
_WIDTH = 160
"""How wide a table is where nobody looks at it."""


def _header(context: click.Context, option: click.Parameter, texts: tuple[str, ...]) -> list[tuple[str, str]]:
    headers = []
    for text in texts:
        name, colon, value = text.partition(":")
        if not colon or not name.strip():
            raise click.BadParameter(f"a header is 'NAME: VALUE', not {text!r}")
        headers.append((name.strip(), value.strip()))
    return headers


@subcommand("verify")
@click.argument("url", metavar="URL")
@option("--user", required=True, help="Name of an API user who may call everything.")
@option("--key", envvar=KEY_VARIABLE, help="That user's API key.")
@option("--product", required=True, metavar="SKU", help="A product without images that may be thrown away.")
@option("--product-id", type=click.IntRange(1), metavar="ID", help="That product's id, for calls by id.")
@option("--attribute-set", type=click.IntRange(1), default=4, metavar="ID", help="That product's attribute set.")
@option("--store", metavar="CODE", help="A store view, for calls in one; without it they are not played.")
@option("--plain-product", metavar="SKU", help="A product whose attribute set has no gallery, for fault 107.")
@option(
    "--dialect",
    "dialects",
    multiple=True,
    type=click.Choice(DIALECTS),
    help="Play in this one alone; can be repeated.  [default: all there are]",
)
@flavour(None, "Of the fake.  [default: what the shop's WSDL says]")
@option(
    "--contract",
    metavar="FILE",
    excludes="--deck",
    help="Play this client's contract instead of the deck of scenarios.",
)
@option(
    "--deck",
    "decks",
    multiple=True,
    type=click.Choice([*DECKS, ALL]),
    help=f"Play the scenarios of this area; can be repeated, {ALL} are all of them.  [default: {DEFAULT}]",
)
@option("--junit", metavar="FILE", help="Write the report as JUnit's XML.")
@option("--html", metavar="FILE", help="Write the report as a page.")
@option(
    "--header",
    "headers",
    multiple=True,
    callback=_header,
    metavar="'NAME: VALUE'",
    help="Send this along; can be repeated.",
)
@option("--timeout", type=seconds, default=30.0, help="For each answer.")
@option(
    "--yes-i-may-write",
    is_flag=True,
    help="The shop is on another machine, and I may change the product there, and make and delete throw-away things.",
)
@option(
    "--yes-i-may-leave-orders",
    is_flag=True,
    help="Orders may stay behind in the shop, where no call deletes them.",
)
@option("--quiet", "-q", is_flag=True, help="Do not tell how far it is.")
@trust_options
@click.pass_context
def command(
    context: click.Context,
    trust: Trust,
    url: str,
    user: str,
    key: str | None,
    product: str,
    product_id: int | None,
    attribute_set: int,
    store: str | None,
    plain_product: str | None,
    dialects: tuple[str, ...],
    flavour: str | None,
    contract: str | None,
    decks: tuple[str, ...],
    junit: str | None,
    html: str | None,
    headers: list[tuple[str, str]],
    timeout: float,
    yes_i_may_write: bool,
    yes_i_may_leave_orders: bool,
    quiet: bool,
) -> None:
    """Play a deck of scenarios on the Magento 1 server at URL and on the fake, and tell where they differ.

    The exit status is 0 where they are alike, 1 where they differ, and 2 where that could not be found out.
    """
    if not key:
        raise CommandError(f"verify needs a key: --key, or the variable {KEY_VARIABLE}")
    named = Named(user, key, product, product_id, store, attribute_set, plain_product)
    try:
        shop = Http(url, timeout, headers, trust.ssl_context())
        if not shop.is_loopback() and not yes_i_may_write:
            raise CommandError(
                f"{shop.host} is not this machine. Verifying creates, changes and removes images of the product "
                f"{named.product!r} there; say --yes-i-may-write if you may."
            )
        client = None if contract is None else ClientContract.load(contract)
        if client is None:
            scenarios = together(_decks(decks, yes_i_may_leave_orders))
        else:
            scenarios = scenarios_of(client, yes_i_may_leave_orders)
        # a signal: what was created is removed again
        with on_signals(lambda number: sys.exit(128 + number)), progress(quiet=quiet) as show:
            found = verify(
                shop,
                named,
                scenarios,
                flavour=None if flavour is None else FLAVOURS[flavour],
                dialects=_dialects(dialects or None, client),
                progress=show,
            )
    except SystemExit as stop:
        for note in getattr(stop, "__notes__", ["nothing was to be taken away"]):
            say(note)
        raise
    except (VerifyError, ContractError, NoAnswerError, ValueError) as error:
        raise CommandError(str(error)) from None
    except OSError as error:
        raise CommandError(f"{error.filename}: {error.strerror}") from None
    print(report.text(found, shutil.get_terminal_size((_WIDTH, 0)).columns))
    _write(junit, report.junit(found))
    _write(html, report.html(found))
    context.exit(0 if found.is_alike else 1)


def _decks(chosen: Collection[str], orders_may_stay: bool) -> list[Deck]:
    """The decks to play; what chosen ones leave behind is said. Raises `CommandError` for orders that may not stay."""
    names = [name for name in DECKS if name in (chosen or [DEFAULT]) or ALL in chosen]
    for name in names:
        if DECKS[name].leaves_orders and not orders_may_stay:
            raise CommandError(
                f"the deck {name} leaves behind {DECKS[name].leaves}. No call of the API takes them away; "
                "say --yes-i-may-leave-orders if they may stay."
            )
    for name in names if chosen else ():
        say(f"the deck {name} leaves behind {DECKS[name].leaves}")
    return [DECKS[name] for name in names]


def _dialects(chosen: Collection[str] | None, contract: ClientContract | None) -> Collection[str] | None:
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
