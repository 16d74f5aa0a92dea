"""The commands of this room: ``autograde``, ``report`` and ``demo-class``."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

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
    force: Annotated[bool, typer.Option("--force", help="Grade again what was graded before.")] = False,
) -> None:
    """Autograde what was handed in; whatever state it is in, each submission ends with points or a reason."""
    from grader.classroom.course import open_course

    with _plain_errors():
        _grade(open_course(Path.cwd()), assignment, student, force=force)


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
        _grade(course, source.assignment, None, force=False)
        found = rows(course, source.assignment)
    typer.echo(f"\n{as_table(found)}\n")
    wrong = list(differences(found, expected))
    typer.echo("\n".join(wrong) if wrong else "Each has the points deserved.", err=bool(wrong))
    if wrong:
        raise typer.Exit(1)


def _grade(course: object, assignment: str, student: str | None, *, force: bool) -> None:
    from grader.classroom.autograde import grade_class

    failed = False
    for outcome in grade_class(course, assignment, student, force=force):
        failed = failed or bool(outcome.error)
        typer.echo(
            f"{outcome.learner}: {outcome.error or f'graded in {outcome.seconds:.1f} s'}",
            err=bool(outcome.error),
        )
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
