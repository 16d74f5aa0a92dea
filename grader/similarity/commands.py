"""The command of this room: ``similar``."""

from pathlib import Path
from typing import Annotated

import typer

from grader.classroom.commands import AssignmentName
from grader.plain_errors import plain_errors

__all__ = ["similar"]


def similar(
    assignment: AssignmentName,
    *,
    json: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write JSON for a program to read.")
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

    with plain_errors(ClassroomError, OSError):
        found = [finding(each) for each in exercises(open_course(Path.cwd()), assignment)]
        for file, written in ((json, as_json), (html, as_html)):
            if file:
                file.write_text(written(assignment, found), encoding="utf-8")
    show(assignment, found, Console())
    for file in (json, html):
        if file:
            typer.echo(f"wrote {file}")
