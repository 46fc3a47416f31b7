"""The deliberate differences between the recorded server and the fake, each with its reason.

The same table stands in `docs/differences.md`. Nothing else is excepted when transcripts are replayed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Difference:
    """Text of a recorded answer that the fake leaves out, and why."""

    recorded: re.Pattern[str]
    reason: str

    def leave_out(self, answer: str) -> str:
        """The recorded answer as the fake gives it."""
        return self.recorded.sub("", answer)


LEAKED_PATH = Difference(
    re.compile(r" in /var/www/magento/\S+\.php on line \d+(?= and (?:exactly|at least) \d+ expected)"),
    "the path and line of a PHP file are a leak of the server's",
)
DIFFERENCES = (LEAKED_PATH,)


def as_the_fake_answers(recorded: str) -> str:
    """A recorded answer with every deliberate difference applied."""
    for difference in DIFFERENCES:
        recorded = difference.leave_out(recorded)
    return recorded
