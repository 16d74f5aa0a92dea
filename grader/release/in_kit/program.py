# ruff: noqa: INP001 - no package: what lies in this folder goes into kits
"""The program ``course`` of a kit: the course's own commands. Those that run checks outside of notebooks grade.

They are in the whole course alone; whoever calls for one here is told so, and what a kit has in its place.
"""

import typer

from course.called import called
from course.cli import app

__all__ = ["ELSEWHERE", "app"]

_MAP = "the first page has the map of the course, with what is next and your points"
_CHECK = "run the cell below your answer, or press Validate in the notebook's toolbar"
_CLASS = "it is for whoever learns alone"

ELSEWHERE = {
    "next": _MAP,
    "exercises": _MAP,
    "check": _CHECK,
    "watch": _CHECK,
    "hint": "run the cell that begins with `hints(` below the exercise",
    "reset": "rename the notebook in work/exercises; the next start puts a fresh one there",
    "solution": _CLASS,
    "another": _CLASS,
    "export": _CLASS,
    "certificate": _CLASS,
}


def _refuse(context: typer.Context) -> None:
    """Say that this is a command of the whole course."""
    name = context.info_name or ""
    typer.echo(f"`{name}` is not in a kit for a class: {ELSEWHERE[name]}.", err=True)
    raise typer.Exit(2)


for _name in ELSEWHERE:
    app.command(
        _name, hidden=True, context_settings={"allow_extra_args": True, "ignore_unknown_options": True}
    )(_refuse)

if __name__ == "__main__":
    app(prog_name=called())
