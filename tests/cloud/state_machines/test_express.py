"""Express workflows: started and left, or waited for."""

from datetime import timedelta

import pytest

FAIL = {"F": {"Type": "Fail", "Error": "E", "Cause": "C"}}


def express(states, definition: dict, **settings: object) -> str:
    return states.machine("fast", definition, type="EXPRESS", **settings)


def test_waiting_for_an_execution_gives_its_answer_and_its_bill(states) -> None:
    arn = express(
        states, {"W": {"Type": "Wait", "Seconds": 1, "Next": "P"}, "P": {"Type": "Pass", "Result": 7}}
    )

    answer = states.client.start_sync_execution(stateMachineArn=arn, name="order-1", input='{"n": 1}')

    assert ("SUCCEEDED", "7", '{"n": 1}', "order-1") == tuple(
        answer[name] for name in ("status", "output", "input", "name")
    )
    assert timedelta(seconds=1) == answer["stopDate"] - answer["startDate"]
    assert {"billedMemoryUsedInMB": 64, "billedDurationInMilliseconds": 1000} == answer["billingDetails"]
    assert answer["executionArn"].startswith("arn:aws:states:us-east-1:123456789012:express:fast:order-1:")


def test_the_shortest_execution_is_billed_for_one_step(states) -> None:
    answer = states.client.start_sync_execution(stateMachineArn=express(states, {"P": {"Type": "Pass"}}))

    assert 100 == answer["billingDetails"]["billedDurationInMilliseconds"]


def test_a_failure_is_an_answer_too(states) -> None:
    answer = states.client.start_sync_execution(stateMachineArn=express(states, FAIL))

    assert ("FAILED", "E", "C") == (answer["status"], answer["error"], answer["cause"])
    assert "output" not in answer


def test_after_five_minutes_it_has_timed_out(states) -> None:
    arn = express(states, {"W": {"Type": "Wait", "Seconds": 1000}})

    answer = states.client.start_sync_execution(stateMachineArn=arn)

    assert "TIMED_OUT" == answer["status"]
    assert timedelta(minutes=5) == answer["stopDate"] - answer["startDate"]


def test_metadata_alone_leaves_the_data_out_of_the_answer(states) -> None:
    arn = express(states, {"P": {"Type": "Pass"}})

    answer = states.client.start_sync_execution(stateMachineArn=arn, includedData="METADATA_ONLY")

    assert set() == {"input", "output"} & answer.keys()


def test_an_alias_of_an_express_workflow_can_be_waited_for(states) -> None:
    arn = express(states, {"P": {"Type": "Pass", "Result": 1}}, publish=True)
    states.client.create_state_machine_alias(
        name="live", routingConfiguration=[{"stateMachineVersionArn": f"{arn}:1", "weight": 100}]
    )

    answer = states.client.start_sync_execution(stateMachineArn=f"{arn}:live")

    assert ("1", arn) == (answer["output"], answer["stateMachineArn"])


def test_the_same_name_again_is_another_execution(states) -> None:
    arn = express(states, {"W": {"Type": "Wait", "Seconds": 5}})

    assert states.start(arn, name="order-1") != states.start(arn, name="order-1")


@pytest.mark.parametrize(
    "operation",
    ["describe_execution", "get_execution_history", "stop_execution", "redrive_execution", "list_map_runs",
     "describe_state_machine_for_execution"],
)  # fmt: skip
def test_what_express_executions_do_not_have_is_refused(states, operation: str) -> None:
    execution = states.start(express(states, {"P": {"Type": "Pass"}}))

    assert (
        "InvalidArn",
        "Invalid Arn: 'Resource type not valid in this context: express'",
    ) == states.refusal(operation, executionArn=execution)


def test_what_only_one_type_can_do_is_refused_to_the_other(states) -> None:
    refusal = "StateMachineTypeNotSupported", "This operation is not supported by this type of state machine"
    fast, sales = express(states, {"P": {"Type": "Pass"}}), states.machine("sales")

    assert refusal == states.refusal("list_executions", stateMachineArn=fast)
    assert refusal == states.refusal("start_sync_execution", stateMachineArn=sales)
