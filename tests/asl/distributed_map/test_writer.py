import json
from datetime import UTC, datetime

import pytest

from course.asl.distributed_map.map_run import Child, MapRun
from course.asl.distributed_map.names import Names
from course.asl.distributed_map.results import formatted, transformed
from course.asl.distributed_map.writer import write_results
from course.asl.errors import StatesError

START = datetime(2025, 3, 1, 8, tzinfo=UTC)
NAMES = Names("arn:aws:states:us-east-1:123456789012", "orders", "Each", "run")


def ended(name: str, status: str, **fields) -> Child:
    reason = "Execution is SUCCEEDED and cannot be redriven" if status == "SUCCEEDED" else ""
    about = {"started": START, "stopped": START, "not_redrivable": reason}
    return Child(name, f"arn:{name}", {"n": name}, status=status, **about, **fields)


def mixed() -> MapRun:
    children = [
        ended("a", "SUCCEEDED", output=[1, 2]),
        ended("b", "FAILED", error="Broken", cause="It broke."),
        ended("c", "SUCCEEDED", output=3),
        Child("d", "arn:d", {"n": "d"}),
    ]
    return MapRun(NAMES, "execution", START, children=children, status="FAILED")


FAILED = {
    "Cause": "It broke.",
    "Error": "Broken",
    "ExecutionArn": "arn:b",
    "Input": '{"n":"b"}',
    "InputDetails": {"Included": True},
    "Name": "b",
    "RedriveCount": 0,
    "RedriveStatus": "REDRIVABLE_BY_MAP_RUN",
    "StartDate": "2025-03-01T08:00:00.000Z",
    "StateMachineArn": "arn:aws:states:us-east-1:123456789012:stateMachine:orders/Each",
    "Status": "FAILED",
    "StopDate": "2025-03-01T08:00:00.000Z",
}


def test_outputs_alone_are_compact():
    assert [[1, 2], FAILED, 3] == transformed(mixed().children[:3], "COMPACT", NAMES.machine_arn)


def test_arrays_are_laid_end_to_end():
    assert [1, 2, FAILED, 3] == transformed(mixed().children[:3], "FLATTEN", NAMES.machine_arn)


def test_untransformed_results_are_records_of_executions():
    assert [
        {
            "ExecutionArn": "arn:c",
            "Input": '{"n":"c"}',
            "InputDetails": {"Included": True},
            "Name": "c",
            "Output": "3",
            "OutputDetails": {"Included": True},
            "RedriveCount": 0,
            "RedriveStatus": "NOT_REDRIVABLE",
            "RedriveStatusReason": "Execution is SUCCEEDED and cannot be redriven",
            "StartDate": "2025-03-01T08:00:00.000Z",
            "StateMachineArn": NAMES.machine_arn,
            "Status": "SUCCEEDED",
            "StopDate": "2025-03-01T08:00:00.000Z",
        }
    ] == transformed([mixed().children[2]], "NONE", NAMES.machine_arn)


def test_results_are_an_array_or_lines():
    assert '[{"a":1},"ü"]' == formatted([{"a": 1}, "ü"], "JSON")
    assert '{"a":1}\n"ü"' == formatted([{"a": 1}, "ü"], "JSONL")


def test_a_manifest_lists_a_file_for_each_way_to_end(bucket):
    result = write_results(mixed(), {"Bucket": "things", "Prefix": "jobs"}, {}, bucket)

    assert {
        "MapRunArn": NAMES.map_run_arn,
        "ResultWriterDetails": {"Bucket": "things", "Key": "jobs/run/manifest.json"},
    } == result
    assert {
        "DestinationBucket": "things",
        "MapRunArn": NAMES.map_run_arn,
        "ResultFiles": {
            name: [{"Key": f"jobs/run/{name}_0.json", "Size": len(bucket.objects[f"jobs/run/{name}_0.json"])}]
            for name in ("FAILED", "PENDING", "SUCCEEDED")
        },
    } == json.loads(bucket.objects["jobs/run/manifest.json"])
    assert [FAILED] == json.loads(bucket.objects["jobs/run/FAILED_0.json"])


def test_a_way_in_which_nothing_ended_has_no_file(bucket):
    run = MapRun(NAMES, "execution", START, children=[ended("a", "SUCCEEDED", output=1)])

    write_results(run, {"Bucket": "things"}, {"Transformation": "COMPACT", "OutputType": "JSONL"}, bucket)

    assert {"run/SUCCEEDED_0.jsonl", "run/manifest.json"} == set(bucket.objects)
    assert "1" == bucket.objects["run/SUCCEEDED_0.jsonl"]
    assert run.children[0].written


@pytest.mark.parametrize(
    "parameters, config, cause",
    [
        ({}, {}, "A ResultWriter's parameters need a Bucket that is a text."),
        (None, {}, "A ResultWriter's parameters need a Bucket that is a text."),
        ({"Bucket": "b", "Prefix": 1}, {}, "The Prefix of a ResultWriter's parameters must be a text."),
        ({"Bucket": "b"}, {"Transformation": "SORT"}, 'Transformation must be one of NONE, COMPACT, FLATTEN, and is "SORT".'),
        ({"Bucket": "b"}, {"OutputType": "XML"}, 'OutputType must be one of JSON, JSONL, and is "XML".'),
    ],
)  # fmt: skip
def test_results_that_cannot_be_written_say_why(bucket, parameters, config, cause):
    with pytest.raises(StatesError) as caught:
        write_results(mixed(), parameters, config, bucket)

    assert ("States.ResultWriterFailed", cause) == (caught.value.error, caught.value.cause)


def test_a_refusal_of_s3_is_passed_on():
    def refuse(_action, _parameters):
        raise StatesError("S3.NoSuchBucketException", "The specified bucket does not exist")

    with pytest.raises(StatesError) as caught:
        write_results(mixed(), {"Bucket": "b"}, {}, refuse)

    assert ("States.ResultWriterFailed", "The specified bucket does not exist") == (
        caught.value.error,
        caught.value.cause,
    )
