"""Over the whole course everybody's points are added up, and what was hard or misunderstood comes first."""

import csv
import json
import re

import pytest

from grader.reports.whole_course.data import as_data
from grader.reports.whole_course.page import as_page, write_page
from grader.reports.whole_course.sheet import write_sheet
from grader.reports.whole_course.tables import at_a_glance
from grader.reports.whole_course.whole_course import WholeCourse

SHOWN = """\
learner  m02  m07  grade  of  share
ada       10   10     20  20   100%
bob        5    0      5  20    25%
cy         -    0      0  20     0%
dee        x    -      0  20     0%
- nothing handed in, x could not be graded, ? not graded yet

4 learners, 2 assignments, 6 submissions: 5 graded, 1 could not be graded
  less than half of all points: cy, dee, bob

of those graded               handed in  graded  of  mean  median  full marks
m02_synchronous_asynchronous          3       2  10     8       8     1 (50%)
m07_orchestration                     3       3  10  3.33       0     1 (33%)

hardest exercises, of those graded
        points lost  of  mean  exercise
m07 e1          67%  10  3.33  Wait
m02 e1          20%  10     8  Wait

misconceptions, the most frequent first
m07 e1  2 learners: K07.1
m02 e1  1 learner: K02.6"""


def _without_titles(text):
    # The titles of misconceptions are the rubrics', which may change.
    return re.sub(r"(K\d\d\.\d) .*", r"\1", text)


def test_at_a_glance_points_stand_by_module_and_the_hardest_comes_first(course):
    assert SHOWN == _without_titles(at_a_glance(course))


def test_what_was_not_handed_in_counts_with_its_maximum(course):
    standing = {each.learner: (each.grade, each.maximum, each.handed_in) for each in course.standings}

    assert {"ada": (20, 20, 2), "bob": (5, 20, 2), "cy": (0, 20, 1), "dee": (0, 20, 1)} == standing


def test_a_course_without_assignments_is_empty_and_no_error():
    nothing = WholeCourse([])

    assert [] == nothing.standings
    assert "Nobody lost a point." in at_a_glance(nothing)
    assert "Nobody was graded yet." in as_page(nothing)


def test_a_page_loads_nothing_and_shows_what_learners_wrote_as_text(course):
    page = as_page(course)

    assert [] == re.findall(r"<script|<link|<img|src=|@import|url\(|https?://", page)
    assert "&lt;breaks&gt; off." in page


def test_every_picture_of_a_page_stands_beside_its_numbers(course):
    rows = re.findall(r"<tr.*?</tr>", as_page(course), flags=re.DOTALL)
    drawn = [row for row in rows if "class-bar" in row]

    assert 10 == len(drawn)
    assert all('class="course-number"' in row for row in drawn)


def test_the_bar_of_a_module_is_as_wide_as_the_class(course):
    bars = re.findall(r'class="class-bar"[^>]*>(.*?)</div>', as_page(course))[:2]

    assert [100, 100] == [pytest.approx(sum(map(float, re.findall(r"width:([\d.]+)%", bar)))) for bar in bars]


def test_a_page_is_written_to_its_file(course, tmp_path):
    write_page(course, tmp_path / "course.html")

    assert as_page(course) == (tmp_path / "course.html").read_text(encoding="utf-8")


def test_a_sheet_has_a_row_a_learner_and_no_number_where_there_is_no_grade(course, tmp_path):
    write_sheet(course, tmp_path / "course.csv")
    with (tmp_path / "course.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))

    assert ["Byron", "", "", ""] == [row["last name"] for row in rows]
    assert ["10", "5", "", "0"] == [row["m02_synchronous_asynchronous"] for row in rows]
    assert ["20", "5", "0", "0"] == [row["grade"] for row in rows]


def test_data_for_a_program_is_json(course):
    data = json.loads(json.dumps(as_data(course)))

    assert {"m02_synchronous_asynchronous": None, "m07_orchestration": 0.0} == data["learners"][2]["grades"]
    assert ["m02_synchronous_asynchronous", "m07_orchestration"] == [
        each["assignment"] for each in data["assignments"]
    ]
