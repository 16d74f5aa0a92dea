# ruff: noqa: INP001  a folder of programs, no package
"""How fast a state machine's graph is there, and a mark on it: `python bench/widgets.py`. Prints a table; asserts nothing.

`python bench/widgets.py "in a row 200"` measures that row alone.

The kernel's side is processor time, from a definition that was never seen to all that the cell sends; the browser's is
the time of the script and until the frame after it was drawn. Each is the median of several, taken in turns.
"""

import json
import random
import shutil
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import traitlets
from playwright.sync_api import Browser, sync_playwright
from rich.console import Console
from rich.table import Table

from course.asl import StateMachine
from course.widgets import state_machine
from course.widgets.live import LiveWidget
from course.widgets.scripts import script
from course.widgets.sheets import stylesheet
from course.widgets.state_machine import scene_of
from course.widgets.state_machine.scene import laid_out

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "widgets" / "harness"))

from live_page import LivePage

TIMES = 5
Definition = dict[str, Any]

DRAWN = """
async () => {
  const began = performance.now();
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return window.rendered_in + performance.now() - began;
}
"""
MARKED = """
(ids) => {
  const taken = ids.map((id) => {
    const began = performance.now();
    graph.mark({ [id]: { status: "running", words: "3 of 40" } });
    document.body.getBoundingClientRect();
    return performance.now() - began;
  });
  return Math.max(...taken.slice(1));
}
"""


class Bare(LiveWidget):
    """The graph alone, within reach of the page."""

    _esm = (
        script("state_machine/graph.js")
        + """
        function render({ model, el }) {
          window.graph = stateGraph(model.get("scene"));
          el.classList.add("course");
          el.append(graph.element);
        }
        export default { render };
        """
    )
    _css = stylesheet("state_machine")
    scene = traitlets.Dict().tag(sync=True)


def chain(states: int) -> Definition:
    """States in a row."""
    row = {f"State {at}": {"Type": "Pass", "Next": f"State {at + 1}"} for at in range(states - 1)}
    return {"StartAt": "State 0", "States": {**row, f"State {states - 1}": {"Type": "Succeed"}}}


def wide(states: int) -> Definition:
    """One Choice between all the others."""
    names = [f"State {at}" for at in range(states - 1)]
    rules = [{"Variable": "$.kind", "StringEquals": name, "Next": name} for name in names]
    choice = {"Type": "Choice", "Choices": rules, "Default": names[0]}
    return {
        "StartAt": "Which?",
        "States": {"Which?": choice, **{name: {"Type": "Succeed"} for name in names}},
    }


def caught(states: int) -> Definition:
    """Tasks in a row, each with a catcher that leads to one and the same state."""
    catch = [{"ErrorEquals": ["States.ALL"], "Next": "Failed"}]
    row = {
        f"State {at}": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "Catch": catch}
        | ({"Next": f"State {at + 1}"} if at < states - 2 else {"End": True})
        for at in range(states - 1)
    }
    return {"StartAt": "State 0", "States": {**row, "Failed": {"Type": "Fail"}}}


def crossing(states: int) -> Definition:
    """Choices in a row, each with three rules that lead to anywhere."""
    chance = random.Random(1)
    row: dict[str, Any] = {}
    for at in range(states - 1):
        aims = [f"State {chance.randrange(states)}" for _ in range(3)]
        rules = [{"Variable": "$.kind", "StringEquals": aim, "Next": aim} for aim in aims]
        row[f"State {at}"] = {"Type": "Choice", "Choices": rules, "Default": f"State {at + 1}"}
    return {"StartAt": "State 0", "States": {**row, f"State {states - 1}": {"Type": "Succeed"}}}


def joining(states: int) -> Definition:
    """One Choice between tasks that have one state after them, and one for their errors."""
    found = wide(states - 2)
    after = {"Next": "Done", "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Failed"}]}
    for name in found["States"]:
        if name != "Which?":
            found["States"][name] = {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", **after}
    ends = {"Done": {"Type": "Succeed"}, "Failed": {"Type": "Fail"}}
    return {**found, "States": {**found["States"], **ends}}


def nested(states: int) -> Definition:
    """A Parallel of two branches, each of which is one as well."""
    if states <= 4:
        return chain(max(states, 1))
    branches = [nested((states - 2) // 2), nested((states - 2) // 2)]
    parallel = {"Type": "Parallel", "Branches": branches, "Next": "After"}
    return {"StartAt": "Both", "States": {"Both": parallel, "After": {"Type": "Succeed"}}}


def mixed(states: int) -> Definition:
    """What people write: calls with retriers and catchers, choices that lead back, Maps, Parallels."""
    chance = random.Random(1)
    steps = states * 4 // 5
    found: dict[str, Any] = {}
    for at in range(steps - 1):
        after = f"Step {at + 1}"
        far = f"Step {min(steps - 1, max(0, at + chance.choice([2, 3, 5, -4])))}"
        kind = chance.random()
        if kind < 0.2:
            rules = [{"Variable": "$.amount", "NumericGreaterThan": 100, "Next": far}]
            found[f"Step {at}"] = {"Type": "Choice", "Choices": rules, "Default": after}
        elif kind < 0.25:
            found[f"Step {at}"] = {"Type": "Map", "ItemProcessor": chain(2), "Next": after}
        elif kind < 0.3:
            found[f"Step {at}"] = {"Type": "Parallel", "Branches": [chain(2), chain(2)], "Next": after}
        else:
            found[f"Step {at}"] = {
                "Type": "Task",
                "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
                "Retry": [{"ErrorEquals": ["States.ALL"]}],
                "Catch": [{"ErrorEquals": ["States.Timeout"], "Next": far}],
                "Next": after,
            }
    return {"StartAt": "Step 0", "States": {**found, f"Step {steps - 1}": {"Type": "Succeed"}}}


def made(definition: Definition) -> tuple[float, float]:
    """Return milliseconds of processor time for the layout alone, and for all that the cell sends."""
    text = json.dumps(definition, indent=2)
    laid_out.cache_clear()
    machine = StateMachine.of(definition)
    began = time.process_time()
    laid_out(machine)
    placed = time.process_time()
    state_machine(text)._repr_mimebundle_()
    return (placed - began) * 1000, (time.process_time() - placed) * 1000


def in_browser(browser: Browser, widget: Any, source: str, *arguments: Any) -> float:
    """Return what a page that shows the widget says of itself."""
    page = LivePage(browser, widget)
    try:
        return float(page.page.evaluate(source, *arguments))
    finally:
        page.close()


def measured(browser: Browser, definition: Definition) -> list[str]:
    """Return one row of the table."""
    machine = StateMachine.of(definition)
    scene = scene_of(machine)
    ids = [state["id"] for state in scene["states"]][:100]
    taken = []
    for _ in range(TIMES):
        layout, kernel = made(definition)
        drawn = in_browser(browser, state_machine(machine), DRAWN)
        taken.append((layout, kernel, drawn, in_browser(browser, Bare(scene=scene), MARKED, ids)))
    layout, kernel, drawn, marked = (statistics.median(each) for each in zip(*taken, strict=True))
    least = [min(each) for each in zip(*taken, strict=True)]
    return [
        str(len(scene["states"])),
        f"{len(scene['svg']) / 1000:,.0f}",
        f"{layout:,.0f}",
        f"{kernel:,.0f} ({least[1]:,.0f})",
        f"{drawn:,.0f} ({least[2]:,.0f})",
        f"{marked:.1f}",
    ]


def main() -> None:
    """Measure and print."""
    kinds: list[tuple[str, Callable[[int], Definition], tuple[int, ...]]] = [
        ("as people write them", mixed, (20, 200, 500)),
        ("in a row", chain, (20, 200)),
        ("one Choice", wide, (20, 200)),
        ("nested", nested, (20, 200)),
        ("one state for all errors", caught, (20, 500)),
        ("ways to anywhere", crossing, (20, 500)),
        ("one Choice that joins", joining, (20, 500)),
    ]
    wanted = sys.argv[1:]
    table = Table(title="State machine graph: milliseconds, median (least)")
    for name in (
        "Kind",
        "states",
        "svg, kB",
        "layout",
        "kernel, all",
        "browser, first picture",
        "longest mark",
    ):
        table.add_column(name, justify="left" if name == "Kind" else "right")
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        for kind, make, sizes in kinds:
            for size in sizes:
                if wanted and f"{kind} {size}" not in wanted:
                    continue
                table.add_row(kind, *measured(browser, make(size)))
        browser.close()
    Console(width=140).print(table)


if __name__ == "__main__":
    main()
