"""`FakeMagento`: what a user holds."""

from __future__ import annotations

import json
import logging
import os
import ssl
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from inspect import signature
from types import TracebackType
from typing import Any, Never, Self, TypeVar

from fake_magento.api.call import About
from fake_magento.api.declare import FaultTable
from fake_magento.api.dispatch import FUNCTIONS
from fake_magento.api.extension import method_of, own_resource
from fake_magento.api.registry import core_registry
from fake_magento.api.types import Array, Simple, Struct, Type
from fake_magento.app import Application, Validation
from fake_magento.calls import Calls, Exchange, HttpRequest, with_parts
from fake_magento.checks import check_callable, check_kind, check_seconds
from fake_magento.control import Control
from fake_magento.entities import (
    KINDS,
    Attributes,
    AttributeSets,
    Categories,
    Config,
    CustomerGroups,
    Customers,
    Entities,
    Orders,
    OrderStatuses,
    Products,
    ProductView,
    Stores,
    Tags,
    Users,
)
from fake_magento.fixtures import Fixtures, document
from fake_magento.fixtures import dump as dump_fixtures
from fake_magento.fixtures import load as load_fixtures
from fake_magento.fixtures import loads as loads_fixtures
from fake_magento.flavour import MAGENTO_1_9, Flavour, FlavourName
from fake_magento.flavour import flavour as as_flavour
from fake_magento.gallery import ImageSource
from fake_magento.nearest import nearest
from fake_magento.progress import Progress, untold
from fake_magento.server import IDLE_TIMEOUT, NOWHERE, REQUEST_TIMEOUT, Host, Server
from fake_magento.state import ACCESS_TO_ALL, ApiUser, AttributeSet, Clock, Randomness, Shop, Snapshot, Store
from fake_magento.state.clock import Moment
from fake_magento.trouble import ADDRESSES, How, Plan, Redirect, Script, Times, Trouble

Function = TypeVar("Function", bound=Callable[..., Any])
Told = TypeVar("Told")

_log = logging.getLogger(__name__)

USERNAME = "apiUser"
API_KEY = "apiKey123"
"""The user that a fresh fake knows."""


class FakeMagento:
    """A Magento 1 server with a shop of its own, in this process.

    A fresh one has the API user `USERNAME` with the key `API_KEY`, who may call everything, the store view ``default`` (id 1,
    beside ``admin``, id 0), the attribute set ``Default`` (id 4), and no products.

    It listens while it is used as a context manager, or between `start` and `stop`.

    ``flavour`` is ``"magento-1.9"`` or ``"openmage-19"``. ``wsi`` is Magento's setting "WS-I Compliance": V2 then speaks
    document/literal. ``validation`` says what becomes of requests that do not fit the WSDL: ``"report"`` keeps the violations
    with the exchange, ``"strict"`` answers with a fault, ``"off"`` does not look. ``fixtures`` is a file to start from, YAML
    or JSON; what it lists of users, stores and attribute sets stands instead of the defaults. ``host`` and ``port`` are where
    it listens, port 0 is any free one. ``idle_timeout`` is after how many seconds a connection is closed on which no request
    comes, ``request_timeout`` in how many a request must have come, and its answer have been taken. ``control_token`` is what
    requests to the control over HTTP must carry; without one it is off where ``host`` is not this machine alone. With an
    ``ssl_context``, such as `fake_magento.certificates` has, it speaks HTTPS.
    ``basic_auth`` is what the property of that name is at first.

    ``time`` is what the shop's clock shows (as `Clock.set` takes it), at which it then stands still until it is moved;
    ``seed`` makes what is random in the shop the same each time.

    ``allow_faults`` are faults that are wanted for as long as it lives, each as `allow_fault` takes it.

    ``progress`` is told how far loading the fixtures is, as in `load`.

    ``calls`` are what was called, ``products`` the catalogue, ``wsgi_app`` is the WSGI application.

    Raises `ValueError` for an unknown flavour or validation, or a port that is none, `FixtureError` for a broken fixtures
    file, and `TypeError` for another word, which names the one that is meant.
    """

    def __init__(
        self,
        *,
        flavour: FlavourName | Flavour = MAGENTO_1_9,
        wsi: bool = False,
        validation: Validation = "report",
        fixtures: str | os.PathLike[str] | None = None,
        host: str = "127.0.0.1",
        port: int = 0,
        idle_timeout: float = IDLE_TIMEOUT,
        request_timeout: float = REQUEST_TIMEOUT,
        control_token: str | None = None,
        ssl_context: ssl.SSLContext | None = None,
        basic_auth: tuple[str, str] | None = None,
        time: Moment | None = None,
        seed: int | str | None = None,
        allow_faults: Collection[int | str] = (),
        server: Host | None = None,
        progress: Progress = untold,
        **unknown: Never,
    ) -> None:
        for word in unknown:
            known = [name for name in signature(FakeMagento).parameters if name != "unknown"]
            raise TypeError(f"FakeMagento takes no {word!r}{_STRICT if word == 'strict' else nearest(word, known)}")
        check_kind("wsi", wsi, bool, "true or false")
        check_kind("host", host, str, "text")
        check_seconds("idle_timeout", idle_timeout)
        check_seconds("request_timeout", request_timeout)
        check_kind("control_token", control_token, (str, type(None)), "text")
        if control_token == "":
            raise ValueError("control_token is text that others do not know, not ''")
        check_kind("ssl_context", ssl_context, (ssl.SSLContext, type(None)), "an ssl.SSLContext")
        content = None if fixtures is None else load_fixtures(fixtures, progress)
        self.flavour = as_flavour(flavour)
        self._shop = Shop()
        self._time, self._seed = time, seed
        self._script = Script(lambda: self.wsgi_app.registry, self._shop.lock)
        self.calls = Calls(lambda: self.wsgi_app.registry, self._shop.subjects)
        self._of_calls: list[Callable[[Exchange], None]] = []
        self._of_requests: list[Callable[[HttpRequest], None]] = []
        self.wsgi_app = Application(
            self._shop,
            core_registry(),
            self.flavour,
            validation,
            wsi,
            self._script,
            self.calls.add,
            partial(_notify, self._of_calls),
            partial(_notify, self._of_requests),
            Control(self, control_token).respond,
        )
        self._basic_auth = self.basic_auth = basic_auth
        self._server: Host = server or Server(
            host, port, self.wsgi_app.respond, idle_timeout, request_timeout, ssl_context
        )
        self._server.respond = self.wsgi_app.respond
        self.users = Users(self._shop, self._url)
        self.config = Config(self._shop, self._url)
        self.stores = Stores(self._shop, self._url)
        self.attribute_sets = AttributeSets(self._shop, self._url)
        self.attributes = Attributes(self._shop, self._url)
        self.categories = Categories(self._shop, self._url)
        self.customer_groups = CustomerGroups(self._shop, self._url)
        self.products = Products(self._shop, self._url)
        self.customers = Customers(self._shop, self._url)
        self.tags = Tags(self._shop, self._url)
        self.order_statuses = OrderStatuses(self._shop, self._url)
        self.orders = Orders(self._shop, self._url)
        self._kinds = tuple(getattr(self, kind.section) for kind in KINDS)
        check_kind("allow_faults", allow_faults, (list, tuple, set, frozenset), "a list")
        self._always_allowed = [self._script.fault_code(fault, None) for fault in allow_faults]
        self._allowed = [*self._always_allowed]
        self._fill(content)
        self._as_made = self._shop.snapshot()

    def _fill(self, content: Fixtures | None) -> None:
        """Fill the fresh shop from a file; each section that it lacks gets the default."""
        if self._time is not None:
            self._shop.clock.freeze(self._time)
        self._shop.random.seed(self._seed)
        self._shop.credentials = USERNAME, API_KEY
        if content is None or not content.entries("users"):
            self.users.add(USERNAME, API_KEY)
        if content is None:
            return
        for kind in self._kinds:
            if content.entries(kind.section):
                kind.make_way()
        for kind in self._kinds:
            content.fill(kind)
        for user in content.entries("users")[:1]:
            self._shop.credentials = user["name"], user["key"]

    def __repr__(self) -> str:
        where = "" if self.url == NOWHERE else f" at {self.url}"
        listens = "" if self._server.is_running() else " that does not listen"
        return f"<FakeMagento {self.flavour.name}{listens}{where}>"

    def start(self) -> Self:
        """Listen, at the same port as before it was stopped. Raises `OSError`, which names both, where that cannot be."""
        if not self._server.is_running():
            self._server.start()
        return self

    def stop(self) -> None:
        """Listen no more, until it is started again; the state stays. Takes two seconds at most."""
        self._server.stop()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def username(self) -> str:
        """The name of an API user: of the first in the fixtures file, where there is one."""
        return self._shop.credentials[0]

    @property
    def api_key(self) -> str:
        """That user's key."""
        return self._shop.credentials[1]

    def _url(self) -> str:
        return self.url

    @property
    def url(self) -> str:
        """The shop's address, without a slash at its end.

        A fake that was stopped keeps it, as it listens there when it is started again; one that never listened on a port has
        ``http://magento.test``, a name that no network knows.
        """
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
    def basic_auth(self) -> tuple[str, str] | None:
        """Name and password that a web server before the shop asks for, as shops have it that are no public ones yet.

        Requests without them are answered with status 401 and never reach the shop; those to the control do not need them.
        ``None``, which it is unless set, lets all requests pass. Raises `ValueError` where it is set to what is neither.
        """
        return self.wsgi_app.basic_auth

    @basic_auth.setter
    def basic_auth(self, given: tuple[str, str] | None) -> None:
        self.wsgi_app.basic_auth = None if given is None else _credentials(given)

    @property
    def clock(self) -> Clock:
        """The shop's clock, by which sessions expire and which all times in answers are of.

        ``clock.advance(seconds)`` and ``clock.set("2026-01-02 03:04:05")`` move it, ``clock.freeze()`` stops it.
        """
        return self._shop.clock

    @property
    def random(self) -> Randomness:
        """What is random in the shop, such as ids of sessions: ``random.seed(7)`` makes it the same each time."""
        return self._shop.random

    @property
    def session_timeout(self) -> float:
        """Seconds without a call after which a session expires."""
        return self._shop.sessions.timeout

    @session_timeout.setter
    def session_timeout(self, seconds: float) -> None:
        check_seconds("session_timeout", seconds)
        self._shop.sessions.timeout = seconds

    def expire_sessions(self) -> None:
        """Every session is over: calls in one are answered with fault 5."""
        with self._shop.lock:
            self._shop.sessions.expire_all()

    def fail(
        self,
        on: str | None = None,
        how: How | None = None,
        *,
        product: str | int | None = None,
        about: About | None = None,
        fault: int | str | None = None,
        message: str | None = None,
        status: int | None = None,
        content_type: str | None = None,
        redirect: Redirect | None = None,
        headers: Mapping[str, str] | None = None,
        delay: float = 0.0,
        times: Times | None = None,
        rate: float | None = None,
        seed: int = 0,
    ) -> Trouble:
        """Script trouble: for the next call, for the next ``times``, for all (``"always"``), or while a ``with`` block lasts.

        It is for the calls of ``on`` (an API path by any alias, a resource, an operation of V2, a function such as
        ``"login"``; ``"wsdl"`` and ``"images"`` are requests of those; all calls unless given) that are ``about`` something,
        such as ``{"order": "100000001"}``, or ``product`` for short (a SKU, or an id as a number). With ``rate`` it meets such
        calls at random, a rate of 0.1 every tenth; the same ``seed`` meets the same ones.

        What it does is one of these:

        - ``fault``, a code or a name of the API (``104`` or ``"not_created"``), with its own text or ``message``. Session,
          permission and the number of arguments are checked before it, and where they are wrong the call gets that fault;
          what the method itself would find, such as an unknown product, is not.
        - ``fault``, one of SOAP's own layer (``"WSDL"``, ``"SOAP-ENV:Server"``, ``"SOAP-ENV:Client"``, ``"Sender"``), with its
          own text or ``message``, and status 500 or ``status``. Calls over XML-RPC meet it not; the call does not take effect.
        - ``how``, a key of `fake_magento.trouble.HOWS`: ``"session-lost"``, ``"maintenance"``, ``"html"``, ``"notice"``,
          ``"bom"``, ``"trailing"``, ``"truncated"``, ``"empty"``, ``"closed"``, ``"cut"``, ``"lost"``.
        - ``status``, that of HTTP, with a web server's page; the call does not take effect.
        - ``content_type``, which the answer has instead of its own.
        - ``redirect``: ``"https"`` redirects plain HTTP to there, ``"slash"`` an address without a slash at its end.

        ``delay`` makes the answer late by that many seconds; the call takes effect at once. ``headers`` are more headers that
        the answer has, or has otherwise. Both come alone or with one of them.

        Troubles are met in their order, one a request; delays and headers alone come on top. A request that holds no call that
        could be understood meets what is for all calls. Raises `ValueError` for words that mean nothing.
        """
        plan = Plan(
            on, how, product, about, fault, message, status, content_type, redirect, headers, delay, times, rate, seed
        )
        return self._script.add(plan)

    def assert_called(
        self,
        name: str,
        *,
        times: int | None = None,
        product: str | int | None = None,
        about: About | None = None,
        arguments: Mapping[str, Any] | None = None,
    ) -> list[Exchange]:
        """The calls of ``name``; see `Calls.assert_called`, which tells what did come where that is not what was asked."""
        __tracebackhide__ = True
        return self.calls.assert_called(name, times=times, product=product, about=about, arguments=arguments)

    def assert_not_called(
        self,
        name: str,
        *,
        product: str | int | None = None,
        about: About | None = None,
        arguments: Mapping[str, Any] | None = None,
    ) -> None:
        """Raises `AssertionError` where ``name`` was called; see `Calls.assert_not_called`."""
        __tracebackhide__ = True
        self.calls.assert_not_called(name, product=product, about=about, arguments=arguments)

    def allow_fault(self, fault: int | str, on: str | None = None) -> None:
        """Let `assert_clean` take calls that were answered with this fault for what is wanted.

        It is a code or a name of the API, or a code that somebody else answers with, such as PHP's ``"SOAP-ENV:Client"``. It
        holds until the fake is reset.

        ``on`` is what was called, as in `fail`; any call unless given. Raises `ValueError` for words that mean nothing.
        """
        self._allowed.append(self._script.fault_code(fault, on))

    def problems(self) -> list[str]:
        """What is not as it should be after a test, in words.

        That is each request that does not fit the WSDL; each fault that was neither scripted (`fail`, `expire_sessions`, the
        clock) nor allowed (`allow_fault`), but for fault 5 in sessions that `reset`, `restore` or `load` took away; and each
        scripted trouble that has not met the calls that it was for.
        """
        found = []
        for number, exchange in enumerate(self.calls, 1):
            found += [f"call {number} violates the contract: {violation}" for violation in exchange.violations]
            for each in with_parts([exchange]) if exchange.fault is None else [exchange]:  # its parts share its fault
                if each.fault and not each.is_scripted and not self._is_allowed(each, each.fault[0]):
                    found.append(f"call {number} has an unexpected fault: {each.summary()}")
        return found + [f"scripted trouble is left: {trouble!r}" for trouble in self._script.left()]

    def _is_allowed(self, exchange: Exchange, code: str) -> bool:
        return any(code == allowed and (on is None or exchange.is_of(on)) for allowed, on in self._allowed)

    def assert_clean(self) -> None:
        """Raises `AssertionError` that lists the `problems` and what was called, where there are any."""
        __tracebackhide__ = True
        found = self.problems()
        if found:
            listed = "".join(f"\n  {problem}" for problem in found)
            raise AssertionError(f"the fake is left with problems:{listed}\nWhat was called:\n{self.calls}")

    @property
    def trouble(self) -> tuple[Trouble, ...]:
        """The scripted trouble that may meet calls yet, in its order."""
        return (*self._script,)

    def clear_trouble(self) -> None:
        """All scripted trouble is over and forgotten."""
        self._script.clear()

    def on_call(self, listener: Callable[[Exchange], None]) -> None:
        """Have ``listener`` called with each exchange, once its answer is made; it runs in the server's thread."""
        check_callable("a listener", listener)
        self._of_calls.append(listener)

    def on_request(self, listener: Callable[[HttpRequest], None]) -> None:
        """Have ``listener`` called with each request of HTTP once it is answered, whatever it asks for.

        Calls are among them, and so are WSDLs, images, addresses that the shop does not have, and the control. It runs in the
        server's thread.
        """
        check_callable("a listener", listener)
        self._of_requests.append(listener)

    def snapshot(self) -> Snapshot:
        """All of the shop's state, for `restore`: catalogue, images, users, sessions, and the clock."""
        return self._shop.snapshot()

    def restore(self, snapshot: Snapshot) -> None:
        """Make the shop what it was when the snapshot was taken. Calls and scripted trouble stay.

        Calls that have come and are not answered yet do not take effect, as in `reset`. Raises `ValueError` for what is no
        snapshot.
        """
        if not isinstance(snapshot, Snapshot):
            raise ValueError(f"restore takes what snapshot gave, not {snapshot!r}")
        self._shop.restore(snapshot)

    def reset(self) -> None:
        """Make the fake what it was when it was made, with its fixtures, and forget calls, trouble and what `allow_fault` said.

        Calls that have come and are not answered yet do not take effect; their answer is status 503. Methods of the shop's own
        and listeners stay.
        """
        with self._shop.lock:
            self._shop.restore(self._as_made)
            self._script.clear()
            self._allowed = [*self._always_allowed]
            self.calls.clear()
            self.basic_auth = self._basic_auth

    def load(self, fixtures: str | os.PathLike[str], progress: Progress = untold) -> None:
        """Make the shop what a fixtures file says, as at the start. Raises `FixtureError`; the shop stays as it was then.

        ``progress`` is told what is being done, how much of it is done, and of how much, as often as that changes.
        """
        self._load(load_fixtures(fixtures, progress))

    def loads(self, document: str) -> None:
        """Make the shop what a document of JSON says, as `load` does. Its images have ``base64``, files are not read."""
        self._load(loads_fixtures(document, "document"))

    def add_entries(self, document: str) -> None:
        """Add what a document of JSON says to what the shop holds. Raises `FixtureError`; the shop stays as it was then."""
        content = loads_fixtures(document, "document")
        with self._shop.lock:
            before = self._shop.snapshot()
            try:
                for kind in self._kinds:
                    content.fill(kind)
            except BaseException:
                self._shop.restore(before)
                raise

    def add_entry(self, section: str, document: str) -> dict[str, str | int]:
        """Add one of a kind, by an entry of that section as JSON; its name, in the words of the entry, and its id.

        An order's name is its ``increment_id``; what has no id is told without. Raises `FixtureError`, as `add_entries` does.
        """
        kind = next(each for each in self._kinds if each.section == section)
        entry = json.loads(document)
        with self._shop.lock:
            self.add_entries(json.dumps({section: [entry]}))
            return _made(self._shop, kind, entry)

    def _load(self, content: Fixtures) -> None:
        with self._shop.lock:
            before = self._shop.snapshot()
            self._shop.clear()
            try:
                self._fill(content)
            except BaseException:
                self._shop.restore(before)
                raise

    def dump(self, path: str | os.PathLike[str]) -> None:
        """Write a fixtures file of the shop, JSON where its suffix says so and else YAML, with its images in it as base64.

        Of it `load` makes what every store view shows of the shop now. Sessions are no part of it, nor are carts, details of
        the stock, passwords of customers, and the names that removed files had; `snapshot` keeps all of it.
        """
        with self._shop.lock:
            dump_fixtures(self._kinds, path)

    def dumps(self) -> str:
        """The same as a document of JSON."""
        with self._shop.lock:
            return json.dumps(document(self._kinds))

    def add_resource(
        self,
        name: str,
        *,
        title: str = "",
        aliases: Sequence[str] = (),
        acl: str | None = None,
        faults: Mapping[str, tuple[int, str]] | None = None,
    ) -> None:
        """Add a resource of the shop's own, for `method` to add methods to.

        ``acl`` is the path that a user's role needs for it, none unless given; ``faults`` are by name their code and text, as
        ``resourceFaults`` lists them. Raises `ValueError` where name or alias is taken.
        """
        check_kind("aliases", aliases, (list, tuple), "a list")
        for each in (name, *aliases):
            check_kind("the name of a resource", each, str, "text")
        check_kind("the title of a resource", title, str, "text")
        check_kind("acl", acl, (str, type(None)), "text, a path")
        check_kind("faults", {} if faults is None else faults, Mapping, "a mapping")
        for key in faults or ():
            check_kind("the name of a fault", key, str, "text")
        registry = self.wsgi_app.registry
        for each in (name, *aliases):
            self._check_free(each)
            if registry.resource(each) is not None:
                raise ValueError(f"there is a resource {each!r} already")
        self.wsgi_app.registry = registry.extended(own_resource(name, title, aliases, acl, faults))

    def method(
        self,
        path: str,
        *,
        title: str = "",
        acl: str | None = None,
        types: Mapping[str, Type] | None = None,
        returns: Type | None = None,
        operation: str | None = None,
    ) -> Callable[[Function], Function]:
        """Make the decorated function a method of the API, at ``path`` (``resource.method``).

        The resource is one that the server has or lists (a method of that name is replaced), one of `add_resource`, or a new
        one. The function's parameters are the method's; those with a default may be left out. It gets values of PHP (text,
        numbers, booleans, ``None``, lists, mappings), returns such, and may raise `fake_magento.Fault` with a code and, where
        the resource's table does not have it, a text. Any other exception is fault 1, and on the log. The shop is its own
        while it runs.

        ``acl`` is the path that a user's role needs, none unless given. V1 and XML-RPC know any method, V2 and WS-I those with
        ``types`` of all parameters and the type that it ``returns``: `STRING`, `INT`, `BOOLEAN`, `DOUBLE`, a `Struct`, an
        `Array`. ``operation`` is its name there, made of the path unless given (``custom.ping`` is ``customPing``).

        Raises `ValueError` for what cannot be declared, or where the name of an operation or a type is taken.
        """
        name, _, method_name = path.partition(".") if isinstance(path, str) else ("", "", "")
        if not name or not method_name:
            raise ValueError(f"a method is at resource.method, such as 'custom.ping', not at {path!r}")

        check_kind("the title of a method", title, str, "text")
        check_kind("acl", acl, (str, type(None)), "text, a path")
        check_kind("operation", operation, (str, type(None)), "text")
        check_kind("types", {} if types is None else types, Mapping, "a mapping")
        for each in (*(types or {}).values(), *(() if returns is None else (returns,))):
            check_kind("a type", each, (Simple, Struct, Array), "STRING, INT, BOOLEAN, DOUBLE, a Struct or an Array")

        def add(function: Function) -> Function:
            check_callable("a method of the API", function)
            registry = self.wsgi_app.registry
            self._check_free(name)
            resource = registry.resource(name) or own_resource(name)
            made = method_of(
                function,
                method_name,
                lambda: self._faults_of(resource.name),
                title=title or method_name,
                acl=acl,
                types=types,
                returns=returns,
                operation=operation,
            )
            self.wsgi_app.registry = registry.extended(
                replace(resource, methods={**resource.methods, method_name: made})
            )
            return function

        return add

    def _check_free(self, name: str) -> None:
        if name in ADDRESSES or name in FUNCTIONS:
            raise ValueError(f"{name!r} means something else where calls are named")

    def _faults_of(self, name: str) -> FaultTable:
        resource = self.wsgi_app.registry.resource(name)
        return resource.faults if resource else {}

    def add_store(
        self,
        code: str,
        *,
        id: int | None = None,
        name: str | None = None,
        website: str = "base",
        sort_order: int = 0,
    ) -> Store:
        """Short for ``fake.stores.add``."""
        return self.stores.add(code, id=id, name=name, website=website, sort_order=sort_order)

    def add_attribute_set(
        self,
        name: str,
        *,
        id: int | None = None,
        media_gallery: bool = True,
        image_types: Mapping[str, str] | None = None,
    ) -> AttributeSet:
        """Short for ``fake.attribute_sets.add``."""
        return self.attribute_sets.add(name, id=id, media_gallery=media_gallery, image_types=image_types)

    def add_user(
        self, name: str, key: str, *, resources: str | Collection[str] | None = ACCESS_TO_ALL, active: bool = True
    ) -> ApiUser:
        """Short for ``fake.users.add``."""
        return self.users.add(name, key, resources=resources, active=active)

    def add_product(
        self,
        sku: str,
        *,
        id: int | None = None,
        attribute_set: str | int | None = None,
        images: Sequence[ImageSource] = (),
    ) -> ProductView:
        """Short for ``fake.products.add``."""
        return self.products.add(sku, id=id, attribute_set=attribute_set, images=images)

    def add_products(
        self,
        count: int,
        *,
        sku: str = "sku-{}",
        attribute_set: str | int | None = None,
        images: int | Callable[[int], Sequence[ImageSource]] = 0,
    ) -> list[ProductView]:
        """Short for ``fake.products.add_many``."""
        return self.products.add_many(count, sku=sku, attribute_set=attribute_set, images=images)

    def add_images(self, sku: str, images: Sequence[ImageSource]) -> None:
        """Short for ``fake.products.add_images``."""
        self.products.add_images(sku, images)


_STRICT = (
    "; validation='strict' refuses requests that do not fit the WSDL, and assert_clean() fails over all that a test "
    "left behind, as strict=True of pytest's marker does"
)

_FOUND_BY_ID = ("categories", "customers", "orders", "products", "tags")
"""The kinds of things whose names others can have, too, or that the shop gives a name."""


def _made(shop: Shop, kind: Entities[Any], entry: Mapping[str, Any]) -> dict[str, str | int]:
    """The name and id of what was made by an entry just now."""
    if kind.section == "orders" and "rows" in entry:
        number = entry["rows"]["sales_flat_order"][0]["increment_id"]
        row = shop.table("sales_flat_order").find(increment_id=number)
        assert row is not None
        return {"increment_id": number, "id": row["entity_id"]}
    name = "increment_id" if kind.section == "orders" else next(iter(kind.shape.keys))
    if kind.section in _FOUND_BY_ID:
        table = shop.table(kind.table)
        id = entry.get("id", table.next_id - 1)
        return {name: str(table[id].get(name, entry.get(name))), "id": id}
    given = str(entry[name])
    found = getattr(kind.get(given), "id", None)
    return {name: given} | ({} if found is None else {"id": found})


def _credentials(given: Sequence[str]) -> tuple[str, str]:
    """Name and password. Raises `ValueError` for what HTTP cannot say."""
    is_pair = isinstance(given, (tuple, list)) and len(given) == 2 and all(isinstance(each, str) for each in given)
    if not is_pair or ":" in given[0]:
        raise ValueError(f"basic_auth is a name without a colon and a password, both text, not {given!r}")
    return given[0], given[1]


def _notify(listeners: Iterable[Callable[[Told], None]], told: Told) -> None:
    for listener in listeners:
        try:
            listener(told)
        except Exception:  # who listens does not decide what is answered
            _log.exception("a listener failed")
