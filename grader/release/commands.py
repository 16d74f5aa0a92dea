"""The command of this room: ``release``."""

import hashlib
from pathlib import Path
from typing import Annotated

import typer

from grader.plain_errors import plain_errors

__all__ = ["release"]

# What makes and reads notebooks takes seconds to import, so the command imports it when it is called.


def release(
    assignments: Annotated[
        list[str] | None,
        typer.Argument(metavar="ASSIGNMENT", help="What the kit holds; all if none is named."),
    ] = None,
    *,
    exam: Annotated[
        bool,
        typer.Option("--exam", help="Make these assignments exams: a secret is made where there is none."),
    ] = False,
    roster: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="The learners, one id a line or a CSV with a column id: a file for each."
        ),
    ] = None,
    to: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Where to put it; classroom/kits/ if none is named.")
    ] = None,
) -> None:
    """Make what learners get: a kit without hidden rows and answers, and with --roster a file for each learner."""
    from grader.build.course_folder import find_course
    from grader.build.error import BuildError
    from grader.classroom.course import ClassroomError
    from grader.classroom.exams import make_exam, secrets_file
    from grader.release.kit import ReleaseError, released
    from grader.release.leaks import LeakError
    from grader.release.roster import RosterError, learners

    with plain_errors(BuildError, ClassroomError, LeakError, ReleaseError, RosterError, OSError):
        root = find_course(Path.cwd())
        names = released(root, assignments or [])
        if exam and not assignments:
            raise ReleaseError(
                "--exam: found no assignment named; expected those that are to be exams. Name them."
            )
        ids = learners(roster) if roster else []
        for name in names if exam else []:
            if make_exam(root, name):
                typer.echo(
                    f"made the secret of {name} in {secrets_file(root)}: keep a copy, and give it to no learner"
                )
        _hand_out(root, names, ids, to)


def _hand_out(root: Path, names: list[str], ids: list[str], to: Path | None) -> None:
    """Write the kit and the learners' files, and say where they are."""
    from grader.classroom.exams import exams
    from grader.release.kit import archive, kit, save
    from grader.release.roster import learner_file

    known = exams(root)
    name = names[0] if len(names) == 1 else "course"
    folder = to or root / "classroom" / "kits" / name
    content = archive(kit(root, names, known, with_learner_files=bool(ids)), name)
    _tell(folder / f"{name}.zip", changed=save(folder / f"{name}.zip", content))
    typer.echo(f"  sha256 {hashlib.sha256(content).hexdigest()}")
    for one in ids:
        text = learner_file(one, names, known).as_text()
        save(folder / "learners" / one / "learner.json", text.encode(), private=True)
    if ids:
        typer.echo(f"{len(ids)} learners' files are in {folder / 'learners'}: give each learner their own")
    elif any(each in known for each in names):
        typer.echo("nobody can begin an exam without a file of their own: make them with --roster FILE")


def _tell(path: Path, *, changed: bool) -> None:
    typer.echo(f"wrote {path}" if changed else f"{path} is as it was")
