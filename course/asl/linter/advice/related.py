"""Which of the rules before it a choice rule has to be compared with: those about the same variables."""

import json
from collections.abc import Iterable, Iterator

from .conditions import Condition, always, comparison, condition, follows, is_narrow, negates

__all__ = ["exhaustive", "hidden"]

# Rules of one kind about one variable that a rule is compared with; machines alone write more.
_MOST = 50


def hidden(rules: Iterable[Condition]) -> Iterator[tuple[int, int]]:
    """Yield the index of every rule that is never taken, with that of the first rule that matches whenever it would."""
    conditions = [condition(rule) for rule in rules]
    first: dict[str, int] = {}
    unconditional = next((place for place, one in enumerate(conditions) if always(one)), len(conditions))
    for place, related in enumerate(_earlier(conditions)):
        one = conditions[place]
        same = first.setdefault(json.dumps(one, sort_keys=True), place)
        hiders = [other for other in related if follows(one, conditions[other])]
        hider = min([same, unconditional, *hiders])
        if one and hider < place:
            yield place, hider


def exhaustive(rules: Iterable[Condition]) -> bool:
    """Say whether one of the rules certainly matches: one that always does, or two that are each other's opposite."""
    conditions = [condition(rule) for rule in rules]
    return any(map(always, conditions)) or any(
        negates(conditions[place], conditions[other])
        for place, related in enumerate(_earlier(conditions, all_kinds=True))
        for other in related
    )


def _earlier(conditions: list[Condition], *, all_kinds: bool = False) -> Iterator[list[int]]:
    """Yield for each condition the places of those before it that share a variable with it.

    Unless `all_kinds` are asked for, narrow ones are left out for a single comparison: they hide none but their like.
    """
    about: dict[tuple[str, bool], list[int]] = {}
    for place, one in enumerate(conditions):
        variables = set(_variables(one))
        kinds = (False, True) if all_kinds or comparison(one) is None else (False,)
        keys = [(variable, narrow) for variable in variables for narrow in kinds]
        yield sorted({other for key in keys for other in about.get(key, [])})
        for variable in variables:
            known = about.setdefault((variable, is_narrow(one)), [])
            if len(known) < _MOST:
                known.append(place)


def _variables(one: Condition) -> Iterator[str]:
    waiting = [one]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            if isinstance(variable := part.get("Variable"), str):
                yield variable
            for name in ("And", "Or"):
                waiting += part[name] if isinstance(part.get(name), list) else []
            waiting += [part["Not"]] if "Not" in part else []
