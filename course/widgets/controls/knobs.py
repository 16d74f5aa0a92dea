"""Knobs: what a learner may turn before a scenario runs again, made from plain Python values."""

import inspect
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from course.widgets.words import number

__all__ = ["Knob", "knobs_of"]

Kind = Literal["slider", "choice", "switch", "number", "text"]

EXPECTED = (
    "(low, high) or (low, high, step) for a slider, a list for a choice, True or False for a switch, a number or a text "
    'for a field; or {"values": one of these, "label": ..., "unit": ..., "start": ...}'
)
_KEYS = {"values", "label", "unit", "start"}
_LONGEST = 10_000  # characters of a text field


@dataclass(frozen=True)
class Knob:
    """One knob. `start` and what goes to the script are raw: of a choice the position in `options`, else the value.

    `options` are pairs of words and value; `low`, `high` and `step` belong to a slider.
    """

    name: str
    kind: Kind
    label: str
    unit: str
    start: Any
    low: float = 0
    high: float = 0
    step: float = 0
    options: tuple[tuple[str, Any], ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return what the script needs, as JSON-ready data."""
        return {
            "name": self.name,
            "kind": self.kind,
            "label": self.label,
            "unit": self.unit,
            "low": self.low,
            "high": self.high,
            "step": self.step,
            "options": [words for words, _ in self.options],
        }

    def sound(self, raw: Any) -> Any:
        """Return what came from the browser, put right: a slider's end or step, a position that exists. Raises ValueError."""
        if self.kind == "switch" and isinstance(raw, bool):
            return raw
        if self.kind == "text" and isinstance(raw, str):
            return raw[:_LONGEST]
        if isinstance(raw, bool) or not isinstance(raw, int | float) or not math.isfinite(raw):
            raise ValueError(f"{self.label} is {raw!r}")
        if self.kind == "choice" and 0 <= raw < len(self.options):
            return int(raw)
        if self.kind == "slider":
            return self._on_a_step(raw)
        if self.kind == "number":
            return raw
        raise ValueError(f"{self.label} is {raw!r}")

    def value(self, raw: Any) -> Any:
        """Return what the learner's function is given."""
        return self.options[raw][1] if self.kind == "choice" else raw

    def words(self, raw: Any) -> str:
        """Return a setting for a reader: `20 /s`, `express`, `on`."""
        if self.kind == "switch":
            return "on" if raw else "off"
        said = self.options[raw][0] if self.kind == "choice" else raw if self.kind == "text" else number(raw)
        return f"{said} {self.unit}".rstrip()

    def _on_a_step(self, raw: float) -> float:
        kept = min(max(raw, self.low), self.high)
        most = math.floor((self.high - self.low) / self.step + 1e-9)  # as a browser's slider has it
        found = self.low + min(round((kept - self.low) / self.step), most) * self.step
        whole = all(isinstance(each, int) for each in (self.low, self.high, self.step))
        return int(found) if whole else round(found, 10)


def knobs_of(run: Callable[..., Any], given: Mapping[str, Any]) -> list[Knob]:
    """Return the knobs for the keyword arguments `given`; a default of `run` is where a knob starts.

    Raises ValueError for what makes no knob, and for an argument that `run` does not take.
    """
    try:
        taken = inspect.signature(run).parameters
    except (TypeError, ValueError):
        taken = {}  # type: ignore[assignment]  # a builtin tells nothing of itself
    if taken and not any(each.kind is each.VAR_KEYWORD for each in taken.values()):
        _check_names(given, list(taken))
    defaults = {name: each.default for name, each in taken.items() if each.default is not each.empty}
    return [_knob(name, form, defaults) for name, form in given.items()]


def _check_names(given: Mapping[str, Any], taken: list[str]) -> None:
    for name in given:
        if name not in taken:
            raise ValueError(f"the function has no argument {name!r}; it has {', '.join(taken) or 'none'}")


def _knob(name: str, form: Any, defaults: Mapping[str, Any]) -> Knob:
    about = form if isinstance(form, dict) and "values" in form else {"values": form}
    if unknown := set(about) - _KEYS:
        raise ValueError(
            f"{name} has {', '.join(sorted(unknown))}, which says nothing; known are {', '.join(sorted(_KEYS))}"
        )
    label, unit = str(about.get("label", name.replace("_", " "))), str(about.get("unit", ""))
    start = about.get("start", defaults.get(name))
    values = about["values"]
    if isinstance(values, bool):
        return Knob(name, "switch", label, unit, start if isinstance(start, bool) else values)
    if isinstance(values, tuple):
        return _slider(name, label, unit, values, start)
    if isinstance(values, list | range | dict) and len(values):
        return _choice(name, label, unit, values, start)
    if isinstance(values, int | float) and math.isfinite(values):
        return Knob(name, "number", label, unit, values)
    if isinstance(values, str):
        return Knob(name, "text", label, unit, values)
    raise ValueError(f"{name} is {values!r}, of which no knob can be made; expected {EXPECTED}")


def _slider(name: str, label: str, unit: str, values: tuple[Any, ...], start: Any) -> Knob:
    numbers = [each for each in values if isinstance(each, int | float) and not isinstance(each, bool)]
    if len(numbers) != len(values) or len(values) not in {2, 3} or not all(map(math.isfinite, numbers)):
        raise ValueError(f"{name} is {values!r}; a slider is (low, high) or (low, high, step), in numbers")
    low, high = values[:2]
    step = values[2] if len(values) == 3 else _step(low, high)
    if not low < high or not 0 < step <= high - low:
        raise ValueError(
            f"{name} is {values!r}; of a slider low is below high, and a step above 0 fits between"
        )
    knob = Knob(name, "slider", label, unit, low, low, high, step)
    middle = low + (high - low) / 2
    wished = start if isinstance(start, int | float) and not isinstance(start, bool) else middle
    return Knob(name, "slider", label, unit, knob.sound(wished), low, high, step)


def _step(low: float, high: float) -> float:
    """Return 1 between whole numbers, else a round number near a hundredth of the way."""
    if isinstance(low, int) and isinstance(high, int):
        return 1
    return float(10 ** math.floor(math.log10((high - low) / 50))) if high > low else 1.0


def _choice(name: str, label: str, unit: str, values: Any, start: Any) -> Knob:
    pairs = list(values.items()) if isinstance(values, dict) else [(each, each) for each in values]
    options = tuple((number(words) if _is_number(words) else str(words), value) for words, value in pairs)
    at = next((at for at, (_, value) in enumerate(options) if value == start), 0)
    return Knob(name, "choice", label, unit, at, options=options)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
