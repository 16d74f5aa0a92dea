"""What a state met in an execution: its real input, result or error, variables and context, one subject a visit."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from course.asl import Execution, Visit, jsonata
from course.asl.engine.context import of_execution, of_item, of_visit, with_retries
from course.asl.engine.history import iso
from course.asl.engine.plan import Group, Step
from course.asl.linter.location import pointer
from course.widgets.data_flow.subject import NOTHING, Subject
from course.widgets.data_flow.variables import variables_at
from course.widgets.data_flow.way import TOLD
from course.widgets.words import offset

__all__ = ["Visits", "execution_of", "is_execution", "visits_to"]

# As many as a list to choose from may hold.
MOST = 300

# How the engine begins the cause of an error that an expression made, not the work.
EVALUATION = "An error occurred while executing the state"


@dataclass(frozen=True)
class Visits:
    """The visits that can be looked at: what each is called, and `at`, which makes the subject of one (from 0)."""

    labels: list[str]
    at: Callable[[int], Subject]


def is_execution(given: object) -> bool:
    """Tell whether something is an execution, or the ARN of one."""
    if isinstance(given, str):
        return (
            given.startswith("arn:")
            and given.count(":") > 5
            and given.split(":")[5] in {"execution", "express"}
        )
    return isinstance(given, Execution)


def visits_to(given: Execution | str, state: str) -> Visits:
    """Return the visits to a state (its name, or its location) in an execution, or in that of an ARN.

    Raises ValueError where there are none, or where more than one state is meant.
    """
    execution = _found(given) if isinstance(given, str) else given
    steps = {step.path: step for step in _steps(execution.group)}
    visits = [visit for visit in execution.visits if state in (visit.name, pointer(visit.path))]
    paths = list(dict.fromkeys(visit.path for visit in visits))
    if len(paths) > 1:
        places = " and ".join(map(pointer, paths))
        raise ValueError(
            f"{len(paths)} states are called {state!r}; give the place of the one you mean: {places}"
        )
    if not visits:
        names = ", ".join(dict.fromkeys(visit.name for visit in execution.visits)) or "none"
        raise ValueError(f"this execution did not come to a state called {state!r}; it came to: {names}")
    labels = [
        f"visit {at:,} of {len(visits):,}, {_label(visit, execution)}"
        for at, visit in enumerate(visits[:MOST], 1)
    ]

    def at(index: int) -> Subject:
        visit = visits[index]
        return _subject(execution, visit, steps[visit.path], labels[index])

    return Visits(labels, at)


def execution_of(given: Execution | str) -> Execution:
    """Return an execution, or that of an ARN in the running account. Raises ValueError where nothing of the kind is given."""
    if isinstance(given, Execution):
        return given
    if not is_execution(given):
        raise ValueError("this is no execution, and no execution's ARN")
    return _found(given)


def _found(arn: str) -> Execution:
    from course.cloud import running  # it loads the account's room
    from course.cloud.state_machines import arns

    return running.current().state_machines.run(arns.parse(arn, "execution", "express")).execution


def _steps(group: Group) -> Iterator[Step]:
    for step in group.steps.values():
        yield step
        for inner in step.groups:
            yield from _steps(inner)


def _label(visit: Visit, execution: Execution) -> str:
    when = offset((visit.entered - execution.start_date).total_seconds())
    item = f", item {', '.join(map(str, visit.iteration))}" if visit.iteration else ""
    tries = f", {visit.attempts} attempts" if visit.attempts > 1 else ""
    wrong = [f"met {visit.error.error}"] if visit.error else []
    end = [f"went on to {visit.next}" if visit.next else "came to its end"] if visit.left else []
    said = ", ".join([*wrong, *end]) or "is still there"
    return f"at {when}{item}{tries}: {said}"


def _subject(execution: Execution, visit: Visit, step: Step, label: str) -> Subject:
    result, error = _result(execution, visit, step), None
    if result is NOTHING and visit.error is not None and not str(visit.error.cause).startswith(EVALUATION):
        error = visit.error.details() or None
    own = "JSONata" if step.language is jsonata else "JSONPath"
    language = "JSONPath" if "QueryLanguage" in step.fields else own
    met = (
        visit.error.error
        if visit.error is not None and result is not NOTHING and visit.attempts > 1
        else None
    )
    return Subject(
        visit.name,
        step.fields,
        visit.input,
        result,
        error,
        variables_at(execution, visit),
        _context(execution, visit, step),
        label,
        _seen(visit),
        met=met or "",
        around=execution.group.fields.get("QueryLanguage", language),
    )


def _result(execution: Execution, visit: Visit, step: Step) -> Any:
    """Return what the state's work came to; NOTHING where it did not end, or where that is not known any more."""
    stages = visit.stages
    if "result" in stages:
        return stages["result"]
    if not step.groups or "afterResultPath" not in stages:
        return NOTHING
    if "ResultSelector" not in step.fields:
        return stages["afterResultSelector"]
    outputs = {_place(each, visit): each.output for each in _lasts(execution, visit)}
    return [output for _, output in sorted(outputs.items())] or NOTHING


def _lasts(execution: Execution, visit: Visit) -> Iterator[Visit]:
    """Yield the last visit of each branch or iteration inside a visit."""
    depth, turns = len(visit.path), len(visit.iteration)
    again = (each.event for each in execution.visits if each.event > visit.event and _same(each, visit))
    end = next(again, len(execution.history) + 1)
    for each in execution.visits:
        inside = each.path[:depth] == visit.path and each.iteration[:turns] == visit.iteration
        at_the_top = len(each.path) - depth == (4 if each.path[depth : depth + 1] == ("Branches",) else 3)
        if inside and at_the_top and visit.event < each.event < end and each.left and each.next is None:
            yield each


def _same(one: Visit, other: Visit) -> bool:
    return (one.path, one.iteration) == (other.path, other.iteration)


def _place(inner: Visit, visit: Visit) -> Any:
    """Return which branch or iteration a visit inside another belongs to."""
    if len(inner.iteration) > len(visit.iteration):
        return inner.iteration[len(visit.iteration)]
    return inner.path[len(visit.path) + 1]


def _context(execution: Execution, visit: Visit, step: Step) -> dict[str, Any]:
    context = of_execution(execution)
    if visit.iteration:
        index = visit.iteration[-1]
        context = of_item(context, index, _item(execution, visit, index))
    context = of_visit(context, visit.name, iso(visit.entered), counts_retries=step.counts_retries)
    return (
        with_retries(context, visit.attempts - 1) if visit.attempts > 1 and step.counts_retries else context
    )


def _item(execution: Execution, visit: Visit, index: int) -> Any:
    """Return the item that a visit's iteration is about, as far as the visits tell of it."""
    before = [each for each in execution.visits if each.event < visit.event]
    around = [
        each
        for each in before
        if each.type == "Map"
        and each.path == visit.path[: len(each.path)]
        and each.iteration == visit.iteration[:-1]
    ]
    items = around[-1].stages.get("afterItemsPath") if around else None
    if isinstance(items, list) and index < len(items):
        return items[index]
    first = [
        each
        for each in (*before, visit)
        if each.iteration == visit.iteration and around and each.event > around[-1].event
    ]
    return first[0].input if first else None


def _seen(visit: Visit) -> dict[str, Any]:
    """Return the documents that the visit really saw, by stage; those of an attempt that failed do not count."""
    if visit.left is None or visit.error is not None:
        return {}
    seen = {stage: visit.stages[name] for stage, name in TOLD.items() if name in visit.stages}
    return {**seen, "OutputPath": visit.output, "Output": visit.output}
