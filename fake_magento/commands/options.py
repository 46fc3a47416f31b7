"""Options that several commands have. Each can also be given by a variable of the environment, which ``--help`` names."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import partial, wraps
from typing import Any, TypeVar

import click

from fake_magento.app import VALIDATION, Validation
from fake_magento.commands.common import CommandError
from fake_magento.commands.progress import SOON, progress
from fake_magento.fake import FakeMagento
from fake_magento.fixtures import DEMO, FixtureError
from fake_magento.flavour import FLAVOURS, MAGENTO_1_9, FlavourName
from fake_magento.progress import untold
from fake_magento.server import IDLE_TIMEOUT, REQUEST_TIMEOUT, Host, Server
from fake_magento.shops import IDLE_TIMEOUT as SHOP_IDLE_TIMEOUT
from fake_magento.shops import Shops

Command = TypeVar("Command", bound=Callable[..., Any])

Prepare = Callable[[FakeMagento, str | None], object]
"""Sees a shop that was made, and its name; `None` is the one at the root."""


class _Option(click.Option):
    """An option that is of use beside the option ``needs`` alone, or makes no sense beside the option ``excludes``."""

    def __init__(self, *declared: Any, needs: str = "", excludes: str = "", **attributes: Any) -> None:
        super().__init__(*declared, **attributes)
        self.needs = needs
        self.excludes = excludes

    @property
    def word(self) -> str:
        """What it is on the command line."""
        return self.opts[0]


class _Command(click.Command):
    """A command that refuses options that do not go together, wherever they are given."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        rest = super().parse_args(ctx, args)
        options = [each for each in self.params if isinstance(each, _Option)]
        given = {each.word for each in options if ctx.params.get(each.name or "") not in (None, False, ())}
        for each in options:
            if each.word in given and each.needs and each.needs not in given:
                ctx.fail(f"{each.word} is of use with {each.needs} alone: add that")
            if each.word in given and each.excludes in given:
                ctx.fail(f"it is {each.word} or {each.excludes}, not both")
        return rest


subcommand = partial(click.command, cls=_Command)
"""Makes a function a command whose options are made by `option`."""

option = partial(click.option, cls=_Option, show_default=True, show_envvar=True)
"""An option of a command, whose help tells its default and its variable; see `_Option` for ``needs`` and ``excludes``."""


def seconds(text: str | float) -> float:
    """The value of an option that is a timeout."""
    try:
        given = float(text)
    except ValueError:
        given = 0.0
    if not 0 < given < 1e6:
        raise click.BadParameter(f"a timeout is a number of seconds, not {text!r}")
    return given


def together(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """The options as one decorator, in the order in which they are given."""

    def add(command: Command) -> Command:
        for each in reversed(options):
            command = each(command)
        return command

    return add


def _held_by(
    holder: type[Any], *options: Callable[[Callable[..., Any]], Callable[..., Any]]
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The options as one decorator; the command gets what they say in its first argument, a dataclass with their names."""
    names = [each.name for each in fields(holder)]

    def add(command: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(command)
        def collected(*positional: Any, **given: Any) -> Any:
            held = holder(**{name: given.pop(name) for name in names})
            return command(*positional, held, **given)

        return together(*options)(collected)

    return add


def listening(port: int) -> Callable[[Command], Command]:
    """The options of a command that listens, on that port unless told otherwise."""
    return together(
        option("--host", default="127.0.0.1", help="Address to listen on."),
        option("--port", type=click.IntRange(0, 65535), default=port, help="Port to listen on, 0 for a free one."),
    )


def flavour(default: str | None, help: str) -> Callable[[Command], Command]:
    """The option that names a flavour."""
    return option("--flavour", type=click.Choice(sorted(FLAVOURS)), default=default, help=help)


@dataclass(frozen=True)
class FakeOptions:
    """How a fake is made and where it listens, as the options of `fake_options` say."""

    host: str
    port: int
    idle_timeout: float
    request_timeout: float
    shop_idle_timeout: float
    fixtures: str | None
    demo: bool
    flavour: FlavourName
    wsi: bool
    validation: Validation
    basic_auth: tuple[str, str] | None
    https: bool
    certificate: str | None
    certificate_key: str | None
    ca_file: str | None

    def make(
        self,
        control_token: str | None = None,
        prepare: Prepare = lambda fake, name: None,
        quiet: bool = False,
    ) -> FakeMagento:
        """The fake, which does not listen yet, and behind it the shops with names, which are like it.

        ``prepare`` is called with each when it is made, and its name. Loading long fixtures is told on stderr unless
        ``quiet``. Raises `CommandError`.
        """

        def made(host: Host, name: str | None) -> FakeMagento:
            fake = FakeMagento(
                flavour=self.flavour,
                wsi=self.wsi,
                validation=self.validation,
                basic_auth=self.basic_auth,
                fixtures=DEMO if self.demo else self.fixtures,
                control_token=control_token,
                server=host,
                progress=told if name is None else untold,
            )
            prepare(fake, name)
            return fake

        server = Server(
            self.host, self.port, Server.unattended, self.idle_timeout, self.request_timeout, self._ssl_context()
        )
        try:
            with progress(SOON, quiet) as told:
                return Shops(server, made, self.shop_idle_timeout).first
        except FixtureError as error:
            raise CommandError(str(error)) from None

    def _ssl_context(self) -> ssl.SSLContext | None:
        from fake_magento import certificates

        try:
            if self.certificate is not None:
                return certificates.load(self.certificate, self.certificate_key)
            return certificates.made_for(self.host, self.ca_file) if self.https else None
        except certificates.CertificateError as error:
            raise CommandError(str(error)) from None


def _basic_auth(context: click.Context, option: click.Parameter, text: str | None) -> tuple[str, str] | None:
    if text is None:
        return None
    user, colon, password = text.partition(":")
    if not colon:
        raise click.BadParameter(f"a login is USER:PASSWORD, not {text!r}")
    return user, password


def fake_options(port: int) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The options by which a fake is made, that listens on that port unless told otherwise; `FakeOptions` holds them."""
    return _held_by(
        FakeOptions,
        listening(port),
        option(
            "--idle-timeout",
            type=seconds,
            default=IDLE_TIMEOUT,
            help="Close a connection on which no request comes for so long.",
        ),
        option(
            "--request-timeout",
            type=seconds,
            default=REQUEST_TIMEOUT,
            help="In which a request must have come, and its answer have been taken.",
        ),
        option(
            "--shop-idle-timeout",
            type=seconds,
            default=SHOP_IDLE_TIMEOUT,
            help="Drop a shop with a name that nobody asks for so long.",
        ),
        option(
            "--fixtures", metavar="FILE", help="YAML or JSON file of the shop: its users, stores, products, orders, …"
        ),
        option("--demo", is_flag=True, excludes="--fixtures", help="Begin with the demo shop."),
        flavour(MAGENTO_1_9.name, "Which server to be like."),
        option("--wsi", is_flag=True, help="V2 in WS-I mode (document/literal), a setting of Magento."),
        option("--validation", type=click.Choice(VALIDATION), default="report", help="Of requests, against the WSDL."),
        option(
            "--https", is_flag=True, excludes="--certificate", help="Speak HTTPS, with a certificate made on the spot."
        ),
        option(
            "--ca-file", metavar="FILE", needs="--https", help="Where to write the CA that clients must trust for that."
        ),
        option(
            "--basic-auth",
            metavar="USER:PASSWORD",
            callback=_basic_auth,
            help="Ask for this login before the shop, as staging servers do.",
        ),
        option("--certificate", metavar="FILE", help="Speak HTTPS with this certificate (PEM), chain included."),
        option(
            "--certificate-key",
            metavar="FILE",
            needs="--certificate",
            help="The certificate's key, where it is not in the same file.",
        ),
    )


@dataclass(frozen=True)
class Trust:
    """Which servers of HTTPS a client believes, as the options of `trust_options` say."""

    cacert: str | None
    insecure: bool

    def ssl_context(self) -> ssl.SSLContext | None:
        """What a client needs for that, ``None`` for what Python does anyway. Raises `CommandError`."""
        if self.insecure:
            return ssl._create_unverified_context()
        if self.cacert is None:
            return None
        try:
            return ssl.create_default_context(cafile=self.cacert)
        except OSError as error:
            raise CommandError(f"{self.cacert}: no certificates of CAs: {error.strerror or error}") from None


trust_options = _held_by(
    Trust,
    option("--cacert", metavar="FILE", help="Believe servers of HTTPS whose CA is in this file (PEM), and no others."),
    option("--insecure", "-k", is_flag=True, excludes="--cacert", help="Believe any server of HTTPS."),
)
"""The options by which a client believes a server; `Trust` holds them."""
