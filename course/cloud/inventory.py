"""What exists in the account, and what is wired to what: the source of every map."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from moto.awslambda.models import lambda_backends
from moto.dynamodb.models import dynamodb_backends
from moto.events.models import EventBus, Rule, events_backends
from moto.s3.models import s3_backends
from moto.scheduler.models import scheduler_backends
from moto.sns.models import sns_backends
from moto.sqs.models import sqs_backends

from .functions import destination
from .pollers.mapping import failure_destination
from .request import resource_name
from .topics import pending

if TYPE_CHECKING:
    from .account import Account

__all__ = ["Edge", "Inventory", "Node", "take"]


@dataclass(frozen=True)
class Node:
    """A resource: its ARN (or URL), its kind and its name.

    Kinds: topic, queue, function, table, bucket, bus, rule, schedule, endpoint, missing.
    """

    id: str
    kind: str
    name: str


@dataclass(frozen=True)
class Edge:
    """A connection: subscription, dead-letter, invocation, rule (from its bus), delivery or notification.

    `state` is pending for a subscription nobody confirmed, and off for what is disabled.
    """

    source: str
    target: str
    kind: str
    label: str = ""
    state: str = "ok"


@dataclass(frozen=True)
class Inventory:
    """All resources and connections, in the order in which they were made, kind by kind."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return it as JSON-ready data."""
        return asdict(self)


def take(account: "Account") -> Inventory:
    """Take the inventory of a running account in its own region."""
    where = (account.id, account.region)
    nodes = [*_nodes(account, *where)]
    edges = [
        *_subscriptions(*where),
        *_dead_letters(*where),
        *_mappings(*where),
        *_rules(*where),
        *_schedules(*where),
        *_notifications(*where),
    ]
    # What an edge leads to exists for the map even where the account holds nothing of the kind: a deleted queue, a stranger.
    known = {node.id for node in nodes}
    strangers = sorted({edge.target for edge in edges} - known)
    nodes += [Node(each, _kind(each), resource_name(each)) for each in strangers]
    return Inventory(tuple(nodes), tuple(edges))


def _kind(stranger: str) -> str:
    return "missing" if stranger.startswith("arn:") else "endpoint"


def _nodes(account: "Account", owner: str, region: str) -> Iterator[Node]:
    for topic in sns_backends[owner][region].topics.values():
        yield Node(topic.arn, "topic", topic.name)
    for queue in sqs_backends[owner][region].queues.values():
        yield Node(queue.queue_arn, "queue", queue.name)
    for function in lambda_backends[owner][region].list_functions():
        yield Node(function.function_arn, "function", function.function_name)
    for table in dynamodb_backends[owner][region].tables.values():
        yield Node(table.table_arn, "table", table.name)
    for bucket in s3_backends[owner]["aws"].buckets.values():
        yield Node(f"arn:aws:s3:::{bucket.name}", "bucket", bucket.name)
    yield from _event_nodes(owner, region)
    for url in account.endpoints.handlers:
        yield Node(url, "endpoint", url)


def _event_nodes(owner: str, region: str) -> Iterator[Node]:
    for bus in _buses(owner, region):
        yield Node(bus.arn, "bus", bus.name)
        for rule in _own(bus):
            yield Node(rule.arn, "rule", rule.name)
    for group in scheduler_backends[owner][region].schedule_groups.values():
        for schedule in group.schedules.values():
            yield Node(schedule.arn, "schedule", schedule.name)


def _subscriptions(owner: str, region: str) -> Iterator[Edge]:
    for each in sns_backends[owner][region].subscriptions.values():
        words = ["filtered"] if each.attributes.get("FilterPolicy") not in {None, "", "{}"} else []
        if str(each.attributes.get("RawMessageDelivery")).lower() == "true":
            words.append("raw")
        state = "pending" if pending(each) else "ok"
        yield Edge(each.topic.arn, _unqualified(each.endpoint), "subscription", ", ".join(words), state)
        if policy := each.attributes.get("RedrivePolicy"):
            yield Edge(
                each.topic.arn, json.loads(policy)["deadLetterTargetArn"], "dead-letter", "undelivered"
            )


def _dead_letters(owner: str, region: str) -> Iterator[Edge]:
    for queue in sqs_backends[owner][region].queues.values():
        if queue.redrive_policy:
            label = f"after {queue.redrive_policy['maxReceiveCount']} receives"
            yield Edge(queue.queue_arn, queue.redrive_policy["deadLetterTargetArn"], "dead-letter", label)
    for function in lambda_backends[owner][region].list_functions():
        for arn in (getattr(function, "dead_letter_arn", ""), destination(function, "OnFailure")):
            if arn:
                yield Edge(function.function_arn, _unqualified(arn), "dead-letter", "after all attempts")


def _mappings(owner: str, region: str) -> Iterator[Edge]:
    for mapping in lambda_backends[owner][region].list_event_source_mappings("", ""):
        label = f"batches of {mapping.batch_size}"
        # A stream is drawn as its table.
        source, function = (
            mapping.event_source_arn.partition("/stream/")[0],
            _unqualified(mapping.function_arn),
        )
        yield Edge(source, function, "invocation", label)
        if given_up := failure_destination(mapping):
            yield Edge(function, given_up, "dead-letter", "records given up")


def _buses(owner: str, region: str) -> Iterator[EventBus]:
    """Yield the buses worth showing: the default one is always there, and counts once something is made of it."""
    for bus in events_backends[owner][region].event_buses.values():
        told = any(edge.target == bus.arn for edge in _notifications(owner, region))
        if bus.name != "default" or any(True for _ in _own(bus)) or told:
            yield bus


def _own(bus: EventBus) -> Iterator[Rule]:
    """Yield the rules that were made, and not those by which an archive is fed."""
    return (rule for rule in bus.rules.values() if not rule.managed_by)


def _rules(owner: str, region: str) -> Iterator[Edge]:
    for bus in _buses(owner, region):
        for rule in _own(bus):
            state = "ok" if rule.state == "ENABLED" else "off"
            yield Edge(bus.arn, rule.arn, "rule", rule.scheduled_expression or "", state)
            for target in rule.targets:
                yield from _deliveries(rule.arn, target, state, owner, region)


def _schedules(owner: str, region: str) -> Iterator[Edge]:
    for group in scheduler_backends[owner][region].schedule_groups.values():
        for schedule in group.schedules.values():
            state = "ok" if schedule.state == "ENABLED" else "off"
            yield from _deliveries(schedule.arn, schedule.target, state, owner, region)


def _deliveries(source: str, target: dict[str, Any], state: str, owner: str, region: str) -> Iterator[Edge]:
    shaped = any(target.get(name) for name in ("Input", "InputPath", "InputTransformer"))
    destination = events_backends[owner][region].destinations.get(resource_name(target["Arn"]))
    partner = destination.invocation_endpoint if destination and destination.arn == target["Arn"] else ""
    label = "input changed" if shaped else ""
    yield Edge(source, partner or _unqualified(target["Arn"]), "delivery", label, state)
    if queue := (target.get("DeadLetterConfig") or {}).get("Arn"):
        yield Edge(source, queue, "dead-letter", "undelivered", state)


def _notifications(owner: str, region: str) -> Iterator[Edge]:
    for bucket in s3_backends[owner]["aws"].buckets.values():
        wishes = bucket.notification_configuration
        if wishes is None:
            continue
        source = f"arn:aws:s3:::{bucket.name}"
        for wish in (*wishes.queue, *wishes.topic, *wishes.cloud_function):
            yield Edge(source, _unqualified(wish.arn), "notification", ", ".join(wish.events))
        if wishes.event_bridge is not None:
            bus = events_backends[owner][region].event_buses["default"]
            yield Edge(source, bus.arn, "notification", "all events")


def _unqualified(arn: str) -> str:
    """Return a function's own ARN for that of one of its versions or aliases; anything else as it is."""
    return ":".join(arn.split(":")[:7]) if arn.startswith("arn:aws:lambda:") else arn
