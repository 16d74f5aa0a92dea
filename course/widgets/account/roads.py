"""Wires on the map: a line for each connection, its sign of who waits, and what is written on it."""

import re
from html import escape
from itertools import pairwise
from math import hypot

from course.widgets.account.mark import Mark
from course.widgets.account.plan import Road
from course.widgets.account.ways import HANDS_OVER, WAITS
from course.widgets.dot import Wire

__all__ = ["HANDED", "WAITED", "road_path", "written"]

_POINT = re.compile(r"(-?[\d.]+),(-?[\d.]+)")
_BESIDE = 9  # pixels that words give way to an envelope
_STATES = {"pending": "◌ pending", "off": "⊘ off"}

# Around their own middle: an envelope; and the tip of the answer's arrow, to be turned along the line.
HANDED = "M-7,-5 H7 V5 H-7 Z M-7,-5 L0,1 L7,-5"
WAITED = "M10,-5 L1,0 L10,5"


def written(road: Road) -> str:
    """Return what stands on a road: its state where something keeps it from being used, else its label."""
    state = _STATES.get(road.state, "")
    if road.state == "pending":
        return state
    words = road.label or ("dead letters" if road.kind == "dead-letter" else "")
    return f"{words}, {state}" if words and state else state or words


def road_path(at: int, road: Road, wire: Wire, mark: Mark) -> str:
    """Return a road as SVG, with its mark where it has room for words."""
    way = road.way.replace(" ", "-") or "beside"
    path = (
        f'<g class="course-map-road course-way-{way} course-state-{_word(road.state)}" data-road="{at}">'
        f'<path class="course-map-wire course-{_word(road.kind)}" data-edge="{at}" d="{wire.path}"/>'
        f'<path class="course-map-head" d="{wire.head}"/>{_sign(road.way, wire.path)}</g>'
    )
    if wire.label_at is None:
        return path
    x, y = wire.label_at
    x += _BESIDE if road.way == HANDS_OVER and _runs_down(wire.path) else 0
    shown = f"course-status-{mark.tone}" if mark.tone else ""
    return (
        f'{path}<g class="course-map-label {shown}" data-mark="{at}" data-words="{escape(written(road))}" '
        f'transform="translate({x},{y})"><text text-anchor="middle" y="4">{escape(mark.text)}</text></g>'
    )


def _runs_down(path: str) -> bool:
    """Tell whether a line goes more down than across; its words then stand beside it, where the envelope is."""
    points = [(float(x), float(y)) for x, y in _POINT.findall(path)]
    (x, y), (to_x, to_y) = points[0], points[-1]
    return abs(to_y - y) > abs(to_x - x)


def _word(name: str) -> str:
    """Return a name as it may stand in a class; what comes from outside could hold anything."""
    return re.sub(r"[^a-z-]", "", name.lower())


def _sign(way: str, path: str) -> str:
    """Draw the sign of a way near the line's beginning."""
    points = [(float(x), float(y)) for x, y in _POINT.findall(path)]
    if way == WAITS:
        (x, y), (to_x, to_y) = points[0], points[1]
        away = hypot(to_x - x, to_y - y) or 1.0
        cosine, sine = (to_x - x) / away, (to_y - y) / away
        turn = f"matrix({cosine:.3f},{sine:.3f},{-sine:.3f},{cosine:.3f},{x:.1f},{y:.1f})"
        return f'<path class="course-way-sign" d="{WAITED}" transform="{turn}"/>'
    if way == HANDS_OVER:
        x, y = _along(points, 20)
        return f'<path class="course-way-sign course-envelope" d="{HANDED}" transform="translate({x:.1f},{y:.1f})"/>'
    return ""


def _along(points: list[tuple[float, float]], far: float) -> tuple[float, float]:
    """Return the point so many pixels along a chain of Bezier curves, but not beyond the middle of a short line."""
    line = [point for at in range(0, len(points) - 3, 3) for point in _curve(points[at : at + 4])] or points
    lengths = [hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(line)]
    left = min(far, sum(lengths) / 2)
    for length, (here, there) in zip(lengths, pairwise(line), strict=True):
        if left <= length and length:
            part = left / length
            return here[0] + (there[0] - here[0]) * part, here[1] + (there[1] - here[1]) * part
        left -= length
    return line[-1]


def _curve(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = points
    found = []
    for step in range(9):
        t = step / 8
        u = 1 - t
        weights = (u**3, 3 * u * u * t, 3 * u * t * t, t**3)
        xs, ys = (ax, bx, cx, dx), (ay, by, cy, dy)
        found.append(
            (
                sum(w * x for w, x in zip(weights, xs, strict=True)),
                sum(w * y for w, y in zip(weights, ys, strict=True)),
            )
        )
    return found
