"""What a plan may hold, and what is said of one that cannot be used."""

import pytest

from course.simulation import Plan, PlanError, plan_of

PLAN = {
    "concurrency": 15,
    "queue": "before the bank",
    "batch": 7,
    "cache_seconds": 250,
    "rate": 5.2,
    "burst": 48,
}


def test_a_dictionary_becomes_a_plan_and_whole_numbers_may_be_written_as_floats():
    assert Plan(15, "before the bank", 7, 250.0, 5.2, 48.0) == plan_of({**PLAN, "batch": 7.0, "note": "mine"})


@pytest.mark.parametrize("missing", PLAN)
def test_each_setting_is_needed(missing):
    settings = {name: value for name, value in PLAN.items() if name != missing}

    with pytest.raises(PlanError, match=f'nothing under "{missing}"'):
        plan_of(settings)


@pytest.mark.parametrize(
    "name, value, said",
    [
        ("concurrency", 0, "found 0; expected a whole number from 1 to 1,000,000"),
        ("concurrency", True, "found True; expected a whole number"),
        ("batch", 2.5, "found 2.5; expected a whole number"),
        ("batch", "7", "found '7'; expected a whole number"),
        ("cache_seconds", -1, "found -1; expected a number from 0"),
        ("cache_seconds", None, "found None; expected a number"),
        ("rate", float("nan"), "found nan; expected a number from 0.1"),
        ("rate", float("inf"), "found inf; expected a number from 0.1"),
        ("burst", 0.5, "found 0.5; expected a number from 1"),
        (
            "queue",
            "in front",
            'found \'in front\'; expected "none" or "before the bank" or "behind the bank"',
        ),
        ("queue", ["none"], "found \\['none'\\]; expected"),
    ],
)
def test_what_a_setting_cannot_be_is_said_with_what_it_may_be(name, value, said):
    with pytest.raises(PlanError, match=f'plan\\["{name}"\\]: {said}'):
        plan_of({**PLAN, name: value})


@pytest.mark.parametrize("value", [None, "a text", [PLAN], "x" * 1_000])
def test_what_is_no_dictionary_is_no_plan(value):
    with pytest.raises(PlanError, match="expected a dictionary with concurrency, queue") as raised:
        plan_of(value)

    assert len(str(raised.value)) < 250
