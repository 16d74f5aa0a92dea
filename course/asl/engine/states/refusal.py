"""Parameters that no request can be made of: the state fails before anything is scheduled.

Source: https://docs.aws.amazon.com/step-functions/latest/dg/connect-api-gateway.html and recorded executions.
"""

from collections.abc import Callable
from typing import Any

from course.asl.errors import EvaluationError
from course.asl.integrations.resource import Resource
from course.asl.tasks import TaskHandler, TaskRequest

__all__ = ["cannot_start", "reasons_against", "refusals"]


def _is_lists_of_texts(found: Any) -> bool:
    return isinstance(found, dict) and all(
        isinstance(texts, list) and all(isinstance(text, str) for text in texts) for texts in found.values()
    )


# Fields that must have a form of their own, by service and action.
FORMS: dict[tuple[str, str], dict[str, Callable[[Any], bool]]] = {
    ("apigateway", "invoke"): {"Headers": _is_lists_of_texts, "QueryParameters": _is_lists_of_texts},
}


def refusals(resource: Resource, parameters: Any) -> list[str]:
    """Return a sentence for each parameter that cannot be sent, whoever does the task."""
    if resource.kind != "service" or not isinstance(parameters, dict):
        return []
    forms = FORMS.get((resource.service, resource.action), {})
    return [
        f"The value of the field '{name}' has an invalid format"
        for name, fits in forms.items()
        if name in parameters and not fits(parameters[name])
    ]


def reasons_against(request: TaskRequest, handler: TaskHandler) -> list[str]:
    """Return why a request cannot be sent, the handler's reasons included if it is a CheckingHandler."""
    asked: Callable[[TaskRequest], list[str]] | None = getattr(handler, "refusals", None)
    return refusals(request.resource, request.parameters) or (asked(request) if asked else [])


def cannot_start(text: str, reasons: list[str]) -> EvaluationError:
    """Return the error of a task that could not be started with these parameters (as JSON text)."""
    return EvaluationError(
        "States.Runtime",
        f"The Parameters '{text}' could not be used to start the Task: [{', '.join(reasons)}]",
    )
