"""Sliders that run a scenario again: turn a knob, and see what comes of it, beside what came of it before."""

import _thread
import threading
from collections.abc import Callable
from html import escape
from time import perf_counter
from typing import Any

import traitlets

from course.widgets.scripts import script
from course.widgets.sheets import stylesheet
from course.widgets.view import View, figure, kindly
from course.widgets.words import duration

from .asked import AskedWidget
from .knobs import EXPECTED, Knob, knobs_of
from .outcome import Outcome, close_replaced, outcome_of, shown_of

__all__ = ["Scenario", "scenario"]


class Scenario(AskedWidget):
    """Knobs and what came of them.

    The script asks again only when it has been told, and then for the settings of that moment: whatever was turned
    meanwhile counts as one. A live widget in the result is shown live, and closed once another takes its place; what is kept for comparison is a still picture.
    """

    _esm = script("controls/knobs.js", "controls/outcome.js", "controls/asking.js", "controls/scenario.js")
    _css = stylesheet("controls")
    knobs: Any = traitlets.List(help="what can be turned").tag(sync=True)
    stop = traitlets.Int(0, help="the id of what is to be interrupted, from the browser").tag(sync=True)
    keep = traitlets.Bool(default_value=False, help="keep what is shown, from the browser").tag(sync=True)
    before = traitlets.Dict(help="what was kept: settings and html").tag(sync=True)

    def __init__(self, run: Callable[..., Any], knobs: list[Knob]) -> None:
        self._run, self._knobs = run, knobs
        self._running = 0
        self._raw = {knob.name: knob.start for knob in knobs}
        self._outcome = Outcome()
        self._kept: tuple[list[str], Outcome] | None = None
        super().__init__(knobs=[knob.as_dict() for knob in knobs])
        self._answer(0, {"values": self._raw})
        self.observe(self._stopped, "stop")
        self.observe(self._keep_or_not, "keep")

    @property
    def settings(self) -> list[str]:
        """The settings of what is shown, in words."""
        return [f"{knob.label}: {knob.words(self._raw[knob.name])}" for knob in self._knobs]

    def still(self) -> View:
        """Return the settings, what came of them, and what was kept for comparison."""
        now = _section("Result", self.settings, self._outcome)
        if self._kept is None:
            html, text = now
        else:
            old_html, old_text = _section("Before", *self._kept)
            html = f'<div class="course-compared">{old_html}{now[0]}</div>'
            text = f"{old_text}\n{now[1]}"
        return figure(html, text, name="scenario", sheets=("controls",), label="Scenario")

    def _answer(self, number: int, asked: dict[str, Any]) -> None:
        """Run with what was asked for; a setting that makes no sense stays as it was."""
        self._raw = {knob.name: self._sound(knob, asked.get("values")) for knob in self._knobs}
        values = {knob.name: knob.value(self._raw[knob.name]) for knob in self._knobs}
        self._running, began = number, perf_counter()
        outcome = outcome_of(lambda: self._called(number, values))
        self._running = 0
        self._show(number, outcome, perf_counter() - began)

    def _called(self, number: int, values: dict[str, Any]) -> Any:
        if self.stop == number and number:  # the wish came before the run began
            raise KeyboardInterrupt
        return self._run(**values)

    def _sound(self, knob: Knob, values: Any) -> Any:
        raw = values.get(knob.name) if isinstance(values, dict) else None
        try:
            return knob.sound(raw)
        except ValueError:
            return self._raw[knob.name]

    def _show(self, number: int, outcome: Outcome, seconds: float) -> None:
        before, self._outcome = self._outcome, outcome
        done = "Done." if seconds < 1 else f"Done in {duration(round(seconds, 1))}."
        self.told = {
            "id": number,
            "values": self._raw,
            "settings": self.settings,
            "says": outcome.says or done,
            **shown_of(outcome),
        }
        close_replaced(before, outcome)

    def _stopped(self, change: Any) -> None:
        # The wish comes in time only where it comes by another thread than the one that is at work.
        if self._running == change["new"] and threading.current_thread() is not threading.main_thread():
            _thread.interrupt_main()

    def _keep_or_not(self, _: Any) -> None:
        self._kept = (self.settings, self._outcome) if self.keep else None
        self.before = {"settings": self.settings, "html": self._outcome.html} if self.keep else {}


@kindly(f"a function, and for each of its arguments a knob: {EXPECTED}")
def scenario(run: Callable[..., Any], /, **knobs: Any) -> Scenario | View:
    """Call `run` with knobs for arguments, now and whenever one of them is turned, and show what it returns.

    `rate=(1, 50, 5)` is a slider, `query=["a", "b"]` a choice, `faulty=False` a switch, a number or a text a field. A
    dict says more: `rate={"values": (1, 50), "label": "payments", "unit": "a minute", "start": 10}`. `run` returns a view,
    a live widget, a text, or a dict or list of these; what it prints is shown as well. A live widget that it returned is
    closed when the next run returns another.
    """
    if not callable(run):
        raise TypeError("what is to be run is no function")
    return Scenario(run, knobs_of(run, knobs))


def _section(title: str, settings: list[str], outcome: Outcome) -> tuple[str, str]:
    said = ", ".join(settings)
    html = f'<section><h4>{title}</h4><p class="course-muted">{escape(said)}</p>{outcome.html}</section>'
    return html, f"{title}{f' with {said}' if said else ''}\n{outcome.text}"
