"""The name that was most likely meant."""

import pytest

from course.asl.linter.nearest import Names

NAMES = Names(["Charge card", "Ship order", "Done", "chargeCard2"])


@pytest.mark.parametrize(
    "wrong,expected",
    [
        ("charge card", "Charge card"),
        ("ChargeCard", "Charge card"),
        ("Ship-Order", "Ship order"),
        ("Shp order", "Ship order"),
        ("Dne", "Done"),
        ("Something else entirely", None),
        ("", None),
    ],
)
def test_the_nearest_name_is_found(wrong, expected):
    assert expected == NAMES.nearest(wrong)


def test_where_nothing_is_near_a_few_names_are_listed():
    assert "The states are: A, B." == Names(["A", "B"]).hint("Something", "The states are")


def test_where_nothing_is_near_many_names_are_not_listed():
    assert "" == Names(str(number) for number in range(20)).hint("Something")


def test_a_name_beyond_the_search_is_still_found_in_other_capitals():
    names = Names(f"State {number}" for number in range(1_000))

    assert "State 999" == names.nearest("state999")
