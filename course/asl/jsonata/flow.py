"""The data flow of a JSONata state: what the engine asks of a query language, answered (course.asl.query).

Nothing is filtered on the way in or out: expressions read `$states` and variables, `Arguments` is what the work gets,
`Output` is what the state hands on, `Assign` sees the variables as they were before it.
Source: https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
"""

from collections.abc import Mapping
from typing import Any

from course.asl.errors import EvaluationError
from course.asl.json_text import compact
from course.asl.query import Choice, Stages, State, is_distributed
from course.asl.scope import Scope

from .expression import is_expression, source
from .failures import unexpected
from .fields import checked
from .template import fill

__all__ = ["arguments", "caught", "choose", "enter", "field", "item", "items", "outcome", "template"]

WITH_RESULT = frozenset({"Task", "Parallel", "Map"})
NO_MORE: Mapping[str, Any] = {}


def enter(state: State, scope: Scope, stages: Stages) -> None:  # noqa: ARG001  (one signature for both languages)
    """Take the input as it is."""
    scope.effective = scope.input


def arguments(state: State, scope: Scope, stages: Stages) -> Any:
    """Return Arguments filled in, or the input."""
    if "Arguments" not in state:
        return scope.input
    stages["afterArguments"] = fill(state["Arguments"], scope, "Arguments", NO_MORE)
    return stages["afterArguments"]


def outcome(state: State, scope: Scope, result: Any, stages: Stages) -> tuple[Any, dict[str, Any]]:
    """Return Output and Assign filled in. Without Output the result goes on, or the input where there is none."""
    worked = state.get("Type") in WITH_RESULT
    if worked:
        stages["result"] = result
    more = {"result": result} if worked else NO_MORE
    return _handed_on(state, scope, result if worked else scope.input, "", more)


def caught(
    catcher: State,
    scope: Scope,
    error_output: dict[str, Any],
    stages: Stages,  # noqa: ARG001  (see enter)
    *,
    index: int = 0,
) -> tuple[Any, dict[str, Any]]:
    """Return Output and Assign of the catcher at `index`; without Output the error goes on."""
    return _handed_on(catcher, scope, error_output, f"Catch[{index}]/", {"errorOutput": error_output})


def choose(state: State, scope: Scope, stages: Stages) -> Choice:  # noqa: ARG001  (see enter)
    """Return the first rule whose Condition is true, else Default. The state's own Output and Assign are Default's."""
    for index, rule in enumerate(state.get("Choices", [])):
        if _holds(rule.get("Condition"), scope, f"Choices[{index}]/Condition"):
            output, assigned = _handed_on(rule, scope, scope.input, f"Choices[{index}]/", NO_MORE)
            return Choice(index, rule.get("Next"), output, assigned)
    if "Default" not in state:
        return Choice(None, None, scope.input, {})
    output, assigned = _handed_on(state, scope, scope.input, "", NO_MORE)
    return Choice(None, state["Default"], output, assigned)


def field(state: State, name: str, scope: Scope, default: Any = None) -> Any:
    """Return a field of one value."""
    value = state.get(name, default)
    if not is_expression(value):
        return value
    return checked(fill(value, scope, name, NO_MORE), name, source(value))


def items(state: State, scope: Scope, stages: Stages) -> list[Any] | dict[str, Any]:  # noqa: ARG001  (see enter)
    """Return what a Map iterates over: Items filled in, or the input; an object only in a Distributed Map."""
    if "Items" not in state:
        if isinstance(scope.input, list) or (isinstance(scope.input, dict) and is_distributed(state)):
            return scope.input
        raise EvaluationError(
            "States.QueryEvaluationError", f"Map state input must be an array but was: {compact(scope.input)}"
        )
    given = state["Items"]
    found = fill(given, scope, "Items", NO_MORE)
    if isinstance(found, list) or (isinstance(found, dict) and is_distributed(state)):
        return found
    raise unexpected("array", found, source(given) if is_expression(given) else compact(given), "Items")


def item(state: State, scope: Scope, item: Any, stages: Stages) -> Any:
    """Return ItemSelector filled in, or the item."""
    if "ItemSelector" not in state:
        return item
    stages["afterItemSelector"] = fill(state["ItemSelector"], scope, "ItemSelector", NO_MORE)
    return stages["afterItemSelector"]


def template(template: Any, scope: Scope, field: str) -> Any:
    """Return a template filled in."""
    return fill(template, scope, field, NO_MORE)


def _handed_on(
    holder: State, scope: Scope, otherwise: Any, prefix: str, more: Mapping[str, Any]
) -> tuple[Any, dict[str, Any]]:
    output = fill(holder["Output"], scope, f"{prefix}Output", more) if "Output" in holder else otherwise
    return output, fill(holder.get("Assign", {}), scope, f"{prefix}Assign", more)


def _holds(condition: Any, scope: Scope, place: str) -> bool:
    found = fill(condition, scope, place, NO_MORE)
    if isinstance(found, bool):
        return found
    raise unexpected(
        "boolean", found, source(condition) if is_expression(condition) else compact(condition), place
    )
