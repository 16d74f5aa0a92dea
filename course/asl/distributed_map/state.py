"""A Distributed Map state: a Map Run whose items are processed by executions of their own.

Here the room meets the engine.
Source: https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html
"""

from typing import Any, cast

from course.asl.engine.flow import Flow
from course.asl.engine.states.attempt import Attempt
from course.asl.engine.states.inline_map import concurrency
from course.asl.errors import StatesError
from course.asl.new_id import new_id

from .children import maker, plan_children
from .dataset import Item, items_of
from .lanes import run_children
from .line import Line
from .map_run import MapRun
from .names import Names
from .reader import read_items
from .results import formatted, forms_of, transformed
from .s3 import action_of, asker
from .settings import Settings, most_items_of, part, read_settings
from .writer import write_results

__all__ = ["distributed_map"]


def distributed_map(attempt: Attempt) -> Any:
    """Process the items in a Map Run and return the Map state's result; after a redrive, go on with the same run.

    Raises StatesError: States.ItemReaderFailed, States.ResultWriterFailed, States.ExceedToleratedFailureThreshold, and
    whatever expressions raise.
    """
    flow = attempt.flow
    lines = cast(list[Line], flow.take_up())
    values = None
    if "ItemReader" not in attempt.fields:
        values = attempt.language.items(attempt.fields, attempt.scope, attempt.stages)
    at_once = concurrency(attempt)
    if not lines:
        flow.add("MapStateStarted", "mapStateStartedEventDetails", {"length": len(values or ())})
    settings = read_settings(attempt.fields, attempt.language, attempt.scope)
    attempt.stages.update(settings.tolerance.shown())
    run = _taken_up(flow, lines[0].run) if lines else _begun(attempt, at_once, settings)
    try:
        result = _process(attempt, run, values, settings)
    except StatesError as error:
        run.end("FAILED", flow.history.now)
        flow.add("MapRunFailed", "mapRunFailedEventDetails", error.details())
        raise
    run.end("SUCCEEDED", flow.history.now)
    flow.leave_inside()
    flow.add("MapRunSucceeded")
    flow.note("MapStateSucceeded")
    return result


def _begun(attempt: Attempt, at_once: int, settings: Settings) -> MapRun:
    flow, execution = attempt.flow, attempt.flow.execution
    names = Names.of(
        execution.identity.machine_arn, attempt.fields, attempt.step.name, new_id(execution.chance)
    )
    run = MapRun(names, execution.identity.arn, flow.history.now, at_once, settings.tolerance)
    execution.map_runs.append(run)
    flow.children = [cast(Flow, Line(run, flow.history))]
    flow.add("MapRunStarted", "mapRunStartedEventDetails", {"mapRunArn": run.arn})
    return run


def _taken_up(flow: Flow, run: MapRun) -> MapRun:
    run.redrive(flow.history.now)
    details = {"mapRunArn": run.arn, "redriveCount": run.redrives}
    flow.add("MapRunRedriven", "mapRunRedrivenEventDetails", details)
    return run


def _process(
    attempt: Attempt, run: MapRun, values: list[Any] | dict[str, Any] | None, settings: Settings
) -> Any:
    """Read the items unless they are there, run the children, and return what came of them."""
    if not run.children:
        items = _read(attempt, settings) if values is None else items_of(values)
        run.children = plan_children(attempt, items, settings.batches, run.names)
    try:
        run_children(attempt.flow, run, attempt.step.name, maker(attempt, run.names))
    except StatesError:
        if settings.write is not None:
            _write(attempt, run, settings)
        raise
    return _transformed(attempt, run) if settings.write is None else _write(attempt, run, settings)


def _read(attempt: Attempt, settings: Settings) -> list[Item]:
    # What ItemsPath says is not looked at: AWS reads the whole file, or what ItemsPointer leads to.
    reader = part(attempt.fields, "ItemReader")
    config = part(reader, "ReaderConfig")
    resource = reader.get("Resource")
    ask = asker(attempt.flow.execution.world.tasks, resource, attempt.step.name, attempt.scope.context)
    most = most_items_of(config, attempt.language, attempt.scope)
    return read_items(action_of(resource), settings.read, config, ask, most=most)


def _write(attempt: Attempt, run: MapRun, settings: Settings) -> Any:
    writer = part(attempt.fields, "ResultWriter")
    handler, resource = attempt.flow.execution.world.tasks, writer["Resource"]
    ask = asker(handler, resource, attempt.step.name, attempt.scope.context)
    return write_results(run, settings.write, part(writer, "WriterConfig"), ask)


def _transformed(attempt: Attempt, run: MapRun) -> Any:
    config = part(part(attempt.fields, "ResultWriter"), "WriterConfig")
    transformation, output_type = forms_of(config, "COMPACT")
    results = transformed(run.children, transformation, run.names.machine_arn)
    return formatted(results, output_type) if output_type == "JSONL" else results
