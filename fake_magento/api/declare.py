"""The words in which an API is declared: types, parts, methods, resources, operations, faults.

One declaration drives all that is said of a method elsewhere: the WSDL, its schema, validation, the encoding of V2, the
answer of ``resources``, aliases, permissions and the fault table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import Any


@dataclass(frozen=True)
class Simple:
    """A type of XML Schema, such as ``xsd:string``; ``anyType`` is whatever the value is."""

    name: str


@dataclass(frozen=True)
class Field:
    """An element of a structure; ``many`` is whether it may stand there more than once."""

    name: str
    type: Type
    required: bool = True
    many: bool = False


@dataclass(frozen=True)
class Struct:
    """A complex type of named elements, in the order in which they are sent."""

    name: str
    fields: tuple[Field, ...]

    @cached_property
    def types(self) -> dict[str, Type]:
        """The types of its fields by their names."""
        return {each.name: each.type for each in self.fields}


@dataclass(frozen=True)
class Array:
    """A SOAP array of one item type."""

    name: str
    item: Type


Type = Simple | Struct | Array

STRING = Simple("string")
INT = Simple("int")
BOOLEAN = Simple("boolean")
DOUBLE = Simple("double")
ANY = Simple("anyType")
ARRAY_OF_STRING = Array("ArrayOfString", STRING)
FIXED_ARRAY = Array("FixedArray", ANY)

ITEMS = "complexObjectArray"
"""The element that holds an item of an array in WS-I, which has no SOAP arrays."""


@cache
def literal(declared: Type) -> Type:
    """The type as WS-I has it: an array is a structure of any number of elements `ITEMS`."""
    if isinstance(declared, Array):
        return Struct(declared.name, (Field(ITEMS, literal(declared.item), required=False, many=True),))
    if isinstance(declared, Struct):
        return Struct(declared.name, tuple(replace(each, type=literal(each.type)) for each in declared.fields))
    return declared


def is_items(declared: Struct) -> bool:
    """Whether the structure is what WS-I makes of an array."""
    return any(field.many for field in declared.fields)


@dataclass(frozen=True)
class Part:
    """A part of a message: its name in the WSDL and its type.

    ``required`` says whether a request without it breaks the contract. A WSDL of this style cannot say so; the WS-I one does.
    """

    name: str
    type: Type
    required: bool = True


@dataclass(frozen=True)
class Parameter:
    """A parameter of a method: ``name`` is the one that PHP and WS-I know it by, ``part`` what V2 sends it in.

    A V1 call without a required one is an error; ``default`` is what another becomes.
    """

    name: str
    part: Part
    default: Any = None


@dataclass(frozen=True)
class Operation:
    """An operation of a WSDL: its input parts in order, and its output part.

    ``path`` is the API path that a V2 operation calls, ``None`` for those that deal with sessions. ``message`` is the name of
    its input message, where it is not made by the rule.
    """

    name: str
    documentation: str
    parts: tuple[Part, ...]
    returns: Part
    path: str | None = None
    message: str = ""

    @property
    def request(self) -> str:
        """The name of the input message; those of sessions have no suffix."""
        return self.message or self.name + ("Request" if self.path else "")

    @property
    def response(self) -> str:
        """The name of the output message."""
        return f"{self.name}Response"


class Fault(Exception):
    """A fault of the API: its code, and its text. Each is raised once: an exception keeps the frames that it went through.

    A method of the shop's own may leave out the text, which is then that of its resource's table.
    """

    def __init__(self, code: int, message: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message


FaultTable = Mapping[str, tuple[int, str]]
"""The faults of the server, or of a resource: by name the code and the text of each."""

GLOBAL_FAULTS: FaultTable = {
    "unknown": (0, "Unknown Error"),
    "internal": (1, "Internal Error. Please see log for details."),
    "access_denied": (2, "Access denied."),
    "resource_path_invalid": (3, "Invalid api path."),
    "resource_path_not_callable": (4, "Resource path is not callable."),
    "session_expired": (5, "Session expired. Try to relogin."),
    "invalid_request_param": (6, 'Required parameter is missing, for more details see "exception.log".'),
}
"""The faults that any call can meet (transcript ``v1_session``)."""

Implementation = Callable[..., Any]


@dataclass(frozen=True)
class Method:
    """A method of a resource.

    ``php_name`` is what PHP's messages call it, ``wsi_returns`` the type of its value in WS-I, ``operation`` the name of its
    operation where that is not made by the rule. A method without ``run`` is one that the server lists and the fake does not
    have yet: calling it is fault 4.
    """

    name: str
    title: str
    parameters: tuple[Parameter, ...] = ()
    returns: Part | None = None
    acl: str | None = None
    php_name: str = ""
    run: Implementation | None = None
    wsi_returns: Type | None = None
    operation: str = ""


@dataclass
class Resource:
    """A resource of the API: its names, its methods, what they need and what can go wrong.

    ``operation_prefix`` begins the names of its operations, the name without its underscores unless given.
    """

    name: str
    title: str
    aliases: tuple[str, ...] = ()
    acl: str | None = None
    operation_prefix: str = ""
    php_class: str = ""
    faults: FaultTable = field(default_factory=dict)
    methods: dict[str, Method] = field(default_factory=dict)

    def method(
        self,
        name: str,
        title: str,
        *parameters: Parameter,
        returns: Part,
        acl: str | None = None,
        php_name: str = "",
        wsi_returns: Type | None = None,
    ) -> Callable[[Implementation], Implementation]:
        """Declares the decorated function as a method: it gets the context and a value for each parameter.

        ``wsi_returns`` is given where WS-I returns another type than V2.
        """

        def declare(run: Implementation) -> Implementation:
            wsi = wsi_returns or returns.type
            self.methods[name] = Method(name, title, parameters, returns, acl, php_name or name, run, wsi)
            return run

        return declare

    def fault(self, name: str, message: str | None = None) -> Fault:
        """The resource's fault of that name, with a text of its own where one is given."""
        code, text = self.faults[name]
        return Fault(code, text if message is None else message)

    def operations(self) -> Iterator[Operation]:
        """The V2 operations of the methods that the fake has."""
        for method in self.methods.values():
            if method.run is not None and method.returns is not None:
                parts = (parameter.part for parameter in method.parameters)
                yield self._operation(method, parts, method.returns)

    def wsi_operations(self) -> Iterator[Operation]:
        """The same for WS-I, whose parts are named as PHP names the parameters."""
        for method in self.methods.values():
            if method.run is not None and method.wsi_returns is not None:
                parts = (
                    Part(parameter.name, literal(parameter.part.type), parameter.part.required)
                    for parameter in method.parameters
                )
                yield self._operation(method, parts, Part(WSI_RESULT, literal(method.wsi_returns)))

    def _operation(self, method: Method, parts: Iterable[Part], returns: Part) -> Operation:
        first, *rest = self.name.split("_")
        prefix = self.operation_prefix or "".join([first, *(word[:1].upper() + word[1:] for word in rest)])
        name = method.operation or prefix + method.name[0].upper() + method.name[1:]
        return Operation(name, method.title.strip(), (SESSION_ID, *parts), returns, f"{self.name}.{method.name}")


SESSION_ID = Part("sessionId", STRING)
WSI_RESULT = "result"
"""What WS-I calls the value of any operation."""


def types_of(operations: Iterable[Operation]) -> dict[str, Struct | Array]:
    """The structures and arrays that the operations use, by name, each after those that it is made of."""
    found: dict[str, Struct | Array] = {}

    def add(used: Type) -> None:
        if isinstance(used, Simple):
            return
        for inner in (used.item,) if isinstance(used, Array) else (each.type for each in used.fields):
            add(inner)
        found.setdefault(used.name, used)

    for operation in operations:
        for part in (*operation.parts, operation.returns):
            add(part.type)
    return found
