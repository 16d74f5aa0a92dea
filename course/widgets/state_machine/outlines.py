"""The outline of each type of state: SVG path data around the centre, for a width and a height."""

from collections.abc import Callable

__all__ = ["outline", "side_room"]


def outline(type: str, width: float, height: float) -> str:
    """Return the outline of a state of a type; one that is not known has a box."""
    return _OUTLINES.get(type, _box)(width / 2, height / 2)


def side_room(type: str) -> float:
    """Return how far an outline's sides reach in, in pixels: what is written keeps away from them."""
    return _SIDES.get(type, 0)


def _box(x: float, y: float) -> str:
    return _rounded(x, y, 4)


def _rounded(x: float, y: float, r: float) -> str:
    return (
        f"M{-x + r:.1f},{-y:.1f} H{x - r:.1f} A{r},{r} 0 0 1 {x:.1f},{-y + r:.1f} V{y - r:.1f} "
        f"A{r},{r} 0 0 1 {x - r:.1f},{y:.1f} H{-x + r:.1f} A{r},{r} 0 0 1 {-x:.1f},{y - r:.1f} V{-y + r:.1f} "
        f"A{r},{r} 0 0 1 {-x + r:.1f},{-y:.1f} Z"
    )


def _pill(x: float, y: float) -> str:
    return _rounded(x, y, min(x, y))


def _hexagon(x: float, y: float) -> str:
    tip = 12
    return f"M{-x:.1f},0 L{-x + tip:.1f},{-y:.1f} H{x - tip:.1f} L{x:.1f},0 L{x - tip:.1f},{y:.1f} H{-x + tip:.1f} Z"


def _octagon(x: float, y: float) -> str:
    c = 10
    return (
        f"M{-x + c:.1f},{-y:.1f} H{x - c:.1f} L{x:.1f},{-y + c:.1f} V{y - c:.1f} L{x - c:.1f},{y:.1f} "
        f"H{-x + c:.1f} L{-x:.1f},{y - c:.1f} V{-y + c:.1f} Z"
    )


def _slanted(x: float, y: float) -> str:
    return f"M{-x + 10:.1f},{-y:.1f} H{x:.1f} L{x - 10:.1f},{y:.1f} H{-x:.1f} Z"


def _barred(x: float, y: float) -> str:
    bar = 6
    return f"M{-x:.1f},{-y:.1f} H{x:.1f} V{y:.1f} H{-x:.1f} Z M{-x + bar:.1f},{-y:.1f} V{y:.1f} M{x - bar:.1f},{-y:.1f} V{y:.1f}"


def _waisted(x: float, y: float) -> str:
    c = 7
    return f"M{-x:.1f},{-y:.1f} H{x:.1f} L{x - c:.1f},0 L{x:.1f},{y:.1f} H{-x:.1f} L{-x + c:.1f},0 Z"


def _stacked(x: float, y: float) -> str:
    return f"{_rounded(x, y, 4)} M{-x + 5:.1f},{-y:.1f} v-4 H{x + 4:.1f} V{y - 5:.1f} h-4"


_OUTLINES: dict[str, Callable[[float, float], str]] = {
    "Task": lambda x, y: _rounded(x, y, 9),
    "Pass": _slanted,
    "Choice": _hexagon,
    "Wait": _waisted,
    "Succeed": _pill,
    "Fail": _octagon,
    "Parallel": _barred,
    "Map": _stacked,
}

_SIDES = {"Choice": 10, "Fail": 4, "Parallel": 6, "Pass": 8, "Succeed": 8, "Wait": 8}
