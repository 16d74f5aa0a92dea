"""The system of M05 E4, which is there, and what comes of it when an answer has added fraud screening."""

import json
from dataclasses import dataclass, field
from typing import Any

from course.cloud.queue_content import find
from grader.checks import Bench, drained
from grader.rubrics.insurer import SERVICES, attributes, facts_in

from .backstage import add_listener, check_topic, make_topic, publish, queues, subscriptions, topics
from .who_may_send import Guarded, guarded

__all__ = ["FILTERS", "Played", "built", "id_of", "playing"]

FILTERS = {"sales": {"channel": ["web", "app"]}, "communication": {"outcome": ["paid"]}}


@dataclass
class Played:
    """What was there and what arrived, for one prefix.

    `arrived` is by the name of the queue; `filters` has the text of each subscription's filter policy, "" for none, by
    its endpoint.
    """

    prefix: str
    payments: list[dict[str, Any]]
    returned: Any = None
    arrived: dict[str, list[Any]] = field(default_factory=dict)
    topics: list[str] = field(default_factory=list)
    queues: list[str] = field(default_factory=list)
    filters: dict[str, str] = field(default_factory=dict)
    fraud: Guarded | None = None
    its_dead_letter_queue: str = ""


def playing(bench: Bench, name: str, made: list[dict[str, Any]]) -> Played:
    """Build the system, let the answer add fraud screening to it, publish the payments, and note what there is then."""
    with bench.account() as account:
        topic_arn, add_fraud = built(account, name), bench.answer("add_fraud")
        played = Played(name, made, add_fraud(account.client("sns"), account.client("sqs"), topic_arn, name))
        check_topic(account, topic_arn, "add_fraud")
        _note_what_is_there(account, played, topic_arn)
        for each in made:
            publish(account, topic_arn, json.dumps(each["fact"]), attributes(each["fact"], each["outcome"]))
        account.settle()
        for queue in played.queues:
            played.arrived[queue] = [id_of(told) for told in facts_in(drained(account, queue))]
    return played


def built(account: Any, name: str) -> str:
    """Build the topic and the three services' queues, and return the topic's ARN."""
    topic_arn = make_topic(account, f"{name}-payments")
    for service in SERVICES:
        wanted = json.dumps(FILTERS[service]) if service in FILTERS else ""
        add_listener(account, topic_arn, f"{name}-{service}-q", wanted)
    return topic_arn


def _note_what_is_there(account: Any, played: Played, topic_arn: str) -> None:
    played.topics = topics(account)
    played.queues = sorted(queues(account))
    played.filters = {
        each.endpoint: each.attributes.get("FilterPolicy", "") for each in subscriptions(account)
    }
    name = f"{played.prefix}-fraud-q"
    played.fraud = guarded(account, name, topic_arn)
    if (queue := find(account, name)) and queue.redrive_policy:
        played.its_dead_letter_queue = queue.redrive_policy["deadLetterTargetArn"].rsplit(":", 1)[-1]


def id_of(told: Any) -> Any:
    """Return the payment that a fact is about, or what was told where it is no fact."""
    return told.get("paymentId") if isinstance(told, dict) else told
