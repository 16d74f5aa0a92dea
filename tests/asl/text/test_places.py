"""The place of every node and key."""

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.asl.text import Path, Place, read, to_text

DOCUMENTS = st.dictionaries(
    st.text(max_size=3),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=4),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
        max_leaves=12,
    ),
    max_size=4,
)

JSON = """\
{
  "StartAt": "A",
  "States": { "A\\u0020b": {"Type": "Pass", "Result": [1, {"x": null}]},
\t"Ü": {} } }
"""
YAML = """\
StartAt: A
States:
  A b: &pass {Type: Pass, Result: [1, {x: null}]}
  Ü:
    <<: *pass
    End: true
  copy: *pass
"""


@pytest.mark.parametrize(
    "path, value, key",
    [
        ((), (1, 1), (1, 1)),
        (("StartAt",), (2, 14), (2, 3)),
        (("States", "A b"), (3, 27), (3, 15)),
        (("States", "A b", "Result", 0), (3, 55), (3, 55)),
        (("States", "A b", "Result", 1, "x"), (3, 64), (3, 59)),
        (("States", "Ü"), (4, 7), (4, 2)),
    ],
)
def test_a_node_of_json_has_its_place(path: Path, value: tuple[int, int], key: tuple[int, int]) -> None:
    document = read(JSON)

    assert Place(*value) == document.place(path)
    assert Place(*key) == document.place(path, key=True)


@pytest.mark.parametrize(
    "path, value, key",
    [
        ((), (1, 1), (1, 1)),
        (("States",), (3, 3), (2, 1)),
        (("States", "A b", "Result", 1, "x"), (3, 43), (3, 40)),
        (("States", "Ü", "End"), (6, 10), (6, 5)),
        (("States", "Ü", "Type"), (3, 21), (3, 15)),
        (("States", "copy"), (7, 9), (7, 3)),
        (("States", "copy", "Type"), (3, 21), (3, 15)),
    ],
)
def test_a_node_of_yaml_has_its_place(path: Path, value: tuple[int, int], key: tuple[int, int]) -> None:
    document = read(YAML)

    assert Place(*value) == document.place(path)
    assert Place(*key) == document.place(path, key=True)


@pytest.mark.parametrize(
    "path", [("States", "A b", "Next"), ("States", "A b", 0), ("States", "A b", "Type", "x")]
)
def test_what_is_not_there_has_the_place_of_what_is_around_it(path: Path) -> None:
    document = read(JSON)
    around = ("States", "A b", "Type") if path[2] == "Type" else ("States", "A b")

    assert document.place(around) == document.place(path)


def test_an_unreadable_text_has_the_place_of_its_beginning() -> None:
    assert Place(2, 1) == read('\n{"a": }').place(("a", "b"))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_in_three_ways(end: str) -> None:
    assert Place(3, 2) == read(f'{{"a":{end}1,{end} "b": 2}}').place(("b",), key=True)


@given(DOCUMENTS, st.sampled_from([None, 0, 1, 3]))
def test_at_its_place_stands_what_was_read(value: dict[str, Any], indent: int | None) -> None:
    document = read(to_text(value, indent=indent))

    assert list(nodes(value)) == [
        (path, json.JSONDecoder().raw_decode(document.text, offset(document.text, document.place(path)))[0])
        for path, _ in nodes(value)
    ]


def nodes(value: Any, path: Path = ()) -> Any:
    yield path, value
    if isinstance(value, dict | list):
        inner: Any = value.items() if isinstance(value, dict) else enumerate(value)
        for step, child in inner:
            yield from nodes(child, (*path, step))


def offset(text: str, place: Place) -> int:
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    return starts[place.line - 1] + place.column - 1
