"""Log groups. The one that a function makes for itself is left to it, unless it was given settings."""

from typing import Any

from .draft import Draft, pick
from .permissions import let_invoke

__all__ = ["add"]


def add(draft: Draft) -> None:
    """Add the log groups, and the subscriptions to each."""
    for group in draft.reader.every("logs", "describe_log_groups", "logGroups"):
        name = group["logGroupName"]
        filters = draft.reader.every(
            "logs", "describe_subscription_filters", "subscriptionFilters", logGroupName=name
        )
        own = any(node.detail.get("log_group") == name for node in draft.inventory.nodes)
        if own and not filters and not group.get("retentionInDays"):
            continue
        properties = pick(group, LogGroupName="logGroupName", RetentionInDays="retentionInDays")
        logical = draft.logical(name, "LogGroup")
        arn = group["arn"].removesuffix(":*")
        draft.add(logical, "AWS::Logs::LogGroup", properties, {f"{arn}:*": "Arn"})
        for each in filters:
            _subscription(draft, logical, arn, each)
        for each in draft.reader.every("logs", "describe_metric_filters", "metricFilters", logGroupName=name):
            _metric_filter(draft, logical, each)


def _subscription(draft: Draft, group: str, arn: str, found: dict[str, Any]) -> None:
    target = found["destinationArn"]
    properties = {
        "LogGroupName": {"Ref": group},
        "FilterName": found["filterName"],
        "FilterPattern": found.get("filterPattern") or "",
        "DestinationArn": target,
    }
    depends = []
    if target.startswith("arn:aws:lambda:"):
        depends.append(let_invoke(draft, target, "logs.amazonaws.com", f"{arn}:*"))
    logical = draft.logical(found["filterName"], "SubscriptionFilter")
    draft.add(logical, "AWS::Logs::SubscriptionFilter", properties, depends=depends)


def _metric_filter(draft: Draft, group: str, found: dict[str, Any]) -> None:
    made = [
        {f"{name[:1].upper()}{name[1:]}": value for name, value in each.items() if name != "dimensions"}
        for each in found["metricTransformations"]
    ]
    properties = {
        "LogGroupName": {"Ref": group},
        "FilterName": found["filterName"],
        "FilterPattern": found.get("filterPattern") or "",
        "MetricTransformations": made,
    }
    draft.add(draft.logical(found["filterName"], "MetricFilter"), "AWS::Logs::MetricFilter", properties)
