"""From an ARN, or the parameters of a call, to the id of what is meant on a map."""

import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

from course.cloud.request import resource_name

from .world import World

__all__ = ["called", "meant", "parameters_in"]


def meant(world: World, arn: str) -> str:
    """Return the id of the resource that an ARN leads to: without version, alias, or a log group's streams."""
    parts = arn.split(":")
    if arn.startswith(("arn:aws:lambda:", "arn:aws:logs:")):
        return ":".join(parts[:7])
    if arn.startswith("arn:aws:states:") and "stateMachine" in parts:
        return ":".join(parts[:7])
    if arn.startswith("arn:aws:scheduler:::aws-sdk:") and len(parts) == 8:
        return f"service:{parts[6]}"
    if arn.startswith("arn:aws:dynamodb:"):
        return arn.partition("/stream/")[0]
    return (
        arn
        if "://" in arn or arn.startswith(("arn:", "service:"))
        else world.arn("lambda", f"function:{arn}")
    )


def called(world: World, service: str, parameters: Any) -> list[str]:
    """Return the ids of the resources that a call of a service names, or of the service where it names none."""
    found = list(dict.fromkeys(_named(world, service.lower(), parameters)))
    return found or [f"service:{service}"]


def _named(world: World, service: str, parameters: Any) -> Iterator[str]:
    if not isinstance(parameters, dict):
        return
    for name, where in _NAMING.get(service, {}).items():
        value = parameters.get(name)
        if _is_text(value):
            yield where(world, str(value))
    yield from _within(world, service, parameters)


def _within(world: World, service: str, parameters: dict[str, Any]) -> Iterator[str]:
    """What stands deeper: the buses of entries, the tables of batches and transactions."""
    if service in {"events", "eventbridge"}:
        for entry in _objects(parameters.get("Entries")):
            bus = entry.get("EventBusName", "default")
            if _is_text(bus) and "EventBusName.$" not in entry:
                yield _bus(world, str(bus))
    if service == "dynamodb":
        tables = parameters.get("RequestItems")
        yield from (_table(world, name) for name in (tables if isinstance(tables, dict) else ()))
        for item in _objects(parameters.get("TransactItems")):
            yield from (
                _table(world, each["TableName"])
                for each in _objects(list(item.values()))
                if _is_text(each.get("TableName"))
            )


def _objects(value: Any) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _is_text(value: Any) -> bool:
    """Tell whether it stands there, and is not to be worked out at run time."""
    return isinstance(value, str) and bool(value) and not value.startswith("{%")


def _queue(world: World, url: str) -> str:
    return world.arn("sqs", resource_name(url)) if urlsplit(url).path.count("/") > 1 else url


def _table(world: World, name: str) -> str:
    return name if name.startswith("arn:") else world.arn("dynamodb", f"table/{name}")


def _bus(world: World, name: str) -> str:
    return name if name.startswith("arn:") else world.arn("events", f"event-bus/{name}")


def _bucket(_: World, name: str) -> str:
    return f"arn:aws:s3:::{name}"


def _api(world: World, host: str) -> str:
    name = host.removeprefix("https://").partition(".")[0]
    return f"arn:aws:apigateway:{world.account.region}::/restapis/{name}"


def _log_group(world: World, name: str) -> str:
    return world.arn("logs", f"log-group:{name}")


def _function(world: World, name: str) -> str:
    return meant(world, name if name.startswith("arn:") else name.partition(":")[0])


# By service, in the words of its SDK and of Step Functions: the parameters that name a resource.
_NAMING: dict[str, dict[str, Callable[[World, str], str]]] = {
    "apigateway": {"ApiEndpoint": _api},
    "cloudwatchlogs": {"LogGroupName": _log_group},
    "dynamodb": {"TableName": _table},
    "http": {"ApiEndpoint": lambda _, url: url},
    "lambda": {"FunctionName": _function},
    "s3": {"Bucket": _bucket},
    "sfn": {"StateMachineArn": meant},
    "sns": {"TopicArn": meant, "TargetArn": meant},
    "sqs": {"QueueUrl": _queue, "QueueName": lambda world, name: world.arn("sqs", name)},
    "states": {"StateMachineArn": meant},
}


def parameters_in(text: str | None) -> Any:
    """Return the parameters that stand in a JSON text; None where there is none."""
    try:
        return json.loads(text or "null")
    except ValueError:
        return None
