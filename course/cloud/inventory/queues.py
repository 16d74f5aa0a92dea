"""Queues and their dead-letter queues."""

from collections.abc import Iterator

from .inventory import Edge, Node
from .world import World

__all__ = ["edges", "nodes"]


def nodes(world: World) -> Iterator[Node]:
    """Yield the queues."""
    if (kept := world.backend("sqs")) is not None:
        yield from (Node(queue.queue_arn, "queue", queue.name) for queue in kept.queues.values())


def edges(world: World) -> Iterator[Edge]:
    """Yield where each queue sets messages aside."""
    if (kept := world.backend("sqs")) is None:
        return
    for queue in kept.queues.values():
        if policy := queue.redrive_policy:
            label = f"after {policy['maxReceiveCount']} receives"
            yield Edge(queue.queue_arn, policy["deadLetterTargetArn"], "dead-letter", label)
