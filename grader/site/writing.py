"""The whole site, into a folder: each lesson is run once, and nothing is written before all pages are there."""

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from html import escape, unescape
from pathlib import Path

import nbformat

from course.syllabus import Syllabus

from .body import of_document, of_notebook
from .execution import SiteError, executed
from .frame import COURSE, INDEX, framed
from .headings import Heading, as_in_documents, as_in_notebooks, named
from .index import index
from .links import between, led
from .plan import Page, Plan
from .sheet import FIRST_LINE, NAME, sheet

__all__ = ["write_site"]

_FIRST_PARAGRAPH = re.compile(r"</h1>\s*(<p>.*?</p>)", re.DOTALL)
_TOP = re.compile(r"(<h1\b.*?</h1>)", re.DOTALL)


@dataclass(frozen=True)
class Made:
    """A page's HTML without its frame, and its headings."""

    page: Page
    html: str
    headings: list[Heading]

    @property
    def title(self) -> str:
        """The words of its first heading."""
        return unescape(re.sub(r"<[^>]+>", "", self.headings[0].html))

    @property
    def opening(self) -> str:
        """The paragraph below its title, as HTML without links; nothing where there is none."""
        found = _FIRST_PARAGRAPH.search(self.html)
        return re.sub(r"</?a\b[^>]*>", "", found[1]) if found else ""


def write_site(
    folder: Path, syllabus: Syllabus, plan: Plan, tell: Callable[[str], object] = lambda _: None
) -> list[Path]:
    """Make every page of the plan, then write the site; return its files. `tell` hears of each page begun.

    Raises SiteError where a lesson fails, or where the folder holds something else; OSError.
    """
    refuse_others(folder)
    made = [_made(page, tell) for page in plan.pages]
    places = {each.page.address: each.page.place for each in made}
    titles = {each.page.place: each.title for each in made}
    files = {each.page.place: _whole(each, plan, places, titles) for each in made}
    openings = {each.page.place: each.opening for each in made}
    files[INDEX] = framed(index(syllabus, plan, titles, openings), title=COURSE, place=INDEX)
    files[NAME] = sheet()
    return _write(folder, files)


def refuse_others(folder: Path) -> None:
    """Raise SiteError where the folder holds something that is not a site of the course."""
    if folder.is_file() or (folder.is_dir() and any(folder.iterdir()) and not _is_site(folder)):
        raise SiteError(
            f"{folder}: found something that is no site of the course; expected a new or empty folder, or a site made "
            "before, which is written anew. Name another folder."
        )


def _is_site(folder: Path) -> bool:
    known = folder / NAME
    return known.is_file() and known.read_text(encoding="utf-8").startswith(FIRST_LINE)


def _made(page: Page, tell: Callable[[str], object]) -> Made:
    tell(page.address)
    if not page.source.is_file():
        raise SiteError(
            f"{page.source}: found no such file; expected a {page.kind}. Run `python -m grader build`."
        )
    if page.kind == "document":
        return Made(page, *named(of_document(page.source.read_text(encoding="utf-8")), as_in_documents))
    # An exercise is shown as it is handed out.
    notebook = executed(page.source) if page.kind == "lesson" else nbformat.read(page.source, as_version=4)
    return Made(page, *named(of_notebook(notebook), as_in_notebooks))


def _whole(made: Made, plan: Plan, places: dict[str, str], titles: dict[str, str]) -> str:
    page = made.page
    html = led(made.html, page.address, places)
    if page.kind != "document":
        html = _TOP.sub(lambda top: top[1] + _note(page, places), html, count=1)
    around = [
        (rel, other.place, titles[other.place])
        for rel, other in zip(("prev", "next"), plan.around(page), strict=True)
        if other is not None
    ]
    return framed(html, title=made.title, place=page.place, headings=made.headings, around=around)


def _note(page: Page, places: dict[str, str]) -> str:
    """Say below the title of a lesson or an exercise what this page is, and where the thing itself is done."""
    said = {
        "lesson": "This is the lesson as it looks after it has run; its pictures are still. To change and run its cells",
        "exercises": "These are the exercises to read. To see your own values, answer and have it checked",
    }[page.kind]
    running = places.get("docs/running.md")
    course = f'<a href="{between(page.place, running)}">the course</a>' if running else "the course"
    return f'<p class="site-note">{said}, start {course} and open <code>{escape(page.address)}</code>.</p>'


def _write(folder: Path, files: dict[str, str]) -> list[Path]:
    if folder.is_dir() and _is_site(folder):
        shutil.rmtree(folder)
    for place, text in files.items():
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return [folder / place for place in files]
