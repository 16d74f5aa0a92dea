"""The comparisons of a Choice state in JSONPath."""

from collections.abc import Iterator
from typing import Any

from course.asl.linter.definition import Path, State

__all__ = ["comparisons"]

_NO_OPERATORS = ("Variable", "Next", "Comment", "Assign", "Output")


def comparisons(state: State) -> Iterator[tuple[Path, str, str]]:
    """Every comparison of a Choice state in the order in which it is made: where, its Variable, its operator."""
    waiting: list[tuple[Path, Any]] = [*reversed(list(state.entries("Choices")))]
    while waiting:
        path, test = waiting.pop()
        if not isinstance(test, dict):
            continue
        for name in ("And", "Or"):
            inner = test.get(name)
            if isinstance(inner, list):
                waiting += [((*path, name, index), inner[index]) for index in reversed(range(len(inner)))]
        if "Not" in test:
            waiting.append(((*path, "Not"), test["Not"]))
        if isinstance(variable := test.get("Variable"), str):
            operators = [key for key in test if key not in _NO_OPERATORS]
            yield from (((*path, "Variable"), variable, operator) for operator in operators[:1])
