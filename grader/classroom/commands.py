"""The commands of this room: ``autograde``, ``report`` and ``demo-class``."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from nbgrader.apps.api import NbGraderAPI

__all__ = ["autograde", "demo_class", "report"]

# nbgrader takes a second to import, so each command imports it when it is called: other commands, and `--help`,
# need not wait for it.

Assignment = Annotated[str, typer.Argument(metavar="ASSIGNMENT", help="For example m05_publish_subscribe.")]


def autograde(
    assignment: Assignment,
    *,
    student: Annotated[
        str | None, typer.Option("--student", metavar="ID", help="Grade one submission.")
    ] = None,
    exercise: Annotated[
        str | None, typer.Option("--exercise", metavar="NAME", help="Grade one exercise again, say e2.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Grade again what was graded before.")] = False,
) -> None:
    """Autograde what was handed in; whatever state it is in, each submission ends with points or a reason.

    What was graded before, with the same answers and the same rubric, is passed over. A run that was interrupted is
    completed by the next one.
    """
    from grader.classroom.course import open_course

    with _plain_errors():
        _grade(open_course(Path.cwd()), assignment, student, exercise=exercise, force=force)


def report(
    assignment: Assignment,
    *,
    json: Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")] = False,
    csv: Annotated[
        Path | None, typer.Option("--csv", metavar="FILE", help="Write a table for a spreadsheet.")
    ] = None,
) -> None:
    """Show each learner's points by exercise, lateness, and in words whatever was wrong with a submission."""
    from grader.classroom.course import open_course
    from grader.classroom.report import as_csv, as_json, as_table, rows

    with _plain_errors():
        found = rows(open_course(Path.cwd()), assignment)
        if csv:
            with csv.open("w", encoding="utf-8", newline="") as file:
                as_csv(found, file)
    if json:
        typer.echo(as_json(found))
    elif csv:
        typer.echo(f"wrote {csv}")
    else:
        typer.echo(as_table(found))


def demo_class(
    folder: Annotated[Path, typer.Argument(help="A new folder for the class.")],
    *,
    grade: Annotated[
        bool, typer.Option("--grade", help="Grade it, and compare with what each deserves.")
    ] = False,
) -> None:
    """Make a class of twelve submissions, good, wrong and broken, to try the instructor's commands on."""
    from grader.classroom.course import open_course
    from grader.classroom.demo import Source, differences, make_class, open_assignment
    from grader.classroom.report import as_table, rows

    with _plain_errors():
        source = Source(Path.cwd())
        expected = make_class(folder, source)
        course = open_course(folder.resolve())
        open_assignment(course, source.assignment)
        typer.echo(f"made {len(expected)} submissions of {source.assignment} in {folder}")
        if not grade:
            return
        _grade(course, source.assignment, None)
        found = rows(course, source.assignment)
    typer.echo(f"\n{as_table(found)}\n")
    wrong = list(differences(found, expected))
    typer.echo("\n".join(wrong) if wrong else "Each has the points deserved.", err=bool(wrong))
    if wrong:
        raise typer.Exit(1)


def _grade(
    course: "NbGraderAPI",
    assignment: str,
    student: str | None,
    *,
    exercise: str | None = None,
    force: bool = False,
) -> None:
    from grader.classroom.autograde import grade_class, to_grade
    from grader.classroom.progress import with_progress

    failed = False
    learners = to_grade(course, assignment, student)
    outcomes = grade_class(course, assignment, student, exercise=exercise, force=force)
    for outcome in with_progress(outcomes, len(learners), assignment):
        failed = failed or bool(outcome.error)
        typer.echo(str(outcome), err=bool(outcome.error))
    if failed:
        raise typer.Exit(1)


@contextmanager
def _plain_errors() -> Iterator[None]:
    from grader.classroom.course import ClassroomError

    try:
        yield
    except (ClassroomError, OSError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
