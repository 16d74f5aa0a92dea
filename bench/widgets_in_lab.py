# ruff: noqa: INP001  a folder of programs, no package
"""How soon a picture is there in JupyterLab, in Chromium: `python bench/widgets_in_lab.py`. Prints tables; asserts nothing.

A picture's time is counted in the page, from the message by which the kernel says that the cell has ended to the frame
in which the picture is painted. A step's time is counted from the click to the frame that shows it.
"""

import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from playwright.sync_api import Page, sync_playwright
from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "browser" / "harness"))

from lab_in_browser import QUIET, NotebookPage, Server, served  # noqa: E402  it is found by the line above

PYTHON = {"name": "python3", "display_name": "Python 3", "language": "python"}
RUNS = 9
STEPS = 40

SETUP = """
import boto3, json
from course.cloud import Account
from course.widgets import message_flow, state_machine, stepper

def chain(length):
    states = {}
    for at in range(length):
        then = {"Next": f"Step {at + 1}"} if at < length - 1 else {"End": True}
        states[f"Step {at}"] = {"Type": "Pass", **then}
        if at % 5 == 3 and at < length - 2:
            rule = {"Variable": "$.n", "NumericEquals": at, "Next": f"Step {at + 2}"}
            states[f"Step {at}"] = {"Type": "Choice", "Choices": [rule], "Default": f"Step {at + 1}"}
    return {"StartAt": "Step 0", "States": states}

account = Account(seed=1).start()
sns, sqs, states = (boto3.client(name) for name in ("sns", "sqs", "stepfunctions"))
topic = sns.create_topic(Name="payments")["TopicArn"]
for name in ("customer", "sales", "communication"):
    url = sqs.create_queue(QueueName=name)["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn)
for number in range(5):
    sns.publish(TopicArn=topic, Message=str(number))

def executed(length):
    made = states.create_state_machine(
        name=f"chain-{length}", definition=json.dumps(chain(length)), roleArn="arn:aws:iam::123456789012:role/r"
    )
    return states.start_execution(stateMachineArn=made["stateMachineArn"], input='{"n": 1}')["executionArn"]

small, large = executed(20), executed(200)
account.settle()
"""

# Watches the kernel's messages and the page; `watched` is what it saw since `watch()`.
WATCH = """
(() => {
  const seen = new WeakSet();
  const note = (name) => { window.watched[name] ??= performance.now(); };
  window.watched = {};
  window.watch = () => { window.watched = {}; };
  const Plain = window.WebSocket;
  window.WebSocket = class extends Plain {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", ({ data }) => {
        const begun = typeof data === "string" ? data.slice(0, 2000) : new TextDecoder("latin1").decode(data.slice(0, 2000));
        const kind = /"msg_type": ?"(\\w+)"/.exec(begun)?.[1];
        if (kind === "comm_open") note("opened");
        if (kind === "execute_input") note("begun");
        if (kind === "execute_result") note("result");
        if (kind === "execute_reply") note("reply");
      });
    }
  };
  const painted = (act) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = act;
    port2.postMessage("");
  });
  window.painted = () => new Promise(painted);
  const look = () => {
    for (const drawn of document.querySelectorAll(".jp-OutputArea-output .course svg")) {
      if (seen.has(drawn)) continue;
      seen.add(drawn);
      note("drawn");
      painted(() => note("painted"));
    }
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
})();
"""

STEP = """
async ([times, label]) => {
  const took = [];
  for (let at = 0; at < times; at += 1) {
    const forward = [...document.querySelectorAll(`.jp-OutputArea-output [aria-label="${label}"]`)].at(-1);
    const began = performance.now();
    forward.click();
    await window.painted();
    took.push(performance.now() - began);
    await new Promise((go) => setTimeout(go, 60));
  }
  return took;
}
"""


@dataclass(frozen=True)
class Case:
    """A cell that shows a picture, and within how many milliseconds it should be painted."""

    name: str
    source: str
    target: int | None = None


CASES = (
    Case("message flow, 4 resources", "message_flow(account.trace, account.inventory())"),
    Case("state machine, 20 states", "state_machine(chain(20))", 150),
    Case("state machine, 200 states", "state_machine(chain(200))", 500),
    Case("stepper, 20 states", "stepper(small)", 150),
    Case("stepper, 200 states", "stepper(large)", 500),
)


def main() -> None:
    """Measure, and print."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        os.environ["COURSE_HOME"] = str(folder / "home")
        command = [sys.executable, "-m", "course", "lab", "--no-browser", "--folder", made]
        with served(command, folder) as server, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=_chromium(), args=list(QUIET))
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.add_init_script(WATCH)
            console = Console()
            console.print(_pictures(page, server))
            console.print(_steps(page, server))


def _chromium() -> str | None:
    return os.environ.get("COURSE_CHROMIUM") or shutil.which("chromium")


def _pictures(page: Page, server: Server) -> Table:
    table = Table(
        "what",
        "cell's end to picture: first of the page",
        "then, median",
        "worst",
        "target",
        "the cell itself",
        "output's arrival to drawing",
        "drawing to paint",
        title=f"Milliseconds until a picture is there, {RUNS} runs",
    )
    for case in CASES:
        first, *later = list(_times(page, server, case))
        table.add_row(
            case.name,
            f"{_wait(first):.0f}",
            f"{statistics.median(map(_wait, later)):.0f}",
            f"{max(map(_wait, later)):.0f}",
            f"{case.target or ''}",
            f"{_between('begun', 'reply', later):.0f}",
            f"{_between('result', 'drawn', later):.0f}",
            f"{_between('drawn', 'painted', later):.0f}",
        )
    return table


def _wait(seen: dict[str, float]) -> float:
    return seen["painted"] - seen["reply"]


def _between(one: str, other: str, runs: list[dict[str, float]]) -> float:
    return statistics.median(seen[other] - seen[one] for seen in runs)


def _times(page: Page, server: Server, case: Case) -> Iterator[dict[str, float]]:
    """Yield when each run's messages came and its picture was there; the first run is the first picture of the page."""
    notebook = _opened(page, server, case)
    cell = notebook.cell(case.source)
    for _ in range(RUNS + 1):
        cell.locator(".cm-content").first.click()
        page.evaluate("watch()")
        page.keyboard.press("Control+Enter")
        page.wait_for_function("watched.painted && watched.reply", timeout=60_000)
        yield page.evaluate("watched")
        notebook.wait_until_idle()


def _steps(page: Page, server: Server) -> Table:
    table = Table(
        "what",
        "median",
        "worst",
        "target",
        title=f"Milliseconds from a click on Forward to the frame, {STEPS} steps",
    )
    for case in CASES:
        if not case.source.startswith(("stepper", "message_flow")):
            continue
        notebook = _opened(page, server, case)
        notebook.run(notebook.cell(case.source))
        took: list[Any] = page.evaluate(STEP, [STEPS, "One step forward"])
        table.add_row(case.name, f"{statistics.median(took):.0f}", f"{max(took):.0f}", "50")
    return table


def _opened(page: Page, server: Server, case: Case) -> NotebookPage:
    cells = [nbformat.v4.new_code_cell(source) for source in (SETUP, case.source)]
    made = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": PYTHON})
    nbformat.write(made, server.folder / "bench.ipynb")
    notebook = NotebookPage(page, server, "bench.ipynb")
    notebook.run(notebook.cell("def chain"))
    return notebook


if __name__ == "__main__":
    main()
