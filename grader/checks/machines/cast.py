"""The functions that a machine calls while a rubric plays it, each scripted; and who called whom with what.

Whether a Task names a function by its ARN, by `lambda:invoke` or by the SDK's form of it is the learner's choice.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from course.asl import StatesError, TaskHandler, TaskRequest
from course.asl.integrations import Resource
from course.asl.json_text import compact
from course.clock import Clock

from .faults import FOR_EVER, Fault
from .function_name import function_name

__all__ = ["Actor", "Call", "Cast"]

# Takes the payload, returns the result; raises StatesError to fail, may sleep on the clock.
Actor = Callable[[Any], Any]


@dataclass(frozen=True)
class Call:
    """One call of a function: its name, the payload it got, when (in seconds), from which state, the how-manieth (from 1)."""

    name: str
    payload: Any
    at: float
    state: str
    attempt: int


class Cast:
    """Does the tasks of an execution: a task handler of `course.asl`. `calls` has all calls in order.

    What calls no function of the cast goes to `otherwise`, and is written down as ``service:action`` (an unknown function
    by its name) in `calls`, too.
    """

    def __init__(
        self,
        actors: Mapping[str, Actor],
        clock: Clock,
        *,
        script: Iterable[Fault] = (),
        otherwise: TaskHandler | None = None,
    ) -> None:
        self.calls: list[Call] = []
        self._actors = actors
        self._clock = clock
        self._script = list(script)
        self._otherwise = otherwise
        self._counts: Counter[str] = Counter()

    def __call__(self, request: TaskRequest) -> Any:
        """Do one attempt of a task. Raises `StatesError`."""
        name, payload, wrap = _asked(request)
        self._counts[name] += 1
        attempt = self._counts[name]
        self.calls.append(Call(name, payload, self._clock.elapsed, request.state, attempt))
        fault = next((each for each in self._script if each.strikes(name, attempt)), None)
        if fault is None:
            return wrap(self._done(request, name, payload))
        self._clock.sleep(FOR_EVER if fault.hangs else fault.seconds)
        result = self._done(request, name, payload) if fault.lost or not fault.error else None
        if fault.error:
            raise StatesError(fault.error, fault.cause)
        return wrap(result)

    def _done(self, request: TaskRequest, name: str, payload: Any) -> Any:
        if name in self._actors:
            return self._actors[name](payload)
        if self._otherwise is not None:
            return self._otherwise(request)
        if _is_of_lambda(request.resource):
            raise StatesError("Lambda.ResourceNotFoundException", f"Function not found: {name}")
        raise StatesError("States.TaskFailed", f"nothing here does {name}")


def _is_of_lambda(resource: Resource) -> bool:
    return resource.kind == "lambda" or (resource.service, resource.action) == ("lambda", "invoke")


def _asked(request: TaskRequest) -> tuple[str, Any, Callable[[Any], Any]]:
    """Return the name of what a task calls, the payload, and what makes its result the task's."""
    resource, parameters = request.resource, request.parameters
    if resource.kind == "lambda":
        return function_name(resource.arn), parameters, _as_it_is
    if resource.kind == "activity":
        return resource.arn.rpartition(":")[2], parameters, _as_it_is
    if not _is_of_lambda(resource) or not isinstance(parameters, dict):
        return f"{resource.service}:{resource.action}", parameters, _as_it_is
    name, payload = function_name(str(parameters.get("FunctionName", ""))), _event(parameters.get("Payload"))
    return name, payload, _in_envelope if resource.kind == "service" else _in_sdk_envelope


def _event(payload: Any) -> Any:
    if isinstance(payload, str):
        try:
            return json.loads(payload)
        except ValueError:
            return payload
    return {} if payload is None else payload


def _as_it_is(result: Any) -> Any:
    return result


def _in_envelope(result: Any) -> dict[str, Any]:
    """Return what `lambda:invoke` answers.

    Source: https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html
    """
    headers = {"Content-Type": "application/json"}
    return {
        "ExecutedVersion": "$LATEST",
        "Payload": result,
        "SdkHttpMetadata": {"AllHttpHeaders": {}, "HttpHeaders": headers, "HttpStatusCode": 200},
        "SdkResponseMetadata": {"RequestId": "00000000-0000-4000-8000-000000000000"},
        "StatusCode": 200,
    }


def _in_sdk_envelope(result: Any) -> dict[str, Any]:
    return {"ExecutedVersion": "$LATEST", "Payload": compact(result), "StatusCode": 200}
