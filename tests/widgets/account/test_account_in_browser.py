"""In a browser: the map is walked about in, the flow is stepped through, by mouse and by keyboard alone."""

from dataclasses import replace

import pytest
from axe_findings import violations

from course.widgets import architecture_map, message_flow

pytestmark = pytest.mark.browser


@pytest.fixture
def map_(live, afternoon):
    return live(architecture_map(afternoon[1]))


@pytest.fixture
def flow(live, afternoon):
    return live(message_flow(*afternoon))


def _pressed(page):
    return page.locator("[data-node][aria-pressed=true]").get_attribute("aria-label")


def test_a_click_on_a_resource_tells_its_connections(map_):
    map_.page.get_by_role("button", name="state machine settle").first.click()
    panel = map_.page.get_by_role("region", name="The selected resource")

    assert "state machine settle" == _pressed(map_.page)
    assert "Comes in (1)" in panel.inner_text()
    assert "state machine settle calls function charge (Charge)." in panel.inner_text()
    assert "STANDARD" in panel.inner_text()


def test_a_connection_leads_to_its_other_end(map_):
    map_.page.get_by_role("button", name="state machine settle").first.click()
    map_.page.get_by_role("button", name="state machine settle calls function charge (Charge).").press(
        "Enter"
    )

    assert "function charge" == _pressed(map_.page)


def test_arrow_keys_walk_over_the_map(map_):
    map_.page.get_by_role("button", name="rule settle-claims").first.focus()
    map_.page.keyboard.press("Enter")
    map_.page.keyboard.press("ArrowDown")
    first = _pressed(map_.page)
    map_.page.keyboard.press("ArrowUp")

    assert first != "rule settle-claims"
    assert "rule" in _pressed(map_.page)
    assert _pressed(map_.page) == map_.page.evaluate("document.activeElement.getAttribute('aria-label')")


def test_a_search_goes_to_what_it_finds(map_):
    search = map_.page.get_by_label("Find a resource")
    search.fill("AUDIT")

    assert ["alarm audit-fails", "function audit"] == sorted(
        map_.page.locator(".course-map-found button").all_text_contents()
    )

    search.press("Enter")

    assert _pressed(map_.page) in {"alarm audit-fails", "function audit"}


def test_what_is_not_there_is_said(map_):
    map_.page.get_by_label("Find a resource").fill("<img src=x>")

    assert "Nothing here is called <img src=x>." == map_.page.locator(".course-map-found").inner_text()


def test_only_what_a_resource_touches(map_):
    map_.page.get_by_role("button", name="state machine settle").first.click()
    map_.page.get_by_role("button", name="Show only the selected").press("Enter")
    map_.settle()
    names = [node.get_attribute("aria-label") for node in map_.page.locator("[data-node]").all()]

    assert {"state machine settle", "rule settle-claims", "function charge", "queue work-q"} == set(names)
    assert "state machine settle" == _pressed(map_.page)

    map_.page.get_by_role("button", name="Show all resources again").click()
    map_.settle()

    assert 20 < map_.page.locator("[data-node]").count()


def test_what_carries_no_message_is_shown_on_demand(map_):
    assert 0 == map_.page.locator("[data-node][aria-label='log group /states/settle']").count()

    map_.page.get_by_role("checkbox").check()
    map_.settle()

    assert 1 == map_.page.locator("[data-node][aria-label='log group /states/settle']").count()


def test_the_map_is_zoomed_by_button_and_key_and_shown_whole_again(map_):
    def box():
        return map_.page.locator(".course-map-window svg").get_attribute("viewBox")

    map_.page.get_by_role("button", name="Show the whole map").click()
    whole = box()
    map_.page.get_by_role("button", name="Zoom in").click()
    closer = box()
    map_.page.keyboard.press("0")
    again = box()
    map_.page.keyboard.press("+")

    assert closer != whole
    assert again == whole
    assert box() != whole


_SEEN = """() => {
  const window = document.querySelector(".course-map-window").getBoundingClientRect();
  const [nodes, roads] = [".course-map-node.course-now", ".course-map-road.course-now"].map((found) =>
    [...document.querySelectorAll(found)].map((node) => node.getBoundingClientRect()),
  );
  return (
    nodes.every((box) => box.left >= window.left && box.right <= window.right && box.top >= window.top && box.bottom <= window.bottom) &&
    roads.slice(-1).every((box) => box.left < window.right && box.right > window.left && box.top < window.bottom && box.bottom > window.top)
  );
}"""
_NAME_HEIGHT = """() => 13 * document.querySelector(".course-map-window svg").getScreenCTM().a"""


def _narrow(live, widget):
    return live(widget, viewport={"width": 700, "height": 900}).page


def test_names_are_large_enough_to_read_until_the_whole_map_is_asked_for(live, afternoon):
    page = _narrow(live, architecture_map(afternoon[1]))
    page.get_by_text("This is a part of the map").wait_for()

    assert 10 <= page.evaluate(_NAME_HEIGHT)

    page.get_by_role("button", name="Show the whole map").click()

    assert 10 > page.evaluate(_NAME_HEIGHT)
    assert page.get_by_text("This is a part of the map").is_hidden()


def test_the_map_follows_the_step_and_the_page_stays_where_it_is(live, afternoon):
    page = _narrow(live, message_flow(*afternoon))
    page.get_by_text("This is a part of the map").wait_for()
    seen = []
    for step in range(1, 60):
        page.evaluate(f"model.set('step', {step})")
        seen.append(page.evaluate(_SEEN))

    assert all(seen)
    assert 0 == page.evaluate("scrollY")
    assert 10 <= page.evaluate(_NAME_HEIGHT)


def test_the_map_is_moved_over_by_buttons_up_to_its_edges(live, afternoon):
    page = _narrow(live, architecture_map(afternoon[1]))
    page.get_by_text("This is a part of the map").wait_for()
    left, right = (page.get_by_role("button", name=f"Move over the map: {way}") for way in ("left", "right"))
    for _ in range(9):
        left.press("Enter")
    name = page.get_by_role("button", name="endpoint https")

    assert "true" == left.get_attribute("aria-disabled")
    assert page.locator(".course-map-window").bounding_box()["x"] <= name.bounding_box()["x"]

    right.click()

    assert "false" == left.get_attribute("aria-disabled")


def test_the_map_is_dragged(map_):
    window = map_.page.locator(".course-map-window")
    before = window.locator("svg").get_attribute("viewBox")
    at = window.bounding_box()
    map_.page.mouse.move(at["x"] + 300, at["y"] + 90)
    map_.page.mouse.down()
    map_.page.mouse.move(at["x"] + 200, at["y"] + 40)
    map_.page.mouse.up()

    assert before != window.locator("svg").get_attribute("viewBox")


def test_a_name_is_shown_as_it_is_and_never_run(live, inventory):
    inventory.nodes[0].name = "<img src=x onerror=alert(1)>"
    page = live(architecture_map(inventory)).page
    page.locator("[data-node]").first.click()

    assert 0 == page.locator("img").count()
    assert (
        "<img src=x onerror=alert(1)>"
        in page.get_by_role("region", name="The selected resource").inner_text()
    )


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_of_the_map_keeps_people_out(live, afternoon, theme):
    shown = live(architecture_map(afternoon[1]), theme=theme)
    shown.page.get_by_role("button", name="state machine settle").first.click()
    shown.page.get_by_label("Find a resource").fill("q")

    assert [] == shown.violations()


def test_one_request_is_chosen_and_stepped_through_by_keyboard(flow):
    flow.page.get_by_label("Follow").focus()
    flow.page.keyboard.press("ArrowDown")
    flow.settle()
    flow.page.get_by_role("button", name="One step forward").focus()
    flow.page.keyboard.press("ArrowRight")
    flow.page.keyboard.press("ArrowRight")
    flow.settle()

    assert (
        "API claims-api hands the request to function take-claim and waits."
        == flow.page.locator(".course-says").inner_text()
    )
    assert 0 == flow.page.locator("[data-node] title", has_text="bucket reports").count()


def test_only_what_went_wrong_is_stepped_through(flow):
    flow.page.get_by_label("Only what went wrong").check()
    flow.settle()
    flow.page.get_by_role("button", name="To the end").click()
    flow.settle()

    assert (
        flow.page.locator(".course-says")
        .inner_text()
        .startswith("The asynchronous invocation for function audit is lost")
    )
    assert flow.page.locator(".course-steps li").count() == len(flow.widget.tale["steps"]) < 30


def test_events_of_aws_are_added_by_keyboard(live, afternoon):
    trace, inventory = afternoon
    began = next(span for span in trace if span.kind == "execution")
    detail = {"bus": "claims-bus", "event": "own", "reason": "no."}
    told = replace(began, id=90000, cause=began.id, kind="delivery", service="events", name="claims-bus",
                   target="tell-sales", status="filtered", detail=detail)  # fmt: skip
    shown = live(message_flow([*trace, told], inventory))
    before = shown.page.locator(".course-steps li").count()
    box = shown.page.get_by_label("also AWS's own events that no rule wants (1)")
    box.press("Space")
    shown.settle()

    assert box.is_checked()
    assert before + 1 == shown.page.locator(".course-steps li").count()


def test_a_part_of_the_time_is_gone_to(flow):
    part = flow.widget.tale["parts"][2]
    flow.page.get_by_role("button", name=f"Go to {part['words']}").click()
    flow.settle()

    assert part["first"] + 1 == flow.widget.step
    assert part["pause"] in flow.page.locator("li[aria-current]").inner_text()


def test_forward_and_back_leave_the_same_marks(flow):
    def marks():
        return flow.page.locator("[data-count], [data-mark]").all_text_contents()

    flow.page.evaluate("model.set('step', 20)")
    before = marks()
    flow.page.evaluate("model.set('step', 60)")
    flow.page.evaluate("model.set('step', 20)")

    assert before == marks()
    assert any("201" in text or "asked" in text for text in before)


def test_many_steps_make_few_elements(live, afternoon):
    trace, inventory = afternoon
    shown = live(message_flow(trace, inventory))
    tale = dict(shown.widget.tale)
    tale["steps"] = tale["steps"] * 20
    tale["parts"] = []
    shown.widget.tale = tale
    shown.push()
    shown.page.evaluate("model.set('step', 700)")

    assert 200 > shown.page.locator(".course-steps li").count()
    assert "700" == shown.page.evaluate(
        "String([...document.querySelector('.course-steps').children].findIndex(e => e.ariaCurrent) + document.querySelector('.course-steps').start)"
    )


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_of_a_large_flow_keeps_people_out(live, afternoon, theme):
    shown = live(message_flow(*afternoon), theme=theme)
    shown.page.evaluate("model.set('step', 12)")

    assert [] == shown.violations()


def test_resources_are_reached_by_their_purpose_without_the_map(map_):
    map_.page.get_by_text("resources, by purpose").click()
    groups = map_.page.locator(".course-purposes h5").all_text_contents()
    map_.page.locator(".course-purposes").get_by_role("button", name="table claims").press("Enter")

    assert ["Outside the account (1)", "Front door (1)"] == groups[:2]
    assert "table claims" == _pressed(map_.page)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_of_the_static_forms_keeps_people_out(browser, afternoon, theme):
    page = browser.new_page()
    light, ground = ("true", "white") if theme == "light" else ("false", "black")
    pictures = architecture_map(afternoon[1]).html + message_flow(*afternoon).html
    page.set_content(
        f'<!doctype html><html lang="en"><title>view</title><body data-jp-theme-light="{light}" '
        f'style="background:{ground}"><main><h1 hidden>view</h1>{pictures}</main></body></html>'
    )
    found = violations(page)
    page.close()

    assert [] == found
