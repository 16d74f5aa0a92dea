"""What each intrinsic function makes of its arguments."""

import json
import random
import tomllib
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.asl.errors import EvaluationError
from course.asl.intrinsics import FUNCTIONS, evaluate, parse_call

CASES = tomllib.loads(Path(__file__).with_name("functions.toml").read_text(encoding="utf-8"))["case"]

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


def run(text: str, document: Any = None, seed: int = 0) -> Any:
    def find(path: str) -> Any:
        value = document
        for step in path.split(".")[1:]:
            value = value[step]
        return value

    return evaluate(parse_call(text), find, random.Random(seed))


def identity(case: dict[str, Any]) -> str:
    return f"{case['call']} of {case.get('input', 'nothing')}"


@pytest.mark.parametrize("case", [case for case in CASES if "result" in case], ids=identity)
def test_a_function_returns_what_aws_returns(case: dict[str, Any]) -> None:
    result = run(case["call"], json.loads(case.get("input", "null")))

    assert json.dumps(json.loads(case["result"])) == json.dumps(result)


@pytest.mark.parametrize("case", [case for case in CASES if "fails" in case], ids=identity)
def test_a_function_fails_in_the_words_of_aws(case: dict[str, Any]) -> None:
    with pytest.raises(EvaluationError) as caught:
        run(case["call"], json.loads(case.get("input", "null")))

    assert "States.Runtime" == caught.value.error
    assert str(caught.value.cause).startswith(
        f"The function '{case['call']}' had the following error: Invalid "
    )
    assert str(caught.value.cause).endswith(case["fails"])


def test_every_function_has_a_case() -> None:
    assert set(FUNCTIONS) - {"States.MathRandom"} <= {case["call"].partition("(")[0] for case in CASES}


def test_a_failure_within_names_the_whole_call() -> None:
    with pytest.raises(EvaluationError) as caught:
        run("States.Format('{}',States.ArrayLength( 1 ))")

    assert (
        "The function 'States.Format('{}',States.ArrayLength( 1 ))' had the following error: "
        "Invalid arguments in States.ArrayLength: expected an array, found a number"
    ) == caught.value.cause


def test_what_a_path_raises_passes_through() -> None:
    def nowhere(_: str) -> Any:
        raise EvaluationError("States.Runtime", "It leads nowhere.")

    with pytest.raises(EvaluationError) as caught:
        evaluate(parse_call("States.Array($.a)"), nowhere, random.Random(0))

    assert "It leads nowhere." == caught.value.cause


@pytest.mark.parametrize("name", ["Base64Encode", "Base64Decode", "Hash"])
def test_ten_thousand_characters_are_the_most(name: str) -> None:
    call = f"States.{name}($)" if name != "Hash" else "States.Hash($, 'MD5')"

    assert isinstance(run(call, "A" * 10_000), str)
    with pytest.raises(EvaluationError, match="expected a string of at most 10,000 characters"):
        run(call, "A" * 10_001)


def test_the_same_seed_picks_the_same_number() -> None:
    picked = [run("States.MathRandom(0, 1000000, 42)", seed=seed) for seed in range(3)]

    assert 1 == len(set(picked))


def test_a_random_number_lies_from_the_start_to_before_the_end() -> None:
    assert {-1, 0, 1} == {run("States.MathRandom(-1, 2)", seed=seed) for seed in range(50)}


def test_a_number_of_any_size_is_an_argument_like_others() -> None:
    with pytest.raises(EvaluationError, match=r"Invalid arguments in States\.MathAdd: expected integers"):
        run("States.MathAdd($, 1)", 10**400)


def test_an_identifier_is_a_uuid_of_version_4() -> None:
    first, second = run("States.UUID()", seed=1), run("States.UUID()", seed=2)

    assert 4 == UUID(first).version
    assert first != second
    assert first == run("States.UUID()", seed=1)


@pytest.mark.parametrize(
    "call",
    [
        "States.JsonToString($)",
        "States.ArrayUnique($)",
        "States.ArrayContains($, 1)",
        "States.Hash($, 'MD5')",
    ],
)
def test_a_document_that_is_too_deep_is_a_failure(call: str) -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]

    with pytest.raises(EvaluationError, match="nested too deeply"):
        run(call, deep)


@pytest.mark.parametrize("text", ["[" * 100_000, "1" * 5_000, "[1e999]", "NaN"])
def test_a_text_beyond_reading_is_a_failure(text: str) -> None:
    with pytest.raises(EvaluationError, match=r"Invalid arguments in States\.StringToJson"):
        run("States.StringToJson($)", text)


@given(VALUES)
def test_a_value_survives_being_a_string(value: Any) -> None:
    assert json.dumps(value) == json.dumps(run("States.StringToJson(States.JsonToString($))", value))


@given(st.lists(VALUES, max_size=20))
def test_unique_values_are_those_of_the_array_each_once(values: list[Any]) -> None:
    found = run("States.ArrayUnique($)", values)

    assert all(value in values for value in found)
    assert all(value in found for value in values)
    assert sorted(map(repr, found)) == sorted(map(repr, run("States.ArrayUnique($)", found)))


@given(st.sampled_from(sorted(FUNCTIONS)), st.lists(VALUES, max_size=4))
def test_a_function_returns_a_value_or_fails_with_an_error_of_the_language(
    name: str, values: list[Any]
) -> None:
    arguments = ", ".join(f"$.{place}" for place in range(len(values)))
    document = {str(place): value for place, value in enumerate(values)}
    try:
        result = run(f"{name}({arguments})", document)
    except EvaluationError as error:
        result = error.cause

    assert isinstance(json.dumps(result), str)
