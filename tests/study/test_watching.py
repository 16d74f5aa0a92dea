"""What is said of a notebook that was saved and checked again."""

from pathlib import Path

import pytest

from grader.self_check.check import Checked, Grade
from grader.study.watching import changes


def checked(points, message):
    grade = Grade("m01.e2", points, 10, {"message": message})
    return Checked(Path("m01_lab.ipynb"), "m01_lab", "ada", (grade,), "", ())


@pytest.mark.parametrize(
    "points, message, said",
    [
        (0, "still to be written", []),
        (0, "Look first at this: names", ["m01.e2: 0 of 10: Look first at this: names"]),
        (4, "Look first at this: names", ["m01.e2: 4 of 10 (it was 0): Look first at this: names"]),
        (10, "All 3 parts hold.", ["m01.e2: 10 of 10 (it was 0)"]),
    ],
)
def test_what_is_new_is_said_with_the_points_that_have_changed(points, message, said):
    before = checked(0, "still to be written")

    assert said == list(changes(before, checked(points, message)))
