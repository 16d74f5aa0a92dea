"""Buckets and their notifications.

The name of a bucket is unique among all accounts, so the template's bucket carries account and Region in its name.
"""

import json
from collections.abc import Iterator
from typing import Any

from botocore.exceptions import ClientError

from course.facts import value

from .draft import Draft
from .permissions import let_invoke

__all__ = ["add", "name_all"]

_SENDER = "s3.amazonaws.com"
# What may stand for account and Region.
_LONGEST = "000000000000-ap-southeast-1"


def name_all(draft: Draft) -> None:
    """Give every bucket its name in the template, before anything speaks of it."""
    for bucket in draft.reader.every("s3", "list_buckets", "Buckets"):
        name = bucket["Name"]
        room = value("s3.bucket_name") - len(_LONGEST) - 1
        draft.buckets[name] = f"{name[:room].rstrip('-.')}-${{AWS::AccountId}}-${{AWS::Region}}"


def add(draft: Draft) -> None:
    """Add every bucket, without its objects."""
    for name, unique in draft.buckets.items():
        logical = draft.logical(name, "Bucket")
        properties: dict[str, Any] = {"BucketName": {"Fn::Sub": unique}}
        if draft.reader.get("s3", "get_bucket_versioning", Bucket=name).get("Status"):
            status = draft.reader.get("s3", "get_bucket_versioning", Bucket=name)["Status"]
            properties["VersioningConfiguration"] = {"Status": status}
        depends = _notifications(draft, name, properties)
        draft.add(logical, "AWS::S3::Bucket", properties, depends=depends)
        draft.outputs[f"{logical}Name"] = {"Value": {"Ref": logical}}
        _policy(draft, name, logical)
        if draft.reader.every("s3", "list_objects_v2", "Contents", Bucket=name):
            draft.note(f"bucket {name}: its objects")
        draft.note(
            f"bucket {name}: its bare name, since all accounts share the names of buckets; account and Region are "
            "added to it, and a program that has the bare name in its text must be told"
        )


def _notifications(draft: Draft, name: str, properties: dict[str, Any]) -> list[str]:
    """Add the notifications; return what has to be there before the bucket: the permissions to be told."""
    found = draft.reader.get("s3", "get_bucket_notification_configuration", Bucket=name)
    source, depends = f"arn:aws:s3:::{name}", []
    wishes: dict[str, Any] = {}
    for kind, key, field in (
        ("QueueConfigurations", "QueueArn", "Queue"),
        ("TopicConfigurations", "TopicArn", "Topic"),
        ("LambdaFunctionConfigurations", "LambdaFunctionArn", "Function"),
    ):
        asked = found.get(kind) or []
        if told := [one for wish in asked for one in _each(wish, field, wish[key])]:
            wishes[kind.replace("LambdaFunction", "Lambda")] = told
        for wish in asked:
            if field == "Function":
                depends.append(let_invoke(draft, wish[key], _SENDER, source))
            else:
                depends += _policies_of(draft, wish[key])
    if any(
        edge.source == source and edge.target == draft.arn("events", "event-bus/default")
        for edge in draft.inventory.edges
    ):
        wishes["EventBridgeConfiguration"] = {"EventBridgeEnabled": True}
    if wishes:
        properties["NotificationConfiguration"] = wishes
    return list(dict.fromkeys(depends))


def _each(wish: dict[str, Any], field: str, arn: str) -> Iterator[dict[str, Any]]:
    """In a template each event is a configuration of its own."""
    rules = ((wish.get("Filter") or {}).get("Key") or {}).get("FilterRules") or []
    told = [{"Name": rule["Name"].lower(), "Value": rule["Value"]} for rule in rules]
    for event in wish["Events"]:
        yield {"Event": event, field: arn, **({"Filter": {"S3Key": {"Rules": told}}} if told else {})}


def _policies_of(draft: Draft, arn: str) -> list[str]:
    known = draft.known.get(arn)
    kinds = {"AWS::SQS::QueuePolicy": "Queues", "AWS::SNS::TopicPolicy": "Topics"}
    return [
        name
        for name, resource in draft.resources.items()
        if known and {"Ref": known.logical} in resource.properties.get(kinds.get(resource.type, ""), [])
    ]


def _policy(draft: Draft, name: str, logical: str) -> None:
    try:
        policy = draft.reader.get("s3", "get_bucket_policy", Bucket=name)["Policy"]
    except ClientError:
        return  # a bucket without a policy
    document = {"Bucket": {"Ref": logical}, "PolicyDocument": json.loads(policy)}
    draft.add(draft.logical(name, "BucketPolicy"), "AWS::S3::BucketPolicy", document)
