# ruff: noqa: INP001  a folder of programs, no package
"""How the editor keeps up with somebody who types: `python bench/widgets_editor.py`. Prints a table; asserts nothing.

Chromium shows the widget, wired to Python as the browser tests do it, except that Python answers with what has changed,
as it does in a notebook. A key's time is that of the scripts that handle it and of the layout of what it changed; the
report's is from the last key until the diagnostics of that text are shown, the pause of 150 ms included.
"""

import shutil
import statistics
import sys
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright
from rich.console import Console
from rich.table import Table

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "widgets" / "harness"))

from live_page import LivePage

from course.asl import to_text
from course.widgets import editor
from course.widgets.editor.reading import read

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

# The handling of one key by script and the browser's own layout of the text area, without waiting for a frame.
KEY = """
() => {
  const area = document.querySelector(".course-edit-area");
  area.focus();
  area.setSelectionRange(Math.floor(area.value.length / 2), Math.floor(area.value.length / 2));
  const times = [];
  for (let at = 0; at < 40; at += 1) {
    const began = performance.now();
    document.execCommand("insertText", false, "x");
    area.getBoundingClientRect().height + area.scrollHeight;
    times.push(performance.now() - began);
  }
  for (let at = 0; at < 40; at += 1) document.execCommand("delete");
  return times;
}
"""
LONG_TASKS = """
() => {
  window.long = [];
  new PerformanceObserver((list) => list.getEntries().forEach((each) => window.long.push(each.duration)))
    .observe({ type: "longtask" });
}
"""


class Notebook(LivePage):
    """Takes from Python only what has changed."""

    def _take(self, sent: dict[str, Any]) -> dict[str, Any]:
        before = self._values()
        return {name: value for name, value in super()._take(sent).items() if value is not before[name]}


def chain(states: int) -> dict[str, Any]:
    """Return a machine of that many states, one after the other, every seventh of them a Choice with a short cut."""
    made: dict[str, Any] = {}
    for at in range(states - 1):
        following = f"State {at + 1}"
        made[f"State {at}"] = (
            {
                "Type": "Choice",
                "Choices": [
                    {"Variable": "$.x", "NumericEquals": at, "Next": f"State {min(at + 2, states - 1)}"}
                ],
                "Default": following,
            }
            if at % 7 == 3
            else {"Type": "Pass", "Comment": "What happens here", "Next": following}
        )
    made[f"State {states - 1}"] = {"Type": "Succeed"}
    return {"StartAt": "State 0", "States": made}


def measure(browser: Any, states: int) -> list[str]:
    """Return a row: what was measured with a machine of so many states."""
    text = to_text(chain(states))
    began = time.perf_counter()
    read(text, "STANDARD").report()
    report = time.perf_counter() - began
    began = time.perf_counter()
    widget = editor(text)
    made = time.perf_counter() - began
    shown = Notebook(browser, widget)
    page = shown.page
    rendered = page.evaluate("window.rendered_in")
    keys = page.evaluate(KEY)
    page.wait_for_timeout(1500)
    page.evaluate(LONG_TASKS)
    area = page.get_by_label("Definition of the state machine")
    area.focus()
    page.keyboard.press("Control+End")
    page.keyboard.type("x" * 40, delay=40)
    began = time.perf_counter()
    page.wait_for_function("() => document.querySelector('.course-edit-words').textContent.startsWith('✗')")
    told = time.perf_counter() - began
    long = page.evaluate("window.long")
    shown.close()
    return [
        f"{states} states, {text.count(chr(10)) + 1:,} lines, {len(text) / 1024:.0f} KB",
        f"{made * 1000:.0f}",
        f"{rendered:.0f}",
        f"{statistics.median(keys):.1f} / {max(keys):.1f}",
        f"{report * 1000:.0f}",
        f"{told * 1000:.0f}",
        f"{max(long, default=0):.0f}",
    ]


def main() -> None:
    """Print the table."""
    table = Table(
        "A machine of",
        "made in Python, ms",
        "first shown, ms",
        "a key, median / worst, ms",
        "read and linted, ms",
        "last key to report, ms",
        "longest task while typing, ms",
    )
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        measure(browser, 5)  # what is loaded and cached once
        for states in (20, 200, 500):
            table.add_row(*measure(browser, states))
        browser.close()
    Console(width=150).print(table)


if __name__ == "__main__":
    main()
