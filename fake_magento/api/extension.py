"""A shop's own methods: Python functions beside the Core API, declared in the same words as its methods."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from fake_magento import php
from fake_magento.api.declare import GLOBAL_FAULTS, REQUIRED, Arg, Fault, FaultTable, Method, Resource
from fake_magento.api.request import Request
from fake_magento.api.types import ANY, Array, Struct, Type

_PRODUCTS = ("productId", "product", "sku")
"""Names of parameters that say which product a call is about."""

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def method_of(
    function: Callable[..., Any],
    name: str,
    faults: Callable[[], FaultTable],
    *,
    title: str,
    acl: str | None,
    types: Mapping[str, Type] | None,
    returns: Type | None,
    operation: str | None,
) -> Method:
    """The method that runs ``function``, whose parameters are the method's.

    ``types`` are those of the parameters and ``returns`` that of the value, for V2 and WS-I, which do not know a method without
    them. ``faults`` gives a fault that is raised without a text its text. Raises `ValueError` for what cannot be declared.
    """
    if inspect.iscoroutinefunction(function):
        raise ValueError(f"{name}: the server does not wait for a coroutine; give a plain function")
    declared = [*_parameters(name, function, types or {})]
    if returns is None and (types or operation):
        raise ValueError(f"{name}: V2 needs the type that it returns as well")
    if returns is not None:
        untyped = [arg.name for arg in declared if arg.name not in (types or {})]
        if untyped:
            raise ValueError(f"{name}: V2 needs the type of {', '.join(untyped)}")
    own = (*(types or {}).values(), *([] if returns is None else [returns]))
    for each in own:
        _check_names(each)
    for word in (name, *([] if operation is None else [operation])):
        if not _NAME.fullmatch(word):
            raise ValueError(f"{word!r} is no name of a method")

    def run(request: Request, *arguments: Any) -> Any:
        try:
            return _php_value(function(*map(php.plain, arguments)))
        except Fault as fault:
            if fault.message:
                raise
            texts = dict(faults().values())
            raise Fault(fault.code, texts.get(fault.code, "Unknown Error")) from None

    return Method(
        name,
        title,
        tuple(declared),
        None if returns is None else ("result", returns.name),
        acl=acl,
        php_name=name,
        operation=operation or "",
        types=own,
        run=run,
    )


def own_resource(
    name: str,
    title: str = "",
    aliases: Sequence[str] = (),
    acl: str | None = None,
    faults: FaultTable | None = None,
) -> Resource:
    """A resource without methods yet. Raises `ValueError` for what is no name or no table of faults."""
    for each in (name, *aliases):
        if not _NAME.fullmatch(each):
            raise ValueError(f"{each!r} is no name of a resource")
    for key, fault in (faults or {}).items():
        if not (
            isinstance(fault, tuple) and len(fault) == 2 and isinstance(fault[0], int) and isinstance(fault[1], str)
        ):
            raise ValueError(f"the fault {key!r} is a code and a text, not {fault!r}")
    php_class = "_".join(word.capitalize() for word in name.split("_")) + "_Model_Api"
    return Resource(
        name, title or name, tuple(aliases), acl, php_class=php_class, faults=dict(faults) if faults else GLOBAL_FAULTS
    )


def _parameters(name: str, function: Callable[..., Any], types: Mapping[str, Type]) -> Iterable[Arg]:
    signature = inspect.signature(function)
    unknown = [key for key in types if key not in signature.parameters]
    if unknown:
        raise ValueError(f"{name} has no parameter {', '.join(unknown)}")
    for parameter in signature.parameters.values():
        if parameter.kind is not inspect.Parameter.POSITIONAL_OR_KEYWORD:
            raise ValueError(f"{name}: the API gives arguments by position or name, not {parameter}")
        default = REQUIRED if parameter.default is inspect.Parameter.empty else parameter.default
        declared = types[parameter.name].name if parameter.name in types else ANY.name
        yield Arg(parameter.name, declared, default=default, refers_to="product" if parameter.name in _PRODUCTS else "")


def _check_names(declared: Type) -> None:
    if not _NAME.fullmatch(declared.name):
        raise ValueError(f"{declared.name!r} is no name of a type")
    if isinstance(declared, Array):
        _check_names(declared.item)
    elif isinstance(declared, Struct):
        for field in declared.fields:
            if not _NAME.fullmatch(field.name):
                raise ValueError(f"{field.name!r} is no name of a field")
            if field.many:
                raise ValueError(f"the field {field.name!r} stands once; what stands more often is an Array")
            _check_names(field.type)


def _php_value(value: Any) -> Any:
    """What a function returned, as a value of PHP. Raises `TypeError` for what is none."""
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, Mapping):
        return {key if isinstance(key, int) else str(key): _php_value(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_php_value(each) for each in value]
    raise TypeError(f"a method of the API cannot return {value!r}")
