"""Mistakes that the text of a definition shows, whatever the definition is about. Shared by module 7's exercises."""

import difflib
from collections.abc import Callable, Iterator
from typing import Any

from grader.checks import Bench, Misconception
from grader.checks.machines import document, states_of

from .ways import targets

__all__ = [
    "LEADS_NOWHERE",
    "compares_with_the_words_of_a_path",
    "goes_on_where_nothing_goes_on",
    "goes_to_a_name_that_is_nearly_there",
    "of_writing",
    "written_in",
]

# A Choice says in its rules where to go, Succeed and Fail go nowhere.
LEADS_NOWHERE = ("Choice", "Succeed", "Fail")
ALIKE = 0.85


def of_writing(name: str) -> tuple[Misconception, ...]:
    """Return the misconceptions that show in how any definition is written, for the one delivered as `name`."""
    return (
        Misconception(
            "K07.8",
            "Next or End on Choice, End on Succeed or Fail",
            written_in(name, goes_on_where_nothing_goes_on),
            "This state already says where to go (or that it ends).",
            about="the Choice, Succeed or Fail that AWS refuses",
        ),
        Misconception(
            "K07.9",
            "state name differs in case, or in a letter",
            written_in(name, goes_to_a_name_that_is_nearly_there),
            "Names are compared letter by letter.",
            about="the state that is not found",
        ),
    )


def written_in(name: str, slip: Callable[[Any], bool]) -> Callable[[Bench], bool]:
    """Make the detector of a slip in the definition delivered as `name`, whether AWS would take it or not."""
    return lambda bench: slip(document(bench, name))


def goes_on_where_nothing_goes_on(definition: Any) -> bool:
    """Tell whether a Choice, Succeed or Fail has a Next or an End of its own (K07.8)."""
    return any(
        state.type in LEADS_NOWHERE and {"Next", "End"} & state.fields.keys()
        for state in states_of(definition)
    )


def goes_to_a_name_that_is_nearly_there(definition: Any) -> bool:
    """Tell whether a state is named that does not exist, while one of nearly that name does (K07.9).

    A name that differs in letters may just as well be another's; so nothing else may lead to the one that it resembles.
    """
    found = [(target, names) for _, target, names in targets(definition)]
    named = {target for target, _ in found}
    return any(
        _spelled(target) == _spelled(name) or (name not in named and _alike(target, name))
        for target, names in found
        if target not in names
        for name in names
    )


def compares_with_the_words_of_a_path(definition: Any) -> bool:
    """Tell whether a comparison holds a path where its value should be: `NumericGreaterThan` with "$.limit" (K07.2)."""
    return any(
        isinstance(value, str) and value.startswith("$")
        for state in states_of(definition)
        if state.type == "Choice"
        for field, value in _comparisons(state.fields.get("Choices"))
        if not field.endswith("Path")
    )


def _spelled(name: str) -> str:
    """Return a name without case and without what joins its words."""
    return name.casefold().replace(" ", "").replace("_", "").replace("-", "")


def _alike(one: str, other: str) -> bool:
    return difflib.SequenceMatcher(None, _spelled(one), _spelled(other)).ratio() >= ALIKE


def _comparisons(rule: Any) -> Iterator[tuple[str, Any]]:
    """Yield each comparator inside of rules, and what it compares with."""
    if isinstance(rule, list):
        for each in rule:
            yield from _comparisons(each)
    elif isinstance(rule, dict):
        for field, value in rule.items():
            if field in ("And", "Or", "Not"):
                yield from _comparisons(value)
            elif field.startswith(("Numeric", "String", "Timestamp", "Boolean")):
                yield field, value
