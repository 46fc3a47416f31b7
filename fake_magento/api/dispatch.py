"""From a call to a value or a fault: session, path, permission, then the resource's method."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fake_magento import php
from fake_magento.api.call import CallHooks, Interruption, PerformedCall
from fake_magento.api.declare import GLOBAL_FAULTS, Arg, Fault, FaultTable, Method, Resource
from fake_magento.api.registry import Registry
from fake_magento.api.request import Request

_log = logging.getLogger(__name__)

_HANDLER = "Mage_Api_Model_Server_Handler_Abstract"
_EMPTY: list[Any] = []
_SESSION_ID = "sessionId"


@dataclass(frozen=True)
class Function:
    """A function of the server: V1 and XML-RPC call it by name, with its arguments by position.

    ``method`` runs it, ``parameters`` are their names and types in XML-RPC's words, of which the last ``optional`` may be
    left out; ``help`` and ``returns`` (types between ``|``) are what ``system.methodHelp`` and ``system.methodSignature`` tell.
    """

    method: str
    help: str
    parameters: dict[str, str]
    returns: str
    optional: int = 0

    @property
    def needed(self) -> int:
        """How many arguments a call must have."""
        return len(self.parameters) - self.optional


FUNCTIONS: dict[str, Function] = {
    "startSession": Function("start_session", "Start web service session", {}, "string"),
    "endSession": Function("end_session", "End web service session", {"sessionId": "string"}, "boolean"),
    "login": Function(
        "login",
        "Login user and Retrieve session id",
        {"username": "string", "apiKey": "string"},
        "string",
        optional=1,
    ),
    "call": Function(
        "call",
        "Call resource functionality",
        {"sessionId": "string", "resourcePath": "string", "args": "array"},
        "struct",
        optional=1,
    ),
    "multiCall": Function(
        "multi_call",
        "Multiple calls of resource functionality",
        {"sessionId": "string", "calls": "array", "options": "array"},
        "array|void",
        optional=2,
    ),
    "resources": Function("resources", "List of available resources", {"sessionId": "string"}, "array"),
    "resourceFaults": Function(
        "resource_faults", "List of resource faults", {"sessionId": "string", "resourceName": "string"}, "array"
    ),
    "globalFaults": Function("global_faults", "List of global faults", {"sessionId": "string"}, "array"),
}
"""The functions in the order in which ``system.listMethods`` names them (``raw``: ``xmlrpc listMethods``)."""


class Handler:
    """The functions that the server offers, within one request.

    Each takes what the client sent, in the server's own order, and returns a value of PHP, raises `Fault`, or raises
    `fake_magento.php.PhpError` where PHP itself gives up. ``calls`` are those that were performed, in their order.
    """

    def __init__(self, registry: Registry, request: Request, hooks: CallHooks) -> None:
        self._registry = registry
        self._request = request
        self._hooks = hooks
        self.calls: list[PerformedCall] = []

    def perform(self, operation: str, arguments: list[Any], refused: Fault | None = None) -> Any:
        """Call the function of that name, with its arguments by position; ``refused`` is a fault that it has met already.

        This is the one door to the shop: whoever comes through it has the shop to itself until it returns.
        """
        function = FUNCTIONS[operation]
        call = self._understood(operation, arguments)
        self.calls.append(call)
        self._hooks.before_call(call)
        started = time.perf_counter()
        try:
            if refused:
                raise refused
            if len(arguments) < function.needed:
                known = len(function.parameters)
                raise _too_few(f"{_HANDLER}::{operation}", len(arguments), function.needed, known)
            with self._request.shop.lock:
                call.value = getattr(self, function.method)(*arguments)
            return call.value
        except Fault as fault:
            call.fault = str(fault.code), fault.message
            for part in call.parts:
                part.fault = call.fault
            raise
        finally:
            call.duration = time.perf_counter() - started

    def announce(self, calls: Iterable[tuple[str, list[Any]]]) -> None:
        """Calls that one request holds are about to be performed: functions, each with its arguments by position."""
        announced = [self._understood(function, arguments) for function, arguments in calls]
        try:
            self._hooks.before_request(announced)
        except Interruption:
            self.calls = announced
            raise

    def meet_header(self, session_id: str) -> None:
        """V2 takes an entry of the header for a call of a path that there is not; raises the faults 5 and 3."""
        with self._request.shop.lock:
            self._enter(session_id)
        raise Fault(*GLOBAL_FAULTS["resource_path_invalid"])

    def _understood(self, function: str, arguments: list[Any]) -> PerformedCall:
        """The call, before anything of it is checked."""
        named = dict(zip(FUNCTIONS[function].parameters, arguments, strict=False))
        session_id = named.pop(_SESSION_ID, "")
        if function == "call":
            call = self._understood_call(named.get("resourcePath"), named.get("args", _EMPTY))
        else:
            call = PerformedCall(operation=function, arguments=php.plain(named))
        if function == "multiCall" and php.is_array(named.get("calls")):
            call.parts = [self._understood_part(part) for part in php.values(named["calls"])]
        if isinstance(session_id, str):
            for each in (call, *call.parts):
                each.session_id = session_id
        return call

    def _understood_part(self, part: Any) -> PerformedCall:
        try:
            return self._understood_call(*_path_and_arguments(part))
        except php.PhpError:  # it is raised when it is this part's turn
            return PerformedCall(operation="call")

    def _understood_call(self, path: Any, given: Any) -> PerformedCall:
        found = self._registry.find(path) if isinstance(path, str) else None
        if found is None:
            named = {"args": php.plain(given)}
            return PerformedCall(operation="call", path=path if isinstance(path, str) else None, arguments=named)
        resource, method = found
        given = given if php.is_array(given) else [given]
        bound: Sequence[Any] | php.PhpError
        try:
            bound = _bind(f"{resource.php_class}::{method.php_name}", method, given)
            arguments = dict(zip(method.arg_names, bound, strict=True))
        except php.PhpError as error:  # it is raised when it is this call's turn
            bound, arguments = error, _named_as_far_as_known(method.args, given)
        named = php.plain(arguments)
        return PerformedCall(
            operation="call",
            path=f"{resource.name}.{method.name}",
            arguments=named,
            about=self._about(method.subjects, named),
            resource=resource,
            bound=bound,
        )

    def _about(self, subjects: Iterable[Arg], arguments: Mapping[str, Any]) -> dict[str, str]:
        """What a call with these arguments is about: of a product that there is its SKU, else what the call names."""
        about: dict[str, str] = {}
        for arg in subjects:
            value = arguments.get(arg.name)
            if value is None:
                continue
            product = None
            if arg.refers_to == "product":
                with self._request.shop.lock:
                    product = self._request.find_product(value, arguments.get("identifierType"))
            if product is not None:
                about[arg.refers_to] = str(product["sku"])
            elif isinstance(value, (str, int)):
                about[arg.refers_to] = str(value)
        return about

    def login(self, username: Any, api_key: Any = None) -> str:
        """A new session's id; raises the faults 6 (something is empty) and 2."""
        self._checked()
        if php.is_empty(username) or php.is_empty(api_key):
            raise Fault(*GLOBAL_FAULTS["invalid_request_param"])
        user = self._request.shop.authenticate(php.to_string(username), php.to_string(api_key))
        if user is None:
            raise Fault(*GLOBAL_FAULTS["access_denied"])
        self._request.user = user
        return self._request.shop.sessions.start(user)

    def start_session(self) -> str:
        """The id of a session in which nobody is logged in."""
        self._checked()
        return self._request.shop.sessions.start()

    def end_session(self, session_id: Any) -> bool:
        """Always true, whatever the id (``v1_session``)."""
        self._checked()
        self._request.shop.sessions.end(php.to_string(session_id))
        return True

    def global_faults(self, session_id: Any) -> list[dict[str, str]]:
        """The faults of the server; the session is not looked at (``v1_session``)."""
        self._checked()
        return _described_faults(GLOBAL_FAULTS)

    def resource_faults(self, session_id: Any, resource_name: Any) -> list[dict[str, str]]:
        """The faults of a resource; raises the faults 5, 3 and 2."""
        self._enter(session_id)
        resource = self._registry.resource(php.to_string(resource_name))
        if resource is None:
            raise Fault(*GLOBAL_FAULTS["resource_path_invalid"])
        self._require(resource.acl)
        self._checked()
        return _described_faults(resource.faults)

    def resources(self, session_id: Any) -> list[dict[str, Any]]:
        """The resources and methods that the user may call; raises fault 5."""
        self._enter(session_id)
        self._checked()
        described = (self._described(resource) for resource in self._registry if self._may(resource.acl))
        return [resource for resource in described if resource["methods"]]

    def call(self, session_id: Any, path: Any, arguments: Any = _EMPTY) -> Any:
        """The value that the method returns; raises its faults, and 5, 3, 2 and 4."""
        self._enter(session_id)
        resource, method = self._find(path)
        return self._run(self.calls[-1], resource, method)

    def multi_call(self, session_id: Any, calls: Any = _EMPTY, options: Any = None) -> list[Any]:
        """A value or a fault's description for each call, up to the first fault where ``options`` say ``break``."""
        if not php.is_array(calls):
            must = f"must be of type array, {php.type_name(calls)} given"
            raise php.PhpError(f"{_HANDLER}::multiCall(): Argument #2 ($calls) {must}")
        self._enter(session_id)
        self._checked()
        results: list[Any] = []
        parts, self.calls[-1].parts = self.calls[-1].parts, []
        for part, call in zip(parts, php.values(calls), strict=True):
            self.calls[-1].parts.append(part)
            path, _ = _path_and_arguments(call)
            try:
                part.value = self._run(part, *self._find(path))
                results.append(part.value)
            except Fault as fault:
                part.fault = str(fault.code), fault.message
                results.append({"isFault": True, "faultCode": str(fault.code), "faultMessage": fault.message})
                if php.item(options, "break") is not None and php.equals(php.item(options, "break"), 1):
                    break
            except php.PhpError as error:
                part.fault = "SOAP-ENV:Server", str(error)
                raise
        return results

    def _checked(self) -> None:
        """All that comes before the function that was called has been found right."""
        self._hooks.before_method(self.calls[-1])

    def _enter(self, session_id: Any) -> None:
        if php.is_array(session_id) or isinstance(session_id, php.PhpObject):
            must = f"must be of type string, {php.type_name(session_id)} given"
            raise php.PhpError(f"addcslashes(): Argument #1 ($string) {must}")
        self._request.session_id = php.to_string(session_id)
        self._request.user = self._request.shop.sessions.user_of(self._request.session_id)
        if self._request.user is None:
            raise Fault(*GLOBAL_FAULTS["session_expired"])

    def _may(self, acl: str | None) -> bool:
        return self._request.user is not None and self._request.user.may(acl)

    def _require(self, acl: str | None) -> None:
        if not self._may(acl):
            raise Fault(*GLOBAL_FAULTS["access_denied"])

    def _find(self, path: Any) -> tuple[Resource, Method]:
        """The method at the path. Raises the faults 3 and 2, and `PhpError` for what is no path."""
        if php.is_array(path) or isinstance(path, php.PhpObject):
            must = f"must be of type string, {php.type_name(path)} given"
            raise php.PhpError(f"explode(): Argument #2 ($string) {must}")
        found = self._registry.find(php.to_string(path))
        if found is None:
            raise Fault(*GLOBAL_FAULTS["resource_path_invalid"])
        resource, method = found
        self._require(resource.acl)
        self._require(method.acl)
        return resource, method

    def _run(self, call: PerformedCall, resource: Resource, method: Method) -> Any:
        run = method.implementation(self._request.dialect)
        if run is None:
            self._hooks.before_method(call)
            raise Fault(*GLOBAL_FAULTS["resource_path_not_callable"])
        if isinstance(call.bound, Exception):
            raise call.bound
        self._hooks.before_method(call)
        self._request.resource = resource
        try:
            return run(self._request, *call.bound)
        except (Fault, php.PhpError, php.UncaughtError):
            raise
        except Exception as mistake:  # Magento's own answer to an exception that no method expects
            _log.exception("%s.%s failed", resource.name, method.name)
            raise Fault(*GLOBAL_FAULTS["internal"]) from mistake

    def _described(self, resource: Resource) -> dict[str, Any]:
        return {
            "title": resource.title,
            "description": None,
            "name": resource.name,
            "aliases": list(resource.aliases),
            "methods": [
                {
                    "title": method.title,
                    "description": None,
                    "path": f"{resource.name}.{method.name}",
                    "name": method.name,
                    "aliases": [f"{alias}.{method.name}" for alias in resource.aliases],
                }
                for method in resource.methods.values()
                if self._may(method.acl)
            ],
        }


def _too_few(function: str, given: int, needed: int, known: int) -> php.PhpError:
    bound = "exactly" if needed == known else "at least"
    return php.PhpError(f"Too few arguments to function {function}(), {given} passed and {bound} {needed} expected")


def _described_faults(faults: FaultTable) -> list[dict[str, str]]:
    return [{"code": str(code), "message": message} for code, message in faults.values()]


def _path_and_arguments(call: Any) -> tuple[Any, Any]:
    """A call of ``multiCall``: ``[path]`` or ``[path, arguments]``; ``None`` for a path that is not there."""
    if isinstance(call, php.PhpObject):
        raise php.PhpError("Cannot use object of type stdClass as array")
    if isinstance(call, dict):
        return call.get(0), call.get(1, [])
    if isinstance(call, list) and call:
        return call[0], call[1] if len(call) > 1 and call[1] is not None else []
    return None, []


def _named_as_far_as_known(args: tuple[Arg, ...], given: Any) -> dict[str, Any]:
    """Arguments that cannot be bound, by name where one can be told."""
    named = {arg.name: arg.default if arg.has_default else None for arg in args}
    names = [*named]
    for key, value in given.items() if isinstance(given, dict) else enumerate(given):
        if isinstance(key, str):
            named[key] = value
        elif 0 <= key < len(names):
            named[names[key]] = value
    return named


def _bind(function: str, method: Method, given: Any) -> list[Any]:
    """A value for each parameter, as PHP binds arguments: by position, or by name where the array has text keys.

    Too many are ignored. Raises `PhpError` for too few, for one that is left out before the last, for an unknown name,
    and for a name before a position (transcript ``v1_arguments``).
    """
    if isinstance(given, dict):
        return _bind_names(function, method, given)
    args = method.args
    if len(given) < method.needed:
        raise _too_few(function, len(given), method.needed, len(args))
    return [*given[: len(args)], *[arg.default for arg in args[len(given) :]]]


def _bind_names(function: str, method: Method, given: dict[Any, Any]) -> list[Any]:
    args = method.args
    positional = [value for key, value in given.items() if isinstance(key, int)]
    named: dict[str, Any] = {}
    for key, value in given.items():
        if isinstance(key, int):
            if named:
                raise php.PhpError("Cannot use positional argument after named argument")
        elif all(arg.name != key for arg in args):
            raise php.PhpError(f"Unknown named parameter ${key}")
        else:
            named[key] = value
    if not named:
        return _bind(function, method, positional)
    values = dict(zip((arg.name for arg in args), positional, strict=False))
    for arg in args:
        if arg.name in values and arg.name in named:
            raise php.PhpError(f"Named parameter ${arg.name} overwrites previous argument")
    values |= named
    passed = max(number for number, arg in enumerate(args, 1) if arg.name in values)
    for number, arg in enumerate(args[:passed], 1):
        if not arg.has_default and arg.name not in values:
            raise php.PhpError(f"{function}(): Argument #{number} (${arg.name}) not passed")
    return _bind(function, method, [values.get(arg.name, arg.default) for arg in args[:passed]])
