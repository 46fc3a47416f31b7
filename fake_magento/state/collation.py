"""How the shop's database keeps and compares text: MySQL's character set ``utf8``, and its collation ``utf8_general_ci``."""

from __future__ import annotations

import re
from functools import cache
from unicodedata import category, ucd_3_2_0

_BLOCKS = (0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x1E, 0x1F, 0x21, 0x24, 0xFF)
"""The blocks of 256 characters in which a letter may compare as another; everywhere else it compares as itself."""

_EXCEPTIONS = {"ß": "S", "ϲ": "Σ", "Й": "Й", "й": "Й"}
_BEFORE_THEIR_CAPITALS = frozenset("ƞϙϵҋӆӊӎԁԃԅԇԉԋԍԏ")
"""Letters that got their capital, or came themselves, between Unicode 3.0, which MySQL's table knows, and 3.2."""

_BEYOND_THREE_BYTES = re.compile("[\U00010000-\U0010ffff]")


def collate(text: str) -> str:
    """The key under which two texts that the database takes for equal are the same.

    Letters count without case and accents, each as one letter (``ß`` is ``s``), and spaces at the end do not count
    (transcripts ``v1_update``, where the SKU ``"123 "`` finds ``"123"``, and ``v1_product_ids``). The rule was compared with
    what MariaDB's ``weight_string`` says of each character of the basic plane; those beyond it are all the same.
    """
    text = text.rstrip(" ")
    if text.isascii():
        return text.upper()
    return _BEYOND_THREE_BYTES.sub("\ufffd", text).translate(_weights())


def stored(text: str) -> str:
    """The text as the database keeps it: of a character beyond the basic plane four question marks (``v1_labels``)."""
    return text if text.isascii() else _BEYOND_THREE_BYTES.sub("????", text)


@cache
def _weights() -> dict[int, str]:
    letters = (chr(block << 8 | number) for block in _BLOCKS for number in range(256))
    return {ord(letter): _EXCEPTIONS.get(letter) or _capital(letter) for letter in letters}


def _capital(letter: str) -> str:
    """The capital of the letter without its accents, as far as Unicode had them in that version."""
    if ucd_3_2_0.category(letter) == "Cn":
        return letter
    base = _base(letter)
    capital = base.upper()
    if len(capital) > 1 or letter in _BEFORE_THEIR_CAPITALS or ucd_3_2_0.category(capital) == "Cn":
        return base
    return capital


def _base(letter: str) -> str:
    """What is left of a letter with accents; a letter that is another one by definition, such as the Kelvin sign, stays."""
    parts = ucd_3_2_0.decomposition(letter).split()
    if len(parts) == 2 and not parts[0].startswith("<"):
        base = chr(int(parts[0], 16))
        if category(base).startswith("L"):
            return _base(base)
    return letter
