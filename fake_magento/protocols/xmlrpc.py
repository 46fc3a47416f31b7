"""XML-RPC: the functions of V1 under ``/api/xmlrpc``, and ``system.*``.

Source: the scenarios ``xmlrpc_*``, the exchanges ``xmlrpc …`` of ``raw.json``, and for what they do not show the behaviour of
Zend Framework's XML-RPC server, which Magento runs. A call is matched against the types that a function declares before
anything else is looked at; a PHP error is an empty page with status 500.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from functools import cache
from typing import Any, Final
from xml.sax.saxutils import escape

from lxml import etree

from fake_magento import pages, php
from fake_magento.api.declare import GLOBAL_FAULTS, Fault, FaultTable
from fake_magento.api.dispatch import FUNCTIONS, Function, Handler
from fake_magento.contract.validation import Violation
from fake_magento.protocols.decoding import Element, local_name
from fake_magento.protocols.document import EntityError, TooManyAttributesError, UnreadableError, read
from fake_magento.protocols.encoding import NotUtf8Error, check_text, keeping, mended
from fake_magento.protocols.protocol import Answer, Protocol

FAULTS: FaultTable = {
    "not_a_struct": (601, "system.multicall expects each method to be a struct"),
    "no_method_name": (602, "Missing methodName: {}"),
    "no_params": (603, "Missing params"),
    "params_no_array": (604, "Params must be an array"),
    "recursive": (605, "Recursive system.multicall forbidden"),
    "no_such_method": (620, 'Method "{}" does not exist'),
    "no_match": (623, "Calling parameters do not match signature"),
    "unreadable": (630, "Unable to read request"),
    "unparsable": (631, "Failed to parse request"),
    "no_method": (632, "Invalid request, no method passed; request must contain a 'methodName' tag"),
    "no_value": (633, "Param must contain a value"),
    "bad_method_name": (634, 'Invalid method name ("{}")'),
    "bad_value": (636, "Error creating xmlrpc value"),
    "nothing_to_tell": (640, 'Method "{}" does not exist'),
}
"""The faults of the XML-RPC server, which come before Magento's own (``raw_xmlrpc_requests``)."""

PHP_ERROR: Final = "500"
"""The code with which an error of PHP's is told, whose answer is an empty page."""

_SYSTEM = {
    "system.listMethods": Function("list_methods", "List all available XMLRPC methods", {}, "array"),
    "system.methodHelp": Function(
        "method_help", "Display help message for an XMLRPC method", {"method": "string"}, "string"
    ),
    "system.methodSignature": Function("method_signature", "Return a method signature", {"method": "string"}, "array"),
    "system.multicall": Function(
        "multicall",
        "Multicall - boxcar feature of XML-RPC for calling multiple methods\nin a single request.\n"
        "Expects a an array of structs representing method calls, each element\nhaving the keys:\n- methodName\n- params\n"
        "Returns an array of responses, one for each method called, with the value\nreturned by the method. "
        "If an error occurs for a given method, returns a\nstruct with a fault response.",
        {"methods": "array"},
        "array",
    ),
}
_INTERNAL = Function("", "Internal to the server", {"value": "struct"}, "struct")
_METHODS: dict[str, Function] = {
    **_SYSTEM,
    "handlePhpError": _INTERNAL,
    **FUNCTIONS,
    "processingMethodResult": _INTERNAL,
    "processingRow": _INTERNAL,
}
"""All methods in the order in which ``system.listMethods`` names them."""

_METHOD_NAME = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.:/")
_TYPES = {name: name for name in ("int", "i8", "double", "boolean", "string", "dateTime.iso8601", "base64", "nil")}
_TYPES["i4"] = "int"
_QUOTED = {'"': "&quot;", "\r": "&#13;"}
_DATE_FORMAT = "%Y%m%dT%H:%M:%S"
_INT_MAX = 2**63 - 1
_DUMP_LENGTH = 10_000
"""Characters of the calls that a fault 602 tells of: with all of them an answer would grow as the square of its request."""

Typed = tuple[str, Any]
"""The XML-RPC type of a value, and the value."""


def _fault(name: str, *about: str) -> Fault:
    code, text = FAULTS[name]
    return Fault(code, text.format(*about))


class XmlRpc(Protocol):
    """The dialect of ``/api/xmlrpc``."""

    def fault(self, code: str, message: str) -> str:
        text = "Unknown error" if php.is_empty(message) else mended(message)
        return _document(f"<fault>{_written({'faultCode': int(code), 'faultString': text})}</fault>")

    def violations(self, body: bytes) -> list[Violation]:
        """None: XML-RPC has no contract but the signatures, and what does not match those is a fault."""
        return []

    def respond(self, body: bytes, handler: Handler, answer: Answer) -> None:
        try:
            name, parameters = _opened(body)
            answer.value = _Request(handler, answer).call(name, parameters)
            text = _document(f"<params><param>{_written(answer.value)}</param></params>")
        except Fault as raised:
            answer.fault = str(raised.code), raised.message
            text = self.fault(*answer.fault)
        except (php.PhpError, NotUtf8Error) as error:
            answer.fault = PHP_ERROR, str(error)
            answer.status, answer.content_type = 500, pages.HTML
            text = ""
        answer.body = text.encode()


class _Request:
    """One request: what its calls have in common."""

    def __init__(self, handler: Handler, answer: Answer) -> None:
        self._handler = handler
        self._answer = answer

    def call(self, name: str, parameters: list[Typed]) -> Any:
        """The value of a call; raises `Fault` and `fake_magento.php.PhpError`."""
        function = _METHODS.get(name)
        if function is None:
            raise _fault("no_such_method", name)
        arguments = [value for _, value in parameters]
        if self._answer.operation is None:  # the calls in a system.multicall are its parts
            self._answer.operation, self._answer.is_many = name, name == "system.multicall"
            self._answer.arguments = php.plain(dict(zip(function.parameters, arguments, strict=False)))
        if [kind for kind, _ in parameters] not in _signatures(function):
            raise _fault("no_match")
        if function is _INTERNAL:
            raise Fault(*GLOBAL_FAULTS["resource_path_not_callable"])
        if name in FUNCTIONS:
            return self._handler.perform(name, arguments)
        return getattr(self, function.method)(*arguments)

    def list_methods(self) -> list[str]:
        return list(_METHODS)

    def method_help(self, name: str) -> str:
        return _described(name).help

    def method_signature(self, name: str) -> list[dict[str, Any]]:
        function = _described(name)
        return [
            {"returnType": returns, "parameters": each}
            for returns in function.returns.split("|")
            for each in _signatures(function)
        ]

    def multicall(self, methods: Any) -> list[Any]:
        """The values as they are, not each in an array of its own as other servers of XML-RPC answer (``raw``)."""
        calls = php.values(methods)
        self._handler.announce(list(_sound(calls)))
        dump = cache(lambda: php.var_export(methods)[:_DUMP_LENGTH])
        results: list[Any] = []
        for call in calls:
            try:
                name, given = _part(call, dump)
                results.append(self.call(name, [(_type_of(value), value) for value in given]))
            except Fault as raised:
                results.append({"faultCode": raised.code, "faultString": raised.message})
        return results


def _sound(calls: Iterable[Any]) -> Iterator[tuple[str, list[Any]]]:
    """Those of the calls that are for a function of the server."""
    for call in calls:
        with suppress(Fault, php.PhpError):
            name, given = _part(call, str)
            if name in FUNCTIONS:
                yield name, given


def _part(method: Any, dump: Callable[[], str]) -> tuple[str, list[Any]]:
    """Name and parameters of a call in a ``system.multicall``; raises the faults 601 to 605 and 634.

    ``dump`` are all the calls in it, as PHP prints them: fault 602 tells of them.
    Raises `PhpError` for parameters in a struct, which PHP takes for named ones, where the function has none of such a name.
    """
    if not php.is_array(method):
        raise _fault("not_a_struct")
    name, given = php.item(method, "methodName"), php.item(method, "params")
    if name is None:
        raise _fault("no_method_name", dump())
    if given is None:
        raise _fault("no_params")
    if not php.is_array(given):
        raise _fault("params_no_array")
    if name == "system.multicall":
        raise _fault("recursive")
    if not isinstance(name, str) or not name or not _METHOD_NAME.issuperset(name):
        raise _fault("bad_method_name", php.to_string(name))
    known = _METHODS[name].parameters if name in _METHODS else given
    for key in given if isinstance(given, dict) else ():
        if isinstance(key, str) and key not in known:
            raise php.PhpError(f"Unknown named parameter ${key}")
    return name, php.values(given)


def _signatures(function: Function) -> list[list[str]]:
    """The types that a function takes, those without its optional parameters first."""
    types = list(function.parameters.values())
    return [types[:length] for length in range(function.needed, len(types) + 1)]


def _described(name: str) -> Function:
    function = _METHODS.get(name)
    if function is None:
        raise _fault("nothing_to_tell", name)
    return function


def _opened(body: bytes) -> tuple[str, list[Typed]]:
    """The name of the method and its parameters."""
    if body in (b"", b"0"):
        raise _fault("unreadable")
    try:
        root = read(body)
    except (EntityError, TooManyAttributesError):
        raise _fault("unparsable") from None
    except UnreadableError:
        raise _fault("no_method") from None
    named = _child(root, "methodName")
    name = named.text or "" if named is not None else ""
    if php.is_empty(name):
        raise _fault("no_method")
    given = _child(root, "params")
    return name, [_parameter(each) for each in (given if given is not None else ())]


def _parameter(element: Element) -> Typed:
    value = _child(element, "value")
    if value is None:
        raise _fault("no_value")
    return _read(value)


def _children(element: Element, name: str) -> list[Element]:
    return [child for child in element if child.prefix is None and local_name(child) == name]


def _child(element: Element, name: str) -> Element | None:
    for child in element:
        if child.prefix is None and local_name(child) == name:
            return child
    return None


def _read(element: Element) -> Typed:
    """The type and value of a ``value``. Raises the fault 636, which any attribute brings about.

    Elements with a prefix are none to the server, not even those of Apache's extensions (``raw_xmlrpc_values``).
    """
    if element.attrib:
        raise _fault("bad_value")
    for typed in element:
        if typed.prefix is None:
            return _read_typed(typed, local_name(typed))
    return "string", _untyped(element)


def _read_typed(typed: Element, name: str) -> Typed:
    if name == "array":
        data = _child(typed, "data")
        if data is None:
            raise _fault("bad_value")
        return "array", [_read(value)[1] for value in _children(data, "value")]
    if name == "struct":
        return "struct", dict(_members(typed))
    kind = _TYPES.get(name)
    if kind is None:
        raise _fault("bad_value")
    return kind, _scalar(kind, _own_text(typed))


def _own_text(element: Element) -> str:
    """The text that stands in the element itself."""
    if not len(element):
        return element.text or ""
    return (element.text or "") + "".join(child.tail or "" for child in element)


def _untyped(element: Element) -> str:
    """What a ``value`` without a type holds: its XML as it is written, where that is one line, and otherwise its text."""
    parent = element.getparent()
    written = etree.tostring(element, encoding="unicode", with_tail=False)
    if "\n" in written or (parent is not None and element.nsmap != parent.nsmap):
        return _own_text(element)
    return written[written.index(">") + 1 : written.rindex("<")] if written.endswith("</value>") else ""


def _members(struct: Element) -> Iterator[tuple[str | int, Any]]:
    """The members that have both a name and a value, by PHP's keys."""
    for member in _children(struct, "member"):
        name, value = _child(member, "name"), _child(member, "value")
        if name is not None and value is not None:
            yield php.array_key(name.text or ""), _read(value)[1]


def _scalar(kind: str, text: str) -> Any:
    if kind == "int":
        too_long = float(text) > _INT_MAX if php.is_numeric(text) else text > str(_INT_MAX)  # text is compared as text
        if too_long:
            raise _fault("bad_value")
        return php.to_int(text)
    if kind == "double":
        return php.to_float(text)
    if kind == "boolean":
        return not php.is_empty(text)
    if kind == "base64":
        return php.unserialised(php.base64_decode_leniently(text))
    if kind == "dateTime.iso8601":
        return _date(text)
    return None if kind == "nil" else text


def _date(text: str) -> str:
    """A date in the one form that the server hands on; a number counts seconds since 1970."""
    try:
        moment = datetime.fromtimestamp(php.to_int(text), UTC) if php.is_numeric(text) else datetime.fromisoformat(text)
    except (ValueError, OverflowError, OSError):
        raise _fault("bad_value") from None
    return moment.strftime(_DATE_FORMAT)


def _type_of(value: Any) -> str:
    """The XML-RPC type of a value of PHP."""
    if value is None:
        return "nil"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, (int, float)):
        return "int" if isinstance(value, int) else "double"
    if isinstance(value, str):
        return "string"
    return "array" if php.is_list(value) else "struct"


def _document(content: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<methodResponse>{content}</methodResponse>'


def _written(value: Any) -> str:
    """A value as a ``value``. Raises `NotUtf8Error`."""
    if type(value) is str:
        return f"<value><string>{_text(value)}</string></value>"
    return f"<value>{_content(_type_of(value), value)}</value>"


def _content(kind: str, value: Any) -> str:
    if kind == "nil":
        return "<nil/>"
    if kind == "array":
        items = "".join(map(_written, php.values(value)))
        return f"<array><data>{items}</data></array>" if items else "<array><data/></array>"
    if kind == "struct":
        members = [f"<member><name>{_text(str(name))}</name>{_written(each)}</member>" for name, each in value.items()]
        return f"<struct>{''.join(members)}</struct>"
    if kind == "boolean":
        return f"<boolean>{int(value)}</boolean>"
    if kind == "double":
        return f"<double>{value:.14f}".rstrip("0") + "</double>"
    return f"<{kind}>{_text(str(value))}</{kind}>"


def _escaped(text: str) -> str:
    return escape(check_text(text), _QUOTED)


_text = keeping(_escaped)
