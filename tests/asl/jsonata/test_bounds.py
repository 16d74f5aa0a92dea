"""What one evaluation may do: hostile expressions come to an end, and at the same point every time."""

import time
from random import Random
from typing import Any

import pytest

from course.asl.errors import EvaluationError
from course.asl.jsonata import evaluation, template
from course.asl.jsonata.frame import Frame
from course.asl.scope import Scope

STACK = (
    "Stack overflow error: Check for non-terminating recursive function. Consider rewriting as tail-recursive"
)
MEMORY = "Expression evaluation memory limit exceeded: Check for excessive memory usage"
TIMEOUT = "Expression evaluation timeout: Check for infinite loop"
RECURSION = "($f := function($x){ $x <= 0 ? 0 : 1 + $f($x - 1) }; $f(%d))"
DOUBLING = "($f := function($s, $n){ $n = 0 ? $s : $f($s & $s, $n - 1) }; $length($f('x', %d)))"

# The last that AWS accepts, and the first it refuses; measured there.
LIMITS = {
    "terms": ("+".join(["1"] * 100), "+".join(["1"] * 101), STACK),
    "parentheses": ("(" * 99 + "1" + ")" * 99, "(" * 100 + "1" + ")" * 100, STACK),
    "brackets": ("[" * 99 + "1" + "]" * 99, "[" * 100 + "1" + "]" * 100, STACK),
    "a chain": ("1" + "~>$string" * 99, "1" + "~>$string" * 100, STACK),
    "recursion": (RECURSION % 31, RECURSION % 32, STACK),
    "a sequence": ("[1..873782] ~> $count()", "[1..873783] ~> $count()", MEMORY),
    "a doubled text": (DOUBLING % 22, DOUBLING % 23, MEMORY),
    "a range": ("$count($range(1, 360145, 1))", "$count($range(1, 360146, 1))", MEMORY),
}
HOSTILE = {
    "($f := function($x){ $f($x + 1) }; $f(1))": TIMEOUT,
    "($f := function(){ $f() & 'x' }; $f())": STACK,
    "$range(1, 1e9, 1)": MEMORY,
    "$pad('x', 1e9)": MEMORY,
    "$pad('x', -1e300)": MEMORY,
    "[1..1e9]": MEMORY,
    "[1..1000].([1..1000].([1..1000]))": TIMEOUT,
    "$map([1..800000], function($x){ [1..800000] })": TIMEOUT,
    "$reduce([1..800000], function($a, $b){ $append($a, $b) })": TIMEOUT,
    "$join($map([1..10000], function($x){ $pad('', 100000) }))": TIMEOUT,
    "($f := function($s, $n){ $n = 0 ? $s : $f([[$s, $s]], $n - 1) }; $string($f('x', 60)))": MEMORY,
    "($f := function($s, $n){ $n = 0 ? $s : $f({'a': $s, 'b': $s}, $n - 1) }; $f('x', 60))": MEMORY,
    "($f := function($s, $n){ $n = 0 ? $s : $f([[$s]], $n - 1) }; $f('x', 5000))": MEMORY,
    "$replace($pad('', 6e6, 'ab'), 'a', $pad('', 1e6))": MEMORY,
    "$replace($pad('', 6e6, 'ab'), /a/, $pad('', 1e6))": MEMORY,
    "$split($pad('', 6e6, 'a'), '')": MEMORY,
    "$match($pad('', 6e6, 'a'), /a/)": TIMEOUT,
    "$contains($pad('', 40, 'a') & 'b', /^(a+)+$/)": TIMEOUT,
    "$contains($pad('', 40, 'a') & 'b', /^(a|a)*$/)": TIMEOUT,
    "$contains($pad('', 100000, 'a'), /a*a*a*b/)": TIMEOUT,
    "$zip([1..400000], [1..400000], [1..400000])": TIMEOUT,
    "$map([1..100000], function($i){ $states.input.items[$i = p] })": TIMEOUT,
    "$parse($pad('', 3e6, '['))": "D3137",
    "$formatNumber(1, $pad('', 6e6, '#'))": "D3086",
    "$fromMillis(0, $pad('', 6e6, '[Y]'))": "D3132",
    "$fromMillis(1e300)": "internal error",
    "$formatInteger(1e300, 'I')": STACK,
}


def evaluate(expression: str, document: Any = None) -> Any:
    return template("{% " + expression + " %}", Scope(document, {}), "Output")


@pytest.fixture
def _small_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evaluation, "STEPS", 100_000)


@pytest.mark.parametrize("last, first, reason", LIMITS.values(), ids=list(LIMITS))
def test_an_expression_goes_as_far_as_on_aws(last: str, first: str, reason: str) -> None:
    evaluate(last)

    with pytest.raises(EvaluationError) as caught:
        evaluate(first)
    assert f"specified for the field 'Output' threw an error during evaluation: {reason}" in str(caught.value)


@pytest.mark.usefixtures("_small_budget")
@pytest.mark.parametrize("expression", HOSTILE)
def test_a_hostile_expression_ends_with_an_error_of_the_language(expression: str) -> None:
    document = {"items": [{"p": place} for place in range(1000)]}

    with pytest.raises(EvaluationError) as caught:
        evaluate(expression, document)
    assert "States.QueryEvaluationError" == caught.value.error
    assert HOSTILE[expression] in str(caught.value.cause)


def test_an_endless_loop_ends_within_seconds() -> None:
    began = time.process_time()
    with pytest.raises(EvaluationError):
        evaluate("($f := function($x){ $f($x + 1) }; $f(1))")

    assert time.process_time() - began < 20


def test_ten_thousand_items_are_honest_work() -> None:
    document = {"items": [{"n": number, "price": number / 4} for number in range(10_000)]}
    total = evaluate(
        "$sum($map($states.input.items[n % 2 = 0], function($i){ $i.n * $i.price + $length($string($i.n)) }))",
        document,
    )

    assert total == sum(n * n / 4 + len(str(n)) for n in range(0, 10_000, 2))


def test_a_reference_to_much_costs_little() -> None:
    document = {"map": {str(number): number for number in range(5_000)}}

    assert 5_000 == evaluate(
        "$count($map([0..4999], function($k){ $lookup($states.input.map, $string($k)) }))", document
    )


def test_an_evaluation_inside_deep_python_calls_ends_as_well() -> None:
    def deeper(levels: int) -> Any:
        return deeper(levels - 1) if levels else evaluate("$map([1..3], function($x){ $x + 1 })")

    assert [2, 3, 4] == deeper(500)


def test_what_an_expression_made_and_dropped_is_not_kept() -> None:
    running = evaluation.Evaluation(Frame(None), Random(0), 0)
    for _ in range(100):
        running.weigh(list(range(20_000)))

    assert sum(len(value) for value, *_ in running.weights.values()) <= 873_783
