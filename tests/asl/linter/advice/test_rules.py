"""Every rule against definitions of its own: some that it speaks of, and some close to them that it must leave alone."""

import inspect
import json
from pathlib import Path

import pytest
import yaml

from course.asl.linter.advice import ADVICE
from course.asl.linter.definition import Definition
from course.asl.linter.location import pointer

DEFINITIONS = Path(__file__).with_name("definitions")
CASES = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in DEFINITIONS.glob("*.yaml")}
HEADINGS = ["What it finds", "Why it matters", "Example", "Remedy"]


def each(kind):
    return [
        pytest.param(rule, case, id=f"{rule}: {case['because']}")
        for rule, cases in sorted(CASES.items())
        for case in cases[kind]
    ]


def found(rule, case):
    return list(ADVICE[rule](Definition(case["definition"])))


@pytest.mark.parametrize("rule, case", each("fires"))
def test_a_rule_finds_what_it_is_there_for(rule, case):
    findings = found(rule, case)

    assert sorted(pointer(finding.path) for finding in findings) == sorted(case["at"])
    assert any(case["says"] in f"{finding.message} {finding.hint}" for finding in findings), findings


@pytest.mark.parametrize("rule, case", each("silent"))
def test_a_rule_leaves_alone_what_is_only_close_to_it(rule, case):
    assert found(rule, case) == []


def test_every_rule_has_cases_of_both_kinds():
    assert sorted(CASES) == sorted(ADVICE)
    assert all(cases["fires"] and cases["silent"] for cases in CASES.values())


@pytest.mark.parametrize("rule", sorted(ADVICE))
def test_every_rule_has_a_page(rule):
    page = inspect.getdoc(ADVICE[rule])

    assert page is not None
    assert [line for line in page.splitlines() if line and not line.startswith(" ")][1:] == HEADINGS


@pytest.mark.parametrize("rule", sorted(ADVICE))
def test_the_example_of_a_page_is_json(rule):
    page = inspect.getdoc(ADVICE[rule]) or ""
    example = page.partition("\nExample\n")[2].partition("\nRemedy\n")[0]

    assert isinstance(json.loads(example), dict)
