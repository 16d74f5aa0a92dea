"""Where names and addresses of persons turn up: on their bus, where they should, and where they should not."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from course.cloud.queue_content import holding
from grader.checks import Finding

from .actors import PARTNERS, actor_of
from .stories import Day
from .system import PERSONAL, System

__all__ = ["in_attributes", "leaks", "listen", "told_apart"]

HELD = ("customerName", "email")
ALLOWED_TABLE, BUS = "payment-requests", "personal"


def listen(system: System) -> Callable[[], list[dict[str, Any]]]:
    """Keep all that is told on the personal bus from now on; the function that is returned gives it."""
    name = system.name(BUS)
    source = f"arn:aws:events:{system.settings['region']}:{system.account.id}:event-bus/{name}"
    system.account.client("events").create_archive(ArchiveName=f"{name}-heard", EventSourceArn=source)
    archive = system.account.events.backend.archives[f"{name}-heard"]
    return lambda: list(archive.events)


def told_apart(day: Day, events: list[dict[str, Any]]) -> Iterator[Finding]:
    """Each payment that was paid is told on the personal bus, with name and address."""
    status = {row.get("paymentId"): row.get("status") for row in day.system.rows(ALLOWED_TABLE)}
    details = [
        event["detail"]
        for event in events
        if event.get("source") == "insurance.payments" and event.get("detail-type") == "PaymentMade"
    ]
    paid = {payment: request for payment, request in day.system.made.items() if status.get(payment) == "paid"}
    if not paid:
        yield Finding(
            f"bus {day.system.name(BUS)}",
            "all stories",
            "no payment was paid",
            "one event for each paid payment",
        )
    for payment, request in paid.items():
        wanted = {"paymentId": payment, **{name: request[name] for name in HELD}}
        if not any(isinstance(each, dict) and wanted.items() <= each.items() for each in details):
            told = [each for each in details if isinstance(each, dict) and each.get("paymentId") == payment]
            yield Finding(
                f"bus {day.system.name(BUS)}", "a paid payment", told or "no event of it", {"detail": wanted}
            )
            return  # the others would only repeat it


def leaks(day: Day) -> Iterator[Finding]:
    """Find each kind of place in which personal data is and should not be."""
    said = set()
    for where, who, content in (*_in_calls(day.system), *_in_queues(day.system), *_in_logs(day.system)):
        if (where, who) not in said:
            said.add((where, who))
            yield Finding(where, who, content[:400], f"nothing of {' or '.join(HELD)}")


def in_attributes(day: Day) -> bool:
    """Tell whether personal data is in the attributes of a message."""
    return any(
        "MessageAttributes" in name and _is_personal(str(value))
        for span in _calls(day.system)
        if span.service in ("sns", "sqs")
        for name, value in (span.detail.get("parameters") or {}).items()
    )


def _calls(system: System) -> Iterator[Any]:
    """Yield the calls that the system made."""
    for span in system.account.trace[system.begin :]:
        if span.kind == "call" and span.cause is not None:
            yield span


def _in_calls(system: System) -> Iterator[tuple[str, str, str]]:
    partners = {system.name(each) for each in PARTNERS}
    for span in _calls(system):
        parameters = span.detail.get("parameters") or {}
        told = json.dumps(parameters, default=str, ensure_ascii=False)
        if not _is_personal(told):
            continue
        who, target = str(actor_of(system, span) or "the front door"), span.target.rpartition(":")[2]
        if span.service in ("sns", "sqs"):
            yield f"{'topic' if span.service == 'sns' else 'queue'} {target}", who, told
        elif span.service == "dynamodb" and f'"{system.name(ALLOWED_TABLE)}"' not in told:
            yield f"table {target}", who, told
        elif span.service == "lambda" and target in partners:
            yield f"what {target} is sent", who, told
        elif span.service == "events":
            for entry in parameters.get("Entries", []):
                bus = str(entry.get("EventBusName", "default")).rpartition("/")[2]
                if bus != system.name(BUS) and _is_personal(str(entry)):
                    yield f"bus {bus}", who, str(entry)


def _in_queues(system: System) -> Iterator[tuple[str, str, str]]:
    """What lies in a queue, whoever brought it: a rule may pass on what AWS tells of an execution, input and all."""
    for mark in PERSONAL:
        for name in holding(system.account, mark):
            yield f"queue {name}", "what lies there in the end", f"a message in which {mark} stands"


def _in_logs(system: System) -> Iterator[tuple[str, str, str]]:
    from moto.logs.models import logs_backends  # moto takes seconds to import

    groups = logs_backends[system.account.id][system.settings["region"]].groups
    for name, group in groups.items():
        for stream in group.streams.values():
            for event in stream.events:
                if _is_personal(event.message):
                    yield f"log group {name}", "who writes there", event.message


def _is_personal(text: str) -> bool:
    return any(mark in text for mark in PERSONAL)
