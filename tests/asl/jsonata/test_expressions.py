"""Expressions: what they give, and how they fail."""

import json
import random
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from course.asl.errors import EvaluationError
from course.asl.jsonata import template
from course.asl.scope import Scope

TABLE = tomllib.loads((Path(__file__).parent / "expressions.toml").read_text(encoding="utf-8"))
DOCUMENT = json.loads(TABLE.pop("document"))
CASES = [case for table in TABLE.values() for case in table.items()]
FAILURES = [case for case in CASES if re.match(r"[DST]\d{4}: ", case[1])]
WITHOUT_RESULT = [expression for expression, expected in CASES if expected == "nothing"]
RESULTS = [case for case in CASES if case not in FAILURES and case[0] not in WITHOUT_RESULT]
ENTERED = {"State": {"EnteredTime": "2024-02-29T12:30:45.123Z"}}
THREW = "The JSONata expression '{}' specified for the field 'Output' threw an error during evaluation"
NOTHING = "The JSONata expression '{}' specified for the field 'Output' returned nothing (undefined)."


def evaluate(expression: str, document: Any = DOCUMENT, **more: Any) -> Any:
    scope = Scope(document, more.pop("context", ENTERED), more.pop("variables", {}), **more)
    return template("{% " + expression + " %}", scope, "Output")


def failure(expression: str, document: Any = DOCUMENT, **more: Any) -> EvaluationError:
    with pytest.raises(EvaluationError) as caught:
        evaluate(expression, document, **more)
    return caught.value


@pytest.mark.parametrize("expression, expected", RESULTS)
def test_an_expression_gives_plain_json(expression: str, expected: str) -> None:
    assert json.loads(expected) == evaluate(expression)
    assert json.dumps(json.loads(expected)) == json.dumps(evaluate(expression))


@pytest.mark.parametrize("expression", WITHOUT_RESULT)
def test_an_expression_that_finds_nothing_fails_the_state(expression: str) -> None:
    error = failure(expression)

    assert ("States.QueryEvaluationError", "Output") == (error.error, error.field)
    assert NOTHING.format(expression) == error.cause


@pytest.mark.parametrize("expression, reason", FAILURES)
def test_an_expression_that_fails_says_why_in_the_words_of_the_language(expression: str, reason: str) -> None:
    error = failure(expression)

    assert "States.QueryEvaluationError" == error.error
    assert f"{THREW.format(expression)}. {reason}" == error.cause


@pytest.mark.parametrize(
    "expression", ["function($x){$x}", "$fn := function($x){$x}", "$sum", "/a/", "[$sum]", "{'f': /a/}"]
)
def test_a_function_is_no_result(expression: str) -> None:
    error = failure(expression)

    assert (
        f"The JSONata expression '{expression}' specified for the field 'Output' returned an unsupported result type."
        == error.cause
    )


def test_a_variable_is_read_by_its_name() -> None:
    assert 7 == evaluate("$sum($states.input.a) + $one", variables={"one": 1, "unused": object()})


def test_a_variable_hides_a_function_of_the_same_name() -> None:
    assert 3 == evaluate("$count", variables={"count": 3})
    assert "T1006" in str(failure("$count([1])", variables={"count": 3}).cause)


def test_a_null_in_a_variable_is_a_value() -> None:
    assert evaluate("$empty", variables={"empty": None}) is None
    assert evaluate("$exists($empty)", variables={"empty": None}) is True


@pytest.mark.parametrize("given, taken", [(6.0, 6), (2**63, 2.0**63), (1.5, 1.5), (-(2**63), -(2**63))])
def test_a_number_is_handed_on_in_its_plainest_form(given: float, taken: float) -> None:
    assert repr(taken) == repr(evaluate("$states.input.amount", {"amount": given}))
    assert repr([taken]) == repr(evaluate("$states.input", [given]))
    assert repr({"k": taken}) == repr(evaluate("{'k': $states.input}", given))


def test_states_holds_input_and_context_in_that_order() -> None:
    assert ["input", "context"] == list(evaluate("$states"))
    assert {"input": DOCUMENT, "context": ENTERED} == evaluate("$states")


def test_now_is_when_the_state_was_entered() -> None:
    assert "2024-02-29T12:30:45.123Z" == evaluate("$now()")
    assert 1709209845123 == evaluate("$millis()")
    assert "29/02" == evaluate("$now('[D01]/[M01]')")


def test_now_is_when_the_execution_started_where_no_state_was_entered() -> None:
    assert "2020-01-01T00:00:00.000Z" == evaluate(
        "$now()", context={"Execution": {"StartTime": "2020-01-01T00:00:00Z"}}
    )


def test_a_time_of_day_is_one_of_the_day_of_the_evaluation() -> None:
    assert 1709214300000 == evaluate("$toMillis('13:45','[H01]:[m01]')")


def test_what_is_random_comes_from_the_generator_of_the_scope() -> None:
    drawn = "[$uuid(), $random(), $random(), $shuffle([1..9])]"
    one, same, other = (evaluate(drawn, random=random.Random(seed)) for seed in (1, 1, 2))

    assert one == same
    assert one != other
    assert one[1] != one[2]


@pytest.mark.parametrize(
    "expression",
    [
        "$states.input ~> |b|{'c':0},'d'|",
        "$doc ~> |$states.input.b|{'c':0}|",
        "$states.input.e{'a':1}",
        "$append($states.input.a, 4)",
        "$sort($states.input.a, function($a,$b){$a<$b})",
        "$reverse($states.input.a)",
        "$states.input.a[]",
        "$merge([$states.input, {'a':0}])",
    ],
)
def test_no_expression_changes_a_document(expression: str) -> None:
    document = json.loads(json.dumps(DOCUMENT))
    evaluate(expression, document, variables={"doc": document})

    assert DOCUMENT == document
