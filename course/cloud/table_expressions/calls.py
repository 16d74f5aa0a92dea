"""What both languages say of brackets and of functions: which there are, and how many operands each takes."""

from collections.abc import Mapping

from .paths import written
from .placeholders import Placeholders
from .reader import ExpressionError
from .tree import Call, Group, Node, Path, bare, walk

__all__ = ["check_brackets", "check_count", "check_distinct", "check_functions", "check_path", "wrong_type"]


def check_brackets(tree: Node) -> None:
    """Raise `ExpressionError` for brackets right inside of brackets."""
    if any(isinstance(each, Group) and isinstance(each.what, Group) for each in walk(tree)):
        raise ExpressionError("The expression has redundant parentheses;")


def check_functions(tree: Node, known: Mapping[str, int]) -> None:
    """Raise `ExpressionError` for a function that the language does not have; `known` says how many operands each takes."""
    for each in walk(tree):
        if isinstance(each, Call) and each.function not in known:
            raise ExpressionError(f"Invalid function name; function: {each.function}")


def check_count(call: Call, known: Mapping[str, int]) -> None:
    """Raise `ExpressionError` for a function with too many operands, or too few."""
    if len(call.operands) != known[call.function]:
        raise ExpressionError(
            "Incorrect number of operands for operator or function; "
            f"operator or function: {call.function}, number of operands: {len(call.operands)}"
        )


def check_path(call: Call) -> None:
    """Raise `ExpressionError` for a function whose first operand is no path and has to be one."""
    if not isinstance(bare(call.operands[0]), Path):
        raise ExpressionError(
            f"Operator or function requires a document path; operator or function: {call.function}"
        )


def check_distinct(operator: str, one: Node, two: Node, known: Placeholders) -> None:
    """Raise `ExpressionError` for an operator or a function that has the same path on both sides."""
    one, two = bare(one), bare(two)
    if isinstance(one, Path) and isinstance(two, Path) and known.steps(one) == known.steps(two):
        raise ExpressionError(
            "The first operand must be distinct from the remaining operands for this operator or function; "
            f"operator: {operator}, first operand: {written(known.steps(one))}"
        )


def wrong_type(operator: str, found: str) -> ExpressionError:
    """Return the error for an operand of a type that an operator or function does not take."""
    return ExpressionError(
        "Incorrect operand type for operator or function; "
        f"operator or function: {operator}, operand type: {found}"
    )
