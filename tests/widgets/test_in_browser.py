"""In a browser: the live scripts do what keys and buttons ask, and a static page asks nobody for anything."""

import pytest
from playwright.sync_api import sync_playwright

from course.widgets.flow import flow_of
from course.widgets.message_flow import MessageFlow
from course.widgets.questions import parse
from course.widgets.quiz import Quiz
from course.widgets.view import stylesheet

pytestmark = pytest.mark.browser

# A widget's model as its script sees it: values, and who wants to hear of a change.
LOAD = """
async ([script, values]) => {
  const heard = {};
  window.model = {
    get: (name) => values[name],
    set: (name, value) => {
      const old = values[name];
      values[name] = value;
      if (old !== value) (heard[`change:${name}`] ?? []).forEach((act) => act());
    },
    on: (name, act) => (heard[name] ??= []).push(act),
    off: () => {},
    save_changes: () => {},
  };
  const module = await import(URL.createObjectURL(new Blob([script], { type: "text/javascript" })));
  module.default.render({ model: window.model, el: document.querySelector("#widget") });
}
"""


@pytest.fixture(scope="module")
def browser(chromium):
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def show(browser):
    pages = []

    def load(widget, names):
        page = browser.new_page(reduced_motion="reduce")
        pages.append(page)
        page.set_content(f"<style>{stylesheet()}</style><div id=widget></div>")
        page.evaluate(LOAD, [str(widget._esm), {name: getattr(widget, name) for name in names}])
        return page

    yield load
    for page in pages:
        page.close()


@pytest.fixture
def flow(show, trace, inventory):
    return show(MessageFlow(flow_of(trace, inventory)), ["scene", "step"])


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


def test_a_question_is_answered_by_keyboard_and_waits_for_the_verdict(show):
    option = '{text = "A", right = true, why = "w"}, {text = "B", right = false, why = "v"}'
    questions = parse("t", f'[[item]]\nid = "t.q1"\ntext = "Which?"\noption = [{option}]')
    quiz = Quiz("quiz/t", "Knowledge check", questions.items, graded=True, reveal=True)
    page = show(quiz, ["title", "items", "answers", "verdicts", "standing"])

    page.get_by_role("button", name="Answer").click()
    assert "Please choose one; you have chosen 0." == page.get_by_role("status").first.inner_text()

    page.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Answer").press("Enter")
    quiz.answers = page.evaluate("model.get('answers')")
    page.evaluate("said => model.set('verdicts', said)", quiz.verdicts)

    assert 2 == page.locator(".course-why:visible").count()
    assert "Answer again" == page.get_by_role("button").inner_text()
