"""What the program `course` has beside the course's own commands: for whoever learns, from a terminal."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from course.called import called
from grader.plain_errors import plain_errors

if TYPE_CHECKING:
    from grader.self_check.check import Checked

__all__ = ["another", "certificate", "check", "exercises", "hint", "next_step", "reset", "solution", "watch"]

RELOAD = "Is the notebook open in JupyterLab? Then choose File → Reload Notebook from Disk there."

# What grades takes seconds to import, so each command imports it when it is called.

Which = Annotated[str, typer.Argument(metavar="EXERCISE", help="For example m05.e1.")]
ModuleName = Annotated[str, typer.Argument(metavar="MODULE", help="For example m05.")]
Work = Annotated[
    Path | None, typer.Option("--folder", help="Where your copies of lessons and exercises live.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")]


def exercises(
    module: Annotated[str | None, typer.Argument(metavar="[MODULE]", help="For example m05.")] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """List the exercises, with your points and the hints that you have opened."""
    from rich.console import Console
    from rich.table import Table

    from course import learner
    from course.syllabus import syllabus

    from .places import module as module_named
    from .standing import standings

    with _plain():
        modules = [module_named(module)] if module else syllabus().ready
        known = [each for one in modules for each in standings(one, learner.notes())]
    if as_json:
        rows = [
            {
                "exercise": each.exercise.id,
                "title": each.exercise.title,
                "maximum": each.exercise.maximum,
                "notebook": each.best,
                "graded": each.proof.points if each.proof else None,
                "hints": each.opened,
            }
            for each in known
        ]
        typer.echo(json.dumps(rows, indent=1))
        return
    table = Table("exercise", "title", "of", "in the notebook", "graded", "hints open")
    for each in known:
        best = "" if each.best is None else f"{each.best:g}"
        graded = f"{each.proof.points:g}" if each.proof else ""
        opened = f"{each.opened} of {len(each.exercise.hints)}"
        table.add_row(
            each.exercise.id, each.exercise.title, f"{each.exercise.maximum:g}", best, graded, opened
        )
    Console().print(table)


def next_step(folder: Work = None) -> None:
    """Say what comes next, and where."""
    from course import learner

    from .ahead import ahead
    from .places import WORK

    with _plain():
        step = ahead(learner.notes())
    if step is None:
        typer.echo(
            f"Everything that is ready is done. `{called('certificate mine.html')}` writes a page of what you have proven."
        )
        return
    typer.echo(f"{step.words}\n{(folder or WORK) / step.file}")


def check(
    what: Annotated[
        str, typer.Argument(metavar="MODULE", help="For example m05; or the path of a notebook.")
    ],
    folder: Work = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Grade your exercises of a module in full, as in a class, and note what you have proven."""
    from rich.console import Console

    from grader.self_check.words import show

    with Console(stderr=True).status("grading"), _plain():
        found = _graded(_notebook(what, folder))
    if as_json:
        typer.echo(json.dumps(found.as_dict(), indent=1))
    else:
        show(found, Console())


def hint(exercise: Which) -> None:
    """Open the next hint of an exercise; it costs no points."""
    from grader.notebook import hints

    from .places import exercise_id

    with _plain():
        name = exercise_id(exercise)
    hints(name)


def reset(exercise: Which, folder: Work = None) -> None:
    """Begin an exercise anew: as it was released. Your old answer is kept."""
    from .places import WORK, exercise_id, module
    from .resetting import reset as begin_anew

    with _plain():
        kept = begin_anew(module(exercise), exercise_id(exercise), folder or WORK)
    if kept is None:
        typer.echo(f"{exercise} is as it was released.")
        return
    typer.echo(f"{exercise} is as it was released. Your old answer is kept in {kept}.\n{RELOAD}")


def solution(exercise: Which, folder: Work = None) -> None:
    """Show the course's own answer beside yours, once you have full points or all hints are open."""
    from .places import WORK, exercise_id, module
    from .solutions import compared

    with _plain():
        found = compared(module(exercise), exercise_id(exercise), folder or WORK)
    typer.echo(found.course)
    if found.difference:
        typer.echo(f"\nWhat is otherwise in yours:\n\n{found.difference}")
    typer.echo("\nAny answer that behaves the same is as right: this is one way, not the way.")


def another(module: ModuleName, folder: Work = None) -> None:
    """Get other values in all exercises of a module, and begin them anew. Your old answers are kept."""
    from .another import another as other_values
    from .places import WORK
    from .places import module as module_named

    with _plain():
        kept = other_values(module_named(module), folder or WORK)
    typer.echo(f"The exercises of {module} have other values now, and begin anew.")
    for path in kept:
        typer.echo(f"  your old answer is kept in {path}")
    typer.echo(RELOAD)


def watch(what: ModuleName, folder: Work = None) -> None:
    """Check a module's exercises again each time you save the notebook; Ctrl-C ends it."""
    from .watching import changes, saves

    with _plain():
        path = _notebook(what, folder)
        typer.echo(f"{path} is checked each time it is saved; Ctrl-C ends this.")
        before: Checked | None = None
        try:
            for _ in saves(path):
                now = _graded(path)
                for line in changes(before, now):
                    typer.echo(line)
                typer.echo(f"{now.points:g} of {now.maximum:g} points")
                before = now
        except KeyboardInterrupt:
            typer.echo("Stopped.")


def certificate(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The page to write, for example mine.html.")],
    *,
    name: Annotated[str, typer.Option("--name", help="The name that stands on it.")] = "",
) -> None:
    """Write a page of what you have proven: what `course check` has found so far."""
    from course import learner

    from .certificate import as_page, as_text
    from .certificate import certificate as made

    with _plain():
        found = made(name or learner.current().id, learner.notes(), _today())
        if not found.modules:
            typer.echo(
                f"Nothing is proven yet. `{called('check m01')}` grades the exercises of module 1.", err=True
            )
            raise typer.Exit(1)
        file.write_text(as_page(found), encoding="utf-8")
    typer.echo(f"{as_text(found)}\nwrote {file}")


def _notebook(what: str, folder: Path | None) -> Path:
    """Return the notebook that is meant: a path as it is, else the learner's own of the module."""
    from .places import WORK, module, notebook

    path = Path(what)
    return path if path.suffix == ".ipynb" else notebook(module(what), folder or WORK)


def _graded(path: Path) -> "Checked":
    """Grade a notebook in full, and note what was proven."""
    from course import learner
    from grader.self_check.check import check as graded

    from .proven import note

    found = graded(path)
    note(found.grades, learner.notes(), _today())
    return found


def _today() -> date:
    return datetime.now().astimezone().date()


@contextmanager
def _plain() -> Iterator[None]:
    """Say in one sentence what is wrong with a notebook, a learner's file or a kit."""
    from course.kit import KitError
    from course.learner_file import LearnerFileError
    from grader.classroom.cells import SubmissionError
    from grader.self_check.check import NotCheckedError

    from .places import StudyError

    with plain_errors(StudyError, SubmissionError, LearnerFileError, KitError, NotCheckedError, OSError):
        yield
