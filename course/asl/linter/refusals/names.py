"""Names: of states, and of the runs of a Distributed Map."""

import re
from collections.abc import Iterator

from course import facts
from course.asl.linter.definition import Definition, Finding, Path
from course.asl.text import Place

__all__ = ["bad_label", "duplicate_label", "duplicate_state", "is_state", "state_name_too_long"]

# White space, brackets, wildcards, special and control characters; AWS's guide, state-map-distributed.
_UNFIT = re.compile('[\\s<>{}\\[\\]?*"#%\\\\^|~`$&,;:/\x00-\x1f\x7f-\x9f]')


def state_name_too_long(definition: Definition) -> Iterator[Finding]:
    """The name of a state is too long.

    What it finds
        A state whose name has more characters than AWS allows.

    Why it matters
        AWS refuses the definition.

    Example
        {"StartAt": "Charge the customer's card unless the order was paid by voucher, in which case reserve", "States": {}}

    Remedy
        Name the step in a few words, and keep the explanation for its Comment.
    """
    most = int(facts.value("states.name"))
    for group in definition.groups:
        states = group.value.get("States")
        for name in states if isinstance(states, dict) else ():
            if len(name) > most:
                message = f"State name '{name}' exceeds the {most}-character limit allowed by the service"
                yield Finding(
                    (*group.path, "States", name), message, f"It has {len(name)} characters.", on_key=True
                )


def duplicate_state(definition: Definition) -> Iterator[Finding]:
    """Two states of the same name.

    What it finds
        A name that stands twice, in one group of states or in two: names are unique over the whole state
        machine, branches and item processors included.

    Why it matters
        AWS refuses the definition. In one group, the second state would silently take the place of the first.

    Example
        {"Branches": [{"StartAt": "Send", "States": {"Send": {}}}, {"StartAt": "Send", "States": {"Send": {}}}]}

    Remedy
        Tell them apart: "Send mail", "Send message".
    """
    yield from _written_twice(definition)
    first: dict[str, Path] = {}
    for state in definition.states:
        if state.name in first:
            where = "/".join(map(str, first[state.name]))
            message = f"Duplicate State name: {state.name}"
            yield Finding(state.path, message, f"The first one is at /{where}.", on_key=True)
        first.setdefault(state.name, state.path)


def bad_label(definition: Definition) -> Iterator[Finding]:
    """A Label that is no label.

    What it finds
        A Label of a Map state that is empty, too long, or has a character that labels cannot have: white
        space, brackets, wildcards, control characters and most signs.

    Why it matters
        The label becomes part of the ARN of the map run, and AWS refuses the definition.

    Example
        {"Type": "Map", "Label": "resize images", "End": true}

    Remedy
        Use letters, digits, `-` and `_`.
    """
    most = int(facts.value("states.label"))
    for path, label in _labels(definition):
        if not label:
            yield Finding(path, "Label name cannot be empty", "Write one, or leave Label away.")
        elif len(label) > most:
            message = f"Label name '{label}' exceeds the {most}-character limit allowed by the service"
            yield Finding(path, message, f"It has {len(label)} characters.")
        elif found := _UNFIT.search(label):
            message = f"Invalid Label name: {label}"
            yield Finding(path, message, f"A label cannot hold {found[0]!r}; use letters, digits, - and _.")


def duplicate_label(definition: Definition) -> Iterator[Finding]:
    """Two Map states with the same Label.

    What it finds
        A Label that an earlier Map state of the same state machine has already.

    Why it matters
        Labels tell map runs apart, and AWS refuses the definition.

    Example
        {"First": {"Type": "Map", "Label": "run"}, "Second": {"Type": "Map", "Label": "run"}}

    Remedy
        Give each its own, or leave Label away: AWS makes one up.
    """
    first: dict[str, Path] = {}
    for path, label in _labels(definition):
        if label in first:
            where = "/".join(map(str, first[label]))
            yield Finding(path, f"Duplicate Label name: {label}", f"The first one is at /{where}.")
        first.setdefault(label, path)


def _written_twice(definition: Definition) -> Iterator[Finding]:
    for problem in definition.problems:
        path = problem.path or ()
        if problem.code == "DUPLICATE_KEY" and is_state(definition, path):
            place = Place(problem.line, problem.column)
            yield Finding(path, f"Duplicate State name: {path[-1]}", problem.message, place=place)


def is_state(definition: Definition, path: Path) -> bool:
    """Say whether `path` is that of a state."""
    return path[-2:-1] == ("States",) and any(group.path == path[:-2] for group in definition.groups)


def _labels(definition: Definition) -> Iterator[tuple[Path, str]]:
    for state in definition.states:
        label = state.value.get("Label")
        if state.type == "Map" and isinstance(label, str):
            yield (*state.path, "Label"), label
