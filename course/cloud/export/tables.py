"""Tables."""

from typing import Any

from .draft import Draft, Known, pick

__all__ = ["add"]


def add(draft: Draft) -> None:
    """Add every table, without its items."""
    for name in draft.reader.every("dynamodb", "list_tables", "TableNames"):
        found = draft.reader.get("dynamodb", "describe_table", TableName=name)["Table"]
        logical = draft.logical(name, "Table")
        draft.add(logical, "AWS::DynamoDB::Table", _properties(draft, found), {found["TableArn"]: "Arn"})
        if stream := found.get("LatestStreamArn"):
            # A stream's ARN ends with the moment it was made.
            draft.known[stream] = Known(logical, "StreamArn", as_text=False)
        draft.outputs[f"{logical}Name"] = {"Value": {"Ref": logical}}
        if found.get("ItemCount"):
            draft.note(f"table {name}: its items")


def _properties(draft: Draft, found: dict[str, Any]) -> dict[str, Any]:
    billing = (found.get("BillingModeSummary") or {}).get("BillingMode", "PROVISIONED")
    shared = billing == "PROVISIONED"
    properties = {
        **pick(found, "TableName", "AttributeDefinitions", "KeySchema"),
        "BillingMode": billing,
        **(_throughput(found) if shared else {}),
        **pick(found, "DeletionProtectionEnabled"),
    }
    if indexes := found.get("GlobalSecondaryIndexes"):
        properties["GlobalSecondaryIndexes"] = [
            {**pick(each, "IndexName", "KeySchema", "Projection"), **(_throughput(each) if shared else {})}
            for each in indexes
        ]
    if indexes := found.get("LocalSecondaryIndexes"):
        properties["LocalSecondaryIndexes"] = [
            pick(each, "IndexName", "KeySchema", "Projection") for each in indexes
        ]
    if (stream := found.get("StreamSpecification") or {}).get("StreamEnabled"):
        properties["StreamSpecification"] = pick(stream, "StreamViewType")
    name = found["TableName"]
    lived = draft.reader.get("dynamodb", "describe_time_to_live", TableName=name)["TimeToLiveDescription"]
    if lived.get("TimeToLiveStatus") == "ENABLED":
        properties["TimeToLiveSpecification"] = {"AttributeName": lived["AttributeName"], "Enabled": True}
    return properties


def _throughput(found: dict[str, Any]) -> dict[str, Any]:
    units = found.get("ProvisionedThroughput") or {}
    return {"ProvisionedThroughput": pick(units, "ReadCapacityUnits", "WriteCapacityUnits")}
