"""How each kind of resource is drawn: a word, an outline and a small icon, all our own.

An outline is a function of width and height that returns SVG path data around the centre; an icon is path data in a
box of 24 by 24.
"""

from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["SHAPES", "Shape", "shape_of"]


@dataclass(frozen=True)
class Shape:
    """The word for a kind, its outline and its icon."""

    kind: str
    word: str
    outline: Callable[[float, float], str]
    icon: str


def _pointed(width: float, height: float) -> str:
    x, y, tip = width / 2, height / 2, 12
    return f"M{-x},0 L{-x + tip},{-y} H{x - tip} L{x},0 L{x - tip},{y} H{-x + tip} Z"


def _barred(width: float, height: float) -> str:
    x, y, bar = width / 2, height / 2, 6
    return f"M{-x},{-y} H{x} V{y} H{-x} Z M{-x + bar},{-y} V{y} M{x - bar},{-y} V{y}"


def _rounded(width: float, height: float, radius: float = 20) -> str:
    x, y, r = width / 2, height / 2, radius
    return (
        f"M{-x + r},{-y} H{x - r} A{r},{r} 0 0 1 {x},{-y + r} V{y - r} A{r},{r} 0 0 1 {x - r},{y} "
        f"H{-x + r} A{r},{r} 0 0 1 {-x},{y - r} V{-y + r} A{r},{r} 0 0 1 {-x + r},{-y} Z"
    )


def _drum(width: float, height: float) -> str:
    x, y, lid = width / 2, height / 2, 6
    return (
        f"M{-x},{-y + lid} A{x},{lid} 0 0 1 {x},{-y + lid} V{y - lid} A{x},{lid} 0 0 1 {-x},{y - lid} Z "
        f"M{-x},{-y + lid} A{x},{lid} 0 0 0 {x},{-y + lid}"
    )


def _pail(width: float, height: float) -> str:
    x, y = width / 2, height / 2
    return f"M{-x},{-y} H{x} L{x - 12},{y} H{-x + 12} Z"


def _slanted(width: float, height: float) -> str:
    x, y = width / 2, height / 2
    return f"M{-x + 12},{-y} H{x} L{x - 12},{y} H{-x} Z"


def _plain(width: float, height: float) -> str:
    return _rounded(width, height, 5)


SHAPES = {
    shape.kind: shape
    for shape in (
        Shape("publisher", "publisher", _plain, "M3,12 L21,4 L15,20 L11,14 Z M11,14 L21,4"),
        Shape(
            "topic",
            "topic",
            _pointed,
            "M2,12 a2.5,2.5 0 1 0 5,0 a2.5,2.5 0 1 0 -5,0 M8,11 L19,5 M8,12 H20 M8,13 L19,19 "
            "M16,4 L19,5 L18,8 M18,10 L20,12 L18,14 M18,16 L19,19 L16,20",
        ),
        Shape("queue", "queue", _barred, "M2,7 H8 V17 H2 Z M10,7 H16 V17 H10 Z M18,7 H22 V17 H18"),
        Shape("function", "function", _rounded, "M7,4 H10 L17,20 H20 M12,10 L6,20"),
        Shape("table", "table", _drum, "M3,5 H21 V19 H3 Z M3,10 H21 M3,14.5 H21 M9,5 V19"),
        Shape("bucket", "bucket", _pail, "M4,7 H20 L17,20 H7 Z M6,7 A6,4 0 0 1 18,7"),
        Shape(
            "endpoint",
            "endpoint",
            _slanted,
            "M12,3 a9,9 0 1 0 0.01,0 M3,12 H21 M12,3 C7,8 7,16 12,21 M12,3 C17,8 17,16 12,21",
        ),
        Shape("missing", "missing", _plain, "M6,6 L18,18 M18,6 L6,18"),
    )
}


def shape_of(kind: str) -> Shape:
    """Return the shape of a kind; one that is not known yet gets a plain box and its own name."""
    known = SHAPES.get(kind)
    return known or Shape("endpoint", kind or "resource", _plain, "M5,5 H19 V19 H5 Z")
