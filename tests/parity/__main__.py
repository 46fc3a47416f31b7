"""Tells how far the fake answers as the recordings of the real server say: ``python -m tests.parity``.

Without names: how many steps are equal, by resource, dialect and face. With names of recordings: in what their steps differ.
"""

from __future__ import annotations

import argparse
import json
import signal
from collections import Counter
from collections.abc import Iterator

from fake_magento.api.registry import core_registry
from tests.parity import coverage, strict
from tests.parity.play import RAW, Step, everything, judged
from tests.replay import FOLDERS, PATHS

_SHOWN = 160
_CELL = 11
_ALL, _OTHER = "all", "(functions, unknown)"


def main() -> None:
    """Run the tool."""
    parser = argparse.ArgumentParser(prog="python -m tests.parity", description=__doc__)
    parser.add_argument(
        "names", nargs="*", help="recordings: v1_product_list, catalog/v1_product_list, or with the face"
    )
    parser.add_argument("-k", metavar="TEXT", help="the recordings that have this text in face/folder/name")
    parser.add_argument("-m", metavar="METHOD", help="only steps of this method (catalog_product.list) or resource")
    parser.add_argument("--face", choices=FOLDERS, help="only this face")
    parser.add_argument("-l", "--list", action="store_true", help="only how many steps of each recording are equal")
    parser.add_argument("-t", "--table", action="store_true", help="the table, also where recordings are named")
    parser.add_argument(
        "-v", "--verbose", action="store_true", help="whole requests and answers of the steps that differ"
    )
    parser.add_argument("--take-off", action="store_true", help=f"take what is equal off {strict.LIST.name}")
    parser.add_argument(
        "--coverage", action="store_true", help=f"write docs/{coverage.PAGE.name} anew, and nothing else"
    )
    given = parser.parse_args()
    if given.coverage:
        coverage.PAGE.write_text(coverage.page(), encoding="utf-8")
        return
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `| head` ends it

    meant = [(place, recording) for place, recording in everything() if _is_meant(place, given)]
    if not meant:
        parser.error("no recording is called so")
    by_resource = not (given.names or given.k or given.m)
    kept = strict.not_yet()
    equal: list[str] = []
    table = Table()
    for place, recording in meant:
        steps = list(recording())
        equal += (each for each, differences in judged(place, steps) if each in kept and not differences)
        asked = [step for step in steps if given.m is None or f"{step.path}.".startswith(f"{given.m}.")]
        table.add(place.partition("/")[0], asked)
        differing = [step for step in asked if step.differences]
        if asked and (given.list or not by_resource):
            print(f"{place}: {len(asked) - len(differing)} of {len(asked)} steps are equal")
        if not given.list and not by_resource:
            _tell(differing, given.verbose)
    if given.table or (by_resource and not given.list):
        print(*table.lines(), sep="\n")
    print(table.total())
    if given.take_off:
        strict.write(kept - set(equal))
    for place in equal:
        print(f"{'taken off' if given.take_off else 'equal, but on'} {strict.LIST.name}: {place}")


def _is_meant(place: str, given: argparse.Namespace) -> bool:
    if given.face and not place.startswith(f"{given.face}/"):
        return False
    if given.k and given.k not in place:
        return False
    return not given.names or any(f"/{place}".endswith(f"/{name}") for name in given.names)


def _tell(differing: list[Step], verbose: bool) -> None:
    for step in differing:
        args = json.dumps(step.args, ensure_ascii=False)
        print(f"  {step} {args if verbose or len(args) <= _SHOWN else args[:_SHOWN] + ' …'}")
        for difference in step.differences:
            print(f"    {difference}")
        if verbose:
            bodies = {"request": step.request.encode(), "recorded": step.recorded.body, "here": step.answered.body}
            for name, body in bodies.items():
                print(f"    {name}:\n{body.decode('utf-8', 'replace').rstrip()}")


class Table:
    """Equal steps of all steps: a row for each resource, a column for each dialect in each face."""

    def __init__(self) -> None:
        self._equal: Counter[tuple[str, str, str]] = Counter()
        self._counted: Counter[tuple[str, str, str]] = Counter()

    def add(self, face: str, steps: list[Step]) -> None:
        """Count these steps of a face."""
        for step in steps:
            for row in (_resource(step), _ALL):
                self._counted[row, face, step.dialect] += 1
                self._equal[row, face, step.dialect] += not step.differences

    def lines(self) -> Iterator[str]:
        """The table as text."""
        columns = [(face, dialect) for face in FOLDERS for dialect in PATHS]
        rows = [*sorted({row for row, _, dialect in self._counted if dialect != RAW} - {_ALL}), _ALL]
        width = max(map(len, rows))
        yield " " * width + "".join(f"{face:>{_CELL * len(PATHS)}}" for face in FOLDERS)
        yield " " * width + "".join(f"{dialect:>{_CELL}}" for _, dialect in columns)
        for row in rows:
            yield f"{row:{width}}" + "".join(f"{self._cell(row, *column):>{_CELL}}" for column in columns)
        for face in FOLDERS:
            yield f"{face} by plain HTTP: {self._cell(_ALL, face, RAW)}"

    def total(self) -> str:
        """How many steps are equal, in words."""
        equal, counted = (
            sum(number for (row, _, _), number in each.items() if row == _ALL) for each in (self._equal, self._counted)
        )
        return f"{equal} of {counted} steps are equal"

    def _cell(self, row: str, face: str, dialect: str) -> str:
        counted = self._counted[row, face, dialect]
        return f"{self._equal[row, face, dialect]}/{counted}" if counted else ""


def _resource(step: Step) -> str:
    resource = core_registry().resource(step.path.partition(".")[0]) if "." in step.path else None
    return resource.name if resource else _OTHER


if __name__ == "__main__":
    main()
