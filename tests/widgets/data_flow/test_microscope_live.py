"""In a browser: the stages are walked through and texts are changed, with the mouse and with the keyboard alone."""

import time

import pytest

from course.asl import run
from course.widgets import microscope

pytestmark = pytest.mark.browser

NARROW = {"viewport": {"width": 700, "height": 900}}


@pytest.fixture
def shown(live, pay, given):
    return live(microscope(pay, "Pay", given["input"], result=given["result"]))


def card(page, title):
    return page.locator(".course-card").filter(has=page.get_by_role("heading", name=title, exact=False)).first


def wait_for(page, condition):
    page.wait_for_function(f"(() => {{ const scene = window.model.get('scene'); return {condition}; }})()")


def test_forward_shows_the_next_stage_alone(shown):
    page = shown.page
    page.get_by_role("button", name="One step forward").click()

    assert 1 == page.locator(".course-card:visible").count()
    assert page.locator(".course-card:visible h4").inner_text().startswith("2. InputPath")
    assert "stage 2 of 7: InputPath" == page.get_by_role("slider").get_attribute("aria-valuetext")
    assert (
        "InputPath: changes (kept: what stood at $.order" in page.locator("[aria-live=polite]").inner_text()
    )


def test_a_stage_is_chosen_in_the_row_of_stages(shown):
    page = shown.page
    page.get_by_role("button", name="6. ResultPath: changes").click()

    assert page.locator(".course-card:visible h4").inner_text().startswith("6. ResultPath")
    assert "6. ResultPath: changes" == page.locator("[aria-current=step]").get_attribute("aria-label")


def test_arrow_keys_home_and_end_walk_through_the_stages(shown):
    page = shown.page
    page.get_by_role("button", name="One step forward").focus()
    steps = []
    for key in ("End", "ArrowRight", "ArrowLeft", "Home", "ArrowRight"):
        page.keyboard.press(key)
        steps.append(page.evaluate("model.get('step')"))

    assert [6, 6, 5, 0, 1] == steps


def test_arrow_keys_in_a_text_stay_there(shown):
    page = shown.page
    page.get_by_role("button", name="6. ResultPath: changes").click()
    page.get_by_label("ResultPath", exact=False).locator("visible=true").last.focus()
    page.keyboard.press("ArrowLeft")

    assert 5 == page.evaluate("model.get('step')")


def test_what_is_typed_changes_the_document_and_the_focus_stays(shown):
    page = shown.page
    page.get_by_role("button", name="6. ResultPath: changes").press("Enter")
    area = page.locator("textarea[data-field=ResultPath]")
    area.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type('"$.bill"')
    wait_for(page, "scene.stages[5].html.includes('$.bill')")

    assert "+ added: $.bill" in card(page, "ResultPath").inner_text()
    assert "(changed)" in card(page, "ResultPath").inner_text()
    assert "ResultPath" == page.evaluate("document.activeElement.dataset.field")
    assert '"$.bill"' == area.input_value()


def test_everything_is_reached_with_the_keyboard_alone(shown):
    page = shown.page
    here = "document.activeElement.ariaLabel ?? document.activeElement.dataset.field ?? ''"

    def tab_to(wanted):
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate(here).startswith(wanted):
                return
        pytest.fail(f"no way to {wanted}")

    tab_to("6. ResultPath")
    page.keyboard.press("Enter")
    tab_to("ResultPath")
    page.keyboard.press("Control+A")
    page.keyboard.type("null")
    wait_for(page, "scene.stages[5].says.startsWith('null')")

    assert "the state's input goes on" in card(page, "ResultPath").inner_text()


def test_a_text_that_is_no_json_is_marked_and_described(shown):
    page = shown.page
    page.get_by_role("button", name="2. InputPath: changes").click()
    area = page.locator("textarea[data-field=InputPath]")
    area.fill("$.order")
    wait_for(page, "scene.stages[1].fields[0].bad")

    said = page.locator(f"[id='{area.get_attribute('aria-describedby')}']").inner_text()
    assert "true" == area.get_attribute("aria-invalid")
    assert "Line 1, column 1" in said
    assert 'A path stands in double quotes: "$.order".' in said


def test_a_failure_shows_where_it_is_and_that_the_rest_is_not_reached(shown):
    page = shown.page
    page.get_by_role("button", name="5. ResultSelector: changes").click()
    page.locator("textarea[data-field=ResultSelector]").fill('{"receipt.$": "$.gone"}')
    wait_for(page, "scene.stages[4].word === 'fails'")

    assert "States.Runtime" in card(page, "ResultSelector").inner_text()
    assert 2 == page.get_by_role("button", name="not reached").count()
    assert "The state fails at ResultSelector with States.Runtime" in page.get_by_role("status").inner_text()
    assert [] == shown.violations()


def test_reset_brings_the_original_texts_back(shown):
    page = shown.page
    page.get_by_role("button", name="6. ResultPath: changes").click()
    page.locator("textarea[data-field=ResultPath]").fill("null")
    wait_for(page, "scene.stages[5].says.startsWith('null')")
    page.get_by_role("button", name="Back to the original texts").click()
    wait_for(page, "scene.stages[5].html.includes('$.paid')")

    assert '"$.paid"' == page.locator("textarea[data-field=ResultPath]").input_value()
    assert "true" == page.get_by_role("button", name="Back to the original texts").get_attribute(
        "aria-disabled"
    )


def test_the_input_and_the_result_are_opened_and_changed(shown):
    page = shown.page
    page.get_by_text("Change the input or the variables").click()
    page.locator("textarea[data-field=input]").fill('{"order": {"id": 8}}')
    wait_for(page, "scene.stages[0].html.includes('8')")
    page.get_by_role("button", name="4. Task result: a new document").click()
    page.get_by_text("Change the result, or let it fail").click()
    page.locator("textarea[data-field=error]").fill('{"error": "Busy"}')
    wait_for(page, "scene.stages[3].word === 'fails'")

    assert "✗ Busy" in card(page, "Task result").inner_text()


def test_a_change_of_the_type_builds_the_stages_anew_and_the_focus_stays(shown):
    page = shown.page
    page.get_by_text("Everything else of the state").click()
    rest = page.locator("textarea[data-field=rest]")
    rest.fill('{"Type": "Pass", "End": true}')
    wait_for(page, "scene.stages.length === 5")

    assert 5 == page.locator(".course-strip button").count()
    assert "rest" == page.evaluate("document.activeElement.dataset.field")


def test_all_stages_are_shown_side_by_side_when_asked(shown):
    page = shown.page
    page.get_by_role("button", name="Show all stages side by side").click()

    assert 7 == page.locator(".course-card:visible").count()
    assert [] == shown.violations()

    page.get_by_role("button", name="Show one stage at a time").click()
    assert 1 == page.locator(".course-card:visible").count()


def test_few_stages_stand_side_by_side_where_there_is_room(live, pay_jsonata, given):
    wide = live(microscope(pay_jsonata, "Pay", given["input"], result=given["result"]))
    narrow = live(microscope(pay_jsonata, "Pay", given["input"], result=given["result"]), **NARROW)

    assert 4 == wide.page.locator(".course-card:visible").count()
    assert 1 == narrow.page.locator(".course-card:visible").count()


def test_visits_are_chosen_from_a_list(live):
    rule = {"Variable": "$.n", "NumericLessThan": 2, "Next": "Count"}
    machine = {
        "StartAt": "Count",
        "States": {
            "Count": {"Type": "Pass", "Parameters": {"n.$": "States.MathAdd($.n, 1)"}, "Next": "More"},
            "More": {"Type": "Choice", "Choices": [rule], "Default": "End"},
            "End": {"Type": "Succeed"},
        },
    }
    page = live(microscope(run(machine, {"n": 0}), "Count")).page
    page.get_by_label("Which visit to the state").select_option(index=1)
    wait_for(page, "scene.about.includes('visit 2 of 2')")

    assert '"n": 1' in card(page, "Input").inner_text()


def test_a_name_with_markup_is_shown_as_it_is(live):
    evil = "<img src=x onerror=alert(1)>"
    page = live(
        microscope({"StartAt": evil, "States": {evil: {"Type": "Pass", "End": True}}}, evil, {evil: 1})
    ).page

    assert evil == page.get_by_role("heading", level=3).inner_text()
    assert 0 == page.locator("#widget img").count()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_keeps_people_out_and_nothing_is_cut_off(live, pay, given, theme):
    page = live(microscope(pay, "Pay", given["input"], result=given["result"]), theme=theme, **NARROW)
    wide = "el => el.scrollWidth > el.clientWidth + 1"

    assert [] == page.violations()
    assert not page.page.locator("html").evaluate(wide)


def test_an_answer_comes_within_a_tenth_of_a_second_and_a_step_within_a_twentieth(shown):
    began = time.process_time()
    shown.widget.edits = {"ResultPath": '"$.bill"'}
    answered = time.process_time() - began
    steps = """() => [5, 1, 6, 2, 4].map((to) => {
      const began = performance.now();
      model.set("step", to);
      document.body.offsetHeight;
      return performance.now() - began;
    })"""

    assert answered < 0.1
    assert min(shown.page.evaluate(steps)) < 50
