"""`FakeMagento`: what a user holds."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping, Sequence
from types import TracebackType
from typing import Self

from fake_magento.api.registry import core_registry
from fake_magento.app import Application
from fake_magento.calls import Calls, Exchange
from fake_magento.fixtures import Fixtures
from fake_magento.fixtures import load as load_fixtures
from fake_magento.flavour import MAGENTO_1_9, Flavour
from fake_magento.flavour import flavour as as_flavour
from fake_magento.gallery import ImageSource, Products, ProductView, place_images, prepare_images
from fake_magento.server import Server
from fake_magento.state import ACCESS_TO_ALL, ApiUser, AttributeSet, Clock, Shop, Store
from fake_magento.trouble import Plan, Script, Times, Trouble

USERNAME = "apiUser"
API_KEY = "apiKey123"
"""The user that a fresh fake knows."""

DEFAULT_ATTRIBUTE_SET = "Default"


class FakeMagento:
    """A Magento 1 server with a shop of its own, in this process.

    A fresh one has the API user `USERNAME` with the key `API_KEY`, who may call everything, the store view ``default`` (id 1,
    beside ``admin``, id 0), the attribute set ``Default`` (id 4), and no products.

    It listens while it is used as a context manager, or between `start` and `stop`.

    ``flavour`` is ``"magento-1.9"`` or ``"openmage-19"``. ``wsi`` is Magento's setting "WS-I Compliance": V2 then speaks
    document/literal. ``validation`` says what becomes of requests that do not fit the
    WSDL: ``"report"`` keeps the violations with the exchange, ``"strict"`` answers with a fault, ``"off"`` does not look.
    ``fixtures`` is a YAML file to start from; what it lists of users, stores and attribute sets stands instead of the
    defaults. ``host`` and ``port`` are where it listens, port 0 is any free one.

    Raises `ValueError` for an unknown flavour or validation, and `FixtureError` for a broken fixtures file.
    """

    def __init__(
        self,
        *,
        flavour: str | Flavour = MAGENTO_1_9,
        wsi: bool = False,
        validation: str = "report",
        fixtures: str | os.PathLike[str] | None = None,
        host: str = "127.0.0.1",
        port: int = 0,
        server: Server | None = None,
    ) -> None:
        content = None if fixtures is None else load_fixtures(fixtures)
        self.flavour = as_flavour(flavour)
        self.username = USERNAME
        self.api_key = API_KEY
        self._shop = Shop()
        self._registry = core_registry()
        self._script = Script(lambda: self._registry)
        self.calls = Calls(lambda: self._registry, self._shop.sku)
        self._listeners: list[Callable[[Exchange], None]] = [self.calls.add]
        application = Application(self._shop, self._registry, self.flavour, validation, wsi, self._script, self._record)
        self.wsgi_app = application
        self._server = server or Server(host, port, application.respond)
        self._server.respond = application.respond
        self.products = Products(self._shop, lambda: self.url)
        self._fill(content)

    def _fill(self, content: Fixtures | None) -> None:
        """Fill the fresh shop from a file; each section that it lacks gets the default."""
        if content is None or not content.entries("stores"):
            self.add_store("default", id=1, name="Default Store View")
        if content is None or not content.entries("attribute_sets"):
            self.add_attribute_set(DEFAULT_ATTRIBUTE_SET, id=4)
        if content is None or not content.entries("users"):
            self.add_user(USERNAME, API_KEY)
        if content is None:
            return
        content.fill("stores", self.add_store)
        content.fill("attribute_sets", self.add_attribute_set)
        content.fill("users", self.add_user)
        content.fill_products(self.add_product, self.add_images)
        for user in content.entries("users")[:1]:
            self.username, self.api_key = user["name"], user["key"]

    def _record(self, exchange: Exchange) -> None:
        for listener in self._listeners:
            listener(exchange)

    def start(self) -> Self:
        """Listen. Raises `OSError` where the port is taken."""
        self._server.start()
        return self

    def stop(self) -> None:
        """Listen no more; the state stays."""
        self._server.stop()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def url(self) -> str:
        """The shop's address, without a slash at its end."""
        return self._server.url

    @property
    def soap_v1_wsdl(self) -> str:
        """The address of the WSDL of V1."""
        return f"{self.url}/api/soap/?wsdl"

    @property
    def soap_v2_wsdl(self) -> str:
        """The address of the WSDL of V2, in WS-I mode that of WS-I."""
        return f"{self.url}/api/v2_soap/?wsdl"

    @property
    def xmlrpc_url(self) -> str:
        """The address of XML-RPC."""
        return f"{self.url}/api/xmlrpc/"

    @property
    def clock(self) -> Clock:
        """The clock by which sessions expire: ``clock.advance(seconds)`` moves it."""
        return self._shop.clock

    @property
    def session_timeout(self) -> float:
        """Seconds without a call after which a session expires."""
        return self._shop.sessions.timeout

    @session_timeout.setter
    def session_timeout(self, seconds: float) -> None:
        self._shop.sessions.timeout = seconds

    def expire_sessions(self) -> None:
        """Every session is over: the next call in one is answered with fault 5."""
        with self._shop.lock:
            self._shop.sessions.expire_all()

    def fail(
        self,
        on: str | None = None,
        how: str | None = None,
        *,
        product: str | int | None = None,
        fault: int | str | None = None,
        message: str | None = None,
        status: int | None = None,
        content_type: str | None = None,
        redirect: str | None = None,
        delay: float = 0.0,
        times: Times | None = None,
        rate: float | None = None,
        seed: int = 0,
    ) -> Trouble:
        """Script trouble: for the next call, for the next ``times``, for all (``"always"``), or while a ``with`` block lasts.

        It is for the calls of ``on`` (an API path by any alias, a resource, an operation of V2, a function such as
        ``"login"``; ``"wsdl"`` and ``"images"`` are requests of those; all calls unless given) that are about ``product`` (a
        SKU, or an id as a number; any unless given). With ``rate`` it meets such calls at random, a rate of 0.1 every tenth;
        the same ``seed`` meets the same ones.

        What it does is one of these:

        - ``fault``, a code or a name of the API (``104`` or ``"not_created"``), with its own text or ``message``. Session,
          permission and arguments are checked before it, and where they are wrong the call gets their fault instead.
        - ``how``, a key of `fake_magento.trouble.HOWS`: ``"session-lost"``, ``"maintenance"``, ``"html"``, ``"notice"``,
          ``"bom"``, ``"truncated"``, ``"closed"``, ``"cut"``, ``"lost"``.
        - ``status``, that of HTTP, with a web server's page; the call does not take effect.
        - ``content_type``, which the answer has instead of its own.
        - ``redirect``: ``"https"`` redirects plain HTTP to there, ``"slash"`` an address without a slash at its end.

        ``delay`` makes the answer late by that many seconds, alone or with one of them; the call takes effect at once.

        Trouble meets what is a call: what cannot be read as one, or names no operation, is answered as ever. Raises
        `ValueError` for words that mean nothing.
        """
        plan = Plan(on, how, product, fault, message, status, content_type, redirect, delay, times, rate, seed)
        return self._script.add(plan)

    @property
    def trouble(self) -> list[Trouble]:
        """The scripted trouble that may meet calls yet, in its order."""
        return [*self._script]

    def on_call(self, listener: Callable[[Exchange], None]) -> None:
        """Have ``listener`` called with each exchange, once its answer is made; it runs in the server's thread."""
        self._listeners.append(listener)

    def add_store(self, code: str, *, id: int | None = None, name: str | None = None, website: str = "base") -> Store:
        """Add a store view. ``id`` is the next free one unless given. Raises `StateError` where id or code is taken."""
        with self._shop.lock:
            return self._shop.catalogue.add_store(code, id, name, website)

    def add_attribute_set(
        self,
        name: str,
        *,
        id: int | None = None,
        media_gallery: bool = True,
        image_types: Mapping[str, str] | None = None,
    ) -> AttributeSet:
        """Add an attribute set.

        ``media_gallery`` is whether its products support images (without it they answer fault 107), ``image_types`` the
        codes of its image attributes and their scope (``"store"``, ``"website"`` or ``"global"``); ``image``,
        ``small_image`` and ``thumbnail`` unless given. Raises `StateError` where id or name is taken.
        """
        with self._shop.lock:
            return self._shop.catalogue.add_attribute_set(name, id, media_gallery, image_types)

    def add_user(
        self, name: str, key: str, *, resources: str | Collection[str] | None = ACCESS_TO_ALL, active: bool = True
    ) -> ApiUser:
        """Add an API user whose role allows ``resources``.

        That is ``"all"``, or ACL paths such as ``["catalog/product", "catalog/product/media/create"]``, each of which
        allows itself alone; ``None`` is a user without a role, who cannot log in. Raises `StateError` where the name is
        taken.
        """
        with self._shop.lock:
            return self._shop.add_user(name, key, resources, active)

    def add_product(
        self,
        sku: str,
        *,
        id: int | None = None,
        attribute_set: str | int | None = None,
        images: Sequence[ImageSource] = (),
    ) -> ProductView:
        """Add a product with images.

        ``attribute_set`` is the name or id of one, the first of the shop unless given. An image is bytes, a path, or a
        mapping with ``content`` and, where wanted, ``name``, ``label``, ``position``, ``exclude``, ``types`` and
        ``stores``. Raises `StateError` where id or SKU is taken, the set unknown, or an image unusable.
        """
        with self._shop.lock:
            catalogue = self._shop.catalogue
            chosen = catalogue.attribute_set(
                next(iter(catalogue.attribute_sets)) if attribute_set is None else attribute_set
            )
            prepared = prepare_images(self._shop, chosen, images)
            place_images(self._shop, catalogue.add_product(sku, chosen, id), prepared)
            return self.products[sku]

    def add_images(self, sku: str, images: Sequence[ImageSource]) -> None:
        """Give a product more images, as in `add_product`. Raises `KeyError` for an unknown SKU, and `StateError`."""
        with self._shop.lock:
            product = self._shop.catalogue.product_by_sku(sku)
            if product is None:
                raise KeyError(f"no product {sku!r}")
            place_images(self._shop, product, prepare_images(self._shop, product.attribute_set, images))
