"""What a boto3 request asks for, and of which resource, read from its bytes."""

import json
import re
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from botocore.awsrequest import AWSPreparedRequest

from .form_fields import form_fields

__all__ = ["parameters_of", "region_of", "resource_name", "service_name", "tables_in", "target_of"]

# Where the name by which botocore announces a service is not the one by which people make its client.
_SERVICES = {
    "api-gateway": "apigateway",
    "cloudwatch-logs": "logs",
    "dynamodb-streams": "dynamodbstreams",
    "eventbridge": "events",
    "secrets-manager": "secretsmanager",
    "sfn": "stepfunctions",
}

# The parameters that name the resource a call is about; the first that is there counts.
_NAMING = (
    "TopicArn",
    "TargetArn",
    "QueueUrl",
    "QueueName",
    "TableName",
    "FunctionName",
    "Name",
    "ResourceArn",
    "SubscriptionArn",
    "stateMachineArn",
    "stateMachineVersionArn",
    "stateMachineAliasArn",
    "executionArn",
    "mapRunArn",
    "activityArn",
    "resourceArn",
    "name",
    "Rule",
    "ArchiveName",
    "ReplayName",
    "AlarmName",
)


def service_name(announced: str) -> str:
    """Return what the lab calls a service, by the name under which botocore announces its requests."""
    return _SERVICES.get(announced, announced)


_REGION = re.compile(r"\.(?P<region>[a-z]{2}(?:-[a-z]+)+-\d)\.amazonaws\.com")


def parameters_of(service: str, operation: str, request: AWSPreparedRequest) -> dict[str, Any]:
    """Return what was asked, as far as the protocol shows it: the JSON body, or the fields of a form.

    What an object in S3 holds is not among it; the code of a function is replaced by its size.
    """
    if service == "s3":
        return {}
    if "form-urlencoded" in str(request.headers.get("Content-Type", "")):
        return _form(request.body)
    text = _text(request.body)
    read = _json(text)
    if (service, operation) == ("lambda", "Invoke"):
        return {"Payload": text if read is None else read}
    return _without_code(read) if isinstance(read, dict) else {}


def target_of(service: str, request: AWSPreparedRequest, parameters: dict[str, Any]) -> str:
    """Return the name of the resource that the call is about; "" where it is about none."""
    parts = urlsplit(request.url)
    path = [unquote(part) for part in parts.path.split("/") if part]
    if service == "s3":
        return path[0] if parts.netloc.startswith("s3.") and path else parts.netloc.split(".s3")[0]
    if service == "lambda" and "functions" in path[:-1]:
        return resource_name(path[path.index("functions") + 1])
    for key in _NAMING:
        if isinstance(value := parameters.get(key), str):
            return resource_name(value)
    return ""


def region_of(request: AWSPreparedRequest) -> str:
    """Return the Region that the host of a request names; "" where it names none, as that of IAM."""
    return _region(urlsplit(request.url).netloc)


@lru_cache(256)
def _region(host: str) -> str:
    found = _REGION.search(host)
    return found["region"] if found else ""


def tables_in(parameters: dict[str, Any]) -> list[str]:
    """Return the tables that a batch or a transaction of DynamoDB's is about, each once; none for any other call."""
    batch, steps = parameters.get("RequestItems"), parameters.get("TransactItems")
    named = list(batch) if isinstance(batch, dict) else []
    for step in steps if isinstance(steps, list) else []:
        asked = step.values() if isinstance(step, dict) else ()
        named += [each.get("TableName") for each in asked if isinstance(each, dict)]
    return list(dict.fromkeys(resource_name(name) for name in named if isinstance(name, str)))


def resource_name(address: str) -> str:
    """Return the name within an ARN, a queue's URL, or ``function:qualifier``; any other URL is a name itself."""
    if address.startswith("arn:"):
        parts = address.split(":")
        if len(parts) < 6:
            return address  # it only looks like one; the service will say so
        if parts[2] == "states" and len(parts) > 6:
            return parts[6].partition("/")[0]
        if parts[2] == "logs" and len(parts) > 6:
            return parts[6]
        if parts[5] == "aws-sdk":
            return ":".join(parts[6:])
        if parts[2] == "events" and parts[5].startswith(("api-destination/", "connection/")):
            return parts[5].split("/")[1]
        # A subscription goes by its topic, a version or an alias by its function.
        return (parts[6] if parts[2] == "lambda" and len(parts) > 6 else parts[5]).rsplit("/", 1)[-1]
    if "://" in address:
        is_queue = urlsplit(address).netloc.startswith(("sqs.", "queue.", "localhost"))
        return address.rstrip("/").rsplit("/", 1)[-1] if is_queue else address
    return address.split(":", maxsplit=1)[0]


def _form(body: Any) -> dict[str, str]:
    """Return the first value of each field of a form, but for those that have none and those that name the operation."""
    fields = form_fields(body.encode() if isinstance(body, str) else bytes(body or b""))
    if fields is None:
        fields = tuple(parse_qsl(_text(body)))
    first: dict[str, str] = {}
    for name, value in fields:
        if value and name not in first and name not in {"Action", "Version"}:
            first[name] = value
    return first


def _text(body: Any) -> str:
    if isinstance(body, bytes | bytearray):
        return body.decode("utf-8", "replace")
    return body if isinstance(body, str) else ""


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def _without_code(parameters: dict[str, Any]) -> dict[str, Any]:
    return {
        key: f"({len(value) * 3 // 4} bytes of code)"
        if key == "ZipFile"
        else _without_code(value)
        if isinstance(value, dict)
        else value
        for key, value in parameters.items()
    }
