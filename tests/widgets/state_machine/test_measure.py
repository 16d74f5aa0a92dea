"""Texts are broken into lines that fit, and nothing of them is lost."""

import pytest

from course.widgets.state_machine.measure import text_width, wrapped

NAMES = [
    "Pay",
    "Ask the manager for a decision about the claim and write it into the table of claims",
    "SetDatabaseAndContextBeforeTheFirstQueryIsSentToTheDatabaseOfTheDepartment",
    "validate_the_payload-of-the-request.before:anything/else,happens",
    "x" * 80,
    "Zahlung prüfen und 支払いを確認してから次の状態へ進むための名前",
    "<img src=x onerror=alert(1)>",
]


@pytest.mark.parametrize("name", NAMES)
def test_no_line_is_wider_than_its_room_and_no_letter_is_lost(name):
    lines = wrapped(name, 13, 176)

    assert [] == [line for line in lines if text_width(line, 13) > 176]
    assert "".join(name.split()) == "".join("".join(lines).split())


def test_a_text_is_broken_between_words():
    assert ["Ask the manager for a", "decision"] == wrapped("Ask the manager for a decision", 13, 176)


def test_a_long_word_is_broken_before_a_capital():
    assert ["SetDatabaseAnd", "ContextBefore"] == wrapped("SetDatabaseAndContextBefore", 13, 130)


def test_a_space_that_may_not_be_broken_is_kept():
    assert ["createTable", "by\N{NO-BREAK SPACE}SDK"] == wrapped(
        "createTable by\N{NO-BREAK SPACE}SDK", 13, 100
    )


def test_an_empty_text_is_one_empty_line():
    assert [""] == wrapped("", 13, 100)
