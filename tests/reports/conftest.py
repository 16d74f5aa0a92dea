"""A class of eight, as its rows: right, wrong in two ways, not begun, stopped, broken, waiting, absent."""

import pytest

from grader.classroom.examined import Examined, Part
from grader.classroom.rows import Person, Row
from grader.reports.summary import Summary

MAXIMA = {"e1": 10.0, "e2": 4.0}
NOTHING = {"e1": 0.0, "e2": 0.0}
ISOLATED = "isolated by limits, namespaces"
OPEN = "not isolated (only limits): a submission can read this user's files and reach the network"
PARTS = (("wires the queue", 6.0), ("admits nobody else", 3.0), ("is quick", 1.0))
STATES = {"h": "held", "f": "failed", "o": "open"}


def first(states, misconception=""):
    """Exercise e1 as the examiner found it: a letter a part, held, failed or open."""
    parts = tuple(
        Part(name, points, points if state == "h" else 0.0, STATES[state])
        for (name, points), state in zip(PARTS, states, strict=True)
    )
    earned = sum(part.earned for part in parts)
    hint = f"Hint of {misconception}." if misconception else ""
    return Examined("m05.e1", "Fan out", earned, 10.0, parts, misconception, hint)


def second(*, held):
    """Exercise e2, of one part, which held or not."""
    part = Part("sorts", 4.0, 4.0 if held else 0.0, "held" if held else "failed")
    return Examined("m05.e2", "Sort", part.earned, 4.0, (part,))


UNTOUCHED = Examined("m05.e2", "Sort", 0.0, 4.0, untouched=True)


def graded(learner, e1, e2, **more):
    """The row of a learner with these two exercises; None for one that has no report."""
    found = {name: each for name, each in (("e1", e1), ("e2", e2)) if each}
    points = {name: found[name].points if name in found else 0.0 for name in MAXIMA}
    settings = {"maxima": MAXIMA, "examined": found, "level": ISOLATED, **more}
    return Row(learner, "graded", points, sum(points.values()), 14.0, **settings)


def without(learner, state, remark):
    """The row of a learner with no points."""
    return Row(learner, state, NOTHING, 0.0, 14.0, remarks=(remark,), maxima=MAXIMA)


ROWS = (
    graded("ada", first("hhh"), second(held=True), person=Person("Ada", "Byron", "ada@example.org", "7")),
    graded("bob", first("fof", "K05.2"), second(held=True), seconds_late=5400.0, penalty=1.5),
    graded("cy", first("hff", "K05.2"), UNTOUCHED, person=Person("Çağlar", "Ñandú")),
    graded("dee", first("hfh", "K05.7"), None, left_out={"e2": "Cell e2_solution ran too long."}),
    graded("eve", first("fff"), second(held=False), remarks=("=cmd|' /C calc'!A0", "Two; +lines\nhere")),
    without("flo", "ungradable", "`m05.ipynb` breaks off in line 9."),
    without("gus", "waiting", "Not graded."),
    without("hal", "nothing", "Nothing was handed in."),
)


@pytest.fixture
def rows():
    return ROWS


@pytest.fixture
def summary():
    return Summary("m05_publish_subscribe", ROWS)


@pytest.fixture
def empty():
    return Summary("m05_publish_subscribe", ())


@pytest.fixture
def unguarded():
    """The same class, of which two were graded on a machine that cannot isolate."""
    from dataclasses import replace

    changed = [replace(row, level=OPEN) if row.learner in ("ada", "bob") else row for row in ROWS]
    return Summary("m05_publish_subscribe", changed)
