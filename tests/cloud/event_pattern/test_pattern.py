"""Event patterns: what they decide and why, and what is refused. Cases are in the files beside."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from course.cloud.event_pattern import EventError, PatternError, parse, read_event
from course.cloud.event_pattern.complexity import too_complex

HERE = Path(__file__).parent


def _cases(file: str) -> list[Any]:
    cases: list[dict[str, Any]] = tomllib.loads((HERE / file).read_text(encoding="utf-8"))["case"]
    return [pytest.param(case, id=case.get("name", case["pattern"])) for case in cases]


@pytest.mark.parametrize("case", _cases("matching.toml"))
def test_a_pattern_decides_as_aws_does_and_says_why(case: dict[str, Any]) -> None:
    pattern, event = parse(case["pattern"]), json.loads(case["event"])

    decision = pattern.decide(event)
    told = decision.deciding

    assert case["matches"] == pattern.matches(event) == decision.matched
    assert case.get("because", "") in (told.reason if told else decision.reason)


@pytest.mark.parametrize("case", _cases("refusals.toml"))
def test_a_pattern_is_refused_in_the_words_of_aws_with_its_place(case: dict[str, Any]) -> None:
    with pytest.raises(PatternError) as caught:
        parse(case["pattern"])

    assert case["reason"] == caught.value.reason
    assert case["where"] == caught.value.where


def test_a_refusal_has_the_code_the_message_the_place_and_the_remedy() -> None:
    with pytest.raises(PatternError) as caught:
        parse('{"source": "shop"}')

    assert "InvalidEventPatternException" == caught.value.code
    assert (
        'Event pattern is not valid. Reason: "source" must be an object or an array' == caught.value.message
    )
    assert str(caught.value) == (
        f'{caught.value.message}. In source. List the accepted values, even a single one: "source": ["shop"].'
    )


def test_more_than_a_thousand_combinations_of_branches_are_refused() -> None:
    def branches(count: int) -> list[dict[str, list[int]]]:
        return [{f"b{n}": [n]} for n in range(count)]

    allowed = {"x": {"$or": branches(20)}, "y": {"$or": branches(50)}}
    parse(json.dumps(allowed))
    with pytest.raises(PatternError, match="Rule is too complex"):
        parse(json.dumps(allowed | {"z": {"$or": branches(2)}}))


def test_a_pattern_without_bottom_is_refused_and_does_not_break() -> None:
    deep = '{"a":' * 5000 + "[1]" + "}" * 5000

    with pytest.raises(PatternError, match=r"Rule is too complex|nesting depth"):
        parse(deep)


def test_wildcards_are_too_complex_by_what_one_text_can_fit_and_not_by_their_stars() -> None:
    assert not too_complex(["a*b*c*d*e*f*g"])
    assert not too_complex(["*.bif", "*.tiff", "*.tif", "*.svs"])
    assert too_complex(["*/scans/*.bif", "*/scans/*.tiff", "*/scans/*.tif", "*/scans/*.svs"])


def test_the_values_of_a_decision_are_plain_data() -> None:
    decision = parse('{"n": [{"numeric": [">", 1]}]}').decide({"n": [0, 2]})

    assert {"matched": True, "scope": "Event"}.items() <= decision.as_dict().items()
    assert [{"numeric": [">", 1]}] == decision.as_dict()["fields"][0]["wanted"]
    assert [0, 2] == decision.as_dict()["fields"][0]["found"]


@pytest.mark.parametrize("text", ["plain", "[]", '{"id": "1"}', '"x"'])
def test_an_event_without_what_every_event_has_is_refused(text: str) -> None:
    with pytest.raises(EventError, match=r"Parameter Event is not valid\."):
        read_event(text)
