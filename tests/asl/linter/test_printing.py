"""Diagnostics as people read them."""

from course.asl.linter import Diagnostic, explain


def _diagnostic(**more):
    words = {
        "severity": "ERROR",
        "code": "CODE",
        "message": "What is wrong.",
        "location": "/States/A",
        "line": 1,
        "column": 1,
        "hint": "",
        "rule": "some-rule",
    }
    return Diagnostic(**{**words, **more})


def test_nothing_to_say_prints_nothing():
    assert "" == explain([], "{}")


def test_the_line_is_shown_with_a_mark_under_the_place():
    said = explain([_diagnostic(line=2, column=3, hint="Do this.")], '{\n  "States": {}\n}')
    expected = """\
ERROR CODE at /States/A
  What is wrong.
    2 |   "States": {}
          ^
  Hint: Do this.
  Rule: some-rule
"""

    assert expected == said


def test_two_diagnostics_are_parted_by_an_empty_line():
    said = explain([_diagnostic(), _diagnostic()], "{}")

    assert 1 == said.count("\n\n")


def test_a_tab_does_not_move_the_mark():
    lines = explain([_diagnostic(column=3)], '\t\t"A"').splitlines()

    assert lines[2].index('"') == lines[3].index("^")


def test_a_long_line_is_shown_around_the_place():
    text = "a" * 300 + "X" + "b" * 300
    line, mark = explain([_diagnostic(column=301)], text).splitlines()[2:4]

    assert "X" == line[mark.index("^")]
    assert len(line) < 120


def test_a_long_line_is_shown_from_its_beginning_where_the_place_is_there():
    line, mark = explain([_diagnostic(column=1)], "X" + "b" * 300).splitlines()[2:4]

    assert "X" == line[mark.index("^")]
    assert line.startswith("    1 | Xb")


def test_a_line_beyond_the_text_is_left_away():
    assert "|" not in explain([_diagnostic(line=9)], "{}")
