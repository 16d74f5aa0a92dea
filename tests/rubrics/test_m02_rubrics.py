"""Module 2: what the text tells of prices is what the check reckons with."""

import ast
import re
from pathlib import Path

import pytest

from grader.rubrics.m02 import e4_time_and_money as time_and_money

TEXT = Path(__file__).parents[2] / "authoring" / "assignments" / "m02_synchronous_asynchronous.py"


def test_the_prices_of_the_text_are_those_of_the_facts():
    found = [
        ast.literal_eval(each) for each in re.findall(r'\{"gb_second".*?\}', TEXT.read_text(encoding="utf-8"))
    ]

    assert [pytest.approx(time_and_money.PRICES)] * 2 == found


def test_the_example_of_the_text_is_what_the_check_gives():
    design = {"own_ms": 20, "service_ms": [100, 300], "handover_ms": 5, "payments": 1_000_000, "gb": 0.5}
    times = {
        form: (time_and_money.response(form, design), time_and_money.billed(form, design))
        for form in time_and_money.FORMS
    }

    assert {"sequential": (420, 820), "concurrent": (320, 720), "asynchronous": (25, 425)} == times
    assert 7.433347 == round(time_and_money.cost("sequential", design), 6)
