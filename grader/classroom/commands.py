"""The commands of this room: ``autograde`` and ``demo-class``."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from grader.plain_errors import plain_errors

if TYPE_CHECKING:
    from nbgrader.apps.api import NbGraderAPI

    from grader.classroom.lanes import Lanes

__all__ = ["AssignmentName", "autograde", "demo_class"]

# nbgrader takes a second to import, so each command imports it when it is called: other commands, and `--help`,
# need not wait for it.

AssignmentName = Annotated[
    str, typer.Argument(metavar="ASSIGNMENT", help="For example m05_publish_subscribe.")
]


def autograde(
    assignment: AssignmentName,
    *,
    student: Annotated[str | None, typer.Option("--student", metavar="ID", help="Grade one learner.")] = None,
    exercise: Annotated[
        str | None, typer.Option("--exercise", metavar="NAME", help="Grade one exercise again, say e2.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Grade again what was graded before.")] = False,
    scheduler: Annotated[
        str | None,
        typer.Option(
            "--scheduler", metavar="ADDRESS", help="Grade on a Dask cluster, say tcp://127.0.0.1:8786."
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON for a program to read, a line for each submission.")
    ] = False,
) -> None:
    """Grade what was handed in: each submission ends with points or a reason, whatever state it is in.

    What was graded before, with the same answers and the same rubric, is passed over.
    A run that was interrupted is completed by the next one.
    """
    from grader.classroom.course import ClassroomError, open_course

    with plain_errors(ClassroomError, OSError):
        course = open_course(Path.cwd())
        try:
            _grade(
                course,
                assignment,
                student,
                exercise=exercise,
                force=force,
                lanes=_lanes(scheduler),
                as_json=as_json,
            )
        except KeyboardInterrupt:
            typer.echo("Stopped. Nothing is lost: the same command goes on from here.", err=True)
            raise typer.Exit(130) from None


def demo_class(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A new folder for the class.")],
    *,
    grade: Annotated[
        bool, typer.Option("--grade", help="Grade it, and compare with what each deserves.")
    ] = False,
) -> None:
    """Make a class of twelve, whose submissions are good, wrong and broken, to try an instructor's commands on."""
    from grader.classroom.course import ClassroomError, open_course
    from grader.classroom.demo import Source, differences, make_class, open_assignment
    from grader.classroom.rows import rows
    from grader.classroom.table import as_table

    with plain_errors(ClassroomError, OSError):
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
    lanes: "Lanes | None" = None,
    as_json: bool = False,
) -> None:
    from grader.classroom.autograde import grade_class, to_grade
    from grader.classroom.not_isolated import warning
    from grader.classroom.progress import with_progress

    failed, levels = False, []
    learners = to_grade(course, assignment, student)
    outcomes = grade_class(course, assignment, student, exercise=exercise, force=force, lanes=lanes)
    for outcome in with_progress(outcomes, len(learners), assignment):
        failed = failed or bool(outcome.error)
        levels.append(outcome.level)
        if as_json:
            typer.echo(json.dumps(asdict(outcome)))
        else:
            typer.echo(str(outcome), err=bool(outcome.error))
    if weak := warning(levels):
        typer.echo(f"\n{weak}", err=True)
    if failed:
        raise typer.Exit(1)


def _lanes(scheduler: str | None) -> "Lanes | None":
    if scheduler is None:
        return None
    from grader.classroom.cluster import Cluster

    return Cluster(scheduler, lambda words: typer.echo(words, err=True))
