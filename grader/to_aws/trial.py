"""The one call by which somebody tries what was exported: to its entrance, with what the exercise's check sent there first."""

from collections.abc import Callable, Mapping
from typing import Any

from course.cloud.account import Account
from course.cloud.trace import Span

from .found import Trial

__all__ = ["trial"]

# What an entrance is, the outermost first.
_ENTRANCES = ("api", "state machine", "topic", "bus", "bucket", "queue", "function", "table")
NOTHING: dict[str, Any] = {}


def trial(account: Account) -> Trial | None:
    """Return the call, None where there is no entrance. It is read from the trace, and makes no call."""
    nodes = account.inventory().nodes
    found = next(filter(None, ([node for node in nodes if node.kind == kind] for kind in _ENTRANCES)), [])
    for node in found:
        if node.kind == "api":
            if said := _request(account, node.id):
                return Trial(node.kind, node.name, said)
            continue
        for span in account.trace:
            if span.kind == "call" and (said := _READERS[node.kind](span, node.id, node.name)) is not None:
                return Trial(node.kind, node.name, said)
    return Trial(found[-1].kind, found[-1].name, NOTHING) if found else None


def _request(account: Account, address: str) -> dict[str, Any] | None:
    asked = account.front_door.first.get(address.rpartition("/")[2])
    if asked is None:
        return None
    api = next(span for span in account.trace if span.service == "execute-api")
    path = asked.path.removeprefix(f"/{api.detail.get('stage', '')}")
    return {"verb": asked.method, "path": path, "body": asked.body.decode("utf-8", "replace")}


def _start(span: Span, address: str, name: str) -> dict[str, Any] | None:  # noqa: ARG001  a reader's signature
    asked = _asked(span, "stepfunctions", "StartExecution", stateMachineArn=address)
    return {"input": asked.get("input", "{}")} if asked else None


def _publish(span: Span, address: str, name: str) -> dict[str, Any] | None:  # noqa: ARG001  a reader's signature
    asked = _asked(span, "sns", "Publish", TopicArn=address)
    if not asked:
        return None
    attributes = {asked[key]: _attribute(asked, key) for key in asked if key.endswith(".Name")}
    return {"Message": asked.get("Message", ""), "MessageAttributes": attributes}


def _attribute(asked: Mapping[str, Any], key: str) -> dict[str, str]:
    begin = key.removesuffix("Name") + "Value."
    return {name.removeprefix(begin): value for name, value in asked.items() if name.startswith(begin)}


def _put_events(span: Span, address: str, name: str) -> dict[str, Any] | None:
    asked = _asked(span, "events", "PutEvents")
    first: dict[str, Any] = next(iter(asked.get("Entries", ())), {})
    return {"Entries": [first]} if first and first.get("EventBusName", "default") in (name, address) else None


def _put_object(span: Span, address: str, name: str) -> dict[str, Any] | None:  # noqa: ARG001  a reader's signature
    return (
        {"Key": span.detail["parameters"].get("Key", "")}
        if _asked(span, "s3", "PutObject", Bucket=name)
        else None
    )


def _send(span: Span, address: str, name: str) -> dict[str, Any] | None:  # noqa: ARG001  a reader's signature
    asked = _asked(span, "sqs", "SendMessage")
    return {"MessageBody": asked.get("MessageBody", "")} if asked and span.target == name else None


def _invoke(span: Span, address: str, name: str) -> dict[str, Any] | None:  # noqa: ARG001  a reader's signature
    return NOTHING if span.service == "lambda" and span.name == "Invoke" and span.target == name else None


def _put_item(span: Span, address: str, name: str) -> dict[str, Any] | None:  # noqa: ARG001  a reader's signature
    asked = _asked(span, "dynamodb", "PutItem", TableName=name)
    return {"Item": asked["Item"]} if asked else None


def _asked(span: Span, service: str, operation: str, **wanted: str) -> dict[str, Any]:
    asked: dict[str, Any] = span.detail.get("parameters", {})
    is_it = (span.service, span.name) == (service, operation)
    return asked if is_it and all(asked.get(name) == value for name, value in wanted.items()) else {}


_READERS: dict[str, Callable[[Span, str, str], dict[str, Any] | None]] = {
    "state machine": _start,
    "topic": _publish,
    "bus": _put_events,
    "bucket": _put_object,
    "queue": _send,
    "function": _invoke,
    "table": _put_item,
}
