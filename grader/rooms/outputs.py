"""Outputs as they come from a learner's process: hostile data, of which only what a notebook may hold is kept.

They are written into a file and onto a page, so a wrong form, half a character or a number without end must not get there.
"""

import math
from collections.abc import Callable
from typing import Any

__all__ = ["Output", "kept"]

MOST_OUTPUTS = 210
MOST_CHARACTERS = 400_000  # of all outputs of one cell; a learner's process that is honest sends half of that
MOST_VALUES = 50_000
DEEPEST = 40

Output = dict[str, Any]


def kept(found: Any) -> list[Output]:
    """Return the outputs of one cell, as far as they are such."""
    reading = _Reading()
    outputs = [reading.output(each) for each in found[:MOST_OUTPUTS]] if isinstance(found, list) else []
    return [output for output in outputs if output is not None]


class _Reading:
    """One walk through what came, with what is left of the room."""

    def __init__(self) -> None:
        self._characters = MOST_CHARACTERS
        self._values = MOST_VALUES
        self._forms: dict[Any, Callable[[Any], Output]] = {
            "stream": self._stream,
            "display_data": self._rich,
            "execute_result": lambda found: {**self._rich(found), "execution_count": None},
            "error": self._error,
        }

    def output(self, found: Any) -> Output | None:
        """Return one output, None for what is none."""
        kind = found.get("output_type") if isinstance(found, dict) else None
        form = self._forms.get(kind) if isinstance(kind, str) else None
        return {"output_type": kind, **form(found)} if form else None

    def _stream(self, found: Any) -> Output:
        return {
            "name": "stderr" if found.get("name") == "stderr" else "stdout",
            "text": self._text(found.get("text")),
        }

    def _rich(self, found: Any) -> Output:
        return {"data": self._bundle(found.get("data")), "metadata": self._bundle(found.get("metadata"))}

    def _error(self, found: Any) -> Output:
        lines = found.get("traceback")
        return {
            "ename": self._text(found.get("ename")),
            "evalue": self._text(found.get("evalue")),
            "traceback": [self._text(line) for line in lines[-60:]] if isinstance(lines, list) else [],
        }

    def _bundle(self, found: Any) -> Output:
        """Return a table of forms of one thing: JSON under a name that says so, text under any other."""
        items = found.items() if isinstance(found, dict) else ()
        return {
            self._text(kind): self._value(value, 0) if kind.endswith("json") else self._text(value)
            for kind, value in items
            if kind.endswith("json") or isinstance(value, str)
        }

    def _value(self, value: Any, depth: int) -> Any:
        self._values -= 1
        if self._values < 0 or depth > DEEPEST:
            return None
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, dict):
            return {self._text(key): self._value(each, depth + 1) for key, each in value.items()}
        if isinstance(value, list):
            return [self._value(each, depth + 1) for each in value]
        return None if isinstance(value, float) and not math.isfinite(value) else value

    def _text(self, found: Any) -> str:
        text = found[: max(self._characters, 0)] if isinstance(found, str) else ""
        self._characters -= len(text)
        return text.encode("utf-8", "replace").decode()
