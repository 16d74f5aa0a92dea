"""The command of this room: ``take-in``."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from grader.classroom.commands import AssignmentName
from grader.plain_errors import plain_errors

if TYPE_CHECKING:
    from nbgrader.apps.api import NbGraderAPI

    from grader.take_in.owners import Known
    from grader.take_in.shelving import Taken

__all__ = ["take_in"]


def take_in(
    assignment: AssignmentName,
    source: Annotated[
        Path, typer.Argument(metavar="SOURCE", help="A folder, or the zip archive from Canvas or Moodle.")
    ],
    *,
    roster: Annotated[
        Path | None, typer.Option("--roster", metavar="FILE", help="The learners, as for `release`.")
    ] = None,
    people: Annotated[
        Path | None,
        typer.Option(
            "--people",
            metavar="FILE",
            help="Canvas's exported gradebook, or Moodle's grading worksheet (CSV).",
        ),
    ] = None,
    replace: Annotated[
        bool,
        typer.Option("--replace", help="Put it in the place of an earlier submission, which is kept aside."),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")] = False,
) -> None:
    """Take submissions out of a folder or archive, and put each into its learner's folder to be graded."""
    from grader.classroom.course import ClassroomError, expect_assignment, open_course
    from grader.release.roster import RosterError, learners

    from .owners import Owners, read_people
    from .parcels import parcels
    from .shelving import take_in as put

    with plain_errors(ClassroomError, RosterError, OSError):
        course = open_course(Path.cwd())
        expect_assignment(course, assignment)
        known = _known(course, learners(roster) if roster else [])
        owners = Owners(known, read_people(people, known) if people else None)
        directory = course.coursedir
        submitted = Path(directory.format_path(directory.submitted_directory, "x", "x")).parents[1]
        done = put(parcels(source), owners, submitted, assignment, replace=replace)
    _tell(done, as_json=as_json)
    if not any(one.what in ("taken", "replaced", "the same as before") for one in done):
        raise typer.Exit(1)


def _known(course: "NbGraderAPI", listed: list[str]) -> "Known":
    """Return the learners of the gradebook and of a list, with their addresses and numbers."""
    from grader.classroom.course import gradebook

    from .owners import Known

    with gradebook(course) as book:
        students = [(each.id, each.email, each.lms_user_id) for each in book.students]
    words = {str(word): who for who, *others in students for word in others if word}
    return Known(tuple(dict.fromkeys([*listed, *(who for who, *_ in students)])), words)


def _tell(done: list["Taken"], *, as_json: bool) -> None:
    import json
    from dataclasses import asdict

    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    if as_json:
        typer.echo(json.dumps([asdict(one) for one in done]))
        return
    if not done:
        typer.echo("No notebook was found there.")
        return
    shown = Table("whose", "what", "files", "why", box=None)
    for column in shown.columns:
        column.overflow = "fold"
    for one in done:
        shown.add_row(*map(escape, (one.who, one.what, ", ".join(one.files), one.reason)))
    Console().print(shown)
