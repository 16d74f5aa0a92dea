"""The commands of this room: ``build`` and ``take``."""

from pathlib import Path
from typing import Annotated

import typer

from grader.plain_errors import plain_errors

__all__ = ["build", "take"]

# What makes notebooks takes seconds to import, so each command imports it when it is called: other commands, and
# `--help`, need not wait for it.


def build(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="NAME", help="Text notebooks to build; all if none is named."),
    ] = None,
    *,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; fail and name what is not fresh.")
    ] = False,
    discard: Annotated[
        bool, typer.Option("--discard", help="Write over edits made in generated notebooks.")
    ] = False,
) -> None:
    """Make lessons, solutions and exercises from the text notebooks in authoring/."""
    from grader.build import build as make
    from grader.build.course_folder import find_course
    from grader.build.error import BuildError

    with plain_errors(BuildError):
        outcome = make(find_course(Path.cwd()), names or [], check=check, discard=discard)
    for path in outcome.stale:
        typer.echo(
            f"{path.as_posix()}: stale; run `python -m grader build`" if check else f"wrote {path.as_posix()}"
        )
    for path in outcome.edited:
        typer.echo(f"{path.as_posix()}: edited by hand" if check else f"wrote {path.as_posix()} over an edit")
    for path in outcome.strays:
        typer.echo(f"{path.as_posix()}: no text notebook makes it; remove it", err=True)
    if outcome.strays or (check and not outcome.clean):
        raise typer.Exit(1)
    if len(outcome.fresh) > 0:
        typer.echo(f"fresh already: {len(outcome.fresh)}")


def take(
    path: Annotated[
        Path, typer.Argument(metavar="FILE", help="A notebook in course/lessons/ or solutions/.")
    ],
) -> None:
    """Take an edit made in JupyterLab back into the text notebook, and build it again."""
    from grader.build import take as bring_back
    from grader.build.course_folder import find_course
    from grader.build.error import BuildError

    with plain_errors(BuildError):
        root = find_course(path.resolve().parent)
        text = bring_back(root, path.resolve().relative_to(root))
    typer.echo(f"{path.as_posix()}: no edit to take" if text is None else f"wrote {text.as_posix()}")
