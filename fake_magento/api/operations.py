"""What the WSDL of a dialect holds: operations with their parts, and types.

The operations of a resource's methods follow from their declarations; those that deal with sessions, and ``call`` and
``multiCall``, which V2 does not have, are declared here. The parts of ``resourceFaults`` stand in V1 and V2 in the order of
the WSDL, which is not that of the server's function: both take them by position.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from fake_magento.api.declare import Arg, Method, Resource
from fake_magento.api.types import ANY, BOOLEAN, STRING, Array, Simple, Struct, Type, TypeTable

WSI_RESULT = "result"
"""What WS-I calls the value of any operation."""


@dataclass(frozen=True)
class Part:
    """A part of a message: its name in the WSDL and its type.

    ``required`` says whether a request without it breaks the contract. A WSDL of this style cannot say so; the WS-I one does.
    ``arg`` is the method's argument that it carries.
    """

    name: str
    type: Type
    required: bool = True
    arg: Arg | None = None


@dataclass(frozen=True)
class Operation:
    """An operation of a WSDL: its input parts in order, and its output part.

    ``path`` is the API path that it calls, ``None`` for those that deal with sessions. ``request`` and ``response`` are the
    names of its messages.
    """

    name: str
    documentation: str
    parts: tuple[Part, ...]
    returns: Part
    request: str
    response: str
    path: str | None = None


@dataclass(frozen=True, eq=False)
class Contract:
    """All that the WSDL of one dialect holds: operations and types, each by name."""

    operations: Mapping[str, Operation]
    types: Mapping[str, Struct | Array]


SESSION_ID = Part("sessionId", STRING)

TYPES = TypeTable()
"""The types of what deals with sessions, and those that many resources use."""

TYPES.struct("associativeEntity", "key value")
TYPES.array("associativeArray", "associativeEntity")
TYPES.struct("associativeMultiEntity", "key value:ArrayOfString")
TYPES.array("associativeMultiArray", "associativeMultiEntity")
TYPES.struct("complexFilter", "key value:associativeEntity")
TYPES.array("complexFilterArray", "complexFilter")
TYPES.struct("filters", "filter?:associativeArray complex_filter?:complexFilterArray")
TYPES.array("ArrayOfString", "string")
TYPES.array("ArrayOfInt", "int")
TYPES.array("FixedArray", "anyType", dialects=("v1",))
TYPES.struct("apiMethodEntity", "title path name aliases:ArrayOfString")
TYPES.array("ArrayOfApiMethods", "apiMethodEntity")
TYPES.struct("apiEntity", "title name aliases:ArrayOfString methods:ArrayOfApiMethods")
TYPES.array("ArrayOfApis", "apiEntity")
TYPES.struct("existsFaltureEntity", "code message")
TYPES.array("ArrayOfExistsFaltures", "existsFaltureEntity")


def contract(resources: Iterable[Resource], types: TypeTable, flavour: str, dialect: str) -> Contract:
    """What the WSDL of ``v1``, ``v2`` or ``wsi`` holds in the flavour of that name."""
    linked = types.linked(flavour, dialect)
    found = [*_OF_SESSIONS[dialect](linked)]
    if dialect != "v1":
        found += (
            _operation(resource, method, linked, flavour, dialect)
            for resource in resources
            for method in resource.methods.values()
            if method.returns and dialect in method.dialects
        )
    return Contract({each.name: each for each in found}, types.types(flavour, dialect))


def _operation(resource: Resource, method: Method, types: Mapping[str, Type], flavour: str, dialect: str) -> Operation:
    assert method.returns
    name = resource.operation_name(method)
    part, declared = method.returns
    args = [arg for arg in method.args if flavour not in arg.not_in]
    if dialect == "wsi":
        returns = Part(WSI_RESULT, types[method.wsi_returns or declared])
        parts = [
            Part(arg.name, types[arg.wsi_type or arg.type], _either(arg.wsi_required, arg), arg)
            for arg in args
            if arg.wsi
        ]
    else:
        returns = Part(part, types[declared])
        parts = [
            Part(arg.v2 or arg.name, types[arg.type], _either(arg.required, arg), arg)
            for arg in args
            if arg.v2 is not None
        ]
    return Operation(
        name,
        method.title.strip(),
        (SESSION_ID, *parts),
        returns,
        f"{method.message or name}Request",
        f"{method.message or name}Response",
        f"{resource.name}.{method.name}",
    )


def _either(said: bool | None, arg: Arg) -> bool:
    """What a declaration says of an argument, and where it says nothing, whether PHP asks for it."""
    return not arg.has_default if said is None else said


def _of_session(name: str, documentation: str, *parts: Part, returns: Type) -> Operation:
    """An operation of sessions; the names of their messages have no suffix."""
    return Operation(name, documentation, parts, Part(f"{name}Return", returns), name, f"{name}Response")


def _session_operations(resources: Type, faults: Type) -> tuple[Operation, ...]:
    """``resources`` and ``faults`` are the types of what the functions of those names return."""
    return (
        _of_session("endSession", "End web service session", SESSION_ID, returns=BOOLEAN),
        _of_session(
            "login",
            "Login user and retrieve session id",
            Part("username", STRING),
            Part("apiKey", STRING),
            returns=STRING,
        ),
        _of_session("startSession", "Start web service session", returns=STRING),
        _of_session("resources", "List of available resources", SESSION_ID, returns=resources),
        _of_session("globalFaults", "List of global faults", SESSION_ID, returns=faults),
        _of_session(
            "resourceFaults", "List of resource faults", Part("resourceName", STRING), SESSION_ID, returns=faults
        ),
    )


def _calls(path: str, calls: Type, results: Type, required: bool) -> tuple[Operation, ...]:
    """The two operations that call methods by their path; ``required`` is whether their last part must be there."""
    return (
        _of_session(
            "call",
            "Call api functionality",
            SESSION_ID,
            Part(path, STRING),
            Part("args", ANY, required),
            returns=ANY,
        ),
        _of_session(
            "multiCall",
            "Multiple calls of resource functionality",
            SESSION_ID,
            Part("calls", calls),
            Part("options", ANY, required),
            returns=results,
        ),
    )


def _v1(types: Mapping[str, Type]) -> tuple[Operation, ...]:
    fixed = types["FixedArray"]
    return (*_calls("resourcePath", fixed, fixed, required=False), *_session_operations(fixed, fixed))


def _v2(types: Mapping[str, Type]) -> tuple[Operation, ...]:
    return _session_operations(types["ArrayOfApis"], types["ArrayOfExistsFaltures"])


def _wsi(types: Mapping[str, Type]) -> Iterable[Operation]:
    """As WS-I has them: the session first, one name for all results, and one message with a name of its own."""
    for operation in (*_calls("apiPath", ANY, ANY, required=True), *_v2(types)):
        yield replace(
            operation,
            parts=tuple(sorted(operation.parts, key=lambda part: part is not SESSION_ID)),
            returns=Part(WSI_RESULT, operation.returns.type),
            request="resourcesRequest" if operation.name == "resources" else operation.name,
        )


_OF_SESSIONS = {"v1": _v1, "v2": _v2, "wsi": _wsi}


def types_of(operation: Operation) -> dict[str, Struct | Array]:
    """The structures and arrays that the operation's request is made of, by name."""
    found: dict[str, Struct | Array] = {}
    waiting = [part.type for part in operation.parts]
    while waiting:
        used = waiting.pop()
        if isinstance(used, Simple) or used.name in found:
            continue
        found[used.name] = used
        waiting += [used.item] if isinstance(used, Array) else [each.type for each in used.fields]
    return found
