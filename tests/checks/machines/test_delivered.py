"""A delivered definition: read in any form, refused as AWS refuses it, with the line of the learner's own cell."""

import copy
import json

import pytest

from tests.checks.machines.conftest import REVIEW


def misspelt():
    definition = copy.deepcopy(REVIEW)
    definition["States"]["Large?"]["Default"] = "done"
    return definition


@pytest.mark.parametrize("delivered", [REVIEW, json.dumps(REVIEW)], ids=["dict", "text"])
def test_a_dict_and_a_text_are_equally_right(look, delivered):
    assert 10 == look(delivered, "review = ...").points


def test_what_aws_refuses_earns_nothing_and_is_told_once_with_its_line(look):
    report = look(misspelt())

    assert 0 == report.points
    assert [1, 0] == [len(part.findings) for part in report.parts]
    assert (
        "line 13, /States/Large?/Default: Missing 'Next' target: done. Did you mean \"Done\"?"
        in report.text()
    )


@pytest.mark.parametrize(
    "cell",
    [
        'x = 1\nreview = """' + json.dumps(misspelt(), indent=1) + '"""',
        "x = 1\nreview = json.dumps(" + json.dumps(misspelt(), indent=1) + ")",
        "other = {'StartAt': 'A', 'States': {}}\nreview = " + json.dumps(misspelt(), indent=1),
    ],
    ids=["in a text", "within a call", "beside another definition"],
)
def test_the_line_is_that_of_the_cell_however_the_definition_is_written(look, cell):
    assert "line 14, /States/Large?/Default" in look(misspelt(), cell).text()


@pytest.mark.parametrize(
    "cell", ["review = build()", "a = {'States': {}}\nb = {'States': {}}\nreview = a or b", "review = ("]
)
def test_a_definition_that_is_put_together_has_no_line_to_name(look, cell):
    text = look(misspelt(), cell).text()

    assert "got       /States/Large?/Default: Missing 'Next' target" in text


@pytest.mark.parametrize("delivered", [[1], 7, "{", "States: [", {"StartAt": 1}, {"a": {1, 2}}, {}])
def test_whatever_is_no_definition_is_told_and_breaks_nothing(look, delivered):
    report = look(delivered, "review = ...")

    assert 0 == report.points
    assert report.parts[0].findings[0].expected.startswith("a definition")
