"""In a report: the way that an execution took through a learner's state machine, drawn and in words."""

from collections.abc import Mapping
from html import escape
from typing import Any

__all__ = ["as_html", "as_line", "is_run"]

# States that are marked or not; a larger drawing would bury the report.
_MOST_STATES = 40


def is_run(value: Any) -> bool:
    """Tell whether a finding's `run` is what `Story.drawn` makes: a definition, marks by JSON pointer, a path in words."""
    return isinstance(value, Mapping) and {"definition", "marks", "path"} <= set(value)


def as_line(run: Mapping[str, Any]) -> str:
    """Return the path as words: the states in the order in which they were entered."""
    return str(run["path"]) or "no state was entered"


def as_html(run: Mapping[str, Any]) -> str:
    """Return the graph of the machine, the states of the path marked; empty where it is too large to be of help."""
    # The language and its pictures are imported by those who see a report on a state machine alone.
    from course.widgets.state_machine import still_graph
    from course.widgets.state_machine.definitions import machine_of
    from course.widgets.state_machine.reading import graph_of

    machine = machine_of(run["definition"])
    if len(graph_of(machine).nodes) > _MOST_STATES:
        return ""
    marks = {str(where): {"status": str(status)} for where, status in run["marks"].items()}
    drawn = still_graph(machine, marks)
    label = f"Path taken: {as_line(run)}"
    return f'<div class="course-path-taken" aria-label="{escape(label)}">{drawn}</div>' if drawn else ""
