"""What a kit holds of a rubric: everything but its hidden functions."""

import ast

import pytest

from grader.checks import Bench, Exercise
from grader.release.cut import cut, hidden_in, only_for_hidden


@pytest.fixture
def rubric(tiny):
    return (tiny / "grader" / "rubrics" / "m00" / "e1_double.py").read_text()


def test_of_a_hidden_function_its_name_is_left(rubric):
    kept = cut(rubric)

    assert "def more_numbers(*_):" in kept
    assert [] == [word for word in ("nought", "Negative", "fraction", "randint") if word in kept]


def test_all_else_is_left_as_it_is(rubric):
    (hidden,) = hidden_in(rubric)
    before, after = rubric.split(hidden.text)

    assert cut(rubric).startswith(before)
    assert cut(rubric).endswith(after)
    assert hidden.text.startswith("# Negative")


def test_a_rubric_that_hides_nothing_is_not_changed(rubric):
    source = rubric.replace("@hidden\n", "")

    assert source == cut(source)


def test_what_was_cut_can_be_cut_again(rubric):
    assert cut(rubric) == cut(cut(rubric))


def test_the_rest_runs_and_has_no_hidden_rows(rubric):
    space = {}
    exec(compile(ast.parse(cut(rubric)), "kit", "exec"), space)  # noqa: S102  our own text
    exercise = Exercise("m00.e1", "Double", ("double",), (), ())
    graded = Bench(exercise, {}, learner_id="anna", grading=True)

    assert [1, 2] == space["visible"](graded)


@pytest.mark.parametrize(
    "more, found",
    [
        ("", []),
        ("\nODD = (3, 5)\n\n@hidden\ndef odd(bench, rng):\n    return ODD\n", ["ODD"]),
        ("\ndef odd(rng):\n    return [3]\n\n@hidden\ndef more(bench, rng):\n    return odd(rng)\n", ["odd"]),
        ("\nODD = 3\nEVEN = ODD + 1\n\n@hidden\ndef odd(bench, rng):\n    return [ODD]\n", []),
    ],
    ids=["nothing", "a constant", "a function", "a constant that others use"],
)
def test_what_only_hidden_functions_use_is_found(rubric, more, found):
    assert found == only_for_hidden([rubric + more])


def test_what_a_hidden_function_of_another_file_alone_uses_is_found(rubric):
    shared = "def odd_customer(rng):\n    return f'C-{rng.random()}'\n"
    uses = "from .insurer import odd_customer\n\n@hidden\ndef more(bench, rng):\n    return [odd_customer(rng)]\n"

    assert ["odd_customer"] == only_for_hidden([rubric, shared, uses])
