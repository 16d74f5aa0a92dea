"""In a browser: an execution is walked through by mouse and by keyboard alone."""

import json

import pytest

from course.asl import run
from course.widgets.execution import Playback, Stepper, recording_of

pytestmark = pytest.mark.browser


@pytest.fixture
def shown(live):
    """Show an execution at a step: ``shown(execution, 3)`` returns the live page."""

    def show(execution, step=0, **options):
        widget = Stepper(Playback(recording_of(execution)))
        widget.step = step
        return live(widget, **options)

    return show


def step_of(page):
    return page.evaluate("model.get('step')")


def has_focus(page):
    return page.evaluate("document.querySelector('#widget').matches(':focus-within')")


def says(page):
    return page.locator(".course-says").inner_text()


def current(page):
    return page.locator(".course-history-row[aria-current]").inner_text().split("\n")[0]


def _token(execution):
    sent = next(event for event in execution.history if event["type"] == "TaskScheduled")
    return json.loads(sent["taskScheduledEventDetails"]["parameters"])["MessageBody"]


def mark(page, name):
    return page.locator(f"[data-state='/States/{name}'] .course-mark text").text_content()


def test_forward_says_what_happened_and_marks_the_state_and_the_row(shown, paid):
    page = shown(paid, 4).page
    page.get_by_role("button", name="One step forward").click()

    assert "The next try comes in 2 s: retry 1 of 3." in says(page)
    assert "↻ 2 s" == mark(page, "Charge")
    assert "5" == current(page)


def test_back_takes_the_mark_away(shown, paid):
    page = shown(paid, 2).page
    page.get_by_role("button", name="One step back").click()

    assert "" == mark(page, "Charge")


def test_any_jump_shows_the_same_as_step_by_step(shown, trip):
    page = shown(trip).page
    parts = ".course-says, .course-graph-view, .course-inside, .course-document"
    look = f"(at) => (model.set('step', at), [...document.querySelectorAll('{parts}')].map((each) => each.innerText))"
    steps = range(len(trip.history) + 1)
    onwards = [page.evaluate(look, step) for step in steps]
    backwards = [page.evaluate(look, step) for step in reversed(steps)]

    assert onwards == backwards[::-1]


def test_arrows_home_and_end_step_and_the_focus_stays(shown, paid):
    page = shown(paid).page
    page.get_by_role("button", name="One step forward").focus()
    steps = []
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft", "End", "Home"):
        page.keyboard.press(key)
        steps.append(step_of(page))

    assert [1, 2, 1, len(paid.history), 0] == steps


def test_the_slider_is_dragged_to_a_time_and_stepped_by_keys(shown, paid):
    page = shown(paid).page
    slider = page.get_by_role("slider")
    box = slider.bounding_box()
    page.mouse.click(box["x"] + box["width"] - 12, box["y"] + 25)
    assert len(paid.history) == step_of(page)

    slider.focus()
    page.keyboard.press("PageDown")

    assert len(paid.history) - 10 == step_of(page)
    assert slider.get_attribute("aria-valuetext").startswith("event ")


def test_an_hour_is_marked_on_the_slider(shown, paid):
    assert "1 h" in shown(paid).page.locator(".course-time-cut").all_text_contents()


def test_a_row_is_gone_to_by_a_click_and_by_enter(shown, paid):
    page = shown(paid).page
    page.locator(".course-history-row", has_text="TaskStateEntered").click()
    assert 2 == step_of(page)

    page.get_by_role("grid").focus()
    for key in ("ArrowDown", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    assert 4 == step_of(page)

    for key in ("ArrowLeft", "Enter"):
        page.keyboard.press(key)

    assert 3 == step_of(page)


def test_a_click_on_what_an_event_points_back_to_goes_there(shown, paid):
    page = shown(paid).page
    page.locator(".course-history-back", has_text="← 3").click()

    assert 3 == step_of(page)


def test_a_state_in_the_graph_leads_to_its_next_visit_and_its_events(shown, paid):
    page = shown(paid).page
    page.locator("[data-state='/States/Pause']").click()
    assert "The execution comes to the Wait “Pause” and waits there for 1 h." == says(page)

    page.get_by_role("button", name="Only the events of Pause").click()

    assert ["WaitStateEntered", "WaitStateExited"] == page.locator(
        ".course-history-body .course-history-row span:nth-child(3)"
    ).all_text_contents()


def test_a_state_that_was_not_entered_says_so(shown, trip):
    page = shown(trip).page
    page.locator("[data-state='/States/Done']").click()

    assert "“Done” was not entered." == says(page)


def test_items_are_counted_while_they_run(shown, parcels):
    page = shown(parcels, 20).page

    assert "▶ 4" == mark(page, "Parcels")
    assert "4 ▶ running, 8 not begun" == page.locator(".course-inside .course-muted").inner_text()


def test_one_item_is_looked_at_alone_by_click_and_by_key(shown, parcels):
    page = shown(parcels, len(parcels.history)).page
    page.locator(".course-tile").nth(5).click()
    inner = "/States/Parcels/ItemProcessor/States/"

    assert "⚑" == page.locator(f"[data-state='{inner}Pack'] .course-mark text").text_content()
    assert page.get_by_text("events of item 5").is_visible()

    page.get_by_role("listbox").focus()
    for key in ("ArrowRight", "Enter"):
        page.keyboard.press(key)
    assert page.get_by_text("events of item 6").is_visible()

    page.get_by_role("button", name="Show the whole execution").press("Enter")

    assert has_focus(page)
    assert "⚑ 1 ✓ 11" == page.locator(f"[data-state='{inner}Pack'] .course-mark text").text_content()


def test_back_and_forward_stay_with_the_item_that_is_shown(shown, parcels):
    page = shown(parcels).page
    page.evaluate("model.set('step', 30)")
    page.locator(".course-tile").nth(5).click()
    page.get_by_role("button", name="To the beginning").click()
    page.get_by_role("button", name="One step forward").click()

    assert "Item 5 of “Parcels” begins." == says(page)


def test_a_child_execution_is_opened_and_left_again(shown, rows):
    live = shown(rows, len(rows.history))
    page = live.page
    page.locator(".course-tile").nth(3).click()
    live.settle()

    assert page.get_by_text("Failed after 2 s in “Row”, with Row.Broken").is_visible()
    page.keyboard.press("ArrowLeft")
    assert "Nothing retries or catches it" in says(page)

    page.get_by_role("button", name="Back to the execution that started this one").press("Enter")

    assert page.get_by_text("Succeeded after 4 s.").first.is_visible()


def test_a_document_is_unfolded_whole(shown):
    execution = run({"StartAt": "P", "States": {"P": {"Type": "Pass", "End": True}}}, {"text": "x" * 5000})
    live = shown(execution, 1)
    live.page.get_by_text("Whole input, 4.9 KB").click()
    live.settle()

    unfolded = live.page.locator(".course-document pre", has_text="xxx").inner_text()

    assert f'{{\n  "text": "{"x" * 5000}"\n}}' == unfolded


def test_a_running_execution_is_looked_at_again_when_it_has_gone_on(shown, question):
    live = shown(question, 5)
    question.world.callbacks.succeed(_token(question), {"approved": True})
    question.wait()
    live.page.get_by_role("button", name="Look what has happened since").press("Enter")
    live.settle()

    assert has_focus(live.page)
    assert live.page.get_by_text("Succeeded after 1 min.").is_visible()
    assert (5, "event 5 of 8, at +0 s") == (
        step_of(live.page),
        live.page.get_by_role("slider").get_attribute("aria-valuetext"),
    )


def test_a_step_does_not_move_the_page(shown, parcels):
    page = shown(parcels, 19, viewport={"width": 700, "height": 500}).page
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    before = page.evaluate("window.scrollY")
    page.evaluate("model.set('step', 20)")

    assert before == page.evaluate("window.scrollY") > 100


def test_play_goes_on_and_pauses(shown, paid):
    page = shown(paid).page
    page.get_by_label("Speed of playing").select_option("4")
    page.get_by_role("button", name="Play the steps").click()
    page.wait_for_function("model.get('step') >= 2")
    page.get_by_role("button", name="Pause", exact=True).click()

    assert 2 <= step_of(page) < len(paid.history)


def test_player_graph_and_history_are_seen_together_where_there_is_some_width(shown, trip):
    page = shown(trip, 4, viewport={"width": 850, "height": 900}).page
    graph = page.locator(".course-graph-view").bounding_box()
    history = page.locator(".course-history").bounding_box()

    assert graph["x"] + graph["width"] < history["x"]
    assert history["y"] + history["height"] < 900
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")


def test_a_long_time_is_read_whole_in_the_history(shown, clock):
    task = {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f", "End": True}
    machine = {"StartAt": "Work", "States": {"Work": task}}
    page = shown(run(machine, {}, tasks=lambda _: clock.sleep(601.043), clock=clock)).page
    times = page.locator(".course-history-row > span:nth-child(2)")

    assert "+10 min 1.043 s" in times.all_inner_texts()
    assert 0 == times.evaluate_all("all => all.filter((each) => each.scrollWidth > each.clientWidth).length")


def test_of_thousands_of_events_only_those_in_sight_are_in_the_page(shown):
    processor = {"StartAt": "P", "States": {"P": {"Type": "Pass", "End": True}}}
    machine = {"StartAt": "M", "States": {"M": {"Type": "Map", "ItemProcessor": processor, "End": True}}}
    page = shown(run(machine, list(range(1000))), 2000).page

    assert 60 > page.locator(".course-history-row").count()
    assert 200 > page.locator(".course-tile").count()
    assert "2000" == current(page)


def test_a_name_from_outside_is_text(shown, parcels):
    page = shown(parcels, len(parcels.history)).page

    assert 0 == page.locator("#widget img").count()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_of_it_keeps_people_out(shown, parcels, theme):
    live = shown(parcels, 40, theme=theme, viewport={"width": 700, "height": 900})

    assert [] == live.violations()
