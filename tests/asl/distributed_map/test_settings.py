import pytest

from course.asl import jsonata, jsonpath
from course.asl.distributed_map.batches import Batches
from course.asl.distributed_map.settings import Settings, most_items_of, read_settings
from course.asl.distributed_map.tolerance import Tolerance
from course.asl.errors import StatesError
from course.asl.scope import Scope

INPUT = {"n": 3, "share": 12.5, "bucket": "things"}


def scope():
    return Scope(INPUT, {}, effective=INPUT)


def test_a_state_that_says_nothing_has_no_settings():
    assert Settings(Tolerance(), None, None, None) == read_settings({}, jsonpath, scope())


def test_paths_give_settings():
    state = {
        "ToleratedFailureCountPath": "$.n",
        "ToleratedFailurePercentagePath": "$.share",
        "ItemBatcher": {"MaxItemsPerBatchPath": "$.n", "BatchInput": {"b.$": "$.bucket"}},
        "ItemReader": {"Resource": "r", "Parameters": {"Bucket.$": "$.bucket"}},
        "ResultWriter": {"Resource": "w", "Parameters": {"Bucket": "fixed"}},
    }
    expected = Settings(
        Tolerance(3, 12.5), Batches(items=3, input={"b": "things"}), {"Bucket": "things"}, {"Bucket": "fixed"}
    )

    assert expected == read_settings(state, jsonpath, scope())


def test_expressions_give_settings():
    state = {
        "ToleratedFailureCount": "{% $states.input.n %}",
        "ToleratedFailurePercentage": "{% $states.input.share %}",
        "ItemBatcher": {"MaxInputBytesPerBatch": "{% 100 * $states.input.n %}"},
        "ItemReader": {"Resource": "r", "Arguments": {"Bucket": "{% $states.input.bucket %}"}},
    }
    expected = Settings(Tolerance(3, 12.5), Batches(bytes=300), {"Bucket": "things"}, None)

    assert expected == read_settings(state, jsonata, scope())


@pytest.mark.parametrize(
    "config, expected",
    [
        ({}, 0),
        ({"MaxItems": 7}, 7),
        ({"MaxItems": 0}, 0),
        ({"MaxItemsPath": "$.n"}, 3),
        ({"MaxItems": 10**9}, 10**8),
    ],
)
def test_a_reader_takes_so_many_items(config, expected):
    assert expected == most_items_of(config, jsonpath, scope())


@pytest.mark.parametrize(
    "config, error, cause",
    [
        ({"MaxItems": -1}, "States.ItemReaderFailed", "field MaxItems must be positive"),
        (
            {"MaxItems": True},
            "States.Runtime",
            'The MaxItems field has the value "true" which is not a valid integer.',
        ),
    ],
)
def test_a_wrong_number_of_items_says_why(config, error, cause):
    with pytest.raises(StatesError) as caught:
        most_items_of(config, jsonpath, scope())

    assert (error, cause) == (caught.value.error, caught.value.cause)


@pytest.mark.parametrize("value, error", [("{% 0 %}", "States.QueryEvaluationError"), (0, "States.Runtime")])
def test_what_an_expression_gave_can_be_caught(value, error):
    with pytest.raises(StatesError) as caught:
        read_settings({"ItemBatcher": {"MaxItemsPerBatch": value}}, jsonata, scope())

    assert (error, "MaxItemsPerBatch must be positive.") == (caught.value.error, caught.value.cause)


@pytest.mark.parametrize("field", ["ItemReader", "ItemBatcher", "ResultWriter"])
def test_a_part_that_is_no_object_is_refused(field):
    with pytest.raises(StatesError, match=f"{field} must be an object, and is 3."):
        read_settings({field: 3}, jsonpath, scope())
