"""The command of this room: ``new``."""

from pathlib import Path
from typing import Annotated

import typer

from grader.plain_errors import plain_errors

__all__ = ["new"]


def new(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="An exercise, m05.e6, or a module of the syllabus, m15.")
    ],
    title: Annotated[
        str, typer.Argument(metavar="[TITLE]", help="The exercise's title, for example 'Two of three'.")
    ] = "",
) -> None:
    """Begin an exercise or a module: small files that hold every proof, to be changed step by step."""
    from course.syllabus import SyllabusError, module_of, syllabus
    from grader.build import BuildError, build

    from .exercise import new_exercise
    from .filling import SkeletonError
    from .module import new_module

    root = Path.cwd()
    with plain_errors(SkeletonError, SyllabusError, BuildError, OSError):
        if not (root / "authoring").is_dir():
            raise SkeletonError(f"{root} is not the course's folder: it has no authoring/. Run this there.")
        module = syllabus().module(module_of(name))
        made = new_exercise(root, name, title) if "." in name else new_module(root, module)
        build(root, [module.stem])
    for path in made:
        typer.echo(path.relative_to(root))
    typer.echo(
        f"Change them one after the other, and prove them: `python -m grader build {module.stem}`, then "
        f"`python -m grader verify {module.id}`."
    )
