"""Why a field matched or did not: one plain sentence, naming the field, what the event had, what was wanted."""

from course.cloud.filter_policy.document import Document
from course.cloud.filter_policy.json_values import is_number
from course.cloud.filter_policy.reasons import describe, differs_in_case, wanted
from course.cloud.filter_policy.tree import Field

from .operators import compares, says

__all__ = ["MATCHES", "of_event", "of_field"]

MATCHES = "The event matches: every field that the pattern needs holds."


def of_event(*, matched: bool, apart: bool) -> str:
    """Return the sentence for the whole event; `apart`: the fields hold, but in different elements of a list."""
    if matched:
        return MATCHES
    if apart:
        return (
            "The event does not match: each field holds, but not all in one and the same element of the list."
        )
    return "The event does not match: not all that the pattern needs holds."


def of_field(field: Field, document: Document, *, matched: bool, alone: bool) -> str:
    """Return the sentence for one field. `alone`: some value at its path satisfies it."""
    wish = wanted(field.conditions, says)
    leaves = document.at(field.path)
    if not leaves:
        return _absent(field.path, document, wish)
    values = [leaf.value for leaf in leaves]
    found = f"{field.path} is {describe(values, in_list=bool(leaves[0].place))}"
    if matched and not alone:
        return f"{found}, but absent from the element that the other fields choose; the pattern wants {wish}."
    return f"{found}; the pattern wants {wish}{'' if matched else _hint(field, values)}."


def _absent(path: str, document: Document, wish: str) -> str:
    inside = document.containers.get(path)
    if isinstance(inside, dict) and inside:
        return f"{path} holds further fields; the pattern wants a single value there: {wish}."
    if inside is not None:
        return f"{path} is empty, which counts as absent; the pattern wants {wish}."
    return f"{path} is absent: the event has no such field; the pattern wants {wish}."


def _hint(field: Field, values: list[object]) -> str:
    """Return a remark on what often goes wrong: the kind of the value, or upper and lower case."""
    kinds = {compares(each) for each in field.conditions}
    if kinds == {"number"} and all(isinstance(value, str) for value in values):
        return ": a text is never a number, even one that spells it"
    if kinds == {"text"} and all(is_number(value) for value in values):
        return ": a number is never a text"
    if differs_in_case(field.conditions, values):
        return ": upper and lower case and spaces count"
    return ""
