"""How the shop's database compares text: MySQL's ``utf8_general_ci``, which finds a SKU whatever its case."""

from __future__ import annotations

import unicodedata


def collate(text: str) -> str:
    """The key under which two texts that the database takes for equal are the same.

    Letters count without case and accents, spaces at the end do not count (transcript ``v1_update``: the SKU ``"123 "``
    finds ``"123"``).
    """
    text = text.rstrip(" ")
    if not text.isascii():
        decomposed = unicodedata.normalize("NFD", text)
        text = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return text.upper()
