"""How a Map Run went, in words."""

from course.asl.distributed_map.map_run import MapRun
from course.widgets.words import count

__all__ = ["tally"]

_WORDS = {
    "succeeded": "succeeded",
    "failed": "failed",
    "timedOut": "timed out",
    "aborted": "aborted",
    "running": "running",
    "pending": "not begun",
}


def tally(run: MapRun) -> str:
    """Say how many child executions of a run succeeded, failed and so on."""
    counts = run.execution_counts()
    said = [f"{counts[name]:,} {word}" for name, word in _WORDS.items() if counts[name]]
    return f"{count(counts['total'], 'child execution')}: {', '.join(said)}" if said else "no child execution"
