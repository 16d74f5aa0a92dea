"""The gain of a class as a table on a terminal, as a section of the class's page, and for a spreadsheet."""

import csv
from collections.abc import Iterator
from html import escape
from pathlib import Path

from rich.console import Console
from rich.markup import escape as plain
from rich.table import Table

from course.widgets.lesson.assessment.blueprint import blueprint
from course.widgets.lesson.assessment.points import Gain, total
from course.widgets.lesson.assessment.result import share_of
from grader.classroom.table import one_line

from .class_gain import ClassGain
from .texts import number, safe

__all__ = ["as_section", "show", "write_sheet"]

HEADS = ("topic", "of", "before", "after", "gain", "normalised")
NOTE = (
    "Normalised: the gain as a share of what was left to gain. Nothing of this is graded, and a topic of one or two items "
    "says little about a single learner."
)


def show(found: ClassGain, console: Console) -> None:
    """Print the table, whose means it holds, and what is not counted."""
    table = Table(title="Gain between the assessments", title_justify="left")
    for head in HEADS:
        table.add_column(head, justify="left" if head == "topic" else "right")
    for line in _lines(found):
        table.add_row(*line)
    if found.who:
        console.print(table)
    console.print(f"{found.headline}.", highlight=False)
    for remark in found.remarks:
        console.print(plain(f"  {one_line(remark)}"), highlight=False)
    console.print(NOTE)


def as_section(found: ClassGain) -> str:
    """Return the same as HTML, for the page of a class."""
    remarks = "".join(f"<li>{escape(remark)}</li>" for remark in found.remarks)
    said = f"<p>{escape(found.headline)}. {NOTE}</p>{f'<ul>{remarks}</ul>' if remarks else ''}"
    if not found.who:
        return said
    head = "".join(f'<th scope="col"{_css(name)}>{name}</th>' for name in HEADS)
    rows = "".join(
        f'<tr{" class=class-sum" if name == "all" else ""}><th scope="row">{escape(name)}</th>'
        + "".join(f'<td class="course-number">{escape(cell)}</td>' for cell in cells)
        + "</tr>"
        for name, *cells in _lines(found)
    )
    caption = "Mean points by topic"
    return (
        f'<div class="class-scroll" tabindex="0" role="region" aria-label="{caption}"><table class="class-narrow">'
        f"<caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>{said}"
    )


def write_sheet(found: ClassGain, file: Path) -> None:
    """Write a row a learner to `file`: points by topic before and after, in all, and the gain. Raises OSError.

    A cell is empty where an end is missing. The file opens with a byte-order mark, which Excel needs.
    """
    topics = blueprint().topics
    heads = [f"{when}: {topic.title}" for when in ("before", "after") for topic in topics]
    with file.open("w", encoding="utf-8-sig", errors="replace", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(["learner", "before", "after", "gained", "normalised gain", *heads])
        for learner in sorted({*found.before, *found.after}):
            writer.writerow([safe(learner), *_sums(found, learner), *_by_topic(found, learner)])


def _lines(found: ClassGain) -> Iterator[list[str]]:
    for gain in [*found.topics, found.all]:
        yield [gain.title, number(gain.most), *_cells(found, gain)]


def _cells(found: ClassGain, gain: Gain) -> list[str]:
    before = number(gain.before) if "before" in found.ends else ""
    after = number(gain.after) if "after" in found.ends else ""
    return [before, after, *([number(gain.points), share_of(gain)] if found.both else ["", ""])]


def _sums(found: ClassGain, learner: str) -> list[str]:
    before, after = (
        number(sum(points[learner].values())) if learner in points else ""
        for points in (found.before, found.after)
    )
    each = found.of_learner(learner)
    if each is None:
        return [before, after, "", ""]
    whole = total(each)
    share = "" if whole.normalised is None else number(whole.normalised)
    return [before, after, number(whole.points), share]


def _by_topic(found: ClassGain, learner: str) -> list[str]:
    return [
        number(points[learner][topic.id]) if learner in points else ""
        for points in (found.before, found.after)
        for topic in blueprint().topics
    ]


def _css(name: str) -> str:
    return "" if name == "topic" else ' class="course-number"'
