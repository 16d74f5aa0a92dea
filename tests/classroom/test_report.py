"""The report says the same in a table, as JSON and for a spreadsheet."""

import csv
import io
import json

from grader.classroom.report import Row, as_csv, as_json, as_table

ROWS = [
    Row("learner-01", "graded", {"e1": 10.0, "e2": 7.5}, 17.5, 20.0),
    Row("learner-02", "graded", {"e1": 0.0, "e2": 0.0}, 0.0, 20.0, 5400.0, ("First.", "Second.")),
    Row("=learner()", "nothing", {"e1": 0.0, "e2": 0.0}, 0.0, 20.0, remarks=("Nothing was handed in.",)),
]
TABLE = """\
learner     e1   e2  total  of   late  state
learner-01  10  7.5   17.5  20         graded
learner-02   0    0      0  20  1.5 h  graded
=learner()   0    0      0  20         nothing

learner-02: First.
learner-02: Second.
=learner(): Nothing was handed in."""


def test_a_table_is_for_reading():
    assert TABLE == as_table(ROWS)


def test_a_table_without_learners_is_its_heads():
    assert "learner  total  of  late  state" == as_table([])


def test_json_is_for_programs():
    found = json.loads(as_json(ROWS))

    assert ["learner", "state", "points", "total", "maximum", "seconds_late", "remarks"] == list(found[0])
    assert {"e1": 10.0, "e2": 7.5} == found[0]["points"]


def test_a_spreadsheet_has_a_column_an_exercise_and_runs_nothing():
    file = io.StringIO()

    as_csv(ROWS, file)
    found = list(csv.reader(io.StringIO(file.getvalue())))

    assert ["learner", "e1", "e2", "total", "maximum", "seconds_late", "state", "remarks"] == found[0]
    assert ["learner-02", "0.0", "0.0", "0.0", "20.0", "5400.0", "graded", "First. Second."] == found[2]
    assert "'=learner()" == found[3][0]
