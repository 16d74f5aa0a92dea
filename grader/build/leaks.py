"""Answers that lie in a folder which learners are given.

Two ways an answer gets there: the build lets it through, or the author tells it. A single line betrays the first,
unless the author also wrote that line outside of every answer, as one does with `"Effect": "Allow",`. The second is
found by its length: a few lines of an answer in a row, or all of a shorter one. A row of lines that only close what
was opened, with one word between the brackets, is how every definition ends, and tells nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.build.course_folder import ASSIGNMENT_TEXTS, RELEASE
from grader.build.notebook import parsed
from grader.build.regions import RESERVED, given_lines, regions
from grader.build.text_notebook import TextNotebook, read

__all__ = ["TELLING_CHARACTERS", "Leak", "betraying", "blocks", "leaks"]

# A line that is shorter, such as `return` or `],`, gives nothing away and stands in every notebook.
TELLING_CHARACTERS = 12
TELLING_RUN = 3


@dataclass(frozen=True)
class Leak:
    """What of an answer, or which marker, a file holds that learners get (`path` is relative to the course folder)."""

    path: Path
    text: str


def leaks(root: Path) -> list[Leak]:
    """Return every leak in the files below ``exercises/``."""
    texts = betraying(root)
    files = [path for path in sorted((root / RELEASE).rglob("*")) if path.is_file()]
    return [
        Leak(path.relative_to(root), text)
        for path, said in ((path, blocks(path.name, path.read_bytes())) for path in files)
        for text in texts
        if any(text in block for block in said)
    ]


def betraying(root: Path) -> list[str]:
    """Return the texts that no released file may hold: markers, and lines, and runs of lines, of answers."""
    return [*RESERVED, *sorted(_of_answers(root))]


def _of_answers(root: Path) -> set[str]:
    sources = [cell.source for text in _texts(root) for cell in text.cells]
    given = "\n".join(line.strip() for source in sources for line in given_lines(source))
    answers = [_stripped(answer) for source in sources for answer in regions(source)]
    runs = {
        "\n".join(answer[start : start + TELLING_RUN])
        for answer in answers
        for start in range(max(1, len(answer) - TELLING_RUN + 1))
    }
    lines = {line for answer in answers for line in answer if line not in given}
    return {text for text in lines if _tells(text)} | {run for run in runs if _says_enough(run)}


def _says_enough(run: str) -> bool:
    """Tell whether a row of lines says more than how a document ends: a single line, or two that tell something."""
    telling = [line for line in run.splitlines() if _tells(line)]
    return len(telling) >= min(2, run.count("\n") + 1)


def _tells(text: str) -> bool:
    return len(text) >= TELLING_CHARACTERS


def _texts(root: Path) -> Iterator[TextNotebook]:
    for path in sorted((root / ASSIGNMENT_TEXTS).glob("*.py")):
        yield read(path.relative_to(root), path.read_text(encoding="utf-8"))


def blocks(name: str, content: bytes) -> list[str]:
    """Return what a file says, in lines without indentation: the cells of a notebook and its text as it stands."""
    text = content.decode(encoding="utf-8", errors="replace")
    sources = [text]
    if name.endswith(".ipynb"):
        sources += [cell.source for cell in parsed(text).cells]
    return ["\n".join(_stripped(source.splitlines())) for source in sources]


def _stripped(lines: list[str]) -> list[str]:
    return [line.strip() for line in lines if line.strip()]
