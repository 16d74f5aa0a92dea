"""The commands of this room: ``texts`` and ``translate``."""

from pathlib import Path
from typing import Annotated

import typer

from grader.plain_errors import plain_errors

__all__ = ["texts", "translate"]

Catalogues = Annotated[Path, typer.Option("--texts", help="The folder of catalogues.")]


def texts(
    folder: Annotated[Path, typer.Argument(help="Where the catalogues are, or shall be: `translations`.")],
    *,
    language: Annotated[str | None, typer.Option(help="A language to begin, by its code: de, pt_BR.")] = None,
) -> None:
    """Gather what learners read into gettext catalogues for translators, and bring translations up to date."""
    from grader.build.course_folder import find_course
    from grader.build.error import BuildError
    from grader.texts import TextsError, gathered, write_catalogues

    with plain_errors(BuildError, TextsError, OSError):
        found = gathered(find_course(Path.cwd()))
        written = write_catalogues(folder, found, language)
    number = len({text.words for each in found.values() for text in each})
    typer.echo(f"{number:,} texts; wrote {len(written)} catalogues in {folder.as_posix()}")


def translate(
    language: Annotated[str, typer.Argument(help="The language, by the name of its folder: de, pt_BR.")],
    into: Annotated[Path, typer.Argument(help="A new folder, to be laid over a copy of the course.")],
    *,
    catalogues: Catalogues = Path("translations"),
) -> None:
    """Write all that learners read in another language; what is not translated stays English."""
    from grader.build.course_folder import find_course
    from grader.build.error import BuildError
    from grader.texts import TextsError, in_language, read_language

    with plain_errors(BuildError, TextsError, OSError):
        if into.exists() and any(into.iterdir()):
            raise TextsError(
                f"{into.as_posix()}: found files in it; expected a new folder. Name another one."
            )
        root = find_course(Path.cwd())
        words = read_language(catalogues, language)
        made = in_language(root, language, words)
        for path, content in made.items():
            (into / path).parent.mkdir(parents=True, exist_ok=True)
            (into / path).write_text(content, encoding="utf-8", newline="\n")
    known = sum(map(len, words.values()))
    typer.echo(f"wrote {len(made)} files in {into.as_posix()}, with {known:,} texts in `{language}`")
