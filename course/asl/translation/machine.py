"""A whole definition."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .line import Line, UntranslatableError
from .state import translate_state

__all__ = ["Translation", "translate"]


@dataclass(frozen=True, slots=True)
class Translation:
    """The definition in JSONata, and the lines that were rewritten, in the order of the states."""

    definition: dict[str, Any]
    lines: tuple[Line, ...]


def translate(definition: Mapping[str, Any] | str) -> Translation:
    """Return a state machine (data or JSON text) in JSONata; states that are in JSONata already stay as they are.

    Raises UntranslatableError for what has no counterpart that always does the same, and for what is no machine.
    """
    machine = _read(definition)
    made: dict[str, Any] = {"QueryLanguage": "JSONata"}
    made.update((name, value) for name, value in machine.items() if name not in {"QueryLanguage", "States"})
    lines = [_FIRST_LINE] if machine.get("QueryLanguage") != "JSONata" else []
    around = machine.get("QueryLanguage", "JSONPath")
    made["States"] = {}
    for name, state in machine["States"].items():
        if not isinstance(state, dict):
            raise UntranslatableError(f"state {name!r}", "it is not an object in braces")
        if state.get("QueryLanguage", around) == "JSONata":
            made["States"][name] = state
            continue
        made["States"][name], rewritten = translate_state(name, state)
        lines += rewritten
    return Translation(made, tuple(lines))


_FIRST_LINE = Line(
    "",
    '"QueryLanguage": "JSONPath" (or nothing)',
    '"QueryLanguage": "JSONata"',
    "Without this line a machine speaks JSONPath. A single state may say it for itself, too.",
)


def _read(definition: Mapping[str, Any] | str) -> Mapping[str, Any]:
    if isinstance(definition, str):
        try:
            definition = json.loads(definition)
        except ValueError as error:
            raise UntranslatableError("the definition", f"it is no JSON ({error})") from None
    if not isinstance(definition, Mapping) or not isinstance(definition.get("States"), Mapping):
        raise UntranslatableError("the definition", "it has no object of States")
    return definition
