"""Each event is a sentence that says what AWS did."""

import pytest

from course.asl import StatesError, run
from course.widgets.execution.recording import recording_of
from course.widgets.execution.story import Story
from course.widgets.execution.telling import tell


def sentences(execution):
    story = Story(recording_of(execution))
    return [tell(story, event).sentence for event in story.events]


def sentence(execution, type, which=0):
    found = [
        said
        for said, event in zip(sentences(execution), execution.history, strict=True)
        if event["type"] == type
    ]
    return found[which]


def test_a_failure_says_who_retries_and_when(paid):
    expected = (
        "The function fails with Bank.Down (the line is dead). The retrier for Bank.Down takes it. "
        "The next try comes in 2 s: retry 1 of 3."
    )

    assert expected == sentence(paid, "LambdaFunctionFailed")


def test_a_second_try_is_told_as_one(paid):
    assert "Step Functions calls the Lambda function charge once more (try 2)." == sentence(
        paid, "LambdaFunctionScheduled", 1
    )


def test_a_wait_says_how_long(paid):
    assert "The execution comes to the Wait “Pause” and waits there for 1 h." == sentence(
        paid, "WaitStateEntered"
    )


def test_a_failure_inside_says_that_what_is_around_starts_anew(trip):
    expected = (
        "The function fails with Car.None (no car in town). Nothing retries or catches it, so “Car” fails; "
        "“Book” around it starts anew in 10 s."
    )

    assert expected == sentence(trip, "LambdaFunctionFailed")


def test_the_other_branch_is_stopped_because_of_it(trip):
    assert "“Flight” is stopped where it is, because “Car” beside it has failed." == sentence(
        trip, "TaskStateAborted", 1
    )


def test_a_catcher_is_named_with_where_it_leads(trip):
    expected = (
        "One branch has failed, so “Book” fails as a whole, with Car.None (no car in town). The retry is used up. "
        "The catcher for States.ALL takes it: “Undo” comes next."
    )

    assert expected == sentence(trip, "ParallelStateFailed")


def test_a_fail_state_ends_the_execution(trip):
    assert (
        "“Undo” ends the execution after 12 s: it fails with Trip.Failed (the trip was undone)."
        == sentence(trip, "ExecutionFailed")
    )


def test_a_map_says_how_many_items_and_how_many_at_a_time(parcels):
    assert "“Parcels” starts: 12 items to work on, at most 4 at a time." == sentence(
        parcels, "MapStateStarted"
    )


def test_a_map_run_says_how_its_children_ended(rows):
    expected = "The Map Run is over. 20 child executions: 19 succeeded, 1 failed. No more have failed than it tolerates."

    assert expected == sentence(rows, "MapRunSucceeded")


def test_a_callback_says_what_it_waits_for(question):
    assert (
        "until somebody sends the task token back: SendTaskSuccess or SendTaskFailure"
        in sentences(question)[-1]
    )


def test_a_redrive_says_where_it_goes_on(redriven):
    expected = (
        "The execution is redriven (RedriveExecution): it goes on at “Book”, where it had failed. "
        "What had succeeded is not done again."
    )

    assert expected == sentence(redriven, "ExecutionRedriven")


def test_a_choice_says_which_rule_decided():
    rule = {"Variable": "$.n", "NumericLessThan": 4, "Next": "Few"}
    ends = {"Few": {"Type": "Succeed"}, "Many": {"Type": "Succeed"}}
    machine = {
        "StartAt": "How many?",
        "States": {"How many?": {"Type": "Choice", "Choices": [rule], "Default": "Many"}, **ends},
    }

    assert "“How many?” decides for “Few”, because n < 4." == sentence(
        run(machine, {"n": 1}), "ChoiceStateExited"
    )
    assert "“How many?” decides for “Many”, because none of its rules holds." == sentence(
        run(machine, {"n": 9}), "ChoiceStateExited"
    )


def test_nothing_may_take_a_runtime_error():
    def tasks(request):
        raise StatesError("States.Runtime", "no such field")

    task = {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f", "End": True}
    catch = {"Catch": [{"ErrorEquals": ["States.ALL"], "Next": "T"}]}
    failed = sentence(
        run({"StartAt": "T", "States": {"T": {**task, **catch}}}, tasks=tasks), "LambdaFunctionFailed"
    )

    assert "No retrier and no catcher may take States.Runtime, so the whole execution fails." in failed


def test_an_expression_that_fails_is_named_with_its_place():
    state = {"Type": "Pass", "Output": "{% $missing.a.b + 1 + 'x' %}", "End": True}
    machine = {"QueryLanguage": "JSONata", "StartAt": "P", "States": {"P": state}}

    assert sentence(run(machine), "EvaluationFailed").startswith(
        "“P” holds an expression (in Output) that cannot be evaluated: States.QueryEvaluationError"
    )


def test_a_loop_counts_its_visits():
    wait = {"Type": "Wait", "Seconds": 30, "Next": "Enough?"}
    rule = {"Variable": "$$.State.EnteredTime", "TimestampGreaterThan": "1970-01-01T00:01:00Z", "Next": "W"}
    machine = {
        "StartAt": "W",
        "TimeoutSeconds": 100,
        "States": {"W": wait, "Enough?": {"Type": "Choice", "Choices": [rule], "Default": "W"}},
    }

    assert "for the 3rd time" in sentence(run(machine), "WaitStateEntered", 2)


@pytest.mark.parametrize("made", ["paid", "trip", "parcels", "rows", "question", "redriven"])
def test_every_event_has_a_sentence(made, request):
    said = sentences(request.getfixturevalue(made))

    assert [] == [
        each
        for each in said
        if not each.endswith(".") or "  " in each or "None" in each.replace("Car.None", "")
    ]
