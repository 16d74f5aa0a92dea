"""What `grader check` prints, for a person at a terminal of 80 columns."""

import io
from pathlib import Path

import pytest
from rich.console import Console

from grader.self_check.check import Checked, Grade
from grader.self_check.words import show

ISOLATED = "isolated by limits, namespaces"
FINDING = {
    "where": "queue [bold]sales-q[/]",
    "given": {"amount": 12.5},
    "got": "nothing",
    "expected": "letters " * 30,
    "row": 2,
    "line": {"number": 7, "text": "    return None"},
}


def part(name, *, earned, findings=(), note=""):
    return {
        "name": name, "kind": "B", "points": 5, "earned": earned, "rows": 3, "findings": list(findings),
        "more": 2 if findings else 0, "note": note,
        "state": "failed" if findings else "open" if note else "held",
    }  # fmt: skip


def report(**changes):
    parts = [
        part("every copy arrives", earned=5),
        part("the filter lets through what it should " * 3, earned=0, findings=[FINDING]),
        part("nothing is lost", earned=0, findings=[{**FINDING, "where": "the second one"}]),
    ]
    return {
        "exercise": "m05.e1", "title": "Fan out", "points": 5.0, "maximum": 15, "parts": parts,
        "hint": {"id": "K05.2", "text": "Who may send to it?"}, "untouched": False, "message": "Look first at this.",
        "grading": True, "defect": "", "printed": "", "next": "", "hints": 4, "lesson": "D1",
    } | changes  # fmt: skip


def printed(*grades, level=ISOLATED, remarks=(), width=80):
    checked = Checked(Path("mine.ipynb"), "m05_publish_subscribe", "ada", grades, level, remarks)
    file = io.StringIO()
    show(checked, Console(file=file, width=width))
    return file.getvalue()


def test_nothing_is_wider_than_the_terminal_and_nothing_is_cut_off():
    said = printed(Grade("m05.e1", 5, 15, report()))

    assert 80 >= max(map(len, said.splitlines()))
    assert 30 == said.count("letters")


def test_the_first_failure_is_told_with_input_result_expectation_and_place():
    said = printed(Grade("m05.e1", 5, 15, report()))
    lines = [line.strip() for line in said.splitlines()]

    assert "in        queue [bold]sales-q[/]" in lines
    assert 'given     {"amount": 12.5}' in lines
    assert "got       nothing" in lines
    assert "line 7    return None" in lines
    assert "and       2 more like it" in lines
    assert "the second one" not in said


@pytest.mark.parametrize(
    "opened, said",
    [
        (0, "open hint 1 of 4 with `course hint m05.e1`, or go back to lesson step D1."),
        (2, "open hint 3 of 4 with `course hint m05.e1`, or go back to lesson step D1."),
        (
            4,
            "all 4 hints are open: `course hint m05.e1` shows them again, and `course solution m05.e1` the course's own answer",
        ),
    ],
)
def test_the_next_hint_is_the_one_after_those_that_are_open(opened, said):
    shown = printed(Grade("m05.e1", 5, 15, report(), opened_hints=opened), width=100)

    assert said in " ".join(shown.split())


@pytest.mark.parametrize("started", ["course", "python3 start.py", "py start.py"])
def test_a_command_is_named_as_it_is_typed_here(started, monkeypatch):
    monkeypatch.setenv("COURSE_CALLED", started)

    said = printed(Grade("m05.e1", 5, 15, report(untouched=True)))

    assert f"`{started} hint m05.e1`" in said  # on one line


def test_full_points_need_no_next_step():
    whole = report(points=15.0, parts=[part("every copy arrives", earned=5)], hint=None)

    assert "Next" not in printed(Grade("m05.e1", 15, 15, whole))


def test_an_exercise_that_was_not_begun_lists_no_parts():
    said = printed(Grade("m05.e1", 0, 15, report(points=0.0, untouched=True, hint=None)))

    assert "every copy arrives" not in said
    told = "Next fill in its cell in mine.ipynb, save it, and check again, or open hint 1 of 4 with `course hint m05.e1`"
    assert told in " ".join(said.split())


def test_an_exercise_without_a_report_says_why():
    assert "Cell e1_grade ended its process." in printed(
        Grade("e1", 0, 10, None, "Cell e1_grade ended its process.")
    )


@pytest.mark.parametrize(
    "level, warned", [(ISOLATED, False), ("not isolated (only limits): it can read", True)]
)
def test_isolation_is_mentioned_where_there_is_none(level, warned):
    said = printed(Grade("m05.e1", 5, 15, report()), level=level)

    assert warned == ("Warning  This ran not isolated (only limits)" in said)


def test_what_a_learner_prints_cannot_steer_the_terminal():
    assert "\x1b" not in printed(Grade("m05.e1", 5, 15, report(printed="\x1b]0;title\x07")))


def test_remarks_and_the_sum_come_last():
    grades = (Grade("m05.e1", 5, 15, report()), Grade("m05.e2", 7.5, 10, None, "why"))

    assert printed(*grades, remarks=("A cell was missing.",)).splitlines()[-2:] == [
        "Note  A cell was missing.",
        "12.5 of 25 points in 2 exercises",
    ]
