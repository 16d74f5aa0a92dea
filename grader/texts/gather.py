"""Walks over every place of a checkout in which learner-facing text stands."""

import ast
import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from grader import rubrics
from grader.build.notebook import GLOSSARY
from grader.rubrics.language import reworded

from .javascript_words import reworded_javascript
from .places import reworded_notebook, reworded_questions
from .programs import PICTURES, catalogue_of_program, codes_of, only_in, programs
from .python_words import reworded_python

__all__ = [
    "QUESTIONS",
    "WHOLE_COURSE",
    "Text",
    "catalogue_of",
    "files",
    "gathered",
    "notebooks",
    "of_exercises",
    "retold",
]

TEXTS, QUESTIONS, RUBRICS = Path("authoring"), Path("course/quizzes"), Path("grader/rubrics")
SYLLABUS, SCRIPTS = Path("course/syllabus.toml"), Path("course/widgets")
# What belongs to no module: the first page, the glossary, the assessments.
WHOLE_COURSE = "course"


@dataclass(frozen=True)
class Text:
    """A text that a learner reads, and a place where it stands: a path below the checkout, and a line from 1."""

    words: str
    path: str
    line: int


def notebooks(root: Path) -> list[Path]:
    """Return the text notebooks of a checkout, relative to it."""
    return [path.relative_to(root) for path in sorted((root / TEXTS).glob("*/*.py"))]


def files(root: Path) -> list[Path]:
    """Return the other files that learners read of, relative to a checkout: syllabus, questions, scripts and programs."""
    questions = [path.relative_to(root) for path in sorted((root / QUESTIONS).rglob("*.toml"))]
    scripts = [path.relative_to(root) for path in sorted((root / SCRIPTS).rglob("*.js"))]
    return [SYLLABUS, *questions, *scripts, *programs(root)]


def retold(root: Path, path: Path, change: Callable[[str, int], str]) -> str:
    """Return a file that learners read of, at `path` below `root`, with every text changed. Raises TextsError, BuildError."""
    text = (root / path).read_text(encoding="utf-8")
    if path.suffix == ".toml":
        return reworded_questions(text, change)
    if path.suffix == ".js":
        return reworded_javascript(text, change)
    if path.is_relative_to(TEXTS):
        return reworded_notebook(path, text, change)
    return reworded_python(text, change, codes_of(root), only_in(path))


def catalogue_of(path: Path) -> str:
    """Return the name of the catalogue for what stands in a file: its module's id, or what the file is for."""
    if path.suffix == ".js":
        return PICTURES
    if path.suffix == ".py" and not path.is_relative_to(TEXTS):
        return catalogue_of_program(path)
    found = re.match(r"m\d\d(?=[_.])", path.name)
    return found[0] if found else WHOLE_COURSE


def gathered(root: Path) -> dict[str, list[Text]]:
    """Return every learner-facing text by catalogue, in the order in which it stands."""
    found: dict[str, list[Text]] = defaultdict(list)
    for path in [*notebooks(root), *files(root)]:
        into, place = found[catalogue_of(path)], path.as_posix()

        def noted(words: str, line: int, into: list[Text] = into, place: str = place) -> str:
            into.append(Text(words, place, line))
            return words

        retold(root, path, noted)
    # The build puts it at the end of each lesson.
    found[WHOLE_COURSE].append(Text(GLOSSARY, "grader/build/notebook.py", 1))
    for module, texts in of_exercises(root).items():
        found[module] += texts
    return dict(found)


def of_exercises(root: Path) -> dict[str, list[Text]]:
    """Return by module what learners read of its exercises: titles, parts, hints, and what is told of misconceptions."""
    found: dict[str, list[Text]] = defaultdict(list)
    for exercise_id in rubrics.ids():
        found[exercise_id.partition(".")[0]] += _of_exercise(root, exercise_id)
    return dict(found)


def _of_exercise(root: Path, exercise_id: str) -> list[Text]:
    """Return the texts of an exercise; one that another file defines is told to stand in the first line."""
    path = RUBRICS / exercise_id.partition(".")[0] / f"{rubrics.stem(exercise_id)}.py"
    tree = ast.parse((root / path).read_text(encoding="utf-8"))
    lines = {
        node.value: node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    texts: list[Text] = []

    def noted(words: str) -> str:
        texts.append(Text(words, path.as_posix(), lines.get(words, 1)))
        return words

    reworded(rubrics.exercise(exercise_id), noted)
    return texts
