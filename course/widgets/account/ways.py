"""Who waits for whom: whether a connection is a question that is waited on, a hand-over, or neither."""

__all__ = ["HANDS_OVER", "LEGEND", "WAITS", "way_of"]

WAITS, HANDS_OVER = "waits", "hands over"

LEGEND = (
    (WAITS, "asks, and waits for the answer"),
    (HANDS_OVER, "hands over, and goes on"),
)

# What takes a message and answers before anything was done about it.
_KEEPERS = frozenset({"topic", "queue", "bus", "state machine", "activity"})
_BY_KIND = {
    **dict.fromkeys(("subscription", "rule", "delivery", "notification", "invocation"), HANDS_OVER),
    **dict.fromkeys(("action", "destination", "dead-letter", "archive"), HANDS_OVER),
    "request": WAITS,
}
_CALLS = frozenset({"task", "integration", "call"})


def way_of(kind: str, target: str) -> str:
    """Return the way of an edge (see `course.cloud.inventory.Edge`) to a target of this kind: WAITS, HANDS_OVER or ""."""
    if kind in _CALLS:
        return HANDS_OVER if target in _KEEPERS else WAITS
    return _BY_KIND.get(kind, "")
