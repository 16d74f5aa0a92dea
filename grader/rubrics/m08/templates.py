"""Mistakes that can be read off a payload template of JSONPath (Parameters, ResultSelector, Result, Assign)."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from grader.checks.machines import State

__all__ = ["leaves", "plain_under_mark", "roots_mixed_up", "templates_of", "unmarked"]

Leaf = tuple[str, Any]

_COMPUTED = re.compile(r"\$\$?\.|States\.\w+\(")
_FIRST_STEP = re.compile(r"(\$\$?)\.(\w+)")


def leaves(template: Any) -> Iterator[Leaf]:
    """Yield the keys of a template at any depth, each with its value, where that is no object and no list."""
    if isinstance(template, dict):
        for key, value in template.items():
            if isinstance(value, dict | list):
                yield from leaves(value)
            else:
                yield key, value
    elif isinstance(template, list):
        for item in template:
            yield from leaves(item)


def unmarked(template: Any) -> bool:
    """Tell whether a key without ``.$`` holds a path or an intrinsic function, which then arrives as mere text."""
    return any(
        isinstance(value, str) and bool(_COMPUTED.match(value)) and not key.endswith(".$")
        for key, value in leaves(template)
    )


def plain_under_mark(template: Any) -> bool:
    """Tell whether a key with ``.$`` holds what is neither a path nor an intrinsic function."""
    return any(
        key.endswith(".$") and not (isinstance(value, str) and value.startswith(("$", "States.")))
        for key, value in leaves(template)
    )


def roots_mixed_up(template: Any, document: dict[str, Any], context: dict[str, Any]) -> bool:
    """Tell whether a path looks in the document for a field that only the context object has, or the other way round."""
    for key, value in leaves(template):
        step = _FIRST_STEP.match(value) if key.endswith(".$") and isinstance(value, str) else None
        if step:
            root, name = step.groups()
            here, there = (document, context) if root == "$" else (context, document)
            if name not in here and name in there:
                return True
    return False


def templates_of(states: Iterable[State]) -> list[Any]:
    """Return the payload templates of those states whose query language is JSONPath."""
    return [
        state.fields[name]
        for state in states
        if state.language == "JSONPath"
        for name in ("Parameters", "ResultSelector", "ItemSelector", "Assign")
        if name in state.fields
    ]
