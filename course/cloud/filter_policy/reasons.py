"""Why a field matched or did not: one plain sentence for a learner, naming field, what was found, what was wanted."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from course import facts
from course.cloud.filter_policy.document import Document
from course.cloud.filter_policy.json_values import comparable, is_number, kind, show
from course.cloud.filter_policy.operators import OPERATORS, alternatives, holds, says, split, wants_absence
from course.cloud.filter_policy.tree import Field

__all__ = ["NO_POLICY", "Other", "describe", "differs_in_case", "of_field", "of_message", "wanted"]

# Reads the part of the message that the policy does not look at; most sentences do without it.
Other = Callable[[], Document | None]

NO_POLICY = "An empty filter policy lets every message through."
_MANY = 6


def of_message(scope: str, document: Document | None, *, matched: bool, apart: bool) -> str:
    """Return the sentence for the whole message; `apart`: the fields hold, but in different elements of a list."""
    if matched:
        return "The message passes: every field that the policy needs holds."
    if document is None:
        return "The message is filtered out: its body is no JSON object, so no policy on the body matches it."
    if apart:
        return "The message is filtered out: each field holds, but not all in one and the same element of the list."
    return f"The message is filtered out: not all that the policy needs holds in its {_PLACES[scope]}."


_PLACES = {"MessageAttributes": "attributes", "MessageBody": "body"}


def of_field(field: Field, scope: str, document: Document | None, other: Other, *, matched: bool) -> str:
    """Return the sentence for one field. `other` reads the part of the message that the policy does not look at."""
    if document is None:
        return f"{field.path} cannot be looked up: the body is no JSON object."
    leaves = document.at(field.path)
    if not leaves:
        return _absent(field, scope, document, other, matched=matched)
    values = [leaf.value for leaf in leaves]
    declared = document.kinds.get(field.path, "")
    found = f"{field.path} is {describe(values, in_list=bool(leaves[0].place))}"
    if matched and not any(holds(condition, value) for condition in field.conditions for value in values):
        return f"{found}, but absent from the element that the other fields choose; the policy wants {_wanted(field)}."
    if not matched:
        for clash in (_numbers_wanted, _out_of_range, _text_wanted, _case):
            if words := clash(field, values, declared):
                return f"{found}{words}."
    return f"{found}; the policy wants {_wanted(field)}."


def _absent(field: Field, scope: str, document: Document, other: Other, *, matched: bool) -> str:
    path = field.path
    if path in document.kinds:
        declared, value = document.kinds[path], document.containers.get(path)
        if declared == "String.Array":
            return f"{path} is a String.Array whose value {show(value)} is no JSON list of values: it matches nothing."
        return f"{path} is a {declared} attribute, and filters ignore that type; the policy wants {_wanted(field)}."
    if path in document.containers:
        inside = document.containers[path]
        if isinstance(inside, dict) or inside:
            return f"{path} holds further fields; the policy wants a single value there: {_wanted(field)}."
        return f"{path} is an empty list, which counts as absent; the policy wants {_wanted(field)}."
    if document.blank and any(map(wants_absence, field.conditions)):
        return f'{path} is absent, but so is every attribute: a message without any never matches {{"exists": false}}.'
    part = "attribute" if scope == "MessageAttributes" else "field in the body"
    sentence = f"{path} is absent: the message has no such {part}; the policy wants {_wanted(field)}"
    beside = None if matched else other()
    if beside is not None and (beside.at(path) or path in beside.containers):
        elsewhere = "the body has one" if scope == "MessageAttributes" else "an attribute has that name"
        return f"{sentence}. Although {elsewhere}, FilterPolicyScope {scope} does not look there."
    return f"{sentence}."


def describe(values: list[object], *, in_list: bool) -> str:
    """Return the values found at a path, as a sentence has them."""
    if not in_list:
        word = kind(values[0])
        return f"the {word} {show(values[0])}" if word else show(values[0])
    more = f" and {len(values) - _MANY} more" if len(values) > _MANY else ""
    return f"a list of {', '.join(map(show, values[:_MANY]))}{more}"


def _wanted(field: Field) -> str:
    return wanted(field.conditions, says)


def wanted(conditions: Sequence[Any], says: Callable[[Any], str]) -> str:
    """Complete the sentence "the policy wants ..." for conditions of which one has to hold."""
    words = [says(condition) for condition in conditions[:_MANY]]
    if len(conditions) > _MANY:
        words.append(f"one of {len(conditions) - _MANY} more")
    return alternatives(words)


def _compares(condition: object) -> str:
    name, operand = split(condition)
    return OPERATORS[name].compares if name in OPERATORS else kind(operand)


def _numbers_wanted(field: Field, values: list[object], declared: str) -> str:
    """Return words for texts held against conditions that only a number satisfies."""
    if {_compares(each) for each in field.conditions} != {"number"} or any(map(is_number, values)):
        return ""
    sent = f", sent as an attribute of type {declared}" if declared else ""
    plural = "the condition compares" if len(field.conditions) == 1 else "the conditions compare"
    remedy = f" (wanted: {_wanted(field)})"
    if declared == "String":
        return f"{sent}; {plural} numbers{remedy}, so it has to be sent with type Number"
    if declared or not all(isinstance(value, str) for value in values):
        return f"{sent}; {plural} numbers{remedy}"
    return f"; {plural} numbers{remedy}, and a number stands in the body without quotes"


def _out_of_range(field: Field, values: list[object], _declared: str) -> str:
    """Return words for numbers too large for a numeric condition to look at."""
    if {_compares(each) for each in field.conditions} != {"number"} or any(
        comparable(v) is not None for v in values
    ):
        return ""
    largest = facts.value("sns.filter.number")
    return f"; filters compare numbers from -{largest:,} to {largest:,} (wanted: {_wanted(field)})"


def _text_wanted(field: Field, values: list[object], declared: str) -> str:
    """Return words for numbers, true or null held against conditions that only a text satisfies."""
    if {_compares(each) for each in field.conditions} != {"text"} or any(isinstance(v, str) for v in values):
        return ""
    sent = f", sent as an attribute of type {declared}" if declared else ""
    return f"{sent}; the policy compares texts and wants {_wanted(field)}"


def _case(field: Field, values: list[object], _declared: str) -> str:
    if differs_in_case(field.conditions, values):
        return f"; the policy wants {_wanted(field)}: upper and lower case and spaces count"
    return ""


def differs_in_case(conditions: Sequence[Any], values: Iterable[object]) -> bool:
    """Tell whether a text differs from an accepted one only in case or in space around it."""
    accepted = {each.strip().lower() for each in conditions if isinstance(each, str)}
    return any(isinstance(value, str) and value.strip().lower() in accepted for value in values)
