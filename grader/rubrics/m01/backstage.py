"""What the checks of module 1 see in tables besides the answer: no call is made, none is traced."""

from typing import Any

from boto3.dynamodb.types import TypeDeserializer
from moto.dynamodb.models import dynamodb_backends
from moto.dynamodb.models.table import Table

__all__ = ["find", "rows", "take_rows"]


def find(account: Any, name: str, region: str = "") -> Table | None:
    """Return a table as moto keeps it, in the account's Region if no other; None where there is none of this name."""
    tables: dict[str, Table] = dynamodb_backends[account.id][region or account.region].tables
    return tables.get(name)


def rows(account: Any, name: str, region: str = "") -> list[dict[str, Any]]:
    """Return what is in a table, its values as boto3's Table gives them; nothing is in one that is not there."""
    read, table = TypeDeserializer().deserialize, find(account, name, region)
    return [
        {field: read(value.to_json()) for field, value in item.attrs.items()}
        for item in (table.all_items() if table else ())
    ]


def take_rows(account: Any, name: str, region: str = "") -> list[dict[str, Any]]:
    """Take everything out of a table whose key has one field; return what `rows` would have."""
    taken, table = rows(account, name, region), find(account, name, region)
    if table:
        for item in table.all_items():
            table.delete_item(item.hash_key, None)
    return taken
