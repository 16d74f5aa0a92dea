"""AWS with a Lambda function: templates make its event and shape its result.

https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-custom-integrations.html
"""

import json
from typing import Any

from course.cloud.front_door.gateway_response import RefusedError
from course.cloud.front_door.headers import Headers
from course.cloud.front_door.messages import Answer
from course.cloud.front_door.visit import Visit

from . import function
from .outgoing import Outgoing, Reply
from .request_mapping import map_request
from .response_mapping import map_response

__all__ = ["answer"]


def answer(visit: Visit) -> Answer:
    """Return what the integration responses make of a function's result, or of its error's message."""
    function.check_verb(visit.integration.get("httpMethod"))
    outgoing = map_request(visit)
    called = function.find(
        visit.account, outgoing.uri, visit.source_arn, visit.integration.get("credentials")
    )
    visit.log.write(f"Endpoint request body after transformations: {outgoing.body}")
    visit.log.write(f"Sending request to {outgoing.uri}")
    document = _event(outgoing)
    if outgoing.headers.get("X-Amz-Invocation-Type", "RequestResponse") == "Event":
        function.enqueue(visit.account, called, document)
        return map_response(visit, Reply(202, ""))
    outcome = function.run(visit.account, called, document)
    if outcome.refusal:
        message = json.dumps({"message": outcome.refusal.message})
        return map_response(visit, Reply(outcome.refusal.status, outcome.refusal.message, Headers(), message))
    return map_response(visit, Reply(200, _error_message(outcome.payload), Headers(), outcome.payload))


def _event(outgoing: Outgoing) -> Any:
    try:
        return json.loads(outgoing.body or "{}")
    except ValueError as problem:
        raise RefusedError(
            "DEFAULT_5XX",
            status=400,
            message=f"Could not parse request body into json: {problem}",
            why=f"Lambda cannot read its event: {problem}",
        ) from None


def _error_message(payload: str) -> str:
    """Return what patterns are compared with: the message of an error, "" of a result."""
    document = json.loads(payload)
    message = document.get("errorMessage") if isinstance(document, dict) else None
    return str(message or "")
