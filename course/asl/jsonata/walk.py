"""Expressions that only walk from a variable through fields, `$states.input.order.id`: answered without an evaluation."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["ELSEWHERE", "MISSING", "Walk", "walk_of"]

MISSING = object()  # there is no such field
ELSEWHERE = (
    object()
)  # an array is on the way: its items have the fields, and the language's rules for them hold


@dataclass(frozen=True, slots=True)
class Walk:
    """A variable's name without `$`, and names of fields."""

    variable: str
    fields: tuple[str, ...]

    def follow(self, value: Any) -> Any:
        """Return what stands at the end of the way, `MISSING`, or `ELSEWHERE`."""
        for name in self.fields:
            if isinstance(value, list):
                return ELSEWHERE
            if not isinstance(value, Mapping) or name not in value:
                return MISSING
            value = value[name]
        return value


def walk_of(tree: Any) -> Walk | None:
    """Return the walk that an expression is, if it is one and nothing else."""
    steps = tree.steps if tree.type == "path" else [tree]
    first, *others = steps
    if tree.group is not None or tree.keep_singleton_array or any(map(_is_more, steps)):
        return None
    if first.type != "variable" or first.value in {"", "$"} or any(step.type != "name" for step in others):
        return None
    return Walk(str(first.value), tuple(str(step.value) for step in others))


def _is_more(step: Any) -> bool:
    return bool(
        step.stages
        or step.predicate
        or step.tuple
        or step.group
        or step.keep_array
        or step.focus
        or step.index
    )
