"""What comes back by a task token.

Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskSuccess.html and its siblings
"""

import json
from typing import TYPE_CHECKING, Any

from course.asl.engine import CallbackError
from course.asl.json_text import PAYLOAD, fits
from course.cloud.json_problem import json_problem

from .refusals import RefusedError, invalid

if TYPE_CHECKING:
    from .service import StateMachines

__all__ = ["fail", "heartbeat", "succeed"]

Parameters = dict[str, Any]


def succeed(service: "StateMachines", asked: Parameters) -> dict[str, Any]:
    """SendTaskSuccess."""
    # A token that is none is refused before the output is looked at.
    _sent(service.callbacks.ticket, asked["taskToken"])
    if problem := json_problem(asked["output"]):
        raise invalid("InvalidOutput", problem)
    if not fits(asked["output"]):
        raise invalid("InvalidOutput", f"The output is larger than {PAYLOAD} bytes")
    return _sent(service.callbacks.succeed, asked["taskToken"], json.loads(asked["output"]))


def fail(service: "StateMachines", asked: Parameters) -> dict[str, Any]:
    """SendTaskFailure."""
    return _sent(service.callbacks.fail, asked["taskToken"], asked.get("error"), asked.get("cause"))


def heartbeat(service: "StateMachines", asked: Parameters) -> dict[str, Any]:
    """SendTaskHeartbeat."""
    return _sent(service.callbacks.heartbeat, asked["taskToken"])


def _sent(send: Any, *arguments: Any) -> dict[str, Any]:
    try:
        send(*arguments)
    except CallbackError as refused:
        raise RefusedError(refused.code, str(refused)) from None
    return {}
