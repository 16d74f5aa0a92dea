"""The tables of fields, and the walk over the objects that they describe."""

import pytest

from course.asl.linter.definition import Definition
from course.asl.linter.fields import OPERATORS, TYPES, nodes
from course.asl.linter.fields.part_fields import PARTS
from course.asl.linter.fields.state_fields import GROUPS, STATES

TABLES = {**GROUPS, **STATES, **PARTS}


def test_every_type_of_state_has_a_table():
    assert set(TYPES) | {"state"} == set(STATES)


def test_no_table_has_the_name_of_another():
    assert len(TABLES) == len(GROUPS) + len(STATES) + len(PARTS)


@pytest.mark.parametrize("table", TABLES)
def test_what_a_field_holds_has_a_table(table):
    held = {field.holds for field in TABLES[table].values() if field.holds}

    assert set() == held - set(TABLES)


def test_there_are_39_comparisons():
    assert 39 == len(OPERATORS)


@pytest.mark.parametrize("table", TABLES)
def test_every_path_belongs_to_jsonpath(table):
    paths = [field for field in TABLES[table].values() if field.kind in {"path", "reference"}]

    assert {"JSONPath"} >= {field.language for field in paths}


def test_every_object_with_known_fields_is_found_once():
    rule = {
        "And": [{"Variable": "$.a", "IsNull": True}, {"Not": {"Variable": "$.b", "IsNull": True}}],
        "Next": "B",
    }
    processor = {"ProcessorConfig": {"Mode": "INLINE"}, "StartAt": "C", "States": {"C": {"Type": "Nothing"}}}
    states = {
        "A": {"Type": "Choice", "Choices": [rule, "no rule"]},
        "B": {"Type": "Map", "ItemProcessor": processor, "Retry": [{}], "Catch": [{}], "End": True},
        "no state": 5,
    }
    found = [node.table for node in nodes(Definition({"StartAt": "A", "States": states}))]
    expected = (
        "Choice Map ProcessorConfig catcher machine processor retrier rule state test test test".split()  # noqa: SIM905  # words read better than quotes
    )

    assert expected == sorted(found)


def test_a_field_of_the_other_language_is_not_looked_into():
    states = {
        "A": {"Type": "Choice", "QueryLanguage": "JSONata", "Choices": [{"And": [{"Variable": "$.a"}]}]}
    }
    found = [node.table for node in nodes(Definition({"StartAt": "A", "States": states}))]

    assert ["machine", "Choice", "rule"] == found


def test_the_objects_of_a_definition_are_found_only_once():
    definition = Definition({"StartAt": "A", "States": {}})

    assert nodes(definition) is nodes(definition)
