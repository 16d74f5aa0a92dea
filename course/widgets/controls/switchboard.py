"""The widget of fault switches: what is to go wrong in an account, switched on and off, and how often it struck."""

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

import traitlets

from course.cloud.faults import FaultError
from course.widgets.folding import folded
from course.widgets.scripts import script
from course.widgets.sheets import stylesheet
from course.widgets.view import View, figure

from .asked import AskedWidget
from .outcome import Outcome, close_replaced, outcome_of, shown_of
from .switchable import Switch, suited_to, switches_of

__all__ = ["FaultSwitches", "switchboard"]

OnChange = Callable[[list[str]], Any]


class FaultSwitches(AskedWidget):
    """A switch for each fault. What is asked for is "on" (positions) or "clear"."""

    _esm = script(
        "controls/knobs.js", "controls/outcome.js", "controls/asking.js", "controls/fault_switches.js"
    )
    _css = stylesheet("controls")
    switches: Any = traitlets.List(help="labels, and what each fault does").tag(sync=True)

    def __init__(self, account: Any, switches: list[Switch], on_change: OnChange | None) -> None:
        self._faults, self._switches, self._on_change = account.faults, switches, on_change
        self._outcome = Outcome()
        super().__init__(
            switches=[{"label": each.label, "does": each.does, "problem": each.problem} for each in switches]
        )
        self._show(0)

    def refresh(self) -> None:
        """Look again how often each struck, and which still are on."""
        self._show(self.told["id"])

    def still(self) -> View:
        """Return a list of the switches, those that are on first, what each does and how often it struck, and what came of the last change."""
        rows = [_row(each) for each in sorted(self._switches, key=lambda each: not each.is_on)]
        items = [f"<li>{html}</li>" for html, _ in rows]
        others = f"<p>{escape(self._others())}</p>" if self._others() else ""
        html = f"{folded(items, 'fault', css='course-switches')}{others}{self._outcome.html}"
        said = ["Fault switches", *(text for _, text in rows), self._others(), self._outcome.text]
        text = "\n".join(filter(None, said))
        return figure(html, text, name="faults", sheets=("controls",), label="Fault switches")

    def _answer(self, number: int, asked: dict[str, Any]) -> None:
        if asked.get("clear") is True:
            self._faults.clear()
        wanted = asked.get("on")
        before, old = self._on(), self._outcome
        for at, each in enumerate(self._switches):
            each.forget(self._faults)
            if isinstance(wanted, list):
                self._turn(each, on=at in wanted)
        if self._on_change is not None and (self._on() != before or "clear" in asked):
            self._run(self._on())
        self._show(number)
        close_replaced(old, self._outcome)

    def _run(self, on: list[str]) -> None:
        self._outcome = outcome_of(lambda: self._on_change(on) if self._on_change else None)

    def _turn(self, switch: Switch, *, on: bool) -> None:
        try:
            switch.turn(self._faults, on=on)
        except FaultError as problem:
            switch.problem = str(problem)

    def _on(self) -> list[str]:
        return [each.label for each in self._switches if each.is_on]

    def _others(self) -> str:
        """Say which faults the account has that belong to no switch."""
        own = [rule for each in self._switches for rule in each.rules]
        others = [str(rule) for rule in self._faults if rule not in own]
        return f"Other faults of this account: {'; '.join(others)}." if others else ""

    def _show(self, number: int) -> None:
        for each in self._switches:
            each.forget(self._faults)
        on = len(self._on())
        state = [{"on": each.is_on, "words": each.words, "problem": each.problem} for each in self._switches]
        self.told = {
            "id": number,
            "state": state,
            "others": self._others(),
            "says": f"{on} of {len(state)} on." if on else "All off: nothing is made to go wrong.",
            **shown_of(self._outcome),
        }


def switchboard(
    account: Any, switches: Mapping[str, Any] | None, on_change: OnChange | None
) -> FaultSwitches:
    """Return the widget for what a lesson names, or what suits the account. Raises ValueError for what is no fault."""
    chosen = suited_to(account.inventory()) if switches is None else switches_of(switches)
    if not chosen:
        raise ValueError("there is nothing to switch: the account is empty, and no fault was named")
    return FaultSwitches(account, chosen, on_change)


def _row(switch: Switch) -> tuple[str, str]:
    sign, word = ("●", "on") if switch.is_on else ("○", "off")
    aside = f"cannot be switched on: {switch.problem}" if switch.problem else switch.does
    words = f", {switch.words}" if switch.words else ""
    html = (
        f"<b>{sign} {word}</b> <span>{escape(switch.label)}{escape(words)}"
        f'<small class="course-muted">{escape(aside)}</small></span>'
    )
    return html, f"  {sign} {word}  {switch.label}{words}: {aside}"
