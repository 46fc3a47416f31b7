"""``python -m benchmarks``: prints the table, and exits with status 1 where a target is missed."""

from __future__ import annotations

import sys
import time

from benchmarks.latency import ROUNDS, catalogue_row, client_rows, latency_rows
from benchmarks.memory import memory_rows
from benchmarks.scale import scale_rows
from benchmarks.startup import fresh_catalogue_row, startup_rows
from benchmarks.state import state_rows
from benchmarks.table import table

_LEGEND = f"""
"times" compares medians of one run, the fake's first. Of a call ({ROUNDS} each, in turns) the other one is the same answer,
canned, which pytest-httpserver gives to the same request of the same client over a connection of the same kind: one that stays
open. The less a client does itself, the higher the ratio: zeep writes envelopes and reads answers; requests, on which zeep
sends, posts bytes; http.client does next to nothing.
"report" is the default: the schema is asked when someone looks at the violations; "strict" asks it before each answer.
Of "fixture to first answer" the other one is pytest-httpserver's own fixture, in fresh processes in which pytest has imported
both plugins, as it does at its start; the row below it counts that import too. Memory is what tracemalloc finds.
"""


def main() -> int:
    """Measure everything; 1 where a target is missed."""
    started = time.perf_counter()
    rows = [
        *client_rows(),
        *latency_rows(),
        *startup_rows(),
        fresh_catalogue_row(),
        catalogue_row(),
        *scale_rows(),
        *state_rows(),
        *memory_rows(),
    ]
    print(table(rows))
    print(_LEGEND)
    missed = [row.name for row in rows if row.missed]
    print(f"{len(missed)} missed, {time.perf_counter() - started:.0f} s")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
