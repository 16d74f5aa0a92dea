"""The assessment as a learner takes it: an item at a time, kept as one goes, ended when one likes."""

from pathlib import Path
from typing import Any

import traitlets

from course import learner
from course.widgets.live import LiveWidget
from course.widgets.scripts import script
from course.widgets.sheets import stylesheet
from course.widgets.view import View, figure, kindly

from .asked import asked
from .blueprint import form_named
from .explained import listed
from .figures import SHEETS
from .forms import Form, read
from .handed_in import FILE, folder_for, write
from .result import ended, gained
from .taken import Taken, kept, missing, sound

__all__ = ["Assessment", "assessment"]

_SHEETS = ("lesson", *SHEETS)
_INTRO = {
    "pre": "It is not graded, and nobody expects you to know the answers: the course teaches them. Leave open what you would "
    "only guess. At the end you see points by topic, and which modules you may skim.",
    "post": "The same ideas as before the course, in other scenarios. It is not graded. At the end you see what you have gained, "
    "and every item is explained.",
}


class Assessment(LiveWidget):
    """A form under way. `answers`, `at` and `end` come from the learner; `states`, `standing` and `result` go back.

    `end` asks to finish, for good. What is right never leaves Python before that, and of the pre-assessment never.
    """

    _esm = script("lesson/assessment.js")
    _css = stylesheet(*_SHEETS)
    title = traitlets.Unicode().tag(sync=True)
    intro = traitlets.Unicode().tag(sync=True)
    items: Any = traitlets.List(help="what is asked, without what is right").tag(sync=True)
    answers = traitlets.Dict(help="positions, by item").tag(sync=True)
    at = traitlets.Int(0, help="the item that is shown, counted from 0").tag(sync=True)
    end = traitlets.Bool(False, help="the learner wants to finish").tag(sync=True)
    states = traitlets.Dict(help="by item what is missing in its answer, empty where it is whole").tag(
        sync=True
    )
    standing = traitlets.Unicode().tag(sync=True)
    result = traitlets.Unicode(help="HTML, after the end").tag(sync=True)

    def __init__(self, form: Form, folder: Path | None) -> None:
        self._form, self._folder = form, folder
        taken = kept(form, learner.notes())
        super().__init__(
            title=form.title,
            intro=_INTRO[form.name],
            items=[asked(form, item) for item in form.items],
            answers=taken.as_data()["answers"],
            at=taken.at,
            end=taken.finished,
        )
        self._taken = taken
        self._say()
        self.observe(self._changed, ["answers", "at", "end"])

    def still(self) -> View:
        """Return the items to read, with what was answered, and the end where it was reached."""
        body, text = _page(self._form, self._taken)
        intro = "" if self._taken.finished else self.intro
        said = [self.title, intro, text, self.standing]
        html = (
            f'<div class="course-assessment"><h3>{self.title}</h3><p>{intro}</p>{body}'
            f'<p class="course-muted">{self.standing}</p></div>'
        )
        return figure(html, "\n".join(filter(None, said)), name="quiz", sheets=_SHEETS, label=self.title)

    def _changed(self, _: Any) -> None:
        """Keep what the learner did; after the end nothing changes any more, also where another page has come to it."""
        known = kept(self._form, learner.notes())
        asked_for = {"answers": self.answers, "at": self.at, "finished": self.end}
        taken = known if known.finished else sound(self._form, asked_for)
        if taken == self._taken:
            return
        self._taken = taken
        if not known.finished:
            learner.notes().put(f"assessment/{self._form.name}", taken.as_data())
        self._say()

    def _say(self) -> None:
        given = self._taken.answers
        self.states = {item.id: missing(item, given.get(item.id, ())) for item in self._form.items}
        self.standing = " ".join(filter(None, (_standing(self._form, self._taken), self._travels())))
        self.result = _end(self._form, self._taken)[0] if self._taken.finished else ""

    def _travels(self) -> str:
        """Put the answers where they are handed in with, and say so; nothing where there is no such place."""
        if (
            not self._taken.answers
            or self._folder is None
            or not write(self._form.name, self._taken, self._folder)
        ):
            return ""
        return f"Your answers are in {self._folder.name}/{FILE}; they travel with what you hand in, and are worth no points."


@kindly('"pre" or "post", and perhaps the folder of exercises with which the answers are handed in')
def assessment(form: str, folder: str | Path | None = None) -> Assessment | View:
    """Ask the pre- or the post-assessment, an item at a time. Answers are kept for this learner, and nothing is graded.

    They are put into `folder`, too, by default that of the module's exercises in the learner's work folder.
    """
    name = form_named(form)
    return Assessment(read(name), Path(folder) if folder else folder_for(name, Path.cwd()))


def _page(form: Form, taken: Taken) -> tuple[str, str]:
    """Return the items folded, and before them the end where it was reached."""
    html, text = listed(form, taken, reveal=_reveals(form, taken))
    folded = f"<details><summary>The {len(form.items)} items, to read</summary>{html}</details>"
    if not taken.finished:
        return folded, text
    end, words = _end(form, taken, explained=False)
    return end + folded, f"{words}\n{text}"


def _end(form: Form, taken: Taken, *, explained: bool = True) -> tuple[str, str]:
    """Return what is read at the end; of the post-assessment every item explained, unless the caller lists them itself."""
    if form.name == "pre":
        return ended(form, taken)
    first = read("pre")
    before = kept(first, learner.notes())
    html, text = gained((first, before) if before.finished else None, form, taken)
    items = listed(form, taken, reveal=True)[0] if explained else ""
    return f"{html}{f'<h4>Every item explained</h4>{items}' if items else ''}", text


def _reveals(form: Form, taken: Taken) -> bool:
    return form.name == "post" and taken.finished


def _standing(form: Form, taken: Taken) -> str:
    if taken.finished:
        return "Finished."
    return f"{taken.answered(form)} of {len(form.items)} answered."
