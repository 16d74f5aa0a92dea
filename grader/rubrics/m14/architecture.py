"""How a system is joined: a queue of its own before each service, nobody who calls another, nobody at another's table."""

import json
from collections.abc import Iterator
from typing import Any

from botocore.exceptions import ClientError

from grader.checks import Finding

from .actors import PARTNERS, Actor, actor_of, at_tables, way_to
from .lost import explained
from .stories import SERVICES, Day
from .system import System

__all__ = ["buffers", "no_direct_call", "own_tables", "without_a_queue"]


def buffers(day: Day) -> Iterator[Finding]:
    """Each row of the three services was written by who takes messages out of a queue, which no other service has."""
    queues = _queues(day.system)
    for service, table in SERVICES.items():
        if not queues[table]:
            got = explained(day.system, "nobody wrote a row")
            yield Finding(f"table {table}", "all stories", got, f"a worker of {service} writes rows")
        for queue in queues[table]:
            yield from _buffer(day.system, table, queue, queues)


def without_a_queue(day: Day) -> bool:
    """Tell whether rows of a service are written, and all of them without a queue before."""
    return any(found == {""} for found in _queues(day.system).values())


def _queues(system: System) -> dict[str, set[str]]:
    """Return, for each of the three tables, the queues from which its writers take; "" for one who takes from none."""
    found: dict[str, set[str]] = {table: set() for table in SERVICES.values()}
    for table, span, writes in at_tables(system):
        if table in found and writes:
            found[table].add(next((each.name for each in way_to(system, span) if _is_batch(each)), ""))
    return found


def _is_batch(span: Any) -> bool:
    return bool(span.kind == "delivery" and span.service == "sqs")


def _buffer(system: System, table: str, queue: str, queues: dict[str, set[str]]) -> Iterator[Finding]:
    if not queue:
        yield Finding(
            f"table {table}",
            "a paid payment",
            "a row is written without a queue before",
            "its writer takes from a queue",
        )
        return
    if others := [other for other, used in queues.items() if other != table and queue in used]:
        yield Finding(
            f"queue {queue}",
            "a paid payment",
            f"it also feeds {', '.join(others)}",
            f"a queue for {table} alone",
        )
    sqs = system.account.client("sqs")
    url = sqs.get_queue_url(QueueName=queue)["QueueUrl"]
    told = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["RedrivePolicy"]).get("Attributes", {})
    net = str(json.loads(told.get("RedrivePolicy", "{}")).get("deadLetterTargetArn", ""))
    if not net or not _is_there(sqs, net.rpartition(":")[2]):
        yield Finding(
            f"queue {queue}", None, f"dead-letter queue: {net or 'none'}", "a dead-letter queue that is there"
        )


def _is_there(sqs: Any, name: str) -> bool:
    try:
        sqs.get_queue_url(QueueName=name)
    except ClientError:
        return False
    return True


def no_direct_call(day: Day) -> Iterator[Finding]:
    """No function calls another function of the system, or the system's own front door."""
    system = day.system
    partners = {system.name(each) for each in PARTNERS}
    said = set()
    for span in system.account.trace[system.begin :]:
        is_call = (span.service, span.name) in (
            ("lambda", "Invoke"),
            ("lambda", "InvokeAsync"),
        ) or span.service == "execute-api"
        if span.kind != "call" or not is_call or span.target.rpartition(":")[2] in partners:
            continue
        caller = actor_of(system, span)
        if caller and caller.kind == "function" and (caller, span.target) not in said:
            said.add((caller, span.target))
            yield Finding(
                str(caller),
                "all stories",
                f"it calls {span.target}",
                "it hands over by a queue, topic, bus or workflow",
            )


def own_tables(day: Day) -> Iterator[Finding]:
    """Who works for one of the three services is at its table alone."""
    system = day.system
    at: dict[Actor, set[str]] = {}
    for table, span, _ in at_tables(system):
        if (actor := actor_of(system, span)) and actor.name not in {system.name(each) for each in PARTNERS}:
            at.setdefault(actor, set()).add(table)
    for actor, tables in at.items():
        if len(tables) > 1 and tables & set(SERVICES.values()):
            yield Finding(
                str(actor),
                "all stories",
                f"it is at the tables {', '.join(sorted(tables))}",
                "at the table of one service",
            )
