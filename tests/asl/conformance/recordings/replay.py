"""A task handler that answers as the recording shows.

Lambda functions that the case describes are run; every other task gets the answer that was recorded for the state and
the parameters. What a task is sent is compared with the recording by the history, not here.
"""

import json
from typing import Any

from course.asl.engine import Callbacks
from course.asl.errors import StatesError
from course.asl.tasks import TaskRequest
from course.clock import Clock
from recordings import functions
from recordings.attempts import Attempt, attempts
from recordings.cases import Case
from recordings.masks import Masks
from recordings.objects import Objects

# Longer than any timeout of a recording: what never came.
NEVER = 10 * 365 * 86400.0


class Replay:
    """The handler of one case. `masks` learns what the marks of the recording stand for."""

    def __init__(self, case: Case, masks: Masks, clock: Clock) -> None:
        self.masks, self.clock, self.callbacks = masks, clock, Callbacks(_activities(case))
        self.attempts = attempts(case)
        self.functions = functions.described(case)
        self.objects = Objects(case)
        for activity in _activities(case):
            clock.spawn(self._work, activity, name="a worker")

    def __call__(self, request: TaskRequest) -> Any:
        """Answer one attempt of one task."""
        attempt = self._take(request)
        name = _function_name(request)
        if name in self.functions:
            return self._invoke(name, request, attempt)
        if attempt is None:
            return self.objects.answer(request)
        if request.resource.pattern == "waitForTaskToken":
            self._answer_later(request, attempt)
            return self._document(attempt.began)
        if attempt.began is not None:
            request.submitted(self._document(attempt.began))
        return self._end(attempt)

    def _take(self, request: TaskRequest) -> Attempt | None:
        """Return the first recorded attempt of the state that was sent the same, else the first of the state."""
        waiting = [each for each in self.attempts if each.state == request.state and not each.taken]
        for attempt in waiting:
            trial = self.masks.copy()
            if trial.difference(attempt.asked, _text_or_value(request.parameters, attempt.asked)) is None:
                self.masks.bound |= trial.bound
                attempt.taken = True
                return attempt
        if waiting:
            waiting[0].taken = True
        return waiting[0] if waiting else None

    def _invoke(self, name: str, request: TaskRequest, attempt: Attempt | None) -> Any:
        if request.resource.kind == "lambda":
            return functions.invoke(self.functions[name], request.parameters, self.clock)
        event = _event(request.parameters.get("Payload"))
        payload = functions.invoke(self.functions[name], event, self.clock)
        recorded = attempt and attempt.end == "TaskSucceeded" and self._document(attempt.details["output"])
        bare = {
            "ExecutedVersion": "$LATEST",
            "SdkHttpMetadata": {},
            "SdkResponseMetadata": {},
            "StatusCode": 200,
        }
        return (recorded or bare) | {"Payload": payload}

    def _end(self, attempt: Attempt) -> Any:
        details = attempt.details or {}
        if attempt.end.endswith("TimedOut"):
            self.clock.sleep(NEVER)
        if attempt.end.endswith("Failed"):
            raise StatesError(details.get("error", ""), self._text(details.get("cause")))
        return self._document(details.get("output"))

    def _answer_later(self, request: TaskRequest, attempt: Attempt) -> None:
        """Have the token answered a second from now, if the history shows an answer."""
        details = attempt.details or {}
        if attempt.end.endswith("TimedOut"):
            return

        def answer() -> None:
            if attempt.end.endswith("Failed"):
                self.callbacks.fail(request.token, details.get("error"), self._text(details.get("cause")))
            else:
                self.callbacks.succeed(request.token, self._document(details["output"]))

        self.clock.call_later(1.0, answer, "somebody answers the token")

    def _work(self, activity: str) -> None:
        """Do an activity's tasks as the recorded worker did."""
        for attempt in self.attempts:
            worker = attempt.worker
            ticket = self.callbacks.take(activity, self.clock, worker)
            if ticket is None or attempt.details is None:
                continue
            attempt.taken = True
            self.clock.sleep(1.0)
            if attempt.end == "ActivitySucceeded":
                self.callbacks.succeed(ticket.token, self._document(attempt.details["output"]))
            elif attempt.end == "ActivityFailed":
                details = attempt.details
                self.callbacks.fail(ticket.token, details.get("error"), self._text(details.get("cause")))

    def _document(self, recorded: Any) -> Any:
        """Return a recorded JSON text, or the object that it was recorded as, with known marks filled in."""
        found = self.masks.filled(recorded)
        return json.loads(found) if isinstance(found, str) else found

    def _text(self, recorded: Any) -> str | None:
        found = self.masks.filled(recorded)
        return found if found is None or isinstance(found, str) else json.dumps(found)


def _activities(case: Case) -> list[str]:
    """Return the ARNs of the activities that are there when the execution begins."""
    found: list[str] = []
    for call in case.get("calls", []):
        if call["operation"] == "CreateActivity":
            found.append(call["returns"]["$.activityArn"])
        elif call["operation"] == "DeleteActivity" and call["when"] == "before":
            found.remove(call["parameters"]["activityArn"])
    return found


def _function_name(request: TaskRequest) -> str:
    """Return the name of the Lambda function that is called, or nothing."""
    resource = request.resource
    if resource.kind == "lambda":
        return resource.arn.rpartition(":")[2]
    if resource.service == "lambda" and resource.action == "invoke" and resource.kind == "service":
        return str(request.parameters.get("FunctionName", "")).rpartition(":")[2]
    return ""


def _event(payload: Any) -> Any:
    """Return what a function gets: no payload is an empty object, and a text that is JSON is sent as it stands."""
    if isinstance(payload, str):
        try:
            return json.loads(payload)
        except ValueError:
            return payload
    return {} if payload is None else payload


def _text_or_value(parameters: Any, recorded: Any) -> Any:
    return json.dumps(parameters) if isinstance(recorded, str) else parameters
