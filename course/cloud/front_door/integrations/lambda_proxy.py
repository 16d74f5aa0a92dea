"""AWS_PROXY: a function gets the whole request, and its payload is the whole answer."""

import json

from course.cloud.front_door.gateway_response import RefusedError
from course.cloud.front_door.messages import Answer
from course.cloud.front_door.stage_variables import filled
from course.cloud.front_door.visit import Visit

from . import function
from .lambda_event import answer_of, event

__all__ = ["answer"]


def answer(visit: Visit) -> Answer:
    """Return a function's answer. Raises RefusedError: 502 for what failed or makes no answer, 500 for what may not run."""
    function.check_verb(visit.integration.get("httpMethod"))
    uri = filled(visit.integration["uri"], visit.variables)
    called = function.find(visit.account, uri, visit.source_arn, visit.integration.get("credentials"))
    document = event(visit)
    visit.log.write(f"Endpoint request URI: {uri}")
    visit.log.write(f"Endpoint request body after transformations: {json.dumps(document)}")
    visit.log.write(f"Sending request to {uri}")
    outcome = function.run(visit.account, called, document)
    visit.log.write(f"Endpoint response body before transformations: {outcome.payload}")
    if outcome.refusal:
        status = outcome.refusal.status
        raise RefusedError("API_CONFIGURATION_ERROR", why=f"Lambda invocation failed with status: {status}.")
    visit.integration_status = 200
    if outcome.failed:
        raise RefusedError(
            "DEFAULT_5XX",
            why="Lambda execution failed with status 200 due to customer function error: "
            f"{outcome.error.get('errorMessage')}.",
        )
    answered = answer_of(visit, outcome.payload)
    visit.log.write(f"Method response body after transformations: {answered.body}")
    return answered
