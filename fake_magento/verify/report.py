"""What verifying found, to be read: a table for the terminal, JUnit's XML for CI, a page of HTML."""

from __future__ import annotations

import io
import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from lxml import etree
from lxml.builder import E as XML
from lxml.html.builder import E as HTML
from rich.box import Box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from fake_magento.protocols.encoding import mended
from fake_magento.verify.compare import Difference
from fake_magento.verify.play import Played, Report

_SAID = ("server", "fake")
_COLUMNS = ("dialect", "call", "differs in", *_SAID)
_NARROWEST = 12
_LINE_BELOW_HEAD = Box("    \n    \n -  \n" + "    \n" * 5, ascii=True)
_INDEX = re.compile(r"\[\d+\]")
_STYLE = """
body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem; color: #222 }
h1 { font-size: 1.4rem } h2 { font-size: 1.1rem; margin-top: 2rem }
table { border-collapse: collapse; table-layout: fixed; width: 100% }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid #ddd }
td { overflow-wrap: anywhere } td.said { font: 13px/1.4 ui-monospace, monospace; white-space: pre-wrap }
.alike { color: #14652a } .differs { color: #a11 } .lacks { color: #777 }
th.dialect { width: 4.5rem } th.call { width: 32% } th.differs { width: 18% }
summary { cursor: pointer; padding: .3rem 0 }
"""


def summary(report: Report) -> str:
    """One sentence: how much was played, and in how much the two differ."""
    found = [difference for _, difference in report.differences()]
    open_ = sum(difference.reason is None for difference in found)
    played = sum(not step.lacks for step in report.played)
    parts = [f"{_number(open_, 'difference')} in {_number(played, 'step')}"]
    if len(found) > open_:
        parts.append(f"{len(found) - open_} more that are deliberate")
    if len(report.played) > played:
        parts.append(f"{len(report.played) - played} not played")
    return ", ".join(parts)


def text(report: Report, width: int) -> str:
    """All that a terminal of that width shows."""
    lines = [f"{report.url} and a fake of {report.flavour}"]
    lines += [
        f"  {name:8} {'played' if problem is None else f'not offered: {problem}'}"
        for name, problem in report.dialects.items()
    ]
    rows = [*_rows(report, deliberate=False)]
    if rows:
        lines += ["", *_table([_COLUMNS, *rows], width)]
    for reason, count in _counted(difference.reason for _, difference in report.differences() if difference.reason):
        lines += ["", *textwrap.wrap(f"deliberate, {count} times: {reason}", width)]
    for lacks, count in _counted(f"{step.scenario}: {step.lacks}" for step in report.played if step.lacks):
        lines += textwrap.wrap(f"not played, {_number(count, 'step')} of {lacks}", width, subsequent_indent="  ")
    if report.left:
        lines += ["", "these could not be removed from the server:", *(f"  {file}" for file in report.left)]
    return "\n".join([*lines, "", summary(report)])


def _rows(report: Report, deliberate: bool) -> Iterator[tuple[str, ...]]:
    """The differences as rows below `_COLUMNS`; of those that have one cause the first alone."""
    found: dict[tuple[str, ...], list[tuple[Played, Difference]]] = {}
    for step, difference in report.differences():
        if bool(difference.reason) is deliberate:
            found.setdefault(_cause(difference), []).append((step, difference))
    for alike in found.values():
        step, first = alike[0]
        dialects = ", ".join(dict.fromkeys(step.dialect for step, _ in alike))
        what = _in_what(first) + (f", and {len(alike) - 1} more like it" if alike[1:] else "")
        what += f" ({first.reason})" if first.reason else ""
        yield dialects, f"{step.scenario}: {step.call}", what, first.server, first.fake


def _cause(difference: Difference) -> tuple[str, ...]:
    """What differences of one cause have in common: their kind, the name of what differs, and what was said of it.

    Of types that is the types, whatever the values.
    """
    said = [difference.server, difference.fake]
    if difference.kind == "type":
        said = [each.partition(" (")[0] for each in said]
    return difference.kind, _INDEX.sub("", difference.where).rpartition(".")[2], difference.reason or "", *said


def _in_what(difference: Difference) -> str:
    return f"{difference.kind} of {difference.where}" if difference.where else difference.kind


def _number(count: int, what: str) -> str:
    return f"{count or 'no'} {what}{'' if count == 1 else 's'}"


def _counted(texts: Iterable[str]) -> list[tuple[str, int]]:
    found = [*texts]
    return [(text, found.count(text)) for text in dict.fromkeys(found)]


def _table(rows: Sequence[Sequence[str]], width: int) -> list[str]:
    """The rows below a head, in columns that together are as wide as there is place; what is longer goes on below."""
    head, *body = ([Text(mended(cell)) for cell in row] for row in rows)
    table = Table(box=_LINE_BELOW_HEAD, show_edge=False, padding=(0, 1, 0, 0))
    for cell, *below in zip(head, *body, strict=True):
        table.add_column(cell, overflow="fold", min_width=min(_NARROWEST, max(map(len, (cell, *below)))))
    for row in body:
        table.add_row(*row)
    console = Console(file=io.StringIO(), width=width, color_system=None)
    with console.capture() as captured:
        console.print(table)
    return [line.rstrip() for line in captured.get().splitlines()]


def junit(report: Report) -> bytes:
    """The report as JUnit's XML: a suite for each dialect, a case for each step; a deliberate difference is no failure."""
    suites = XML.testsuites(name="fake-magento verify")
    for dialect, steps in groupby(report.played, lambda step: step.dialect):
        suite = XML.testsuite(name=dialect)
        for number, step in enumerate(steps, 1):
            suite.append(_case(dialect, number, step))
        for name, found in (("failures", "failure"), ("skipped", "skipped")):
            suite.set(name, str(len(suite.findall(f"*/{found}"))))
        suite.set("tests", str(len(suite)))
        suite.set("time", f"{sum(float(case.get('time', 0)) for case in suite):.3f}")
        suites.append(suite)
    if report.left:
        left = mended("\n".join(report.left))
        failure = XML.failure(left, message="what was made could not be removed from the server")
        suites.append(
            XML.testsuite(XML.testcase(failure, name="cleaning up"), name="cleaning up", tests="1", failures="1")
        )
    return etree.tostring(suites, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _case(dialect: str, number: int, step: Played) -> etree._Element:
    name = mended(f"{number} {step.call}")
    case: etree._Element = XML.testcase(classname=f"{dialect}.{step.scenario}", name=name, time=f"{step.seconds:.3f}")
    failed = [str(difference) for difference in step.differences if difference.reason is None]
    if step.lacks:
        case.append(XML.skipped(message=mended(step.lacks)))
    if failed:
        case.append(XML.failure(mended("\n".join(failed)), message=mended(failed[0])))
    deliberate = [f"{difference} ({difference.reason})" for difference in step.differences if difference.reason]
    if deliberate:
        case.append(XML("system-out", mended("\n".join(deliberate))))
    return case


def html(report: Report) -> bytes:
    """The report as a page that needs nothing else."""
    page = HTML.html(
        HTML.head(
            HTML.meta(charset="utf-8"), HTML.title(f"fake-magento verify: {summary(report)}"), HTML.style(_STYLE)
        ),
        HTML.body(
            HTML.h1(f"{report.url} and a fake of {report.flavour}"),
            HTML.p(summary(report), {"class": "alike" if report.is_alike else "differs"}),
            HTML.ul(
                *(
                    HTML.li(f"{name}: {'played' if problem is None else mended(f'not offered: {problem}')}")
                    for name, problem in report.dialects.items()
                )
            ),
            *_differences(report),
            *_left(report),
            HTML.h2("All steps"),
            *(
                _scenario(f"{dialect}: {scenario}", [*steps])
                for (dialect, scenario), steps in groupby(report.played, lambda step: (step.dialect, step.scenario))
            ),
        ),
        lang="en",
    )
    return etree.tostring(page, method="html", doctype="<!DOCTYPE html>", encoding="utf-8", pretty_print=True)


def _differences(report: Report) -> Iterator[etree._Element]:
    for title, name, deliberate in (
        ("Differences", "differences", False),
        ("Deliberate differences", "deliberate", True),
    ):
        rows = [*_rows(report, deliberate)]
        if rows:
            yield HTML.h2(title)
            yield _html_table(_COLUMNS, rows, id=name)


def _html_table(columns: Sequence[str], rows: Iterable[Sequence[str]], **attributes: str) -> etree._Element:
    heads = (HTML.th(column, {"class": column.partition(" ")[0]}) for column in columns)
    cells = (
        [_said(cell) if column in _SAID else HTML.td(mended(cell)) for column, cell in zip(columns, row, strict=True)]
        for row in rows
    )
    made: etree._Element = HTML.table(HTML.tr(*heads), *(HTML.tr(*each) for each in cells), **attributes)
    return made


def _left(report: Report) -> Iterator[etree._Element]:
    if report.left:
        yield HTML.h2("What could not be removed from the server")
        yield HTML.ul(*(HTML.li(mended(file)) for file in report.left), id="left")


def _scenario(title: str, steps: Sequence[Played]) -> etree._Element:
    differs = sum(difference.reason is None for step in steps for difference in step.differences)
    lacks = [step.lacks for step in steps if step.lacks]
    if len(lacks) == len(steps):
        outcome, name = f"not played: {lacks[0]}", "lacks"
    else:
        outcome, name = (_number(differs, "difference"), "differs") if differs else ("alike", "alike")
        outcome += f", {len(lacks)} not played" if lacks else ""
    rows = [(step.call, step.lacks or step.server, step.lacks or step.fake) for step in steps]
    section: etree._Element = HTML.details(
        HTML.summary(f"{title} ", HTML.span(mended(outcome), {"class": name})),
        _html_table(("call", *_SAID), rows),
    )
    return section


def _said(text: str) -> etree._Element:
    cell: etree._Element = HTML.td(mended(text), {"class": "said"})
    return cell
