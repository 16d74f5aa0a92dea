"""The child executions of Map Runs, in as little as a picture of all of them needs."""

from datetime import datetime
from typing import Any

from course.asl.distributed_map.map_run import MapRun

from .map_runs import tally
from .story import Story

__all__ = ["child_of", "runs_of"]


def runs_of(story: Story) -> list[dict[str, Any]]:
    """Return the Map Runs of an execution as JSON-ready data.

    `stay` is the stay in the Map state, `event` the position of the event that began the run; `statuses` has a letter for each child (the first of its status), `started` and
    `stopped` are virtual milliseconds since the execution began, -1 for what has not come.
    """
    begun = story.recording.began
    starts = {
        event.text("mapRunArn"): {"stay": stay.index, "event": at}
        for at, event in enumerate(story.events)
        if event.type == "MapRunStarted" and (stay := story.place(event).stay)
    }
    return [
        {**starts[run.arn], **_run(run, begun)}
        for run in story.recording.map_runs
        if run.arn in starts and begun
    ]


def child_of(story: Story, run: int, number: int) -> Any:
    """Return the execution of one child of a Map Run. Raises LookupError where there is none, or has not begun."""
    children = story.recording.map_runs[run].children
    execution = children[number].execution if 0 <= number < len(children) else None
    if execution is None:
        raise LookupError(f"child {number} of Map Run {run} has not begun")
    return execution


def _run(run: MapRun, begun: datetime) -> dict[str, Any]:
    def milliseconds(moment: datetime | None) -> int:
        return -1 if moment is None else round((moment - begun).total_seconds() * 1000)

    items = [child.items for child in run.children]
    return {
        "statuses": "".join(child.status[0] for child in run.children),
        "started": [milliseconds(child.started) for child in run.children],
        "stopped": [milliseconds(child.stopped) for child in run.children],
        "items": items if any(each != 1 for each in items) else [],
        "words": tally(run),
    }
