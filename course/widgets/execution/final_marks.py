"""How it stands with each state in the end, where no script adds up the changes."""

from collections import Counter

from course.widgets.state_machine import STATUSES, pointer

from .lines import Line, Stay
from .marks import changes_of
from .story import Story

__all__ = ["WORST_FIRST", "final_marks"]

# Where a state stands in several ways at once, in the items of a Map: which of them its mark shows.
WORST_FIRST = ("running", "waiting", "retrying", "failed", "aborted", "caught", "succeeded")


# What a child execution's status is in the words of STATUSES; one that has not begun counts as nothing.
_CHILDREN = {
    "PENDING": "",
    "RUNNING": "running",
    "SUCCEEDED": "succeeded",
    "FAILED": "failed",
    "TIMED_OUT": "failed",
    "ABORTED": "aborted",
}


def final_marks(story: Story) -> dict[str, dict[str, str]]:
    """Return the mark of each state that was entered, by its id, in the order in which they were entered first."""
    status: dict[Stay | Line, tuple[str, str]] = {}
    for changes in changes_of(story):
        for change in changes:
            status[change.thing] = change.status, change.words
    for stay in story.places.stays:
        run = story.map_run(stay) if stay.type == "Map" else None
        if run is not None and stay in status:
            children = Counter(_CHILDREN[child.status] for child in run.children)
            status[stay] = status[stay][0], _words(status[stay][0], children)
    stays: dict[str, list[Stay]] = {pointer(stay.path): [] for stay in story.places.stays}
    for stay in story.places.stays:
        if status.get(stay, ("", ""))[0]:
            stays[pointer(stay.path)].append(stay)
    return {state: _mark(found, status) for state, found in stays.items() if found}


def _mark(stays: list[Stay], status: dict[Stay | Line, tuple[str, str]]) -> dict[str, str]:
    if len(stays) > 1:
        return _counted(Counter(status[stay][0] for stay in stays))
    found, words = status[stays[0]]
    items = [status[line][0] for line in stays[0].lines.values() if line in status]
    if stays[0].type == "Map" and items:
        words = _words(found, Counter(items))
    return {"status": found, "words": words}


def _words(own: str, counts: Counter[str]) -> str:
    """Return the words beside a Map's own sign: how many of its items are how far."""
    if not any(counts[name] for name in WORST_FIRST):
        return ""
    counted = _counted(counts)
    sign = "" if counted["status"] == own else f"{STATUSES[counted['status']].sign} "
    return sign + counted["words"]


def _counted(counts: Counter[str]) -> dict[str, str]:
    there = [name for name in WORST_FIRST if counts[name]]
    # The mark has the sign of the first status itself.
    first, *others = there
    words = " ".join([f"{counts[first]:,}", *(f"{STATUSES[name].sign} {counts[name]:,}" for name in others)])
    return {"status": there[0], "words": words}
