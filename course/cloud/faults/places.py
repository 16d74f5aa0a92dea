"""Where a fault can strike, and what each kind does there. What is not in the table cannot be asked for."""

import difflib
from functools import cache

from botocore.exceptions import UnknownServiceError
from botocore.model import ServiceModel

from course.cloud.request import service_name
from course.sdk import loader

__all__ = ["MEANINGS", "FaultError", "model_of", "place_of"]

# Place -> kind -> what happens.
MEANINGS: dict[str, dict[str, str]] = {
    "call": {
        "fail": "the service answers with the error, and nothing is done",
        "throttle": "the service answers with its own throttling error, and nothing is done",
        "delay": "the service begins so many seconds later",
        "duplicate": "the service does the work twice, and the caller sees the first answer",
        "drop": "the service does the work, and the answer is lost: the caller waits for it in vain",
    },
    "delivery": {
        "fail": "the receiver refuses this attempt, and the sender tries again as its policy says",
        "throttle": "the receiver has no room for this attempt, and the sender tries again as its policy says",
        "delay": "this attempt is made so many seconds later",
        "duplicate": "it arrives twice",
        "drop": "it is lost on its way: nobody tries again, and no dead-letter queue gets it",
    },
    "handover": {
        "delay": "the function gets it so many seconds later",
        "duplicate": "the function gets it twice",
        "drop": "the function runs, and its answer is lost: the same comes again as after an error",
    },
    "invocation": {
        "fail": "the function ends with the error as soon as it has begun",
        "throttle": "Lambda does not run the function and answers 429",
        "delay": "the function takes so many seconds more, within its timeout and paid for",
        "drop": "the function does its work, and its environment ends before it answers",
    },
    "partner": {
        "fail": "the partner answers with this status",
        "throttle": "the partner answers 429",
        "delay": "the partner answers so many seconds later",
        "duplicate": "the partner gets the request twice, and its first answer counts",
        "drop": "the partner does its work, and the connection breaks before its answer",
    },
    "message": {
        "delay": "the message shows so many seconds later",
        "duplicate": "the queue hands the same message out twice, as a standard queue may",
        "drop": "the queue says that it took the message, and does not have it",
    },
    "entry": {
        "fail": "PutEvents answers this entry with the error, and takes the others",
        "throttle": "PutEvents has no room for this entry, and takes the others",
    },
    "state": {
        "fail": "this attempt of the task fails with the error, and nothing is called",
        "throttle": "the service that the task calls has no room for this attempt",
        "delay": "this attempt begins so many seconds later, within its timeout",
        "duplicate": "the work of this attempt is done twice, and the first result counts",
        "drop": "the work is done, and its answer never comes: the task waits until its timeout",
    },
}

# What to ask for instead of what a place does not have.
_INSTEAD = {
    ("handover", "fail"): "let the function fail: fail('lambda', 'invocation', target=...)",
    ("handover", "throttle"): "throttle the function: throttle('lambda', 'invocation', target=...)",
    ("invocation", "duplicate"): "double what invokes it: the call Invoke, or the delivery to it",
    ("entry", "delay"): "delay the call: delay('events', 'PutEvents')",
    ("entry", "duplicate"): "double the call, or the delivery to a target: duplicate('events', 'delivery')",
    ("entry", "drop"): "drop the delivery to a target: drop('events', 'delivery')",
    ("message", "fail"): "let the call fail: fail('sqs', 'SendMessage', target=...)",
    ("message", "throttle"): "throttle the call: throttle('sqs', 'SendMessage', target=...)",
}

# Words beside the names of operations: (word, service) -> place.
_PLACES = {
    **{("delivery", service): "delivery" for service in ("events", "s3", "scheduler", "sns")},
    **{("delivery", service): "handover" for service in ("dynamodb", "lambda", "sqs")},
    ("invocation", "lambda"): "invocation",
    ("invocation", "http"): "partner",
    ("message", "sqs"): "message",
    ("entry", "events"): "entry",
    ("state", "stepfunctions"): "state",
}


class FaultError(ValueError):
    """A fault that the lab cannot make; the text says why, and what to ask for instead."""


def place_of(kind: str, service: str, operation: str | None) -> tuple[str, str]:
    """Return the place that a service's operation (or delivery, invocation, message, state) is, and how it names the service.

    Raises FaultError.
    """
    words = {word for word, _ in _PLACES}
    place = _PLACES.get((operation or "", service), "")
    if not place and operation in words:
        known = ", ".join(sorted(each for word, each in _PLACES if word == operation))
        raise FaultError(f"{service} has no {operation} that could go wrong here; these have: {known}")
    if not place:
        place, service = "call", _checked(service, operation)
    if kind not in MEANINGS[place]:
        raise FaultError(f"{kind} does not work for a {operation} of {service}: {_INSTEAD[place, kind]}")
    return place, service


# Requests to an API come by HTTP, and whatever answers them can be struck.
_NOT_BOTO3 = {"execute-api", "http"}


@cache
def model_of(service: str) -> ServiceModel:
    """Return botocore's model of a service. Raises FaultError where there is none of this name."""
    try:
        return ServiceModel(loader().load_service_model(service, "service-2"), service)
    except UnknownServiceError as unknown:
        if service in _NOT_BOTO3:
            raise FaultError(
                f"{service} has no calls by boto3: strike the function or service behind an API, or a partner by "
                "fail('http', 'invocation', target=url)"
            ) from None
        near = difflib.get_close_matches(service, unknown.kwargs["known_service_names"].split(", "), n=1)
        raise FaultError(f"boto3 has no service {service!r}{_hint(near)}") from None


def _checked(service: str, operation: str | None) -> str:
    model = model_of(service)
    if operation is not None and operation not in model.operation_names:
        near = difflib.get_close_matches(operation, model.operation_names, n=1)
        raise FaultError(f"{service} has no operation {operation!r}{_hint(near)}")
    return service_name(model.service_id.hyphenize())


def _hint(near: list[str]) -> str:
    return f"; the nearest is {near[0]!r}" if near else ""
