"""What is known of a document is true of it: nothing is said to be missing that may be there."""

from hypothesis import given
from hypothesis import strategies as st

from course.asl import jsonpath
from course.asl.errors import EvaluationError
from course.asl.linter.advice.documents import ANYTHING, Missing, Origin, literal, look_up, merged, put
from course.asl.linter.advice.filling import filled
from course.asl.scope import Scope

ORIGIN = Origin("selected", "somebody chose it")
NAMES = st.sampled_from(["a", "b", "c"])
values = st.recursive(
    st.none() | st.booleans() | st.integers(0, 9) | st.text(max_size=2),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=8,
)
objects = st.dictionaries(NAMES, values, max_size=3)
paths = st.lists(NAMES, min_size=1, max_size=3).map(tuple)
templates = st.recursive(
    st.dictionaries(NAMES, st.integers(0, 9), max_size=2)
    | st.dictionaries(NAMES.map("{}.$".format), paths.map(lambda path: "$." + ".".join(path)), max_size=2)
    | st.dictionaries(
        NAMES.map("{}.$".format), st.sampled_from(["$", "States.Array(1)", "States.UUID()"]), max_size=2
    ),
    lambda inner: st.dictionaries(NAMES, inner, max_size=2),
    max_leaves=4,
)


def is_true_of(document, value):
    """Whether what is known of a document does not speak against `value`."""
    if document.kind == "anything":
        return True
    if isinstance(value, dict):
        known = document.kind == "object" and (not document.closed or value.keys() <= document.fields.keys())
        return known and all(
            is_true_of(document.fields[name], inner)
            for name, inner in value.items()
            if name in document.fields
        )
    if isinstance(value, list):
        return document.kind == "array" and all(
            is_true_of(document.item or ANYTHING, inner) for inner in value
        )
    return document.kind == "scalar"


def there(value, path):
    for name in path:
        if not isinstance(value, dict) or name not in value:
            return False
        value = value[name]
    return True


def with_value(value, path, new):
    name, *rest = path
    inner = value.get(name, {})
    inner = inner if isinstance(inner, dict) else {}
    return {**value, name: with_value(inner, rest, new) if rest else new}


@given(values, paths)
def test_a_literal_is_known_exactly(value, path):
    known = literal(value, ORIGIN)

    assert is_true_of(known, value)
    assert isinstance(look_up(known, path), Missing) == (not there(value, path))


@given(values, values)
def test_what_is_known_of_either_is_true_of_both(one, two):
    known = merged(literal(one, ORIGIN), literal(two, ORIGIN))

    assert is_true_of(known, one)
    assert is_true_of(known, two)


@given(values, values)
def test_merging_again_changes_nothing(one, two):
    known = merged(literal(one, ORIGIN), literal(two, ORIGIN))

    assert merged(known, literal(two, ORIGIN)) == known


@given(objects, paths, values)
def test_a_value_is_put_where_its_path_leads(document, path, value):
    known = put(literal(document, ORIGIN), path, literal(value, ORIGIN))
    unknown = put(ANYTHING, path, literal(value, ORIGIN))

    assert is_true_of(known, with_value(document, path, value))
    assert is_true_of(unknown, with_value(document, path, value))


@given(templates, objects)
def test_a_template_makes_what_is_known_of_it(template, document):
    known = filled(template, literal(document, ORIGIN), ORIGIN)
    try:
        made = jsonpath.template(template, Scope(document, {}, effective=document), "Parameters")
    except EvaluationError:
        return

    assert is_true_of(known, made)
