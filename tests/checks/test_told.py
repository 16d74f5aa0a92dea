"""The report of a grading tells the visible rows in full, and of hidden ones only that they failed."""

import json
from dataclasses import replace
from functools import partial

import pytest

from grader.checks import ENDED, Raised, RaisedElsewhere, examine, looked_at_again

VISIBLE = "def double(x):\n    return x * 2 if x != 2 else 5"
HIDDEN = "def double(x):\n    print('was asked', x)\n    return x * 2 if isinstance(x, list) else abs(x) * 2"
BOTH = (
    "def double(x):\n    print('was asked', x)\n    return 5 if not isinstance(x, list) and x < 2 else x * 2"
)


@pytest.fixture
def graded(look):
    """The report of a grading as it leaves the examiner, and the same as text. `again`: what is looked at the second time."""

    def report(answer, *, tell_hidden=False, again=None):
        found = look(answer, grading=True, tell_hidden=tell_hidden)
        if not tell_hidden:
            data = json.loads(json.dumps(found.as_dict()))
            found = look(again or answer, by=partial(looked_at_again, data))
        return found.as_dict(), found.text()

    return report


@pytest.mark.parametrize("answer", [VISIBLE, HIDDEN, BOTH])
def test_points_parts_and_hint_are_those_of_the_whole_grading(answer, graded):
    whole, _ = graded(answer, tell_hidden=True)
    told, _ = graded(answer)

    for name in ("points", "message", "hint", "untouched", "next"):
        assert whole[name] == told[name]
    for before, after in zip(whole["parts"], told["parts"], strict=True):
        assert [before[name] for name in ("earned", "rows", "more", "note")] == [
            after[name] for name in ("earned", "rows", "more", "note")
        ]
        assert len(before["findings"]) == len(after["findings"])


def test_a_visible_row_is_told_in_full(graded):
    told, _ = graded(VISIBLE)

    assert {"where": "row 2", "given": 2, "got": 5, "expected": 4, "row": 2, "line": None} == told["parts"][
        0
    ]["findings"][0]


def test_a_hidden_row_is_told_without_a_value(graded):
    whole, _ = graded(HIDDEN, tell_hidden=True)
    told, text = graded(HIDDEN)
    secret = str(abs(whole["parts"][0]["findings"][0]["given"]))
    (finding,) = told["parts"][0]["findings"]

    assert "a case that only grading has" == finding["where"]
    assert (None, None, None) == (finding["given"], finding["row"], finding["line"])
    assert secret not in json.dumps(told) + text
    assert "" == told["printed"]


def test_where_both_fail_the_visible_row_is_told_and_the_others_are_counted(graded):
    whole, _ = graded(BOTH, tell_hidden=True)
    told, _ = graded(BOTH)

    assert 1 == told["parts"][0]["findings"][0]["row"]
    assert whole["parts"][0]["more"] == told["parts"][0]["more"] == 1
    assert "was asked 1" in told["printed"]


def test_an_answer_that_breaks_on_hidden_rows_alone_gives_none_of_their_values_away(graded):
    breaks = "def double(x):\n    if not isinstance(x, list) and x < 0: raise ValueError(f'never {x}')\n    return x * 2"

    told, text = graded(breaks)

    assert "never" not in json.dumps(told) + text
    assert 4 == told["points"]


def test_what_an_answer_says_that_has_met_hidden_rows_is_told_to_nobody(look):
    keeps = (
        "met = []\n"
        "def double(x):\n"
        "    met.append(x)\n"
        "    print(met)\n"
        "    return met if not isinstance(x, list) else x * 2"
    )
    report = look(keeps, grading=True, tell_hidden=False)

    assert {"a case that only grading has"} == {
        finding.where for part in report.parts for finding in part.findings
    }
    assert [""] * len(report.parts) == [part.printed for part in report.parts]


def test_the_end_of_a_process_is_told(look):
    def ends(_):
        raise RaisedElsewhere(Raised("ProcessEnded", (), ENDED, None, None))

    report = look(ends, grading=True, tell_hidden=False)
    said = {finding.got for part in report.parts for finding in part.findings}

    assert {f"ProcessEnded: {ENDED}"} == said


def test_an_exception_that_calls_itself_the_end_of_a_process_is_not_told(look):
    def lies(number):
        raise RaisedElsewhere(Raised("ProcessEnded", (), f"{ENDED} at {number}", None, None))

    report = look(lies, grading=True, tell_hidden=False)
    said = json.dumps([finding.got for part in report.parts for finding in part.findings])

    assert ENDED not in said


def test_a_check_that_breaks_is_told_by_its_place_and_not_by_an_answers_words(exercise, look):
    def breaks(bench):
        raise KeyError(bench.answer("double")(-3))

    broken = replace(exercise, parts=(replace(exercise.parts[0], check=breaks),))
    report = look("def double(x): return f'met {x}'", broken, by=examine, grading=True, tell_hidden=False)

    assert "KeyError in test_told.py, line" in report.defect
    assert "met" not in report.text()
