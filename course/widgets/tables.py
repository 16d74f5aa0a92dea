"""Rows as a table."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from course.widgets.view import View, figure, kindly
from course.widgets.words import as_json, number

__all__ = ["as_html", "as_text", "table"]


@kindly('rows, each a dictionary: [{"queue": "customer-q", "messages": 3}]')
def table(rows: Iterable[Mapping[str, Any]], caption: str = "") -> View:
    """Show rows (dictionaries) as a table; columns in the order in which they first appear."""
    listed = [dict(row) for row in rows]
    columns = list(dict.fromkeys(column for row in listed for column in row))
    if not columns:
        return figure("<p>No rows.</p>", f"{caption}: no rows." if caption else "No rows.", name="table")
    cells = [[row.get(column, "") for column in columns] for row in listed]
    return figure(as_html(columns, cells, caption), as_text(columns, cells, caption), name="table")


def as_html(columns: Sequence[str], rows: Sequence[Sequence[Any]], caption: str = "") -> str:
    """Return a table with a caption and column headers; numbers stand right."""
    numeric = [_numeric([row[at] for row in rows]) for at in range(len(columns))]
    css = [' class="course-number"' if each else "" for each in numeric]
    head = "".join(f'<th scope="col"{css[at]}>{escape(name)}</th>' for at, name in enumerate(columns))
    body = "".join(
        f"<tr>{''.join(f'<td{css[at]}>{escape(cell_text(cell))}</td>' for at, cell in enumerate(row))}</tr>"
        for row in rows
    )
    title = f"<caption>{escape(caption)}</caption>" if caption else ""
    return f"<table>{title}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def as_text(columns: Sequence[str], rows: Sequence[Sequence[Any]], caption: str = "") -> str:
    """Return the table in plain text, columns aligned."""
    lines = [list(columns), *([cell_text(cell) for cell in row] for row in rows)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(columns))]
    printed = [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    ]
    return "\n".join([*([caption] if caption else []), *printed])


def cell_text(value: Any) -> str:
    """Return what a cell says: numbers without needless digits, yes and no, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return number(value) if isinstance(value, int | float) else as_json(value)


def _numeric(cells: Sequence[Any]) -> bool:
    said = [cell for cell in cells if cell is not None and cell != ""]
    return bool(said) and all(isinstance(cell, int | float) and not isinstance(cell, bool) for cell in said)
