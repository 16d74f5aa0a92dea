"""Ways from a variable or the context through fields, `$states.input.order.id`: followed without the library's evaluator.

Most of what expressions hold are such paths, and the evaluator makes several lists for each.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

__all__ = ["ELSEWHERE", "MISSING", "Walk", "walk_of"]

# There is no such field.
MISSING = object()
# An array is on the way: its items have the fields, and the language's rules for them hold.
ELSEWHERE = object()


@dataclass(frozen=True, slots=True)
class Walk:
    """A variable's name without `$`, empty for the context, and names of fields."""

    variable: str
    fields: tuple[str, ...]

    def follow(self, value: Any) -> Any:
        """Return what stands at the end of the way, `MISSING`, or `ELSEWHERE`."""
        for name in self.fields:
            if isinstance(value, list):
                return ELSEWHERE
            if not isinstance(value, (dict, Mapping)) or name not in value:
                return MISSING
            value = value[name]
        return value


@lru_cache(maxsize=16_384)
def walk_of(tree: Any) -> Walk | None:
    """Return the walk that an expression is, if it is one and nothing else."""
    steps = tree.steps if tree.type == "path" else [tree]
    if tree.group is not None or tree.keep_singleton_array or any(map(_is_more, steps)):
        return None
    first, *others = steps
    variable = ""
    if first.type == "name":
        others = steps
    elif first.type == "variable" and first.value != "$":
        variable = str(first.value)
    else:
        return None
    is_walk = all(step.type == "name" for step in others)
    return Walk(variable, tuple(str(step.value) for step in others)) if is_walk else None


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
