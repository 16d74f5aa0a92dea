"""Pairs of answers, whose file names are verdicts: alike or apart."""

import itertools
from pathlib import Path

import pytest

from grader import rubrics

HERE = Path(__file__).parent / "cases"
ANSWERS = Path(__file__).parents[1] / "answers" / "m05"
CASES = sorted(path.stem for path in HERE.glob("a*_*.py"))

# Right answers that were made from the reference by changing one thing in it; all others were written independently.
MADE_FROM_ANOTHER = {
    ("e2", "10_none_each_condition_in_an_or", "10_none_reference"),
    ("e4", "10_none_filter_on_the_body", "10_none_reference"),
}
PAIRS = [
    (exercise, one, other)
    for exercise in ("e1", "e2", "e3", "e4", "e5")
    for one, other in itertools.combinations(sorted(ANSWERS.glob(f"{exercise}_*/10_*.py")), 2)
]
INDEPENDENT = [pair for pair in PAIRS if (pair[0], pair[1].stem, pair[2].stem) not in MADE_FROM_ANOTHER]


def read(path):
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES)
def test_a_case_gets_its_verdict(found, case):
    head, text = read(HERE / f"{case}.py").split("\n", 1)
    place = head.removeprefix("# of: ")
    original = HERE / place if (HERE / place).is_file() else ANSWERS / place
    exercise = original.parent.name.partition("_")[0] if original.parent != HERE else "e1"
    others = {path.stem: read(path) for path in ANSWERS.glob(f"{exercise}_*/10_*.py") if path != original}
    answers = {"one": read(original), "other": text}
    if "broken" in case or "magics" in case or original.parent == HERE:
        result = found(exercise, answers, stored=others, own=True)
    else:
        result = found(exercise, answers, stored=others)
    pairs = [names for pair in result.pairs if (names := {pair.one, pair.other}) <= answers.keys()]

    assert ([{"one", "other"}] if case.startswith("alike") else []) == pairs


@pytest.mark.parametrize(
    "exercise, one, other", INDEPENDENT, ids=lambda each: each.stem if isinstance(each, Path) else each
)
def test_independent_right_answers_are_apart(found, exercise, one, other):
    result = found(exercise, {"one": read(one), "other": read(other)})

    assert [] == result.pairs


def test_right_answers_are_apart_in_a_class_of_their_own(found):
    named = {
        exercise: {path.stem: read(path) for path in ANSWERS.glob(f"{exercise}_*/10_*.py")}
        for exercise in ("e1", "e2", "e3", "e4", "e5")
    }
    accused = {
        (exercise, *sorted((pair.one, pair.other)))
        for exercise, answers in named.items()
        for pair in found(exercise, answers).pairs
    }

    assert set() == accused - MADE_FROM_ANOTHER


def test_an_answer_that_is_the_courses_own_is_told(found):
    reference = read(ANSWERS / "e1_fan_out" / "10_none_reference_loop.py")
    spelled = read(ANSWERS / "e1_fan_out" / "10_none_spelled_out.py")
    result = found("e1", {"one": reference, "other": spelled}, stored={"reference_loop": reference})

    assert [("one", "the course's answer reference_loop")] == [
        (pair.one, pair.other) for pair in result.pairs
    ]


def test_variants_of_the_learners_are_not_told(found):
    text = read(ANSWERS / "e4_fourth_listener" / "10_none_filter_set_afterwards.py")
    result = found("e4", {"one": text, "other": text})

    assert {} == result.held
    assert len(result.pairs) == 1
    assert rubrics.AUTHOR not in result.texts
