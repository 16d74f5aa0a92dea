"""In a browser: typing, diagnostics, graph and runs, by mouse and by keyboard alone."""

import re

import pytest
from playwright.sync_api import expect

from course.asl import to_text
from course.widgets import editor

pytestmark = pytest.mark.browser

BROKEN = """{
  "StartAt": "Pay",
  "States": {
    "Pay": {
      "Type": "Pass",
      "Comment": "😀", "Next": "Shp"
    },
    "Ship": {
      "Type": "Succeed"
    }
  }
}"""


@pytest.fixture
def shown(live):
    return live(editor(BROKEN, input={"paid": True}))


@pytest.fixture
def page(shown):
    return shown.page


@pytest.fixture
def area(page):
    return page.get_by_label("Definition of the state machine")


def write(page, area, text):
    """Put a text in place of the one that stands there, as a paste does."""
    area.focus()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(text)


def selected(area):
    return area.evaluate("area => area.value.slice(area.selectionStart, area.selectionEnd)")


def status(page):
    return page.locator(".course-edit-words")


def test_what_is_typed_is_linted_and_drawn(shown, page, area):
    write(page, area, BROKEN.replace("Shp", "Ship"))

    expect(status(page)).to_have_text("✓ AWS would take this definition; nothing to remark.")
    expect(page.locator('.course-missing, [data-state*="missing"]')).to_have_count(0)
    assert "Ship" == shown.widget.definition["States"]["Pay"]["Next"]


def test_what_is_typed_while_a_report_is_awaited_is_sent_afterwards(shown, page, area):
    area.focus()
    page.keyboard.press("Control+End")
    for key in "abcdef":
        page.keyboard.type(key, delay=60)

    page.wait_for_function("() => model.get('value').endsWith('abcdef')")
    expect(status(page)).to_contain_text("✗ 3 errors")
    assert shown.widget.value.endswith("abcdef")


def test_a_diagnostic_leads_to_the_very_place_although_an_emoji_stands_before_it(page, area):
    page.get_by_role("button", name=re.compile("error, line 6, column 31")).click()

    assert '"Shp"' == selected(area)
    assert area.evaluate("area => area === document.activeElement")


def test_lines_with_diagnostics_carry_a_sign(page, area):
    write(page, area, BROKEN.replace('"Succeed"', '"Succeed",\n      "Comment": "", "Comment": ""'))
    expect(status(page)).to_contain_text("✗ 2 errors, ! 1 warning")
    signs = page.locator(".course-edit-numbers div").evaluate_all(
        "rows => rows.filter(row => row.className).map(row => row.innerText.replace(/\\s/g, ''))"
    )

    assert ["✗6", "✗8", "!10"] == signs


def test_a_rule_tells_its_page_when_asked(page):
    page.get_by_text("The rule: next-to-nowhere").click()

    expect(page.get_by_text("A transition to a state that does not exist.")).to_be_visible()


def test_a_state_chosen_in_the_graph_shows_its_lines_and_keeps_the_focus(page, area):
    state = page.locator('.course-state[data-state="/States/Ship"]')
    state.click()

    expect(page.get_by_text("Ship: lines 8 to 10.")).to_be_visible()
    expect(page.locator(".course-edit-band")).to_be_visible()
    expect(page.get_by_text("line 8, column 5, in state Ship")).to_be_visible()
    assert not area.evaluate("area => area === document.activeElement")


def test_enter_at_a_state_of_the_graph_goes_to_its_place_in_the_text(page, area):
    page.locator('.course-state[data-state="/States/Ship"]').focus()
    page.keyboard.press("Enter")

    assert '"Ship"' == selected(area)
    assert area.evaluate("area => area === document.activeElement")


def test_the_state_of_the_caret_is_marked_in_the_graph(page, area):
    area.focus()
    page.keyboard.press("Control+Home")
    for _ in range(4):
        page.keyboard.press("ArrowDown")

    expect(page.locator('.course-state[data-state="/States/Pay"]')).to_have_class(
        re.compile("course-edit-here")
    )
    page.keyboard.press("Control+Home")
    expect(page.locator(".course-edit-here")).to_have_count(0)


def test_the_graph_stays_while_the_text_is_broken_and_says_so(page, area):
    write(page, area, BROKEN[:-3])

    expect(page.get_by_text("The graph shows it as it last could.")).to_be_visible()
    expect(page.locator('.course-state[data-state="/States/Pay"]')).to_be_visible()


def test_tab_indents_and_shift_tab_takes_it_back(page, area):
    write(page, area, "a\nb\nc")
    page.keyboard.press("Control+A")
    page.keyboard.press("Tab")
    indented = area.input_value()
    page.keyboard.press("Shift+Tab")

    assert "  a\n  b\n  c" == indented
    assert "a\nb\nc" == area.input_value()


def test_escape_then_tab_leaves_the_text_and_is_told(page, area):
    area.focus()
    page.keyboard.press("Escape")
    expect(page.get_by_text("Tab now leaves the text.")).to_be_visible()
    page.keyboard.press("Tab")

    assert not area.evaluate("area => area === document.activeElement")
    assert BROKEN == area.input_value()


def test_escape_counts_only_for_the_very_next_key(page, area):
    write(page, area, "x")
    page.keyboard.press("Escape")
    page.keyboard.type("y")
    page.keyboard.press("Tab")

    assert "xy  " == area.input_value()


def test_a_new_line_is_indented_as_deep_as_it_belongs(page, area):
    write(page, area, "")
    for key in [
        "{",
        "Enter",
        '"',
        "a",
        '"',
        ":",
        "Space",
        "[",
        "]",
        "ArrowLeft",
        "Enter",
        "1",
        "ArrowDown",
        "End",
        "Enter",
        "}",
    ]:
        page.keyboard.press(key)

    assert '{\n  "a": [\n    1\n  ]\n}' == area.input_value()


def test_undo_takes_back_what_format_and_enter_did(shown, page, area):
    text = '{"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}'
    write(page, area, text)
    page.get_by_role("button", name="Write the definition as JSON").click()
    expect(page.get_by_text("Formatted. Undo brings it back.")).to_be_visible()
    assert to_text(shown.widget.definition) == area.input_value()

    page.keyboard.press("Control+Z")

    assert text == area.input_value()


def test_what_cannot_be_read_is_not_formatted(page, area):
    write(page, area, "{\n")
    page.get_by_role("button", name="Write the definition as JSON").click()

    expect(page.get_by_text("This cannot be formatted yet")).to_be_visible()
    assert "{\n" == area.input_value()


def test_go_to_line_puts_the_caret_there(page, area):
    page.get_by_label("Go to line").fill("8")
    page.keyboard.press("Enter")

    assert '"Ship"' == selected(area)


def test_copy_takes_the_whole_text_along(live):
    page = live(editor(BROKEN), permissions=["clipboard-read", "clipboard-write"]).page
    page.get_by_role("button", name="Copy the whole text").click()

    expect(page.get_by_text(re.compile("^Copied|the text is selected"))).to_be_visible()


def test_a_run_by_keyboard_takes_the_text_that_stands_there_now(page, area):
    write(page, area, BROKEN.replace("Shp", "Ship"))
    page.keyboard.press("Control+Enter")

    expect(page.locator(".course-edit-result")).to_contain_text("✓ Succeeded after 0 s of virtual time")
    expect(page.locator('.course-state[data-state="/States/Ship"]')).to_have_class(
        re.compile("course-status-succeeded")
    )


def test_a_run_of_an_earlier_text_is_called_one_and_its_marks_go(live):
    page = live(editor()).page
    page.get_by_role("button", name="Run it with this input").click()
    marked = page.locator(".course-edit-right .course-status-succeeded")
    changed = page.get_by_text("The text has changed since this run.")
    expect(marked.first).to_be_visible()
    expect(changed).to_be_hidden()
    page.get_by_label("Definition of the state machine").focus()
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")

    expect(changed).to_be_visible()
    expect(marked).to_have_count(0)

    page.keyboard.press("Control+Z")

    expect(changed).to_be_hidden()
    expect(marked.first).to_be_visible()


def test_what_is_refused_leads_to_its_line(page, area):
    page.get_by_role("button", name="Run it with this input").click()
    page.get_by_role("button", name="Show line 6 in the text").click()

    assert '"Shp"' == selected(area)


def test_an_input_that_is_no_json_is_told_while_it_is_typed(page):
    page.get_by_role("textbox", name="Input of the execution").fill("{")

    expect(page.get_by_text("✗ This is not JSON yet.")).to_be_visible()


def test_a_run_is_stepped_through_with_keys(live):
    page = live(editor()).page
    page.get_by_role("button", name="Run it with this input").click()
    page.get_by_role("button", name="Step through this run").click()
    expect(page.get_by_role("button", name="To the beginning")).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")

    expect(page.get_by_text(re.compile("event 2 of 9"))).to_be_visible()


def test_a_text_set_in_python_is_shown(shown, area):
    shown.widget.value = "{\r\n}"
    shown.push()

    assert "{\n}" == area.input_value() == shown.widget.value


def test_of_many_lines_only_those_in_sight_are_numbered(live):
    page = live(editor("\n" * 5_000)).page
    numbers = page.locator(".course-edit-numbers div")
    page.get_by_label("Go to line").fill("5000")
    page.keyboard.press("Enter")

    expect(numbers.filter(has_text="5000")).to_have_count(1)
    assert numbers.count() < 40


def test_a_name_that_looks_like_html_is_shown_as_it_is_written(live):
    name = "<img src=x onerror=alert(1)>"
    page = live(editor({"StartAt": name, "States": {name: {"Type": "Pass", "Next": name}}})).page
    page.get_by_role("button", name="Run it with this input").click()

    expect(page.locator(".course-edit-result")).to_contain_text("Not started")
    assert 0 == page.locator("img").count()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nobody_is_kept_out(live, theme):
    shown = live(editor(), theme=theme)
    before = shown.violations()
    shown.page.get_by_role("button", name="Run it with this input").click()
    expect(shown.page.locator(".course-edit-result")).to_contain_text("Succeeded")

    assert [] == before + shown.violations()


def test_nobody_is_kept_out_where_there_are_diagnostics(shown, page):
    page.get_by_text("The rule: next-to-nowhere").click()

    assert [] == shown.violations()
