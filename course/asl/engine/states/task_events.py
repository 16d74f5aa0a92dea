"""What a history says of a task's work: of a Lambda function by its ARN, of an activity, of a service."""

from typing import Any

from course.asl.engine.flow import Flow
from course.asl.engine.history import WHOLE
from course.asl.errors import StatesError
from course.asl.integrations.resource import Resource

__all__ = ["TaskEvents"]

FAMILIES = {"lambda": "LambdaFunction", "activity": "Activity", "service": "Task", "sdk": "Task"}


class TaskEvents:
    """Writes the events of one attempt of one task, in the family that its resource belongs to."""

    def __init__(self, flow: Flow, resource: Resource) -> None:
        self._flow = flow
        self._resource = resource
        self._family = FAMILIES[resource.kind]
        self._is_service = self._family == "Task"
        self._is_submitted = resource.pattern == ""
        # Events of a service's task all name the service.
        self._about: dict[str, Any] = (
            {"resourceType": resource.type, "resource": resource.name} if self._is_service else {}
        )

    def scheduled(self, text: str, seconds: int | None, heartbeat: int | None, role: str | None) -> None:
        """Note that the request, with these parameters, is on its way."""
        if self._is_service:
            details = {**self._about, "region": self._flow.execution.identity.region, "parameters": text}
        else:
            details = {"resource": self._resource.arn, "input": text, "inputDetails": WHOLE}
        if seconds is not None:
            details["timeoutInSeconds"] = seconds
        if heartbeat is not None and self._family != "LambdaFunction":
            details["heartbeatInSeconds"] = heartbeat
        if role is not None:
            details["taskCredentials"] = {"roleArn": role}
        self._add("Scheduled", details)

    def started(self, worker: str | None = None) -> None:
        """Note that the work has begun; `worker` is the name of an activity's worker."""
        if self._family == "Activity":
            self._add("Started", {"workerName": worker} if worker else {})
        else:
            self._add("Started", self._about or None)

    def submitted(self, text: str) -> None:
        """Note the answer to a request whose result comes later."""
        self._is_submitted = True
        self._add("Submitted", {**self._about, **_output(text)})

    def succeeded(self, text: str) -> None:
        """Note the result."""
        self._add("Succeeded", {**self._about, **_output(text)})

    def failed(self, error: StatesError) -> None:
        """Note an error; a timeout has an event of its own, and so has a job that could not even be begun."""
        what = "TimedOut" if error.error == "States.Timeout" else "Failed"
        if what == "Failed" and not self._is_submitted:
            what = "SubmitFailed"
        self._add(what, {**self._about, **error.details()})

    def _add(self, what: str, details: dict[str, Any] | None) -> None:
        key = f"{self._family[0].lower()}{self._family[1:]}{what}EventDetails"
        self._flow.add(f"{self._family}{what}", key, details)


def _output(text: str) -> dict[str, Any]:
    return {"output": text, "outputDetails": WHOLE}
