"""Conditions: operators, absent keys, several values, variables."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from course.cloud.policies.conditions import Condition, satisfied
from course.cloud.policies.patterns import filled, like

CASES = tomllib.loads((Path(__file__).parent / "conditions.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['operator']} {case['wants']} {case['has']}")
def test_a_condition_holds_as_iam_documents_it(case: dict[str, Any]) -> None:
    has = tuple(case["has"])
    context = {} if not has else {"k": has[0] if len(has) == 1 else has}

    actual = satisfied(Condition(case["operator"], "k", tuple(case["wants"])), context)

    assert case["holds"] == actual


@pytest.mark.parametrize(
    "text,expected",
    [
        ("home/${aws:username}/*", "home/ann/*"),
        ("${aws:PrincipalTag/team, 'all'}", "all"),
        ("${aws:userid}", None),
        ("plain", "plain"),
    ],
)
def test_a_variable_stands_for_what_the_request_has(text: str, expected: str | None) -> None:
    assert expected == filled(text, {"aws:username": "ann"})


def test_a_star_that_a_variable_brings_along_is_no_wildcard() -> None:
    pattern = filled("home/${aws:username}", {"aws:username": "*"}) or ""

    assert not like(pattern, "home/ann")
    assert like(pattern, "home/*")


def test_a_star_that_is_written_as_a_variable_is_no_wildcard() -> None:
    pattern = filled("a${*}", {}) or ""

    assert not like(pattern, "ab")
    assert like(pattern, "a*")
