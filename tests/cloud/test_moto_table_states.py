"""What plain moto does of Step Functions, and what it does not: see test_moto_table.py. The course has an engine of its own.

Measured with moto's own engine, which needs the packages that bench/asl.py needs.
"""

import json
import logging
import threading
import time

import boto3
import moto
import pytest
from botocore.exceptions import ClientError

ROLE = "arn:aws:iam::123456789012:role/r"
PASS = {"P": {"Type": "Pass", "End": True}}
TASK = "arn:aws:states:::"


@pytest.fixture
def states():
    logging.disable(logging.CRITICAL)  # it reports each failure with a page of its own insides
    with moto.mock_aws(config={"stepfunctions": {"execute_state_machine": True}}):
        yield boto3.client("stepfunctions", region_name="us-east-1")
    logging.disable(logging.NOTSET)


def _definition(states, **fields):
    return json.dumps({"StartAt": next(iter(states)), "States": states, **fields})


def _create(client, definition, name="m", **settings):
    return client.create_state_machine(name=name, definition=definition, roleArn=ROLE, **settings)


def _task(resource, parameters, **fields):
    return {
        "T": {
            "Type": "Task",
            "Resource": f"{TASK}{resource}",
            "Parameters": parameters,
            "End": True,
            **fields,
        }
    }


def _run(client, definition, text="{}"):
    """Run a definition and wait for moto's threads; return how the execution ended."""
    arn = _create(client, definition)["stateMachineArn"]
    before = set(threading.enumerate())
    execution = client.start_execution(stateMachineArn=arn, input=text, name="e")["executionArn"]
    while others := set(threading.enumerate()) - before:
        for thread in others:
            if thread.is_alive():  # one that has not begun yet cannot be waited for
                thread.join(30)
    return client.describe_execution(executionArn=execution)


def _refused(client, definition):
    with pytest.raises(ClientError) as found:
        _create(client, definition)
    return str(found.value)


def _map(**fields):
    processor = {
        "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
        "StartAt": "P",
        "States": PASS,
    }
    return _definition({"M": {"Type": "Map", "ItemProcessor": processor, "End": True, **fields}})


def test_it_runs_the_states_in_jsonpath(states):
    branch = {"StartAt": "P", "States": PASS}
    found = _run(
        states,
        _definition(
            {
                "Both": {
                    "Type": "Parallel",
                    "Branches": [branch, branch],
                    "ResultPath": "$.both",
                    "Next": "Is",
                },
                "Is": {"Type": "Choice", "Choices": [{"Variable": "$.a", "IsPresent": True, "Next": "Each"}]},
                "Each": {"Type": "Map", "ItemsPath": "$.both", "ItemProcessor": branch, "End": True},
            }
        ),
        '{"a": 1}',
    )

    assert ("SUCCEEDED", [{"a": 1}, {"a": 1}]) == (found["status"], json.loads(found["output"]))


def test_it_calls_services_and_any_api(states):
    sqs = boto3.client("sqs", region_name="us-east-1")
    url = sqs.create_queue(QueueName="q")["QueueUrl"]
    found = _run(states, _definition(_task("aws-sdk:sqs:sendMessage", {"QueueUrl": url, "MessageBody": "x"})))

    assert "SUCCEEDED" == found["status"]
    assert "x" == sqs.receive_message(QueueUrl=url)["Messages"][0]["Body"]


def test_it_publishes_a_version_when_a_machine_is_created_and_takes_aliases_of_it(states):
    version = _create(states, _definition(PASS), publish=True)["stateMachineVersionArn"]
    routes = [{"stateMachineVersionArn": version, "weight": 100}]

    assert states.create_state_machine_alias(name="live", routingConfiguration=routes)["stateMachineAliasArn"]


MACHINE = "arn:aws:states:us-east-1:123456789012:stateMachine:m"


@pytest.mark.parametrize(
    "operation, parameters",
    [
        ("start_sync_execution", {"stateMachineArn": MACHINE}),
        ("test_state", {"definition": json.dumps(PASS["P"]), "roleArn": ROLE}),
        ("redrive_execution", {"executionArn": f"{MACHINE.replace('stateMachine', 'execution')}:e"}),
        ("get_activity_task", {"activityArn": MACHINE.replace("stateMachine", "activity")}),
        ("validate_state_machine_definition", {"definition": _definition(PASS)}),
        ("publish_state_machine_version", {"stateMachineArn": MACHINE}),
        ("list_state_machine_versions", {"stateMachineArn": MACHINE}),
    ],
)
def test_it_does_not_answer(states, operation, parameters):
    _create(states, _definition(PASS))
    states.create_activity(name="m")
    with pytest.raises((NotImplementedError, ClientError), match=r"(?i)not (yet |been )?implemented"):
        getattr(states, operation)(**parameters)


def test_it_gives_executions_without_a_name_one_name(states):
    arn = _create(states, _definition(PASS))["stateMachineArn"]
    started = states.start_execution(stateMachineArn=arn)["executionArn"]

    assert f"{MACHINE.replace('stateMachine', 'execution')}:None" == started


def test_it_has_no_evaluator_for_jsonata(states):
    definition = _definition(
        {"P": {"Type": "Pass", "Output": "{% 1 + 1 %}", "End": True}}, QueryLanguage="JSONata"
    )

    assert "FAILED" == _run(states, definition)["status"]


def test_it_has_no_evaluator_for_variables(states):
    use = {"Type": "Pass", "Parameters": {"y.$": "$x"}, "End": True}
    definition = _definition({"P": {"Type": "Pass", "Assign": {"x.$": "$.a"}, "Next": "Q"}, "Q": use})

    assert "FAILED" == _run(states, definition, '{"a": 1}')["status"]


def test_it_refuses_calls_over_http(states):
    call = {
        "ApiEndpoint": "https://partner.example",
        "Method": "GET",
        "Authentication": {"ConnectionArn": "arn:aws:events:us-east-1:123456789012:connection/c/1"},
    }

    assert "Unknown service 'http'" in _refused(states, _definition(_task("http:invoke", call)))


def test_it_does_not_read_batches_nor_a_whole_percentage(states):
    assert "ItemBatcher" in _refused(states, _map(ItemBatcher={"MaxItemsPerBatch": 2}))
    assert "ToleratedFailurePercentage" in _refused(states, _map(ToleratedFailurePercentage=5))
    assert _create(states, _map(ToleratedFailurePercentage=5.0))["stateMachineArn"]


@pytest.mark.parametrize(
    "resource, parameters",
    [
        ("states:startExecution", {"StateMachineArn": MACHINE}),
        ("states:startExecution.sync:2", {"StateMachineArn": MACHINE}),
        ("apigateway:invoke", {"ApiEndpoint": "x.execute-api.us-east-1.amazonaws.com", "Method": "GET"}),
    ],
)
def test_it_fails_in_tasks_that_start_executions_or_call_an_api(states, resource, parameters):
    found = _run(states, _definition(_task(resource, parameters)))

    assert ("FAILED", "States.Runtime") == (found["status"], found["error"])


def test_it_calls_a_heartbeat_that_did_not_come_a_timeout(states):
    url = boto3.client("sqs", region_name="us-east-1").create_queue(QueueName="q")["QueueUrl"]
    waiting = _task(
        "sqs:sendMessage.waitForTaskToken",
        {"QueueUrl": url, "MessageBody.$": "$$.Task.Token"},
        HeartbeatSeconds=1,
        TimeoutSeconds=10,
        Catch=[{"ErrorEquals": ["States.HeartbeatTimeout"], "Next": "P"}],
    )

    assert "States.Timeout" == _run(states, _definition({**waiting, **PASS}))["error"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"P": {"Type": "Pass", "Next": "Nowhere"}},
        {"P": {"Type": "Pass"}},
        {"P": {"Type": "Pass", "End": True}, "Q": {"Type": "Pass", "End": True}},
        {"C": {"Type": "Choice", "Choices": [{"Variable": "$.a", "IsPresent": True, "Next": "Gone"}]}},
    ],
    ids=["next to nowhere", "no way out", "unreachable", "choice to nowhere"],
)
def test_it_accepts_a_definition_that_aws_refuses(states, wrong):
    assert _create(states, _definition(wrong))["stateMachineArn"]


def test_a_definition_that_it_refused_changes_how_the_next_one_is_read(states):
    good = _definition({"P": {"Type": "Pass", "InputPath": "$.a", "ResultPath": "$.x", "End": True}})
    _create(states, good, "before")
    call = {"T": {"Type": "Task", "Resource": f"{TASK}http:invoke", "Arguments": {"a": 1}, "End": True}}
    _refused(states, _definition(call, QueryLanguage="JSONata"))
    try:
        assert "Unsupported declaration" in _refused(states, good)
    finally:
        _forget_the_language()


def _forget_the_language():
    """Take away what the refused definition left behind, for the tests that follow."""
    from moto.stepfunctions.parser.asl.parse.preprocessor import Preprocessor

    Preprocessor._query_language_per_scope.clear()


def test_it_waits_on_the_real_clock(states):
    begin = time.perf_counter()
    _run(states, _definition({"W": {"Type": "Wait", "Seconds": 1, "End": True}}))

    assert 0.9 < time.perf_counter() - begin
