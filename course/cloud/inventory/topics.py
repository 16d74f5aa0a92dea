"""Topics and their subscriptions."""

import json
from collections.abc import Iterator

from course.cloud.topics import pending

from .addresses import meant
from .inventory import Edge, Node
from .world import World

__all__ = ["edges", "nodes"]


def nodes(world: World) -> Iterator[Node]:
    """Yield the topics."""
    if (kept := world.backend("sns")) is not None:
        yield from (Node(topic.arn, "topic", topic.name) for topic in kept.topics.values())


def edges(world: World) -> Iterator[Edge]:
    """Yield each subscription, and the dead-letter queue of each."""
    if (kept := world.backend("sns")) is None:
        return
    for each in kept.subscriptions.values():
        words = ["filtered"] if each.attributes.get("FilterPolicy") not in {None, "", "{}"} else []
        if str(each.attributes.get("RawMessageDelivery")).lower() == "true":
            words.append("raw")
        state = "pending" if pending(each) else "ok"
        target = meant(world, each.endpoint) if each.protocol == "lambda" else each.endpoint
        yield Edge(each.topic.arn, target, "subscription", ", ".join(words), state)
        if policy := each.attributes.get("RedrivePolicy"):
            yield Edge(
                each.topic.arn, json.loads(policy)["deadLetterTargetArn"], "dead-letter", "undelivered"
            )
