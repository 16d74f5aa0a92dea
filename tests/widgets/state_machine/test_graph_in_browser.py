"""In a browser: look around in a graph, walk it, mark it."""

import pytest
import traitlets

from course.asl import StateMachine
from course.widgets import state_machine
from course.widgets.live import LiveWidget
from course.widgets.scripts import script
from course.widgets.sheets import stylesheet
from course.widgets.state_machine import scene_of

pytestmark = pytest.mark.browser

BRANCHES = [
    {
        "StartAt": name,
        "States": {name: {"Type": "Task", "Resource": f"arn:aws:states:::{calls}", "End": True}},
    }
    for name, calls in (("Transfer", "http:invoke"), ("Note", "dynamodb:putItem"))
]
DEFINITION = {
    "StartAt": "Check",
    "States": {
        "Check": {
            "Type": "Choice",
            "Choices": [{"Variable": "$.amount", "NumericGreaterThan": 100, "Next": "Pay"}],
            "Default": "Refuse",
        },
        "Pay": {"Type": "Parallel", "Branches": BRANCHES, "Next": "Done"},
        "Refuse": {"Type": "Fail"},
        "Done": {"Type": "Succeed"},
        "<b>Lost</b>": {"Type": "Pass", "Next": "Nowhere"},
    },
}
TRANSFER = "/States/Pay/Branches/0/States/Transfer"


class Bare(LiveWidget):
    """The graph alone, as other rooms have it in their scripts."""

    _esm = (
        script("state_machine/graph.js")
        + """
        function render({ model, el }) {
          window.chosen = [];
          window.graph = stateGraph(model.get("scene"), { onSelect: (id) => chosen.push(id) });
          el.classList.add("course");
          el.append(graph.element);
          return graph.leave;
        }
        export default { render };
        """
    )
    _css = stylesheet("state_machine")
    scene = traitlets.Dict().tag(sync=True)


@pytest.fixture
def shown(live):
    return live(state_machine(DEFINITION))


@pytest.fixture
def page(shown):
    return shown.page


@pytest.fixture
def bare(live):
    return live(Bare(scene=scene_of(StateMachine.of(DEFINITION)))).page


def details(page):
    return page.get_by_role("region", name="Details")


def state(page, name):
    return page.locator(f'[data-state="{name}"]')


def chosen(page):
    return page.locator("[aria-pressed=true]").evaluate_all("all => all.map(each => each.dataset.state)")


def zoom(page):
    return page.get_by_role("group", name="Graph of the state machine").evaluate(
        "svg => Math.round(100 * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width)"
    )


def test_a_click_on_a_state_shows_its_lines_and_its_ways(page):
    state(page, "/States/Check").click()

    assert "choice, lines 4 to 14" in details(page).inner_text()
    assert "if amount > 100 → Pay" in details(page).inner_text()
    assert '"NumericGreaterThan": 100,' in details(page).inner_text()


def test_a_state_shows_what_the_linter_says_of_it_with_the_remedy(page):
    state(page, "/States/<b>Lost<~1b>").click()

    assert "✖ error, line" in details(page).inner_text()
    assert "Missing 'Next' target: Nowhere" in details(page).inner_text()
    assert "→ The states here are:" in details(page).inner_text()


def test_before_a_state_is_chosen_all_diagnostics_lead_to_their_states(page):
    details(page).get_by_role("button", name="Show <b>Lost</b>").first.press("Enter")

    assert ["/States/<b>Lost<~1b>"] == chosen(page)
    assert "<b>Lost</b>" == details(page).get_by_role("heading").inner_text()


def test_arrow_keys_walk_along_transitions_into_branches_and_out_of_them(page):
    page.get_by_role("button", name="In its own size").focus()
    page.keyboard.press("Tab")
    walked = []
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "ArrowRight", "ArrowDown", "ArrowUp", "Home"):
        page.keyboard.press(key)
        walked += chosen(page)

    assert [
        "/States/Pay",
        TRANSFER,
        "/States/Done",
        "/States/Done",
        "/States/Done",
        TRANSFER,
        "/States/Check",
    ] == walked


def test_arrow_keys_to_the_sides_go_to_the_other_ways(page):
    state(page, "/States/Check").click()
    walked = []
    for key in ("ArrowDown", "ArrowRight", "ArrowRight", "ArrowLeft"):
        page.keyboard.press(key)
        walked += chosen(page)

    assert ["/States/Pay", "/States/Refuse", "/States/Pay", "/States/Refuse"] == walked


def test_enter_goes_to_the_details_of_the_state(page):
    state(page, "/States/Refuse").click()
    page.keyboard.press("Enter")

    assert "Details" == page.evaluate("document.activeElement.getAttribute('aria-label')")


def test_a_way_that_is_not_there_is_told(page):
    state(page, "/States/Done").click()
    page.keyboard.press("ArrowDown")

    assert "No state comes after this one." == page.get_by_role("status").inner_text()


def test_the_search_counts_what_it_finds_and_enter_goes_through_it(page):
    search = page.get_by_role("searchbox")
    search.fill("invoke")

    assert "1 of 7 states: Enter shows the next" == page.get_by_role("status").inner_text()

    search.fill("e")
    found = []
    for _ in range(2):
        search.press("Enter")
        found += chosen(page)
    search.press("Shift+Enter")

    assert ["/States/Check", "/States/Pay"] == found
    assert ["/States/Check"] == chosen(page)
    assert "Check" == details(page).get_by_role("heading").inner_text()


def test_buttons_and_keys_zoom(page):
    page.get_by_role("button", name="In its own size").click()
    zooms = [zoom(page)]
    page.get_by_role("button", name="Larger").click()
    zooms.append(zoom(page))
    page.locator('[data-state][tabindex="0"]').focus()
    for key in ("-", "-", "1"):
        page.keyboard.press(key)
        zooms.append(zoom(page))
    page.keyboard.press("0")

    assert [100, 125, 100, 80, 100] == zooms
    assert page.locator(".course-graph-view").evaluate("view => view.scrollHeight <= view.clientHeight")


def test_the_wheel_with_ctrl_zooms_and_alone_it_does_not(page):
    state(page, "/States/Check").hover()
    before = zoom(page)
    page.mouse.wheel(0, 40)
    alone = zoom(page)
    page.keyboard.down("Control")
    page.mouse.wheel(0, -100)
    page.keyboard.up("Control")

    assert before == alone < zoom(page)


def test_dragging_moves_the_graph_and_chooses_nothing(page):
    for _ in range(6):
        page.get_by_role("button", name="Larger").click()
    view = page.locator(".course-graph-view")
    before = view.evaluate("view => view.scrollTop")
    box = view.bounding_box()
    page.mouse.move(box["x"] + 300, box["y"] + 300)
    page.mouse.down()
    page.mouse.move(box["x"] + 300, box["y"] + 200, steps=3)
    page.mouse.up()

    assert before + 100 == view.evaluate("view => view.scrollTop")
    assert [] == chosen(page)


def test_another_scene_replaces_the_drawing_and_keeps_the_choice(bare):
    state(bare, "/States/Done").click()
    other = scene_of(StateMachine.of({"StartAt": "Done", "States": {"Done": {"Type": "Succeed"}}}))
    bare.evaluate("scene => graph.replace(scene)", other)

    assert 1 == bare.locator("[data-state]").count()
    assert ["/States/Done"] == chosen(bare)


def test_a_mark_shows_its_sign_and_its_words_and_goes_again(bare):
    bare.evaluate("id => graph.mark({ [id]: { status: 'retrying', words: '2 of 3' } })", TRANSFER)
    marked = state(bare, TRANSFER)

    assert "↻ 2 of 3" == marked.locator(".course-mark text").text_content()
    assert "Transfer: http invoke, waiting to be tried again 2 of 3" == marked.get_attribute("aria-label")

    bare.evaluate("graph.mark({})")

    assert "" == marked.locator(".course-mark text").text_content()
    assert "Transfer: http invoke" == marked.get_attribute("aria-label")
    assert 0 == bare.locator("[class*=course-status-]").count()


def test_the_badge_of_a_mark_is_as_wide_as_its_words(bare):
    bare.evaluate("graph.mark({ '/States/Pay': { status: 'running', words: '3 of 40 ✓' } })")
    widths = (
        state(bare, "/States/Pay")
        .locator(".course-mark")
        .evaluate("mark => ['text', 'rect'].map(each => mark.querySelector(each).getBBox().width)")
    )

    assert widths[0] + 8 < widths[1] < widths[0] + 40


def test_a_mark_on_a_parallel_is_on_its_frame_too(bare):
    bare.evaluate("graph.mark({ '/States/Pay': { status: 'running' } })")

    assert 1 == bare.locator('[data-frame="/States/Pay"].course-status-running').count()


def test_only_what_changed_is_marked_again(bare):
    touched = bare.evaluate(
        """
        async () => {
          graph.mark({ "/States/Check": { status: "succeeded" }, "/States/Pay": { status: "running" } });
          const seen = [];
          const watch = new MutationObserver((all) => seen.push(...all));
          watch.observe(graph.element, { attributes: true, childList: true, characterData: true, subtree: true });
          graph.mark({ "/States/Check": { status: "succeeded" }, "/States/Pay": { status: "succeeded" } });
          await new Promise((done) => setTimeout(done));
          return [...new Set(seen.map(({ target }) => target.closest?.("[data-state], [data-frame]")).filter(Boolean)
            .map((node) => node.dataset.state ?? node.dataset.frame))];
        }
        """
    )

    assert ["/States/Pay"] == touched


def test_the_path_that_was_taken_is_drawn_from_the_start_on(bare):
    bare.evaluate("graph.path(['/States/Check', '/States/Refuse'])")
    taken = bare.locator(".course-taken [data-from]").evaluate_all(
        "all => all.map(({ dataset }) => [dataset.from, dataset.to])"
    )

    assert [["/#start", "/States/Check"], ["/States/Check", "/States/Refuse"]] == taken


def row(states):
    return {f"S{at}": {"Type": "Pass", "Next": f"S{at + 1}"} for at in range(states - 1)} | {
        f"S{states - 1}": {"Type": "Succeed"}
    }


def test_a_graph_that_stays_readable_is_seen_whole_at_first(live):
    page = live(Bare(scene=scene_of(StateMachine.of({"StartAt": "S0", "States": row(8)})))).page
    seen = page.locator(".course-graph-view").evaluate("view => view.scrollHeight <= view.clientHeight + 1")

    assert seen
    assert zoom(page) < 100
    assert "" == page.locator(".course-graph-beyond").inner_text()


def test_a_large_graph_begins_at_start_and_says_what_is_out_of_sight(live):
    page = live(Bare(scene=scene_of(StateMachine.of({"StartAt": "S0", "States": row(40)})))).page
    beyond = page.get_by_text("more states below. Fit shows all.")
    beyond.wait_for()
    assert page.locator(".course-graph-view").evaluate("view => view.scrollTop") < 20

    page.get_by_role("button", name="The whole graph").click()
    page.wait_for_function("document.querySelector('.course-graph-beyond').textContent === ''")

    assert zoom(page) < 40


def test_what_is_selected_comes_into_sight_and_the_page_stays(live):
    page = live(Bare(scene=scene_of(StateMachine.of({"StartAt": "S0", "States": row(40)})))).page
    page.evaluate("document.body.style.paddingTop = '2000px'")
    page.evaluate("graph.select('/States/S39')")
    box, frame = (
        page.locator(each).bounding_box() for each in ("[data-state='/States/S39']", ".course-graph-view")
    )

    assert frame["y"] < box["y"] < frame["y"] + frame["height"]
    assert 0 == page.evaluate("scrollY")


def test_a_sign_of_what_leads_too_far_goes_there_by_a_click(live):
    tasks = {
        name: {
            **state,
            "Type": "Task",
            "Resource": "x",
            "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "S39"}],
        }
        for name, state in row(39).items()
        if name != "S38"
    }
    states = {**tasks, "S38": {"Type": "Pass", "Next": "S39"}, "S39": {"Type": "Fail"}}
    page = live(Bare(scene=scene_of(StateMachine.of({"StartAt": "S0", "States": states})))).page
    page.locator("[data-goes='/States/S39']").first.click()

    assert ["/States/S39"] == page.evaluate("chosen")


def test_selecting_by_script_tells_nobody_and_a_click_does(bare):
    bare.evaluate("graph.select('/States/Done')")
    state(bare, "/States/Refuse").click()

    assert ["/States/Refuse"] == bare.evaluate("chosen")


def test_nothing_of_the_graph_keeps_people_out(shown):
    state(shown.page, "/States/Check").click()

    assert [] == shown.violations()


def test_nothing_of_the_dark_graph_keeps_people_out(live):
    assert [] == live(state_machine(DEFINITION), theme="dark").violations()
