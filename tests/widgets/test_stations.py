"""A way in stations: what is there, and what is missing."""

from course.widgets import stations


def test_a_station_without_a_value_is_missing():
    shown = stations({"stage": "prod", "method": None, "key": "", "role": True}, "A payment")

    assert "A payment\n● stage: prod\n○ method: missing\n○ key: missing\n● role: there" == shown.text
    assert [2, 2] == [shown.html.count(f'"course-station-{state}"') for state in ("there", "missing")]


def test_stations_keep_their_order_and_say_what_stands_in_them():
    html = stations({"a": "<b>", "b": "2"}).html

    assert html.index("&lt;b&gt;") < html.index("<b>b</b>")


def test_a_way_without_stations_says_so():
    assert "No stations." == stations({}).text
    assert "To payments: no stations." == stations({}, "To payments").text
