"""What the fields of a Distributed Map say in one visit: evaluated by the query language, then checked.

AWS checks the failure thresholds and the batcher before the Map Run begins, the reader's MaxItems when it reads.
"""

from dataclasses import dataclass
from typing import Any

from course.asl.engine.states.numbers import mistaken, no_number, whole
from course.asl.errors import EvaluationError
from course.asl.json_text import shown
from course.asl.json_types import is_number
from course.asl.query import QueryLanguage, State
from course.asl.scope import Scope

from .batches import Batches
from .failure import reader_failed
from .limits import BATCH_BYTES, MOST_ITEMS
from .tolerance import Tolerance

__all__ = ["Settings", "most_items_of", "part", "read_settings"]


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds for a whole Map Run. `batches` is None if each item goes by itself.

    `read` and `write` are the parameters of ItemReader and ResultWriter, None where there is none: a writer without a
    Resource only transforms the output.
    """

    tolerance: Tolerance
    batches: Batches | None
    read: Any
    write: Any


def read_settings(state: State, language: QueryLanguage, scope: Scope) -> Settings:
    """Return the settings of one visit. Raises EvaluationError for what cannot be evaluated or is out of range."""
    return Settings(
        tolerance_of(state, language, scope),
        batches_of(state, language, scope),
        parameters_of(state, "ItemReader", language, scope),
        parameters_of(state, "ResultWriter", language, scope),
    )


def tolerance_of(state: State, language: QueryLanguage, scope: Scope) -> Tolerance:
    """Return what the state tolerates. Raises EvaluationError for what is no number or out of range."""
    count = whole(state, "ToleratedFailureCount", language, scope)
    if count is not None and count < 0:
        raise mistaken(state, "ToleratedFailureCount", "ToleratedFailureCount cannot be negative.")
    percentage = language.field(state, "ToleratedFailurePercentage", scope)
    if percentage is not None and not is_number(percentage):
        raise no_number(state, "ToleratedFailurePercentage", percentage, "float")
    if percentage is not None and not 0 <= percentage <= 100:
        raise mistaken(
            state, "ToleratedFailurePercentage", "ToleratedFailurePercentage must be between 0 and 100."
        )
    return Tolerance(count, percentage)


def batches_of(state: State, language: QueryLanguage, scope: Scope) -> Batches | None:
    """Return how items are put together, or None if each goes by itself. Raises EvaluationError as above."""
    if "ItemBatcher" not in state:
        return None
    batcher = part(state, "ItemBatcher")
    items = _positive(batcher, "MaxItemsPerBatch", language, scope)
    size = _positive(batcher, "MaxInputBytesPerBatch", language, scope)
    if size is not None and size > BATCH_BYTES:
        cause = f"MaxInputBytesPerBatch must be between 1 and {BATCH_BYTES}."
        raise mistaken(batcher, "MaxInputBytesPerBatch", cause)
    given = batcher.get("BatchInput")
    filled = None if given is None else language.template(given, scope, "ItemBatcher/BatchInput")
    return Batches(items or 0, size or BATCH_BYTES, filled)


def most_items_of(config: State, language: QueryLanguage, scope: Scope) -> int:
    """Return how many items a ReaderConfig lets in, 0 for all. Raises StatesError, States.ItemReaderFailed at best."""
    try:
        most = whole(config, "MaxItems", language, scope)
    except EvaluationError as error:
        if error.error != "States.ItemReaderFailed":
            raise
        raise reader_failed(error.cause or "") from error  # AWS does not say in which state
    if most is not None and most < 0:
        raise reader_failed("field MaxItems must be positive")
    return min(most or 0, MOST_ITEMS)


def parameters_of(state: State, name: str, language: QueryLanguage, scope: Scope) -> Any:
    """Return Parameters (JSONPath) or Arguments (JSONata) of an ItemReader or ResultWriter, filled in, or None."""
    holder = part(state, name)
    if "Resource" not in holder:
        return None
    field = "Arguments" if "Arguments" in holder else "Parameters"
    return language.template(holder.get(field, {}), scope, f"{name}/{field}")


def part(holder: State, name: str) -> State:
    """Return an object within another, an empty one if there is none. Raises EvaluationError for anything else."""
    found = holder.get(name, {})
    if not isinstance(found, dict):
        raise EvaluationError("States.Runtime", f"{name} must be an object, and is {shown(found)}.")
    return found


def _positive(holder: State, name: str, language: QueryLanguage, scope: Scope) -> int | None:
    found = whole(holder, name, language, scope)
    if found is not None and found < 1:
        raise mistaken(holder, name, f"{name} must be positive.")
    return found
