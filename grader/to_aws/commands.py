"""The command of this room: ``export``."""

from pathlib import Path
from typing import Annotated

import typer

from course.called import called
from grader.plain_errors import plain_errors

__all__ = ["export"]

# What runs a notebook takes seconds to import, so the command imports it when it is called.


def export(
    exercise: Annotated[
        str | None,
        typer.Argument(metavar="[EXERCISE]", help="For example m04.e3; without it, what can be exported."),
    ] = None,
    to: Annotated[
        Path | None,
        typer.Argument(metavar="[FOLDER]", help="Where to write it: a folder that is new or empty."),
    ] = None,
    *,
    solution: Annotated[
        bool, typer.Option("--solution", help="Export the course's own answer, once you may open it.")
    ] = False,
    folder: Annotated[
        Path | None, typer.Option("--folder", help="Where your copies of lessons and exercises live.")
    ] = None,
) -> None:
    """Write what your answer builds as a template for AWS, with instructions, prices and clean-up. Sends nothing anywhere."""
    from rich.console import Console

    from course.kit import KitError
    from course.learner_file import LearnerFileError
    from grader.classroom.cells import SubmissionError
    from grader.self_check.check import NotCheckedError
    from grader.study.places import WORK, StudyError, exercise_id

    from .take_out import take_out

    with plain_errors(StudyError, SubmissionError, LearnerFileError, KitError, NotCheckedError, OSError):
        if exercise is None:
            _list()
            return
        name = exercise_id(exercise)
        if to is None:
            raise StudyError(
                f"Where to? Name a folder that is new or empty: {called('export')} {name} to-aws/{name}"
            )
        with Console(stderr=True).status(f"exporting {name}"):
            done = take_out(name, to, folder or WORK, solution=solution)
    found = done.ran.found
    typer.echo(
        f"{name}, {found.title}: {len(found.pieces)} resources for {found.region}, written to {done.folder}"
    )
    for file in done.files:
        typer.echo(f"  {file}")
    if not done.ran.is_isolated:
        typer.echo(f"This ran {done.ran.level}.", err=True)
    typer.echo(f"Nothing was sent to AWS. Read {done.folder / 'README.md'} before you deploy it.")


def _list() -> None:
    from grader import rubrics

    from .ways import exportable

    typer.echo("These can be exported, once they are answered:")
    for name in exportable():
        typer.echo(f"  {name}  {rubrics.exercise(name).title}")
    typer.echo(
        f"Of the others nothing would stand in a template; {called('export m04.e1')}, for example, says why."
    )
