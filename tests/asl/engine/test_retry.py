"""Retriers and catchers."""

import random

import pytest

from course.asl import StatesError, run
from course.asl.engine.limits import TooLargeError
from course.asl.engine.retry import delay_of, find, takes

TIMEOUT = StatesError("States.Timeout", "")
SILENCE = StatesError("States.Timeout", "", also=("States.HeartbeatTimeout",))


class Failing:
    """A handler that raises the errors given, one a call, and then answers; `at` is when it was called."""

    def __init__(self, *errors):
        self.errors = list(errors)
        self.at = []
        self.counts = []
        self.clock = None

    def __call__(self, request):
        self.at.append(self.clock.elapsed if self.clock else None)
        self.counts.append(request.context["State"]["RetryCount"])
        if self.errors:
            raise StatesError(self.errors.pop(0), "why")
        return "done"


@pytest.mark.parametrize(
    "names, error, expected",
    [
        (["Mine"], StatesError("Mine"), True),
        (["Mine"], StatesError("Other"), False),
        (["States.ALL"], StatesError("Other"), True),
        (["States.ALL"], StatesError(None), True),
        (["States.TaskFailed"], StatesError("Other"), True),
        (["States.TaskFailed"], TIMEOUT, False),
        (["States.Timeout"], TIMEOUT, True),
        (["States.HeartbeatTimeout"], TIMEOUT, False),
        (["States.HeartbeatTimeout"], SILENCE, True),
        (["States.Timeout"], SILENCE, True),
        (["States.ALL"], StatesError("States.Runtime"), False),
        (["States.Runtime"], StatesError("States.Runtime"), False),
        (["States.ALL"], TooLargeError("States.DataLimitExceeded"), False),
        (["States.DataLimitExceeded"], TooLargeError("States.DataLimitExceeded"), True),
        (["States.ALL"], StatesError("States.DataLimitExceeded"), True),
    ],
)
def test_an_error_is_matched_by_name_and_by_wildcard(names, error, expected):
    assert expected is takes(names, error)


def test_the_first_catcher_that_takes_an_error_counts():
    catchers = [{"ErrorEquals": [name]} for name in ("A", "States.ALL", "B")]

    assert [0, 1, 1] == [find(catchers, StatesError(name)) for name in ("A", "B", "C")]


@pytest.mark.parametrize(
    "retrier, delays",
    [
        ({}, [1, 2, 4, 8]),
        ({"IntervalSeconds": 3, "BackoffRate": 1}, [3, 3, 3, 3]),
        ({"IntervalSeconds": 2, "BackoffRate": 3, "MaxDelaySeconds": 10}, [2, 6, 10, 10]),
        ({"BackoffRate": 1e200, "MaxDelaySeconds": 5}, [1, 5, 5, 5]),
    ],
)
def test_delays_grow_by_the_backoff_rate_up_to_the_longest(retrier, delays):
    often = {**retrier, "MaxAttempts": 4}

    assert delays == [delay_of(often, attempt, random.Random(0)) for attempt in (1, 2, 3, 4)]


@pytest.mark.parametrize("retrier, most", [({}, 3), ({"MaxAttempts": 0}, 0), ({"MaxAttempts": 1}, 1)])
def test_there_is_no_delay_before_a_retry_that_is_not_made(retrier, most):
    delays = [delay_of(retrier, attempt, random.Random(0)) for attempt in range(1, 6)]

    assert [attempt > most for attempt in range(1, 6)] == [delay is None for delay in delays]


def test_full_jitter_draws_any_delay_up_to_the_plain_one():
    retrier, chance = {"IntervalSeconds": 10, "BackoffRate": 1, "JitterStrategy": "FULL"}, random.Random(1)
    delays = [delay_of(retrier, 1, chance) for _ in range(200)]

    assert (0 <= min(delays) < 1, 9 < max(delays) <= 10, len(delays)) == (True, True, len(set(delays)))


def test_a_task_is_tried_again_until_it_succeeds(machine, task, types):
    handler = Failing("E", "E")
    execution = run(machine(A=task(Retry=[{"ErrorEquals": ["E"]}])), tasks=handler)

    assert ("done", [0, 1, 2], 3) == (execution.output, handler.counts, execution.clock.elapsed)
    assert ["LambdaFunctionScheduled", "LambdaFunctionStarted", "LambdaFunctionFailed"] * 2 == types(
        execution
    )[2:8]
    assert 3 == execution.visits[0].attempts


def test_a_task_is_tried_three_times_more_where_nothing_is_said(machine, task):
    handler = Failing(*["E"] * 9)
    execution = run(machine(A=task(Retry=[{"ErrorEquals": ["States.ALL"]}])), tasks=handler)

    assert ("FAILED", 4, "why") == (execution.status, len(handler.counts), execution.cause)


def test_each_retrier_counts_for_itself(machine, task):
    retriers = [
        {"ErrorEquals": ["A"], "MaxAttempts": 1},
        {"ErrorEquals": ["B"], "MaxAttempts": 2, "IntervalSeconds": 10, "BackoffRate": 1},
    ]
    handler = Failing("A", "B", "B", "A")
    execution = run(machine(S=task(Retry=retriers)), tasks=handler)

    assert ("A", 4, 21) == (execution.error, len(handler.counts), execution.clock.elapsed)


def test_a_retrier_that_is_used_up_is_not_followed_by_the_next(machine, task):
    retriers = [{"ErrorEquals": ["E"], "MaxAttempts": 0}, {"ErrorEquals": ["States.ALL"]}]
    handler = Failing("E")

    assert "FAILED" == run(machine(A=task(Retry=retriers)), tasks=handler).status


def test_a_visit_begins_with_all_its_retries(machine, task):
    again = {"Type": "Choice", "Choices": [{"Variable": "$", "StringEquals": "done", "Next": "B"}]}
    states = machine(
        A=task(Retry=[{"ErrorEquals": ["E"], "MaxAttempts": 1}], Next="C"),
        C=again,
        B=task(Retry=[{"ErrorEquals": ["E"], "MaxAttempts": 1}]),
    )
    handler = Failing("E")
    handler.errors = ["E"]
    first = run(states, tasks=handler)

    assert ("SUCCEEDED", [0, 1, 0]) == (first.status, handler.counts)


def test_a_catcher_gets_error_and_cause(machine, task):
    catcher = {"ErrorEquals": ["E"], "ResultPath": "$.why", "Next": "B"}
    execution = run(machine(A=task(Catch=[catcher]), B={"Type": "Pass"}), {"n": 1}, tasks=Failing("E"))

    assert {"n": 1, "why": {"Error": "E", "Cause": "why"}} == execution.output


def test_what_was_caught_leaves_the_state_as_usual(machine, task, types):
    states = machine(A=task(Catch=[{"ErrorEquals": ["States.ALL"], "Next": "B"}]), B={"Type": "Pass"})
    execution = run(states, tasks=Failing("E"))

    assert ["LambdaFunctionFailed", "TaskStateExited", "PassStateEntered"] == types(execution)[4:7]
    assert ("E", "B") == (execution.visits[0].error.error, execution.visits[0].next)


def test_retries_come_before_catchers(machine, task):
    fields = {
        "Retry": [{"ErrorEquals": ["E"], "MaxAttempts": 1}],
        "Catch": [{"ErrorEquals": ["E"], "Next": "B"}],
    }
    handler = Failing("E", "E")
    run(machine(A=task(**fields), B={"Type": "Pass"}), tasks=handler)

    assert [0, 1] == handler.counts


def test_no_catcher_takes_an_error_of_the_definition(machine, task):
    states = machine(
        A=task(
            Parameters={"n.$": "$.nowhere"},
            Catch=[{"ErrorEquals": ["States.ALL", "States.Runtime"], "Next": "B"}],
        ),
        B={"Type": "Pass"},
    )

    assert ("FAILED", "States.Runtime") == (
        (execution := run(states, tasks=Failing())).status,
        execution.error,
    )


def test_a_failed_expression_can_be_caught(machine, task):
    states = machine(
        A=task(
            QueryLanguage="JSONata",
            Arguments="{% $nowhere %}",
            Catch=[{"ErrorEquals": ["States.QueryEvaluationError"], "Next": "B"}],
        ),
        B={"Type": "Pass"},
    )

    assert "States.QueryEvaluationError" == run(states, tasks=Failing()).output["Error"]


def test_a_catcher_whose_own_output_fails_fails_the_state(machine, task, types):
    catch = [
        {"ErrorEquals": ["Other"], "Next": "B"},
        {"ErrorEquals": ["E"], "Output": "{% $no %}", "Next": "B"},
    ]
    states = machine(A=task(QueryLanguage="JSONata", Catch=catch), B={"Type": "Pass"})
    execution = run(states, tasks=Failing("E"))

    assert ["LambdaFunctionFailed", "EvaluationFailed", "ExecutionFailed"] == types(execution)[-3:]
    assert "Catch[1]/Output" == execution.history[-2]["evaluationFailedEventDetails"]["location"]
