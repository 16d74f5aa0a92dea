"""Compare the history of an execution with a recorded one.

Without Map and Parallel every event stands at its place. With them the order is free: each recorded event must be
there, with what it says and the event that it points back to, and nothing else.
"""

from collections.abc import Sequence
from typing import Any

from recordings.masks import Masks

Event = dict[str, Any]

FREE = frozenset({"MapIterationStarted", "ParallelStateStarted"})
# They point back to whatever happened to end last, or to make room for the next.
JOINING = frozenset(
    {
        "MapIterationStarted",
        "MapStateExited",
        "MapStateFailed",
        "MapStateSucceeded",
        "ParallelStateExited",
        "ParallelStateFailed",
        "ParallelStateSucceeded",
    }
)
# The recording left them out where it made the order of branches regular.
LEFT_OUT = frozenset({"ParallelStateExited", "ParallelStateFailed", "ParallelStateSucceeded"})

# What the exit of a Distributed Map points back to: the recordings disagree, the later ones have the start of the run.
RUN = frozenset({"MapRunStarted", "MapRunSucceeded"})


def first_difference(
    recorded: Sequence[Event], found: Sequence[Event], masks: Masks, *, complete: bool = True
) -> str | None:
    """Return what differs first, or None. `complete`: the recording goes to the end of the execution."""
    if any(event["type"] in FREE for event in recorded):
        return _unordered(recorded, found, masks)
    for index, (one, other) in enumerate(zip(recorded, found, strict=False)):
        if said := _event_difference(one, _as_recorded(one, other, recorded[:index]), masks):
            return said
    if len(recorded) > len(found):
        return f"event {recorded[len(found)]['id']}: missing, recorded {_title(recorded[len(found)])}"
    if complete and len(found) > len(recorded):
        return (
            f"event {found[len(recorded)]['id']}: not in the recording, found {_title(found[len(recorded)])}"
        )
    return None


def _event_difference(one: Event, other: Event, masks: Masks) -> str | None:
    where = f"event {one['id']} {one['type']}"
    if one["type"] != other["type"]:
        return f"{where}: found {_title(other)}"
    for key in ("id", "previousEventId"):
        if one[key] != other[key]:
            return f"{where}/{key}: recorded {one[key]}, found {other[key]}"
    return _details_difference(one, other, masks, where)


def _as_recorded(one: Event, other: Event, before: Sequence[Event]) -> Event:
    """Return the exit of a Distributed Map as if it pointed back to the same event of its run."""
    run = {event["id"] for event in before[-3:] if event["type"] in RUN}
    exits = one["type"] == "MapStateExited" and {one["previousEventId"], other["previousEventId"]} <= run
    return other | {"previousEventId": one["previousEventId"]} if exits else other


def _details_difference(one: Event, other: Event, masks: Masks, where: str) -> str | None:
    name, details = _details(one)
    found = {key for key in other if key.endswith("EventDetails")}
    if found != ({name} if name else set()):
        return f"{where}: recorded {name or 'no details'}, found {sorted(found) or 'no details'}"
    return masks.difference(details, other[name], where) if name else None


def _unordered(recorded: Sequence[Event], found: Sequence[Event], masks: Masks) -> str | None:
    regular = any(not isinstance(event["id"], int) for event in recorded)
    last = recorded[-1]["id"]
    if isinstance(last, int) and len(found) != last:
        return f"recorded {last} events, found {len(found)}: {_count_difference(recorded, found)}"
    if said := _event_difference(recorded[0], found[0], masks):
        return said
    here = {event["id"]: event for event in recorded if isinstance(event["id"], int)}
    there = {event["id"]: event for event in found}
    partners = [
        [
            index
            for index, other in enumerate(found)
            if _alike(one, other, masks) and _same_way_back(one, other, here, there, masks)
        ]
        for one in recorded
    ]
    taken = _match(partners)
    for number, one in enumerate(recorded):
        if number not in taken.values():
            return f"event {one['id']} {_title(one)}: {_nearest(one, found, masks)}"
    spare = [other for index, other in enumerate(found) if index not in taken]
    for other in spare:
        if not (regular and other["type"] in LEFT_OUT):
            return f"event {other['id']}: not in the recording, found {_title(other)}"
    return None


def _alike(one: Event, other: Event, masks: Masks) -> bool:
    return one["type"] == other["type"] and not _details_difference(one, other, masks.copy(), "")


def _same_way_back(
    one: Event, other: Event, here: dict[int, Event], there: dict[int, Event], masks: Masks
) -> bool:
    if not isinstance(one["id"], int):
        return True
    before, back = here.get(one["previousEventId"]), there.get(other["previousEventId"])
    if one["previousEventId"] == 0 or other["previousEventId"] == 0:
        return bool(one["previousEventId"] == other["previousEventId"])
    if before is None or back is None:
        return back is not None  # what the recording left out may be anything
    return before["type"] == back["type"] and (one["type"] in JOINING or _alike(before, back, masks))


def _match(partners: list[list[int]]) -> dict[int, int]:
    """Return found -> recorded such that as many as possible have a partner of their own (augmenting paths)."""
    taken: dict[int, int] = {}

    def place(number: int, seen: set[int]) -> bool:
        for index in partners[number]:
            if index in seen:
                continue
            seen.add(index)
            if index not in taken or place(taken[index], seen):
                taken[index] = number
                return True
        return False

    for number in range(len(partners)):
        place(number, set())
    return taken


def _nearest(one: Event, found: Sequence[Event], masks: Masks) -> str:
    """Say how the first event of its type differs, or that there is none."""
    same_type = [other for other in found if other["type"] == one["type"]]
    if not same_type:
        return "missing"
    said = [_details_difference(one, other, masks.copy(), "") for other in same_type]
    if None in said:
        backs = [other["previousEventId"] for other, word in zip(same_type, said, strict=True) if not word]
        return f"recorded as following {one['previousEventId']}, found following {backs}"
    return f"found with{said[0]}"


def _count_difference(recorded: Sequence[Event], found: Sequence[Event]) -> str:
    ours, theirs = [[event["type"] for event in events] for events in (found, recorded)]
    counts = {kind: ours.count(kind) - theirs.count(kind) for kind in dict.fromkeys(theirs + ours)}
    return ", ".join(f"{kind} {more:+d}" for kind, more in counts.items() if more)


def _details(event: Event) -> tuple[str, Any]:
    return next(((key, value) for key, value in event.items() if key.endswith("EventDetails")), ("", None))


def _title(event: Event) -> str:
    details = _details(event)[1] or {}
    name = details.get("name") or details.get("resource") or ""
    return f"{event['type']} {name}".strip()
