"""AWS: a call of another service, without a function in between.

https://docs.aws.amazon.com/apigateway/latest/api/API_Integration.html#apigw-Type-Integration-uri
"""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlencode

from botocore.awsrequest import AWSPreparedRequest, HeadersDict

from course.cloud.front_door.gateway_response import RefusedError
from course.cloud.front_door.headers import Headers
from course.cloud.front_door.messages import Answer
from course.cloud.front_door.visit import Visit

from . import query_reply, role
from .outgoing import Outgoing, Reply
from .request_mapping import map_request
from .response_mapping import map_response

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["Address", "answer", "read_address"]

_URI = re.compile(
    r"arn:aws:apigateway:(?P<region>[^:]+):(?:[^:.]+\.)?(?P<service>[^:.]+):(?P<kind>path|action)/(?P<rest>.*)"
)
# Where API Gateway knows a service by another name than boto3 does; only these are answered.
SERVICES = {
    "dynamodb": "dynamodb",
    "events": "events",
    "kinesis": "kinesis",
    "secretsmanager": "secretsmanager",
    "sns": "sns",
    "sqs": "sqs",
    "ssm": "ssm",
    "states": "stepfunctions",
}
# These speak the older protocol of forms, and answer API Gateway in JSON nevertheless.
_OF_FORMS = {"sns": "2010-03-31", "sqs": "2012-11-05"}


@dataclass(frozen=True)
class Address:
    """An integration's URI, read: `rest` is the action's name, or the path at the service."""

    region: str
    service: str
    kind: str
    rest: str


def read_address(uri: str) -> Address | None:
    """Return what an integration's URI says; None for one in another form."""
    found = _URI.fullmatch(uri)
    return Address(**found.groupdict()) if found else None


def answer(visit: Visit) -> Answer:
    """Return what the integration responses make of the service's answer."""
    outgoing = map_request(visit)
    credentials = visit.integration.get("credentials")
    role.check(visit.account, credentials)
    if (span := next(visit.account.trace.causes(), None)) is not None:
        span.detail["role"] = credentials  # in whose name all that comes of the request is done
    address = read_address(outgoing.uri)
    if address is None or address.service not in SERVICES:
        raise RefusedError(
            "API_CONFIGURATION_ERROR", why=f"the lab does not do integrations with {outgoing.uri}"
        )
    visit.log.write(f"Endpoint request URI: {outgoing.uri}")
    visit.log.write(f"Endpoint request body after transformations: {outgoing.body}")
    visit.log.write(f"Sending request to {outgoing.uri}")
    way = _by_form if _is_form(address, outgoing) else _by_target
    return map_response(visit, way(visit.account, address, outgoing))


def _is_form(address: Address, outgoing: Outgoing) -> bool:
    return address.service in _OF_FORMS and "X-Amz-Target" not in outgoing.headers


def _by_target(account: "Account", address: Address, outgoing: Outgoing) -> Reply:
    """Make a call whose operation stands in a header, and whose parameters are a JSON object; by POST alone."""
    if outgoing.method != "POST":
        return Reply(404, "404", Headers({"Content-Type": "application/xml"}), "<UnknownOperationException/>")
    metadata = _model(account, address.service).metadata
    if address.kind == "action":
        outgoing.headers.put("X-Amz-Target", f"{metadata['targetPrefix']}.{address.rest}")
    operation = outgoing.headers.get("X-Amz-Target", "").rpartition(".")[2]
    outgoing.headers.put("Content-Type", f"application/x-amz-json-{metadata.get('jsonVersion', '1.0')}")
    reply = _send(account, address, operation, outgoing.headers, outgoing.body or "{}", "")
    return Reply(reply.status, str(reply.status), reply.headers, reply.body)


def _by_form(account: "Account", address: Address, outgoing: Outgoing) -> Reply:
    """Make a call whose operation and parameters are a form, in the body or behind the question mark."""
    fields = {**outgoing.query, **parse_qs(outgoing.body, keep_blank_values=True)}
    if address.kind == "action":
        fields["Action"] = [address.rest]
    fields.setdefault("Version", [_OF_FORMS[address.service]])
    path = address.rest if address.kind == "path" else ""
    host = f"{address.service}.{address.region}.amazonaws.com"
    if address.service == "sqs" and path:
        fields["QueueUrl"] = [f"https://{host}/{path}"]
    operation = fields.get("Action", [""])[-1]
    outgoing.headers.put("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
    reply = _send(account, address, operation, outgoing.headers, urlencode(fields, doseq=True), path)
    return Reply(reply.status, str(reply.status), reply.headers, query_reply.as_json(reply.body))


def _send(
    account: "Account", address: Address, operation: str, headers: Headers, body: str, path: str
) -> Reply:
    """Send a request to a service through the account's own door, as boto3 does."""
    from course.cloud import entry

    model = _model(account, address.service)
    if operation not in model.operation_names:
        raise RefusedError(
            "API_CONFIGURATION_ERROR",
            why=f"Execution failed due to configuration error: {address.service} has no action {operation!r}",
        )
    signature = (
        f"AWS4-HMAC-SHA256 Credential=APIGATEWAY/20250301/{address.region}/{address.service}/aws4_request"
    )
    headers.put("Authorization", signature)
    request = AWSPreparedRequest(
        method="POST",
        url=f"https://{address.service}.{address.region}.amazonaws.com/{path}",
        headers=HeadersDict(headers.last()),
        body=body.encode(),
        stream_output=False,
    )
    answered = entry.answer(f"before-send.{model.service_id.hyphenize()}.{operation}", request)
    if answered is None:
        raise LookupError("no account answers")
    found = Headers({str(name): str(value) for name, value in answered.headers.items()})
    return Reply(answered.status_code, "", found, answered.content.decode("utf-8", "replace"))


def _model(account: "Account", service: str) -> Any:
    return account.client(SERVICES[service]).meta.service_model
