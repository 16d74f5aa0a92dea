"""The child executions of a Map Run, planned from its items and made by the engine."""

from collections.abc import Iterable
from typing import Any

from course.asl.engine.execution import Execution
from course.asl.engine.identity import Identity
from course.asl.engine.states.attempt import Attempt
from course.asl.machine import Type
from course.asl.new_id import new_id
from course.asl.scope import Scope

from .batches import Batches
from .dataset import Item
from .map_run import Child, Make
from .names import Names

__all__ = ["maker", "plan_children"]


def plan_children(
    attempt: Attempt, items: Iterable[Item], batches: Batches | None, names: Names
) -> list[Child]:
    """Return a child for each item or batch, none of them started. Raises EvaluationError if ItemSelector fails."""
    inputs = _inputs(attempt, items)
    if batches is None:
        return _children(attempt, names, ((1, each) for each in inputs))
    cut = list(batches.cut(inputs))
    attempt.stages["afterItemBatcher"] = [each for _, each in cut]
    return _children(attempt, names, cut)


def maker(attempt: Attempt, names: Names) -> Make:
    """Return what makes a child's execution, not started: it sees nothing of its parent's variables."""
    parent, group = attempt.flow.execution, attempt.step.groups[0]
    machine_arn, role_arn = names.machine_arn, parent.identity.role_arn
    kind: Type = "EXPRESS" if _is_express(attempt) else "STANDARD"

    def make(child: Child) -> Execution:
        identity = Identity(child.name, child.arn, machine_arn, role_arn)
        return parent.child(group, kind, child.input, identity, seed=child.seed)

    return make


def _inputs(attempt: Attempt, items: Iterable[Item]) -> list[Any]:
    if "ItemSelector" not in attempt.fields and "Parameters" not in attempt.fields:
        return [item.input for item in items]
    selected = [_select(attempt, index, item) for index, item in enumerate(items)]
    attempt.stages["afterItemSelector"] = selected
    return selected


def _select(attempt: Attempt, index: int, item: Item) -> Any:
    scope = attempt.scope
    about = {"Index": index, "Value": item.value, "Source": item.source}
    if item.key is not None:
        about["Key"] = item.key
    seen = {**scope.context, "Map": {"Item": about}}
    inner = Scope(scope.input, seen, scope.variables, scope.random, scope.effective)
    return attempt.language.item(attempt.fields, inner, item.input, {})


def _children(attempt: Attempt, names: Names, counted: Iterable[tuple[int, Any]]) -> list[Child]:
    chance, is_express = attempt.flow.execution.chance, _is_express(attempt)
    children = []
    for count, given in counted:
        name = new_id(chance)
        arn = names.execution_arn(name, express=new_id(chance) if is_express else "")
        children.append(Child(name, arn, given, count, chance.getrandbits(32)))
    return children


def _is_express(attempt: Attempt) -> bool:
    config = attempt.step.groups[0].fields.get("ProcessorConfig")
    return isinstance(config, dict) and config.get("ExecutionType") == "EXPRESS"
