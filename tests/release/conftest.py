"""A tiny course with a hidden row, and the kit of the real one, made once."""

import shutil
from pathlib import Path

import pytest

COURSE = Path(__file__).parents[2]
RUBRIC = '''\
"""M00 E1: double."""

import random

from grader.checks import Bench, hidden


def visible(bench: Bench) -> list[int]:
    return [1, 2, *more_numbers(bench)]


# Negative ones are forgotten most often.
@hidden
def more_numbers(bench: Bench, rng: random.Random) -> list[int]:
    """Numbers below nought."""
    # And one with a fraction.
    below_nought = -rng.randint(1, 1000)
    return [
        below_nought,
        below_nought / 4,
    ]


LAST = visible
'''


@pytest.fixture
def tiny(tmp_path):
    """A course of one exercise, in a folder of its own."""
    root = Path(shutil.copytree(COURSE / "tests" / "build" / "tiny_course", tmp_path / "course"))
    room = root / "grader" / "rubrics" / "m00"
    room.mkdir(parents=True)
    (room / "e1_double.py").write_text(RUBRIC)
    return root


def kit_of(*assignments):
    """The files of a kit with these assignments, all if none is named, by their places."""
    from grader.classroom.exams import Exams
    from grader.release.kit import kit, released

    return kit(COURSE, released(COURSE, list(assignments)), Exams())


@pytest.fixture(scope="session")
def files():
    """The files of a kit of module 5, by their places."""
    return kit_of("m05_publish_subscribe")


@pytest.fixture(scope="session")
def whole():
    """The files of a kit with all assignments."""
    return kit_of()
