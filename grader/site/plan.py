"""Which pages the site has, and in which order they are read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from course.syllabus import Module, Syllabus

__all__ = ["FOR_INSTRUCTORS", "FOR_READERS", "Page", "Plan", "planned"]

# Documents of the course that are pages, too, where they are there.
FOR_READERS = (
    "docs/running.md",
    "docs/accessibility.md",
    "docs/account.md",
    "docs/states_language.md",
    "docs/lint_rules.md",
)
FOR_INSTRUCTORS = ("docs/first_class.md", "docs/instructors.md", "docs/timetables.md", "docs/grading.md")


@dataclass(frozen=True)
class Page:
    """One page: the course's file that it shows, and its `address`, by which that file's neighbours link to it.

    `kind` is lesson, exercises or document; `module` whose it is. Lessons and exercises link to each other as they lie
    in a learner's work folder.
    """

    source: Path
    address: str
    kind: str
    module: Module | None = None

    @property
    def place(self) -> str:
        """Where it lies in the site's folder."""
        return str(PurePosixPath(self.address).with_suffix(".html"))


@dataclass(frozen=True)
class Plan:
    """All pages: those of the modules in the order of reading, and those beside them, which have no order."""

    read: tuple[Page, ...]
    beside: tuple[Page, ...]

    @property
    def pages(self) -> tuple[Page, ...]:
        """Every page but the first."""
        return (*self.read, *self.beside)

    def of(self, module: Module) -> tuple[Page, ...]:
        """The pages of a module; none where it is not on this site."""
        return tuple(page for page in self.read if page.module == module)

    def around(self, page: Page) -> tuple[Page | None, Page | None]:
        """The page before this one, and the page after it."""
        if page not in self.read:
            return None, None
        at = self.read.index(page)
        after = self.read[at + 1] if at + 1 < len(self.read) else None
        return self.read[at - 1] if at else None, after


def planned(root: Path, syllabus: Syllabus, wanted: Sequence[str] = ()) -> Plan:
    """Return the pages of the modules that are asked for by id or stem, or of all that are ready. Raises SyllabusError."""
    asked = {syllabus.module(name) for name in wanted} or set(syllabus.ready)
    read = [page for module in syllabus.modules if module in asked for page in _of_module(root, module)]
    gallery, glossary = (
        Page(root / f"course/lessons/{name}.ipynb", f"lessons/{name}.ipynb", "lesson")
        for name in ("gallery", "glossary")
    )
    documents = [Page(root / name, name, "document") for name in (*FOR_READERS, *FOR_INSTRUCTORS)]
    # Every lesson links to the glossary.
    beside = [glossary, *documents] if wanted else [gallery, glossary, *documents]
    return Plan(tuple(read), tuple(page for page in beside if page.source.is_file()))


def _of_module(root: Path, module: Module) -> Iterator[Page]:
    lesson, exercises = f"lessons/{module.stem}.ipynb", f"exercises/{module.stem}/{module.stem}.ipynb"
    yield Page(root / "course" / lesson, lesson, "lesson", module)
    if (root / exercises).is_file():
        yield Page(root / exercises, exercises, "exercises", module)
