"""How a table was written to, from the trace: by writes that cannot undo another one, or blindly."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from grader.checks import calls

__all__ = ["Writes", "writes_of"]

_READS = ("GetItem", "Query", "Scan", "BatchGetItem", "TransactGetItems")
_WRITES = ("PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems", "BatchWriteItem", "ExecuteStatement")


@dataclass(frozen=True)
class Writes:
    """How many reads and successful writes there were; of those how many were atomic, and the others in words."""

    reads: int
    total: int
    atomic: int
    blind: list[str]


def writes_of(trace: Iterable[Any]) -> Writes:
    """Return the reads and writes of a table in a part of a trace that functions have made."""
    made = [span for span in calls(trace, "dynamodb") if span.cause is not None]
    reads = [span for span in made if span.name in _READS]
    done = [span for span in made if span.name in _WRITES and span.status == "ok"]
    blind = [
        f"{span.name} {_told(span.detail.get('parameters') or {})}, without a condition"
        for span in done
        if not _is_atomic(span.name, span.detail.get("parameters") or {})
    ]
    return Writes(len(reads), len(done), len(done) - len(blind), blind)


def _is_atomic(name: str, asked: dict[str, Any]) -> bool:
    """Whether the database itself adds, or refuses the write where another was faster."""
    if asked.get("ConditionExpression") or asked.get("Expected"):
        return True
    if name == "UpdateItem":
        return _adds(asked)
    if name == "TransactWriteItems":
        steps = [(verb, inside) for each in asked.get("TransactItems", []) for verb, inside in each.items()]
        return all(_is_atomic(f"{verb}Item", inside) for verb, inside in steps if verb != "ConditionCheck")
    # A statement of PartiQL: UPDATE ... SET n = n + 1
    return name == "ExecuteStatement" and bool(
        re.search(r"set\b.*=.*\+", asked.get("Statement", ""), re.IGNORECASE)
    )


def _adds(asked: dict[str, Any]) -> bool:
    expression = str(asked.get("UpdateExpression", ""))
    old_form = [each.get("Action") for each in (asked.get("AttributeUpdates") or {}).values()]
    return bool(re.search(r"\badd\s|=.*[+-]", expression, re.IGNORECASE)) or "ADD" in old_form


def _told(asked: dict[str, Any]) -> str:
    expression = asked.get("UpdateExpression")
    return f"with {expression}" if expression else "that replaces what is there"
