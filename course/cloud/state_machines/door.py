"""From a boto3 request to an answer: JSON in, JSON out, in the shapes of the service's own model.

Source: https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html
"""

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from botocore.awsrequest import AWSPreparedRequest

from course.cloud.refusal import Response

from .constraints import check, read
from .operations import OPERATIONS
from .refusals import RefusedError

if TYPE_CHECKING:
    from .service import StateMachines

__all__ = ["answer"]

JSON = "application/x-amz-json-1.0"


def answer(service: "StateMachines", operation: str, request: AWSPreparedRequest) -> Response | None:
    """Answer a request to Step Functions; None for an operation that the lab does not know."""
    work = OPERATIONS.get(operation)
    if work is None:
        return None
    account = service.account
    model = account.client("stepfunctions").meta.service_model.operation_model(operation)
    try:
        parameters = read(model.input_shape, request.body or b"{}")
        check(model.input_shape, parameters)
        found = work(service, parameters)
    except RefusedError as refusal:
        body = {"__type": refusal.code, "message": refusal.message, **refusal.also}
        return _response(account.new_id(), 400, body, {"x-amzn-ErrorType": refusal.code})
    return _response(account.new_id(), 200, _sent(model.output_shape, found), {})


def _response(request_id: str, status: int, body: Any, headers: dict[str, str]) -> Response:
    about = {"Content-Type": JSON, "x-amzn-RequestId": request_id, **headers}
    return status, about, json.dumps(body, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _sent(shape: Any, value: Any) -> Any:
    """Return a value as it goes over the wire; what the model does not know would never arrive."""
    if shape.type_name == "structure":
        unknown = value.keys() - shape.members.keys()
        assert not unknown, f"{shape.name} has no {', '.join(sorted(unknown))}"  # noqa: S101  a slip of ours
        return {name: _sent(shape.members[name], each) for name, each in value.items() if each is not None}
    if shape.type_name == "list":
        return [_sent(shape.member, each) for each in value]
    if shape.type_name == "map":
        return {name: _sent(shape.value, each) for name, each in value.items()}
    return round(value.timestamp(), 3) if isinstance(value, datetime) else value
