"""JSON documents side by side: which lines are the same, which differ, which stand in one of them only."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from course.widgets.view import View, figure, kindly

__all__ = ["Line", "lines_of", "side_by_side"]

Path = tuple[str | int, ...]

_SIGNS = {"same": "=", "differs": "≠", "only": "+", "": " "}
_WORDS = {"same": "the same in all", "differs": "another value elsewhere", "only": "only here"}


@dataclass(frozen=True)
class Line:
    """One line of a printed document: its text, how it compares (same, differs, only or empty), a note."""

    text: str
    compared: str = ""
    note: str = ""


@kindly('titles and JSON documents: {"envelope": {...}, "raw": {...}}')
def side_by_side(documents: Mapping[str, Any]) -> View:
    """Show JSON documents (or JSON texts) in columns, what differs marked by sign and words."""
    columns = {str(title): lines_of(title, documents) for title in documents}
    legend = ", ".join(f"{_SIGNS[kind]} {words}" for kind, words in _WORDS.items())
    sections = "".join(_section(title, lines) for title, lines in columns.items())
    body = f'<p class="course-muted">{legend}</p><div class="course-columns">{sections}</div>'
    return figure(
        body, _text(columns, legend), name="documents", sheets=("documents",), label="Documents side by side"
    )


def lines_of(title: str, documents: Mapping[str, Any]) -> list[Line]:
    """Return the document under `title` as lines, each compared with the other documents."""
    parsed = {name: _parsed(document) for name, document in documents.items()}
    others = {str(name): document for name, document in parsed.items() if name != title}
    flat = [dict(_leaves(document)) for document in others.values()]
    return list(_lines(parsed[title], (), "", "", _Others(others, flat)))


@dataclass(frozen=True)
class _Others:
    documents: dict[str, Any]
    leaves: list[dict[Path, Any]]

    def compare(self, path: Path, value: Any) -> str:
        if not self.leaves:
            return ""
        if not all(path in each for each in self.leaves):
            return "only" if not any(path in each for each in self.leaves) else "differs"
        return "same" if all(_equal(each[path], value) for each in self.leaves) else "differs"

    def same_as(self, value: Any) -> str:
        return next((title for title, document in self.documents.items() if _equal(document, value)), "")


def _lines(value: Any, path: Path, before: str, after: str, others: _Others) -> Iterator[Line]:
    """Print a value between `before` (indent and key) and `after` (a comma or nothing)."""
    indent = before[: len(before) - len(before.lstrip())] + "  "
    if isinstance(value, dict | list) and value:
        pairs = list(value.items()) if isinstance(value, dict) else list(enumerate(value))
        opened, closed = ("{", "}") if isinstance(value, dict) else ("[", "]")
        yield Line(f"{before}{opened}")
        for at, (key, child) in enumerate(pairs):
            label = f"{json.dumps(key, ensure_ascii=False)}: " if isinstance(value, dict) else ""
            comma = "," if at < len(pairs) - 1 else ""
            yield from _lines(child, (*path, key), f"{indent}{label}", comma, others)
        yield Line(f"{indent[:-2]}{closed}{after}")
        return
    inside = _inside(value)
    twin = others.same_as(inside) if inside is not None else ""
    note = "this value is JSON inside text" if inside is not None else ""
    if twin:
        note += f'; read as JSON it is the document under "{twin}"'
    printed = json.dumps(value, ensure_ascii=False, default=str)
    yield Line(f"{before}{printed}{after}", others.compare(path, value), note)


def _leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    if isinstance(value, dict | list) and value:
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for key, child in pairs:
            yield from _leaves(child, (*path, key))
    else:
        yield path, value


def _inside(value: Any) -> Any:
    """Return the object or list that a text holds as JSON; None for any other value."""
    if not isinstance(value, str):
        return None
    parsed = _parsed(value)
    return parsed if isinstance(parsed, dict | list) else None


def _parsed(document: Any) -> Any:
    if not isinstance(document, str):
        return document
    try:
        return json.loads(document)
    except ValueError:
        return document


def _equal(one: Any, other: Any) -> bool:
    # 1 and true are equal in Python, and two things in JSON.
    return json.dumps(one, sort_keys=True, default=str) == json.dumps(other, sort_keys=True, default=str)


def _section(title: str, lines: list[Line]) -> str:
    return f'<section><h4>{escape(title)}</h4><pre class="course-lines">{"".join(map(_span, lines))}</pre></section>'


def _span(line: Line) -> str:
    css = {"differs": "course-differs", "only": "course-only"}.get(line.compared, "")
    note = f"<i> ← {escape(line.note)}</i>" if line.note else ""
    spoken = f'<span class="course-hidden">{_WORDS.get(line.compared, "")}: </span>' if css else ""
    sign = f'<b class="course-sign" aria-hidden="true">{_SIGNS[line.compared]}</b>'
    return f'<span class="{css}">{sign}{spoken}{escape(line.text)}{note}</span>'


def _text(columns: Mapping[str, list[Line]], legend: str) -> str:
    said = [f"Documents side by side ({legend})"]
    for title, lines in columns.items():
        said.append(f"{title}:")
        for line in lines:
            note = f"   <- {line.note}" if line.note else ""
            said.append(f"  {_SIGNS[line.compared]} {line.text}{note}")
    return "\n".join(said)
