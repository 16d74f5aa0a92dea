"""The command of this room: ``check``."""

import json
from pathlib import Path
from typing import Annotated, NoReturn

import typer

__all__ = ["check"]

# What runs a notebook takes seconds to import, so the command imports it when it is called.


def check(
    notebook: Annotated[
        Path, typer.Argument(metavar="NOTEBOOK", help="An exercise notebook with your answers.")
    ],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")] = False,
) -> None:
    """Grade an exercise notebook in full, as it would be in a class, with hints and no solution."""
    from rich.console import Console

    from course.kit import KitError
    from course.learner_file import LearnerFileError
    from grader.classroom.cells import SubmissionError
    from grader.self_check.check import NotCheckedError
    from grader.self_check.check import check as checked

    if problem := _no_file(notebook):
        _fail(problem)
    try:
        with Console(stderr=True).status(f"grading {notebook.name}"):
            found = checked(notebook)
    except (SubmissionError, LearnerFileError, KitError) as problem:
        _fail(str(problem))
    except NotCheckedError as problem:
        _fail(f"{notebook}: it could not be graded, which is no fault of yours: {problem}.")
    if as_json:
        typer.echo(json.dumps(found.as_dict(), indent=1))
    else:
        from grader.self_check.words import show

        show(found, Console())
    if any(grade.report and grade.report["defect"] for grade in found.grades):
        raise typer.Exit(1)


def _no_file(path: Path) -> str:
    """Return what is wrong with a path, nothing where a file is there."""
    wanted = "expected an exercise notebook. Give the path of"
    try:
        if path.is_dir():
            return f"{path}: found a folder; {wanted} the file in it."
        return "" if path.exists() else f"{path}: found no such file; {wanted} yours."
    except OSError as problem:
        return f"{path}: cannot be opened ({problem.strerror}); {wanted} one that you may read."


def _fail(why: str) -> NoReturn:
    typer.echo(why, err=True)
    raise typer.Exit(1) from None
