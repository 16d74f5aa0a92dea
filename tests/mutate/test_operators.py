"""Each mutation operator makes of a small piece of code what its case says, and tells what mistake it stands for."""

import inspect
import tomllib
from pathlib import Path

import pytest

from grader.mutate.change import applied
from grader.mutate.operators import OPERATORS
from grader.mutate.source import Source

CASES = tomllib.loads((Path(__file__).parent / "operators.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["operator"])
def test_an_operator_makes_its_mutants(case):
    (operator,) = [each for each in OPERATORS if each.__name__ == case["operator"]]

    made = [applied(case["code"], change) for change in operator(Source(case["code"]))]

    assert case["mutants"] == made


def test_every_operator_has_a_case():
    assert {each.__name__ for each in OPERATORS} == {case["operator"] for case in CASES}


@pytest.mark.parametrize("operator", OPERATORS, ids=lambda operator: operator.__name__)
def test_every_operator_says_in_a_sentence_what_mistake_it_stands_for(operator):
    said = inspect.getdoc(operator) or ""

    assert said.endswith(".")
    assert "\n" not in said
