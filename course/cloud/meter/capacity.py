"""How many request units a call of DynamoDB takes up.

https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
"""

import json
import math
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from moto.dynamodb.models import dynamodb_backends
from moto.dynamodb.models.dynamo_type import DynamoType, Item
from moto.dynamodb.models.table import Table

from course.cloud.refusal import Response

__all__ = ["measured"]

_WRITE, _READ = 1024, 4096  # bytes in a unit

# Operations that write, and those that read; whether they are transactions is in the name.
_WRITES = {"PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "TransactWriteItems"}
_READS = {"GetItem", "BatchGetItem", "TransactGetItems", "Query", "Scan"}

Place = tuple[Table, dict[str, Any]]  # a table, and the key of an item in it


def measured(
    place: tuple[str, str], operation: str, asked: dict[str, Any], work: Callable[[], Response | None]
) -> tuple[Response | None, dict[str, float]]:
    """Do the work of a call; return the answer and the units, as `read_units` or `write_units`.

    `place` is account and Region. What a condition refuses takes up units, too; any other refused call none. Indexes
    are not counted.
    """
    if operation in _WRITES:
        items = list(_items(place, asked))
        before = [_size(each) for each in items]
        answer = work()
        if answer is None or (answer[0] >= 400 and "Condition" not in str(answer[2])):
            return answer, {}
        larger = [max(old, _size(each)) for old, each in zip(before, items, strict=True)]
        units = sum(max(math.ceil(size / _WRITE), 1) for size in larger)
        return answer, {"write_units": units * (2 if operation.startswith("Transact") else 1)}
    answer = work()
    if operation not in _READS or answer is None or answer[0] >= 400:
        return answer, {}
    return answer, {"read_units": _read(place, operation, asked, answer[2])}


def _read(place: tuple[str, str], operation: str, asked: dict[str, Any], body: str | bytes) -> float:
    if operation in {"Query", "Scan"}:
        return _units(
            _looked_at(place, asked, json.loads(body)), consistent=bool(asked.get("ConsistentRead"))
        )
    if operation == "TransactGetItems":
        return sum(2 * _units(_size(each)) for each in _items(place, asked))
    if operation == "GetItem":
        return _units(sum(map(_size, _items(place, asked))), consistent=bool(asked.get("ConsistentRead")))
    return sum(
        _units(_size((table, key)), consistent=bool(about.get("ConsistentRead")))
        for name, about in asked.get("RequestItems", {}).items()
        for table, key in _places(place, name, about.get("Keys", ()))
    )


def _units(size: float, *, consistent: bool = True) -> float:
    return max(math.ceil(size / _READ), 1) * (1.0 if consistent else 0.5)


def _looked_at(place: tuple[str, str], asked: dict[str, Any], answer: dict[str, Any]) -> float:
    """Return the bytes that a query or scan has looked at, what it then filtered out included.

    Where the answer does not show all of it, the items are taken to be as large as the table's are on average.
    """
    items, count = answer.get("Items"), answer.get("ScannedCount", 0)
    if items is not None and len(items) == count and not asked.get("ProjectionExpression"):
        return sum(Item(DynamoType({"S": ""}), None, each).size() for each in items)
    table = _table(place, asked.get("TableName", ""))
    sizes = [each.size() for each in table.all_items()] if table else []
    return count * sum(sizes) / len(sizes) if sizes else 0.0


def _items(place: tuple[str, str], asked: dict[str, Any]) -> Iterator[Place]:
    """Yield the items that a call is about, in the order of the request."""
    if "TransactItems" in asked:
        for entry in asked["TransactItems"]:
            for about in entry.values():
                yield from _places(place, about["TableName"], [about.get("Key") or about.get("Item")])
    elif "RequestItems" in asked:
        for name, requests in asked["RequestItems"].items():
            entries = [about for request in requests for about in request.values()]
            yield from _places(place, name, [each.get("Key") or each.get("Item") for each in entries])
    else:
        yield from _places(place, asked.get("TableName", ""), [asked.get("Key") or asked.get("Item")])


def _places(place: tuple[str, str], name: str, keys: Iterable[Any]) -> Iterator[Place]:
    table = _table(place, name)
    if table is not None:
        yield from ((table, key) for key in keys if isinstance(key, dict))


def _table(place: tuple[str, str], name: str) -> Table | None:
    found: Table | None = dynamodb_backends[place[0]][place[1]].tables.get(name.rsplit("/", 1)[-1])
    return found


def _size(item: Place) -> int:
    """Return the bytes of an item as it is now; 0 where there is none."""
    table, key = item
    values = [key.get(name) for name in (table.hash_key_attr, table.range_key_attr) if name]
    if any(not isinstance(value, dict) for value in values):
        return 0  # the service will say so
    first, *second = [DynamoType(value) for value in values if value]
    found = table.get_item(first, second[0] if second else None)
    return found.size() if found else 0
