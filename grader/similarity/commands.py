"""The command of this room: ``similar``."""

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["similar"]


def similar(
    assignment: Annotated[
        str, typer.Argument(metavar="ASSIGNMENT", help="For example m05_publish_subscribe.")
    ],
    *,
    json: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write it for a program to read.")
    ] = None,
    html: Annotated[
        Path | None,
        typer.Option("--html", metavar="FILE", help="Write a page with the answers side by side."),
    ] = None,
) -> None:
    """Show which answers are more alike than independent work explains: a reason to look, never a verdict."""
    # nbgrader takes a second to import; `--help` need not wait for it.
    from rich.console import Console

    from grader.classroom.course import ClassroomError, open_course
    from grader.similarity.answers import exercises
    from grader.similarity.findings import finding
    from grader.similarity.page import as_html
    from grader.similarity.report import as_json, show

    try:
        found = [finding(each) for each in exercises(open_course(Path.cwd()), assignment)]
        for file, written in ((json, as_json), (html, as_html)):
            if file:
                file.write_text(written(assignment, found), encoding="utf-8")
    except (ClassroomError, OSError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    show(assignment, found, Console())
    for file in (json, html):
        if file:
            typer.echo(f"wrote {file}")
