"""Tells how far the fake answers as the recordings of the real server say: ``python -m tests.parity``.

Without names: how many steps are equal, by resource, dialect and face. With names of recordings: the differences of their steps.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator

from fake_magento.api.registry import core_registry
from tests.parity import strict
from tests.parity.play import RAW, Step, everything, judged
from tests.replay import FOLDERS, PATHS

_SHOWN = 160
_CELL = 11
_ALL, _OTHER = "all", "(functions, unknown)"


def main() -> None:
    """Run the tool."""
    parser = argparse.ArgumentParser(prog="python -m tests.parity", description=__doc__)
    parser.add_argument("names", nargs="*", help="recordings: v1_product_list, catalog/v1_product_list, or with the face")
    parser.add_argument("-k", metavar="TEXT", help="the recordings that have this text in their place")
    parser.add_argument("-m", metavar="METHOD", help="only steps of this method (product.list) or resource (product)")
    parser.add_argument("--face", choices=FOLDERS, help="only this face")
    parser.add_argument("-t", "--table", action="store_true", help="the table, also where recordings are named")
    parser.add_argument("-v", "--verbose", action="store_true", help="whole requests and answers of the steps that differ")
    parser.add_argument("--take-off", action="store_true", help=f"take what is equal off {strict.LIST.name}")
    given = parser.parse_args()

    kept = strict.not_yet()
    equal: list[str] = []
    steps: list[tuple[str, Step]] = []
    for place, recording in everything():
        if not _is_meant(place, given):
            continue
        found = list(recording())
        equal += (each for each, differences in judged(place, found) if each in kept and not differences)
        steps += [(place, step) for step in found if given.m is None or _is_of(step, given.m)]
    asked_for_all = not (given.names or given.k or given.m)
    if not asked_for_all:
        _tell(steps, given.verbose)
    if asked_for_all or given.table:
        print("\n".join(table(steps)))
    if given.take_off:
        strict.write(kept - set(equal))
        print(*(f"taken off: {place}" for place in equal), f"{len(kept) - len(equal)} are left", sep="\n")
    elif equal:
        print(*(f"equal, but in {strict.LIST.name}: {place}" for place in equal), sep="\n")


def _is_meant(place: str, given: argparse.Namespace) -> bool:
    if given.face and not place.startswith(f"{given.face}/"):
        return False
    if given.k and given.k not in place:
        return False
    return not given.names or any(f"/{place}".endswith(f"/{name}") for name in given.names)


def _is_of(step: Step, method: str) -> bool:
    return step.path == method or step.path.startswith(f"{method}.")


def _tell(steps: Iterable[tuple[str, Step]], verbose: bool) -> None:
    told = ""
    counted: Counter[bool] = Counter()
    for place, step in steps:
        counted[not step.differences] += 1
        if not step.differences:
            continue
        if told != place:
            told = place
            print(place)
        args = json.dumps(step.args, ensure_ascii=False)
        print(f"  {step} {args if verbose or len(args) <= _SHOWN else args[:_SHOWN] + ' …'}")
        for difference in step.differences:
            print(f"    {difference}")
        if verbose:
            for name, body in (
                ("request", step.request),
                ("recorded", step.recorded.body.decode("utf-8", "replace")),
                ("here", step.answered.body.decode("utf-8", "replace")),
            ):
                print(f"    {name}:\n{body.rstrip()}")
    print(f"{counted[True]} of {counted.total()} steps are equal")


def table(steps: Iterable[tuple[str, Step]]) -> Iterator[str]:
    """Equal steps of all steps: a row for each resource, a column for each dialect in each face."""
    columns = [(face, dialect) for face in FOLDERS for dialect in PATHS]
    equal: Counter[tuple[str, str, str]] = Counter()
    counted: Counter[tuple[str, str, str]] = Counter()
    for place, step in steps:
        face = place.partition("/")[0]
        for row in (_resource(step), _ALL):
            counted[row, face, step.dialect] += 1
            equal[row, face, step.dialect] += not step.differences
    rows = sorted({row for row, _, dialect in counted if dialect != RAW} - {_ALL}) + [_ALL]
    width = max(map(len, rows))
    yield " " * width + "".join(f"{face:^{_CELL * len(PATHS)}}" for face in FOLDERS)
    yield " " * width + "".join(f"{dialect:>{_CELL}}" for _, dialect in columns)
    for row in rows:
        cells = ((equal[row, *column], counted[row, *column]) for column in columns)
        yield f"{row:{width}}" + "".join(f"{f'{some}/{each}' if each else '':>{_CELL}}" for some, each in cells)
    for face in FOLDERS:
        yield f"{face} by plain HTTP: {equal[_ALL, face, RAW]}/{counted[_ALL, face, RAW]}"
    yield f"equal: {_sum(equal)} of {_sum(counted)}"


def _sum(counted: Counter[tuple[str, str, str]]) -> int:
    """How many steps were counted in the row of all."""
    return sum(number for (row, _, _), number in counted.items() if row == _ALL)


def _resource(step: Step) -> str:
    resource = core_registry().resource(step.path.partition(".")[0]) if "." in step.path else None
    return resource.name if resource else _OTHER


if __name__ == "__main__":
    main()
