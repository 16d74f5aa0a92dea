"""Which events of AWS's own nobody wanted: a service put them onto the bus, and every rule there let them pass by."""

from collections.abc import Iterable, Mapping
from typing import Any

__all__ = ["unwanted_of_aws"]


def unwanted_of_aws(spans: Iterable[Any], by_id: Mapping[int, Any]) -> frozenset[int]:
    """Return the ids of the spans that say of such an event that a rule did not want it."""
    told: dict[Any, list[Any]] = {}
    for span in spans:
        if (span.kind, span.service) == ("delivery", "events"):
            event = (span.detail or {}).get("event")
            told.setdefault(span.id if event is None else event, []).append(span)
    return frozenset(
        span.id
        for deliveries in told.values()
        if all(span.status == "filtered" for span in deliveries)
        and any(_of_aws(span, by_id) for span in deliveries)
        for span in deliveries
    )


def _of_aws(span: Any, by_id: Mapping[int, Any]) -> bool:
    """Tell so by the source that a rule looked at, or because an execution sends its status without a call."""
    fields = ((span.detail or {}).get("decision") or {}).get("fields", ())
    named = any(field["path"] == "source" and str(field["found"]).startswith("aws.") for field in fields)
    cause = by_id.get(span.cause)
    return named or (cause is not None and cause.kind == "execution")
