"""A state machine and the places in its text."""

from typing import Any

import pytest

from course.asl.machine import StateMachine, locate, parse
from course.asl.text import Path, Place

TEXT = """\
{"StartAt": "a/b",
 "States": {
  "a": {"Type": "Pass", "Next": "a/b"},
  "a/b": {"Type": "Parallel", "Branches": [{"StartAt": "c",
    "States": {"c": {"Type": "Succeed"}}}], "End": true}}}
"""


def test_a_machine_is_its_definition_and_its_type() -> None:
    machine = parse('{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}', type="EXPRESS")

    assert {"StartAt": "A", "States": {"A": {"Type": "Succeed"}}} == machine.definition
    assert "EXPRESS" == machine.type
    assert () == machine.problems


def test_a_machine_may_be_unreadable() -> None:
    machine = parse("{")

    assert machine.definition is None
    assert "{" == machine.text
    assert 1 == len(machine.problems)


def test_a_machine_can_be_made_of_data() -> None:
    definition: dict[str, Any] = {"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}
    machine = StateMachine.of(definition)
    definition["StartAt"] = "B"

    assert "A" == machine.definition["StartAt"]
    assert Place(2, 14) == machine.place(("StartAt",))


@pytest.mark.parametrize(
    "location, path",
    [
        ("/", ()),
        ("", ()),
        ("/StartAt", ("StartAt",)),
        ("/States/a/Next", ("States", "a", "Next")),
        ("/States/a/b/Type", ("States", "a/b", "Type")),
        ("/States/a~1b/Type", ("States", "a/b", "Type")),
        ("/States/a/b/Branches[0]/States/c", ("States", "a/b", "Branches", 0, "States", "c")),
        ("/States/a/b/Branches/0/StartAt", ("States", "a/b", "Branches", 0, "StartAt")),
        ("/States/a/b/Branches[7]/StartAt", ("States", "a/b", "Branches")),
        ("/States/a/Result/x", ("States", "a")),
        ("/StartAt/x", ("StartAt",)),
    ],
)
def test_a_location_leads_as_far_as_the_definition_goes(location: str, path: Path) -> None:
    assert path == locate(location, parse(TEXT).definition)


def test_a_location_has_a_place() -> None:
    machine = parse(TEXT)

    assert Place(5, 16) == machine.place("/States/a/b/Branches[0]/States/c", key=True)
    assert Place(5, 21) == machine.place("/States/a/b/Branches[0]/States/c/Next")
