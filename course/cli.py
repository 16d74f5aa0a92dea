"""The command ``course``, for people who learn."""

import json
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.table import Table

from course import doctor as examination
from course import lab as jupyter
from course import learner
from course.progress import standing
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
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for a program to read.")]
_WORK = ROOT / "work"


@app.command()
def lab(
    port: Annotated[int | None, typer.Option(help="The port to use; a free one where none is named.")] = None,
    folder: Folder = _WORK,
    *,
    browser: Annotated[bool, typer.Option(help="Open a browser window.")] = True,
) -> None:
    """Open JupyterLab on the course's first page, with your own copies of lessons and exercises."""
    try:
        chosen = jupyter.choose_port(port)
        deliveries = deliver(folder)
    except (jupyter.LabError, WorkspaceError) as error:
        _refuse(error)
    for delivery in deliveries:
        if delivery.sentence:
            typer.echo(delivery.sentence)
    first = the_syllabus().first_page
    if not (folder / "lessons" / f"{first}.ipynb").exists():
        _refuse("This copy of the course has no lessons in it; take a fresh copy of the course.")
    typer.echo(f"Your work is in {folder}. JupyterLab opens on port {chosen}; Ctrl-C here ends it.")
    layouts = learner.current().folder / "layouts"
    jupyter.open_lab(jupyter.settings(folder, chosen, first, browser=browser, layouts=layouts))


@app.command()
def doctor(folder: Folder = _WORK, *, as_json: AsJson = False) -> None:
    """Look for what could be missing on this machine, and say how to mend it."""
    checks = list(examination.examine(folder))
    if as_json:
        typer.echo(json.dumps([check.as_dict() for check in checks], indent=1))
    else:
        for check in checks:
            typer.echo(f"{'well ' if check.ok else 'WRONG'}  {check.name}: {check.found}")
            if check.mend:
                typer.echo(f"       to mend it: {check.mend}")
    if not all(check.ok for check in checks):
        raise typer.Exit(1)


@app.command()
def progress(*, as_json: AsJson = False) -> None:
    """Show how far you have come in the modules that are ready."""
    notes = learner.notes()
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
