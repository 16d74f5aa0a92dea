"""Amazon DynamoDB: names and types that are none are refused, and capacity is told to those who ask for it."""

import re
from typing import Any

from moto.core.responses import ActionResult
from moto.dynamodb.exceptions import MockValidationException
from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.table import Table
from moto.dynamodb.responses import DynamoHandler

from .seam import Seam

__all__ = ["SEAMS"]

_NAME = re.compile(r"[a-zA-Z0-9_.-]+")
# https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeDefinition.html
_KEY_TYPES = ("B", "N", "S")


def _get_table(backend: DynamoDBBackend, table_name: str) -> Table:
    if not _NAME.fullmatch(table_name) and not table_name.startswith("arn:"):
        raise MockValidationException(
            f"1 validation error detected: Value '{table_name}' at 'tableName' failed to satisfy constraint: "
            f"Member must satisfy regular expression pattern: {_NAME.pattern}"
        )
    return _moto_get_table(backend, table_name)


def _create_table(handler: DynamoHandler) -> ActionResult:
    for place, definition in enumerate(handler.body.get("AttributeDefinitions") or [], start=1):
        if (kind := definition.get("AttributeType")) not in _KEY_TYPES:
            raise MockValidationException(
                f"1 validation error detected: Value '{kind}' at 'attributeDefinitions.{place}.member.attributeType' "
                f"failed to satisfy constraint: Member must satisfy enum value set: [{', '.join(_KEY_TYPES)}]"
            )
    return _moto_create_table(handler)


def _update_item(handler: DynamoHandler) -> ActionResult:
    answer = _moto_update_item(handler)
    found: Any = answer.result
    if handler.body.get("ReturnConsumedCapacity", "NONE") == "NONE":
        found.pop("ConsumedCapacity", None)
    return answer


_moto_get_table = DynamoDBBackend.get_table
_moto_create_table = DynamoHandler.create_table
_moto_update_item = DynamoHandler.update_item

SEAMS = (
    Seam(DynamoDBBackend, "get_table", _get_table, "moto looks for a table whose name no table can have"),
    Seam(
        DynamoHandler, "create_table", _create_table, "moto takes any text as the type of a key's attribute"
    ),
    Seam(DynamoHandler, "update_item", _update_item, "moto tells of capacity that nobody asked for"),
)
