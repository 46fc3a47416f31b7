"""What somebody may have meant by a name that there is not."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from itertools import islice

_FEW = 20
"""As many names are listed at most."""

_LOOKED_AT = 10_000
"""Of more names only so many are compared, so that a message about a large shop does not take seconds."""


def nearest(name: object, names: Iterable[object], before: str = "") -> str:
    """The end of a message about a name that there is not: what may be meant, or all names where they are few.

    ``before`` is what the message says before each of the names.
    """
    known = [str(each) for each in islice(names, _LOOKED_AT)]
    close = get_close_matches(str(name), known, 1)
    if close:
        return f"; is {before + close[0]!r} meant?"
    return f"; there are {', '.join(repr(before + each) for each in known) or 'none'}" if len(known) <= _FEW else ""
