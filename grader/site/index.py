"""The site's first page: the map of the modules, and what there is beside them."""

from collections.abc import Callable, Mapping, Sequence
from html import escape
from itertools import groupby

from course.syllabus import Module, Syllabus

from .frame import COURSE
from .plan import FOR_INSTRUCTORS, FOR_READERS, Page, Plan

__all__ = ["index"]

_ABOUT = (
    "Synchronous calls, queues, topics, event buses and workflows, learned by building with them: ordinary boto3 code "
    "against an AWS account in the computer's memory, on a virtual clock."
)
_HOW = (
    "These pages show each lesson as it looks after it has run. In the course itself you change and run every cell, "
    "operate the pictures, and have your exercises checked at once."
)
_NAMES = {"lesson": "Lesson", "exercises": "Exercises"}


def index(syllabus: Syllabus, plan: Plan, titles: Mapping[str, str], openings: Mapping[str, str]) -> str:
    """Return the body of the first page.

    `titles` and `openings` (HTML, the first words of a lesson) are named by the pages' places.
    """
    parts = groupby(syllabus.modules, key=lambda module: (module.part, module.part_title))
    course = "".join(
        f'<h2 id="part-{part.lower()}">{part} · {escape(about.capitalize())}</h2>'
        f'<ol class="site-modules">{"".join(_module(module, plan, openings) for module in modules)}</ol>'
        for (part, about), modules in parts
    )
    running = next((page.place for page in plan.beside if page.address == "docs/running.md"), "")
    run = f' <a href="{running}">How to start it.</a>' if running else ""
    return (
        f"<h1>{COURSE}</h1><p>{_ABOUT}</p><p>{_HOW}{run}</p>{course}"
        + _beside(
            "To look up",
            plan.beside,
            titles,
            lambda page: page.address in FOR_READERS or not page.address.startswith("docs/"),
        )
        + _beside("For instructors", plan.beside, titles, lambda page: page.address in FOR_INSTRUCTORS)
    )


def _module(module: Module, plan: Plan, openings: Mapping[str, str]) -> str:
    pages = plan.of(module)
    links = " ".join(
        f'<a href="{page.place}" aria-label="{_NAMES[page.kind]}: {escape(module.title)}">{_NAMES[page.kind]}</a>'
        for page in pages
    )
    about = openings.get(pages[0].place, "") if pages else ""
    state = "" if module.ready else "in preparation"
    where = links or f'<span class="site-muted">{state or "not on this site"}</span>'
    return (
        f'<li><h3><span class="site-number">{escape(module.id.upper())}</span> {escape(module.title)}</h3>{about}'
        f'<p class="site-doors">{where} <span class="site-muted">{module.hours:g} hours</span></p></li>'
    )


def _beside(
    heading: str, pages: Sequence[Page], titles: Mapping[str, str], wanted: Callable[[Page], bool]
) -> str:
    rows = "".join(
        f'<li><a href="{page.place}">{escape(titles[page.place])}</a></li>' for page in pages if wanted(page)
    )
    name = heading.lower().replace(" ", "-")
    return f'<h2 id="{name}">{heading}</h2><ul>{rows}</ul>' if rows else ""
