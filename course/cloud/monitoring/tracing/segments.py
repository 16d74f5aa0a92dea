"""From the account's spans to segments, by trace."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from course.cloud.trace import Span

from .identity import segment_id, trace_id

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["Segment", "segments"]

Document = dict[str, Any]

_ORIGINS = {
    "lambda": "AWS::Lambda::Function",
    "stepfunctions": "AWS::StepFunctions::StateMachine",
    "execute-api": "AWS::ApiGateway::Stage",
}
_NAMES = {
    "dynamodb": "DynamoDB",
    "events": "Events",
    "execute-api": "execute-api",
    "lambda": "Lambda",
    "stepfunctions": "SFN",
    "secretsmanager": "Secrets Manager",
}


@dataclass
class Segment:
    """A segment's `document`, and where the subsegments of what it does go."""

    trace: str
    document: Document
    within: Document = field(default_factory=dict)


def segments(account: "Account") -> list[Segment]:
    """Return all segments, in the order in which they began."""
    found: list[Segment] = []
    # For each span: the part of a segment that it is, or in which it took place.
    places: dict[int, Segment] = {}
    for span in account.trace:
        above = places.get(span.cause) if span.cause is not None else None
        if span.detail.get("traced"):
            made = _made(account, span, above)
            found += made
            places[span.id] = made[-1]
        elif above is not None:
            is_part = span.kind == "state" or (
                span.kind == "call" and above.within.get("_span") == span.cause
            )
            places[span.id] = _part(account, span, above) if is_part else above
    for each in found:
        _finish(each.document)
    return found


def _made(account: "Account", span: Span, above: Segment | None) -> list[Segment]:
    """Return the segments of a span: two for a function, Lambda's and its own."""
    trace = above.trace if above else trace_id(account, span)
    document = _document(account, span) | {
        "trace_id": trace,
        "name": _name(span),
        "origin": _ORIGINS[span.service],
    }
    if above:
        document["parent_id"] = above.within["id"]
    if span.service != "lambda":
        return [Segment(trace, document, document)]
    first = {
        **document,
        "id": segment_id(account, span, "service"),
        "origin": "AWS::Lambda",
        "subsegments": [],
    }
    first["aws"] = {"function_arn": f"arn:aws:lambda:{account.region}:{account.id}:function:{span.name}"}
    if "refused" in span.detail:
        return [Segment(trace, first, first)]
    document["parent_id"] = first["id"]
    return [Segment(trace, first, first), Segment(trace, document, document)]


def _part(account: "Account", span: Span, above: Segment) -> Segment:
    """Add a subsegment: a state, or a call."""
    document = _document(account, span) | {"name": span.name}
    if span.kind == "call":
        document["name"] = _NAMES.get(span.service, span.service.upper())
        document["namespace"] = "remote" if span.service == "http" else "aws"
        document["aws"] = {"operation": span.name, "region": account.region, "resource_names": [span.target]}
        if "http" in span.detail:
            document["http"] = {"response": {"status": span.detail["http"]}}
    above.within["subsegments"].append(document)
    return Segment(above.trace, above.document, document)


def _document(account: "Account", span: Span) -> Document:
    begin = account.clock.start.timestamp()
    document: Document = {
        "id": segment_id(account, span),
        "start_time": round(begin + span.start, 6),
        "subsegments": [],
        "_span": span.id,
    }
    if account.trace.is_open(span):
        document["in_progress"] = True
    else:
        document["end_time"] = round(begin + span.end, 6)
    return document | _trouble(span)


def _trouble(span: Span) -> Document:
    """Return the marks of what went wrong: the caller's error, a throttle among them, or a fault."""
    if span.status == "ok":
        return {}
    status = span.detail.get("http") or 0
    if status == 429 or span.detail.get("refused") == "TooManyRequestsException":
        return {"error": True, "throttle": True}
    return {"error": True} if 400 <= status < 500 else {"fault": True}


def _name(span: Span) -> str:
    if span.service != "execute-api":
        return span.name
    return f"{span.detail.get('api', span.target)}/{span.detail.get('stage', '')}".rstrip("/")


def _finish(document: Document) -> None:
    document.pop("_span", None)
    if not document["subsegments"]:
        del document["subsegments"]
    for each in document.get("subsegments", ()):
        _finish(each)
