"""What takes long takes turns: after so many days everything had one, and a day's tests can be run again."""

from datetime import date, timedelta

import pytest
import turns
from longest import LONGEST

DAYS = [(date(2026, 1, 1) + timedelta(days=number)).isoformat() for number in range(8)]


def _on(days, monkeypatch, chosen):
    for day in days:
        monkeypatch.setenv(turns.SETTING, day)
        yield chosen()


@pytest.mark.parametrize("of", [1, 3, 4, 8])
def test_after_so_many_days_every_case_had_its_turn_once(of, monkeypatch):
    cases = list(range(11))

    had = [case for each in _on(DAYS[:of], monkeypatch, lambda: turns.todays(cases, of)) for case in each]

    assert cases == sorted(had)


def test_of_fewer_cases_than_turns_one_runs_each_day(monkeypatch):
    assert [1, 1, 1, 1] == [len(each) for each in _on(DAYS[:4], monkeypatch, lambda: turns.todays("ab", 4))]


def test_all_run_where_all_are_wanted(monkeypatch):
    monkeypatch.setenv(turns.SETTING, "all")

    assert list(range(11)) == turns.todays(range(11), 4)
    assert [] == turns.waiting([("a test", 4, case) for case in range(11)])
    assert "1/1" == turns.part(4)


def test_each_test_has_turns_of_its_own(monkeypatch):
    marked = [("one", 2, "a"), ("one", 2, "b"), ("other", 3, "c"), ("other", 3, "d"), ("other", 3, "e")]

    ran = [
        {case for _, _, case in marked}.difference(each)
        for each in _on(DAYS[:6], monkeypatch, lambda: turns.waiting(marked))
    ]

    assert [2] * 6 == [len(each) for each in ran]
    assert set("abcde") == set.union(*ran)


def test_a_part_is_said_as_commands_take_it(monkeypatch):
    assert {"1/4", "2/4", "3/4", "4/4"} == set(_on(DAYS[:4], monkeypatch, lambda: turns.part(4)))


def test_what_is_no_day_is_refused(monkeypatch):
    monkeypatch.setenv(turns.SETTING, "soon")

    with pytest.raises(
        ValueError, match="COURSE_TESTS=soon: found no day; expected one such as 2026-02-28, or all"
    ):
        turns.begin()


def test_the_longest_files_are_there(root):
    assert [] == [file for file in LONGEST if not (root / "tests" / file).is_file()]
