"""The numbers of a class are counted over those who were graded, each of them once."""

import pytest

COUNTS = {
    "e1": {"full": 1, "some": 2, "none": 2, "not_begun": 0, "left_out": 0},
    "e2": {"full": 2, "some": 0, "none": 1, "not_begun": 1, "left_out": 1},
}
PARTS = {
    "wires the queue": {"begun": 5, "held": 3, "failed": 2, "first": 2, "open": 0},
    "admits nobody else": {"begun": 5, "held": 1, "failed": 3, "first": 2, "open": 1},
    "is quick": {"begun": 5, "held": 2, "failed": 3, "first": 0, "open": 0},
    "sorts": {"begun": 3, "held": 2, "failed": 1, "first": 1, "open": 0},
}


def _counts(each, names):
    return {name: getattr(each, name) for name in names}


@pytest.mark.parametrize("name", COUNTS)
def test_of_an_exercise_each_graded_submission_is_counted_once(name, summary):
    each = next(each for each in summary.exercises if each.name == name)

    assert COUNTS[name] == _counts(each, COUNTS[name])
    assert sum(COUNTS[name].values()) == len(each.points) == 5


def test_an_exercise_has_mean_median_and_share_of_full_marks(summary):
    first = summary.exercises[0]

    assert ("Fan out", 10.0, 4.6, 6.0, 0.2) == (
        first.title,
        first.maximum,
        first.mean,
        first.median,
        first.share_full,
    )


def test_the_whole_assignment_is_summed_up_before_penalties(summary):
    whole = summary.all

    assert ((14.0, 4.0, 6.0, 7.0, 0.0), 6.0) == (whole.points, whole.median)
    assert (1, 3, 1, 0) == (whole.full, whole.some, whole.none, whole.not_begun)


@pytest.mark.parametrize("name", PARTS)
def test_a_part_is_counted_among_those_who_began_its_exercise(name, summary):
    part = next(part for part in summary.parts if part.name == name)

    assert PARTS[name] == _counts(part, PARTS[name])


def test_the_hardest_part_comes_first(summary):
    assert ["admits nobody else", "is quick", "wires the queue", "sorts"] == [
        part.name for part in summary.parts
    ]


def test_each_first_failure_is_counted_at_one_part(summary):
    failed = [found for row in summary.graded for found in row.examined.values() if found.first_failed]

    assert len(failed) == sum(part.first for part in summary.parts)


def test_a_misconception_has_its_title_its_hint_and_who_hit_it(summary):
    first, second = summary.misconceptions

    assert ("K05.2", "e1", "no queue policy", "Hint of K05.2.") == (
        first.id,
        first.exercise,
        first.title,
        first.hint,
    )
    assert (("bob", "cy"), ("dee",)) == (first.learners, second.learners)


def test_who_is_late_and_who_has_no_grade_is_known(summary):
    assert ["bob"] == [row.learner for row in summary.late]
    assert [["flo"], ["gus"], ["hal"]] == [
        [row.learner for row in summary.of_state(state)] for state in ("ungradable", "waiting", "nothing")
    ]


def test_a_class_of_nobody_has_no_numbers(empty):
    assert ([], [], []) == (empty.exercises, empty.parts, empty.misconceptions)
    assert (0.0, 0.0, 0.0) == (empty.all.mean, empty.all.median, empty.all.share_full)
