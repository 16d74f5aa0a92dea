"""Topics, their policies and subscriptions."""

import json
from typing import Any

from .draft import Draft, pick
from .permissions import let_invoke

__all__ = ["add"]

_FLAGS = ("ContentBasedDeduplication", "FifoTopic")
_DOCUMENTS = ("DeliveryPolicy", "FilterPolicy", "RedrivePolicy", "ReplayPolicy")


def add(draft: Draft) -> None:
    """Add every topic, then every subscription."""
    for topic in draft.reader.every("sns", "list_topics", "Topics"):
        _topic(draft, topic["TopicArn"])
    for subscription in draft.reader.every("sns", "list_subscriptions", "Subscriptions"):
        _subscription(draft, subscription)


def _topic(draft: Draft, arn: str) -> None:
    found = draft.reader.get("sns", "get_topic_attributes", TopicArn=arn)["Attributes"]
    name = arn.rsplit(":", 1)[1]
    properties = {
        "TopicName": name,
        **pick(
            found, "DisplayName", "FifoThroughputScope", "KmsMasterKeyId", "SignatureVersion", "TracingConfig"
        ),
        **{flag: True for flag in _FLAGS if found.get(flag) == "true"},
    }
    logical = draft.add(draft.logical(name, "Topic"), "AWS::SNS::Topic", properties, {arn: ""})
    draft.outputs[f"{logical}Arn"] = {"Value": {"Ref": logical}}
    policy = json.loads(found.get("Policy") or "{}")
    if policy and not str(policy.get("Id", "")).startswith("__default"):
        document = {"Topics": [{"Ref": logical}], "PolicyDocument": policy}
        draft.add(draft.logical(name, "TopicPolicy"), "AWS::SNS::TopicPolicy", document)
    if found.get("DeliveryPolicy"):
        draft.note(
            f"topic {name}: its delivery policy (CloudFormation has none for a topic, only for a subscription)"
        )


def _subscription(draft: Draft, subscription: dict[str, Any]) -> None:
    topic, endpoint, protocol = (subscription[key] for key in ("TopicArn", "Endpoint", "Protocol"))
    properties: dict[str, Any] = {"TopicArn": topic, "Protocol": protocol, "Endpoint": endpoint}
    arn = subscription["SubscriptionArn"]
    if arn.startswith("arn:"):
        found = draft.reader.get("sns", "get_subscription_attributes", SubscriptionArn=arn)["Attributes"]
        properties |= pick(found, "FilterPolicyScope", "SubscriptionRoleArn")
        properties |= {
            name: json.loads(text) for name, text in pick(found, *_DOCUMENTS).items() if text != "{}"
        }
        if str(found.get("RawMessageDelivery")).lower() == "true":
            properties["RawMessageDelivery"] = True
    names = topic.rsplit(":", 1)[1], endpoint.rsplit(":", 1)[-1].rsplit("/", 1)[-1]
    draft.add(draft.logical(*names, "Subscription"), "AWS::SNS::Subscription", properties)
    if protocol == "lambda":
        let_invoke(draft, endpoint, "sns.amazonaws.com", topic)
