"""In a browser: an assessment is taken by mouse and by keyboard alone, left, resumed and finished."""

import pytest

from course.widgets import assessment
from course.widgets.lesson.assessment.forms import read

pytestmark = pytest.mark.browser

NUMBER = {item.id: str(at) for at, item in enumerate(read("pre").items)}


@pytest.fixture(autouse=True)
def nowhere(tmp_path, monkeypatch):
    """Work in a folder that is no learner's work folder."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def pre(live):
    return live(assessment("pre"))


@pytest.fixture
def go(pre):
    """Go to an item by its id."""

    def to(id):
        pre.page.get_by_label("Go to item").select_option(NUMBER[id])
        pre.settle()
        return pre.page.get_by_role("group")

    return to


def test_a_choice_is_kept_as_soon_as_it_is_made(pre, right):
    pre.page.get_by_label("The checkout calls the tax service").check()
    pre.settle()

    assert {"pre.waits1": right(read("pre"))["pre.waits1"]} == pre.widget.answers
    assert "✓ Kept." in pre.page.inner_text("body")
    assert "1 of 24 answered." in pre.page.inner_text("body")


def test_of_two_that_are_wanted_one_is_not_whole(pre, go):
    go("pre.types1").get_by_role("checkbox").first.check()
    pre.settle()

    assert "Not whole yet: choose 2; you have chosen 1." in pre.page.inner_text("body")


def test_an_order_is_given_by_keyboard_alone(pre, go):
    fields = go("pre.queues1").get_by_role("combobox").all()
    fields[0].focus()
    for at, _ in enumerate(fields, 1):
        pre.page.keyboard.type(str(at))
        pre.page.keyboard.press("Tab")
        pre.settle()

    assert "✓ Kept." in pre.page.inner_text("body")
    assert [0, 1, 2, 3, 4] == sorted(pre.widget.answers["pre.queues1"])


def test_two_steps_in_one_place_are_told(pre, go):
    for field in go("pre.queues1").get_by_role("combobox").all():
        field.select_option(label="2")
        pre.settle()

    assert "Not whole yet: two steps have the place 2." in pre.page.inner_text("body")


def test_a_match_is_made_with_labelled_fields(pre, go):
    group = go("pre.topics1")
    for row, place in {
        "kind book": "desk only",
        "days 21": "night only",
        "kind map": "both",
        "days 14": "neither",
    }.items():
        group.get_by_label(row).select_option(label=place)
        pre.settle()

    assert [1, 2, 0, 3] == pre.widget.answers["pre.topics1"]


def test_next_and_back_go_by_keyboard_and_the_focus_is_on_the_item(pre):
    pre.page.get_by_role("button", name="The next item").press("Enter")
    pre.settle()

    assert "Item 2 of 24: Who waits, who knows" == pre.page.evaluate("document.activeElement.innerText")
    assert 1 == pre.widget.at
    pre.page.get_by_role("button", name="The item before").press("Enter")
    pre.settle()
    assert "true" == pre.page.get_by_role("button", name="The item before").get_attribute("aria-disabled")


def test_who_comes_back_finds_the_item_and_the_answer(pre, go, live):
    go("pre.gateway1").get_by_role("checkbox").nth(1).check()
    pre.settle()
    page = live(assessment("pre")).page

    assert "Item 4 of 24" in page.inner_text("legend")
    assert [False, True, False, False] == [box.is_checked() for box in page.get_by_role("checkbox").all()]
    assert "◐ 4" == page.get_by_label("Go to item").locator("option:checked").inner_text()


def test_finishing_asks_once_more_and_can_be_taken_back(pre):
    pre.page.get_by_role("button", name="Finish").press("Enter")

    assert "24 of 24 items have no whole answer. Finish? There is no way back." in pre.page.inner_text("body")
    assert "Yes, finish" == pre.page.evaluate("document.activeElement.innerText")
    pre.page.get_by_role("button", name="No, go on").click()
    assert not pre.widget.end
    assert "Finish" == pre.page.evaluate("document.activeElement.innerText")


def test_at_the_end_the_points_are_read_and_no_item_is_left(pre):
    pre.page.get_by_role("button", name="Finish").press("Enter")
    pre.page.get_by_role("button", name="Yes, finish").press("Enter")
    pre.settle()

    assert "Pre-assessment: 0 of 24 points" in pre.page.evaluate("document.activeElement.innerText")
    assert 0 == pre.page.get_by_role("button").count()
    assert 0 == pre.page.get_by_role("radio").count()


def test_keys_of_the_notebook_are_not_pressed_by_an_assessment(pre):
    pre.page.evaluate("document.addEventListener('keydown', () => { window.leaked = true; })")
    pre.page.get_by_role("radio").first.press("x")
    pre.page.get_by_label("Go to item").press("d")

    assert pre.page.evaluate("window.leaked === undefined")


def test_what_saves_the_notebook_still_reaches_it_from_an_assessment(pre):
    pre.page.evaluate("document.addEventListener('keydown', (event) => { window.heard = event.key; })")
    pre.page.get_by_role("radio").first.press("Control+s")

    assert pre.page.evaluate("window.heard === 's'")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_item_keeps_people_out(live, theme):
    shown = live(assessment("pre"), theme=theme, viewport={"width": 900, "height": 900})
    found = []
    for at in NUMBER.values():
        shown.page.get_by_label("Go to item").select_option(at)
        shown.settle()
        found += [f"item {at}: {each}" for each in shown.violations()]

    assert [] == found
    assert 900 >= shown.page.evaluate("document.documentElement.scrollWidth")


def test_what_is_too_wide_for_a_narrow_page_is_scrolled_by_keyboard(live):
    shown = live(assessment("pre"), viewport={"width": 460, "height": 900})
    shown.page.get_by_label("Go to item").select_option(NUMBER["pre.waits2"])
    shown.settle()
    shown.page.get_by_role("group", name="Question", exact=True).focus()

    assert [] == shown.violations()
    assert "course-question" == shown.page.evaluate("document.activeElement.className")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", ["pre", "post"])
def test_no_end_keeps_people_out(live, name, theme):
    widget = assessment(name)
    widget.answers = {f"{name}.waits1": [1]}
    widget.end = True

    assert [] == live(widget, theme=theme).violations()
