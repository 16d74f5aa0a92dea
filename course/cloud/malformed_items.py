"""Requests to DynamoDB whose items, keys, values or expressions are malformed, answered in place of moto.

Moto takes some of them, and some end in an exception of Python's in the caller's own code.

https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/CommonErrors.html
"""

import json
from typing import Any

from botocore.awsrequest import AWSPreparedRequest
from moto.dynamodb.models import dynamodb_backends
from moto.dynamodb.models.table import Table

from .attribute_values import MalformedError, check, maps
from .item_keys import check_conditions, check_item, check_key, entries
from .refusal import Response, refuse
from .table_expressions import Placeholders, condition, key_conditions
from .table_expressions import check as check_expressions

__all__ = ["answer"]

_BY_KEY = {
    "BatchGetItem", "BatchWriteItem", "DeleteItem", "GetItem", "PutItem", "TransactGetItems", "TransactWriteItems",
    "UpdateItem",
}  # fmt: skip


def answer(
    place: tuple[str, str], operation: str, asked: dict[str, Any], request: AWSPreparedRequest
) -> Response | None:
    """Refuse a malformed request; None for one that is well formed. `place` is account and Region."""
    try:
        for values in maps(asked):
            for value in values.values():
                check(value)
        check_expressions(operation, asked)
    except MalformedError as fault:
        return refuse(request, "dynamodb", 400, fault.code, str(fault))
    if operation == "Query" and (mismatch := _other_type(place, asked)):
        return refuse(request, "dynamodb", 400, "ValidationException", mismatch)
    if operation not in _BY_KEY:
        return None
    faults = [_fault(place, name, about) for name, about in entries(operation, asked)]
    if not any(faults):
        return None
    if operation.startswith("Transact"):
        return _cancelled(faults)
    return refuse(request, "dynamodb", 400, "ValidationException", next(filter(None, faults)))


def _fault(place: tuple[str, str], name: str, about: dict[str, Any]) -> str:
    """Return what is wrong with an item or a key; "" where nothing is, or its table is not there."""
    table = _table(place, name)
    try:
        if table is not None and isinstance(item := about.get("Item"), dict):
            check_item(table, item)
        elif table is not None and isinstance(key := about.get("Key"), dict):
            check_key(table, key)
    except MalformedError as fault:
        return str(fault)
    return ""


def _other_type(place: tuple[str, str], asked: dict[str, Any]) -> str:
    """Return what is wrong with the types of a query's values; "" where nothing is, or its table is not there."""
    table, text = _table(place, str(asked.get("TableName", ""))), asked.get("KeyConditionExpression")
    if table is None or text is None:
        return ""
    known = Placeholders(asked.get("ExpressionAttributeNames"), asked.get("ExpressionAttributeValues"))
    try:
        check_conditions(table, key_conditions(condition(text), known))
    except MalformedError as fault:
        return str(fault)
    return ""


def _table(place: tuple[str, str], name: str) -> Table | None:
    tables: dict[str, Table] = dynamodb_backends[place[0]][place[1]].tables
    return tables.get(name.rsplit("/", 1)[-1])


def _cancelled(faults: list[str]) -> Response:
    """Return what a transaction answers: a reason for each of its steps."""
    code = "TransactionCanceledException"
    reasons = [
        {"Code": "ValidationError", "Message": fault} if fault else {"Code": "None"} for fault in faults
    ]
    codes = ", ".join(reason["Code"] for reason in reasons)
    message = f"Transaction cancelled, please refer cancellation reasons for specific reasons [{codes}]"
    body = {"__type": code, "Message": message, "CancellationReasons": reasons}
    return 400, {"Content-Type": "application/json", "x-amzn-errortype": code}, json.dumps(body)
