"""What is known of an expression without evaluating it."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.asl.jsonata import FUNCTIONS, Examined, Problem, examine

NONE: frozenset[str] = frozenset()


def reads(
    *, variables: str = "", fields: str = "", functions: str = "", unsupported: tuple[str, ...] = ()
) -> Examined:
    return Examined(
        None, *(frozenset(names.split()) for names in (variables, fields, functions)), unsupported
    )


def top(*names: str) -> tuple[str, ...]:
    return tuple(f"Reference to '{name}' at the top level is not supported." for name in names)


@pytest.mark.parametrize("expression, expected", [
    ("$states.input.total", reads(fields="input")),
    ("$states.result.x & $states.context.Execution.Id", reads(fields="result context")),
    ("$states.`errorOutput`.Cause", reads(fields="errorOutput")),
    ("$states", reads()),
    ("$order.id", reads(variables="order")),
    ("($x := $y; $x + $z)", reads(variables="y z")),
    ("($x := $x; $x)", reads(variables="x")),
    ("(($x := 1); $x)", reads(variables="x")),
    ("($f := function($n){ $n = 0 ? 1 : $f($n - 1) }; $f(3))", reads()),
    ("($f := function(){ $later }; $later := 1; $f())", reads()),
    ("$map($items, function($i, $n){ $i * $rate + $n })", reads(variables="items rate", functions="map")),
    ("$map($items, $string)", reads(variables="items", functions="map string")),
    ("$items ~> $sort() ~> $reverse", reads(variables="items", functions="sort reverse")),
    ("$no_such($a)", reads(variables="a", functions="no_such")),
    ("$substring(?, 0, $n)", reads(variables="n", functions="substring")),
    ("$list@$v.$w[id = $v.id]", reads(variables="list w")),
    ("$list#$i[$i < $most].x", reads(variables="list most")),
    ("$list^(<rank, >$weight)", reads(variables="list weight")),
    ("$list{kind: $sum(price) * $rate}", reads(variables="list rate", functions="sum")),
    ("$doc ~> |a|{'b': $new, 'c': d}|", reads(variables="doc new")),
    ("$states.input.items[price > $limit].name", reads(variables="limit", fields="input")),
    ("phone", reads(unsupported=top("phone"))),
    ("aaa + bbb[x] + aaa", reads(unsupported=top("aaa", "bbb"))),
    ("$.phone", reads(unsupported=top("$"))),
    ("$$.phone", reads(unsupported=("Reference to '$$' is not supported.",))),
    ("{aaa: 1}", reads(unsupported=top("aaa"))),
    ("$map($a, function($x){ b })", reads(variables="a", functions="map", unsupported=top("b"))),
    ("$states.input.($ & name)", reads(fields="input")),
    ("$a.(b; $c)", reads(variables="a c")),
])  # fmt: skip
def test_what_an_expression_reads_from_outside(expression: str, expected: Examined) -> None:
    assert expected == examine(expression)


@pytest.mark.parametrize("expression, message, column", [
    ("a[1,2)", 'Expected "]", got ","', 4),
    ("1 +", "Unexpected end of expression", 3),
    ("", "Unexpected end of expression", 1),
    ('{"a":}', 'The symbol "}" cannot be used as a unary operator', 6),
    ("$x :=", "Unexpected end of expression", 5),
    ("1 + 'abc", "String literal must be terminated by a matching quote", 5),
    ("$match('a', /abc", "No terminating / in regular expression", 13),
    ("phone %.other", 'The symbol "." cannot be used as a unary operator', 8),
    ("1 + * 2", "Syntax error: 2", 7),
    ("$a $b", 'Syntax error: "b"', 5),
    ("5 := 1", "The left side of := must be a variable name (start with $)", 1),
    ("a & /* b", "Comment has no closing tag", 5),
    ("`a", "Quoted property name must be terminated with a backquote (`)", 1),
])  # fmt: skip
def test_a_syntax_error_is_told_in_aws_words_with_its_column(
    expression: str, message: str, column: int
) -> None:
    assert Problem(message, column) == examine(expression).problem


def test_an_invalid_regular_expression_is_a_syntax_error() -> None:
    problem = examine("$contains($x, /a{2,1}/)").problem

    assert problem is not None
    assert problem.message.startswith("Invalid regular expression: /a{2,1}/")


def test_the_functions_are_those_of_the_language_and_of_aws() -> None:
    assert {"sum", "map", "now"} < FUNCTIONS.keys()
    assert {"hash", "parse", "partition", "random", "range", "uuid"} < FUNCTIONS.keys()
    assert "eval" not in FUNCTIONS


@given(st.text() | st.text(alphabet="$ab.[](){}:=?~>'\"/*%@#^|&,;1 -\\`!<"))
def test_every_text_has_an_answer(text: str) -> None:
    examined = examine(text)

    assert examined.problem is None or 1 <= examined.problem.column <= max(len(text), 1)


@pytest.mark.parametrize(
    "part",
    [
        "a.",
        "(",
        "[",
        "1+",
        "$f(",
        "-",
        "a^(",
        "1?1:",
        "/**/",
        "a[0]",
        "%.",
        "function($x){",
        "\\",
        "`",
        "{'a':",
        "|a",
        "$x:=",
        "a@$b",
    ],
)
def test_a_pathological_text_is_read_in_bounded_time(part: str) -> None:
    began = time.process_time()
    for size in (5_000, 65_000, 1_000_000):
        examine(part * (size // len(part)))

    assert time.process_time() - began < 30
