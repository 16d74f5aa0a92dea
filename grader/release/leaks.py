"""What must not be in a kit, looked for in every file of it: hidden rows, answers, and what only those use.

A release with a leak is refused, so that nobody needs to remember anything.
"""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from grader.build.leaks import TELLING_CHARACTERS, betraying, blocks

from .contents import RUBRICS, rubrics
from .cut import MARK, cut, hidden_in, only_for_hidden

__all__ = ["LeakError", "leaks", "refuse_leaks"]

GRADING = re.compile(r"\.grading\b|COURSE_GRADING|_hidden_rng")
RUBRIC = re.compile(r"e\d+_\w+\.py")


class LeakError(Exception):
    """A kit would tell what it must not; the text says where, what, and what to do."""


def refuse_leaks(root: Path, files: Mapping[str, bytes]) -> None:
    """Raise LeakError for the first of `leaks`."""
    for leak in leaks(root, files):
        raise LeakError(leak)


def leaks(root: Path, files: Mapping[str, bytes]) -> Iterator[str]:
    """Say in words each thing that the files of a kit, made of the course in `root`, tell and must not."""
    sources = {place: text for module in _modules(root) for place, text in rubrics(root, {module})}
    badly_hidden, hidden = _looked_through(tuple(sources.items()))
    yield from badly_hidden
    told = betraying(root)
    for place, content in sorted(files.items()):
        for block in blocks(place, content):
            lines = set(block.splitlines())
            for line in sorted(hidden & lines):
                yield f"{place}: found a line of a hidden row, `{line}`; expected none. Say it otherwise there, or hide other rows."
            for text in _answers_that_tell(told, place):
                if text in block:
                    yield f"{place}: found an answer, `{text}`; expected none. Take it out there."


@lru_cache(maxsize=1)  # it takes seconds, and from one kit to the next no rubric changes
def _looked_through(sources: tuple[tuple[str, str], ...]) -> tuple[Sequence[str], frozenset[str]]:
    """Return what is said of rubrics that hide badly, and the lines that they hide."""
    by_place = dict(sources)
    return tuple(_badly_hidden(by_place)), frozenset(_hidden_lines(by_place))


def _badly_hidden(sources: Mapping[str, str]) -> Iterator[str]:
    for place, text in sources.items():
        if GRADING.search(text):
            yield (
                f"{place}: found that it asks whether it grades; expected hidden rows in a function marked `@{MARK}`, which alone "
                "has them in grading alone, and is left out of a kit."
            )
        stubs = len(hidden_in(text))
        if stubs and not RUBRIC.fullmatch(Path(place).name):
            yield f"{place}: found a hidden function; expected it in the file of an exercise. Move it there."
        if _mentions(cut(text)) != stubs:
            yield (
                f"{place}: found `{MARK}` used otherwise; expected it as `@{MARK}` above a function at the file's left margin, "
                "under no other name. Only such functions are left out of a kit."
            )
    for room in sorted({str(Path(place).parent) for place in sources} - {str(RUBRICS)}):
        texts = {place: text for place, text in sources.items() if str(Path(place).parent) == room}
        for name in only_for_hidden(texts.values()):
            yield (
                f"{room}: found `{name}`, which only hidden functions use; expected it in one of them, since a kit would "
                "tell it. Move it there."
            )


def _answers_that_tell(answers: Sequence[str], place: str) -> list[str]:
    """Return what of the answers a file must not hold. Lessons teach the same calls, in as many lines as it takes."""
    if place.startswith("exercises/"):
        return list(answers)
    return [text for text in answers if "\n" in text] if place.startswith("grader/") else []


def _mentions(source: str) -> int:
    """Count how often a source uses the mark, imports by its own name aside; importing it under another counts twice."""
    count = 0
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Name):
            count += node.id == MARK
        elif isinstance(node, ast.Attribute):
            count += node.attr == MARK
        elif isinstance(node, ast.alias):
            count += 2 * (node.name == MARK and node.asname is not None)
    return count


def _hidden_lines(sources: Mapping[str, str]) -> set[str]:
    """Return the lines of hidden functions that tell something, and that stand nowhere in what is not hidden."""
    given = {line.strip() for text in sources.values() for line in cut(text).splitlines()}
    hidden = (
        line.strip()
        for text in sources.values()
        for each in hidden_in(text)
        for line in each.text.splitlines()
    )
    return {line for line in hidden if len(line) >= TELLING_CHARACTERS and line not in given}


def _modules(root: Path) -> list[str]:
    return sorted(path.name for path in (root / RUBRICS).glob("m[0-9][0-9]"))
