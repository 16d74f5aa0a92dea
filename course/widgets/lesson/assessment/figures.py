"""What is shown with an item, drawn from plain data: a table, a waterfall, the depth of queues, a state machine to follow.

[item.figure]   kind = "table"       columns, rows, caption
                kind = "waterfall"   spans, see `course.widgets.waterfall`: a table each
                kind = "depth"       queues: by name, pairs of seconds and messages
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from types import SimpleNamespace
from typing import Any

from course.asl.text import printed
from course.widgets.charts import depth_chart
from course.widgets.charts.waterfall_page import static_waterfall
from course.widgets.charts.waterfall_rows import fall_of
from course.widgets.state_machine import graph_of, still_graph
from course.widgets.state_machine.definitions import machine_of
from course.widgets.state_machine.telling import as_text as outline
from course.widgets.state_machine.telling import told
from course.widgets.tables import as_html, as_text
from course.widgets.view import View
from course.widgets.words import number

from .forms import Item
from .runs import Run

__all__ = ["SHEETS", "figure_of"]

SHEETS = ("charts", "state_machine")

# The page around it brings the stylesheets.
_STYLES = re.compile(r"<style>.*?</style>", re.DOTALL)


def figure_of(item: Item) -> tuple[str, str]:
    """Return what is shown with an item as HTML, without its stylesheets, and in words; both empty for most."""
    if item.run is not None:
        return _followed(item.run)
    return _drawn(item.figure) if item.figure else ("", "")


def _drawn(figure: Mapping[str, Any]) -> tuple[str, str]:
    if figure["kind"] == "table":
        columns, rows, caption = figure["columns"], figure["rows"], figure["caption"]
        return as_html(columns, rows, caption), as_text(columns, rows, caption)
    view = _waterfall(figure["spans"]) if figure["kind"] == "waterfall" else depth_chart(figure["queues"])
    return _STYLES.sub("", view.html), view.text


def _waterfall(spans: Sequence[Mapping[str, Any]]) -> View:
    every = ({"cause": None, "status": "ok", "detail": {}} | dict(span) for span in spans)
    return static_waterfall(fall_of([SimpleNamespace(**span) for span in every]))


def _followed(run: Run) -> tuple[str, str]:
    """Show the graph, the definition, the input, and what the tasks answer."""
    machine = machine_of(run.definition)
    given = json.dumps(json.loads(run.input))
    answers = [[state, " ".join(_answered(told_))] for state, told_ in run.tasks.items()]
    columns, caption = ("state", "what its task does"), "What the tasks do"
    graph = still_graph(machine) or f"<pre>{escape(outline(told(graph_of(machine))))}</pre>"
    definition = f"<pre>{escape(printed(json.loads(run.definition)))}</pre>"
    html = (
        f'<div class="course-followed">{graph}<details open><summary>The definition</summary>{definition}</details></div>'
        f"<p>Input: <code>{escape(given)}</code></p>{as_html(columns, answers, caption) if answers else ''}"
    )
    text = [
        outline(told(graph_of(machine))),
        f"Definition: {json.dumps(json.loads(run.definition))}",
        f"Input: {given}",
    ]
    return html, "\n".join([*text, *([as_text(columns, answers, caption)] if answers else [])])


def _answered(told_: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Say what a task does at each attempt: it fails with an error, or answers with a result."""
    for at, each in enumerate(told_):
        when = (
            ""
            if len(told_) == 1
            else f"attempt {at + 1}: "
            if at + 1 < len(told_)
            else f"from attempt {at + 1} on: "
        )
        lasts = f" after {number(each['seconds'])} s" if each.get("seconds") else ""
        does = (
            f"fails with {each['error']}"
            if "error" in each
            else f"answers {json.dumps(json.loads(each['result']))}"
        )
        yield f"{when}{does}{lasts}{'' if at + 1 == len(told_) else ';'}"
