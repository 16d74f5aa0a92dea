"""Texts with something wrong in them."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from course.asl.text import Document, read

CASES = tomllib.loads(Path(__file__).with_name("problems.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_problem_is_told_with_its_place(case: dict[str, Any]) -> None:
    document = read(case["text"])

    assert case["problems"] == said(document)
    assert (json.loads(case["value"]) if "value" in case else None) == document.value


def test_an_escaped_half_of_a_surrogate_pair_is_read() -> None:
    document = read('{"a": "\\ud800"}')

    assert {"a": "\ud800"} == document.value
    assert () == document.problems


def test_half_of_a_surrogate_pair_cannot_be_sent() -> None:
    expected = ["1:8 Half of a surrogate pair stands here, which cannot be sent as UTF-8; remove it."]

    assert expected == said(read('{"a": "\ud800"}'))


def test_a_number_of_thousands_of_digits_is_a_problem() -> None:
    expected = ["1:7 The number 99999999999999999999 is too large to be read; write it as a string."]

    assert expected == said(read('{"a": ' + "9" * 5000 + "}"))


def test_a_problem_knows_its_path() -> None:
    (problem,) = read('{"States": {"A": [{"b": 1}, {"c": 1, "c": 2}]}}').problems

    assert ("States", "A", 1, "c") == problem.path


@pytest.mark.parametrize("opening", ['{"a": ', '{"a": [', "a: ", "- "])
def test_ten_thousand_levels_are_a_problem(opening: str) -> None:
    text = opening * 10_000 if opening != "a: " else opening + "[" * 10_000

    (problem,) = read(text).problems

    assert "This is nested more than 200 levels deep; take some of it apart." == problem.message
    assert "TOO_DEEPLY_NESTED" == problem.code


def test_two_hundred_levels_are_read() -> None:
    nested = '{"a": ' + "[" * 199 + "]" * 199 + "}"

    assert () == read(nested).problems
    assert () == read("a: " + "[" * 199 + "]" * 199).problems


def test_aliases_that_stand_for_too_much_are_refused() -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [
        f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]"
        for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    ]

    document = read("\n".join(lines))

    assert document.value is None
    assert ["7:16 The aliases up to here stand for over 4,194,304 characters; write fewer of them."] == said(
        document
    )


def test_aliases_that_nest_too_deeply_are_refused() -> None:
    first, second = "[" * 150 + "x" + "]" * 150, "[" * 150 + "*a" + "]" * 150

    (problem,) = read(f"a: &a {first}\nb: {second}").problems

    assert "TOO_DEEPLY_NESTED" == problem.code


def said(document: Document) -> list[str]:
    return [f"{problem.line}:{problem.column} {problem.message}" for problem in document.problems]
