"""The beginning of an exercise: a rubric, the section of its notebook, stored answers."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from course.syllabus import syllabus
from grader import rubrics
from grader.checks import Exercise

from .filling import SkeletonError, filled

__all__ = ["new_exercise", "with_section"]

# Where a section of a notebook begins, with its heading, and how that of an exercise does.
_HEADING = re.compile(r"^\n# %% \[markdown\].*\n# ## (.*)$", re.MULTILINE)
_EXERCISE = re.compile(r"E\d+: ")
_ID = re.compile(r"(m\d\d)\.(e\d)")


def new_exercise(root: Path, name: str, title: str) -> list[Path]:
    """Write the files of exercise `name` (``m05.e6``) into the course at `root`; return them, with the two that it adds to.

    Raises SkeletonError where the name is taken or no exercise's, and OSError.
    """
    if not title:
        raise SkeletonError(f"An exercise needs a title: python -m grader new {name} 'Two of three'")
    found = _ID.fullmatch(name)
    if not found:
        raise SkeletonError(f"`{name}` is no exercise's id. Expected one like m05.e6.")
    module, number = found.groups()
    notebook = root / "authoring" / "assignments" / f"{syllabus().module(module).stem}.py"
    if not notebook.is_file():
        raise SkeletonError(
            f"{notebook} is not there. Make the module first: `python -m grader new {module}`."
        )
    if name in rubrics.ids(module):
        raise SkeletonError(f"There is an exercise `{name}` already. Take the next number.")
    word = _word(title)
    values = _values(name, module, number, title, word)
    made = dict(_files(root, module, f"{number}_{word}", values))
    for path, text in made.items():
        if path.exists():
            raise SkeletonError(f"{path} is there already. Take another title, or remove it.")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    notes = root / "docs" / "teaching" / f"{notebook.stem}.md"
    section = filled("section.txt", values)
    notebook.write_text(with_section(notebook.read_text(encoding="utf-8"), section), encoding="utf-8")
    with notes.open("a", encoding="utf-8") as file:
        file.write(filled("misconception.txt", values))
    return [*made, notebook, notes]


def with_section(notebook: str, section: str) -> str:
    """Return a notebook's text with an exercise's section below the last one: before what closes the notebook, if something does."""
    headings = list(_HEADING.finditer(notebook))
    last = max((at for at, each in enumerate(headings) if _EXERCISE.match(each[1])), default=len(headings))
    closing = headings[last + 1 :]
    end = closing[0].start() if closing else len(notebook)
    return notebook[:end] + section + notebook[end:]


def _word(title: str) -> str:
    word = re.sub(r"[^a-z0-9]+", "_", title.lower()).strip("_")
    if not word or not word[0].isalpha():
        raise SkeletonError(f"`{title}` makes no name for a file. Begin the title with a letter.")
    return word


def _values(name: str, module: str, number: str, title: str, word: str) -> dict[str, object]:
    values: dict[str, object] = {
        "id": name,
        "MODULE": module.upper(),
        "NUMBER": number.upper(),
        "title": title.replace('"', "'"),
        "title_small": title[:1].lower() + title[1:],
        "function": word,
        "misconception": f"K{module[1:]}.{_next_misconception(module)}",
    }
    # What the author's own table says, as stored answers hold it.
    rubric: dict[str, Any] = {}
    exec(filled("rubric.txt", values), rubric)  # noqa: S102  our own text
    exercise: Exercise = rubric["EXERCISE"]
    return values | exercise.values(rubrics.AUTHOR)


def _next_misconception(module: str) -> int:
    known = [each.id for name in rubrics.ids(module) for each in rubrics.exercise(name).misconceptions]
    return 1 + max((int(each.partition(".")[2]) for each in known), default=0)


def _files(root: Path, module: str, stem: str, values: dict[str, object]) -> Iterator[tuple[Path, str]]:
    yield root / "grader" / "rubrics" / module / f"{stem}.py", filled("rubric.txt", values)
    answers = tomllib.loads(filled("answers.toml", values))
    for verdict, text in answers.items():
        yield root / "tests" / "answers" / module / stem / f"{verdict}.py", text
