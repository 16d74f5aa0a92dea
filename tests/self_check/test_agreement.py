"""What a learner is told by `grader check` is what the class's gradebook says, whatever the submission went through."""

from pathlib import Path

import pytest

from grader.classroom.autograde import grade_class
from grader.classroom.cast import CAST
from grader.classroom.course import open_course
from grader.classroom.demo import Source, make_class, open_assignment
from grader.classroom.rows import rows
from grader.self_check.check import check

pytestmark = [pytest.mark.slow, pytest.mark.kernel]

ROOT = Path(__file__).parents[2]
# Right in another way, three wrong in different exercises, one of another name, one with an edited grade cell.
LEARNERS = ("learner-02", "learner-05", "learner-06", "learner-07", "learner-10", "learner-11")


def test_the_gradebook_has_the_points_of_check(tmp_path, monkeypatch):
    folder, source = tmp_path / "class", Source(ROOT)
    make_class(folder, source, [member for member in CAST if member.learner in LEARNERS])
    course = open_course(folder)
    open_assignment(course, source.assignment)
    list(grade_class(course, source.assignment))
    graded = {row.learner: row.points for row in rows(course, source.assignment)}
    checked = {}
    for learner in LEARNERS:
        monkeypatch.setenv("COURSE_LEARNER", learner)
        (handed_in,) = (folder / "classroom" / "submitted" / learner).glob("*/*.ipynb")
        grades = check(handed_in, folder / "exercises").grades
        checked[learner] = {grade.exercise.removeprefix("m05."): grade.points for grade in grades}

    assert graded == checked
    assert {46.0, 47.0, 48.0, 50.0, 0.0} == {sum(points.values()) for points in checked.values()}
