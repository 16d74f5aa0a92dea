"""What is known of what a state comes to: the answer of a service, a literal, the outputs of branches, a caught error."""

from course.asl.integrations import find_integration
from course.asl.linter.definition import State

from .documents import ANYTHING, Document, Origin, array_of, literal, object_of, of_shape, scalar_of

__all__ = ["error_output", "result"]

# What services leave out of their answers when there is nothing to give: an item not found, the page after the last.
_PAGES = frozenset({"NextToken", "LastEvaluatedKey", "NextContinuationToken", "NextMarker"})
_LEFT_OUT = {"getItem": frozenset({"Item"}), "receiveMessage": frozenset({"Messages"})}
# Answers that hold a document as a text.
_TEXTS = {
    "states:startExecution.sync": "Call startExecution.sync:2, whose Output is a document.",
    "aws-sdk:sfn:startSyncExecution": "Its Output is a text: read it by States.StringToJson.",
}


def result(state: State, arguments: Document) -> Document:
    """Return what is known of the result of a state that works on `arguments`."""
    match state.type:
        case "Task":
            return _answer(state)
        case "Pass" if "Result" in state.value and state.language == "JSONPath":
            why = f"the Result of '{state.name}' did not keep it"
            return literal(
                state.value["Result"], Origin("selected", why, f"Add it to the Result of '{state.name}'.")
            )
        case "Parallel":
            why = f"the result of '{state.name}' is an array with the output of each branch"
            return array_of(ANYTHING, Origin("answered", why, "[0] is the output of the first branch."))
        case "Map" if "ResultWriter" in state.value:
            return ANYTHING
        case "Map":
            why = f"the result of '{state.name}' is an array with the output of each iteration"
            return array_of(ANYTHING, Origin("answered", why, "[0] is the output of the first iteration."))
        case _:
            return arguments


def error_output(why: str, remedy: str) -> Document:
    """Return the document of an error that a Catch took: its name and its cause, both of them texts."""
    text = scalar_of(
        Origin("answered", "the cause of an error is a text", "Read it by States.StringToJson first.")
    )
    return object_of({"Error": text, "Cause": text}, Origin("replaced", why, remedy))


def _answer(state: State) -> Document:
    resource = state.value.get("Resource")
    found = find_integration(resource) if isinstance(resource, str) else None
    if found is None or found.answers is None or not found.supported:
        return ANYTHING
    called = f"{found.resource.type}:{found.resource.name}"
    origin = Origin("answered", f"{called} does not answer with it", _TEXTS.get(called, ""))
    return of_shape(found.answers, origin, _LEFT_OUT.get(found.resource.action, _PAGES))
