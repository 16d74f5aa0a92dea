"""MOCK: no backend at all; the request template says which integration response answers.

https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-mock-integration.html
"""

import json

from course.cloud.front_door.gateway_response import RefusedError
from course.cloud.front_door.messages import Answer
from course.cloud.front_door.visit import Visit
from course.facts import latency

from .outgoing import Reply
from .request_mapping import map_request
from .response_mapping import map_response

__all__ = ["answer"]


def answer(visit: Visit) -> Answer:
    """Return the answer that the integration response for the template's `statusCode` describes."""
    text = map_request(visit).body
    try:
        status = int(json.loads(text)["statusCode"])
    except (ValueError, TypeError, KeyError):
        raise RefusedError(
            "API_CONFIGURATION_ERROR",
            why=f"Execution failed due to configuration error: Unable to parse statusCode. It should be an integer: {text}",
        ) from None
    visit.account.clock.sleep(latency("execute-api", "mock"))
    return map_response(visit, Reply(status, str(status), body=""))
