"""Metrics over one axis, and all their numbers in a table."""

import re

from course.widgets import metric_curves

HOUR = {"Count": [(0, 20), (300, 24)], "5XXError": [(300, 2)]}


def test_every_number_stands_in_the_table():
    shown = metric_curves(HOUR, "Incident A").text.splitlines()

    assert ["Incident A", "from   Count  5XXError", "0 s    20", "5 min  24     2"] == shown


def test_each_metric_has_a_panel_with_its_name():
    titles = re.findall(r'class="course-panel-title"[^>]*>(\w+)<', metric_curves(HOUR).html)

    assert ["Count", "5XXError"] == titles


def test_there_is_one_axis_of_time_below_the_last_panel():
    assert 1 == metric_curves(HOUR).html.count(">virtual time</text>")


def test_without_numbers_it_says_so():
    assert "Metrics over virtual time: nothing was measured." == metric_curves({"Count": []}).text


def test_a_single_number_is_shown_too():
    assert "from  Count\n7 s   1" in metric_curves({"Count": [(7, 1)]}).text


def test_the_last_number_holds_as_long_as_the_one_before():
    assert ">10 min</text>" in metric_curves({"Count": [(0, 1), (300, 2)]}).html
