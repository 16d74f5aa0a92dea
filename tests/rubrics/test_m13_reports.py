"""What module 13's exercises hand to answers and tell of them: the moment of a read, and the times of a slow service."""

import linecache
from pathlib import Path
from typing import Any

from course.cloud import Account
from grader.checks import examine
from grader.rubrics import AUTHOR, exercise
from grader.rubrics.m13.storage import Database

ANSWERS = Path(__file__).parents[1] / "answers" / "m13"


def test_a_read_returns_what_was_stored_when_the_database_was_asked() -> None:
    """What is written while it is on its way comes too late for it, as the task says."""
    with Account() as account:
        db = Database(account.clock, {("POL-1", "C-1"): {"premium": 1}})
        reading = account.clock.spawn(db.functions()["read"], "POL-1", "C-1")
        account.clock.sleep(0.1)
        db.functions()["write"]("POL-1", "C-1", {"premium": 2})
        found = account.clock.wait(reading)

    assert ({"premium": 1}, {"premium": 2}) == (found, db.row(("POL-1", "C-1")))


def test_who_tries_after_the_deadline_reads_when_the_tries_could_begin() -> None:
    """A report has the moments and the deadline, so that nobody has to add them up."""
    name, asked = "<m13.e4>", exercise("m13.e4")
    text = (ANSWERS / "e4_polite_client" / "08_none_no_deadline.py").read_text(encoding="utf-8")
    space: dict[str, Any] = {"__name__": "__main__"}
    linecache.cache[name] = (len(text), None, text.splitlines(keepends=True), name)
    exec(compile(text, name, "exec"), space)  # noqa: S102  our own answers
    report = examine(
        asked, {"call": space["call"]}, learner_id=AUTHOR, grading=False, sources={"call": text}, strict=True
    )
    (found, *_) = (each for part in report.as_dict()["parts"] for each in part["findings"])

    assert (
        "tries: 2; try 2 can begin at 11.38 s, try 3 not before 22.76 s, and the deadline is 12 s"
        == found["expected"]
    )
