"""The hint ladder: rungs that a learner opens one after another."""

from collections.abc import Callable, Sequence
from html import escape
from typing import Any

import traitlets

from course.widgets.live import LiveWidget
from course.widgets.prose import prose
from course.widgets.scripts import script
from course.widgets.sheets import stylesheet
from course.widgets.view import View, figure, kindly

__all__ = ["HintLadder", "hint_ladder"]

_NAMES = ("a question", "the idea", "the call to use", "a neighbour problem")
_NONE = "This exercise has no hints."


class HintLadder(LiveWidget):
    """The opened rungs, and one button for the next. `opened` counts them.

    What is not opened stays in Python: the page asks for the next rung by its number (`asked`), and gets no other.
    """

    _esm = script("lesson/hints.js")
    _css = stylesheet("lesson")
    title = traitlets.Unicode().tag(sync=True)
    shown = traitlets.Dict(
        help="rungs (title and HTML of each opened one), offer (of the button; or empty), rest (how many are left)"
    ).tag(sync=True)
    asked = traitlets.Int(0, help="the rung that the page asks for").tag(sync=True)

    def __init__(
        self, exercise: str, rungs: Sequence[str], opened: int, on_open: Callable[[int], object] | None
    ) -> None:
        self._rungs, self._on_open = list(rungs), on_open
        self.opened = max(0, min(opened, len(rungs)))
        super().__init__(title=f"Hints for {exercise}")
        self._show()
        self.observe(self._wanted, "asked")

    def open_next(self) -> None:
        """Open the next rung and tell `on_open` its number, beginning with 1."""
        if self.opened >= len(self._rungs):
            return
        self.opened += 1
        if self._on_open is not None:
            self._on_open(self.opened)
        self._show()

    def still(self) -> View:
        """Return the opened rungs and how many are left."""
        opened = list(enumerate(self._rungs[: self.opened]))
        said = [self.title, *(f"  {at + 1}. {text}" for at, text in opened), f"  {self.shown['rest']}"]
        rungs = "".join(
            f'<div class="course-note"><p><b>{escape(_name(at))}</b></p>{prose(text)}</div>'
            for at, text in opened
        )
        body = f'<h4>{escape(self.title)}</h4>{rungs}<p class="course-muted">{self.shown["rest"]}</p>'
        return figure(body, "\n".join(said), name="hints", sheets=("lesson",), label=self.title)

    def _wanted(self, change: Any) -> None:
        if change["new"] == self.opened + 1:
            self.open_next()

    def _show(self) -> None:
        many, left = len(self._rungs), len(self._rungs) - self.opened
        self.shown = {
            "rungs": [
                {"title": _name(at), "html": prose(text)}
                for at, text in enumerate(self._rungs[: self.opened])
            ],
            "rest": f"{left} of {many} hints are not opened." if left else "All hints are open.",
            "offer": f"Open hint {self.opened + 1} of {many}: {_about(self.opened)}" if left else "",
        }


@kindly("the id of an exercise and its hints, a list of texts")
def hint_ladder(
    exercise: str, rungs: Sequence[Any], opened: int = 0, on_open: Callable[[int], object] | None = None
) -> HintLadder | View:
    """Show the hints of an exercise, the first `opened` of them open; `on_open` learns of each that is opened."""
    texts = [rung if isinstance(rung, str) else str(rung["text"]) for rung in rungs]
    if not texts:
        return figure(f"<p>{_NONE}</p>", _NONE, name="hints", sheets=("lesson",))
    return HintLadder(exercise, texts, opened, on_open)


def _name(at: int) -> str:
    return f"Hint {at + 1}: {_about(at)}"


def _about(at: int) -> str:
    return _NAMES[at] if at < len(_NAMES) else "one more"
