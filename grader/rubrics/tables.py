"""DynamoDB tables as exercises use them: one with a key of one text, handed to an answer as boto3's Table."""

from typing import Any

import boto3

__all__ = ["new_table", "rows_of"]


def new_table(account: Any, name: str, key: str, *, region: str = "") -> Any:
    """Make a table whose key is the text `key`, in the account's Region if no other, and return boto3's Table of it."""
    dynamodb = boto3.resource("dynamodb", region_name=region or account.region)
    return dynamodb.create_table(
        TableName=name,
        KeySchema=[{"AttributeName": key, "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )


def rows_of(table: Any) -> list[dict[str, Any]]:
    """Return what is in a table, all of it, in no order."""
    rows: list[dict[str, Any]] = table.scan()["Items"]
    return rows
