"""The command of this room: ``site``."""

from pathlib import Path
from typing import Annotated

import typer

from grader.plain_errors import plain_errors

__all__ = ["site"]


def site(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="Where the site is written: a new folder.")
    ],
    modules: Annotated[
        list[str] | None,
        typer.Argument(metavar="[MODULES]...", help="Only these modules, m05; else all that are ready."),
    ] = None,
) -> None:
    """Write the lessons as a static site: each is run once, and its pages need nothing but themselves."""
    from course.syllabus import SyllabusError, syllabus
    from course.workspace import ROOT

    from .execution import SiteError
    from .plan import planned
    from .writing import write_site

    with plain_errors(SiteError, SyllabusError, OSError):
        plan = planned(ROOT, syllabus(), modules or [])
        files = write_site(folder, syllabus(), plan, typer.echo)
    size = sum(path.stat().st_size for path in files) / 1_000_000
    typer.echo(f"{len(files)} files, {size:.1f} MB. Open {folder / 'index.html'} in a browser.")
