"""The conditions a value can be held against, as a table from name to operator.

A condition is plain JSON: a value that has to be equal (``"web"``, ``50``, ``true``, ``null``), or an object with one
key that names an operator (``{"prefix": "auto-"}``). To add an operator is to add a line to the table.

Sources: https://docs.aws.amazon.com/sns/latest/dg/string-value-matching.html, .../numeric-value-matching.html and
.../attribute-key-matching.html; the words of the refusals are those AWS answers with.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from course.cloud.filter_policy import cidr, numeric, wildcard
from course.cloud.filter_policy.errors import ConditionError
from course.cloud.filter_policy.json_values import is_number, same, show

__all__ = [
    "EQUAL",
    "OPERATORS",
    "Operator",
    "alternatives",
    "check",
    "check_excluded",
    "holds",
    "says",
    "split",
    "wants_absence",
]

EQUAL = "equal"  # the operator of a condition that is a plain value; it has no name in JSON


@dataclass(frozen=True)
class Operator:
    """One kind of condition.

    `check(operand)` raises ConditionError for an operand that AWS refuses; `holds(operand, value)` tells whether a
    value that is there satisfies it; `says(operand)` completes "the policy wants ..."; `compares` is the only kind
    of value it can be true of ("text", "number"), or "" when it can be true of any.
    """

    check: Callable[[Any], None]
    holds: Callable[[Any, object], bool]
    says: Callable[[Any], str]
    compares: str = ""


def split(condition: object) -> tuple[str, Any]:
    """Return the name of a condition's operator, and its operand."""
    if isinstance(condition, dict):
        [(name, operand)] = condition.items()
        return name, operand
    return EQUAL, condition


def check(condition: object) -> None:
    """Raise ConditionError, in AWS's words, if a condition is malformed."""
    if isinstance(condition, list):
        raise ConditionError(
            "Match value must be String, number, true, false, or null",
            "Write the values side by side in one list.",
        )
    if isinstance(condition, dict):
        if len(condition) != 1:
            raise ConditionError(
                "Only one key allowed in match expression",
                "Write one object for each condition: [{...}, {...}].",
            )
        [name] = condition
        if name not in OPERATORS:
            raise ConditionError(
                f"Unrecognized match type {name}", f"The conditions are {', '.join(OPERATORS)}."
            )
        OPERATORS[name].check(condition[name])


def holds(condition: object, value: object) -> bool:
    """Tell whether a value that is there satisfies a condition."""
    name, operand = split(condition)
    return same(operand, value) if name == EQUAL else OPERATORS[name].holds(operand, value)


def wants_absence(condition: object) -> bool:
    """Tell whether a condition is satisfied by a field that is not there."""
    return split(condition) == ("exists", False)


def says(condition: object) -> str:
    """Complete the sentence "the policy wants ..."."""
    name, operand = split(condition)
    return _plain(operand) if name == EQUAL else OPERATORS[name].says(operand)


def _plain(value: object) -> str:
    return f"the number {show(value)}" if is_number(value) else show(value)


def _text(name: str) -> Callable[[object], None]:
    def check_text(operand: object) -> None:
        if not isinstance(operand, str):
            raise ConditionError(
                f"{name} match pattern must be a string", f'Write one text: {{"{name}": "..."}}.'
            )

    return check_text


def _text_operator(name: str, words: str, holds_of: Callable[[str, str], bool]) -> Operator:
    return Operator(
        check=_text(name),
        holds=lambda operand, value: isinstance(value, str) and holds_of(operand, value),
        says=lambda operand: f"a text that {words} {show(operand)}",
        compares="text",
    )


def _check_wildcard(operand: object) -> None:
    _text("wildcard")(operand)
    wildcard.check(str(operand))


def _check_exists(operand: object) -> None:
    if not isinstance(operand, bool):
        raise ConditionError("exists match pattern must be either true or false.", 'Write {"exists": true}.')


def _check_anything_but(operand: object) -> None:
    if isinstance(operand, dict):
        _check_anything_but_pattern(operand)
    elif isinstance(operand, list):
        check_excluded(operand)
    elif not isinstance(operand, str) and not is_number(operand):
        raise ConditionError("Value of anything-but must be an array or single string/number value.")


def check_excluded(operand: list[object]) -> None:
    """Raise ConditionError, in AWS's words, if a list of values inside anything-but is malformed."""
    if not operand:
        raise ConditionError("Empty arrays are not allowed", "Name at least one value.")
    if any(not isinstance(each, str) and not is_number(each) for each in operand):
        raise ConditionError("Inside anything but list, start|null|boolean is not supported.")
    if len({isinstance(each, str) for each in operand}) > 1:
        raise ConditionError(
            "Inside anything but list, either all values are number or string, mixed type is not supported"
        )


def _check_anything_but_pattern(operand: dict[str, object]) -> None:
    for name in operand:
        if name not in _NEGATABLE:
            raise ConditionError(
                f"Unsupported anything-but pattern: {name}", f"Inside anything-but: {', '.join(_NEGATABLE)}."
            )
    if len(operand) != 1:
        raise ConditionError("Only one key allowed in match expression")
    [(name, inner)] = operand.items()
    for each in _each(name, inner):
        OPERATORS[name].check(each)
        if not each and name in ("prefix", "suffix"):
            raise ConditionError("Null prefix/suffix not allowed", "Name at least one character.")


def _each(name: str, operand: object) -> list[Any]:
    """Return the patterns of a negated operator, which may be one or a list."""
    if not isinstance(operand, list):
        return [operand]
    if not operand:
        raise ConditionError("Empty arrays are not allowed", f"Name at least one {name}.")
    return operand


def _anything_but(operand: object, value: object) -> bool:
    if isinstance(operand, dict):
        [(name, inner)] = operand.items()
        return not any(OPERATORS[name].holds(each, value) for each in _each(name, inner))
    return not any(same(each, value) for each in (operand if isinstance(operand, list) else [operand]))


def _says_anything_but(operand: object) -> str:
    if isinstance(operand, dict):
        [(name, inner)] = operand.items()
        return f"anything but {alternatives(OPERATORS[name].says(each) for each in _each(name, inner))}"
    return f"anything but {alternatives(map(_plain, operand if isinstance(operand, list) else [operand]))}"


def alternatives(words: Iterable[str]) -> str:
    """Join words with commas and a last "or"."""
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last


_NEGATABLE = ("prefix", "suffix", "wildcard", "equals-ignore-case")

OPERATORS: dict[str, Operator] = {
    "anything-but": Operator(_check_anything_but, _anything_but, _says_anything_but),
    "cidr": Operator(cidr.check, cidr.holds, lambda block: f"an IP address inside {block}", "text"),
    "equals-ignore-case": _text_operator(
        "equals-ignore-case",
        "is, in upper or lower case,",
        lambda operand, text: operand.lower() == text.lower(),
    ),
    "exists": Operator(
        _check_exists,
        # AWS asks for a value that is not null and not empty.
        lambda operand, value: operand is True and value is not None and value != "",
        lambda operand: "any value that is not null or empty" if operand else "no such field",
    ),
    "numeric": Operator(numeric.check, numeric.holds, numeric.says, "number"),
    "prefix": _text_operator("prefix", "begins with", lambda operand, text: text.startswith(operand)),
    "suffix": _text_operator("suffix", "ends in", lambda operand, text: text.endswith(operand)),
    "wildcard": Operator(
        _check_wildcard,
        wildcard.holds,
        lambda pattern: f"a text like {show(pattern)} (* is any text)",
        "text",
    ),
}
