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
    json: Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")] = False,
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
        if html:
            html.write_text(as_html(assignment, found), encoding="utf-8", errors="replace")
    if json:
        typer.echo(as_json(assignment, found))
        return
    show(assignment, found, Console())
    if html:
        typer.echo(f"wrote {html}")
