"""Regular expressions: the notation, and the matcher that counts its steps."""

import re
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.asl.jsonata.regex import AFFORDABLE, Regex, compile_regex, matches
from course.asl.jsonata.regex.matcher import Matcher
from course.asl.jsonata.regex.notation import translated

PIECES = st.sampled_from(
    [
        "a",
        "b",
        "ab",
        ".",
        "[ab]",
        "[^a]",
        "a*",
        "b+",
        "a?",
        "a{2}",
        "b{1,2}",
        "a*?",
        "^",
        "$",
        r"\b",
        "(a)",
        "(b|a)",
        r"(a|b)*",
        "(a+)+",
        "(ab?)*",
        "(?:ab|a)+",
        "(?=a)",
        "(?!b)",
        "(a?)*b",
        "(a*)+",
        "(?<=a)",
        "c|",
    ]
)


def free(_: int) -> None:
    """Work that nobody counts."""


def regex(pattern: str, *, caseless: bool = False, lines: bool = False) -> Regex:
    class Flags:
        case_insensitive = caseless
        multiline = lines

    return compile_regex(pattern, Flags)


def found(pattern: str, text: str, **flags: Any) -> list[tuple[int, int]]:
    return [(each.start, each.end) for each in matches(regex(pattern, **flags), text, free)]


@pytest.mark.parametrize("pattern, text, spans", [
    (r"\d+", "a12b٣", [(1, 3)]),
    (r"[\d_]+", "a1_2٣", [(1, 4)]),
    (r"\w+", "aé", [(0, 1)]),
    (r"a\/b", "a/b", [(0, 3)]),
    (r"a$", "a\n", []),
    (r"[^]", "\n", [(0, 1)]),
    (r"a[]", "a", []),
    (r"(?<year>\d{4})-\k<year>", "2024-2024", [(0, 9)]),
    (r"[[a&&b]+", "[a&b", [(0, 4)]),
    (r"\_\e", "_e", [(0, 2)]),
    (r"\u0041\x42\t", "AB\t", [(0, 3)]),
])  # fmt: skip
def test_a_pattern_means_what_it_means_in_javascript(
    pattern: str, text: str, spans: list[tuple[int, int]]
) -> None:
    assert spans == found(pattern, text)


def test_flags_hold_for_the_whole_pattern() -> None:
    assert [(0, 1), (1, 2)] == found("a", "aA", caseless=True)
    assert [(0, 1), (2, 3)] == found("^a$", "a\na", lines=True)
    assert [] == found("^a$", "a\na")


@given(st.lists(PIECES, min_size=1, max_size=4), st.text("abc\nA", max_size=12), st.booleans(), st.booleans())
def test_the_counting_matcher_finds_what_python_finds(pieces: list[str], text: str, caseless: bool, lines: bool) -> None:  # fmt: skip
    pattern = regex("".join(pieces), caseless=caseless, lines=lines)
    expected = pattern.pattern.search(text)
    result = Matcher(pattern.tree, text, free).find(0)

    assert (expected is None) == (result is None)
    if expected is not None and result is not None:
        assert expected.span() == (result.start, result.end)


@pytest.mark.parametrize(
    "pattern, text",
    [
        (r"(\d+)-(\w+)?", "x12-"),
        ("(a)|(b)", "b"),
        ("(a(b)?)+", "aba"),
        (r"(['\"])(.*?)\1", "say 'it' now"),
        (r"^([\w.+-]+)@([\w-]+\.)+[\w-]{2,}$", "ann.b+c@mail.example.org"),
    ],
)
def test_the_counting_matcher_keeps_the_groups_that_python_keeps(pattern: str, text: str) -> None:
    compiled = regex(pattern)
    expected, result = compiled.pattern.search(text), Matcher(compiled.tree, text, free).find(0)

    assert expected is not None
    assert result is not None
    assert (expected.group(), expected.groups()) == (result.text, result.groups)


@pytest.mark.parametrize(
    "pattern", ["(a+)+$", "(a|a)*b", "(a*)*b", "(.*a){9}", "a*a*a*a*b", "a?" * 30 + "a" * 30]
)
def test_a_pattern_that_may_run_away_is_counted(pattern: str) -> None:
    assert regex(pattern).effort.over(1000) > AFFORDABLE


@pytest.mark.parametrize("pattern", [r"\d{4}-\d\d", "^[a-z]+$", "abc|abd", r"^\s*(\w+)\s*$"])
def test_a_pattern_that_cannot_run_away_is_left_to_python(pattern: str) -> None:
    assert regex(pattern).effort.over(200) <= AFFORDABLE


def test_an_honest_pattern_takes_few_steps_of_the_counting_matcher() -> None:
    steps: list[int] = []
    email = regex(r"^([a-z0-9]+\.)*[a-z0-9]+@([a-z0-9-]+\.)+[a-z]{2,}$")
    result = list(matches(email, "first.middle.last@mail.sub.example.org", steps.append))

    assert 1 == len(result)
    assert sum(steps) < 2_000


def test_python_warns_of_nothing_in_a_translated_pattern() -> None:
    re.compile(translated("[[!--b&&c||d~~]", multiline=False))


def test_a_long_text_is_searched_in_no_time() -> None:
    began = time.process_time()

    assert [(1_000_000, 1_000_001)] == found("b", "a" * 1_000_000 + "b")
    assert time.process_time() - began < 5
