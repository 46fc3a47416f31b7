"""The table that the benchmarks print."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from benchmarks.timing import Ratio


@dataclass(frozen=True)
class Row:
    """A measurement: its number in ``unit``, the most that it may be (``None``: anything), and what it comes from."""

    name: str
    measured: float
    unit: str
    target: float | None = None
    note: str = ""

    @property
    def missed(self) -> bool:
        """Whether the number is above the target."""
        return self.target is not None and self.measured > self.target

    def cells(self) -> tuple[str, ...]:
        """The row as text."""
        outcome = "-" if self.target is None else "MISSED" if self.missed else "ok"
        target = "-" if self.target is None else self._number(self.target)
        return self.name, self._number(self.measured), target, outcome, self.note

    def _number(self, number: float) -> str:
        return f"{number:.0f} {self.unit}" if self.unit == "bytes" else f"{number:.2f} {self.unit}"


def ratio_row(name: str, ratio: Ratio, target: float | None) -> Row:
    """A row that compares two medians."""
    return Row(name, ratio.ours / ratio.other, "times", target, f"{ratio.ours * 1e3:.2f} / {ratio.other * 1e3:.2f} ms")


def table(rows: Iterable[Row]) -> str:
    """The rows as columns of text, with a heading."""
    lines = [("what", "measured", "at most", "", "medians"), *(row.cells() for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if number in (1, 2) else cell.ljust(width)
            for number, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )
