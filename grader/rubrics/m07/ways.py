"""Where a definition leads: the names in it, and what is reached by them. Of the outermost states only."""

import itertools
from collections.abc import Iterator
from typing import Any

__all__ = ["is_a_way", "reached", "targets"]


def targets(definition: Any) -> Iterator[tuple[str, str, set[str]]]:
    """Yield, for each name that StartAt or an outermost state leads to: where it stands, the name, the names there are."""
    states = definition.get("States") if isinstance(definition, dict) else None
    if not isinstance(states, dict):
        return
    found = [("StartAt", definition.get("StartAt"))]
    found += [(f"state {name!r}", target) for name, state in states.items() for target in _named_by(state)]
    yield from ((where, target, set(states)) for where, target in found if isinstance(target, str))


def reached(definition: Any) -> set[str]:
    """Return the names of the outermost states to which a way leads from the start."""
    states = definition["States"]
    found: set[str] = set()
    ahead = [definition.get("StartAt")]
    while ahead:
        name = ahead.pop()
        if isinstance(name, str) and name in states and name not in found:
            found.add(name)
            ahead += _named_by(states[name])
    return found


def is_a_way(definition: Any, names: list[str]) -> bool:
    """Tell whether one can go from each of these outermost states to the one after it."""
    states = definition["States"]
    return all(after in _named_by(states[name]) for name, after in itertools.pairwise(names))


def _named_by(state: Any) -> Iterator[Any]:
    """Yield what a state leads to, as it is written."""
    if isinstance(state, dict):
        yield from (state.get("Next"), state.get("Default"))
        for field in ("Choices", "Catch"):
            rules = state.get(field)
            yield from (
                (each.get("Next") for each in rules if isinstance(each, dict))
                if isinstance(rules, list)
                else ()
            )
