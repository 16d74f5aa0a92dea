"""The child executions of a Map Run, planned from its items and made by the engine."""

from collections.abc import Iterable
from typing import Any

from course.asl.engine.execution import Execution
from course.asl.engine.identity import Identity
from course.asl.engine.states.attempt import Attempt
from course.asl.scope import Scope

from .batches import Batches
from .dataset import Item
from .map_run import Child
from .names import Names, new_id

__all__ = ["make_execution", "plan_children"]


def plan_children(
    attempt: Attempt, items: Iterable[Item], batches: Batches | None, names: Names
) -> list[Child]:
    """Return a child for each item or batch, none of them started. Raises EvaluationError if ItemSelector fails."""
    inputs = _inputs(attempt, items)
    if batches is None:
        return [_child(attempt, 1, each, names) for each in inputs]
    cut = list(batches.cut(inputs))
    attempt.stages["afterItemBatcher"] = [each for _, each in cut]
    return [_child(attempt, count, each, names) for count, each in cut]


def make_execution(attempt: Attempt, names: Names, child: Child) -> Execution:
    """Return a child's execution, not started: it sees nothing of its parent's variables."""
    parent, group = attempt.flow.execution, attempt.step.groups[0]
    identity = Identity(child.name, child.arn, names.machine_arn, parent.identity.role_arn)
    return parent.child(
        group, "EXPRESS" if _is_express(attempt) else "STANDARD", child.input, identity, seed=child.seed
    )


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


def _child(attempt: Attempt, count: int, input: Any, names: Names) -> Child:
    chance = attempt.flow.execution.chance
    name = new_id(chance)
    arn = names.execution_arn(name, express=new_id(chance) if _is_express(attempt) else "")
    return Child(name, arn, input, count, chance.getrandbits(32))


def _is_express(attempt: Attempt) -> bool:
    config = attempt.step.groups[0].fields.get("ProcessorConfig")
    return isinstance(config, dict) and config.get("ExecutionType") == "EXPRESS"
