"""The commands of this room: ``autograde``, ``demo-class`` and ``remove-learner``."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from grader.plain_errors import plain_errors

if TYPE_CHECKING:
    from nbgrader.apps.api import NbGraderAPI

    from grader.classroom.demo import Deserved
    from grader.classroom.lanes import Lanes

__all__ = ["AssignmentName", "AssignmentOrAll", "Whole", "autograde", "demo_class", "named", "remove_learner"]

# nbgrader takes a second to import, so each command imports it when it is called: other commands, and `--help`,
# need not wait for it.

AssignmentName = Annotated[
    str, typer.Argument(metavar="ASSIGNMENT", help="For example m05_publish_subscribe.")
]
AssignmentOrAll = Annotated[
    str | None, typer.Argument(metavar="[ASSIGNMENT]", help="For example m05_publish_subscribe.")
]
Whole = Annotated[bool, typer.Option("--all", help="All assignments of the course, in its order.")]


def autograde(
    assignment: AssignmentOrAll = None,
    *,
    whole: Whole = False,
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
    from grader.classroom.misplaced import misplaced

    if whole and exercise:
        raise typer.BadParameter("it is of one assignment: name that, without --all", param_hint="--exercise")
    with plain_errors(ClassroomError, OSError):
        course = open_course(Path.cwd())
        failed = False
        try:
            for each in named(course, assignment, whole=whole, learner=student):
                if whole:
                    typer.echo(f"{each}:")
                failed |= _grade(
                    course,
                    each,
                    student,
                    exercise=exercise,
                    force=force,
                    lanes=_lanes(scheduler),
                    as_json=as_json,
                )
        except KeyboardInterrupt:
            typer.echo("Stopped. Nothing is lost: the same command goes on from here.", err=True)
            raise typer.Exit(130) from None
        finally:
            for sentence in misplaced(course):
                typer.echo(sentence, err=True)
    if failed:
        raise typer.Exit(1)


def named(
    course: "NbGraderAPI", assignment: str | None, *, whole: bool, learner: str | None = None
) -> list[str]:
    """Return the assignments that a command is about: the one named, or all that somebody (or `learner`) handed in.

    Raises typer.BadParameter where neither or both are said, and ClassroomError where there is nothing.
    """
    from grader.classroom.course import handed_in

    if (assignment is None) is not whole:
        raise typer.BadParameter("name one assignment, or say --all", param_hint="ASSIGNMENT")
    return [assignment] if assignment is not None else handed_in(course, learner)


def demo_class(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A new folder for the class.")],
    *,
    whole: Annotated[
        bool, typer.Option("--all", help="Thirty learners, who have handed in all modules of the course.")
    ] = False,
    grade: Annotated[
        bool, typer.Option("--grade", help="Grade it, and compare with what each deserves.")
    ] = False,
) -> None:
    """Make a class of twelve, whose submissions are good, wrong and broken, to try an instructor's commands on."""
    from grader.classroom.course import ClassroomError, open_course
    from grader.classroom.demo import Source, make_class, make_whole_class, open_assignment
    from grader.classroom.whole_class import casts, sources

    with plain_errors(ClassroomError, OSError):
        made = (
            make_whole_class(folder, casts(sources(Path.cwd())))
            if whole
            else {Source(Path.cwd()).assignment: make_class(folder, Source(Path.cwd()))}
        )
        course = open_course(folder.resolve())
        for assignment, expected in made.items():
            open_assignment(course, assignment)
            typer.echo(f"made {len(expected)} submissions of {assignment} in {folder}")
        if not grade:
            return
        wrong = [
            line for assignment, expected in made.items() for line in _judged(course, assignment, expected)
        ]
    typer.echo("\n".join(wrong) if wrong else "Each has the points deserved.", err=bool(wrong))
    if wrong:
        raise typer.Exit(1)


def remove_learner(
    learners: Annotated[list[str], typer.Argument(metavar="ID...", help="The learners, by their ids.")],
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask first.")] = False,
) -> None:
    """Take learners out of the class: gradebook, submissions, grades, feedback. All of it is kept in a folder."""
    from datetime import datetime

    from grader.classroom.course import ClassroomError, open_course
    from grader.classroom.removing import leaving, removed

    with plain_errors(ClassroomError, OSError):
        course = open_course(Path.cwd())
        those = leaving(course, learners)
        for one in those:
            typer.echo(f"{one.learner}: {'in' if one.entered else 'not in'} the gradebook")
            for folder in one.folders:
                typer.echo(f"  classroom/{folder.as_posix()}")
        if not yes:
            typer.confirm("Remove all of this?", abort=True)
        kept = removed(course, those, datetime.now().astimezone())
    typer.echo(f"It is kept in {kept}, with the gradebook as it was before.")


def _judged(course: "NbGraderAPI", assignment: str, expected: "Deserved") -> list[str]:
    """Grade a class of which is known what each deserves, show it, and return what is otherwise."""
    from grader.classroom.demo import differences
    from grader.classroom.rows import rows
    from grader.classroom.table import as_table

    _grade(course, assignment, None)
    found = [row for row in rows(course, assignment) if row.learner in expected]
    typer.echo(f"\n{as_table(found)}\n")
    return list(differences(found, expected))


def _grade(
    course: "NbGraderAPI",
    assignment: str,
    student: str | None,
    *,
    exercise: str | None = None,
    force: bool = False,
    lanes: "Lanes | None" = None,
    as_json: bool = False,
) -> bool:
    """Grade one assignment; return whether there was a submission that could not be examined."""
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
    return failed


def _lanes(scheduler: str | None) -> "Lanes | None":
    if scheduler is None:
        return None
    from grader.classroom.cluster import Cluster

    return Cluster(scheduler, lambda words: typer.echo(words, err=True))
