"""Choice states: what none of their rules takes, and rules that others hide."""

from collections.abc import Iterator
from typing import Any

from course.asl.linter.definition import Definition, Finding

from .related import exhaustive, hidden

__all__ = ["choice_without_default", "hidden_rule"]


def choice_without_default(definition: Definition) -> Iterator[Finding]:
    """A Choice without Default.

    What it finds
        A Choice state that has no Default, and whose rules do not plainly cover every case between them.

    Why it matters
        When no rule matches, the execution fails with States.Runtime, which nothing can catch.

    Example
        {"Type": "Choice", "Choices": [{"Variable": "$.status", "StringEquals": "PAID", "Next": "Ship"}]}

    Remedy
        Add a Default; where nothing else should ever come, let it lead to a Fail state that says so.
    """
    for state in definition.states:
        rules = [entry for _, entry in state.entries("Choices")]
        if state.type == "Choice" and rules and "Default" not in state.value and not exhaustive(rules):
            message = f"'{state.name}' has no Default: when none of its rules matches, the execution fails."
            hint = 'Add "Default", if need be with a Fail state that says what was not expected.'
            yield Finding(state.path, message, hint, on_key=True)


def hidden_rule(definition: Definition) -> Iterator[Finding]:
    """A choice rule that an earlier one hides.

    What it finds
        A rule that can only match where a rule before it matches as well.

    Why it matters
        The first rule that matches decides, so this one never does.

    Example
        {"Choices": [{"Variable": "$.total", "NumericGreaterThan": 10, "Next": "Medium"},
                     {"Variable": "$.total", "NumericGreaterThan": 100, "Next": "Large"}]}

    Remedy
        Put the narrower rule first.
    """
    for state in definition.states:
        entries = list(state.entries("Choices")) if state.type == "Choice" else []
        for place, hider in hidden(rule for _, rule in entries):
            path, rule = entries[place]
            message = (
                f"Rule {place + 1} of '{state.name}'{_target(rule)} is never taken: "
                f"rule {hider + 1}{_target(entries[hider][1])} matches whenever it would."
            )
            yield Finding(path, message, f"Put it before rule {hider + 1}, or delete it.")


def _target(rule: dict[str, Any]) -> str:
    return f" (to '{rule['Next']}')" if isinstance(rule.get("Next"), str) else ""
