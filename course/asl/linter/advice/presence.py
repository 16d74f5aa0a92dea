"""Comparisons of fields that may not be there."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from course.asl.linter.definition import Definition, Finding

from .comparisons import comparisons
from .documents import optional_on
from .flow import stages_of
from .paths import steps

__all__ = ["compared_before_asked", "optional_answer_compared"]


def compared_before_asked(definition: Definition) -> Iterator[Finding]:
    """A field that is compared before anybody asks whether it is there.

    What it finds
        A choice rule that compares a Variable, while IsPresent is asked of the same Variable only afterwards: in a later
        rule, or later within And or Or.

    Why it matters
        When the field is not there, the comparison fails the execution with States.Runtime; the question comes too late.

    Example
        {"Choices": [{"Variable": "$.coupon", "StringEquals": "WELCOME", "Next": "Discount"},
                     {"Variable": "$.coupon", "IsPresent": false, "Next": "Full price"}]}

    Remedy
        Ask first: put the rule with IsPresent before, or join both with And, IsPresent first.
    """
    for state in definition.states:
        if state.type != "Choice" or state.language != "JSONPath":
            continue
        made = list(comparisons(state))
        last = {variable: place for place, (_, variable, asks) in enumerate(made) if asks == "IsPresent"}
        asked: set[str] = set()
        for place, (path, variable, operator) in enumerate(made):
            if operator == "IsPresent":
                asked.add(variable)
            elif last.get(variable, -1) > place and not _covered(variable, asked):
                message = f"'{state.name}' compares {variable} before it asks whether it is there: if not, the execution fails."
                yield Finding(path, message, "Put IsPresent first.")


def optional_answer_compared(definition: Definition) -> Iterator[Finding]:
    """A comparison within an answer that may be empty.

    What it finds
        A Choice right after a task, which compares something in a part of the answer that the service leaves out when there
        is nothing to give: the Item that was not found, the token of a next page on the last page. No Choice of the state
        machine asks by IsPresent for that part.

    Why it matters
        The comparison fails the execution with States.Runtime, just in the case that the Choice was made for.

    Example
        {"Read": {"Resource": "arn:aws:states:::dynamodb:getItem", "Next": "Known?"},
         "Known?": {"Choices": [{"Variable": "$.Item.status.S", "StringEquals": "PAID", "Next": "Ship"}]}}

    Remedy
        Ask by IsPresent first.
    """
    asked = {
        steps(variable)
        for state in definition.states
        for _, variable, asks in comparisons(state)
        if asks == "IsPresent"
    }
    names_asked = {name for found in asked if found for name in found.names}
    for state, stages in stages_of(definition).items():
        if state.type != "Choice" or state.language != "JSONPath":
            continue
        for path, variable, operator in comparisons(state):
            found = steps(variable) if operator != "IsPresent" else None
            part = optional_on(stages.effective, found.names) if found and found.root == "$" else None
            if part is not None and part not in names_asked:
                message = f"{variable} may not be there: the service leaves {part} out when there is nothing to give."
                hint = f"Ask first whether it is there: a rule with IsPresent for {part}."
                yield Finding(path, message, hint)


def _covered(variable: str, asked: AbstractSet[str]) -> bool:
    """Whether a question after one path answers for another: for itself, and for what is in it."""
    inside = (variable[:end] for end, sign in enumerate(variable) if sign in ".[")
    return variable in asked or not asked.isdisjoint(inside)
