"""How far some work is, in words and as a bar."""

from dataclasses import dataclass
from html import escape
from typing import Any, Literal

import traitlets

from course.widgets.live import LiveWidget
from course.widgets.scripts import script
from course.widgets.sheets import stylesheet
from course.widgets.view import View, figure
from course.widgets.words import duration, number

__all__ = ["ProgressBar", "Standing", "State"]

State = Literal["waiting", "running", "finished", "stopped", "left"]

_TONES = {"finished": "good", "stopped": "warn", "left": "warn"}


@dataclass
class Standing:
    """How far it is: `done` of `total` (None: nobody knows), after so many real seconds.

    `virtual` are the seconds of the account's clock that passed meanwhile, None where no account runs.
    """

    label: str
    total: int | None = None
    done: int = 0
    seconds: float = 0.0
    virtual: float | None = None
    state: State = "waiting"

    @property
    def share(self) -> float | None:
        """The part that is done, 0 to 1; None where nobody knows."""
        if self.state == "finished":
            return 1.0
        return min(1.0, self.done / self.total) if self.total else None

    @property
    def words(self) -> str:
        """It in one line, without the label."""
        reached = f"{self.done:,}" if self.total is None else f"{self.done:,} of {self.total:,}"
        if self.state == "waiting":
            return "Not begun."
        if self.state == "finished":
            return f"✓ Done: {reached}{self._times()}."
        if self.state == "stopped":
            return f"■ Stopped by you at {reached}; what was done until then is kept."
        if self.state == "left":
            return f"□ Left at {reached}, before the end."
        part = "" if self.share is None else f" ({self.share:.0%})"
        return f"{reached}{part}{self._times()}{self._left()}"

    def _times(self) -> str:
        took = f" in {duration(round(self.seconds, 1))}" if self.seconds >= 0.05 else ""
        rate = self.done / self.seconds if self.seconds >= 1 and self.done else 0
        pace = f", {number(round(rate, 0 if rate > 10 else 1))} a second" if rate else ""
        virtual = f", {duration(round(self.virtual, 1))} of virtual time" if self.virtual else ""
        return f"{took}{pace}{virtual}"

    def _left(self) -> str:
        if self.total is None or not self.done or self.seconds < 2 or self.done >= self.total:
            return ""
        return f"; about {duration(round(self.seconds * (self.total - self.done) / self.done))} left"


class ProgressBar(LiveWidget):
    """Shows a `Standing`; `show` again when it has changed."""

    _esm = script("controls/working.js")
    _css = stylesheet("controls")
    at = traitlets.Dict(help="label, words, share (null: unknown), state and tone").tag(sync=True)

    def __init__(self, standing: Standing) -> None:
        self._standing = standing
        super().__init__(at=_shown(standing))

    def show(self) -> None:
        """Show how far it is now."""
        self.at = _shown(self._standing)

    def still(self) -> View:
        """Return the bar and the words of now."""
        at = _shown(self._standing)
        part = f"{at['share'] or 0:.1%}"
        bar = f'<div class="course-work-bar" aria-hidden="true"><div style="width:{part}"></div></div>'
        body = f'<p><b>{escape(at["label"])}</b></p>{bar}<p class="course-{at["tone"]}">{escape(at["words"])}</p>'
        text = f"{at['label']}: {at['words']}"
        return figure(body, text, name="working", label=at["label"], sheets=("controls",))


def _shown(standing: Standing) -> dict[str, Any]:
    return {
        "label": standing.label,
        "words": standing.words,
        "share": standing.share,
        "state": standing.state,
        "tone": _TONES.get(standing.state, "muted"),
    }
