import json

import pytest

from course.asl.engine import run, start
from course.asl.errors import StatesError
from course.clock import Clock

READER = {
    "ItemReader": {
        "Resource": "arn:aws:states:::s3:getObject",
        "Parameters": {"Bucket": "things", "Key.$": "$.key"},
        "ReaderConfig": {"InputType": "JSON"},
    }
}
WRITER = {
    "Resource": "arn:aws:states:::s3:putObject",
    "Parameters": {"Bucket": "things", "Prefix": "out"},
}


def broken(*bad):
    def work(request):
        if request.parameters in bad:
            raise StatesError("Broken", f"{request.parameters} is bad")
        return request.parameters

    return work


def events(execution):
    return [event["type"] for event in execution.history]


def details(execution, type):
    found = next(event for event in execution.history if event["type"] == type)
    return found[f"{type[0].lower()}{type[1:]}EventDetails"]


def statuses(execution):
    return [child.status for child in execution.map_runs[-1].children]


def test_each_item_has_an_execution_of_its_own(machine, world):
    execution = run(machine(), [1, 2], tasks=world)
    (map_run,) = execution.map_runs

    assert ("SUCCEEDED", [1, 2]) == (execution.status, execution.output)
    assert [
        "ExecutionStarted", "MapStateEntered", "MapStateStarted", "MapRunStarted", "MapRunSucceeded",
        "MapStateSucceeded", "MapStateExited", "ExecutionSucceeded",
    ] == events(execution)  # fmt: skip
    assert {"mapRunArn": map_run.arn} == details(execution, "MapRunStarted")
    assert map_run.arn.startswith("arn:aws:states:us-east-1:123456789012:mapRun:machine/Each:")
    for child in map_run.children:
        assert [
            "ExecutionStarted", "TaskStateEntered", "LambdaFunctionScheduled", "LambdaFunctionStarted",
            "LambdaFunctionSucceeded", "TaskStateExited", "ExecutionSucceeded",
        ] == events(child.execution)  # fmt: skip
        assert child.arn == f"arn:aws:states:us-east-1:123456789012:execution:machine/Each:{child.name}"


def test_the_same_seed_gives_the_same_run(machine, world):
    first, again, other = (run(machine(), [1, 2], tasks=world, seed=seed) for seed in (1, 1, 2))

    assert first.history == again.history
    assert first.map_runs[0].arn != other.map_runs[0].arn
    assert [child.name for child in first.map_runs[0].children] == [
        child.name for child in again.map_runs[0].children
    ]


def test_no_items_are_a_run_that_succeeds(machine, world):
    execution = run(machine(), [], tasks=world)

    assert ("SUCCEEDED", []) == (execution.status, execution.output)
    assert "MapRunSucceeded" in events(execution)


def test_an_express_child_has_no_limit_of_events_and_an_arn_of_its_kind(machine, world):
    execution = run(machine(type="EXPRESS"), [1], tasks=world)
    child = execution.map_runs[0].children[0]

    assert "EXPRESS" == child.execution.type
    assert child.arn.startswith(f"arn:aws:states:us-east-1:123456789012:express:machine/Each:{child.name}:")


def test_a_child_does_not_see_the_variables_of_its_parent(machine, world):
    inner = {"Type": "Pass", "QueryLanguage": "JSONata", "Output": "{% $exists($secret) %}", "End": True}
    definition = machine(inner)
    definition["States"]["First"] = {"Type": "Pass", "Assign": {"secret": 1}, "Next": "Map"}

    execution = run(definition | {"StartAt": "First"}, [1], tasks=world)

    assert [False] == execution.output


def test_a_selector_sees_the_item_and_where_it_came_from(machine, world):
    world.bucket.objects["file"] = '["a", "b"]'
    selector = {
        "index.$": "$$.Map.Item.Index", "value.$": "$$.Map.Item.Value", "source.$": "$$.Map.Item.Source",
        "key.$": "$.key", "execution.$": "$$.Execution.Name",
    }  # fmt: skip

    execution = run(machine(**READER, ItemSelector=selector), {"key": "file"}, tasks=world, name="parent")

    assert [
        {"index": 0, "value": "a", "source": "S3://things/file", "key": "file", "execution": "parent"},
        {"index": 1, "value": "b", "source": "S3://things/file", "key": "file", "execution": "parent"},
    ] == execution.output
    assert execution.output == execution.visits[0].stages["afterItemSelector"]


def test_items_of_the_input_are_state_data(machine, world):
    execution = run(machine(ItemSelector={"from.$": "$$.Map.Item.Source"}), [1], tasks=world)

    assert [{"from": "STATE_DATA"}] == execution.output


def test_an_object_is_iterated_key_by_key(machine, world):
    item = "$states.context.Map.Item"
    selector = {"key": f"{{% {item}.Key %}}", "value": f"{{% {item}.Value %}}"}
    fields = {"QueryLanguage": "JSONata", "Items": "{% $states.input %}"}

    plain = run(machine(**fields), {"ant": 1, "bee": 2}, tasks=world)
    selected = run(machine(**fields, ItemSelector=selector), {"ant": 1}, tasks=world)

    assert [{"Key": "ant", "Value": 1}, {"Key": "bee", "Value": 2}] == plain.output
    assert [{"key": "ant", "value": 1}] == selected.output


def test_an_object_is_iterated_in_jsonpath_too(machine, world):
    selector = {"key.$": "$$.Map.Item.Key", "value.$": "$$.Map.Item.Value", "index.$": "$$.Map.Item.Index"}
    things = {"things": {"ant": 1, "bee": 2}}

    plain = run(machine(ItemsPath="$.things"), things, tasks=world)
    selected = run(machine(ItemsPath="$.things", ItemSelector=selector), things, tasks=world)

    assert {"length": 2} == details(plain, "MapStateStarted")
    assert [{"Key": "ant", "Value": 1}, {"Key": "bee", "Value": 2}] == plain.output
    assert {"key": "bee", "value": 2, "index": 1} == selected.output[1]


def test_an_object_that_is_the_input_is_iterated_in_jsonata(machine, world):
    assert [{"Key": "ant", "Value": 1}] == run(
        machine(QueryLanguage="JSONata"), {"ant": 1}, tasks=world
    ).output


def test_an_inline_map_takes_no_object(machine, world):
    definition = machine(ItemsPath="$.things")
    definition["States"]["Map"]["ItemProcessor"]["ProcessorConfig"] = {"Mode": "INLINE"}

    execution = run(definition, {"things": {"ant": 1}}, tasks=world)

    assert "States.Runtime" == execution.error
    assert execution.cause.endswith("""Reference path "$.things" must point to array.""")


def test_a_child_has_its_own_context(machine, world):
    inner = {
        "Type": "Pass",
        "Parameters": {"id.$": "$$.Execution.Id", "machine.$": "$$.StateMachine.Name"},
        "End": True,
    }

    execution = run(machine(inner), [1], tasks=world)

    assert [{"id": execution.map_runs[0].children[0].arn, "machine": "machine/Each"}] == execution.output


def test_batches_are_the_inputs_of_children(machine, world):
    batcher = {"MaxItemsPerBatchPath": "$.most", "BatchInput": {"day.$": "$.day"}}
    fields = {"ItemsPath": "$.items", "ItemBatcher": batcher}

    execution = run(machine(**fields), {"items": [1, 2, 3], "most": 2, "day": "Monday"}, tasks=world)

    common = {"day": "Monday"}
    assert [{"BatchInput": common, "Items": [1, 2]}, {"BatchInput": common, "Items": [3]}] == execution.output
    assert 3 == execution.map_runs[0].item_counts()["total"]
    assert 2 == execution.map_runs[0].execution_counts()["total"]


@pytest.mark.parametrize(
    "fields, cause",
    [
        ({"ItemBatcher": {"MaxItemsPerBatchPath": "$.n"}}, "MaxItemsPerBatch must be positive."),
        ({"ItemBatcher": {"MaxInputBytesPerBatchPath": "$.n"}}, "MaxInputBytesPerBatch must be positive."),
        ({"ItemBatcher": {"MaxInputBytesPerBatch": 262145}}, "MaxInputBytesPerBatch must be between 1 and 262144."),
        ({"ItemBatcher": {"MaxItemsPerBatch": "two"}}, 'The MaxItemsPerBatch field has the value "two" which is not a valid integer.'),
        ({"ToleratedFailureCount": -1}, "ToleratedFailureCount cannot be negative."),
        ({"ToleratedFailurePercentage": 101}, "ToleratedFailurePercentage must be between 0 and 100."),
        ({"ToleratedFailurePercentagePath": "$.text"}, 'The ToleratedFailurePercentagePath field refers to value "x" which is not a valid float: $.text'),
    ],
)  # fmt: skip
def test_settings_out_of_range_fail_before_the_run_begins(machine, world, fields, cause):
    execution = run(machine(ItemsPath="$.items", **fields), {"items": [], "n": 0, "text": "x"}, tasks=world)

    where = "An error occurred while executing the state 'Map' (entered at the event id #2). "
    assert ("States.Runtime", where + cause) == (execution.error, execution.cause)
    assert ["MapStateEntered", "MapStateStarted", "ExecutionFailed"] == events(execution)[1:]


def test_a_failure_too_many_fails_the_run(machine, world):
    world.work = broken(2)

    execution = run(machine(), [1, 2, 3], tasks=world)

    told = {
        "error": "States.ExceedToleratedFailureThreshold",
        "cause": "The specified tolerated failure threshold was exceeded",
    }
    assert ["MapRunStarted", "MapRunFailed", "MapStateFailed", "ExecutionFailed"] == events(execution)[3:]
    assert told == details(execution, "MapRunFailed") == details(execution, "ExecutionFailed")
    assert "FAILED" == execution.map_runs[0].status


def test_too_many_failures_stop_the_rest(machine, world):
    clock = Clock()

    def work(request):
        clock.sleep(request.parameters)
        return broken(2)(request)

    world.work = work
    execution = run(machine(MaxConcurrency=3), [1, 2, 5, 5, 5], tasks=world, clock=clock)

    assert ["SUCCEEDED", "FAILED", "ABORTED", "ABORTED", "PENDING"] == statuses(execution)
    assert 2.0 == clock.elapsed
    counts = execution.map_runs[0].item_counts()
    assert (1, 1, 2, 1) == tuple(counts[name] for name in ("succeeded", "failed", "aborted", "pending"))


def test_nothing_of_a_failed_run_goes_on_while_its_parent_does(machine, world):
    clock = Clock()
    world.work = lambda _: clock.sleep(1)
    world.bucket.objects["file"] = json.dumps([1, "x" * 262_144, 3, 4])
    catch = [{"ErrorEquals": ["States.DataLimitExceeded"], "Next": "Caught"}]
    definition = machine(**READER, MaxConcurrency=2, ToleratedFailurePercentage=100, Catch=catch)
    definition["States"]["Caught"] = {"Type": "Wait", "Seconds": 60, "End": True}

    execution = run(definition, {"key": "file"}, tasks=world, clock=clock)

    assert "SUCCEEDED" == execution.status
    assert ["ABORTED", "PENDING", "PENDING", "PENDING"] == statuses(execution)


@pytest.mark.parametrize(
    "fields, expected",
    [
        ({"ToleratedFailureCount": 1}, "SUCCEEDED"),
        ({"ToleratedFailurePercentage": 25}, "SUCCEEDED"),
        ({"ToleratedFailurePercentage": 24.9}, "FAILED"),
        ({"ToleratedFailureCount": 3, "ToleratedFailurePercentage": 10}, "FAILED"),
    ],
)
def test_a_failure_may_be_tolerated(machine, world, fields, expected):
    world.work = broken(2)

    assert expected == run(machine(**fields), [1, 2, 3, 4], tasks=world).status


def test_every_item_of_a_failed_batch_has_failed(machine, world):
    world.work = broken({"Items": [3, 4]})
    fields = {"ItemBatcher": {"MaxItemsPerBatch": 2}, "ToleratedFailureCount": 1}

    execution = run(machine(**fields), [1, 2, 3, 4], tasks=world)

    assert "FAILED" == execution.status
    assert 2 == execution.map_runs[0].item_counts()["failed"]


def test_a_tolerated_failure_stands_among_the_outputs(machine, world):
    world.work = broken(2)

    execution = run(machine(ToleratedFailureCount=1), [1, 2], tasks=world)

    assert 1 == execution.output[0]
    child = {name: execution.output[1][name] for name in ("Status", "Error", "Cause", "Input", "Name")}
    name = execution.map_runs[0].children[1].name
    assert {"Status": "FAILED", "Error": "Broken", "Cause": "2 is bad", "Input": "2", "Name": name} == child


def test_a_failed_run_can_be_tried_again_and_caught(machine, world):
    world.work = broken(2)
    names = ["States.ExceedToleratedFailureThreshold"]
    fields = {
        "Retry": [{"ErrorEquals": names, "MaxAttempts": 1}],
        "Catch": [{"ErrorEquals": names, "Next": "Caught"}],
    }

    execution = run(machine(**fields), [1, 2], tasks=world)

    assert "SUCCEEDED" == execution.status
    assert 2 == len(execution.map_runs)
    assert execution.map_runs[0].arn != execution.map_runs[1].arn
    assert {
        "Error": names[0],
        "Cause": "The specified tolerated failure threshold was exceeded",
    } == execution.output


def test_no_more_children_run_at_once_than_may(machine, world):
    clock, under_way, most = Clock(), set(), []

    def work(request):
        under_way.add(request.parameters)
        most.append(len(under_way))
        clock.sleep(1)
        under_way.remove(request.parameters)
        return request.parameters

    world.work = work
    execution = run(machine(MaxConcurrency=3), list(range(8)), tasks=world, clock=clock)

    assert list(range(8)) == execution.output
    assert (3, 3.0) == (max(most), clock.elapsed)


def test_items_are_read_from_a_bucket(machine, world):
    world.bucket.objects["file"] = "[1, 2, 3]"

    execution = run(machine(**READER), {"key": "file"}, tasks=world)

    assert [1, 2, 3] == execution.output
    assert {"length": 0} == details(execution, "MapStateStarted")


def test_a_path_to_the_items_counts_for_nothing_where_a_reader_finds_them(machine, world):
    world.bucket.objects["file"] = "[[1], [2]]"

    assert [[1], [2]] == run(machine(**READER, ItemsPath="$[0]"), {"key": "file"}, tasks=world).output


def test_a_file_that_cannot_be_read_fails_the_run(machine, world):
    execution = run(machine(**READER), {"key": "none"}, tasks=world)

    told = {"error": "States.ItemReaderFailed", "cause": "The specified key does not exist."}
    assert ["MapRunStarted", "MapRunFailed", "MapStateFailed", "ExecutionFailed"] == events(execution)[3:]
    assert told == details(execution, "MapRunFailed") == details(execution, "ExecutionFailed")


@pytest.mark.parametrize("most, cause", [(-1, "field MaxItems must be positive"), ("x", None)])
def test_a_wrong_number_of_items_fails_the_reader(machine, world, most, cause):
    reader = {**READER["ItemReader"], "ReaderConfig": {"InputType": "JSON", "MaxItemsPath": "$.most"}}

    execution = run(machine(ItemReader=reader), {"key": "file", "most": most}, tasks=world)

    assert "States.ItemReaderFailed" == details(execution, "MapRunFailed")["error"]
    assert cause in {None, execution.cause}


def test_a_selector_that_fails_fails_the_run(machine, world):
    execution = run(machine(ItemSelector={"a.$": "$.missing"}), [1], tasks=world)

    assert "States.Runtime" == execution.error
    assert "MapRunFailed" in events(execution)
    assert "FAILED" == execution.map_runs[0].status


def test_results_can_be_written_to_a_bucket(machine, world):
    execution = run(machine(ResultWriter=WRITER), [1], tasks=world)
    (map_run,) = execution.map_runs
    folder = f"out/{map_run.names.run}"

    assert {
        "MapRunArn": map_run.arn,
        "ResultWriterDetails": {"Bucket": "things", "Key": f"{folder}/manifest.json"},
    } == execution.output
    assert {f"{folder}/manifest.json", f"{folder}/SUCCEEDED_0.json"} == set(world.bucket.objects)
    assert 1 == map_run.item_counts()["resultsWritten"]


def test_a_failed_run_writes_its_results_too(machine, world):
    world.work = broken(1)

    execution = run(machine(ResultWriter=WRITER, MaxConcurrency=1), [1, 2], tasks=world)
    folder = f"out/{execution.map_runs[0].names.run}"

    assert "States.ExceedToleratedFailureThreshold" == execution.error
    assert {f"{folder}/{name}.json" for name in ("manifest", "FAILED_0", "PENDING_0")} == set(
        world.bucket.objects
    )


def test_results_that_cannot_be_written_fail_the_run(machine, world):
    writer = {**WRITER, "Parameters": {"Prefix": "out"}}

    execution = run(machine(ResultWriter=writer), [1], tasks=world)

    assert "States.ResultWriterFailed" == execution.error == details(execution, "MapRunFailed")["error"]


@pytest.mark.parametrize(
    "config, expected",
    [
        ({"Transformation": "FLATTEN"}, [1, 2, 3]),
        ({"Transformation": "COMPACT"}, [[1, 2], 3]),
        ({"Transformation": "COMPACT", "OutputType": "JSONL"}, "[1,2]\n3"),
    ],
)
def test_a_writer_without_a_bucket_forms_the_output(machine, world, config, expected):
    assert expected == run(machine(ResultWriter={"WriterConfig": config}), [[1, 2], 3], tasks=world).output


def test_an_item_larger_than_a_payload_fails_the_run(machine, world):
    world.bucket.objects["file"] = '["' + "x" * 262_144 + '"]'

    execution = run(machine(**READER), {"key": "file"}, tasks=world)

    assert "States.DataLimitExceeded" == execution.error == details(execution, "MapRunFailed")["error"]


def test_stopping_the_parent_aborts_its_children(machine, world):
    clock = Clock()
    world.work = lambda _: clock.sleep(60)
    execution = start(machine(MaxConcurrency=1), [1, 2], tasks=world, clock=clock)
    clock.advance(10)

    execution.stop()

    assert "ABORTED" == execution.map_runs[0].status
    assert ["ABORTED", "PENDING"] == statuses(execution)
    assert "ExecutionAborted" == events(execution.map_runs[0].children[0].execution)[-1]
    assert clock.settle() is None


def test_a_branch_that_fails_aborts_the_run_beside_it(machine, world):
    clock = Clock()
    world.work = lambda _: clock.sleep(60)
    fail = {
        "StartAt": "Soon",
        "States": {
            "Soon": {"Type": "Wait", "Seconds": 1, "Next": "Fail"},
            "Fail": {"Type": "Fail", "Error": "No"},
        },
    }
    parallel = {"Type": "Parallel", "Branches": [fail, machine()], "End": True}
    definition = {"StartAt": "Both", "States": {"Both": parallel}}

    execution = run(definition, [1], tasks=world, clock=clock)

    assert ("FAILED", "No") == (execution.status, execution.error)
    assert {"MapStateAborted", "MapRunAborted"} <= set(events(execution))
    assert ("ABORTED", ["ABORTED"]) == (execution.map_runs[0].status, statuses(execution))


def test_a_run_within_a_child_is_the_childs_own(machine, world):
    inner = machine(Label="Inner")["States"]["Map"]

    execution = run(machine(inner), [[1, 2], [3]], tasks=world)
    children = execution.map_runs[0].children

    assert [[1, 2], [3]] == execution.output
    assert [2, 1] == [len(child.execution.map_runs[0].children) for child in children]
    assert ":mapRun:machine/Inner:" in children[0].execution.map_runs[0].arn


def test_a_bug_of_the_task_handler_comes_out(machine, world):
    def work(_):
        raise ZeroDivisionError("a bug")

    world.work = work
    clock = Clock()
    execution = start(machine(), [1, 2], tasks=world, clock=clock)

    with pytest.raises(ZeroDivisionError, match="a bug"):
        execution.wait()
    assert ("FAILED", "FAILED") == (execution.status, execution.map_runs[0].children[0].status)


def test_a_child_times_out_by_itself(machine, world):
    clock = Clock()
    world.work = lambda _: clock.sleep(60)
    definition = machine()
    definition["States"]["Map"]["ItemProcessor"]["TimeoutSeconds"] = 5

    execution = run(definition, [1], tasks=world, clock=clock)

    assert ["TIMED_OUT"] == statuses(execution)
    assert 1 == execution.map_runs[0].item_counts()["timedOut"]


def test_ten_thousand_items_keep_their_order(machine, world):
    items = list(range(10_000))

    execution = run(machine({"Type": "Pass", "End": True}), items, tasks=world)

    assert items == execution.output
    assert 8 == len(execution.history)
