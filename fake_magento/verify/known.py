"""The deliberate differences between the real server and the fake, each with its reason.

The same table stands in `docs/differences.md`. Nothing else is excepted, neither when transcripts are replayed nor when a
server is verified; what the real server itself answers otherwise each time is in `fake_magento.verify.varying`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Known:
    """Text of the real server's answers that the fake leaves out, and why; a group of ``recorded`` is what stays of it."""

    recorded: re.Pattern[str]
    reason: str

    def leave_out(self, answer: str) -> str:
        """The real server's answer as the fake gives it; the fake's own is as it was."""
        return self.recorded.sub(lambda match: match[1] if match.re.groups else "", answer)


LEAKED_PATH = Known(
    re.compile(r"(?:, called)? in [^\s<>]+\.php on line \d+"),
    "the path and line of a PHP file are a leak of the server's",
)
LEAKED_SQL = Known(
    re.compile(r"(SQLSTATE\[\w+\](?:: [A-Z][\w ]+(?:: \d+)?)?)[^<]*"),
    "what the database says of its tables is a leak of the server's",
)
KNOWN = (LEAKED_PATH, LEAKED_SQL)


def as_the_fake_answers(answer: str) -> str:
    """An answer of the real server with every deliberate difference applied."""
    for known in KNOWN:
        answer = known.leave_out(answer)
    return answer


def reason(server: str, fake: str) -> str | None:
    """Why the texts differ, where that is deliberate."""
    for known in KNOWN:
        if server != fake and known.leave_out(server) == known.leave_out(fake):
            return known.reason
    return None
