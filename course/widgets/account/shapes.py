"""How each kind of resource is drawn: words, an outline, a small icon, a colour, all our own.

Outline, icon and word each tell kinds apart; kinds with one purpose share a colour. An icon is path data in a box of
24 by 24.
"""

from collections.abc import Callable
from dataclasses import dataclass

from course.widgets.account import outlines
from course.widgets.icons import icon

__all__ = ["PURPOSES", "SHAPES", "Shape", "shape_of"]

OUTSIDE, DOOR, MESSAGES = "Outside the account", "Front door", "Messages and events"
CODE, DATA, WATCH = "Code and workflows", "Data", "Watching"

# In the order in which lists show them.
PURPOSES = (OUTSIDE, DOOR, MESSAGES, CODE, DATA, WATCH)


@dataclass(frozen=True)
class Shape:
    """A kind: its words (one, many), what it is there for, its colour in the palette, its outline and its icon.

    `aside` marks what a map leaves out unless it is asked for: it carries no message.
    """

    kind: str
    word: str
    many: str
    purpose: str
    colour: str
    outline: Callable[[float, float], str]
    icon: str
    aside: bool = False


SHAPES = {
    shape.kind: shape
    for shape in (
        Shape(
            "publisher",
            "publisher",
            "publishers",
            OUTSIDE,
            "publisher",
            outlines.plain,
            "M3,12 L21,4 L15,20 L11,14 Z M11,14 L21,4",
        ),
        Shape(
            "client",
            "client",
            "clients",
            OUTSIDE,
            "publisher",
            outlines.window,
            "M3,5 H21 V19 H3 Z M3,9 H21 M6,7 H7 M9,7 H10 M10,12 L16,14 L13,15 L12,18 Z",
        ),
        Shape(
            "endpoint",
            "endpoint",
            "endpoints",
            OUTSIDE,
            "endpoint",
            outlines.slanted,
            icon("http"),
        ),
        Shape(
            "service",
            "AWS service",
            "AWS services",
            OUTSIDE,
            "endpoint",
            outlines.two_corners,
            icon("sdk"),
        ),
        Shape("missing", "missing", "missing", OUTSIDE, "missing", outlines.torn, icon("missing")),
        Shape(
            "api",
            "API",
            "APIs",
            DOOR,
            "door",
            outlines.chevron,
            icon("apigateway"),
        ),
        Shape(
            "topic",
            "topic",
            "topics",
            MESSAGES,
            "topic",
            outlines.pointed,
            icon("sns"),
        ),
        Shape(
            "queue",
            "queue",
            "queues",
            MESSAGES,
            "queue",
            outlines.barred,
            icon("sqs"),
        ),
        Shape(
            "bus",
            "event bus",
            "event buses",
            MESSAGES,
            "topic",
            outlines.railed,
            icon("events"),
        ),
        Shape("rule", "rule", "rules", MESSAGES, "topic", outlines.tag, "M3,5 H21 L14,13 V20 L10,18 V13 Z"),
        Shape(
            "archive",
            "archive",
            "archives",
            MESSAGES,
            "topic",
            outlines.lidded,
            "M3,4 H21 V9 H3 Z M5,9 V20 H19 V9 M10,13 H14",
        ),
        Shape(
            "api destination",
            "API destination",
            "API destinations",
            MESSAGES,
            "topic",
            outlines.leaning,
            "M12,5 H5 V19 H19 V12 M11,13 L20,4 M15,4 H20 V9",
        ),
        Shape(
            "connection",
            "connection",
            "connections",
            MESSAGES,
            "topic",
            outlines.notched,
            "M3,12 a4,4 0 1 0 8,0 a4,4 0 1 0 -8,0 M11,12 H21 V16 M17,12 V15",
            aside=True,
        ),
        Shape(
            "schedule",
            "schedule",
            "schedules",
            MESSAGES,
            "topic",
            outlines.octagon,
            "M12,3 a9,9 0 1 0 0.01,0 M12,7 V12 L16,14",
        ),
        Shape(
            "function",
            "function",
            "functions",
            CODE,
            "function",
            outlines.rounded,
            icon("lambda"),
        ),
        Shape(
            "layer",
            "layer",
            "layers",
            CODE,
            "function",
            outlines.stacked,
            "M12,3 L22,8 L12,13 L2,8 Z M2,12 L12,17 L22,12 M2,16 L12,21 L22,16",
            aside=True,
        ),
        Shape(
            "state machine",
            "state machine",
            "state machines",
            CODE,
            "workflow",
            outlines.framed,
            icon("states"),
        ),
        Shape(
            "activity",
            "activity",
            "activities",
            CODE,
            "workflow",
            outlines.half_round,
            icon("activity"),
        ),
        Shape(
            "table",
            "table",
            "tables",
            DATA,
            "table",
            outlines.drum,
            icon("dynamodb"),
        ),
        Shape(
            "bucket",
            "bucket",
            "buckets",
            DATA,
            "bucket",
            outlines.pail,
            icon("s3"),
        ),
        Shape(
            "alarm",
            "alarm",
            "alarms",
            WATCH,
            "warn",
            outlines.gabled,
            "M5,17 H19 C16,14 18,8 12,6 C6,8 8,14 5,17 Z M10,20 H14 M12,6 V3",
        ),
        Shape(
            "log group",
            "log group",
            "log groups",
            WATCH,
            "endpoint",
            outlines.folded,
            "M5,3 H19 V21 H5 Z M8,8 H16 M8,12 H16 M8,16 H13",
            aside=True,
        ),
    )
}


def shape_of(kind: str) -> Shape:
    """Return the shape of a kind; one that is not known gets a plain box and its own name."""
    word = kind or "resource"
    return SHAPES.get(kind) or Shape(
        kind, word, f"{word}s", OUTSIDE, "endpoint", outlines.plain, "M5,5 H19 V19 H5 Z"
    )
