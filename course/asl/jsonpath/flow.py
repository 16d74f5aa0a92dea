"""How data flows through a state whose query language is JSONPath.

InputPath, then Parameters (or ItemsPath and ItemSelector), the state's work, ResultSelector, ResultPath, OutputPath;
Assign beside them. AWS's page "Processing input and output with JSONPath", and States Language, "Data". The functions
are what `course.asl.query.QueryLanguage` asks for.
"""

from typing import Any

from course.asl.errors import EvaluationError
from course.asl.query import Choice, Stages, State, is_distributed
from course.asl.scope import Scope

from .choice import matches
from .errors import PathNotFoundError, PathSyntaxError
from .failures import NOTHING, bad_path, conflict, invalid, runtime
from .fields import read_field
from .path import parse_path
from .result import place
from .template import prepare

__all__ = ["arguments", "caught", "choose", "enter", "field", "item", "items", "outcome", "template"]

WITH_RESULT = ("Map", "Parallel", "Pass", "Task")

field = read_field


def enter(state: State, scope: Scope, stages: Stages) -> None:
    """Set `scope.effective` to what InputPath leaves of the input; null leaves `{}`."""
    scope.effective = _selected(state, "InputPath", scope.input, scope)
    if _shows_input(state):
        stages["afterInputPath"] = scope.effective


def arguments(state: State, scope: Scope, stages: Stages) -> Any:
    """Return Parameters filled in, or the effective input."""
    made = template(state["Parameters"], scope, "Parameters") if "Parameters" in state else scope.effective
    if state.get("Type") in {"Pass", "Task"} and _shows_input(state):
        stages["afterParameters"] = made
    return made


def outcome(state: State, scope: Scope, result: Any, stages: Stages) -> tuple[Any, dict[str, Any]]:
    """Return the output (ResultSelector, ResultPath, OutputPath) and the variables assigned, whose `$` is the result."""
    output = result
    if state.get("Type") in WITH_RESULT:
        output = _with_result(state, scope, result, stages)
    return _selected(state, "OutputPath", output, scope), _assigned(state, scope, result)


def caught(
    catcher: State,
    scope: Scope,
    error_output: dict[str, Any],
    stages: Stages,  # noqa: ARG001 - the protocol's; a catcher shows no stages
    *,
    index: int = 0,  # noqa: ARG001 - the protocol's; no message of AWS's names the catcher
) -> tuple[Any, dict[str, Any]]:
    """Return the output of a catcher (its ResultPath, on the state's input) and the variables that it assigns."""
    output = place(scope.input, catcher.get("ResultPath", "$"), error_output)
    return output, _assigned(catcher, scope, error_output)


def choose(state: State, scope: Scope, stages: Stages) -> Choice:  # noqa: ARG001 - the protocol's; a Choice shows none
    """Return the way of a Choice state; `$` in an Assign is the effective input."""
    rules = state.get("Choices")
    for index, rule in enumerate(rules if isinstance(rules, list) else []):
        if matches(rule, scope):
            return _way(state, scope, index, rule)
    if "Default" not in state:
        return Choice(None, None, scope.effective, {})
    return _way(state, scope, None, {"Next": state["Default"], "Assign": state.get("Assign")})


def items(state: State, scope: Scope, stages: Stages) -> list[Any] | dict[str, Any]:
    """Return the array that ItemsPath points to, else the effective input itself; a Distributed Map takes an object, too."""
    text = state.get("ItemsPath", "$")
    path = _path(text, "ItemsPath")
    try:
        found = path.read(scope.effective, scope.context, scope.variables)
    except PathNotFoundError as error:
        if path.keys is None or path.root not in {"$", "$$"}:
            raise invalid(_shown(text), error, "ItemsPath") from None
        raise _misfit(path.keys, scope.effective if path.root == "$" else scope.context) from None
    if not isinstance(found, list) and not (isinstance(found, dict) and is_distributed(state)):
        raise runtime(f'Reference path "{_shown(text)}" must point to array.', "ItemsPath")
    stages["afterItemsPath"] = found
    return found


def item(state: State, scope: Scope, item: Any, stages: Stages) -> Any:
    """Return the input of one iteration: ItemSelector or a Map's old Parameters filled in, else the item."""
    name = "ItemSelector" if "ItemSelector" in state else "Parameters"
    if name not in state:
        return item
    made = stages["afterItemSelector"] = template(state[name], scope, name)
    return made


def template(template: Any, scope: Scope, field: str) -> Any:
    """Return a payload template filled in; `$` is the effective input."""
    return _filled(template, scope.effective, scope, field)


def _filled(template: Any, document: Any, scope: Scope, field: str) -> Any:
    try:
        return prepare(template)(document, scope)
    except RecursionError:
        raise runtime(f"The template of '{field}' is nested too deeply", field) from None


def _with_result(state: State, scope: Scope, result: Any, stages: Stages) -> Any:
    """Apply ResultSelector and ResultPath."""
    if state.get("Type") == "Task" or _is_fixed(state):
        stages["result"] = result
    selector = state.get("ResultSelector")
    selected = result if selector is None else _filled(selector, result, scope, "ResultSelector")
    stages["afterResultSelector"] = selected
    placed = stages["afterResultPath"] = place(scope.input, state.get("ResultPath", "$"), selected)
    return placed


def _assigned(state: State, scope: Scope, result: Any) -> dict[str, Any]:
    assign = state.get("Assign")
    if assign is None:
        return {}
    made = _filled(assign, result, scope, "Assign")
    return made if isinstance(made, dict) else {}


def _way(state: State, scope: Scope, index: int | None, rule: State) -> Choice:
    output = _selected(state, "OutputPath", scope.effective, scope)
    return Choice(index, rule.get("Next"), output, _assigned(rule, scope, scope.effective))


def _selected(state: State, name: str, document: Any, scope: Scope) -> Any:
    """Apply InputPath or OutputPath."""
    if name not in state or state[name] == "$":
        return document
    text = state[name]
    if text is None:
        return {}
    path = _path(text, name)
    if path.root == "$" and document is None:
        raise runtime(NOTHING, name)
    try:
        return path.read(document, scope.context, scope.variables)
    except PathNotFoundError as error:
        raise invalid(_shown(text), error, name) from None


def _path(text: Any, field: str) -> Any:
    try:
        return parse_path(text)
    except PathSyntaxError:
        raise bad_path(text, field) from None


def _shown(text: str) -> str:
    """AWS shows a path of the context object with one `$`, as a path of that document."""
    return text[1:] if text.startswith("$$") else text


def _misfit(keys: tuple[str | int, ...], document: Any) -> EvaluationError:
    """The step of a Reference Path that does not fit the document."""
    value = document
    for key in keys:
        try:
            value = value[key] if not isinstance(value, str) else None
        except (LookupError, TypeError):
            return conflict(key, document, "ItemsPath")
    return conflict(keys[-1], document, "ItemsPath")


def _is_fixed(state: State) -> bool:
    """Whether a Pass state gives its Result, whatever its input is."""
    return state.get("Type") == "Pass" and "Result" in state


def _shows_input(state: State) -> bool:
    """Whether inspection data tells of the way in; AWS leaves it out where the result does not depend on it."""
    return state.get("Type") not in {"Parallel", "Fail"} and not _is_fixed(state)
