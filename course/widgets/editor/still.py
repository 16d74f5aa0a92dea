"""The editor where nothing is live: the text with its diagnostics, the graph, the last run."""

from html import escape
from typing import Any

from course.widgets.editor.drawing import Drawing
from course.widgets.editor.listing import listing_html, listing_text
from course.widgets.editor.reading import Reading
from course.widgets.editor.result import Result
from course.widgets.state_machine import still_graph
from course.widgets.view import View, figure

__all__ = ["still_of"]

# A wider graph (pixels) stands below the text.
_BESIDE = 500


def still_of(
    reading: Reading, drawing: Drawing, result: Result | None, input_text: str, marks: dict[str, Any]
) -> View:
    """Return the editor's static form."""
    behind = ""
    if not reading.is_readable and drawing.scene["svg"]:
        behind = "The text cannot be read at present; the graph shows it as it last could."
    run_html = run_text = ""
    if result:
        run_html = f"<h4>The last run</h4><p>Input: <code>{escape(input_text)}</code></p>{result.html}"
        run_text = f"The last run, with the input {input_text}\n{result.text}"
    graph = still_graph(drawing.machine, marks)
    beside = "course-columns-editor" if drawing.scene["width"] <= _BESIDE else ""
    body = (
        f'<div class="course-static {beside}"><section>{listing_html(reading)}</section>'
        f"<section>{graph}{behind and f'<p>! {behind}</p>'}</section></div>{run_html}"
    )
    text = "\n".join(
        filter(None, [listing_text(reading), behind, "The states:", str(drawing.scene["text"]), run_text])
    )
    return figure(body, text, name="editor", label="State machine editor", sheets=("state_machine", "editor"))
