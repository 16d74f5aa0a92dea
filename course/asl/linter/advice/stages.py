"""What is known of the document at each stage of one state.

Source: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-input-output-filtering.html
"""

from dataclasses import dataclass, field
from typing import Any

from course.asl.linter.definition import State

from .documents import ANYTHING, Document, Origin, put
from .filling import computed, filled, found_at
from .paths import own_names
from .results import error_output, result

__all__ = ["Stages", "stages"]

_WORKING = ("Task", "Parallel", "Map")


@dataclass
class Stages:
    """The documents of one state.

    `input` comes in; `effective` is what InputPath leaves of it, `arguments` what Parameters make of that; `result` is what
    the state comes to, `combined` the document with the result in it, and `output` what goes on. `item` is what each
    iteration of a Map works on, and `caught` what goes on from each catcher, by its index.
    """

    input: Document
    effective: Document = ANYTHING
    arguments: Document = ANYTHING
    result: Document = ANYTHING
    combined: Document = ANYTHING
    output: Document = ANYTHING
    item: Document = ANYTHING
    caught: dict[int, Document] = field(default_factory=dict)


def stages(state: State, document: Document) -> Stages:
    """Return the stages of a state that `document` comes into."""
    found = _jsonata(state, document) if state.language == "JSONata" else _jsonpath(state, document)
    for path, entry in state.entries("Catch"):
        found.caught[int(path[-1])] = _caught(state, document, entry)
    return found


def _jsonpath(state: State, document: Document) -> Stages:
    value, found = state.value, Stages(document)
    found.effective = found.arguments = found_at(document, value.get("InputPath", "$"))
    if "Parameters" in value and state.type != "Map":
        found.arguments = filled(value["Parameters"], found.effective, _selected(state, "Parameters"))
    found.result = result(state, found.arguments)
    chosen = found.result
    if "ResultSelector" in value and state.type in _WORKING:
        chosen = filled(value["ResultSelector"], found.result, _selected(state, "ResultSelector"))
    found.combined = (
        _combined(state, document, chosen) if state.type in (*_WORKING, "Pass") else found.effective
    )
    found.output = found_at(found.combined, value.get("OutputPath", "$"))
    found.item = _item(state, found.effective)
    return found


def _jsonata(state: State, document: Document) -> Stages:
    value, found = state.value, Stages(document, document, document)
    within = {"$states.input": document}
    if "Arguments" in value and state.type == "Parallel":
        found.arguments = computed(value["Arguments"], within, _selected(state, "Arguments"))
    if "ItemSelector" in value and "ItemBatcher" not in value:
        found.item = computed(value["ItemSelector"], within, _selected(state, "ItemSelector"))
    found.result = result(state, document)
    if "Output" in value:
        found.output = computed(
            value["Output"], {**within, "$states.result": found.result}, _selected(state, "Output")
        )
    elif state.type in _WORKING:
        why = f"the result of '{state.name}' took the place of the whole document, for it has no Output"
        found.output = _because(found.result, why, f"Give '{state.name}' an Output that keeps it.")
    else:
        found.output = document
    return found


def _combined(state: State, document: Document, chosen: Document) -> Document:
    """Return the document with the result where ResultPath puts it."""
    target = state.value.get("ResultPath", "$")
    names = own_names(target) if isinstance(target, str) else None
    if target is None:
        return document
    if names is None:
        return ANYTHING
    if names:
        why = f"'{state.name}' put its result there, by ResultPath"
        return put(document, names, _because(chosen, why, f"Give '{state.name}' another ResultPath."))
    if state.type == "Pass" and "Result" not in state.value:
        return chosen
    why = f"the result of '{state.name}' took the place of the whole document, for it has no ResultPath"
    return _because(
        chosen, why, f"Give '{state.name}' a ResultPath such as \"$.result\", and the rest stays."
    )


def _caught(state: State, document: Document, entry: dict[str, Any]) -> Document:
    """Return what goes on from a catcher."""
    if "Output" in entry and state.language == "JSONata":
        return computed(entry["Output"], {"$states.input": document}, _selected(state, "Catch"))
    target = entry.get("ResultPath", "$") if state.language == "JSONPath" else "$"
    names = own_names(target) if isinstance(target, str) else None
    if target is None:
        return document
    if names is None:
        return ANYTHING
    if names:
        error = error_output(
            f"the Catch of '{state.name}' put the error there", "An error has Error and Cause."
        )
        return put(document, names, error)
    keeping = "an Output" if state.language == "JSONata" else 'a ResultPath such as "$.error"'
    why = f"the error that the Catch of '{state.name}' took has taken the place of the whole document"
    return error_output(why, f"Give the Catch {keeping}, and the rest stays.")


def _item(state: State, effective: Document) -> Document:
    value = state.value
    if state.type != "Map" or "ItemBatcher" in value:
        return ANYTHING
    for name in ("ItemSelector", "Parameters"):
        if name in value:
            return filled(value[name], effective, _selected(state, name))
    items = found_at(effective, value.get("ItemsPath", "$")) if "ItemReader" not in value else ANYTHING
    return items.item or ANYTHING


def _selected(state: State, field: str) -> Origin:
    why = f"the {field} of '{state.name}' did not keep it"
    return Origin("selected", why, f"Add it to the {field} of '{state.name}'.")


def _because(document: Document, why: str, remedy: str) -> Document:
    """Return a result with the reason for its place, unless somebody chose its fields, which says more."""
    if document.origin is not None and document.origin.kind == "selected":
        return document
    return document.because(Origin("replaced", why, remedy))
