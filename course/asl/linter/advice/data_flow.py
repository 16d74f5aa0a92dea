"""Fields that are read where they cannot be."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from weakref import WeakKeyDictionary

from course.asl.linter.definition import Definition, Finding, State
from course.asl.linter.nearest import Names

from .comparisons import comparisons
from .documents import Document, Missing, look_up
from .flow import stages_of
from .paths import own_names, written
from .reads import Read, reads
from .stages import Stages

__all__ = ["dropped_field", "items_not_array", "no_such_answer", "overwritten_input"]

_KEPT: WeakKeyDictionary[Definition, list[tuple[str, Finding]]] = WeakKeyDictionary()
_SHOWN = 8  # fields of what is there instead
# By field: the stage of the state's documents that its paths look into.
_STAGES = {
    "InputPath": "input", "Parameters": "effective", "ItemsPath": "effective", "ItemSelector": "effective",
    "ResultSelector": "result", "OutputPath": "combined", "Variable": "effective", "SecondsPath": "effective",
    "TimestampPath": "effective", "TimeoutSecondsPath": "effective", "HeartbeatSecondsPath": "effective",
    "ErrorPath": "input", "CausePath": "input", "MaxConcurrencyPath": "effective",
    "ToleratedFailureCountPath": "effective", "ToleratedFailurePercentagePath": "effective",
}  # fmt: skip


def overwritten_input(definition: Definition) -> Iterator[Finding]:
    """A field that a result has overwritten.

    What it finds
        A path to a field that was there until the result of a state, or an error that a Catch took, was put in its place.

    Why it matters
        The execution fails with States.Runtime when it gets there, and no Catch can take that.

    Example
        {"Save": {"Type": "Task", "Resource": "arn:aws:states:::dynamodb:putItem", "Next": "Ship"},
         "Ship": {"Type": "Pass", "InputPath": "$.order", "End": true}}

    Remedy
        Give the state, or its Catch, a ResultPath of its own such as `"$.saved"`: the rest of the document stays.
    """
    yield from _missing(definition, "replaced")


def dropped_field(definition: Definition) -> Iterator[Finding]:
    """A field that was not kept.

    What it finds
        A path to a field that the Parameters, ResultSelector, Result, Output or ItemSelector of an earlier state did not
        keep.

    Why it matters
        The execution fails with States.Runtime when it gets there, and no Catch can take that.

    Example
        {"Read": {"ResultSelector": {"id.$": "$.Item.id.S"}, "Next": "Ship"},
         "Ship": {"Type": "Pass", "InputPath": "$.address", "End": true}}

    Remedy
        Keep the field where the message says it was dropped.
    """
    yield from _missing(definition, "selected")


def no_such_answer(definition: Definition) -> Iterator[Finding]:
    """A field that the answer of a service does not have.

    What it finds
        A path into the result of a task that leads to a field the service does not answer with.

    Why it matters
        The execution fails with States.Runtime, and no Catch can take that.

    Example
        {"Resource": "arn:aws:states:::lambda:invoke", "ResultSelector": {"total.$": "$.total"}}

    Remedy
        Write the path as the answer has it. What a Lambda function returns is in `$.Payload`.
    """
    yield from _missing(definition, "answered")


def items_not_array(definition: Definition) -> Iterator[Finding]:
    """A Map over something that is no array.

    What it finds
        An ItemsPath, or an input where there is none, that certainly holds an object, a text or a number.

    Why it matters
        The execution fails with States.Runtime: the path must point to an array.

    Example
        {"Order": {"Type": "Pass", "Result": {"lines": []}, "Next": "Each line"}, "Each line": {"Type": "Map"}}

    Remedy
        Let ItemsPath lead to the array: `"ItemsPath": "$.lines"`.
    """
    for state, stages in stages_of(definition).items():
        if state.type != "Map" or "ItemReader" in state.value or "Items" in state.value:
            continue
        own = "ItemsPath" in state.value and state.language == "JSONPath"
        path = state.value["ItemsPath"] if own else "$"
        names = own_names(path) if isinstance(path, str) else None
        if names is None:
            continue
        items = look_up(stages.effective, names)
        if isinstance(items, Document) and items.kind in ("object", "scalar"):
            place = (*state.path, "ItemsPath") if own else state.path
            what = "an object" if items.kind == "object" else "a single value"
            message = (
                f"'{state.name}' iterates over {path if own else 'its input'}, which is {what} and no array."
            )
            yield Finding(place, message, _array_meant(state, names, items), on_key=not own)


def _array_meant(state: State, names: tuple[str | int, ...], items: Document) -> str:
    arrays = [name for name, inner in items.fields.items() if inner.kind == "array"]
    if state.language == "JSONata":
        name = arrays[0] if arrays else "..."
        return f'Write "Items": "{{% $states.input.{name} %}}".'
    return (
        f'Did you mean "ItemsPath": "{written((*names, arrays[0]))}"?'
        if arrays
        else "Let ItemsPath lead to an array."
    )


def _missing(definition: Definition, kind: str) -> Iterator[Finding]:
    """The paths that lead nowhere, for a reason of one kind; all are found at once for each definition."""
    if definition not in _KEPT:
        _KEPT[definition] = list(_lost(definition))
    return (finding for why, finding in _KEPT[definition] if why == kind)


def _lost(definition: Definition) -> Iterator[tuple[str, Finding]]:
    known, asked = stages_of(definition), _asked(definition)
    for read in reads(definition):
        names, stages = own_names(read.text), known.get(read.state)
        if stages is None or names is None or not _concerned(read, asked):
            continue
        result = look_up(_document(stages, read), names)
        if isinstance(result, Missing) and result.there.origin is not None:
            hint = _meant(names, result) or result.there.origin.remedy
            message = f"{read.text} is not there: {_reason(result.there)}."
            yield result.there.origin.kind, Finding(read.path, message, hint)


def _concerned(read: Read, asked: Mapping[State, AbstractSet[str]]) -> bool:
    """Whether it is known which document a path looks into, and whether it has to be there."""
    if read.field not in _STAGES or (read.field == "ItemsPath" and "ItemReader" in read.state.value):
        return False
    if read.field == "Variable":
        beginnings = (read.text[:end] for end in range(1, len(read.text) + 1))
        return asked[read.state].isdisjoint(beginnings)
    return read.node.table == read.state.type


def _asked(definition: Definition) -> dict[State, set[str]]:
    """For each Choice, the variables that it asks for by IsPresent."""
    return {
        state: {variable for _, variable, operator in comparisons(state) if operator == "IsPresent"}
        for state in definition.states
        if state.type == "Choice"
    }


def _document(stages: Stages, read: Read) -> Document:
    document: Document = getattr(stages, _STAGES[read.field])
    return document


def _reason(there: Document) -> str:
    """Return why a field is not there, and what there is."""
    why = there.origin.why if there.origin else ""
    names = sorted(there.fields)
    return (
        f"{why}. There is {', '.join(names[:_SHOWN])}{', ...' if len(names) > _SHOWN else ''}"
        if names
        else why
    )


def _meant(names: tuple[str | int, ...], missing: Missing) -> str:
    """Return a question after the path that was meant: the same name further in, or one near it; else nothing."""
    name, there = names[missing.depth], missing.there
    if not isinstance(name, str):
        return ""
    before, after = names[: missing.depth], names[missing.depth + 1 :]
    if inner := _further_in(there, name):
        return f'Did you mean "{written((*before, *inner, *after))}"?'
    if there.fields.keys() >= {"Payload", "StatusCode"}:
        return f'What a function returns is in Payload: "{written((*before, "Payload", name, *after))}".'
    near = Names(there.fields).nearest(name)
    return f'Did you mean "{written((*before, near, *after))}"?' if near else ""


def _further_in(document: Document, name: str, depth: int = 3) -> tuple[str, ...] | None:
    for outer, inner in document.fields.items():
        if name in inner.fields:
            return outer, name
        if depth and (found := _further_in(inner, name, depth - 1)):
            return outer, *found
    return None
