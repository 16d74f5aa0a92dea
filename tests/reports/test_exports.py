"""The files for other programs: what is written is what Python's csv reads, and no cell runs in a spreadsheet."""

import csv
import io
from dataclasses import replace

import pytest

from grader.classroom.course import ClassroomError
from grader.reports.canvas import read_roster, write_canvas
from grader.reports.moodle import write_moodle
from grader.reports.sheet import write_sheet
from grader.reports.summary import Summary
from grader.reports.texts import number, runs, safe

SAFE = {
    "ada": "ada",
    "": "",
    "=1+1": "'=1+1",
    "+49 30": "'+49 30",
    "-1": "'-1",
    "@SUM(A1)": "'@SUM(A1)",
    " =1+1": " '=1+1",
    "\t=1+1": "'\t'=1+1",
    "\tada": "'\tada",
    "\r=1+1": "'\n'=1+1",
    "\uff1d1+1": "'\uff1d1+1",
    '"=1+1"': '"\'=1+1"',
    "a;=1+1": "a;'=1+1",
    "a;b": "a;b",
    "one\n=two": "one\n'=two",
    "1-2=3": "1-2=3",
    "-": "'-",
    "\x00=1": "'=1",
}
NUMBERS = {10.0: "10", 7.5: "7.5", 0.0: "0", 3.333: "3.33", 1234567.0: "1234567", 100.0: "100", 0.001: "0"}
ROSTER = """\
Student,ID,SIS User ID,SIS Login ID,Section,m05_publish_subscribe (4711),Final Score
    Points Possible,,,,,14,(read only)
"Byron, Ada",101,S-1,ADA,Group A,,
"Ñandú, Çağlar",103,S-3,cy,Group B,,
"Student, Test",999,,,Group A,,
"""


def _read(file, encoding="utf-8"):
    return list(csv.reader(io.StringIO(file.read_bytes().decode(encoding))))


@pytest.mark.parametrize("text", SAFE)
def test_a_text_that_a_spreadsheet_would_run_is_guarded(text):
    assert SAFE[text] == safe(text)
    assert (SAFE[text] != text) == runs(text)
    assert not runs(SAFE[text])


@pytest.mark.parametrize("value", NUMBERS)
def test_a_number_has_a_decimal_point_and_no_more_than_two_digits(value):
    assert NUMBERS[value] == number(value)


@pytest.fixture
def sheet(summary, tmp_path):
    write_sheet(summary, tmp_path / "class.csv")
    return tmp_path / "class.csv"


def test_a_sheet_has_a_row_a_learner_and_columns_by_exercise_and_part(sheet):
    head, *lines = _read(sheet, "utf-8-sig")
    ada = dict(zip(head, lines[0], strict=True))
    bob = dict(zip(head, lines[1], strict=True))

    assert ["ada", "bob", "cy", "dee", "eve", "flo", "gus", "hal"] == [line[0] for line in lines]
    assert ["e1", "e1: wires the queue", "e1: admits nobody else", "e1: is quick", "e2", "e2: sorts"] == head[
        10:16
    ]
    assert ("14", "14", "10", "6", "4") == tuple(
        ada[name] for name in ("grade", "maximum", "e1", "e1: wires the queue", "e2: sorts")
    )
    assert ("2.5", "4", "1.5", "1.5", "0") == tuple(
        bob[name] for name in ("grade", "points", "penalty", "hours late", "e1")
    )
    assert ("K05.2 in e1", "isolated by limits, namespaces") == (bob["misconceptions"], bob["isolation"])


def test_a_sheet_keeps_names_of_every_alphabet_and_says_its_encoding(sheet):
    cells = _read(sheet, "utf-8-sig")[3]

    assert b"\xef\xbb\xbf" == sheet.read_bytes()[:3]
    assert ["cy", "Ñandú", "Çağlar"] == cells[:3]


def test_where_there_is_no_number_the_cell_is_empty(sheet):
    head, *lines = _read(sheet, "utf-8-sig")
    found = {line[0]: dict(zip(head, line, strict=True)) for line in lines}

    assert ("", "", "") == (found["cy"]["e2: sorts"], found["gus"]["grade"], found["hal"]["e1"])
    assert ("0", "0") == (found["flo"]["grade"], found["cy"]["e2"])


def test_no_cell_of_a_sheet_runs(rows, tmp_path):
    evil = Summary("m05", [replace(row, learner=f"={row.learner}") for row in rows])
    write_sheet(evil, tmp_path / "class.csv")
    cells = [cell for line in _read(tmp_path / "class.csv", "utf-8-sig") for cell in line]

    assert "'=ada" in cells
    assert "'=cmd|' /C calc'!A0 Two; '+lines\nhere" in cells
    assert [] == [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


@pytest.fixture
def canvas(summary, tmp_path):
    """What is written for Canvas, and what is said about those left out."""

    def written(whose=summary, **more):
        said = write_canvas(whose, tmp_path / "canvas.csv", **more)
        return _read(tmp_path / "canvas.csv"), said

    return written


def test_canvas_gets_its_columns_and_the_points_possible(canvas):
    head, possible, *_ = canvas()[0]

    assert [
        "Student",
        "ID",
        "SIS User ID",
        "SIS Login ID",
        "Section",
        "m05_publish_subscribe",
    ] == head
    assert ["    Points Possible", "", "", "", "", "14"] == possible


def test_canvas_gets_each_grade_after_penalties_and_nobody_without_one(canvas):
    (_, _, *lines), said = canvas()

    assert {"ada": "14", "bob": "2.5", "cy": "6", "dee": "7", "eve": "0", "flo": "0"} == {
        line[3]: line[5] for line in lines
    }
    assert ["Byron, Ada", "7", "", "ada", "", "14"] == lines[0]
    assert [
        "gus: not graded yet.",
        "hal: nothing was handed in; Canvas's rule for missing work holds.",
    ] == said


def test_a_roster_gives_canvas_its_own_ids_and_the_number_of_the_assignment(canvas, tmp_path):
    (tmp_path / "roster.csv").write_text(ROSTER, encoding="utf-8-sig")

    (head, _, *lines), said = canvas(roster=read_roster(tmp_path / "roster.csv"))

    assert "m05_publish_subscribe (4711)" == head[5]
    assert [
        ["Byron, Ada", "101", "S-1", "ADA", "Group A", "14"],
        ["Ñandú, Çağlar", "103", "S-3", "cy", "Group B", "6"],
    ] == lines
    assert "bob: not in the gradebook exported from Canvas (looked for among the SIS Login IDs)." in said


def test_a_roster_with_semicolons_is_the_same(tmp_path):
    cells = csv.reader(io.StringIO(ROSTER))
    with (tmp_path / "roster.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(cells)

    assert ("Byron, Ada", "101", "S-1", "ADA", "Group A") == read_roster(tmp_path / "roster.csv").student(
        "ada"
    )


@pytest.mark.parametrize(
    "content,said",
    [
        (b"", "its first line lacks Student, ID, SIS Login ID"),
        (b"name,points\nada,1\n", "is no gradebook of Canvas"),
        (b"\xff\xfe\x00", "cannot be read"),
    ],
)
def test_a_file_that_is_no_roster_is_refused_in_words(content, said, tmp_path):
    (tmp_path / "roster.csv").write_bytes(content)

    with pytest.raises(ClassroomError, match=said):
        read_roster(tmp_path / "roster.csv")


def test_the_assignment_may_have_another_title_in_canvas(canvas):
    assert "Exercises 5" == canvas(title="Exercises 5")[0][0][5]


def test_a_learner_whose_id_would_run_is_left_out_and_named(canvas, rows):
    evil = Summary("m05", [replace(rows[0], learner="=ada")])

    lines, said = canvas(evil)

    assert 2 == len(lines)
    assert ["=ada: a spreadsheet would run this id as a formula; enter the grade by hand."] == said


@pytest.fixture
def moodle(summary, tmp_path):
    """What is written for Moodle, and what is said about those left out."""

    def written(**more):
        said = write_moodle(summary, tmp_path / "moodle.csv", **more)
        return _read(tmp_path / "moodle.csv"), said

    return written


def test_moodle_gets_usernames_grades_and_feedback(moodle):
    (head, *lines), said = moodle()

    assert ["username", "m05_publish_subscribe", "m05_publish_subscribe feedback"] == head
    assert ["ada", "14", "e1: 10 of 10; e2: 4 of 4"] == lines[0]
    assert ["bob", "2.5", "e1: 0 of 10; e2: 4 of 4. 1.5 points less for lateness."] == lines[1]
    assert ["flo", "0", "e1: 0 of 10; e2: 0 of 4. `m05.ipynb` breaks off in line 9."] == lines[5]
    assert ["gus: not graded yet.", "hal: nothing was handed in."] == said


def test_moodle_can_find_people_by_email_where_it_is_known(moodle):
    (head, *lines), said = moodle(identity="email")

    assert ("email", ["ada@example.org"]) == (head[0], [line[0] for line in lines])
    assert "bob: the gradebook knows no email address" in said[0]


def test_no_cell_for_moodle_runs(moodle):
    cells = [cell for line in moodle()[0] for cell in line]

    assert [] == [cell for cell in cells if runs(cell)]
