# ruff: noqa: INP001  a folder of programs, no package
"""How fast the stepper steps in Chromium: `python bench/widgets_stepper.py`. Prints a table; asserts nothing.

A step is measured until the layout that the browser owes it is done: for every step of a part of the execution (its
processor time, and by the clock), and for jumps over all of it.
"""

import json
import shutil
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from asl_machines import SELECTED, chain, mapped
from playwright.sync_api import Browser, CDPSession, sync_playwright
from rich.console import Console
from rich.table import Table

from course.asl import Execution, run
from course.asl.machine import StateMachine
from course.widgets.execution import Playback, Stepper, recording_of

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "widgets" / "harness"))

from live_page import LivePage

SAMPLE = 300

MEASURE = """
([from, to, by]) => {
  const taken = [];
  for (let at = from; at < to; at += by) {
    const began = performance.now();
    model.set("step", at);
    document.body.getBoundingClientRect();
    taken.push(performance.now() - began);
  }
  return taken;
}
"""


def executions() -> Iterator[tuple[str, Execution]]:
    """Yield what is stepped through."""
    yield "20 states in a row", run(chain(20, SELECTED), {"n": 1})
    yield "200 states in a row", run(chain(200, SELECTED), {"n": 1})
    items = {"items": list(range(1000))}
    yield "inline Map of 1,000 items", run(mapped("INLINE"), items)
    yield "Distributed Map of 1,000 items", run(mapped("DISTRIBUTED"), items)
    ways = StateMachine.of(mapped("INLINE"), type="EXPRESS")
    yield "inline Map of 6,000 items", run(ways, {"items": list(range(6000))})


def busy(session: CDPSession) -> float:
    """Return the processor time that the page has taken, in seconds: other programs do not count in it."""
    found = {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}
    return float(found["TaskDuration"])


def measured(browser: Browser, execution: Execution) -> list[str]:
    """Return one row of the table: events, size, making, first picture, steps, the longest jump, elements."""
    began = time.perf_counter()
    widget = Stepper(Playback(recording_of(execution)))
    made = (time.perf_counter() - began) * 1000
    shown = LivePage(browser, widget)
    last = len(execution.history)
    processor = shown.page.context.new_cdp_session(shown.page)
    processor.send("Performance.enable", {"timeDomain": "threadTicks"})
    before = busy(processor)
    steps = shown.page.evaluate(MEASURE, [1, min(last, SAMPLE), 1])
    each = (busy(processor) - before) * 1000 / len(steps)
    jumps = shown.page.evaluate(MEASURE, [0, last, max(1, last // 20)])
    elements = shown.page.evaluate("document.querySelectorAll('*').length")
    first: Any = shown.page.evaluate("window.rendered_in")
    shown.close()
    return [
        f"{last:,}",
        f"{len(json.dumps(widget.scene)) / 1024:,.0f}",
        f"{made:,.0f}",
        f"{first:,.0f}",
        f"{each:.1f}",
        f"{statistics.median(steps):.1f}",
        f"{statistics.quantiles(steps, n=20)[-1]:.1f}",
        f"{max(jumps):.1f}",
        f"{elements:,}",
    ]


def main() -> None:
    """Measure everything and print it."""
    table = Table(
        "What",
        "events",
        "KB",
        "made, ms",
        "first, ms",
        "processor, ms",
        "step, ms",
        "95 %",
        "worst jump",
        "elements",
    )
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, execution in executions():
            table.add_row(name, *measured(browser, execution))
        browser.close()
    Console(width=140).print(table)


if __name__ == "__main__":
    main()
