"""The WSGI application: which address is whose."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from email.utils import formatdate
from functools import lru_cache, partial
from math import floor
from typing import TYPE_CHECKING, Literal, get_args
from urllib.parse import parse_qsl

from werkzeug.datastructures import EnvironHeaders
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge
from werkzeug.sansio.utils import get_current_url
from werkzeug.wrappers import Request, Response

from fake_magento import pages
from fake_magento.api.call import Call, PerformedCall
from fake_magento.api.declare import Dialect
from fake_magento.api.dispatch import Handler
from fake_magento.api.registry import Registry
from fake_magento.api.request import Request as ApiRequest
from fake_magento.calls import Exchange, HttpRequest
from fake_magento.contract.soap_encoding import SOAP_ENCODING_SCHEMA, SOAP_ENCODING_SCHEMA_FOR_ZEEP
from fake_magento.contract.wsdl import V1_SERVICE, V2_SERVICE, WSI_SERVICE, Service, wsdl
from fake_magento.flavour import Flavour
from fake_magento.hints import hints
from fake_magento.nearest import nearest
from fake_magento.protocols.protocol import CONTENT_TYPE, Protocol
from fake_magento.protocols.soap import SoapProtocol
from fake_magento.protocols.soap_v1 import SoapV1
from fake_magento.protocols.soap_v2 import SoapV2
from fake_magento.protocols.soap_wsi import SoapWsi
from fake_magento.protocols.xmlrpc import XmlRpc
from fake_magento.server import Chunked, Cut
from fake_magento.state import Shop
from fake_magento.state.media import content_type
from fake_magento.trouble import IMAGES, WSDL, Script
from fake_magento.trouble_hooks import TroubleHooks

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

Validation = Literal["report", "strict", "off"]
"""What is done with a request that does not fit the WSDL: it is kept with its exchange, it gets a fault, or nothing."""

VALIDATION: tuple[Validation, ...] = get_args(Validation)
"""All that can be done with it."""

MAX_REQUEST_BYTES = 64 * 1024 * 1024
"""The largest body that is read; a larger one is answered with status 413, as by a web server before Magento."""

CONTROL_PATH = "/__fake__/"
"""Where the fake itself is, beside the shop."""

SOAP_ENCODING_PATH = f"{CONTROL_PATH}soap-encoding.xsd"
"""Where the schema of SOAP's encoding is, which the WSDLs import so that no client asks the web for it."""

HINT = "X-Fake-Magento-Hint"
"""The header in which a page that looks as in a real shop says what the client may have meant."""

_MEDIA_PATH = "/media/catalog/product"
_API_PATH = re.compile(
    r"(?:/index\.php)?/api(?:/(?P<controller>index|soap|v2_soap|xmlrpc)(?:/index(?P<parameters>/.*)?)?)?/?"
)
_API_SCRIPT = "/api.php"
_API_ADDRESSES = ("/api/", "/api/soap/", "/api/v2_soap/", "/api/xmlrpc/", "/api.php", CONTROL_PATH)
"""What a client may have meant by an address that the shop does not have."""
DEFAULT_ADAPTER = "index"
"""The controller, and the adapter, of an address that names none."""
_ADAPTERS = (DEFAULT_ADAPTER, "soap", "v2_soap", "xmlrpc")
_SLASHES = re.compile("/{2,}")
_FIRST_DATE, _LAST_DATE = -62135596800, 253402300799
"""The years 1 and 9999, in seconds since the epoch: what a header ``Date`` can say."""


class _Endpoint:
    """A dialect at its address."""

    def __init__(self, dialect: Dialect, protocol: Protocol) -> None:
        self.dialect = dialect
        self.protocol = protocol


class _SoapEndpoint(_Endpoint):
    """A dialect of SOAP, which has a WSDL with the names of ``service``."""

    def __init__(self, dialect: Dialect, protocol: SoapProtocol, service: Service) -> None:
        super().__init__(dialect, protocol)
        self.contract = protocol.contract
        self.service = service


@lru_cache(maxsize=32)
def _endpoints(flavour: Flavour, registry: Registry, validation: str, wsi: bool) -> dict[str, _Endpoint]:
    """The endpoints by adapter. They hold no state of a shop, so that a process needs one of each and one schema."""

    def endpoint(dialect: Dialect, protocol: type[SoapProtocol], service: Service) -> _SoapEndpoint:
        return _SoapEndpoint(dialect, protocol(flavour, registry.contract(flavour, dialect), validation), service)

    v1 = endpoint("v1", SoapV1, V1_SERVICE)
    v2 = endpoint("wsi", SoapWsi, WSI_SERVICE) if wsi else endpoint("v2", SoapV2, V2_SERVICE)
    return dict(zip(_ADAPTERS, (v1, v1, v2, _Endpoint("xmlrpc", XmlRpc())), strict=True))


@dataclass(frozen=True)
class Route:
    """Where an address leads: the adapter, whether its WSDL is asked for, and the path that the shop itself gives it."""

    adapter: str
    wants_wsdl: bool
    canonical_path: str


@lru_cache(maxsize=64)
def route(path: str, query: str) -> Route | None:
    """Where an address leads, ``None`` where it is none of the API's.

    A parameter of the query asks for the WSDL, or one of the path (``index/wsdl/1``). The script ``api.php`` names its adapter
    in the query; there can be no such adapter.
    """
    given = dict(parse_qsl(query, keep_blank_values=True))
    if path.rstrip("/") == _API_SCRIPT:
        return Route(given.get("type") or DEFAULT_ADAPTER, "wsdl" in given, f"{_API_SCRIPT}/")
    match = _API_PATH.fullmatch(path)
    if match is None:
        return None
    parameters = (match["parameters"] or "").strip("/").split("/")[::2]
    adapter = match["controller"] or DEFAULT_ADAPTER
    return Route(adapter, "wsdl" in given or "wsdl" in parameters, f"/index.php/api/{adapter}/index/")


class Application:
    """Serves one shop in one flavour: SOAP V1 and V2, their WSDLs, XML-RPC, and the image files.

    ``wsi`` is whether V2 speaks as WS-I demands. ``validation`` is ``"report"`` (what a request does against the schema is
    kept with its exchange), ``"strict"`` (it is answered with a fault), or ``"off"``. ``script`` is the trouble that requests
    meet, ``control`` answers what is below `CONTROL_PATH`. Each exchange of the API is given to ``record`` while the shop is
    still the call's own, and then to ``notify``; each request, whatever it is, to ``tell`` once it is answered.

    ``basic_auth`` are name and password that a web server before the shop asks for, ``None`` where it lets all pass.

    A call that came before the shop was reset, restored or loaded and would be answered after that does not take effect; its
    answer is status 503.
    """

    def __init__(
        self,
        shop: Shop,
        registry: Registry,
        flavour: Flavour,
        validation: Validation,
        wsi: bool,
        script: Script,
        record: Callable[[Exchange], None],
        notify: Callable[[Exchange], None],
        tell: Callable[[HttpRequest], None],
        control: Callable[[Request], Response],
    ) -> None:
        if validation not in VALIDATION:
            raise ValueError(f"no validation {validation!r}{nearest(validation, VALIDATION)}")
        self._shop = shop
        self.registry = registry
        self._flavour = flavour
        self._script = script
        self._record = record
        self._notify = notify
        self._tell = tell
        self._control = control
        self._validation = validation
        self._wsi = wsi
        self.basic_auth: tuple[str, str] | None = None

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        return self.respond(Request(environ))(environ, start_response)

    def respond(self, request: Request) -> Response:
        """The response to any request, at the time of the shop's clock."""
        started = time.perf_counter()
        exchange = None
        try:
            response, exchange = self._respond(request)
        except HTTPException as refused:
            response = Response.force_type(refused.get_response(request.environ), request.environ)
        response.headers["Date"] = _date(floor(min(_LAST_DATE, max(_FIRST_DATE, self._shop.clock.now()))))
        told = HttpRequest(
            method=request.method,
            url=_url(request),
            status=_status(response),
            duration=time.perf_counter() - started,
            hint=next((value for name, value in response.headers if name == HINT), None),
            exchange=exchange,
        )
        self._tell(told)
        return response

    def _respond(self, request: Request) -> tuple[Response, Exchange | None]:
        """The response, and the exchange where the request is one with the API."""
        request.max_content_length = MAX_REQUEST_BYTES
        path = _SLASHES.sub("/", request.path)
        if not path.startswith(CONTROL_PATH) and not self._is_let_pass(request):
            unknown = {"WWW-Authenticate": 'Basic realm="shop"', HINT: "the shop asks for its basic_auth"}
            return Response(pages.status_page(401, "Unauthorized"), 401, unknown, content_type=pages.HTML), None
        query = request.query_string.decode("latin-1")
        found = route(path, query)
        if found is None:
            return self._elsewhere(request, path), None
        endpoint = _endpoints(self._flavour, self.registry, self._validation, self._wsi).get(found.adapter)
        if endpoint is None:
            hint = _hint(f"no adapter {found.adapter!r}", found.adapter, _ADAPTERS)
            return Response(pages.NO_ADAPTER, headers=hint, content_type=pages.HTML), None
        if found.wants_wsdl and isinstance(endpoint, _SoapEndpoint):
            address = found.canonical_path if self._flavour.address_is_canonical else path
            return self._with_trouble(WSDL, request, lambda: self._wsdl(endpoint, request, address, query)), None
        return self._exchange(endpoint, request)

    def _is_let_pass(self, request: Request) -> bool:
        if self.basic_auth is None:
            return True
        given = request.authorization
        return given is not None and given.type == "basic" and (given.username, given.password) == self.basic_auth

    def _elsewhere(self, request: Request, path: str) -> Response:
        """The response to a request for an address that is none of the API's."""
        if path.startswith(_MEDIA_PATH):
            return self._with_trouble(IMAGES, request, lambda: self._image(path.removeprefix(_MEDIA_PATH)))
        if path == SOAP_ENCODING_PATH:
            is_zeep = request.user_agent.string.startswith("Zeep/")
            schema = SOAP_ENCODING_SCHEMA_FOR_ZEEP if is_zeep else SOAP_ENCODING_SCHEMA
            return Response(schema, content_type=CONTENT_TYPE)
        if path.startswith(CONTROL_PATH):
            return self._control(request)
        hint = _hint("no such address", path.removeprefix("/index.php"), _API_ADDRESSES)
        return Response(pages.NOT_FOUND, 404, hint, content_type=pages.HTML)

    def _exchange(self, endpoint: _Endpoint, request: Request) -> tuple[Response, Exchange | None]:
        """The response of the API, and the exchange where the request came to it."""
        restored = self._shop.restored
        try:
            body = request.get_data()
        except RequestEntityTooLarge:
            return Response(pages.TOO_LARGE, 413, {"Connection": "close"}, content_type=pages.HTML), None
        with self._shop.lock:
            if self._shop.restored != restored:
                page = pages.status_page(503, "Service Unavailable")
                return Response(page, 503, {"Connection": "close"}, content_type=pages.HTML), None
            response, exchange, hooks = self._call(endpoint, request, body)
            self._record(exchange)
        self._notify(exchange)
        hooks.wait()
        return response, exchange

    def _with_trouble(self, name: str, request: Request, respond: Callable[[], Response]) -> Response:
        """The response to a request that is no call, as the trouble on ``name`` leaves it."""
        hooks = TroubleHooks(self._script, self._shop, request)
        hooks.address(name)
        hooks.wait()
        return hooks.ends(hooks.instead or respond())

    def _wsdl(self, endpoint: _SoapEndpoint, request: Request, path: str, query: str) -> Response:
        """The WSDL for clients that post to this path. Of the query V1 keeps all but ``wsdl`` in it, V2 the ``type`` alone."""
        base_url = _base_url(request)
        is_v1 = endpoint.service is V1_SERVICE
        kept = "&".join(
            pair
            for pair in query.split("&")
            for name in [pair.partition("=")[0]]
            if (name != "wsdl" if is_v1 else name == "type")
        )
        address = base_url + path + (f"?{kept}" if kept else "")
        encoding_schema = base_url + SOAP_ENCODING_PATH
        document = wsdl(self._flavour, endpoint.service, endpoint.contract, address, encoding_schema)
        return Response(document, content_type=CONTENT_TYPE)

    def _call(self, endpoint: _Endpoint, request: Request, body: bytes) -> tuple[Response, Exchange, TroubleHooks]:
        """The response to a call, the exchange, and what it met."""
        at, started = time.time(), time.perf_counter()
        asked = ApiRequest(self._shop, self._flavour, endpoint.dialect, _base_url(request))
        hooks = TroubleHooks(self._script, self._shop, request, isinstance(endpoint, _SoapEndpoint))
        handler = Handler(self.registry, asked, hooks)
        answer = endpoint.protocol.answer(body, handler)
        hooks.passes(answer.operation, answer.path)
        kind = Response if answer.body else Chunked  # only XML-RPC's page for an error of PHP's is empty
        made = kind(answer.body, answer.status, [("Content-Type", answer.content_type)])
        response = hooks.ends(hooks.instead or made)
        performed = handler.calls[-1] if handler.calls and not answer.is_many else None  # behind those of a header
        exchange = Exchange(
            operation=answer.operation,
            path=performed.path if performed else answer.path,
            arguments=performed.arguments if performed else answer.arguments,
            about=performed.about if performed else {},
            value=answer.value,
            fault=answer.fault,
            duration=time.perf_counter() - started,
            dialect=endpoint.dialect,
            url=_url(request),
            method=request.method,
            headers=_headers(request),
            session=performed.session_id or None if performed else None,
            user=asked.user.name if asked.user else None,
            status=_status(response),
            trouble=hooks.names(),
            is_scripted=performed is not None and hooks.is_scripted(performed),
            at=at,
            request=body,
            response=response.sent_data if isinstance(response, Cut) else response.get_data(),
            parts=[],
            _violations=endpoint.protocol.violations,
            _hints=partial(hints, self.registry, self._shop, self._flavour, endpoint.dialect),
        )
        exchange.parts += _parts(exchange, hooks, performed.parts if performed else handler.calls)
        return response, exchange, hooks

    def _image(self, file: str) -> Response:
        with self._shop.lock:
            content = self._shop.media.read(file)
            hint = {} if content is not None else _hint("no such image", file, self._shop.media.files())
        if content is None:
            return Response(pages.NOT_FOUND, 404, hint, content_type=pages.HTML)
        return Response(content, headers={"X-Content-Type-Options": "nosniff"}, content_type=content_type(file))


def _base_url(request: Request) -> str:
    """The shop's address, as the client calls it."""
    return f"{request.scheme}://{request.host}{request.root_path}"


def _url(request: Request) -> str:
    """The whole address of the request, as a browser shows it."""
    return _whole_url(request.scheme, request.host, request.root_path, request.path, request.query_string)


_whole_url = lru_cache(maxsize=64)(get_current_url)  # clients call few addresses


def _headers(request: Request) -> EnvironHeaders:
    """The headers of the request, without what else its environment keeps alive: streams, and the request itself."""
    return EnvironHeaders({name: value for name, value in request.environ.items() if type(value) is str})


@lru_cache(maxsize=4)
def _date(seconds: int) -> str:
    """Seconds since the epoch as a header says them."""
    return formatdate(seconds, usegmt=True)


def _parts(exchange: Exchange, hooks: TroubleHooks, calls: Iterable[PerformedCall]) -> list[Exchange]:
    """The calls that the exchange held, as exchanges of their own."""
    return [
        replace(
            exchange,
            **{each.name: getattr(call, each.name) for each in fields(Call)},
            session=call.session_id or None,
            trouble=hooks.names(call),
            is_scripted=hooks.is_scripted(call),
            parts=_parts(exchange, hooks, call.parts),
        )
        for call in calls
    ]


def _status(response: Response) -> int | None:
    """The status that the client sees; ``None`` where the connection is closed before."""
    return None if isinstance(response, Cut) and response.sent is None else response.status_code


def _hint(problem: str, name: str, names: Iterable[str]) -> dict[str, str]:
    """The header that says what may have been meant."""
    return {HINT: (problem + nearest(name, names)).encode("ascii", "backslashreplace").decode()}
