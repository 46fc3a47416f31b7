"""The operations that deal with sessions, and ``call`` and ``multiCall``, which V2 does not have.

Source: ``contract/soap_v1.json``, ``soap_v2.json`` and ``soap_wsi.json``; the parts of ``resourceFaults`` stand in V1 and V2 in
the order of the WSDL, which is not that of the server's function: both take them by position.
"""

from __future__ import annotations

from dataclasses import replace

from fake_magento.api.declare import (
    ANY,
    ARRAY_OF_STRING,
    BOOLEAN,
    FIXED_ARRAY,
    SESSION_ID,
    STRING,
    WSI_RESULT,
    Array,
    Field,
    Operation,
    Part,
    Struct,
    Type,
    literal,
)

_METHOD = Struct(
    "apiMethodEntity",
    (
        Field("title", STRING),
        Field("path", STRING),
        Field("name", STRING),
        Field("aliases", ARRAY_OF_STRING),
    ),
)
_RESOURCE = Struct(
    "apiEntity",
    (
        Field("title", STRING),
        Field("name", STRING),
        Field("aliases", ARRAY_OF_STRING),
        Field("methods", Array("ArrayOfApiMethods", _METHOD)),
    ),
)
_FAULT = Struct("existsFaltureEntity", (Field("code", STRING), Field("message", STRING)))


def _session_operations(resources: Type, faults: Type) -> tuple[Operation, ...]:
    return (
        Operation("endSession", "End web service session", (SESSION_ID,), Part("endSessionReturn", BOOLEAN)),
        Operation(
            "login",
            "Login user and retrieve session id",
            (Part("username", STRING), Part("apiKey", STRING)),
            Part("loginReturn", STRING),
        ),
        Operation("startSession", "Start web service session", (), Part("startSessionReturn", STRING)),
        Operation("resources", "List of available resources", (SESSION_ID,), Part("resourcesReturn", resources)),
        Operation("globalFaults", "List of global faults", (SESSION_ID,), Part("globalFaultsReturn", faults)),
        Operation(
            "resourceFaults",
            "List of resource faults",
            (Part("resourceName", STRING), SESSION_ID),
            Part("resourceFaultsReturn", faults),
        ),
    )


V1_OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "call",
        "Call api functionality",
        (SESSION_ID, Part("resourcePath", STRING), Part("args", ANY, required=False)),
        Part("callReturn", ANY),
    ),
    Operation(
        "multiCall",
        "Multiple calls of resource functionality",
        (SESSION_ID, Part("calls", FIXED_ARRAY), Part("options", ANY, required=False)),
        Part("multiCallReturn", FIXED_ARRAY),
    ),
    *_session_operations(FIXED_ARRAY, FIXED_ARRAY),
)
V2_SESSION_OPERATIONS: tuple[Operation, ...] = _session_operations(
    Array("ArrayOfApis", _RESOURCE), Array("ArrayOfExistsFaltures", _FAULT)
)


def _wsi(operation: Operation) -> Operation:
    """The operation as WS-I has it: the session first, one name for all results, and one message with a name of its own."""
    return replace(
        operation,
        parts=tuple(sorted(operation.parts, key=lambda part: part is not SESSION_ID)),
        returns=Part(WSI_RESULT, literal(operation.returns.type)),
        message="resourcesRequest" if operation.name == "resources" else "",
    )


WSI_SESSION_OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "call",
        "Call api functionality",
        (SESSION_ID, Part("apiPath", STRING), Part("args", ANY)),
        Part(WSI_RESULT, ANY),
    ),
    Operation(
        "multiCall",
        "Multiple calls of resource functionality",
        (SESSION_ID, Part("calls", ANY), Part("options", ANY)),
        Part(WSI_RESULT, ANY),
    ),
    *map(_wsi, V2_SESSION_OPERATIONS),
)
