"""In a browser: the live scripts do what keys and buttons ask."""

import pytest

from course.widgets.account.flow import flow_of
from course.widgets.account.message_flow import MessageFlow
from course.widgets.lesson.questions import parse
from course.widgets.lesson.quiz import Quiz

pytestmark = pytest.mark.browser


@pytest.fixture
def flow(live, trace, inventory):
    return live(MessageFlow(flow_of(trace, inventory))).page


def test_forward_shows_the_next_step_on_the_map_and_in_the_list(flow):
    flow.get_by_role("button", name="One step forward").click()

    assert "1 sent here" == flow.locator("[data-count]").first.text_content()
    assert "The publisher calls Publish on topic payments." in flow.locator("li[aria-current]").inner_text()
    assert "step 1 of 7, at +0 s" == flow.get_by_role("slider").get_attribute("aria-valuetext")


def test_arrow_keys_home_and_end_step_and_the_focus_stays(flow):
    flow.get_by_role("button", name="One step forward").focus()
    steps = []
    for key in ("End", "ArrowRight", "ArrowLeft", "Home", "ArrowRight"):
        flow.keyboard.press(key)
        steps.append(flow.evaluate("model.get('step')"))

    assert [7, 7, 6, 0, 1] == steps


def test_going_back_takes_the_marks_away(flow):
    flow.evaluate("model.set('step', 7)")
    flow.evaluate("model.set('step', 0)")

    assert set() == set(flow.locator("[data-count]").all_text_contents()) - {""}
    assert 0 == flow.locator(".course-status-bad").count()


def test_every_control_has_a_name(flow):
    unnamed = flow.locator("button:not([aria-label]), input:not([aria-label])")

    assert 0 == unnamed.count()


def test_a_question_is_answered_by_keyboard_and_waits_for_the_verdict(live):
    option = '{text = "A", right = true, why = "w"}, {text = "B", right = false, why = "v"}'
    questions = parse("t", f'[[item]]\nid = "t.q1"\ntext = "Which?"\noption = [{option}]')
    shown = live(Quiz("quiz/t", "Knowledge check", questions.items, graded=True, reveal=True))
    page = shown.page

    page.get_by_role("button", name="Answer").click()
    assert "Please choose one; you have chosen 0." == page.get_by_role("status").first.inner_text()

    page.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Answer").press("Enter")
    shown.settle()

    assert 2 == page.locator(".course-why:visible").count()
    assert "Answer again" == page.get_by_role("button").inner_text()


def test_nothing_of_the_flow_keeps_people_out(live, trace, inventory):
    assert [] == live(MessageFlow(flow_of(trace, inventory))).violations()
