"""The hint ladder: rungs that a learner opens one after another."""

from collections.abc import Callable, Sequence
from html import escape
from typing import Any

import ipywidgets

from course.widgets.live import LiveBox
from course.widgets.prose import prose
from course.widgets.view import View, figure, kindly

__all__ = ["HintLadder", "hint_ladder"]

_NAMES = ("a question", "the idea", "the call to use", "a neighbour problem")


class HintLadder(LiveBox):
    """The opened rungs, and one button for the next. `opened` counts them."""

    def __init__(
        self, exercise: str, rungs: Sequence[str], opened: int, on_open: Callable[[int], object] | None
    ) -> None:
        self._exercise, self._rungs, self._on_open = exercise, list(rungs), on_open
        self.opened = max(0, min(opened, len(rungs)))
        self.shown = ipywidgets.HTML()
        self.button = ipywidgets.Button(layout={"width": "auto", "align_self": "flex-start"})
        self.button.on_click(lambda _: self.open_next())
        super().__init__([self.shown, self.button], layout={"max_width": "860px"})
        self._show()

    def open_next(self) -> None:
        """Open the next rung and tell `on_open` its number, beginning with 1."""
        if self.opened >= len(self._rungs):
            return
        self.opened += 1
        if self._on_open is not None:
            self._on_open(self.opened)
        self._show()

    def _show(self) -> None:
        self.shown.value = self.still().html
        left = self.opened < len(self._rungs)
        self.button.description = (
            f"Open hint {self.opened + 1} of {len(self._rungs)}: {_name(self.opened)}" if left else ""
        )
        self.button.layout.display = None if left else "none"

    def still(self) -> View:
        """Return the opened rungs and how many are left."""
        opened = [(at, text) for at, text in enumerate(self._rungs) if at < self.opened]
        left = len(self._rungs) - self.opened
        rest = f"{left} of {len(self._rungs)} hints are not opened." if left else "All hints are open."
        rungs = "".join(
            f'<div class="course-note"><p><b>Hint {at + 1}: {escape(_name(at))}</b></p>{prose(text)}</div>'
            for at, text in opened
        )
        said = [f"Hints for {self._exercise}", *(f"  {at + 1}. {text}" for at, text in opened), f"  {rest}"]
        heading = f"<h4>Hints for {escape(self._exercise)}</h4>"
        body = f'{heading}<div role="status">{rungs}</div><p class="course-muted">{rest}</p>'
        return figure(body, "\n".join(said), name="hints", sheets=("lesson",))


@kindly("the id of an exercise and its hints, a list of texts")
def hint_ladder(
    exercise: str, rungs: Sequence[Any], opened: int = 0, on_open: Callable[[int], object] | None = None
) -> HintLadder | View:
    """Show the hints of an exercise, the first `opened` of them open; `on_open` learns of each that is opened."""
    texts = [rung if isinstance(rung, str) else str(rung["text"]) for rung in rungs]
    if not texts:
        return figure(
            "<p>This exercise has no hints.</p>",
            "This exercise has no hints.",
            name="hints",
            sheets=("lesson",),
        )
    return HintLadder(exercise, texts, opened, on_open)


def _name(at: int) -> str:
    return _NAMES[at] if at < len(_NAMES) else "one more"
