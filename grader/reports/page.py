"""A class as one HTML page: nothing loaded, no script, light and dark, for a screen, a keyboard and paper."""

from collections.abc import Iterable, Mapping
from html import escape
from importlib.resources import files
from pathlib import Path

from course.widgets.prose import inline
from course.widgets.sheets import stylesheet
from grader.classroom.not_isolated import warning

from .bars import style
from .class_gain import ClassGain
from .gain_tables import as_section
from .sections import SECTIONS
from .summary import STATES, Summary
from .texts import number

__all__ = ["GAIN", "as_page", "framed", "note", "numbers", "write_page"]

GAIN = "Gain between the assessments"


def write_page(summary: Summary, file: Path, gain: ClassGain | None = None) -> None:
    """Write the page to `file`. Raises OSError."""
    file.write_text(as_page(summary, gain), encoding="utf-8", errors="replace")


def as_page(summary: Summary, gain: ClassGain | None = None) -> str:
    """Return the page; with the class's `gain` between the assessments, where it belongs to the assignment."""
    sections = {title: section(summary) for title, section in SECTIONS.items()}
    if gain is not None:
        sections[GAIN] = as_section(gain)
    return framed(
        f"{summary.assignment}: the class",
        f"{summary.assignment}: the class at a glance",
        note(warning([row.level for row in summary.rows])) + _numbers(summary),
        sections,
    )


def framed(title: str, heading: str, opening: str, sections: Mapping[str, str]) -> str:
    """Return a page for instructors: `opening` (HTML) below the heading, links, and each section (HTML) by its title."""
    links = "".join(f'<li><a href="#{_anchor(name)}">{name}</a></li>' for name in sections)
    body = "".join(
        f'<section aria-labelledby="{_anchor(name)}"><h2 id="{_anchor(name)}">{name}</h2>{section}'
        '<p><a href="#top">to the top</a></p></section>'
        for name, section in sections.items()
    )
    sheet = (
        stylesheet("charts") + style() + files(__package__).joinpath("page.css").read_text(encoding="utf-8")
    )
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><style>{sheet}</style></head>'
        f'<body><main class="course class-page" id="top"><h1>{escape(heading)}</h1>'
        '<p class="course-muted">For instructors: this page names learners and their points.</p>'
        f'{opening}<nav aria-label="On this page"><ul>{links}</ul></nav>{body}'
        "</main></body></html>\n"
    )


def numbers(found: Iterable[tuple[str, str]]) -> str:
    """Return numbers that stand out, each (HTML) with the words below it."""
    every = "".join(f"<li><b>{many}</b>{words}</li>" for many, words in found)
    return f'<ul class="class-numbers">{every}</ul>'


def _anchor(title: str) -> str:
    return "".join(letter if letter.isalpha() else "-" for letter in title.lower())


def note(said: str) -> str:
    """Return a warning's lines as a note; nothing where there is none."""
    if not said:
        return ""
    lines = "".join(f"<p>{inline(line)}</p>" for line in said.splitlines())
    return f'<div class="course-note course-warn" role="note">{lines}</div>'


def _numbers(summary: Summary) -> str:
    found = [
        (str(len(summary.rows)), "learners"),
        *((str(len(summary.of_state(state))), words) for state, words in STATES.items()),
        (str(len(summary.late)), "late"),
    ]
    whole = summary.all
    if whole.points:
        found.append((f"{number(whole.median)} <small>of {number(whole.maximum)}</small>", "median"))
    return numbers(found)
