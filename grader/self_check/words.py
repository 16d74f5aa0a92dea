"""The grades of a notebook as lines for a terminal; at 80 columns nothing is cut off."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from course.called import called
from grader.checks import MARKS

from .check import Checked, Grade

__all__ = ["show"]

WIDEST = 100  # a line that is longer than this is hard to read, however wide the window is
LONGEST_LINE = 60
COLOURS = {"held": "green", "failed": "red", "open": "yellow"}


def show(checked: Checked, console: Console) -> None:
    """Print the grades exercise by exercise, the sum at the end."""
    console.width = min(console.width, WIDEST)
    for grade in checked.grades:
        console.print(Rule(style="dim"))
        for block in _grade(grade, checked.notebook):
            console.print(block)
    console.print(Rule(style="dim"))
    for remark in checked.remarks:
        console.print(_pairs([("Note", remark)], "yellow"))
    if not checked.is_isolated:
        console.print(_pairs([("Warning", f"This ran {checked.level}.")], "red"))
    number = len(checked.grades)
    said = f"{_points(checked.points, checked.maximum)} points in {number} exercise{'s' * (number != 1)}"
    console.print(Text(said, style="bold"))


def _grade(grade: Grade, notebook: Path) -> Iterator[Any]:
    report = grade.report or {}
    title = Table.grid(expand=True, padding=(0, 2))
    title.add_column(ratio=1)
    title.add_column(justify="right", no_wrap=True)
    name = _text(f"{grade.exercise}  {report.get('title', '')}".strip())
    title.add_row(name, _points(grade.points, grade.maximum), style="bold")
    yield title
    if grade.reason:
        yield Padding(_text(grade.reason), (0, 0, 0, 2))
    if not report:
        return
    if report["points"] != report["maximum"]:
        yield Padding(_text(report["message"]), (0, 0, 0, 2))
    if not (report["untouched"] or report["defect"]):
        yield Padding(_parts(report["parts"]), (1, 0, 0, 2))
        if finding := next(_findings(report["parts"]), None):
            yield Padding(_pairs(finding, "dim"), (1, 0, 0, 4))
    if ending := list(_ending(report, grade.opened_hints, notebook)):
        yield Padding(_pairs(ending, "bold"), (1, 0, 0, 2))


def _parts(parts: list[dict[str, Any]]) -> Table:
    table = Table.grid(expand=True, padding=(0, 2))
    table.add_column()
    table.add_column(ratio=1)
    table.add_column(justify="right", no_wrap=True)
    for part in parts:
        note = f" ({part['note']})" if part["note"] else ""
        name = _text(f"{part['name']}{note}")
        table.add_row(
            Text(MARKS[part["state"]], style=COLOURS[part["state"]]),
            name,
            _points(part["earned"], part["points"]),
        )
    return table


def _findings(parts: list[dict[str, Any]]) -> Iterator[list[tuple[str, str]]]:
    """Yield what was found by each part that failed: rows of a name and a text."""
    for part in parts:
        for finding in part["findings"]:
            rows = [("in", finding["where"])]
            if finding["given"] is not None:
                rows.append(("given", _value(finding["given"])))
            rows += [("got", _value(finding["got"])), ("expected", _value(finding["expected"]))]
            if finding["line"] and finding["line"]["text"]:
                rows.append((f"line {finding['line']['number']}", finding["line"]["text"].strip()))
            if part["more"]:
                rows.append(("and", f"{part['more']} more like it"))
            yield rows


def _ending(report: dict[str, Any], opened: int, notebook: Path) -> Iterator[tuple[str, str]]:
    if report["printed"]:
        yield "Printed", report["printed"]
    if report["hint"]:
        yield "Hint", report["hint"]["text"]
    if report["points"] < report["maximum"] and not report["defect"]:
        yield "Next", _next(report, opened, notebook)


def _next(report: dict[str, Any], opened: int, notebook: Path) -> str:
    """Say where to write, which rung of the ladder is the next, with the command as it is typed here, or where to read."""
    every, name = report["hints"], report["exercise"]
    ways = [f"fill in its cell in {_from_here(notebook)}, save it, and check again"] * report["untouched"]
    if every and opened < every:
        # A command on a line of its own is not broken, and can be copied.
        ways.append(f"open hint {opened + 1} of {every} with\n`{called('hint ' + name)}`")
    elif every:
        ways.append(
            f"all {every} hints are open: `{called('hint ' + name)}` shows them again, "
            f"and `{called('solution ' + name)}` the course's own answer"
        )
    if report["lesson"]:
        ways.append(f"go back to lesson step {report['lesson']}")
    return f"{', or '.join(ways)}." if ways else "change your answer and check again."


def _from_here(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def _pairs(rows: list[tuple[str, str]], style: str) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True, style=style)
    table.add_column(overflow="fold")
    for name, text in rows:
        table.add_row(name, _text(text))
    return table


def _text(text: str) -> Text:
    """Return a text as it is: no markup, and nothing in it that would steer the terminal."""
    return Text(
        "".join(each if each.isprintable() or each == "\n" else "\N{REPLACEMENT CHARACTER}" for each in text)
    )


def _value(value: Any) -> str:
    """Return a value of a report, which has been shortened: a text as it is, data as JSON."""
    if isinstance(value, str):
        return value
    line = json.dumps(value, ensure_ascii=False)
    return line if len(line) <= LONGEST_LINE else json.dumps(value, ensure_ascii=False, indent=2)


def _points(points: float, maximum: float) -> str:
    return f"{points:g} of {maximum:g}"
