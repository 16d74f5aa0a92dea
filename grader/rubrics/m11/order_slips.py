"""Wrong ideas behind wrong answers to M11 E2. Each is certain, or silent."""

import json
from collections.abc import Iterator
from typing import Any

from course.asl import Visit
from grader.checks import same
from grader.checks.machines import states_of

from .lanes import maps_in, names_in_a_list, without_selector
from .warehouse import Handled

__all__ = ["breaks_at_nothing", "leaves_the_order_behind", "lists_as_they_finish", "narrows_to_the_list"]


def narrows_to_the_list(definition: Any, plays: list[Handled], items: str) -> bool:
    """Tell whether a Map breaks off whose InputPath leads to the list, which leaves nothing to pack beside an item (K11.8)."""
    broken = {visit.name for visit in _visits(plays) if visit.error is not None}
    return any(
        state.language == "JSONPath"
        and state.fields.get("InputPath") == f"$.{items}"
        and names_in_a_list(state.fields.get("ItemSelector", state.fields.get("Parameters")))
        and state.name in broken
        for state in maps_in(definition)
    )


def leaves_the_order_behind(definition: Any, plays: list[Handled], order_id: str) -> bool:
    """Tell whether items arrive as they are, and somebody inside looks for the order in vain, or is not told of it (K11.7).

    Where variables or the execution's own input are used, an item may well know its order.
    """
    states = list(states_of(definition))
    by_another_way = "Execution.Input" in json.dumps(definition) or any(
        "Assign" in each.fields for each in states
    )
    if by_another_way or not any(map(without_selector, maps_in(definition))):
        return False
    in_vain = any(
        visit.iteration and visit.error is not None and _is_bare(visit.input, order_id)
        for visit in _visits(plays)
    )
    calls = (call for seen in plays for call in seen.calls)
    return in_vain or any(call.name == "check" and _is_bare(call.payload, order_id) for call in calls)


def lists_as_they_finish(plays: list[Handled]) -> bool:
    """Tell whether confirmations list what was packed in the order in which it was ready, where that is another (K11.2)."""
    told = [
        (_tracking(seen), seen.packed)
        for seen in plays
        if seen.confirmations and seen.packed != seen.order.tracking
    ]
    return bool(told) and all(same(got, finished) for got, finished in told)


def breaks_at_nothing(plays: list[Handled]) -> bool:
    """Tell whether the order without items is confirmed wrongly, and every one of which something was packed rightly (K11.13)."""
    packed = [seen for seen in plays if seen.order.tracking]
    empty = [seen for seen in plays if not seen.order.items]
    return all(map(_is_confirmed, packed)) and not any(map(_is_confirmed, empty))


def _is_confirmed(seen: Handled) -> bool:
    return seen.story.status == "SUCCEEDED" and same(_tracking(seen), seen.order.tracking)


def _is_bare(document: Any, order_id: str) -> bool:
    """Whether a document is about an item, and says nothing of its order."""
    return isinstance(document, dict) and "sku" in document and order_id not in document


def _tracking(seen: Handled) -> Any:
    told = seen.confirmations[0] if seen.confirmations else None
    return told.get("tracking") if isinstance(told, dict) else None


def _visits(plays: list[Handled]) -> Iterator[Visit]:
    for seen in plays:
        yield from seen.story.execution.visits
