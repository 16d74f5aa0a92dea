"""The stylesheets: one for every picture, and one for each room's own."""

import functools
from importlib.resources import files

from course.widgets.palette import variables

__all__ = ["SHEETS", "common", "own", "stylesheet"]

# Room -> its sheet, by its place in this package.
SHEETS = {
    "account": "account/account.css",
    "charts": "charts/charts.css",
    "controls": "controls/controls.css",
    "course_map": "course_map.css",
    "data_flow": "data_flow/data_flow.css",
    "documents": "documents.css",
    "editor": "editor/editor.css",
    "events": "events/events.css",
    "execution": "execution/execution.css",
    "lesson": "lesson/lesson.css",
    "state_machine": "state_machine/state_machine.css",
    "stations": "stations.css",
}


def stylesheet(*rooms: str) -> str:
    """Return the stylesheet that every picture needs (the palette's variables first), and those of `rooms`."""
    return " ".join((common(), *(own(room) for room in rooms)))


@functools.cache
def common() -> str:
    """Return what every picture needs."""
    return variables() + _rules("style.css")


@functools.cache
def own(room: str) -> str:
    """Return what the pictures of one room need beside it."""
    return _rules(SHEETS[room])


def _rules(name: str) -> str:
    text = files("course.widgets").joinpath(name).read_text(encoding="utf-8")
    return " ".join(line.strip() for line in text.splitlines())
