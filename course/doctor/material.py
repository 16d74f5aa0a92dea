"""Lessons and exercises of this copy of the course."""

from pathlib import Path

from course import kit
from course.syllabus import syllabus
from course.workspace import ROOT

from .check import Finding

__all__ = ["material"]


def material(_work: Path) -> Finding:
    """The first page is there, and the exercises of all modules, or of those that a kit holds."""
    first = ROOT / "course" / "lessons" / f"{syllabus().first_page}.ipynb"
    this = kit.read()
    names = this.assignments if this else [module.stem for module in syllabus().ready]
    wanted = [first, *(ROOT / "exercises" / name / f"{name}.ipynb" for name in names)]
    missing = [str(path.relative_to(ROOT)) for path in wanted if not path.exists()]
    if not missing:
        return Finding(ok=True, found="lessons and exercises are there")
    return Finding(
        False,
        f"missing: {', '.join(missing)}",
        "This copy of the course is not complete.",
        "Take a fresh copy of the course; an author makes them with: python -m grader build",
    )
