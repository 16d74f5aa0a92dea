"""What paths lead to, in the dialect that Step Functions speaks; the tables are in ``paths.json``."""

import json
import math
import time
from pathlib import Path
from typing import Any

import pytest

from course.asl.jsonpath import PathNotFoundError, PathSyntaxError, is_reference_path, names_read, parse_path

TABLES = json.loads(Path(__file__).with_name("paths.json").read_text(encoding="utf-8"))
DOCUMENT = TABLES["document"]


@pytest.mark.parametrize("text,expected", TABLES["found"], ids=[row[0] for row in TABLES["found"]])
def test_a_path_leads_where_the_table_says(text: str, expected: Any) -> None:
    found = parse_path(text).find(DOCUMENT)

    assert (expected, type(expected)) == (found, type(found))


@pytest.mark.parametrize("text,why", TABLES["missing"], ids=[row[0] for row in TABLES["missing"]])
def test_a_definite_path_that_leads_nowhere_says_where_it_ended(text: str, why: str) -> None:
    with pytest.raises(PathNotFoundError) as raised:
        parse_path(text).find(DOCUMENT)

    assert why == str(raised.value)


@pytest.mark.parametrize("text,column", TABLES["refused"], ids=[row[0] for row in TABLES["refused"]])
def test_a_text_that_is_no_path_is_refused_where_it_goes_wrong(text: str, column: int) -> None:
    with pytest.raises(PathSyntaxError) as raised:
        parse_path(text)

    assert column == raised.value.column
    assert raised.value.message


def test_a_name_below_a_text_is_explained_in_the_words_of_the_library_that_aws_uses() -> None:
    with pytest.raises(
        PathNotFoundError, match=r"an object with property \['x'\] in path \$\['word'\] but found 'java"
    ):
        parse_path("$.word.x").find(DOCUMENT)


def test_a_backslash_in_quotes_is_kept_unless_it_stands_before_the_quote() -> None:
    assert 1 == parse_path(r"""$['a\"b']""").find({r"a\"b": 1})
    assert 2 == parse_path(r"""$['a\\b']""").find({r"a\\b": 2})


@pytest.mark.parametrize(
    "text,root,keys",
    [
        ("$", "$", ()),
        ("$.a.b[0]", "$", ("a", "b", 0)),
        ("$.a[*].b", "$", ("a",)),
        ("$..a", "$", ()),
        ("$.a.length()", "$", ("a",)),
        ("$['a','b']", "$", ()),
        ("$$.Map.Item.Value", "$$", ("Map", "Item", "Value")),
        ("$$", "$$", ()),
        ("$order.total", "order", ("total",)),
        ("$größe", "größe", ()),
    ],
)
def test_what_a_path_reads_is_its_root_and_the_keys_it_is_sure_to_pass(
    text: str, root: str, keys: tuple[str | int, ...]
) -> None:
    assert (root, keys) == names_read(parse_path(text))


@pytest.mark.parametrize(
    "text", ["$", "$.a", "$.a.b", "$.a[0].b", "$['a']['b c']", r"$.a\.b", "$$.Map.Item", "$items"]
)
def test_a_path_of_names_and_single_indexes_is_a_reference_path(text: str) -> None:
    assert is_reference_path(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "$.",
        "$.a[*]",
        "$..a",
        "$.a[0,1]",
        "$.a[0:1]",
        "$.a[-1]",
        "$.a[?(@.b)]",
        "$.a.length()",
        "$['a','b']",
    ],
)
def test_a_path_that_may_lead_to_many_places_is_no_reference_path(text: str) -> None:
    assert not is_reference_path(text)


def test_a_path_reads_the_input_the_context_or_a_variable_by_its_root() -> None:
    documents = ({"a": 1}, {"a": 2}, {"v": {"a": 3}})

    assert [1, 2, 3] == [parse_path(text).read(*documents) for text in ("$.a", "$$.a", "$v.a")]


def test_a_variable_that_is_not_there_leads_nowhere() -> None:
    with pytest.raises(PathNotFoundError, match="There is no variable \\$v"):
        parse_path("$v.a").read({}, {}, {})


def test_a_path_is_compiled_once() -> None:
    assert parse_path("$.a.b.c") is parse_path("$.a.b.c")


@pytest.mark.parametrize(
    "text",
    [
        "$" + "." * 9_000,
        "$" + "[" * 9_000,
        "$[?(" + "(" * 9_000,
        "$[?(" + "!" * 9_000,
        "$" + ".a" * 5_000,
        "$['" + "\\" * 9_000,
    ],
)
def test_a_long_text_is_judged_at_once(text: str) -> None:
    start = time.perf_counter()
    with pytest.raises(PathSyntaxError):
        parse_path(text)

    assert time.perf_counter() - start < 1


@pytest.mark.parametrize("name", ["avg", "max", "min", "stddev", "sum"])
@pytest.mark.parametrize("numbers", [[10**400], [1.7e308, 1.7e308]])
def test_a_number_is_never_beyond_all_numbers(name: str, numbers: list[float]) -> None:
    try:
        found = parse_path(f"$.{name}()").find(numbers)
    except PathNotFoundError as nowhere:
        found = float(len(str(nowhere)))

    assert math.isfinite(found)


def test_a_path_that_leads_to_more_values_than_any_document_may_hold_leads_nowhere() -> None:
    document: list[Any] = []
    for _ in range(12):
        document = [document, document]

    with pytest.raises(PathNotFoundError, match="more than"):
        parse_path("$..*..*..*..*..*..*").find(document)
