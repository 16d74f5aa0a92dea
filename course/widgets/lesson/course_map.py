"""The map of the modules: the stretches of the way side by side, an arrow between them, a card for each module."""

import json
import os
from dataclasses import dataclass
from html import escape
from itertools import groupby
from pathlib import Path
from urllib.parse import quote

from course.syllabus import Module, Syllabus
from course.widgets.lesson.course_standing import SIGNS, Row, Step
from course.widgets.words import count, number

__all__ = ["Links", "drawn_map"]

_SAID = {"done": "done", "begun": "begun", "new": "not begun", "planned": "planned"}


@dataclass(frozen=True)
class Links:
    """How notebooks are reached from the page that shows the map: `way` leads to the learner's folder, `work`, if known."""

    way: str
    work: Path | None = None

    @classmethod
    def from_here(cls, course: Syllabus) -> "Links":
        """Return the links of a notebook in the current folder; where that is no part of a work folder, those of a lesson."""
        here = Path.cwd()
        for folder in (here, *here.parents[:3]):
            if (folder / "lessons" / f"{course.first_page}.ipynb").is_file():
                return cls(os.path.relpath(folder, here).replace(os.sep, "/") + "/", folder)
        return cls("../")

    def to(self, module: Module, place: str, words: str, heading: str = "") -> str:
        """Return a link to a module's ``lesson`` or ``exercises``, or the words alone where this copy has no such file."""
        folder = "lessons" if place == "lesson" else f"exercises/{module.stem}"
        file = f"{folder}/{module.stem}.ipynb"
        if not module.ready or (self.work and not (self.work / file).is_file()):
            return f"<span>{escape(words)}</span>"
        part = f"#{self._place(file, heading)}" if heading else ""
        return f'<a href="{escape(self.way + file + part)}">{escape(words)}</a>'

    def _place(self, file: str, heading: str) -> str:
        """Return how JupyterLab is told of a heading in a learner's notebook: by its cell's id, else by the heading's name.

        It goes to a cell at once, and to a heading only in a notebook that is open already.
        """
        try:
            cells = json.loads((self.work / file).read_bytes())["cells"] if self.work else []
            found = (cell["id"] for cell in cells if f"## {heading}" in "".join(cell["source"]).splitlines())
            if cell := next(found, ""):
                return f"cell-id={cell}"
        except (OSError, ValueError, KeyError, TypeError):
            pass  # a notebook that is none is the doctor's matter
        return f"heading={quote(heading.replace(' ', '-'), safe=':,?')}"


def drawn_map(rows: list[Row], step: Step | None, links: Links) -> str:
    """Return the map in HTML; `step` is where the learner is."""
    stages = [
        _stage(stage, list(members), step, links)
        for stage, members in groupby(rows, key=lambda row: row.module.stage)
    ]
    key = "".join(
        f"<span><b>{SIGNS[state]}</b> {_SAID[state]}</span>"
        for state in SIGNS
        if state != "planned" or any(row.state == state for row in rows)
    )
    return (
        f'<div class="course-trail"><ol class="course-trail-stages">{"".join(stages)}</ol></div>'
        f'<p class="course-trail-key course-muted">{key}</p>'
    )


def _stage(stage: str, rows: list[Row], step: Step | None, links: Links) -> str:
    hours = number(sum(row.module.hours for row in rows))
    cards = "".join(_card(row, step, links) for row in rows)
    return f'<li><h4>{escape(stage.capitalize())} <span class="course-muted">{hours} h</span></h4><ul>{cards}</ul></li>'


def _card(row: Row, step: Step | None, links: Links) -> str:
    module = row.module
    here = step is not None and step.module is module
    flag = '<span class="course-trail-flag">▶ You are here</span>' if here else ""
    top = (
        f'<span class="course-trail-top"><b class="course-trail-sign" aria-hidden="true">{SIGNS[row.state]}</b>'
        f'<b>{module.id.upper()}</b><span class="course-hidden">{_SAID[row.state]}</span>'
        f'<span class="course-muted">{number(module.hours)} h</span></span>'
    )
    after = (
        f'<span class="course-muted">builds on {escape(", ".join(module.builds_on).upper())}</span>'
        if module.builds_on
        else ""
    )
    current = ' aria-current="step"' if here else ""
    return (
        f'<li class="course-trail-{row.state}{" course-trail-here" if here else ""}"{current}>{flag}{top}'
        f'<span class="course-trail-title">{links.to(module, "lesson", module.title)}</span>{_work(row, links)}{after}</li>'
    )


def _work(row: Row, links: Links) -> str:
    """What is done of the exercises, as a row of signs that the words beside it say too, and of the knowledge check."""
    if not row.exercises:
        return ""
    signs = "".join(f'<i class="course-trail-{each.state}">{SIGNS[each.state]}</i>' for each in row.exercises)
    said = f"{row.full} of {count(len(row.exercises), 'exercise')}"
    return (
        f'<span class="course-trail-signs" aria-hidden="true">{signs}</span>'
        f"<span>{links.to(row.module, 'exercises', said)}{escape(row.check)}</span>"
    )
