"""The policy that stands on a resource: a queue's, a topic's, a function's, a bus's, a bucket's."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from moto.awslambda.exceptions import UnknownFunctionException
from moto.awslambda.models import lambda_backends
from moto.events.models import events_backends
from moto.s3.models import s3_backends
from moto.sns.models import sns_backends
from moto.sqs.models import sqs_backends

from .asking import account_of
from .evaluation import Policy, policy
from .kinds import BUCKET, BUS, FUNCTION, QUEUE, TOPIC, Kind

__all__ = ["all_of", "policy_of"]


def policy_of(arn: str, owner: str) -> Policy | None:
    """Read the policy of a resource of the account `owner`; None where it has none, or is none that could have one."""
    parts = arn.split(":", 5)
    way = _WAYS.get(parts[2]) if len(parts) == 6 and account_of(arn) in ("", owner) else None
    if way is None:
        return None
    kind, find = way
    name = parts[5].partition("/")[0] if parts[2] == "s3" else parts[5]
    document = find(owner, parts[3], name)
    if not document:
        return None
    return policy(
        f"policy of {kind.thing} {name.rpartition('/')[2].removeprefix('function:')}", kind, document
    )


def all_of(owner: str, region: str) -> Iterator[str]:
    """Yield the ARN of every resource of the account that may have a policy."""
    for queue in sqs_backends[owner][region].queues.values():
        yield queue.queue_arn
    yield from sns_backends[owner][region].topics
    for function in lambda_backends[owner][region].list_functions():
        yield ":".join(function.function_arn.split(":")[:7])
    for bus in events_backends[owner][region].event_buses.values():
        yield bus.arn
    for name in s3_backends[owner]["aws"].buckets:
        yield f"arn:aws:s3:::{name}"


def _of_queue(owner: str, region: str, name: str) -> object:
    queue: Any = sqs_backends[owner][region].queues.get(name)
    return queue.policy if queue else None


def _of_topic(owner: str, region: str, name: str) -> object:
    topic = sns_backends[owner][region].topics.get(f"arn:aws:sns:{region}:{owner}:{name}")
    return topic.policy if topic else None


def _of_bus(owner: str, region: str, name: str) -> object:
    bus = events_backends[owner][region].event_buses.get(name.rpartition("event-bus/")[2])
    return bus.policy if bus else None


def _of_bucket(owner: str, _: str, name: str) -> object:
    bucket: Any = s3_backends[owner]["aws"].buckets.get(name)
    found = bucket.policy if bucket else None
    return found.decode() if isinstance(found, bytes) else found


def _of_function(owner: str, region: str, name: str) -> object:
    """Return the statements that AddPermission has made, of the function and of its versions and aliases."""
    _, plain, *qualifier = name.split(":")
    try:
        function: Any = lambda_backends[owner][region].get_function(plain, *qualifier)
    except (UnknownFunctionException, ValueError):
        return None
    statements = [_statement(each) for each in function.policy.statements]
    return json.dumps({"Statement": statements}) if statements else None


def _statement(kept: dict[str, Any]) -> dict[str, Any]:
    """Write a statement of moto's as Lambda shows it."""
    principal = kept.get("Principal")
    if isinstance(principal, str) and principal != "*":
        principal = {"Service" if principal.endswith(".amazonaws.com") else "AWS": principal}
    known = ("Sid", "Effect", "Action", "Resource", "Condition")
    return {**{name: kept[name] for name in known if name in kept}, "Principal": principal}


_WAYS: dict[str, tuple[Kind, Callable[[str, str, str], object]]] = {
    "events": (BUS, _of_bus),
    "lambda": (FUNCTION, _of_function),
    "s3": (BUCKET, _of_bucket),
    "sns": (TOPIC, _of_topic),
    "sqs": (QUEUE, _of_queue),
}
