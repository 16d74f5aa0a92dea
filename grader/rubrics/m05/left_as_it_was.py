"""What a new listener of M05 E4 leaves as it was: what the three services receive and how, and that there is nothing else."""

import json
from collections.abc import Iterator
from typing import Any

from grader.checks import Finding
from grader.rubrics.insurer import ACCOUNT, SERVICES, queue_arn

from .with_fraud import FILTERS, Played, id_of

__all__ = ["added_besides", "disturbed"]


def disturbed(played: Played) -> Iterator[Finding]:
    """Find each service that receives something else than its filter passes, or has another filter now."""
    for service in SERVICES:
        queue = f"{played.prefix}-{service}-q"
        passed = sorted(id_of(each["fact"]) for each in played.payments if _passes(service, each))
        arrived = sorted(played.arrived.get(queue, []), key=str)
        if arrived != passed:
            yield Finding(queue, None, arrived, passed)
        old = FILTERS.get(service)
        new = _filter_of(played.filters.get(queue_arn(queue)))
        if old != new:
            yield Finding(f"filter policy of {service}", None, new, old)


def added_besides(played: Played) -> Iterator[Finding]:
    """Find what is there besides one queue more and one subscription more, and a queue that is not the one returned."""
    names = [f"{played.prefix}-{service}-q" for service in (*SERVICES, "fraud")]
    extra = [queue for queue in played.queues if queue not in names and queue != played.its_dead_letter_queue]
    if extra or names[-1] not in played.queues:
        yield Finding("queues", {"prefix": played.prefix}, played.queues, sorted(names))
    if len(played.topics) > 1:
        yield Finding("topics", {"prefix": played.prefix}, played.topics, played.topics[:1])
    subscribed = sorted(played.filters)
    wanted = sorted(queue_arn(name) for name in names)
    if subscribed != wanted:
        yield Finding("endpoints subscribed", {"prefix": played.prefix}, subscribed, wanted)
    url = f"https://sqs.us-east-1.amazonaws.com/{ACCOUNT}/{names[-1]}"
    if played.returned != url:
        yield Finding("what add_fraud returns", {"prefix": played.prefix}, played.returned, url)


def _passes(service: str, payment: dict[str, Any]) -> bool:
    """Whether the filter that a service had from the beginning passes a payment."""
    told = {**payment["fact"], "outcome": payment["outcome"]}
    return all(told[name] in accepted for name, accepted in FILTERS.get(service, {}).items())


def _filter_of(text: str | None) -> Any:
    return "no subscription" if text is None else json.loads(text or "null") or None
