"""What DynamoDB refuses of items, keys and conditions on keys, compared with the key of their table.

An item needs every attribute of the key, a key has these and no others; each has the type that the table says, and no text
or bytes in a key are empty.

Sources: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html, API_GetItem.html and, for what a
transaction makes of it, API_TransactWriteItems.html there; the words are DynamoDB's.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from moto.dynamodb.models.table import Table

from .attribute_values import MalformedError
from .table_expressions import KeyCondition

__all__ = ["check_conditions", "check_item", "check_key", "entries"]

Entry = tuple[str, dict[str, Any]]  # the name of a table, and what is done with it: it has an Item or a Key


def entries(operation: str, asked: dict[str, Any]) -> Iterator[Entry]:
    """Yield what a request does to each item, in its order; what has another form than a request is passed over."""
    if operation.startswith("Transact"):
        for about in _inside(asked.get("TransactItems")):
            yield str(about.get("TableName", "")), about
    elif operation.startswith("Batch"):
        requests = asked.get("RequestItems")
        for name, about in requests.items() if isinstance(requests, dict) else ():
            if isinstance(about, dict):
                keys = about.get("Keys")
                yield from ((name, {"Key": key}) for key in (keys if isinstance(keys, list) else ()))
            else:
                yield from ((name, inside) for inside in _inside(about))
    else:
        yield str(asked.get("TableName", "")), asked


def _inside(steps: Any) -> Iterator[dict[str, Any]]:
    """Yield what the steps of a request say, each under one name: [{"Put": {...}}, {"Delete": {...}}]."""
    for step in steps if isinstance(steps, list) else ():
        if isinstance(step, dict):
            yield from (about for about in step.values() if isinstance(about, dict))


def check_item(table: Table, item: dict[str, Any]) -> None:
    """Raise MalformedError for an item that the table cannot hold; its values are well formed."""
    for name, kind in _schema(table).items():
        if name not in item:
            raise MalformedError(
                f"One or more parameter values were invalid: Missing the key {name} in the item"
            )
        if kind not in item[name]:
            found = next(iter(item[name]))
            raise MalformedError(
                "One or more parameter values were invalid: Type mismatch for key "
                f"{name} expected: {kind} actual: {found}"
            )
        _check_not_empty(name, item[name][kind])


def check_key(table: Table, key: dict[str, Any]) -> None:
    """Raise MalformedError for a key that is none of the table's; its values are well formed."""
    schema = _schema(table)
    if schema.keys() != key.keys() or any(kind not in key[name] for name, kind in schema.items()):
        raise MalformedError("The provided key element does not match the schema")
    for name, kind in schema.items():
        _check_not_empty(name, key[name][kind])


def check_conditions(table: Table, conditions: Iterable[KeyCondition]) -> None:
    """Raise MalformedError where a key is compared with a value of another type than the table says it has."""
    kinds = {each["AttributeName"]: each["AttributeType"] for each in table.attr}
    for each in conditions:
        for value in each.values:
            if each.attribute in kinds and kinds[each.attribute] not in value:
                raise MalformedError(
                    "One or more parameter values were invalid: Condition parameter type does not match schema type"
                )


def _schema(table: Table) -> dict[str, str]:
    """Return the attributes of the table's key, with the type of each."""
    schema = {table.hash_key_attr: table.hash_key_type}
    return schema | ({table.range_key_attr: str(table.range_key_type)} if table.range_key_attr else {})


def _check_not_empty(name: str, content: str) -> None:
    if content == "":
        raise MalformedError(
            "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an "
            f"empty string value. Key: {name}"
        )
