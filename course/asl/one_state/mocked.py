"""The three types of states that take a mock: all that they do around their work, and the work said to be done."""

import json
from collections.abc import Callable
from typing import Any

from course.asl.distributed_map.children import plan_children
from course.asl.distributed_map.dataset import Item, items_of
from course.asl.distributed_map.failure import threshold_exceeded
from course.asl.distributed_map.names import Names
from course.asl.distributed_map.reader import read_items
from course.asl.distributed_map.s3 import action_of
from course.asl.distributed_map.settings import Settings, most_items_of, part, read_settings
from course.asl.distributed_map.tolerance import Tolerance
from course.asl.engine.states import Attempt
from course.asl.engine.states.inline_map import concurrency, select
from course.asl.engine.states.refusal import cannot_start, refusals
from course.asl.engine.visit import Outcome
from course.asl.errors import StatesError
from course.asl.json_text import compact

from .request import Configuration, Mock

__all__ = ["MOCKED"]

# A Map Run's own id; nothing of it can be seen.
RUN = "00000000-0000-4000-8000-000000000000"


def _task(attempt: Attempt, mock: Mock, given: Configuration) -> Outcome:  # noqa: ARG001  (one signature)
    """Fill in what would be sent, and check it."""
    parameters = attempt.arguments()
    attempt.seconds("TimeoutSeconds")
    attempt.seconds("HeartbeatSeconds")
    resource = attempt.step.resource
    if resource and (refused := refusals(resource, parameters)):
        raise cannot_start(compact(parameters), refused)
    return _end(attempt, mock)


def _parallel(attempt: Attempt, mock: Mock, given: Configuration) -> Outcome:  # noqa: ARG001  (one signature)
    """Fill in what the branches would get."""
    attempt.arguments()
    return _end(attempt, mock)


def _map(attempt: Attempt, mock: Mock, given: Configuration) -> Outcome:
    """Find the items and what each iteration would get, and compare the failed ones with what is tolerated."""
    config = part(attempt.step.groups[0].fields, "ProcessorConfig")
    distributed = config.get("Mode") == "DISTRIBUTED"
    items = _items(attempt)
    concurrency(attempt)
    tolerance = Tolerance()
    if distributed:
        settings = read_settings(attempt.fields, attempt.language, attempt.scope)
        tolerance = settings.tolerance
        attempt.stages.update(tolerance.shown())
        items = _read(attempt, settings, given.read) if items is None else items
        plan_children(attempt, items or [], settings.batches, _names(attempt))
    else:
        for index, item in enumerate(items or []):
            select(attempt, index, item.value)
    total = len(items or mock.result or [])
    if mock.error is None and given.failed and tolerance.exceeded(given.failed, total):
        raise threshold_exceeded()
    return _end(attempt, mock)


def _end(attempt: Attempt, mock: Mock) -> Outcome:
    if mock.error is not None:
        raise StatesError(mock.error, mock.cause)
    return attempt.leave_with(mock.result)


def _items(attempt: Attempt) -> list[Item] | None:
    """Return the items, or None where an ItemReader would have to read them."""
    if "ItemReader" in attempt.fields:
        return None
    return list(items_of(attempt.language.items(attempt.fields, attempt.scope, attempt.stages)))


def _read(attempt: Attempt, settings: Settings, text: str | None) -> list[Item] | None:
    """Return the items of a dataset whose text is said to be this, or None where nothing is said of it."""
    if text is None:
        return None
    reader = part(attempt.fields, "ItemReader")
    config, action = part(reader, "ReaderConfig"), action_of(reader.get("Resource"))
    most = most_items_of(config, attempt.language, attempt.scope)
    answer = _listing(text) if action == "listObjectsV2" else {"Body": text}
    items = read_items(action, settings.read, config, lambda *_: answer, most=most)
    if "ItemsPointer" in config:
        attempt.stages["afterItemsPointer"] = [item.input for item in items]
    return items


def _listing(text: str) -> Any:
    """Return S3's answer of a list of objects, from the answer itself or the list in it."""
    found = json.loads(text)
    return {"Contents": found} if isinstance(found, list) else found


def _names(attempt: Attempt) -> Names:
    machine = attempt.flow.execution.identity.machine_arn
    return Names.of(machine, attempt.fields, attempt.step.name, RUN)


MOCKED: dict[str, Callable[[Attempt, Mock, Configuration], Outcome]] = {
    "Map": _map,
    "Parallel": _parallel,
    "Task": _task,
}
