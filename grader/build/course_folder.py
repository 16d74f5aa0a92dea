"""Which text notebook makes which files, and what else lies where only generated files belong."""

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from grader.build.error import BuildError
from grader.build.nbgrader_steps import release
from grader.build.notebook import notebook, parsed, written
from grader.build.rules import check_assignment, check_lesson, check_release, check_rubrics
from grader.build.text_notebook import TextNotebook, read

__all__ = [
    "ASSIGNMENT_TEXTS",
    "LESSONS",
    "LESSON_TEXTS",
    "RELEASE",
    "SOURCE",
    "Product",
    "find_course",
    "made_by",
    "products",
    "strays",
    "text_behind",
]

LESSON_TEXTS, ASSIGNMENT_TEXTS = Path("authoring/lessons"), Path("authoring/assignments")
LESSONS, SOURCE, RELEASE = Path("course/lessons"), Path("solutions"), Path("exercises")
# The stem of a module's text notebook; other lessons are the first page, the glossary and the gallery.
MODULE = re.compile(r"m\d\d_")
GENERATED = (LESSONS, SOURCE, RELEASE)


@dataclass(frozen=True)
class Product:
    """One generated file: its place and its text's place in the course folder, and the bytes it should hold."""

    path: Path
    made_from: Path
    content: str


def find_course(start: Path) -> Path:
    """Return the nearest folder at or above `start` that holds ``authoring/``. Raise BuildError where there is none."""
    for folder in (start, *start.parents):
        if (folder / "authoring").is_dir():
            return folder
    raise BuildError(
        start,
        found="no folder `authoring` here or above",
        expected="a checkout of the course",
        remedy="Run the command inside one.",
    )


def _texts(root: Path, names: Iterable[str] = ()) -> list[Path]:
    """Return the text notebooks (relative to `root`) of these stems, or all. Raise BuildError for an unknown name."""
    found = [
        path.relative_to(root)
        for folder in (LESSON_TEXTS, ASSIGNMENT_TEXTS)
        for path in sorted((root / folder).glob("*.py"))
    ]
    stems = sorted({path.stem for path in found})
    wanted = {Path(name).stem for name in names} or set(stems)
    for name in sorted(wanted - set(stems)):
        near = difflib.get_close_matches(name, stems)
        raise BuildError(
            Path("authoring"),
            found=f"no text notebook named {name}",
            expected=f"one of {', '.join(stems)}" if stems else "at least one text notebook",
            remedy=f"Did you mean {near[0]}?" if near else "Name it as its file is named.",
        )
    return [path for path in found if path.stem in wanted]


def text_behind(path: Path) -> Path | None:
    """Return the text notebook that makes the generated file `path`, by their names; None elsewhere."""
    if path.parent == LESSONS:
        return LESSON_TEXTS / f"{path.stem}.py"
    if path.parent in (SOURCE / path.stem, RELEASE / path.stem):
        return ASSIGNMENT_TEXTS / f"{path.stem}.py"
    return None


def products(root: Path, names: Iterable[str] = ()) -> list[Product]:
    """Return every file that the text notebooks of these stems (or all) make. Raise BuildError on a bad text."""
    return [product for path in _texts(root, names) for product in made_by(root, path)]


def made_by(root: Path, path: Path, text: str | None = None) -> list[Product]:
    """Return the files that the text notebook at `path` makes, or would make if it held `text`."""
    parsed = read(path, (root / path).read_text(encoding="utf-8") if text is None else text)
    return _lesson(parsed) if path.parent == LESSON_TEXTS else _assignment(root, parsed)


def strays(root: Path, made: Iterable[Product]) -> list[Path]:
    """Return the files below the generated folders that nothing makes; hidden ones and byte code do not count."""
    known = {product.path for product in made}
    lying = (path.relative_to(root) for folder in GENERATED for path in sorted((root / folder).rglob("*")))
    return [
        path
        for path in lying
        if (root / path).is_file()
        and path not in known
        and not any(part.startswith(".") or part == "__pycache__" for part in path.parts)
    ]


def _lesson(text: TextNotebook) -> list[Product]:
    check_lesson(text)
    made = notebook(text, notice=False, foot=bool(MODULE.match(text.path.stem)))
    return [Product(LESSONS / f"{text.path.stem}.ipynb", text.path, written(made))]


def _assignment(root: Path, text: TextNotebook) -> list[Product]:
    check_assignment(text)
    check_rubrics(text, root / "grader" / "rubrics" / str(text.module))
    source = notebook(text, notice=True)
    released = release(source)
    check_release(text, [cell.source for cell in parsed(released).cells])
    stem = text.path.stem
    return [
        Product(SOURCE / stem / f"{stem}.ipynb", text.path, written(source)),
        Product(RELEASE / stem / f"{stem}.ipynb", text.path, released),
    ]
