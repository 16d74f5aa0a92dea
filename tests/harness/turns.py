"""What takes long takes turns: each day another part of it runs, and after some days all of it has.

A test with many cases is marked `in_turn(n)`, so that one case in n runs on a day; one that goes over many cases by
itself asks `todays`. COURSE_TESTS=all runs everything, COURSE_TESTS=2026-02-28 what ran on that day.
"""

import os
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import TypeVar

__all__ = ["SETTING", "begin", "part", "todays", "waiting"]

Case = TypeVar("Case")

SETTING = "COURSE_TESTS"
ALL = "all"


def begin() -> str:
    """Settle for all processes of a run which day it is, and return it, or ``all``. Raises `ValueError` for other words."""
    said = os.environ.setdefault(SETTING, datetime.now(UTC).date().isoformat())
    if said != ALL:
        try:
            date.fromisoformat(said)
        except ValueError:
            raise ValueError(
                f"{SETTING}={said}: found no day; expected one such as 2026-02-28, or {ALL}. Set one of these."
            ) from None
    return said


def todays(cases: Sequence[Case], of: int) -> list[Case]:
    """Return one case in `of`, on each day others; of a few at least one."""
    said = os.environ[SETTING]
    if said == ALL:
        return list(cases)
    turns = max(1, min(of, len(cases)))
    return list(cases[date.fromisoformat(said).toordinal() % turns :: turns])


def part(of: int) -> str:
    """Return whose turn it is as commands take it: ``2/4`` is the second of four, ``1/1`` all of them."""
    chosen = todays(range(1, of + 1), of)
    return f"{chosen[0]}/{of}" if len(chosen) < of else "1/1"


def waiting(cases: Sequence[tuple[str, int, Case]]) -> list[Case]:
    """Return the cases that have their turn on another day. Each has the name of its test, and how many take turns."""
    tests: dict[tuple[str, int], list[Case]] = {}
    for name, of, case in cases:
        tests.setdefault((name, of), []).append(case)
    return [
        case
        for (_, of), of_one_test in tests.items()
        for case in of_one_test
        if case not in todays(of_one_test, of)
    ]
