"""The commands of this room: ``report`` and ``gain``."""

import contextlib
import json as json_text
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from grader.classroom.commands import AssignmentOrAll, Whole, named
from grader.plain_errors import plain_errors

if TYPE_CHECKING:
    from nbgrader.apps.api import NbGraderAPI

    from grader.classroom.rows import Row

    from .summary import Summary

__all__ = ["gain", "report"]

By = Literal["learner", "exercise", "part", "misconception"]
Identity = Literal["username", "idnumber", "email"]
Target = Path | None


def report(
    assignment: AssignmentOrAll = None,
    *,
    whole: Whole = False,
    by: Annotated[By | None, typer.Option("--by", help="Show one table in full, in place of all.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")] = False,
    html: Annotated[
        Target, typer.Option("--html", metavar="FILE", help="Write the class as one page.")
    ] = None,
    csv: Annotated[
        Target, typer.Option("--csv", metavar="FILE", help="Write a table for a spreadsheet.")
    ] = None,
    canvas: Annotated[
        Target, typer.Option("--canvas", metavar="FILE", help="Write grades for Canvas to import.")
    ] = None,
    canvas_roster: Annotated[
        Target,
        typer.Option(
            "--canvas-roster", metavar="FILE", help="The gradebook exported from Canvas, for --canvas."
        ),
    ] = None,
    moodle: Annotated[
        Target, typer.Option("--moodle", metavar="FILE", help="Write grades for Moodle to import.")
    ] = None,
    moodle_by: Annotated[
        Identity, typer.Option("--moodle-by", help="How Moodle is to find a learner.")
    ] = "username",
    title: Annotated[
        str | None, typer.Option("--title", metavar="TEXT", help="The assignment's name in Canvas or Moodle.")
    ] = None,
) -> None:
    """Show how a class did: learners, exercises, the hardest parts, misconceptions, and reasons in words.

    With a FILE, write that and show nothing else; several may be asked for at once.
    """
    if canvas_roster and not canvas:
        raise typer.BadParameter("it is for --canvas FILE, which is missing", param_hint="--canvas-roster")
    if whole and (by or canvas or moodle):
        raise typer.BadParameter("--by, --canvas and --moodle are of one assignment", param_hint="--all")
    if whole:
        _whole_course(assignment, as_json=json, html=html, csv=csv)
        return
    with _summed_up(assignment) as (course, summary):
        _write(course, summary, html, csv)
        if canvas:
            from .canvas import read_roster, write_canvas

            roster = read_roster(canvas_roster) if canvas_roster else None
            _wrote(canvas, write_canvas(summary, canvas, roster=roster, title=title))
        if moodle:
            from .moodle import write_moodle

            _wrote(moodle, write_moodle(summary, moodle, identity=moodle_by, title=title))
    if json:
        typer.echo(_as_json(summary))
    elif by or not (html or csv or canvas or moodle):
        _show(summary, by)
    _warn(summary.rows)


@contextlib.contextmanager
def _summed_up(assignment: str | None) -> Iterator[tuple["NbGraderAPI", "Summary"]]:
    """Open the course and sum up the class; what goes wrong inside the block is told in words."""
    from grader.classroom.course import ClassroomError, open_course
    from grader.classroom.rows import rows

    from .summary import Summary

    with plain_errors(ClassroomError, OSError):
        course = open_course(Path.cwd())
        (name,) = named(course, assignment, whole=False)
        yield course, Summary(name, rows(course, name))


def _write(course: "NbGraderAPI", summary: "Summary", html: Target, csv: Target) -> None:
    if html:
        # The widgets take a second.
        from .class_gain import belongs_to, gain_of_class
        from .page import write_page

        write_page(summary, html, gain_of_class(course) if belongs_to(summary.assignment) else None)
        _wrote(html)
    if csv:
        from .sheet import write_sheet

        write_sheet(summary, csv)
        _wrote(csv)


def _whole_course(assignment: str | None, *, as_json: bool, html: Target, csv: Target) -> None:
    from grader.classroom.course import ClassroomError, open_course
    from grader.classroom.rows import rows

    from .summary import Summary
    from .whole_course.data import as_data
    from .whole_course.sheet import write_sheet
    from .whole_course.tables import at_a_glance
    from .whole_course.whole_course import WholeCourse

    with plain_errors(ClassroomError, OSError):
        course = open_course(Path.cwd())
        found = WholeCourse(
            [Summary(each, rows(course, each)) for each in named(course, assignment, whole=True)]
        )
        if html:
            from .class_gain import gain_of_class
            from .whole_course.page import write_page

            write_page(found, html, gain_of_class(course))
            _wrote(html)
        if csv:
            write_sheet(found, csv)
            _wrote(csv)
    if as_json:
        typer.echo(json_text.dumps(as_data(found), indent=1, ensure_ascii=False))
    elif not (html or csv):
        typer.echo(at_a_glance(found))
    _warn(found.rows)


def gain(
    *,
    json: Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")] = False,
    csv: Annotated[
        Target, typer.Option("--csv", metavar="FILE", help="Write a row a learner for a spreadsheet.")
    ] = None,
) -> None:
    """Show what the class has gained between pre- and post-assessment, by topic. Nothing of it is graded."""
    from rich.console import Console

    from grader.classroom.course import ClassroomError, open_course

    from .class_gain import as_data, gain_of_class
    from .gain_tables import show, write_sheet

    with plain_errors(ClassroomError, OSError):
        found = gain_of_class(open_course(Path.cwd()))
        if csv:
            write_sheet(found, csv)
            _wrote(csv)
    if json:
        typer.echo(json_text.dumps(as_data(found), indent=1, ensure_ascii=False))
    elif not csv:
        show(found, Console())


def _show(summary: "Summary", by: str | None) -> None:
    from .tables import BY, at_a_glance

    typer.echo(BY[by](summary) if by else at_a_glance(summary))


def _warn(rows: Iterable["Row"]) -> None:
    from grader.classroom.not_isolated import warning

    if weak := warning([row.level for row in rows]):
        typer.echo(f"\n{weak}", err=True)


def _wrote(file: Path, not_in_it: list[str] | None = None) -> None:
    typer.echo(f"wrote {file}")
    for line in not_in_it or ():
        typer.echo(f"  not in it: {line}")


def _as_json(summary: "Summary") -> str:
    from .data import as_data

    return json_text.dumps(as_data(summary), indent=1, ensure_ascii=False)
