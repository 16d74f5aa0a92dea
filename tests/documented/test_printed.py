"""What a document shows of an output stands in it, line by line, and what it leaves out is marked."""

import pytest
from printed import not_printed

SAID = "one\ntwo  \nthree\n\nfour\n"


@pytest.mark.parametrize(
    "shown", [[], ["one", "two"], ["...", "three", "", "four"], ["one", "...", "four"], ["one", "..."]]
)
def test_what_is_shown_was_said(shown):
    assert "" == not_printed(shown, SAID)


@pytest.mark.parametrize(
    "shown, expected",
    [
        (["two"], "shown is 'two', printed was 'one'"),
        (["one", "three"], "shown is 'three', printed was 'two'"),
        (["...", "five"], "shown is 'five', printed was nothing like it"),
        (["...", "four", "five"], "shown is 'five', printed was nothing like it"),
    ],
)
def test_the_first_line_that_was_not_said_is_named(shown, expected):
    assert expected == not_printed(shown, SAID)
