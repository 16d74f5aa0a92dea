"""The rubrics of module 10: what their tables and hints claim, and detectors that stay silent where nothing is certain."""

from collections import Counter
from typing import Any

import pytest

from course.asl import StateMachine, lint_machine
from course.asl.integrations.optimised import OPTIMISED
from course.learner import variant_rng
from grader.checks import Bench
from grader.rubrics import AUTHOR, exercise
from grader.rubrics.m10 import e4_ask_the_bank, e5_how_to_wait
from grader.rubrics.m10.situations import ENDS, PATTERNS, SITUATIONS, Heard
from grader.rubrics.m10.transfer_slips import (
    asks_in_a_loop,
    names_no_token,
    takes_the_token_from_the_input,
)

LEARNERS = [f"learner-{number}" for number in range(200)]
SEND = "arn:aws:states:::sqs:sendMessage.waitForTaskToken"
NO_DEFINITIONS = [
    None,
    [],
    "x",
    {"States": []},
    {"States": {"A": 1}},
    {"States": {"A": {"Parameters": [[1]]}}},
]


def waiting(**message: Any) -> dict[str, Any]:
    """Return a definition that sends this message and waits."""
    state = {"Type": "Task", "Resource": SEND, "Parameters": {"MessageBody": message}}
    return {"States": {"Send": state}}


def loop(resource: str = "arn:aws:lambda:us-east-1:123456789012:function:status") -> dict[str, Any]:
    """Return a definition that asks, looks and waits, in a loop."""
    rules = [{"Variable": "$.status", "StringEquals": "DONE", "Next": "Done"}]
    return {
        "States": {
            "Ask": {"Type": "Task", "Resource": resource, "Next": "Done?"},
            "Done?": {"Type": "Choice", "Choices": rules, "Default": "Wait"},
            "Wait": {"Type": "Wait", "Seconds": 10, "Next": "Ask"},
            "Done": {"Type": "Succeed"},
        }
    }


@pytest.mark.parametrize("definition", NO_DEFINITIONS)
def test_what_is_no_definition_has_none_of_the_wrong_ideas_but_a_missing_token(definition: Any) -> None:
    assert not asks_in_a_loop(definition)
    assert not takes_the_token_from_the_input(definition)
    assert names_no_token(definition)


@pytest.mark.parametrize(
    "message, taken",
    [
        ({"taskToken.$": "$.taskToken"}, True),
        ({"taskToken.$": "$.Task.Token"}, True),
        ({"taskToken": "{% $states.input.taskToken %}"}, True),
        ({"text": "{% $string({'taskToken' : $states.input.token}) %}"}, True),
        ({"text": "{% $string({'taskToken': $states.context.Task.Token, 'all': $states.input}) %}"}, False),
        ({"taskToken.$": "$$.Task.Token"}, False),
        ({"taskToken": "$.taskToken"}, False),
        ({"taskToken": "{% $states.context.Task.Token %}"}, False),
        ({"transfer.$": "$.taskToken"}, False),
    ],
)
def test_a_token_of_the_input_is_a_path_of_one_dollar(message: dict[str, str], taken: bool) -> None:
    assert taken == takes_the_token_from_the_input(waiting(**message))


def test_a_loop_of_wait_task_and_choice_polls() -> None:
    assert asks_in_a_loop(loop())
    assert not asks_in_a_loop(loop(SEND))


def test_a_retry_by_way_of_a_catcher_is_no_polling() -> None:
    definition = loop()
    definition["States"]["Wait"]["Next"] = "Done"
    definition["States"]["Ask"]["Catch"] = [{"ErrorEquals": ["States.ALL"], "Next": "Wait"}]

    assert not asks_in_a_loop(definition)


def test_every_situation_has_a_code_of_its_own_and_is_drawn_for_somebody() -> None:
    place = exercise("m10.e5")
    drawn = {code for learner in LEARNERS for code in place.variant(variant_rng("m10.e5", learner))["mine"]}

    assert [1] * len(SITUATIONS) == list(Counter(each.code for each in SITUATIONS).values())
    assert {each.code for each in SITUATIONS} == drawn


@pytest.mark.parametrize("learner", LEARNERS[:10])
def test_everybody_is_asked_for_each_pattern_and_each_end(learner: str) -> None:
    bench = Bench(exercise("m10.e5"), {}, learner_id=learner, grading=False)
    mine = [e5_how_to_wait.BY_CODE[code] for code in bench.variant["mine"]]

    assert (9, set(PATTERNS), set(ENDS)) == (
        len({each.code for each in mine}),
        {each.pattern for each in mine},
        {each.ends for each in mine},
    )


def test_a_story_names_a_job_only_where_step_functions_knows_one() -> None:
    """What the situations call a service with a job of its own has a `.sync`, and the others have none."""
    jobs = {
        service
        for service, actions in OPTIMISED.items()
        for each in actions.values()
        if "sync" in each.patterns
    }

    assert {"glue", "ecs", "batch", "codebuild", "states"} <= jobs
    assert not {"lambda", "dynamodb", "http", "transcribe"} & jobs
    assert 4 == sum(each.heard is Heard.AS_A_JOB for each in SITUATIONS)


def test_the_bank_of_e4_is_asked_in_a_way_that_aws_accepts() -> None:
    """The connection and the address of each learner are such as the linter takes."""
    values = exercise("m10.e4").variant(variant_rng("m10.e4", AUTHOR))
    asked = {
        "ApiEndpoint": values["endpoint"],
        "Method": "GET",
        "Authentication": {"ConnectionArn": values["connection_arn"]},
    }
    task = {"Type": "Task", "Resource": "arn:aws:states:::http:invoke", "Parameters": asked, "End": True}
    machine = StateMachine.of({"StartAt": "Ask", "States": {"Ask": task}})

    assert [] == [each for each in lint_machine(machine) if each.severity == "ERROR"]


def test_what_passes_and_what_is_our_own_fault_have_no_status_in_common() -> None:
    bench = Bench(exercise("m10.e4"), {}, learner_id=AUTHOR, grading=True)
    faults = {day.responses[0].status for day in e4_ask_the_bank.wrong(bench)}

    assert not faults & set(e4_ask_the_bank.PASSING)
    assert 5 == len(faults)
