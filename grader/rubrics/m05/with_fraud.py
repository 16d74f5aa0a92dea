"""The system of M05 E4, which is there, and what comes of it when an answer has added fraud screening."""

import json
from dataclasses import dataclass, field
from typing import Any

from grader.checks import Bench, drained
from grader.rubrics.insurer import SERVICES, facts_in, queue_arn, queue_url

from .given_publisher import announce, batches
from .who_may_send import Guarded, guarded

__all__ = ["FILTERS", "Played", "built", "id_of", "playing"]

FILTERS = {"sales": {"channel": ["web", "app"]}, "communication": {"outcome": ["paid"]}}


@dataclass
class Played:
    """What was there and what arrived, for one prefix; `arrived` by the name of the queue."""

    prefix: str
    payments: list[dict[str, Any]]
    returned: Any = None
    arrived: dict[str, list[Any]] = field(default_factory=dict)
    topics: list[str] = field(default_factory=list)
    queues: list[str] = field(default_factory=list)
    subscriptions: dict[str, dict[str, Any]] = field(default_factory=dict)
    fraud: Guarded | None = None
    its_dead_letter_queue: str = ""


def playing(bench: Bench, name: str, made: list[dict[str, Any]]) -> Played:
    """Build the system, let the answer add fraud screening to it, publish the payments, and note what there is then."""
    with bench.account() as account:
        topic_arn, add_fraud = built(account, name), bench.answer("add_fraud")
        played = Played(name, made, add_fraud(account.client("sns"), account.client("sqs"), topic_arn, name))
        _note_what_is_there(account, played, topic_arn)
        for batch in batches(made):
            announce(account.client("sns"), topic_arn, batch)
        account.settle()
        for queue in played.queues:
            played.arrived[queue] = [id_of(told) for told in facts_in(drained(account, queue))]
    return played


def built(account: Any, name: str) -> str:
    """Build the topic and the three services' queues, and return the topic's ARN."""
    sns, sqs = account.client("sns"), account.client("sqs")
    topic_arn: str = sns.create_topic(Name=f"{name}-payments")["TopicArn"]
    for service in SERVICES:
        queue = f"{name}-{service}-q"
        sqs.create_queue(QueueName=queue)
        wanted = {"FilterPolicy": json.dumps(FILTERS[service])} if service in FILTERS else {}
        sns.subscribe(TopicArn=topic_arn, Protocol="sqs", Endpoint=queue_arn(queue), Attributes=wanted)
    return topic_arn


def _note_what_is_there(account: Any, played: Played, topic_arn: str) -> None:
    sns, sqs = account.client("sns"), account.client("sqs")
    played.topics = [topic["TopicArn"] for topic in sns.list_topics()["Topics"]]
    played.queues = sorted(url.rsplit("/", 1)[1] for url in sqs.list_queues().get("QueueUrls", []))
    for each in sns.list_subscriptions()["Subscriptions"]:
        arn = each["SubscriptionArn"]
        kept = sns.get_subscription_attributes(SubscriptionArn=arn)["Attributes"] if ":" in arn else {}
        kept.pop("SubscriptionArn", None)  # differs each day
        played.subscriptions[each["Endpoint"]] = {"topic": each["TopicArn"], **kept}
    name = f"{played.prefix}-fraud-q"
    played.fraud = guarded(account, name, topic_arn)
    if url := queue_url(account, name):
        redrive = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["RedrivePolicy"]).get(
            "Attributes", {}
        )
        target = json.loads(redrive.get("RedrivePolicy", "{}")).get("deadLetterTargetArn", "")
        played.its_dead_letter_queue = target.rsplit(":", 1)[-1]


def id_of(told: Any) -> Any:
    """Return the payment that a fact is about, or what was told where it is no fact."""
    return told.get("paymentId") if isinstance(told, dict) else told
