"""DynamoDB tables as exercises use them: one with a key of one text, handed to an answer as boto3's Table."""

from typing import Any

import boto3

__all__ = ["new_table", "rows_of"]


def new_table(account: Any, name: str, key: str) -> Any:
    """Make a table whose key is the text `key`, and return boto3's Table of it."""
    account.client("dynamodb").create_table(
        TableName=name,
        KeySchema=[{"AttributeName": key, "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    return boto3.resource("dynamodb").Table(name)


def rows_of(table: Any) -> list[dict[str, Any]]:
    """Return what is in a table, all of it, in no order."""
    rows: list[dict[str, Any]] = table.scan()["Items"]
    return rows
