"""PHP's values as the API sees them: what a client sends is coerced by PHP's rules before a resource acts on it.

Python stands in for PHP like this: ``None`` is null, ``bool``, ``int``, ``float`` and ``str`` are themselves, ``list``
and ``dict`` are both arrays (a ``dict`` keeps its keys), and `PhpObject` is an instance of ``stdClass``. A PHP string is a
string of bytes: bytes that are no UTF-8 are kept as surrogates (``surrogateescape``).
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from math import isfinite
from typing import Any

from fake_magento.errors import FakeMagentoError

_NUMBER = r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?"
_NUMERIC = re.compile(rf"[ \t\n\r\v\f]*{_NUMBER}[ \t\n\r\v\f]*\Z", re.ASCII)
_NUMERIC_PREFIX = re.compile(rf"[ \t\n\r\v\f]*({_NUMBER})", re.ASCII)
_INTEGER_KEY = re.compile(r"0|-?[1-9][0-9]{0,17}", re.ASCII)
_NOT_BASE64 = re.compile(r"[^A-Za-z0-9+/]")
_SCALARS = frozenset((str, int, float, bool, type(None)))
_INT_MAX = 2**63 - 1
_INT_DIGITS = len(str(_INT_MAX))
"""Fewer digits are always an integer of 64 bits."""


class PhpError(FakeMagentoError):
    """PHP's own ``Error``: no handler of the API catches it, the SOAP server answers it as ``SOAP-ENV:Server``."""


class UncaughtError(FakeMagentoError):
    """An exception that neither the API nor its server catches: the shop's page for errors, with status 503."""


@dataclass
class PhpObject:
    """An instance of ``stdClass``: what PHP makes of an untyped XML structure."""

    properties: dict[str, Any] = field(default_factory=dict)


def item(array: Any, key: str) -> Any:
    """``$array[$key] ?? null``: the value, or ``None`` where ``isset`` would say no.

    Raises `PhpError` for an object, which PHP refuses to index.
    """
    if isinstance(array, dict):
        return array.get(key)
    if isinstance(array, PhpObject):
        raise PhpError("Cannot use object of type stdClass as array")
    return None


def read(array: Any, key: str) -> Any:
    """``$array[$key]``: as `item`, but text is refused too, which PHP indexes by numbers alone (`PhpError`)."""
    if isinstance(array, str):
        raise PhpError("Cannot access offset of type string on string")
    return item(array, key)


def is_array(value: Any) -> bool:
    """``is_array($value)``."""
    return isinstance(value, (list, dict))


def plain(value: Any) -> Any:
    """The value with mappings instead of objects, at any depth. What many refer to stays one thing."""
    return _plain(value, {})


def _plain(value: Any, done: dict[int, Any]) -> Any:
    if isinstance(value, PhpObject):
        value = value.properties
    if not is_array(value):
        return value
    made = done.get(id(value))
    if made is None:
        if isinstance(value, dict):
            made = {key: each if type(each) in _SCALARS else _plain(each, done) for key, each in value.items()}
        else:
            made = [each if type(each) in _SCALARS else _plain(each, done) for each in value]
        done[id(value)] = made
    return made


def is_list(value: Any) -> bool:
    """Whether a value is an array with the keys 0, 1, 2, …; an empty one is."""
    return isinstance(value, list) or (isinstance(value, dict) and [*value] == [*range(len(value))])


def values(array: Any) -> list[Any]:
    """The values of a PHP array, in order."""
    return list(array.values()) if isinstance(array, dict) else list(array)


def foreach(value: Any) -> list[Any]:
    """What ``foreach ($value as $each)`` goes through: an array's values, an object's properties, of anything else nothing."""
    if isinstance(value, PhpObject):
        value = value.properties
    return values(value) if is_array(value) else []


def count(value: Any) -> int:
    """``count($value)``. Raises `PhpError` for what is no array."""
    if not is_array(value):
        must = f"must be of type Countable|array, {type_name(value)} given"
        raise PhpError(f"count(): Argument #1 ($value) {must}")
    return len(value)


def array_merge(left: list[Any], right: Any) -> list[Any]:
    """``array_merge($left, $right)`` of lists. Raises `PhpError` where ``right`` is no array."""
    if not is_array(right):
        raise PhpError(f"array_merge(): Argument #2 must be of type array, {type_name(right)} given")
    return [*left, *values(right)]


def first(array: Any) -> Any:
    """``$array[0] ?? null``."""
    if isinstance(array, dict):
        return array.get(0)
    return array[0] if array else None


def type_name(value: Any) -> str:
    """What PHP calls the type of a value in its messages."""
    if isinstance(value, PhpObject):
        return "stdClass"
    names = {type(None): "null", bool: "bool", int: "int", float: "float", str: "string"}
    return names.get(type(value), "array")


def is_numeric(value: Any) -> bool:
    """``is_numeric($value)`` of PHP 8: white space may stand on both sides."""
    if isinstance(value, str):
        return _NUMERIC.match(value) is not None
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def to_int(value: Any) -> int:
    """``(int) $value``: the leading number of a string, 0 where there is none.

    What is too large stops at the ends of 64 bits where it is text, and wraps around there where it is a float.
    """
    if type(value) is int:
        return value
    if isinstance(value, str):
        if len(value) < _INT_DIGITS and value.isascii() and value.isdigit():
            return int(value)
        match = _NUMERIC_PREFIX.match(value)
        if match is None:
            return 0
        number = match[1]
        if number.lstrip("+-").isdigit():
            return max(-_INT_MAX - 1, min(_INT_MAX, _digits_to_int(number)))
        exact = float(number)
        return max(-_INT_MAX - 1, min(_INT_MAX, int(exact))) if isfinite(exact) else 0
    if isinstance(value, float):
        return (int(value) + _INT_MAX + 1) % 2**64 - _INT_MAX - 1 if isfinite(value) else 0
    if is_array(value):
        return 1 if value else 0
    if isinstance(value, PhpObject):
        return 1
    return int(value or 0)


def begins_with_number(value: str) -> bool:
    """Whether PHP calculates with a string, if with a warning, instead of refusing it."""
    return _NUMERIC_PREFIX.match(value) is not None


def to_float(value: str) -> float:
    """``(float) $value`` of a string: its leading number, 0 where there is none."""
    match = _NUMERIC_PREFIX.match(value)
    return float(match[1]) if match else 0.0


def _digits_to_int(digits: str) -> int:
    """An integer of any length; Python refuses to read more than some thousands of digits, PHP stops at 64 bits."""
    sign = -1 if digits.startswith("-") else 1
    digits = digits.lstrip("+-").lstrip("0")
    return sign * (int(digits or "0") if len(digits) < 20 else _INT_MAX + 1)


def to_string(value: Any) -> str:
    """``(string) $value``. Raises `PhpError` for an object."""
    if type(value) is str:
        return value
    if value is None or value is False:
        return ""
    if value is True:
        return "1"
    if isinstance(value, float):
        return _float_to_string(value)
    if is_array(value):
        return "Array"
    if isinstance(value, PhpObject):
        raise PhpError("Object of class stdClass could not be converted to string")
    return str(value)


def _float_to_string(value: float) -> str:
    if value != value:
        return "NAN"
    if value in (float("inf"), float("-inf")):
        return "INF" if value > 0 else "-INF"
    mantissa, exponent, power = f"{value:.14G}".partition("E")
    if not exponent:
        return mantissa
    return f"{mantissa if '.' in mantissa else mantissa + '.0'}E{int(power):+d}"


def var_export(value: Any, indent: str = "") -> str:
    """``var_export($value, true)`` of scalars, null and arrays of them."""
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "NULL"}[value]
    if is_array(value):
        entries = value.items() if isinstance(value, dict) else enumerate(value)
        inner = f"{indent}  "
        lines = [f"{inner}{var_export(key)} => {_exported_item(each, inner)},\n" for key, each in entries]
        return f"array (\n{''.join(lines)}{indent})"
    if isinstance(value, str):
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"
    if isinstance(value, float) and value.is_integer():
        return f"{to_string(value)}{'' if 'E' in to_string(value) else '.0'}"
    return to_string(value)


def _exported_item(value: Any, indent: str) -> str:
    return f"\n{indent}{var_export(value, indent)}" if is_array(value) else var_export(value)


def check_object(value: Any) -> None:
    """What ``get_object_vars($value)`` asks for. Raises `PhpError` for null."""
    if value is None:
        must = f"must be of type object, {type_name(value)} given"
        raise PhpError(f"get_object_vars(): Argument #1 ($object) {must}")


def is_above_zero(value: Any) -> bool:
    """``$value > 0``, by PHP's comparison: text that is no number is, other than an array, greater than 0 as text is."""
    if isinstance(value, str):
        return to_float(value) > 0 if is_numeric(value) else value > "0"
    if value is None or isinstance(value, (bool, int, float)):
        return bool(value and value > 0)
    return True


def serialize(value: Any) -> str:
    """``serialize($value)`` of scalars, null and arrays of them; an object is written as one of ``stdClass``."""
    if value is None:
        return "N;"
    if isinstance(value, bool):
        return f"b:{int(value)};"
    if isinstance(value, int):
        return f"i:{value};"
    if isinstance(value, float):
        return f"d:{repr(value).removesuffix('.0')};"
    if isinstance(value, str):
        return f's:{len(value.encode("utf-8", "surrogateescape"))}:"{value}";'
    items = value.properties if isinstance(value, PhpObject) else value
    pairs = items.items() if isinstance(items, dict) else enumerate(items)
    written = "".join(f"{serialize(key)}{serialize(each)}" for key, each in pairs)
    kind = 'O:8:"stdClass"' if isinstance(value, PhpObject) else "a"
    return f"{kind}:{len(items)}:{{{written}}}"


def is_empty(value: Any) -> bool:
    """``empty($value)``: what PHP takes for false, the string ``"0"`` among it."""
    if isinstance(value, PhpObject):
        return False
    return not value or value == "0"


def equals(left: Any, right: Any) -> bool:
    """``$left == $right``, PHP 8's loose comparison, of scalars and null; arrays equal none of them, objects the number 1."""
    if type(left) is str and type(right) is str:
        return left == right or (is_numeric(left) and is_numeric(right) and float(left) == float(right))
    if isinstance(left, bool) or isinstance(right, bool) or left is None or right is None:
        if isinstance(left, str) and right is None:
            return left == ""
        if left is None and isinstance(right, str):
            return right == ""
        return is_empty(left) == is_empty(right)
    if isinstance(left, PhpObject) and isinstance(right, (int, float)):
        return right == 1
    if isinstance(right, PhpObject) and isinstance(left, (int, float)):
        return left == 1
    if isinstance(left, (list, dict, PhpObject)) or isinstance(right, (list, dict, PhpObject)):
        return False
    if is_numeric(left) and is_numeric(right):
        return float(left) == float(right)
    return to_string(left) == to_string(right)


def is_at_most(value: Any, number: float) -> bool:
    """``$value <= $number``, PHP 8's loose comparison with a float: text that is no number is compared as text."""
    if value is None or isinstance(value, bool):
        return not value or number != 0
    if isinstance(value, str) and not is_numeric(value):
        return value <= to_string(number)
    return isinstance(value, (str, int, float)) and float(value) <= number


def array_key(value: Any) -> str | int:
    """What PHP makes of ``value`` as the key of an array: a string of a decimal integer becomes the integer.

    Raises `PhpError` for an array or object, which cannot be a key.
    """
    if isinstance(value, (list, dict, PhpObject)):
        raise PhpError("Illegal offset type in isset or empty")
    if isinstance(value, (bool, float)):
        return to_int(value)
    if isinstance(value, int):
        return value
    text = to_string(value)
    return int(text) if _INTEGER_KEY.fullmatch(text) else text


def strip_tags(value: Any) -> str:
    """``strip_tags($value)``: without tags, comments and what follows a tag that never ends.

    Raises `PhpError` for an array or object.
    """
    if is_array(value) or isinstance(value, PhpObject):
        must = f"must be of type string, {type_name(value)} given"
        raise PhpError(f"strip_tags(): Argument #1 ($string) {must}")
    text = to_string(value).replace("\0", "")
    first = text.find("<")
    return text if first < 0 else text[:first] + "".join(_outside_tags(text[first:]))


def _outside_tags(text: str) -> Iterator[str]:
    """The letters that stand in no tag (``<b``, which others may stand in), declaration (``<!``) or comment (``<!--``)."""
    state, quote, depth = "", "", 0
    for at, letter in enumerate(text):
        before = text[max(0, at - 2) : at]
        if not state:
            if letter != "<" or text[at + 1 : at + 2].isspace():
                yield letter
            else:
                state, quote, depth = "<", "", 0
        elif letter == ">" and state == "<!--":
            state = "" if before == "--" and not quote else state
        elif letter == ">" and depth:
            depth -= 1
        elif letter == ">" and not quote:
            state = ""
        elif letter in "\"'" and state != "<!--" and quote in ("", letter):
            quote = "" if quote else letter
        elif letter == "<" and state == "<" and not quote and not text[at + 1 : at + 2].isspace():
            depth += 1
        elif letter == "!" and state == "<" and before[-1:] == "<":
            state = "<!"
        elif letter == "-" and state == "<!" and before == "!-":
            state = "<!--"


def base64_decode(value: Any) -> bytes | None:
    """``base64_decode($value, true)``: the bytes, or ``None`` for what strict decoding refuses.

    White space is skipped, padding may be missing but not wrong. Raises `PhpError` for an array or object.
    """
    if isinstance(value, (list, dict, PhpObject)):
        must = f"must be of type string, {type_name(value)} given"
        raise PhpError(f"base64_decode(): Argument #1 ($string) {must}")
    text = to_string(value)
    if len(text) % 4 == 0:  # what is canonical needs no closer look
        with suppress(ValueError):
            return binascii.a2b_base64(text, strict_mode=True)
    text = text.translate(_NO_SPACE)
    digits = text.rstrip("=")
    padding = len(text) - len(digits)
    if len(digits) % 4 == 1 or (padding and (padding > 2 or len(text) % 4)) or _NOT_BASE64.search(digits):
        return None
    return binascii.a2b_base64(digits + "=" * (-len(digits) % 4))


def base64_decode_leniently(text: str) -> bytes:
    """``base64_decode($text)``: what is no digit of base64 is skipped."""
    digits = _NOT_BASE64.sub("", text)
    digits = digits[: len(digits) - (len(digits) % 4 == 1)]
    return binascii.a2b_base64(digits + "=" * (-len(digits) % 4))


_NO_SPACE = dict.fromkeys(map(ord, " \t\n\r"))


def unserialised(content: bytes) -> str:
    """A PHP string of these bytes."""
    return content.decode("utf-8", "surrogateescape")
