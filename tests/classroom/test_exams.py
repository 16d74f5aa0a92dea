"""An exam is graded with its learners' keys, whoever starts the grading, and again where its secret has changed."""

import pytest

from grader.classroom.autograde import grade_class
from grader.classroom.course import ClassroomError, without_database_warnings
from grader.classroom.exams import make_exam, secrets_file
from grader.classroom.notes import notes
from grader.classroom.shelf import graded_notebook

SECRET = "a secret that is long enough for everybody"


@pytest.fixture
def handed_in(toy):
    """One submission of an exam."""
    toy.hand_in("anna", toy.notebook())
    set_secret(toy, SECRET)
    return toy


def set_secret(toy, secret):
    secrets_file(toy.root).write_text(f'[exams]\ntoy = "{secret}"\n')
    secrets_file(toy.root).chmod(0o600)


def graded_before(course):
    """Grade, and return of each submission whether nothing of it had to be examined."""
    outcomes = list(grade_class(course, "toy"))
    assert [] == [outcome.error for outcome in outcomes if outcome.error]
    return [outcome.before for outcome in outcomes]


def prints(course):
    """By what the outcome of each grade cell is known again."""
    return dict(notes(graded_notebook(course, "toy", "anna")).known)


def test_the_same_secret_is_known_again_and_another_is_not(handed_in, course):
    runs = [graded_before(course), graded_before(course)]
    first = prints(course)
    set_secret(handed_in, SECRET + "!")
    runs += [graded_before(course), graded_before(course)]
    second = prints(course)

    assert [[False], [True], [False], [True]] == runs
    assert set() == set(first.values()) & set(second.values())


def test_an_assignment_that_becomes_an_exam_is_examined_again(toy, course):
    toy.hand_in("anna", toy.notebook())
    before = graded_before(course)
    make_exam(toy.root, "toy")

    assert [[False], [False]] == [before, graded_before(course)]


def test_an_exam_of_another_assignment_changes_nothing(handed_in, course):
    graded_before(course)
    make_exam(handed_in.root, "another")

    assert [True] == graded_before(course)


def test_nbgraders_own_command_grades_with_the_same_keys(handed_in, course):
    with without_database_warnings():
        result = course.autograde("toy", "anna")
    found = prints(course)
    graded_before(course)

    assert result["success"]
    assert prints(course) == found


def test_a_secret_that_cannot_be_read_is_told_before_anything_is_graded(handed_in, course):
    secrets_file(handed_in.root).write_text("[exams")

    with pytest.raises(ClassroomError, match="Put your copy of the secrets"):
        list(grade_class(course, "toy"))
