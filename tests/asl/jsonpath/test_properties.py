"""What holds for every text, document and rule."""

from contextlib import suppress
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from course.asl import jsonpath
from course.asl.errors import EvaluationError
from course.asl.jsonpath.operators import COMPARISONS, IS
from course.asl.jsonpath.result import place
from course.asl.scope import Scope

scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5)
)
documents = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text("ab.'", max_size=2), inner, max_size=4)
    ),
)
PIECES = [
    *"$@.[]()?*:,'\"!<>=&|~/\\ -01a",
    "..",
    "[?(",
    "&&",
    "||",
    "==",
    "in",
    "=~",
    "$$",
    "length()",
    "(@.length-1)",
    "States.",
]
texts = st.text(max_size=30) | st.lists(st.sampled_from(PIECES), max_size=25).map(
    lambda parts: "$" + "".join(parts)
)
names = st.text(st.characters(exclude_characters="'\\", exclude_categories=("Cs",)), max_size=6)
paths = st.lists(names, min_size=1, max_size=4)
operators = st.sampled_from(
    [*COMPARISONS, *(f"{name}Path" for name in COMPARISONS), *IS, "IsPresent", "Else"]
)
references = st.sampled_from(["$", "$.a", "$.a.b", "$.a[0]", "$..a", "$$.a", "$v", "$w.a", "", "$."])
tests = st.builds(
    lambda variable, operator, value: {"Variable": variable, operator: value, "Next": "N"},
    references | documents,
    operators,
    references | documents,
)
rules = st.recursive(
    tests | documents,
    lambda inner: (
        st.builds(lambda some: {"And": some}, st.lists(inner, max_size=3))
        | st.builds(lambda some: {"Or": some}, st.lists(inner, max_size=3))
        | st.builds(lambda one: {"Not": one}, inner)
    ),
)


def _scope(document: Any) -> Scope:
    scope = Scope(document, {"a": 1}, {"v": [1]})
    scope.effective = document
    return scope


@given(texts)
def test_any_text_is_a_path_or_refused_within_it(text: str) -> None:
    try:
        column = len(jsonpath.parse_path(text).text)
    except jsonpath.PathSyntaxError as error:
        column = error.column

    assert 1 <= column <= len(text) + 1
    assert jsonpath.check_value(text) in {True, False}
    assert jsonpath.is_reference_path(text) in {True, False}


@given(texts, documents)
def test_a_path_leads_somewhere_in_any_document_or_nowhere(text: str, document: Any) -> None:
    with suppress(jsonpath.PathSyntaxError, jsonpath.PathNotFoundError):
        path = jsonpath.parse_path(text)
        found = path.read(document, {"a": document}, {"a": document})
        assert isinstance(found, (list, dict, str, int, float, type(None)))


@given(texts, documents)
def test_why_a_path_leads_nowhere_can_always_be_said(text: str, document: Any) -> None:
    said = "found"
    try:
        jsonpath.parse_path(text).read(document, {}, {})
    except jsonpath.PathSyntaxError:
        return
    except jsonpath.PathNotFoundError as error:
        said = str(error)

    assert said


@given(paths, scalars)
def test_a_path_reads_what_a_resultpath_has_put_there(keys: list[str], value: Any) -> None:
    text = "$" + "".join(f"['{key}']" for key in keys)
    made = place({"kept": 1}, text, value)

    assert value == jsonpath.parse_path(text).find(made)
    assert keys[0] == "kept" or made["kept"] == 1


@given(documents, references | documents, scalars)
def test_a_resultpath_fits_or_fails_the_state_and_leaves_the_input_alone(
    document: Any, path: Any, value: Any
) -> None:
    before = repr(document)
    with suppress(EvaluationError):
        place(document, path, value)

    assert before == repr(document)


@given(st.lists(rules, max_size=3), documents)
def test_a_choice_goes_some_way_or_fails_the_state(some: list[Any], document: Any) -> None:
    state = {"Type": "Choice", "Choices": some, "Default": "D"}
    ways = [None, *range(len(some)), "States.Runtime"]
    way: Any
    try:
        way = jsonpath.choose(state, _scope(document), {}).index
    except EvaluationError as error:
        way = error.error

    assert way in ways


@given(
    st.recursive(
        scalars | texts,
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["a", "a.$", "b.$", ".$", "c"]), inner, max_size=3)
        ),
    ),
    documents,
)
def test_a_template_is_filled_in_or_fails_the_state(template: Any, document: Any) -> None:
    before = repr(template)
    with suppress(EvaluationError):
        jsonpath.template(template, _scope(document), "Parameters")

    assert before == repr(template)


@given(
    st.dictionaries(
        st.sampled_from(["InputPath", "OutputPath", "ResultPath", "ItemsPath"]), texts | documents
    ),
    documents,
)
def test_data_flows_through_any_state_or_fails_it(fields: dict[str, Any], document: Any) -> None:
    state = {"Type": "Task", **fields}
    with suppress(EvaluationError):
        jsonpath.enter(state, _scope(document), {})
    for step in (jsonpath.items, jsonpath.arguments):
        with suppress(EvaluationError):
            step(state, _scope(document), {})
    with suppress(EvaluationError):
        jsonpath.outcome(state, _scope(document), document, {})
