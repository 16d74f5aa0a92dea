"""Executions as rubrics tell them: scripted functions, faults, endings, and what a learner is told of a difference."""

import copy

import pytest

from course.asl import Callbacks, StateMachine
from course.clock import Clock
from grader.checks.machines import Ending, Fault, Told, differences, played
from tests.checks.machines.conftest import REVIEW

PAYLOAD = {"amount": 300}
ARN = "arn:aws:lambda:us-east-1:123456789012:function:review"

FORMS = {
    "its ARN": {"Resource": ARN},
    "its ARN with an alias": {"Resource": f"{ARN}:live"},
    "lambda:invoke": {
        "Resource": "arn:aws:states:::lambda:invoke",
        "Parameters": {"FunctionName": ARN, "Payload.$": "$"},
        "OutputPath": "$.Payload",
    },
    "the SDK": {
        "Resource": "arn:aws:states:::aws-sdk:lambda:invoke",
        "Parameters": {"FunctionName": "review", "Payload.$": "States.JsonToString($)"},
        "ResultSelector": {"seen.$": "States.StringToJson($.Payload)"},
        "OutputPath": "$.seen",
    },
}


def review(script=(), given=PAYLOAD, **fields):
    definition = copy.deepcopy(REVIEW)
    definition["States"]["Review"].update(fields)
    actors = {"review": lambda payload: {"seen": payload["amount"]}}
    return played(StateMachine.of(definition), given, actors, script=script)


def found(story, **ending):
    return [(each.got, each.expected) for each in differences(story, Ending(**ending), "here")]


@pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
def test_a_function_is_called_in_whichever_way_the_learner_chose(form):
    story = review(**form)

    assert ("SUCCEEDED", {"seen": 300}) == (story.status, story.output)
    assert [("review", PAYLOAD, 1)] == [(call.name, call.payload, call.attempt) for call in story.calls]


def test_a_fault_strikes_the_attempts_it_names_on_virtual_time():
    story = review([Fault("review", "Busy", attempts=(1, 2), seconds=1)])

    assert ("SUCCEEDED", [0, 3, 8]) == (story.status, story.times_of("review"))


def test_an_answer_that_is_lost_was_work_done():
    done = []
    machine = StateMachine.of(REVIEW)
    story = played(
        machine, PAYLOAD, {"review": done.append}, script=[Fault("review", "Busy", attempts=(1,), lost=True)]
    )

    assert ([PAYLOAD, PAYLOAD], "SUCCEEDED") == (done, story.status)


def test_a_function_that_hangs_ends_with_the_executions_own_time():
    story = review([Fault("review", hangs=True)])

    assert ("TIMED_OUT", 365) == (story.status, round(story.seconds / 86_400))


def test_an_actor_may_answer_later_by_its_task_token():
    clock, callbacks = Clock(), Callbacks()
    resource = "arn:aws:states:::lambda:invoke.waitForTaskToken"
    parameters = {"FunctionName": "ask", "Payload": {"token.$": "$$.Task.Token"}}
    task = {"Type": "Task", "Resource": resource, "Parameters": parameters, "End": True}
    machine = StateMachine.of({"StartAt": "Ask", "States": {"Ask": task}})

    def ask(payload):
        clock.call_later(5, lambda: callbacks.succeed(payload["token"], "yes"))

    story = played(machine, {}, {"ask": ask}, clock=clock, callbacks=callbacks)

    assert ("yes", 5) == (story.output, story.seconds)


def test_a_function_that_nobody_scripted_fails_as_in_aws():
    story = review(Resource="arn:aws:lambda:us-east-1:123456789012:function:reviev")

    assert ("FAILED", "Lambda.ResourceNotFoundException") == (story.status, story.error)
    assert ("reviev",) == story.called


def test_going_round_and_round_is_stopped_and_said():
    round_and_round = {
        "StartAt": "A",
        "States": {
            "A": {"Type": "Pass", "Next": "B"},
            "B": {
                "Type": "Choice",
                "Choices": [{"Variable": "$", "IsPresent": True, "Next": "A"}],
                "Default": "C",
            },
            "C": {"Type": "Succeed"},
        },
    }
    story = played(StateMachine.of(round_and_round), {})

    assert [{"ends": "stopped after 600 states"}] == [got for got, _ in found(story, output={})]


def test_a_story_that_ends_as_it_should_has_nothing_to_tell():
    ending = {
        "output": {"seen": 300},
        "called": [("review", PAYLOAD)],
        "seconds": 0,
        "times": {"review": [0]},
    }

    assert [] == found(review(), **ending)


DIFFERENCES = [
    ({"output": {"seen": 301}}, "output", {"seen": 300}, {"seen": 301}),
    ({"called": []}, "called", ["review"], []),
    ({"called": ["other"]}, "called", ["review"], ["other"]),
    ({"called": [("review", {"amount": 1})]}, "called", [{"review": PAYLOAD}], [{"review": {"amount": 1}}]),
    ({"seconds": 5}, "seconds", 0, 5),
    ({"times": {"review": [1]}}, "review is called at", [0], [1]),
    ({"error": "Refused"}, "ends", "succeeded", "failed with Refused"),
    ({"error": ("Refused", "States.Runtime")}, "ends", "succeeded", "failed with Refused or States.Runtime"),
    ({"status": "TIMED_OUT"}, "ends", "succeeded", "timed out"),
]


@pytest.mark.parametrize("ending, what, got, expected", DIFFERENCES)
def test_only_what_differs_is_told_beside_the_end(ending, what, got, expected):
    [(came_out, wanted)] = found(review(), **ending)

    assert (got, expected) == (came_out[what], wanted[what])
    assert {"ends", what} == set(came_out) == set(wanted)


def test_one_of_several_errors_is_enough():
    story = review([Fault("review", "Broken")])

    assert [] == found(story, error=("States.Runtime", "Broken"))
    assert [({"ends": "failed with Broken"}, {"ends": "failed with Refused"})] == found(
        story, error="Refused"
    )


def test_a_finding_says_path_line_and_marks(look):
    rows = [Told(PAYLOAD, Ending(output={}), "a large amount")]
    report = look(REVIEW, rows=rows)
    finding = report.as_dict()["parts"][0]["findings"][0]

    assert ("a large amount", "Large? → Review") == (finding["where"], finding["run"]["path"])
    assert {"/States/Large?": "succeeded", "/States/Review": "succeeded"} == finding["run"]["marks"]
    assert '"Review": {' == finding["line"]["text"]
    assert "path taken  Large? → Review" in report.text()


@pytest.mark.parametrize("error, mark", [("Busy", "succeeded"), ("Refused", "caught"), ("Broken", "failed")])
def test_a_state_is_marked_by_what_became_of_its_error(error, mark):
    story = review([Fault("review", error, attempts=(1,))])

    assert mark == story.drawn()["marks"]["/States/Review"]


def test_a_lane_that_was_stopped_with_the_one_that_failed_is_marked_as_aborted():
    lanes = [
        {"StartAt": "Waits", "States": {"Waits": {"Type": "Wait", "Seconds": 9, "End": True}}},
        {"StartAt": "Fails", "States": {"Fails": {"Type": "Fail", "Error": "Broken"}}},
    ]
    both = {"StartAt": "Both", "States": {"Both": {"Type": "Parallel", "Branches": lanes, "End": True}}}
    marks = played(StateMachine.of(both), {}).drawn()["marks"]

    assert {"Waits": "aborted", "Fails": "failed", "Both": "failed"} == {
        where.rpartition("/")[2]: mark for where, mark in marks.items()
    }


def test_a_long_path_is_told_by_its_beginning_and_its_end():
    states = {
        "Again": {"Type": "Pass", "Next": "Round?"},
        "Round?": {
            "Type": "Choice",
            "Choices": [{"Variable": "$.on", "IsPresent": True, "Next": "Again"}],
        },
    }
    told = played(StateMachine.of({"StartAt": "Again", "States": states}), {"on": True}).drawn()["path"]

    assert told.startswith("Again → Round? → Again → ")
    assert told.endswith(" → Again → Round? → … 577 more … → Round? → Again → Round? → Again")


def test_a_row_keeps_the_number_that_it_has_in_the_table_of_the_exercise(look):
    report = look(REVIEW, rows=[Told(PAYLOAD, Ending(output={}), "a large amount", number=7)])

    assert 7 == report.as_dict()["parts"][0]["findings"][0]["row"]


def test_who_did_not_expect_a_failure_is_told_its_cause():
    script = [Fault("review", "Broken", cause="the amount is no number")]
    ((got, expected),) = found(review(script), output={})

    assert {"ends": "failed with Broken", "because": "the amount is no number"} == got
    assert {"ends": "succeeded"} == expected


ROWS = {
    "StartAt": "Each",
    "States": {
        "Each": {
            "Type": "Map",
            "ItemProcessor": {
                "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
                "StartAt": "Pass",
                "States": {"Pass": {"Type": "Pass", "End": True}},
            },
            "End": True,
        }
    },
}


def test_children_of_a_map_run_have_as_much_room_as_they_are_given():
    machine, items = StateMachine.of(ROWS), list(range(700))
    ends = [played(machine, items, most_states=most).status for most in (600, 701)]

    assert ["FAILED", "SUCCEEDED"] == ends


def test_another_seed_draws_other_ids():
    machine = StateMachine.of(ROWS)
    runs = [played(machine, [1], seed=seed).execution.map_runs[0].arn for seed in (1, 2, 1)]

    assert runs[0] == runs[2]
    assert runs[0] != runs[1]
