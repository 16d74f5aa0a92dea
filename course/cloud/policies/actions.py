"""What a call asks of IAM: the action, and the resource by its ARN.

Most actions are called as the operation is, with the service's prefix before it; the exceptions are tables here. Where
nothing below says which resource a call is about it is about *, which only a statement for all resources allows.
https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
"""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from moto.secretsmanager.models import secretsmanager_backends

from course.cloud.request import resource_name

from . import object_actions
from .made import Made, Pair

__all__ = ["wanted"]


def wanted(made: Made) -> list[Pair]:
    """Return the actions and resources that somebody needs to be allowed for a call; none for one that all may make."""
    if (made.service, made.operation) == ("sts", "GetCallerIdentity"):
        return []
    way = _WAYS.get(made.service)
    if way is not None:
        return list(dict.fromkeys(way(made)))
    prefix = _PREFIXES.get(made.service, made.service.replace("-", ""))
    return [(f"{prefix}:{made.operation}", "*")]


# Where a service's prefix in policies is not its name here.
_PREFIXES = {
    "apigatewaymanagementapi": "execute-api",
    "apigatewayv2": "apigateway",
    "cognito-identity-provider": "cognito-idp",
    "resource-groups-tagging-api": "tag",
    "sesv2": "ses",
}


def _queues(made: Made) -> Iterator[Pair]:
    name = resource_name(made.text("QueueUrl", "QueueName"))
    operation = made.operation.removesuffix("Batch")
    yield f"sqs:{operation}", made.arn("sqs", name) if name else "*"


def _topics(made: Made) -> Iterator[Pair]:
    arn = made.text("TopicArn", "TargetArn", "ResourceArn") or ":".join(
        made.text("SubscriptionArn").split(":")[:6]
    )
    if not arn and made.text("Name"):
        arn = made.arn("sns", made.text("Name"))
    yield f"sns:{made.operation.removesuffix('Batch')}", arn or "*"


def _tables(made: Made) -> Iterator[Pair]:
    operation, parameters = made.operation, made.parameters
    if operation in ("BatchGetItem", "BatchWriteItem"):
        for name in parameters.get("RequestItems") or {}:
            yield f"dynamodb:{operation}", _table(made, str(name))
    elif operation in ("TransactGetItems", "TransactWriteItems"):
        for item in parameters.get("TransactItems") or []:
            for kind, asked in item.items():
                action = "ConditionCheckItem" if kind == "ConditionCheck" else f"{kind}Item"
                yield f"dynamodb:{action}", _table(made, str(asked.get("TableName", "")))
    elif name := made.text("TableName", "ResourceArn", "StreamArn"):
        index = made.text("IndexName") if operation in ("Query", "Scan") else ""
        yield f"dynamodb:{operation}", _table(made, name) + (f"/index/{index}" if index else "")
    else:
        yield f"dynamodb:{operation}", "*"


def _table(made: Made, name: str) -> str:
    return made.arn("dynamodb", name if name.startswith("arn:") else f"table/{name}")


_FUNCTION_ACTIONS = {"Invoke": "InvokeFunction", "InvokeAsync": "InvokeFunction"}


def _functions(made: Made) -> Iterator[Pair]:
    parts = urlsplit(made.url)
    path = parts.path.split("/")
    name = (
        unquote(path[path.index("functions") + 1]) if "functions" in path[:-1] else made.text("FunctionName")
    )
    plain, _, qualifier = name.split(":function:", 1)[-1].partition(":")
    qualifier = qualifier or (parse_qs(parts.query).get("Qualifier") or [""])[0]
    # What is asked of $LATEST is asked of the function itself.
    end = f":{qualifier}" if qualifier not in ("", "$LATEST") else ""
    arn = made.arn("lambda", f"function:{plain}") + end if plain else "*"
    yield f"lambda:{_FUNCTION_ACTIONS.get(made.operation, made.operation)}", arn


def _machines(made: Made) -> Iterator[Pair]:
    arn = made.text(
        "stateMachineArn",
        "stateMachineVersionArn",
        "stateMachineAliasArn",
        "executionArn",
        "mapRunArn",
        "activityArn",
        "resourceArn",
    )
    kind = "activity" if made.operation == "CreateActivity" else "stateMachine"
    if not arn and made.text("name"):
        arn = made.arn("states", f"{kind}:{made.text('name')}")
    yield f"states:{made.operation}", arn or "*"


def _rules(made: Made) -> Iterator[Pair]:
    if made.operation == "PutEvents":
        for entry in made.parameters.get("Entries") or []:
            yield "events:PutEvents", _bus(made, str(entry.get("EventBusName") or "default"))
        return
    bus, rule = made.text("EventBusName"), made.text("Rule")
    if not rule and made.operation.endswith("Rule"):
        rule = made.text("Name")
    if rule:
        within = "" if bus in ("", "default") else f"{resource_name(bus)}/"
        yield f"events:{made.operation}", made.arn("events", f"rule/{within}{rule}")
    elif made.operation.endswith("EventBus"):
        yield f"events:{made.operation}", _bus(made, made.text("Name") or "default")
    else:
        yield f"events:{made.operation}", "*"


def _bus(made: Made, name: str) -> str:
    return made.arn("events", name if name.startswith("arn:") else f"event-bus/{name}")


def _schedules(made: Made) -> Iterator[Pair]:
    name = urlsplit(made.url).path.rpartition("/schedules/")[2].strip("/")
    group = made.text("GroupName") or (parse_qs(urlsplit(made.url).query).get("groupName") or ["default"])[0]
    yield (
        f"scheduler:{made.operation}",
        made.arn("scheduler", f"schedule/{group}/{unquote(name)}") if name else "*",
    )


def _logs(made: Made) -> Iterator[Pair]:
    group, stream = made.text("logGroupName"), made.text("logStreamName")
    end = f"log-stream:{stream}" if stream else "*"
    yield f"logs:{made.operation}", made.arn("logs", f"log-group:{group}:{end}") if group else "*"


def _sts(made: Made) -> Iterator[Pair]:
    yield f"sts:{made.operation}", made.text("RoleArn") or "*"


def _metrics(made: Made) -> Iterator[Pair]:
    names = made.text("AlarmName")
    yield f"cloudwatch:{made.operation}", made.arn("cloudwatch", f"alarm:{names}") if names else "*"


def _settings(made: Made) -> Iterator[Pair]:
    names = made.parameters.get("Names") or [made.text("Name", "Path")]
    for name in names:
        yield f"ssm:{made.operation}", made.arn("ssm", f"parameter/{str(name).lstrip('/')}") if name else "*"


def _secrets(made: Made) -> Iterator[Pair]:
    asked = made.text("SecretId", "Name")
    # A secret's ARN ends in letters that are drawn by lot; of one that is not there, nobody knows them.
    kept: Any = (
        None
        if asked.startswith("arn:")
        else secretsmanager_backends[made.owner][made.region].secrets.get(asked)
    )
    name = kept.arn if kept else asked if asked.startswith("arn:") else f"secret:{asked}"
    yield f"secretsmanager:{made.operation}", made.arn("secretsmanager", name) if asked else "*"


_WAYS: dict[str, Callable[[Made], Iterator[Pair]]] = {
    "cloudwatch": _metrics,
    "logs": _logs,
    "dynamodb": _tables,
    "dynamodbstreams": _tables,
    "events": _rules,
    "lambda": _functions,
    "s3": object_actions.wanted,
    "scheduler": _schedules,
    "secretsmanager": _secrets,
    "sns": _topics,
    "sqs": _queues,
    "ssm": _settings,
    "stepfunctions": _machines,
    "sts": _sts,
}
