"""A text is read, linted, and told so that a script can show it."""

import pytest

from course.asl.linter.linting import WARNINGS
from course.asl.linter.refusals import REFUSALS
from course.widgets.editor.places import owners
from course.widgets.editor.reading import MOST, one_line, read
from course.widgets.editor.rules import rule_page

NESTED = """{
  "StartAt": "Split",
  "States": {
    "Split": {
      "Type": "Parallel",
      "Branches": [
        {"StartAt": "Inner", "States": {
          "Inner": {"Type": "Pass", "End": true}}}
      ],
      "Next": "a/b"
    },
    "a/b": {"Type": "Succeed"}
  }
}"""


def owner(text, line, column):
    """Return the id of the state that a place belongs to, as the script finds it."""
    found = owners(read(text, "STANDARD").machine)
    before = [state for *place, state in found if tuple(place) <= (line, column)]
    return before[-1] if before else None


def test_a_place_belongs_to_the_innermost_state_around_it():
    assert "" == owner(NESTED, 2, 3)
    assert "/States/Split" == owner(NESTED, 5, 9)
    assert "/States/Split/Branches/0/States/Inner" == owner(NESTED, 8, 30)
    assert "/States/Split" == owner(NESTED, 10, 9)
    assert "/States/a~1b" == owner(NESTED, 12, 20)


def test_what_stands_between_the_states_of_a_branch_belongs_to_the_state_around():
    assert "/States/Split" == owner(NESTED, 7, 20)


def test_yaml_has_places_too():
    text = "StartAt: A\nStates:\n  A:\n    Type: Pass\n    End: true\n"

    assert "/States/A" == owner(text, 5, 6)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "7", '{"States": []}', '{"States": {"A": 7}}', "\x00", "a: *b"]
)
def test_nothing_is_so_broken_that_it_cannot_be_told(text):
    report = read(text, "STANDARD").report()

    assert report["diagnostics"]
    assert report["words"].startswith("✗")


def test_a_sound_definition_is_told_in_one_line():
    assert "✓ AWS would take this definition; nothing to remark." == read(NESTED, "STANDARD").words


def test_errors_and_warnings_are_counted_apart():
    text = NESTED.replace(
        '"Type": "Succeed"', '"Type": "Succeed", "Coment": "", "Comment": "", "Comment": ""'
    )

    assert "✗ 1 error, ! 1 warning. AWS would refuse it as it is." == read(text, "STANDARD").words


def test_a_diagnostic_says_what_where_and_what_to_do():
    found = read(NESTED.replace("Pass", "Pas"), "STANDARD").diagnostics[0]
    said = one_line(found)

    assert said.startswith("✗ error, line 8, column 29: The field 'Type' should have one of these values")
    assert said.endswith('Did you mean "Pass"?')


def test_of_very_many_diagnostics_the_first_are_listed_and_the_rest_counted():
    states = ",".join(f'"S{at}": {{"Type": "Nope"}}' for at in range(MOST + 50))
    reading = read(f'{{"StartAt": "S0", "States": {{{states}}}}}', "STANDARD")

    assert MOST == len(reading.report()["diagnostics"])
    left = len(reading.diagnostics) - MOST
    assert f"{left} more diagnostics below; these come first." == reading.report()["more"]


@pytest.mark.parametrize("name", sorted({**WARNINGS, **REFUSALS}))
def test_every_rule_has_a_page_that_says_why_and_what_to_do(name):
    page = rule_page(name)

    assert "<h4>Why it matters</h4>" in page
    assert "<h4>Remedy</h4>" in page


def test_the_page_of_each_rule_that_found_something_comes_along():
    reading = read(NESTED.replace('"Next": "a/b"', '"Next": "a/c"'), "STANDARD")

    assert {each.rule for each in reading.diagnostics} == set(reading.pages())
