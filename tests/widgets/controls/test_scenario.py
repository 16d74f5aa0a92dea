"""A scenario runs again with what was turned, and shows whatever came of it."""

import signal

import pytest

from course.widgets import bars, scenario
from course.widgets.account.message_flow import MessageFlow
from course.widgets.view import View


def ask(shown, number=1, **values):
    shown.asked = {"id": number, "values": values}
    return shown.told


def test_it_runs_at_once_and_says_with_what():
    shown = scenario(lambda rate=10: f"ran with {rate}", rate=(0, 50, 5))

    assert "Result with rate: 10\nran with 10" == shown.text


def test_a_turned_knob_runs_it_again():
    shown = scenario(lambda rate=10: f"ran with {rate}", rate=(0, 50, 5))

    told = ask(shown, 1, rate=40)

    assert 1 == told["id"]
    assert "ran with 40" in told["parts"][0]["html"]


def test_what_comes_from_outside_is_put_right_or_left_as_it_was():
    shown = scenario(lambda rate=10, query="a": (rate, query), rate=(0, 50, 5), query=["a", "b"])

    told = ask(shown, 1, rate=1e9, query=7, other="x")

    assert {"rate": 50, "query": 0} == told["values"]


@pytest.mark.parametrize("asked", [{}, {"id": "1"}, {"id": None}, {"id": True}, {"id": 2, "values": 3}])
def test_a_request_that_is_none_harms_nothing(asked):
    shown = scenario(lambda rate=10: rate, rate=(0, 50, 5))

    shown.asked = asked

    assert {"rate": 10} == shown.told["values"]


def test_views_stand_under_their_names_and_what_is_printed_is_shown():
    def run():
        print("three workers")  # noqa: T201  what a learner does
        return {"Per worker": bars({"a": 1}), "In words": "all well"}

    told = scenario(run).told

    assert ["Printed", "Per worker", "In words"] == [part["title"] for part in told["parts"]]
    assert "three workers" in told["parts"][0]["html"]


def test_nothing_returned_says_so():
    assert "returned nothing to show" in scenario(lambda: None).text


def test_text_from_a_run_is_never_markup():
    shown = scenario(lambda: {"<b>": View("", ""), "a": "<img src=x onerror=alert(1)>"})

    assert "<img" not in shown.html
    assert "<h4><b>" not in shown.html


def test_an_error_shows_the_lines_of_the_learner_alone():
    def inner(rate):
        return 1 / rate

    def run(rate=0):
        return bars({"a": inner(rate)})

    text = scenario(run, rate=(0, 5)).text

    assert "✗ Your function ended with an error." in text
    assert "return 1 / rate\nZeroDivisionError: division by zero" in text
    assert text.index("in run, line") < text.index("in inner, line")
    assert "outcome" not in text
    assert "scenario.py" not in text


def test_an_interrupt_ends_a_run_with_words_and_the_next_one_works():
    def run(rate=0):
        if rate == 3:
            signal.raise_signal(signal.SIGINT)
        return "came to its end"

    shown = scenario(run, rate=(0, 5))
    before = signal.getsignal(signal.SIGINT)

    ask(shown, 1, rate=3)
    assert "Interrupted" in shown.text
    assert before is signal.getsignal(signal.SIGINT)

    ask(shown, 2, rate=4)
    assert "came to its end" in shown.text


def test_a_system_exit_of_the_learner_is_an_error_like_any_other():
    def run():
        raise SystemExit("enough")

    assert "SystemExit: enough" in scenario(run).text


def test_what_was_kept_stands_beside_what_is_now():
    shown = scenario(lambda rate=10: f"ran with {rate}", rate=(0, 50, 5))
    shown.keep = True
    ask(shown, 1, rate=40)

    assert "Before with rate: 10\nran with 10\nResult with rate: 40\nran with 40" == shown.text

    shown.keep = False
    assert "Before" not in shown.text


@pytest.fixture
def flows(trace, inventory):
    """Make message flows, and remember them."""
    from course.widgets.account.flow import flow_of

    made = []

    def make():
        made.append(MessageFlow(flow_of(trace, inventory)))
        return made[-1]

    make.made = made
    return make


def test_a_live_widget_is_named_for_the_script_and_its_still_form_is_there(flows):
    shown = scenario(lambda rate=1: flows(), rate=(1, 5))

    assert f"anywidget:{flows.made[0].model_id}" == shown.told["parts"][0]["live"]
    assert "Message flow" in shown.text


def test_a_live_widget_is_closed_when_another_takes_its_place(flows):
    shown = scenario(lambda rate=1: flows(), rate=(1, 5))

    ask(shown, 1, rate=2)

    assert f"anywidget:{flows.made[1].model_id}" == shown.told["parts"][0]["live"]
    assert flows.made[0].comm is None


def test_a_widget_that_is_returned_again_stays_open(flows):
    same = flows()
    shown = scenario(lambda rate=1: same, rate=(1, 5))

    ask(shown, 1, rate=2)

    assert same.comm is not None


def test_what_is_no_function_is_answered_kindly():
    assert "found: int 7" in scenario(7, rate=(1, 2)).text
