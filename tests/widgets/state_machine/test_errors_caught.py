"""Retriers and catchers in words."""

import pytest

from course.widgets.state_machine.errors_caught import error_names, retriers, retry_mark

ALL = ["States.ALL"]


def test_a_mark_says_how_often_the_most_patient_retrier_tries_again():
    assert "↻ 5\N{MULTIPLICATION SIGN}" == retry_mark([{"MaxAttempts": 2}, {"MaxAttempts": 5}])


def test_a_retrier_that_does_not_say_how_often_tries_three_times():
    assert "↻ 3\N{MULTIPLICATION SIGN}" == retry_mark([{"ErrorEquals": ALL}])


@pytest.mark.parametrize("nothing", [None, [], "x", {}, [7]])
def test_without_retriers_there_is_no_mark(nothing):
    assert "" == retry_mark(nothing)
    assert [] == list(retriers(nothing))


def test_attempts_that_are_no_number_leave_the_sign_alone():
    assert "↻" == retry_mark([{"MaxAttempts": "many"}])


def test_a_retrier_says_on_what_how_often_and_how_long_it_waits():
    [said] = retriers(
        [{"ErrorEquals": ["A", "B"], "MaxAttempts": 4, "IntervalSeconds": 90, "BackoffRate": 1.5}]
    )

    assert "on A, B tries again 4 times, after 1 min 30 s, each time 1.5 times as long" == said


def test_a_retrier_says_its_bound_and_that_chance_shortens_its_waits():
    [said] = retriers([{"ErrorEquals": ALL, "MaxDelaySeconds": 60, "JitterStrategy": "FULL"}])

    assert said.endswith(", at most 1 min, or less by chance")


def test_a_retrier_of_no_attempts_keeps_others_from_trying():
    assert ["on any error does not try again"] == list(retriers([{"ErrorEquals": ALL, "MaxAttempts": 0}]))


def test_all_errors_are_any_error():
    assert "any error" == error_names(ALL)
    assert "no error named" == error_names(None)
