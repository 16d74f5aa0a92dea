"""In a browser: hints are opened, questions answered, reports unfolded, by mouse and by keyboard alone."""

from pathlib import Path

import pytest
from axe_findings import violations

from course.widgets import hint_ladder, progress, report_view
from course.widgets.lesson.questions import parse
from course.widgets.lesson.quiz import Quiz

pytestmark = pytest.mark.browser

RUNGS = ["Look at the topic.", "Fan-out <img src=x>", "Use `subscribe`."]
TEXT = Path(__file__).with_name("questions").joinpath("two_items.toml").read_text(encoding="utf-8")


@pytest.fixture
def questions():
    return parse("t", TEXT).items


@pytest.fixture
def quiz(live, questions):
    return live(Quiz("quiz/t", "Knowledge check", questions, graded=True, reveal=True))


def test_a_click_opens_the_next_hint(live):
    told = []
    shown = live(hint_ladder("m05.e1", RUNGS, 1, told.append))
    shown.page.get_by_role("button", name="Open hint 2 of 3: the idea").click()
    shown.settle()

    assert [2] == told
    assert "Fan-out <img src=x>" in shown.page.locator(".course-rungs").inner_text()
    assert "Open hint 3 of 3: the call to use" == shown.page.get_by_role("button").inner_text()


def test_hints_are_opened_by_keyboard_and_the_focus_has_a_place_to_go(live):
    shown = live(hint_ladder("m05.e1", RUNGS))
    shown.page.get_by_role("button").focus()
    for _ in RUNGS:
        shown.page.keyboard.press("Enter")
        shown.settle()

    assert 0 == shown.page.get_by_role("button").count()
    assert "All hints are open." in shown.page.inner_text("body")
    assert "Hint 3: the call to use" == shown.page.evaluate("document.activeElement.innerText")


def test_a_hint_that_is_not_open_is_nowhere_in_the_page(live):
    shown = live(hint_ladder("m05.e1", RUNGS, 1))

    assert "Fan-out" not in shown.page.content()
    assert "Fan-out" not in shown.page.evaluate("JSON.stringify(model.get('shown'))")


def test_two_options_are_ticked_and_every_one_is_explained(quiz):
    field = quiz.page.get_by_role("group").nth(1)
    for name in ("No polling", "Strict order"):
        field.get_by_role("checkbox", name=name).focus()
        quiz.page.keyboard.press("Space")
    field.get_by_role("button", name="Answer").press("Enter")
    quiz.settle()

    assert "✗ Not right yet." in field.inner_text()
    assert 3 == field.locator(".course-why:visible").count()
    assert 2 == field.get_by_text("(your answer)").filter(visible=True).count()
    assert "Answer again" == quiz.page.evaluate("document.activeElement.innerText")
    assert "1 of 2 answered, 0 right; 0 of 10 points" in quiz.page.inner_text("body")


def test_a_question_can_be_answered_again(quiz):
    field = quiz.page.get_by_role("group").first
    field.get_by_role("radio", name="The weather").check()
    field.get_by_role("button").click()
    quiz.settle()
    field.get_by_role("button", name="Answer again").click()
    quiz.settle()
    field.get_by_role("radio", name="The topic").check()
    field.get_by_role("button", name="Answer").click()
    quiz.settle()

    assert "✓ Right." in field.inner_text()
    assert {"t.q1": [0]} == quiz.widget.answers


def test_what_is_asked_of_one_question_stays_while_another_is_answered(quiz):
    one, other = quiz.page.get_by_role("group").all()
    other.get_by_role("button").click()
    one.get_by_role("radio", name="The topic").check()
    one.get_by_role("button").click()
    quiz.settle()

    assert "Please choose 2; you have chosen 0." in other.inner_text()


def test_keys_of_the_notebook_are_not_pressed_by_a_quiz(quiz):
    quiz.page.evaluate("document.addEventListener('keydown', () => { window.leaked = true; })")
    quiz.page.get_by_role("radio").first.focus()
    quiz.page.keyboard.press("ArrowDown")
    quiz.page.keyboard.press("x")

    assert quiz.page.evaluate("window.leaked === undefined")


def test_what_saves_the_notebook_still_reaches_it_from_a_quiz(quiz):
    quiz.page.evaluate("document.addEventListener('keydown', (event) => { window.heard = event.key; })")
    quiz.page.get_by_role("radio").first.press("Control+s")

    assert quiz.page.evaluate("window.heard === 's'")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_of_a_lesson_keeps_people_out(live, questions, theme):
    answered = Quiz("quiz/t", "Knowledge check", questions, graded=True, reveal=True)
    answered.answers = {"t.q1": [1]}

    assert [] == live(answered, theme=theme).violations()
    assert [] == live(hint_ladder("m05.e1", RUNGS, 2), theme=theme).violations()


POLICY = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Action": f"sqs:Action{at}"} for at in range(6)],
}
FINDING = {
    "where": "policy",
    "given": "x" * 900,
    "got": POLICY,
    "expected": {**POLICY, "Version": "2008-10-17"},
}
REPORT = {
    "exercise": "m05.e1",
    "points": 0,
    "maximum": 4,
    "parts": [{"name": "policies", "state": "failed", "points": 4, "earned": 0, "findings": [FINDING]}],
}


@pytest.fixture
def still(browser):
    """Show the static form of a picture in a page."""
    pages = []

    def show(view, theme="light"):
        page = browser.new_page()
        light, ground = ("true", "white") if theme == "light" else ("false", "black")
        page.set_content(
            f'<!doctype html><html lang="en"><title>view</title><body data-jp-theme-light="{light}" '
            f'style="background:{ground}"><main><h1 hidden>view</h1>{view.html}</main></body></html>'
        )
        pages.append(page)
        return page

    yield show
    for page in pages:
        page.close()


def test_long_values_of_a_report_are_unfolded_by_keyboard(still):
    page = still(report_view(REPORT))
    page.locator("summary").last.focus()
    page.keyboard.press("Enter")

    assert page.locator(".course-columns").is_visible()
    assert 2 == page.locator(".course-columns .course-differs").count()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("draw", [lambda: report_view(REPORT), progress], ids=["report", "progress"])
def test_nothing_of_a_static_picture_keeps_people_out(still, draw, theme):
    page = still(draw(), theme)
    for summary in page.locator("summary").all():
        summary.click()

    assert [] == violations(page)
