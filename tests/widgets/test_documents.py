"""Documents side by side show what is the same, what differs, and what is hidden in text."""

import json

from course.widgets import documents, side_by_side
from course.widgets.documents import lines_of


def compared(title, documents):
    return {line.text.strip(): line.compared for line in lines_of(title, documents) if line.compared}


def test_each_value_is_compared_with_the_other_documents():
    documents = {"a": {"x": 1, "y": 2}, "b": {"x": 1, "y": 3, "z": 4}}

    assert {'"x": 1,': "same", '"y": 2': "differs"} == compared("a", documents)
    assert {'"x": 1,': "same", '"y": 3,': "differs", '"z": 4': "only"} == compared("b", documents)


def test_true_is_not_one():
    assert {'"x": true': "differs"} == compared("a", {"a": {"x": True}, "b": {"x": 1}})


def test_json_inside_text_is_recognised_and_traced_to_its_document():
    payment = {"amount": 1}
    lines = lines_of("envelope", {"envelope": {"Message": json.dumps(payment)}, "raw": payment})

    assert ['this value is JSON inside text; read as JSON it is the document under "raw"'] == [
        line.note for line in lines if line.note
    ]


def test_a_document_may_be_given_as_its_text():
    assert {'"x": 1': "same"} == compared("a", {"a": '{"x": 1}', "b": {"x": 1}})


def test_the_lines_of_a_document_are_its_json():
    document = {"a": [1, {"b": None}], "c": {}, "d": "e"}
    lines = lines_of("only", {"only": document})

    assert document == json.loads("\n".join(line.text for line in lines))


def test_differences_are_marked_by_sign_and_words():
    shown = side_by_side({"a": {"x": 1}, "b": {"x": 2}})

    assert "≠" in shown.html
    assert "another value elsewhere: " in shown.html
    assert '≠   "x": 1' in shown.text


def test_an_object_that_stands_here_only_is_marked_with_its_braces():
    found = compared("a", {"a": {"x": 1, "y": {"z": 1}}, "b": {"x": 1}})

    assert {'"x": 1,': "same", '"y": {': "only", '"z": 1': "only", "}": "only"} == found


def test_a_value_where_another_document_has_an_object_differs():
    assert {'"x": 1': "differs"} == compared("a", {"a": {"x": 1}, "b": {"x": {"y": 1}}})


def test_long_lists_are_folded_but_for_what_differs():
    document = list(range(100))
    other = [*range(50), "other", *range(51, 100)]
    lines = [line.text.strip() for line in documents.compared(document, {"b": other}, fold=30)]

    assert ["[", "0,", "1,", "2,", "… 47 more", "50,", "… 49 more", "]"] == lines
