"""Templates: which texts are expressions, and what fields are called in errors."""

from typing import Any

import pytest

from course.asl.errors import EvaluationError
from course.asl.jsonata import expressions, template
from course.asl.scope import Scope


def filled(value: Any) -> Any:
    return template(value, Scope({"a": 1, "n": None}, {}), "Output")


@pytest.mark.parametrize(
    "text",
    [
        " {% 1 %}",
        "{% 1 %} ",
        "{ % 1 %}",
        "{% 1",
        "1 %}",
        "a {% 1 %} b",
        "$states.input",
        "{%}",
        "{}",
        "",
        "{%1%",
    ],
)
def test_text_around_an_expression_makes_it_plain_text(text: str) -> None:
    assert text == filled(text)


@pytest.mark.parametrize(
    "text", ["{% $states.input.a %}", "{%$states.input.a%}", "{%\n  $states.input.a\n%}"]
)
def test_an_expression_takes_the_whole_text(text: str) -> None:
    assert 1 == filled(text)


def test_a_template_is_any_json() -> None:
    given = {
        "a": "{% $states.input.a %}",
        "b": [None, 0, 0.5, True, [], {}, "text", {"c": "{% [1, 'x'] %}"}],
        "{% 1 %}": "key",
    }

    assert {"a": 1, "b": [None, 0, 0.5, True, [], {}, "text", {"c": [1, "x"]}], "{% 1 %}": "key"} == filled(
        given
    )


def test_a_null_stays_where_nothing_fails() -> None:
    assert {"n": None, "l": [None]} == filled({"n": "{% $states.input.n %}", "l": ["{% null %}"]})


@pytest.mark.parametrize(
    "given, place",
    [
        ("{% $no %}", "Output"),
        ({"v": "{% $no %}"}, "Output/v"),
        ({"a": {"b": "{% $no %}"}}, "Output/a/b"),
        ({"a": [1, "{% $no %}"]}, "Output/a[1]"),
        ({"a": {"b": [[1, "{% $no %}"]]}}, "Output/a/b[0][1]"),
        ([{"k": "{% $no %}"}], "Output[0]/k"),
    ],
)
def test_an_error_names_the_field_as_aws_does(given: Any, place: str) -> None:
    with pytest.raises(EvaluationError) as caught:
        filled(given)

    assert place == caught.value.field
    assert (
        f"The JSONata expression '$no' specified for the field '{place}' returned nothing (undefined)."
        == caught.value.cause
    )


def test_expressions_are_found_with_their_paths_in_order() -> None:
    given = {"a": "{% 1 %}", "b": [{"c": "{%2%}"}, " {% 3 %}", "{% 4 %}"], "d": 5}

    assert [(("a",), "1"), (("b", 0, "c"), "2"), (("b", 2), "4")] == list(expressions(given))
    assert [((), "$x")] == list(expressions("{% $x %}"))
    assert [] == list(expressions(None))


def test_a_template_nested_without_end_has_its_expressions_found() -> None:
    given: Any = "{% 1 %}"
    for _ in range(50_000):
        given = [given]

    assert ["1"] == [expression for _, expression in expressions(given)]
