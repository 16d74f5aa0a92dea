"""The lines of a state are those from its name to its closing brace, or as deep as it is indented."""

from course.asl import parse
from course.widgets.state_machine import graph_of
from course.widgets.state_machine.source import last_line, lines_of, shown_alone

JSON = """{
  "StartAt": "A",
  "States": {
    "A": {
      "Type": "Pass",
      "Comment": "a } in a text \\" }",
      "Next": "B"
    },
    "B":
    { "Type": "Succeed" }
  }
}
"""
YAML = """StartAt: A
States:
  A:
    Type: Pass
    # what comes next

    Next: B

  B: { Type: Succeed,
    Comment: x }
Comment: end
"""


def lines(text):
    machine = parse(text)
    return [
        (node.line, last_line(machine, node, lines_of(machine)))
        for node in graph_of(machine).nodes
        if node.kind == "state"
    ]


def test_in_json_a_state_ends_with_its_brace():
    assert [(4, 8), (9, 10)] == lines(JSON)


def test_in_yaml_a_state_ends_where_the_indent_does():
    assert [(3, 7), (9, 10)] == lines(YAML)


def test_lines_that_end_as_in_windows_count_the_same():
    assert lines(JSON) == lines(JSON.replace("\n", "\r\n"))


def test_a_state_in_an_endless_line_is_printed_anew():
    machine = parse('{"StartAt": "A", "States": {"A": {"Type": "Pass", "Comment": "%s"}}}' % ("x" * 500))
    node = graph_of(machine).nodes[0]

    assert shown_alone(machine, node, lines_of(machine)).startswith('{\n  "A": {\n    "Type": "Pass"')
