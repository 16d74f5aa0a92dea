"""The command ``course``, for people who learn."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.table import Table

from course import doctor as examination
from course import lab as jupyter
from course import learner
from course.called import called
from course.kit import KitError
from course.learner_file import MISSING, WHERE, LearnerFileError
from course.progress import standing
from course.start_page import Drawing
from course.syllabus import syllabus as the_syllabus
from course.workspace import ROOT, WorkspaceError, deliver

__all__ = ["app"]

app = typer.Typer(
    help="Microservice integration patterns on AWS serverless: the course.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Folder = Annotated[Path, typer.Option(help="Where your copies of lessons and exercises live.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")]
_WORK = ROOT / "work"


@app.command()
def lab(
    port: Annotated[int | None, typer.Option(help="The port to use; a free one where none is named.")] = None,
    folder: Annotated[
        Path | None, typer.Option(help="Where your copies live (with --instructor: the folder of the class).")
    ] = None,
    address: Annotated[
        str, typer.Option(help="Where to listen: this machine alone, or in a container 0.0.0.0.")
    ] = jupyter.HOST,
    *,
    browser: Annotated[bool, typer.Option(help="Open a browser window.")] = True,
    instructor: Annotated[
        bool,
        typer.Option("--instructor", help="Open the course's folder itself, with nbgrader's Formgrader."),
    ] = False,
) -> None:
    """Open JupyterLab on the course's first page, with your own copies of lessons and exercises."""
    shown = (folder or (_class_here() if instructor else _WORK)).resolve()
    try:
        chosen = jupyter.choose_port(port)
        opens = _class_page(shown) if instructor else _first_page(shown)
        layouts = learner.current().folder / "layouts" / ("instructor" if instructor else "learner")
    except (jupyter.LabError, WorkspaceError, LearnerFileError) as error:
        _refuse(error)
    if not instructor:
        _say_who_is_missed()
    whose = "The class" if instructor else "Your work"
    typer.echo(f"{whose} is in {shown}. JupyterLab opens on port {chosen}; Ctrl-C here ends it.")
    jupyter.open_lab(
        jupyter.settings(shown, chosen, opens, browser=browser, layouts=layouts, address=address),
        role="instructor" if instructor else "learner",
        before=None if instructor else _map_in(shown),
    )


def _map_in(work: Path) -> Callable[[], None]:
    """Begin to draw the map into the first page, and return what waits for it: meanwhile JupyterLab is loaded."""
    drawing = Drawing(work)

    def wait() -> None:
        if problem := drawing.problem():
            typer.echo(problem)

    return wait


def _first_page(work: Path) -> str:
    """Bring the learner's copies up to date, enter the course's folder, and return where JupyterLab opens."""
    for delivery in deliver(work):
        if delivery.sentence:
            typer.echo(delivery.sentence)
    first = the_syllabus().first_page
    if not (work / "lessons" / f"{first}.ipynb").exists():
        _refuse("This copy of the course has no lessons in it; take a fresh copy of the course.")
    os.chdir(ROOT)  # where nbgrader finds the course's configuration: what its button Validate does
    return f"/lab/tree/lessons/{first}.ipynb"


def _say_who_is_missed() -> None:
    """Say in a kit that the learner's file is not there, which stops nobody from working."""
    try:
        if learner.is_missed():
            typer.echo(
                f"{MISSING}, so the values in your exercises need not be those that you are graded by. {WHERE}, then start "
                "again."
            )
    except KitError as error:
        typer.echo(str(error))


def _class_here() -> Path:
    """Return the folder that this is called in, where it is a class as instructors' other commands know one, else the course."""
    here = Path.cwd()
    return here if (here / "nbgrader_config.py").is_file() else ROOT


def _class_page(folder: Path) -> str:
    """Enter the folder of a class, where nbgrader looks for its configuration, and return where JupyterLab opens."""
    if not (folder / "nbgrader_config.py").is_file():
        _refuse(
            f"{folder} is no class: it has no nbgrader_config.py. Name the course's folder, or one that "
            "`python -m grader demo-class` made."
        )
    os.chdir(folder)
    return "/lab"


@app.command()
def doctor(
    folder: Folder = _WORK,
    *,
    mend: Annotated[
        bool, typer.Option("--mend", help="Put right what can be; nothing of yours is deleted.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Look for what could be wrong on this machine, say what it means and how to mend it, or mend it."""
    checks = []
    for check in examination.examine(folder, mend=mend):
        checks.append(check)
        if not as_json:
            typer.echo("\n".join(check.lines))
    wrong = [check for check in checks if not check.ok]
    if as_json:
        typer.echo(json.dumps([check.as_dict() for check in checks], indent=1))
    elif any(check.can_mend for check in wrong) and not mend:
        typer.echo(f"\n{called('doctor --mend')}    puts right what it can, and deletes nothing of yours.")
    if wrong:
        raise typer.Exit(1)


@app.command()
def progress(*, as_json: AsJson = False) -> None:
    """Show how far you have come in the modules that are ready."""
    try:
        notes = learner.notes()
    except LearnerFileError as error:
        _refuse(error)
    records = [standing(module, notes) for module in the_syllabus().ready]
    if as_json:
        typer.echo(json.dumps({"learner": learner.current().id, "modules": records}, indent=1))
        return
    for record in records:
        typer.echo(f"{record['module']}  {record['title']}")
        for name, best in record["exercises"].items():
            typer.echo(f"     {name}: {best['points']:g} of {best['maximum']:g} points")
        if not record["exercises"]:
            typer.echo("     no exercise tried yet")
        typer.echo(f"     knowledge check: {record['answered']} questions answered")


@app.command()
def syllabus(*, as_json: AsJson = False) -> None:
    """Show the modules of the course in their order."""
    modules = the_syllabus().modules
    if as_json:
        typer.echo(json.dumps([module.as_dict() for module in modules], indent=1))
        return
    table = Table("module", "title", "part", "hours", "")
    for module in modules:
        table.add_row(
            module.id,
            module.title,
            module.part_title,
            f"{module.hours:g}",
            "ready" if module.ready else "planned",
        )
    Console().print(table)


def _refuse(reason: object) -> NoReturn:
    typer.echo(str(reason), err=True)
    raise typer.Exit(1)
