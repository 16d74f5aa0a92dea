"""The class that grading is measured with."""

import csv
from importlib import import_module
from pathlib import Path

from grader.classroom.autograde import grade_class
from grader.classroom.course import gradebook, open_course

BENCH = Path(__file__).parents[2] / "bench"


def test_each_of_the_four_problems_gets_the_points_it_deserves(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(BENCH)
    root = tmp_path / "class"
    import_module("grading_class").make_bench_class(root, "problems", 4)
    course = open_course(root)
    assert [outcome.error for outcome in grade_class(course, "problems")] == [""] * 4
    with (root / "expected.csv").open(encoding="utf-8") as file:
        deserved = {row["learner"]: float(row["total"]) for row in csv.DictReader(file)}
    with gradebook(course) as book:
        assert {one.student_id: one.score for one in book.assignment_submissions("problems")} == deserved
    assert len(set(deserved.values())) > 1
