"""What is found in the logs of M13 E1: whether one id holds a payment's lines together, whose it is, what they sum up to."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from course.cloud.monitoring.metrics import Metric
from grader.checks import Finding

from .journeys import SERVICES, Journey, Request, about

__all__ = ["FILTERS", "broken", "has_new_ids", "has_one_id", "keeps_apart", "summed"]

DOOR, BOOKING = SERVICES[0], SERVICES[-1]
LOG_GROUP, NAMESPACE = "/aws/lambda/booking", "Insurance"
# The metric filters of that log group: metric, pattern, value.
FILTERS = (
    ("PaidAmount", '{ $.outcome = "paid" }', "$.amount"),
    ("RefusedAmount", '{ $.outcome = "refused" }', "$.amount"),
)


def broken(journey: Journey) -> Iterator[Finding]:
    """Find where a journey ends before its time: a call that raised, a log without a line, nothing sent on."""
    for visit in journey.visits:
        if visit.error:
            yield visit.error.finding(_at(visit.service), given=visit.event)
            return
        if not visit.lines:
            expected = "a line with service, correlationId and paymentId"
            yield Finding(f"{_at(visit.service)}: its log", visit.event, "no line", expected)
            return
        if visit.service != BOOKING and not visit.sent:
            got, expected = "it is not called", "send(...) with what the next service needs"
            if visit.in_vain:
                got, expected = visit.in_vain[0], "a dictionary, or the JSON text of one"
            yield Finding(f"{_at(visit.service)}: send", visit.event, got, expected)
            return


def _at(service: str) -> str:
    return f'pass_on("{service}", ...)'


def has_one_id(journey: Journey) -> Iterator[Finding]:
    """Find the first line, of a request that travels alone, that does not tell whose it is: by the id at the door."""
    (request,) = journey.requests
    if trouble := list(broken(journey)):
        yield from trouble
        return
    born = about(journey.lines(DOOR)[0], "correlationId")
    for visit in journey.visits:
        wanted = {"service": visit.service, "correlationId": born, "paymentId": request.payment_id}
        for line in visit.lines:
            if not (isinstance(born, str) and born):
                wanted["correlationId"] = "a text that is not empty"
            if any(about(line, name) != value for name, value in wanted.items()):
                yield Finding(
                    f"{_at(visit.service)}: a line of its log, beside the id at the door",
                    visit.event,
                    line,
                    wanted,
                )
                return


def keeps_apart(journey: Journey, taken: set[str]) -> Iterator[Finding]:
    """Find a request without the id that its caller brought, or one of its own, at any service.

    `taken` are the ids of the requests before; those of this journey are added.
    """
    if trouble := list(broken(journey)):
        yield from trouble
        return
    for request in journey.requests:
        found = [*_at_the_door(journey, request, taken), *_behind_it(journey, request)]
        if found:
            yield found[0]
            return
        taken.add(journey.id_at(DOOR, request.payment_id))


def _at_the_door(journey: Journey, request: Request, taken: set[str]) -> Iterator[Finding]:
    where, found = f"{_at(DOOR)}: its log", journey.id_at(DOOR, request.payment_id)
    given = {"payment": request.payment, "headers of the caller's own": request.headers}
    if not (isinstance(found, str) and found):
        expected = "a correlationId, a text, in the line of this paymentId"
        yield Finding(where, given, found or "none", expected)
    elif request.brought and found != request.brought:
        yield Finding(where, given, f"correlationId {found}", f"correlationId {request.brought}")
    elif not request.brought and found in taken:
        yield Finding(
            where, given, f"correlationId {found}, which another request has", "an id of this request's own"
        )


def _behind_it(journey: Journey, request: Request) -> Iterator[Finding]:
    wanted = journey.id_at(DOOR, request.payment_id)
    for service in SERVICES[1:]:
        found = journey.id_at(service, request.payment_id)
        if found != wanted:
            together = [each.payment_id for each in journey.requests]
            given = {"payments that come together": together, "this one": request.payment_id}
            got = f"correlationId {found}" if found else "no line with its paymentId and an id"
            yield Finding(f"{_at(service)}: its log", given, got, f"correlationId {wanted}")


def summed(account: Any, journeys: Iterable[Journey]) -> dict[str, float]:
    """Return what metric filters make of the log of `booking`: {metric: sum}."""
    logs, found = account.client("logs"), dict[str, float]()
    logs.create_log_group(logGroupName=LOG_GROUP)
    for name, pattern, value in FILTERS:
        change = {"metricNamespace": NAMESPACE, "metricName": name, "metricValue": value}
        logs.put_metric_filter(
            logGroupName=LOG_GROUP, filterName=name, filterPattern=pattern, metricTransformations=[change]
        )
    lines = [json.dumps(line) for journey in journeys for line in journey.lines(BOOKING)]
    account.logs.write(LOG_GROUP, "booking", *lines)
    for name, *_ in FILTERS:
        series = account.metrics.series(Metric(NAMESPACE, name))
        samples = series.between(0, account.clock.now.timestamp() + 1) if series else []
        found[name] = round(sum(each.total for each in samples), 2)
    return found


def has_new_ids(journey: Journey) -> bool:
    """Whether a line behind the door carries an id that no line at the door has."""
    born = {about(line, "correlationId") for line in journey.lines(DOOR)} - {None, ""}
    later = {about(line, "correlationId") for name in SERVICES[1:] for line in journey.lines(name)}
    return bool(born) and bool(later - born - {None, ""})
