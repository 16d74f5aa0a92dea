"""A definition in JSONPath beside the same in JSONata, and a sentence for each line that reads otherwise."""

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from course.asl.translation import Line, translate
from course.widgets.documents import columns, side_by_side
from course.widgets.tables import as_text
from course.widgets.view import View, figure, kindly

__all__ = ["twins"]

_HEAD = ("state", "in JSONPath", "in JSONata", "why")


@kindly("a state machine in JSONPath (data or JSON text), of Task, Pass, Wait, Succeed and Fail states")
def twins(definition: Mapping[str, Any] | str) -> View:
    """Show a definition in JSONPath and its translation to JSONata; each rewritten line is explained."""
    translation = translate(definition)
    both = {"JSONPath": definition, "JSONata": translation.definition}
    rows = [(line.state, line.before, line.after or "(gone)", _why(line)) for line in translation.lines]
    html = f"{columns(both)}{_table(translation.lines)}"
    text = f"{side_by_side(both).text}\n{as_text(_HEAD, rows, 'Rewritten, line by line')}"
    return figure(html, text, name="twins", sheets=("documents", "data_flow"), label="JSONPath and JSONata")


def _table(lines: Iterable[Line]) -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in _HEAD)
    body = "".join(
        f"<tr><td>{escape(line.state)}</td><td>{_code(line.before)}</td><td>{_code(line.after) or '(gone)'}</td>"
        f"<td>{_explained(line)}</td></tr>"
        for line in lines
    )
    return (
        '<table class="course-rewritten"><caption>Rewritten, line by line</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _code(text: str) -> str:
    return f"<code>{escape(text)}</code>" if text else ""


def _explained(line: Line) -> str:
    differs = f'<p class="course-warn">Not quite the same: {escape(line.differs)}</p>' if line.differs else ""
    return f"{escape(line.why)}{differs}"


def _why(line: Line) -> str:
    return f"{line.why} Not quite the same: {line.differs}" if line.differs else line.why
