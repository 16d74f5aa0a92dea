"""In a browser: knobs, switches and letters are operated with mouse and keyboard."""

import json

import pytest

from course.widgets import bars, fault_switches, inbox, scenario

pytestmark = pytest.mark.browser


@pytest.fixture
def turned(live):
    """A scenario with a knob of each kind, in a page; `ran` tells with what it ran."""
    ran = []

    def run(rate=10, query="a", limit=5, name="x", *, faulty=False):
        ran.append((rate, query, limit, name, faulty))
        if faulty:
            raise ValueError("the bank is closed")
        return {"Rate": bars({"payments": rate}), "Words": f"ran with {rate}"}

    knobs = {"rate": (0, 50, 5), "query": ["a", "b"], "limit": 5, "name": "x", "faulty": False}
    shown = live(scenario(run, **knobs))
    shown.ran = ran
    return shown


def test_every_knob_turns_by_keyboard_and_runs_again(turned):
    page = turned.page
    page.get_by_role("slider", name="rate").focus()
    page.keyboard.press("ArrowRight")
    turned.settle()
    page.get_by_role("combobox", name="query").select_option("b")
    turned.settle()
    page.get_by_role("spinbutton", name="limit").fill("7.5")
    turned.settle()
    page.get_by_role("textbox", name="name").fill("y")
    turned.settle()

    assert (15, "b", 7.5, "y", False) == turned.ran[-1]
    assert "ran with 15" in page.get_by_role("region", name="Result").inner_text()


def test_slider_and_number_field_show_the_same(turned):
    field = turned.page.get_by_role("spinbutton", name="rate, as a number")
    field.fill("35")
    turned.settle()

    assert "35" == turned.page.get_by_role("slider", name="rate").input_value()
    assert 35 == turned.ran[-1][0]


def test_a_number_outside_the_slider_waits_until_it_fits(turned):
    field = turned.page.get_by_role("spinbutton", name="rate, as a number")
    field.fill("500")
    field.press("Tab")

    assert 1 == len(turned.ran)
    assert "10" == field.input_value()


def test_a_switch_is_one_and_says_so(turned):
    switch = turned.page.get_by_role("switch", name="faulty")
    switch.press("Space")
    turned.settle()

    assert "true" == switch.get_attribute("aria-checked")
    assert "ValueError: the bank is closed" in turned.page.locator(".course-note").inner_text()


def test_what_is_turned_while_one_runs_counts_as_one(turned):
    slider = turned.page.get_by_role("slider", name="rate")
    turned.page.evaluate(
        """() => {
        const slider = document.querySelector('input[type=range]');
        for (const value of [15, 20, 25, 30, 35, 40]) {
          slider.value = value;
          slider.dispatchEvent(new Event('input'));
        }
      }"""
    )
    turned.page.get_by_text("ran with 40").wait_for()
    turned.settle()

    assert [10, 15, 40] == [each[0] for each in turned.ran]
    assert "40" == slider.input_value()


def test_a_run_can_be_asked_for_again(turned):
    turned.page.get_by_role("button", name="Run again").press("Enter")
    turned.settle()

    assert 2 == len(turned.ran)


def test_what_was_kept_stands_beside_the_new_with_the_difference_in_bold(turned):
    page = turned.page
    page.get_by_role("button", name="Keep this result").click()
    turned.settle()
    page.get_by_role("slider", name="rate").fill("20")
    turned.settle()
    assert ["ran with 10"] == page.get_by_role("region", name="Before").get_by_text(
        "ran with"
    ).all_inner_texts()
    assert ["rate: 20"] == page.get_by_role("region", name="Result").locator("p b").all_inner_texts()

    page.get_by_role("button", name="Stop comparing").click()
    turned.settle()
    assert 0 == page.get_by_role("region", name="Before").count()


def test_the_last_result_stays_while_the_next_is_awaited(turned):
    page = turned.page
    page.evaluate("() => { window.toPython = () => new Promise(() => {}); }")
    page.get_by_role("slider", name="rate").fill("20")
    page.get_by_role("button", name="Stop this run").wait_for()

    assert "ran with 10" in page.get_by_role("region", name="Result").inner_text()
    assert "Running …" in page.get_by_role("status").inner_text()


def test_nothing_of_a_scenario_keeps_people_out(turned):
    turned.page.get_by_role("button", name="Keep this result").click()
    turned.settle()

    assert [] == turned.violations()


def test_a_fault_is_switched_on_and_off_by_keyboard(live, world):
    shown = live(fault_switches(world.account, {"a": {"throttle": "sqs"}, "b": {"fail": "sns"}}))
    switch = shown.page.get_by_role("switch", name="a")
    switch.press("Space")
    shown.settle()
    assert ["throttle"] == [rule.kind for rule in world.account.faults]
    assert "1 of 2 on." == shown.page.get_by_role("status").inner_text()

    switch.press("Enter")
    shown.settle()
    assert 0 == len(world.account.faults)


def test_all_off_turns_every_switch(live, world):
    shown = live(fault_switches(world.account, {"a": {"throttle": "sqs"}, "b": {"fail": "sns"}}))
    for name in ("a", "b"):
        shown.page.get_by_role("switch", name=name).click()
        shown.settle()

    shown.page.get_by_role("button", name="Switch all faults off").click()
    shown.settle()

    assert 0 == len(world.account.faults)
    assert 0 == shown.page.locator("[aria-checked=true]").count()


def test_a_switch_that_cannot_be_says_why_and_does_not_turn(live, world):
    shown = live(fault_switches(world.account, {"wrong": {"fail": "sqs", "operation": "SendMesage"}}))
    switch = shown.page.get_by_role("switch", name="wrong")
    switch.click(force=True)
    switch.press("Space")

    assert "false" == switch.get_attribute("aria-checked")
    assert (
        "! Cannot be switched on: sqs has no operation 'SendMesage'" in shown.page.locator("li").inner_text()
    )
    assert [] == shown.violations()


def test_a_letter_is_answered_with_what_was_written(live, world, waiting):
    shown = live(inbox(world.account))
    shown.page.get_by_role("textbox", name="Output (JSON)").fill('{"limit": 700}')
    shown.page.get_by_role("button", name="Approve Ask").press("Enter")
    shown.settle()

    assert {"limit": 700} == json.loads(world.described(waiting)["output"])
    assert "SendTaskSuccess was accepted" in shown.page.get_by_role("status").inner_text()


def test_a_late_letter_is_refused_in_aws_words(live, world, waiting):
    shown = live(inbox(world.account))
    shown.page.get_by_role("button", name="Let 1 day").click()
    shown.settle()
    shown.page.get_by_role("button", name="Reject Ask").click()
    shown.settle()

    assert "TaskTimedOut: Task Timed Out" in shown.page.get_by_role("status").inner_text()


def test_what_was_typed_stays_while_one_looks_at_another_letter(live, world):
    machine = world.machine()
    for name in ("first", "second"):
        world.start(machine, name=name)
    shown = live(inbox(world.account))
    letters = shown.page.get_by_role("navigation").get_by_role("button")
    shown.page.get_by_role("textbox", name="Cause").fill("too much")
    letters.nth(1).press("Enter")
    assert "the answer was no" == shown.page.get_by_role("textbox", name="Cause").input_value()
    assert "true" == letters.nth(1).get_attribute("aria-current")

    letters.nth(0).press("Enter")
    shown.page.get_by_role("button", name="Look into the account again").click()
    shown.settle()

    assert "too much" == shown.page.get_by_role("textbox", name="Cause").input_value()


def test_many_letters_are_scrolled_and_none_is_squeezed(live, world):
    machine = world.machine()
    for number in range(16):
        world.start(machine, name=f"request-{number}")
    letters = live(inbox(world.account)).page.get_by_role("navigation").get_by_role("button")

    cut_off = letters.evaluate_all(
        "all => all.filter((each) => each.scrollHeight > each.clientHeight + 1).length"
    )

    assert 16 == letters.count()
    assert 0 == cut_off


def test_a_letter_that_comes_later_is_found_on_looking_again(live, world):
    shown = live(inbox(world.account))
    assert 0 == shown.page.get_by_role("article").count()
    world.start(world.machine())

    shown.page.get_by_role("button", name="Look into the account again").click()
    shown.settle()

    assert 1 == shown.page.get_by_role("article").count()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_of_an_inbox_keeps_people_out(live, world, waiting, theme):
    assert [] == live(inbox(world.account), theme=theme).violations()
