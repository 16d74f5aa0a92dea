"""What is read, and that every text is."""

from time import process_time

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from course.asl.text import Document, read, yaml_reader

DEFINITION = """\
StartAt: Wait until
States:
  Wait until:
    Type: Wait
    Timestamp: 2026-01-31T12:00:00Z
    Next: Done
  Done:
    Type: Succeed
    Comment: >-
      that
      is it
"""

PIECES = st.sampled_from(
    [
        *'{}[]:,"\\ \n\t#&*!|>-?%',
        "null",
        "1",
        "-0.5e3",
        "NaN",
        '"a"',
        "a: ",
        "- ",
        "<<: ",
        "*x",
        "&x ",
        "\x00",
        "\ud800",
        "\ufeff",
    ]
)


def test_yaml_is_read_as_the_tools_of_aws_read_it() -> None:
    expected = {
        "StartAt": "Wait until",
        "States": {
            "Wait until": {"Type": "Wait", "Timestamp": "2026-01-31T12:00:00Z", "Next": "Done"},
            "Done": {"Type": "Succeed", "Comment": "that is it"},
        },
    }
    document = read(DEFINITION)

    assert expected == document.value
    assert () == document.problems


@pytest.mark.parametrize(
    "word, value",
    [
        ("yes", True),
        ("Off", False),
        ("~", None),
        ("", None),
        ("0x1F", 31),
        ("010", 8),
        ("1_000", 1000),
        ("1:30", 90),
        ("1.5e+3", 1500.0),
        ("1.5e3", "1.5e3"),
        ("2026-01-31", "2026-01-31"),
        ("012345678901", "012345678901"),
        ("'yes'", "yes"),
        ("!!str 12", "12"),
        ("=", "="),
        ("<<", "<<"),
        ("${Placeholder}", "${Placeholder}"),
    ],
)
def test_a_word_of_yaml_stands_for_what_yaml_1_1_says(word: str, value: object) -> None:
    document = read(f"a: {word}\n")

    assert {"a": value} == document.value
    assert () == document.problems


def test_an_alias_stands_for_its_anchor() -> None:
    assert {"a": [1, 2], "b": [1, 2]} == read("a: &x [1, 2]\nb: *x\n").value


def test_merged_keys_stand_under_those_that_are_written() -> None:
    text = "a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\nc: {<<: [*a, *b], x: 3}\n"

    assert {"x": 3, "y": 1, "z": 2} == read(text).value["c"]


@given(st.lists(PIECES | st.text(max_size=4), max_size=40).map("".join))
def test_every_text_has_a_result_or_problems(text: str) -> None:
    document = read(text)

    assert isinstance(document.value, dict) or document.problems
    assert all(within(document, problem.line, problem.column) for problem in document.problems)


@pytest.mark.parametrize(
    "text",
    [
        '{"a": 1' + ", 1" * 1_500_000,
        '{"a":"' + '\\"' * 2_500_000,
        "{" + '"a":1,' * 500_000 + '"a":1}',
        "a: 1\n" * 100_000,
        "[" * 5_000_000,
        "a: " + "[" * 5_000_000,
        "? " * 500_000,
        "a " * 2_500_000,
    ],
    ids=[
        "values",
        "escapes",
        "repeated keys",
        "repeated YAML keys",
        "brackets",
        "YAML brackets",
        "keys",
        "words",
    ],
)
def test_five_megabytes_of_nonsense_are_answered_in_seconds(text: str) -> None:
    begun = process_time()
    document = read(text)

    assert document.problems
    assert process_time() - begun < 10


def within(document: Document, line: int, column: int) -> bool:
    lines = document.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return 1 <= line <= len(lines) and 1 <= column <= len(lines[line - 1]) + 2


def test_yaml_is_read_alike_where_libyaml_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = read(DEFINITION)
    monkeypatch.setattr(yaml_reader, "_LOADER", yaml.SafeLoader)
    document = read(DEFINITION)

    assert expected.value == document.value
    assert expected.place(("States", "Done", "Comment")) == document.place(("States", "Done", "Comment"))
    assert "TOO_DEEPLY_NESTED" == read("a: " + "[" * 10_000).problems[0].code
