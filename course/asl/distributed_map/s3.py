"""Asking S3 through the task handler, for a reader and a writer."""

from typing import Any

from course.asl.integrations.resource import Resource, parse_resource
from course.asl.tasks import TaskHandler, TaskRequest

from .object_list import Ask

__all__ = ["action_of", "asker"]


def action_of(resource: Any) -> str:
    """Return the S3 action that a Resource names; whatever else it is, as it stands, for the error that comes of it."""
    found = parse_resource(resource) if isinstance(resource, str) else None
    is_s3 = found is not None and found.service == "s3" and found.kind == "service" and not found.pattern
    return found.action if found is not None and is_s3 else str(resource)


def asker(handler: TaskHandler, resource: Any, state: str, context: Any) -> Ask:
    """Return what sends an S3 action to the handler, as a task of `state` that has the Resource's partition."""
    partition = resource.split(":")[1] if isinstance(resource, str) and resource.count(":") else "aws"

    def ask(action: str, parameters: dict[str, Any]) -> Any:
        arn = f"arn:{partition}:states:::s3:{action}"
        return handler(TaskRequest(Resource(arn, "service", "s3", action), parameters, state, context))

    return ask
