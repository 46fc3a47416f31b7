"""The words in which a resource of the API is declared: arguments, methods, resources, faults.

One declaration drives all that is said of a method elsewhere: the WSDLs, their schema, validation, the encoding of V2, the
answer of ``resources``, aliases, permissions and the fault table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, Literal, get_args

from fake_magento.api.arguments import as_array
from fake_magento.api.types import Type
from fake_magento.errors import FakeMagentoError

Dialect = Literal["v1", "xmlrpc", "v2", "wsi"]
"""A dialect of the API: SOAP V1, XML-RPC, SOAP V2, and V2 as WS-I demands."""

ALL_DIALECTS: Final[tuple[Dialect, ...]] = get_args(Dialect)
"""The dialects in which a method can be called."""

REQUIRED: Final = object()
"""The default of an argument that has none."""


@dataclass(frozen=True)
class Arg:
    """An argument of a method.

    ``name`` is what PHP and WS-I know it by, ``type`` the name of its type (in V2 and WS-I; V1 and XML-RPC have none). A call
    over V1 or XML-RPC without it is an error of PHP's unless it has a ``default``.

    ``v2`` is the name of its part in V2, ``None`` where V2 has none; ``wsi`` is whether WS-I has one; ``not_in`` names the
    flavours whose WSDLs have none. ``wsi_type`` is its type in WS-I where that is another. ``wsi_required`` says whether
    the schema of WS-I asks for it, ``required`` whether a request of V2 without it violates the contract, which a WSDL of
    that style cannot say; both are what PHP asks for unless given.

    ``refers_to`` is the kind of thing that it names (``product``, ``order``, …), which a call is then about. ``from_v2``
    makes what the method works on of what V2 and WS-I send: a function of the decoded value and the argument's type.
    """

    name: str
    type: str = "string"
    v2: str | None = ""
    wsi: bool = True
    wsi_type: str = ""
    default: Any = REQUIRED
    required: bool | None = None
    wsi_required: bool | None = None
    not_in: tuple[str, ...] = ()
    refers_to: str = ""
    from_v2: Callable[[Any, Type], Any] = as_array

    @property
    def has_default(self) -> bool:
        """Whether PHP does not ask for it."""
        return self.default is not REQUIRED


class Fault(FakeMagentoError):
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


@dataclass
class Method:
    """A method of a resource.

    ``returns`` is the name and the type of what it returns in V2, ``None`` for a method that V2 and WS-I do not have;
    ``wsi_returns`` its type in WS-I where that is another. ``dialects`` are those in which it can be called; in others it is
    listed, and a call is fault 4. ``php_name`` is what PHP's messages call it, ``operation`` and ``message`` the names of its
    operation and of its messages where those are not made by the rule.

    ``types`` are those that a method of the shop's own brings along.

    ``run`` is the function that it is, ``run_v2`` what it is over V2 and WS-I where that is another. A method without ``run``
    is one that the fake does not have yet: calling it is fault 4.
    """

    name: str
    title: str
    args: tuple[Arg, ...] = ()
    returns: tuple[str, str] | None = None
    wsi_returns: str = ""
    acl: str | None = None
    php_name: str = ""
    dialects: tuple[str, ...] = ALL_DIALECTS
    operation: str = ""
    message: str = ""
    types: tuple[Type, ...] = field(default=(), repr=False)
    run: Implementation | None = field(default=None, repr=False)
    run_v2: Implementation | None = field(default=None, repr=False)

    @cached_property
    def arg_names(self) -> tuple[str, ...]:
        """The names of the arguments, in PHP's order."""
        return tuple(arg.name for arg in self.args)

    @cached_property
    def needed(self) -> int:
        """How many arguments PHP asks for."""
        return sum(not arg.has_default for arg in self.args)

    @cached_property
    def subjects(self) -> tuple[Arg, ...]:
        """The arguments that name what a call is about."""
        return tuple(arg for arg in self.args if arg.refers_to)

    def v2(self, run: Implementation) -> Implementation:
        """Declares the decorated function as what the method does over V2 and WS-I."""
        self.run_v2 = run
        return run

    def implementation(self, dialect: str) -> Implementation | None:
        """The function that a call in the dialect runs; ``None`` where it cannot be called there."""
        if dialect not in self.dialects:
            return None
        return self.run_v2 if self.run_v2 and dialect in ("v2", "wsi") else self.run


@dataclass
class Resource:
    """A resource of the API: its names, its methods, what they need and what can go wrong.

    ``acl`` is the path that a role needs for any of its methods. ``operations`` begins the names of its operations, the name
    without its underscores unless given. ``php_class`` is what PHP's messages call it. ``faults`` are its own; a resource
    that declares none has the server's (transcript ``v1_resources``). ``current_store`` names what ``currentStore`` sets: the
    resources of categories share one, all others another (``v1_product_multi``).
    """

    name: str
    title: str
    aliases: tuple[str, ...] = ()
    acl: str | None = None
    operations: str = ""
    php_class: str = ""
    faults: FaultTable = field(default_factory=lambda: GLOBAL_FAULTS)
    current_store: str = "product"
    methods: dict[str, Method] = field(default_factory=dict, repr=False)

    def declare(
        self,
        name: str,
        title: str,
        *args: Arg,
        returns: str,
        wsi_returns: str = "",
        acl: str | None = None,
        php_name: str = "",
        dialects: tuple[str, ...] = ALL_DIALECTS,
        message: str = "",
    ) -> Method:
        """Declare a method that the fake does not have yet.

        ``returns`` is ``name:type`` of what it returns in V2, or the type alone where the name is ``result``. The other words
        are those of `Method`.
        """
        part, _, declared = returns.rpartition(":")
        method = Method(
            name,
            title,
            args,
            (part or "result", declared),
            wsi_returns,
            acl,
            php_name or name,
            dialects,
            message=message,
        )
        self.methods[name] = method
        return method

    def method(self, name: str, title: str, *args: Arg, **words: Any) -> Callable[[Implementation], Method]:
        """Declares the decorated function as a method, in the words of `declare`.

        It gets the request and a value for each argument. The name is then the method's: ``@name.v2`` declares what it does
        otherwise over V2.
        """

        def decorate(run: Implementation) -> Method:
            method = self.declare(name, title, *args, **words)
            method.run = run
            return method

        return decorate

    def fault(self, name: str, message: str | None = None) -> Fault:
        """The resource's fault of that name, with a text of its own where one is given."""
        code, text = self.faults[name]
        return Fault(code, text if message is None else message)

    def operation_name(self, method: Method) -> str:
        """The name of the method's operation in V2 and WS-I."""
        first, *rest = self.name.split("_")
        prefix = self.operations or "".join([first, *(word[:1].upper() + word[1:] for word in rest)])
        return method.operation or prefix + method.name[0].upper() + method.name[1:]

    def missing(self) -> Iterable[Method]:
        """The methods that the fake does not have yet."""
        return (method for method in self.methods.values() if method.run is None)
