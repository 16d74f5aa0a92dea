"""What holds for all expressions and all documents."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from course.asl.errors import EvaluationError
from course.asl.jsonata import FUNCTIONS, template
from course.asl.jsonata.bindings import known
from course.asl.jsonata.values import inward, outward
from course.asl.scope import Scope

NUMBERS = st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False, allow_infinity=False)
DOCUMENTS = st.recursive(
    st.none() | st.booleans() | NUMBERS | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from("abc") | st.text(max_size=3), inner, max_size=4)
    ),
    max_leaves=12,
)
LEAVES = st.sampled_from(
    [
        "$states.input",
        "$states.input.a",
        "$states.input.a.b",
        "$states.input.**",
        "$v",
        "$x",
        "a",
        "$",
        "1",
        "0",
        "-2.5",
        "1e300",
        "'t'",
        "''",
        "null",
        "true",
        "[]",
        "{}",
        "/a+/",
        "function($x){$x}",
        "$sum",
    ]
)
CALLS = [("$" + name + "({})", 1) for name in FUNCTIONS] + [
    ("$" + name + "({}, {})", 2) for name in FUNCTIONS
]
OPERATORS = ["+", "-", "*", "/", "%", "&", "=", "!=", "<", ">=", "and", "or", "in", "~>", ":="]
SHAPES = [
    *CALLS, *[(f"({{}} {operator} {{}})", 2) for operator in OPERATORS], ("[{}, {}]", 2), ("{{'k': {}}}", 1), ("{}[{}]", 2),
    ("{}.{}", 2), ("{}^({})", 2), ("{}{{{}: {}}}", 3), ("({} ? {} : {})", 3), ("($x := {}; {})", 2), ("[{}..{}]", 2), ("{}@$x.{}", 2),
    ("{}#$i.{}", 2), ("{} ~> |{}|{}|", 3), ("function($x){{{}}}", 1), ("$map({}, function($x, $i){{{}}})", 2), ("-{}", 1), ("{}[]", 1),
    ("{}.%.{}", 2), ("{}.*", 1), ("$f(?, {})", 1),
]  # fmt: skip


def expressions() -> st.SearchStrategy[str]:
    def grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        return st.sampled_from(SHAPES).flatmap(
            lambda shape: st.tuples(*[inner] * shape[1]).map(lambda parts: shape[0].format(*parts))
        )

    return st.recursive(LEAVES, grown, max_leaves=8)


def is_plain(value: Any) -> bool:
    if type(value) is dict:
        return all(type(key) is str and is_plain(item) for key, item in value.items())
    if type(value) is list:
        return all(map(is_plain, value))
    return value is None or type(value) in {bool, int, float, str}


def answer(expression: str, document: Any, variable: Any = None) -> Any:
    try:
        return template("{% " + expression + " %}", Scope(document, {"State": {}}, {"v": variable}), "Output")
    except EvaluationError as error:
        return error


def sound(result: Any) -> bool:
    if isinstance(result, EvaluationError):
        return result.error == "States.QueryEvaluationError" and "Output" == result.field
    return is_plain(result) and json.loads(json.dumps(result)) == result


@given(expressions(), DOCUMENTS, DOCUMENTS)
def test_a_generated_expression_gives_plain_data_or_an_error_of_the_language(expression: str, document: Any, variable: Any) -> None:  # fmt: skip
    before = json.dumps(document)

    assert sound(answer(expression, document, variable))
    assert before == json.dumps(document)


@given(st.text(alphabet="$abx.[](){}:=?~>'/*%@#^|&,;12 -\\`!<+", max_size=30), DOCUMENTS)
def test_any_text_gives_plain_data_or_an_error_of_the_language(text: str, document: Any) -> None:
    assert sound(answer(text, document))


@given(expressions(), DOCUMENTS)
def test_the_same_expression_gives_the_same_answer_again(expression: str, document: Any) -> None:
    assert str(answer(expression, document)) == str(answer(expression, document))


@given(DOCUMENTS)
def test_a_document_goes_in_and_out_unchanged_but_for_its_numbers(document: Any) -> None:
    assert (
        document
        == outward(inward(document))
        == answer("$states.input", document)
        == known(document, null=None)
    )


@given(DOCUMENTS, st.lists(st.sampled_from("abc"), max_size=3))
def test_a_walk_finds_what_an_evaluation_finds(document: Any, names: list[str]) -> None:
    walk = ".".join(["$states.input", *names])
    in_blocks = ".".join(["$states.input", *(f"({name})" for name in names)])
    walked, evaluated = answer(walk, document), answer(in_blocks, document)

    assert isinstance(walked, EvaluationError) == isinstance(evaluated, EvaluationError)
    assert isinstance(walked, EvaluationError) or walked == evaluated
