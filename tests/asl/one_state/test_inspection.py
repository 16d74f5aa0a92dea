"""What the data looked like at every stage: which are shown, and with what."""

import json
from typing import Any

ITEMS = {"StartAt": "I", "States": {"I": {"Type": "Pass", "End": True}}}
DISTRIBUTED = {**ITEMS, "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}}
INVOKE = "arn:aws:states:::lambda:invoke"


def shown(answer: dict[str, Any]) -> dict[str, Any]:
    """The inspection data, its texts read."""
    data: dict[str, Any] = answer["inspectionData"]
    return {name: json.loads(value) if isinstance(value, str) else value for name, value in data.items()}


def test_info_shows_none(attempt: Any) -> None:
    assert "inspectionData" not in attempt({"Type": "Succeed"}, inspectionLevel="INFO")
    assert "inspectionData" not in attempt({"Type": "Succeed"})


def test_debug_and_trace_show_the_same_of_a_data_flow(attempt: Any) -> None:
    state = {"Type": "Pass", "InputPath": "$.a", "ResultPath": "$.b", "End": True}

    assert attempt(state, {"a": 1}, inspectionLevel="DEBUG") == attempt(
        state, {"a": 1}, inspectionLevel="TRACE"
    )


def test_a_jsonpath_task_shows_every_stage(attempt: Any) -> None:
    state = {
        "Type": "Task",
        "Resource": INVOKE,
        "InputPath": "$.order",
        "Parameters": {"FunctionName": "f", "Payload.$": "$.id"},
        "ResultSelector": {"said.$": "$.Payload"},
        "ResultPath": "$.answer",
        "OutputPath": "$.answer.said",
        "End": True,
    }
    answer = attempt(state, {"order": {"id": 7}}, result={"Payload": "yes"}, inspectionLevel="DEBUG")
    after = {"order": {"id": 7}, "answer": {"said": "yes"}}

    assert '"yes"' == answer["output"]
    assert {
        "input": {"order": {"id": 7}},
        "afterInputPath": {"id": 7},
        "afterParameters": {"FunctionName": "f", "Payload": 7},
        "result": {"Payload": "yes"},
        "afterResultSelector": {"said": "yes"},
        "afterResultPath": after,
    } == shown(answer)


def test_a_jsonata_task_shows_its_arguments_and_its_result(attempt: Any) -> None:
    state = {
        "QueryLanguage": "JSONata",
        "Type": "Task",
        "Resource": INVOKE,
        "Arguments": {"FunctionName": "f", "Payload": "{% $states.input.id %}"},
        "Output": "{% $states.result.Payload %}",
        "End": True,
    }
    answer = attempt(state, {"id": 7}, result={"Payload": 8}, inspectionLevel="DEBUG")

    assert {
        "input": {"id": 7},
        "afterArguments": {"FunctionName": "f", "Payload": 7},
        "result": {"Payload": 8},
    } == shown(answer)


def test_a_map_shows_what_each_iteration_would_get(attempt: Any) -> None:
    state = {
        "Type": "Map",
        "ItemsPath": "$.items",
        "ItemSelector": {"n.$": "$$.Map.Item.Index", "v.$": "$$.Map.Item.Value"},
        "ItemProcessor": ITEMS,
        "MaxConcurrency": 2,
        "End": True,
    }
    answer = attempt(state, {"items": ["a", "b"]}, result=[1, 2], inspectionLevel="TRACE")

    assert {
        "input": {"items": ["a", "b"]},
        "afterInputPath": {"items": ["a", "b"]},
        "afterItemsPath": ["a", "b"],
        "afterItemSelector": [{"n": 0, "v": "a"}, {"n": 1, "v": "b"}],
        "maxConcurrency": 2,
        "afterResultSelector": [1, 2],
        "afterResultPath": [1, 2],
    } == shown(answer)


def test_a_distributed_map_shows_its_batches_and_what_it_tolerates(attempt: Any) -> None:
    state = {
        "Type": "Map",
        "ItemProcessor": DISTRIBUTED,
        "ItemBatcher": {"MaxItemsPerBatch": 2},
        "ToleratedFailurePercentage": 5,
        "End": True,
    }
    data = shown(attempt(state, [1, 2, 3], result=[], inspectionLevel="TRACE"))

    assert [{"Items": [1, 2]}, {"Items": [3]}] == data["afterItemBatcher"]
    assert 5 == data["toleratedFailurePercentage"]
    assert "toleratedFailureCount" not in data


def test_a_dataset_is_read_from_what_its_text_is_said_to_be(attempt: Any) -> None:
    reader = {
        "Resource": "arn:aws:states:::s3:getObject",
        "ReaderConfig": {"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"},
        "Parameters": {"Bucket": "b", "Key": "k"},
    }
    state = {
        "Type": "Map",
        "ItemReader": reader,
        "ItemSelector": {"row.$": "$$.Map.Item.Value"},
        "ItemProcessor": DISTRIBUTED,
        "End": True,
    }
    answer = attempt(
        state, result=[1], stateConfiguration={"mapItemReaderData": "id,x\n7,y\n"}, inspectionLevel="TRACE"
    )

    assert [{"row": {"id": "7", "x": "y"}}] == shown(answer)["afterItemSelector"]


def test_a_stage_that_was_not_reached_is_not_shown(attempt: Any) -> None:
    state = {"Type": "Pass", "InputPath": "$.a", "Parameters": {"b.$": "$.missing"}, "End": True}
    answer = attempt(state, {"a": {}}, inspectionLevel="DEBUG")

    assert ("FAILED", "States.Runtime") == (answer["status"], answer["error"])
    assert {"input": {"a": {}}, "afterInputPath": {}} == shown(answer)
