"""JSON documents side by side: which lines are the same, which differ, which stand in one of them only."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from course.widgets.view import View, figure, kindly

__all__ = ["Line", "columns", "compared", "lines_of", "side_by_side"]

Path = tuple[str | int, ...]

_MISSING = object()

# Of a folded object or array so many values are always shown.
_FIRST = 3

_SIGNS = {"same": "=", "differs": "≠", "only": "+", "": " "}
_WORDS = {"same": "the same in all", "differs": "another value elsewhere", "only": "only here"}
_LEGEND = ", ".join(f"{_SIGNS[kind]} {words}" for kind, words in _WORDS.items())


@dataclass(frozen=True)
class Line:
    """One line of a printed document: its text, how it compares (same, differs, only or empty), a note.

    `path` leads to the value that the line shows or opens.
    """

    text: str
    compared: str = ""
    note: str = ""
    path: Path = ()


@kindly('titles and JSON documents: {"envelope": {...}, "raw": {...}}')
def side_by_side(documents: Mapping[str, Any]) -> View:
    """Show JSON documents (or JSON texts) in columns, what differs marked by sign and words."""
    text = _text({str(title): lines_of(title, documents) for title in documents}, _LEGEND)
    return figure(
        columns(documents), text, name="documents", sheets=("documents",), label="Documents side by side"
    )


def columns(documents: Mapping[str, Any]) -> str:
    """Return documents in columns as HTML, for a picture with the sheet `documents`."""
    sections = "".join(_section(str(title), lines_of(title, documents)) for title in documents)
    return f'<p class="course-muted">{_LEGEND}</p><div class="course-columns">{sections}</div>'


def lines_of(title: str, documents: Mapping[str, Any]) -> list[Line]:
    """Return the document under `title` as lines, each compared with the other documents."""
    parsed = {name: _parsed(document) for name, document in documents.items()}
    return list(compared(parsed[title], {str(name): each for name, each in parsed.items() if name != title}))


def compared(document: Any, others: Mapping[str, Any], *, fold: int = 0) -> Iterator[Line]:
    """Yield a document's lines, each compared with the `others`, by title; a text is a text here, JSON or not.

    Of an object or array with more than `fold` values (0: never) only the first few are shown, and those that differ.
    """
    return _lines(document, (), "", "", _Others(dict(others), fold))


@dataclass(frozen=True)
class _Others:
    documents: dict[str, Any]
    fold: int

    def compare(self, path: Path, value: Any) -> str:
        """Compare the value at a path with what stands there in the other documents."""
        found = self._at(path)
        if not self.documents or not found:
            return "only" if self.documents else ""
        same = len(found) == len(self.documents) and all(_equal(each, value) for each in found)
        return "same" if same else "differs"

    def frame(self, path: Path) -> str:
        """Compare the braces around a value: they are marked only where all within is new."""
        return "only" if self.documents and not self._at(path) else ""

    def same_as(self, value: Any) -> str:
        return next((title for title, document in self.documents.items() if _equal(document, value)), "")

    def _at(self, path: Path) -> list[Any]:
        found = (_value(document, path) for document in self.documents.values())
        return [value for value in found if value is not _MISSING]


def _lines(value: Any, path: Path, before: str, after: str, others: _Others) -> Iterator[Line]:
    """Print a value between `before` (indent and key) and `after` (a comma or nothing)."""
    indent = before[: len(before) - len(before.lstrip())] + "  "
    if isinstance(value, dict | list) and value:
        opened, closed = ("{", "}") if isinstance(value, dict) else ("[", "]")
        yield Line(f"{before}{opened}", others.frame(path), path=path)
        last = len(value) - 1
        for at, (key, child) in _folded(value, path, others):
            if at < 0:
                yield Line(f"{indent}… {-at:,} more", others.frame((*path, key)), path=(*path, key))
                continue
            label = f"{json.dumps(key, ensure_ascii=False)}: " if isinstance(value, dict) else ""
            yield from _lines(child, (*path, key), f"{indent}{label}", "," if at < last else "", others)
        yield Line(f"{indent[:-2]}{closed}{after}", others.frame(path), path=path)
        return
    inside = _inside(value)
    twin = others.same_as(inside) if inside is not None else ""
    note = "this value is JSON inside text" if inside is not None else ""
    if twin:
        note += f'; read as JSON it is the document under "{twin}"'
    printed = json.dumps(value, ensure_ascii=False, default=str)
    yield Line(f"{before}{printed}{after}", others.compare(path, value), note, path)


def _folded(value: Any, path: Path, others: _Others) -> Iterator[tuple[int, tuple[Any, Any]]]:
    """Yield position, key and value of what is shown; for those that are not, less than nothing: how many they are."""
    pairs = list(value.items() if isinstance(value, dict) else enumerate(value))
    left_out = 0
    for at, (key, child) in enumerate(pairs):
        first = not others.fold or len(pairs) <= others.fold or at < _FIRST
        if first or others.compare((*path, key), child) == "differs":
            if left_out:
                yield -left_out, pairs[at - 1]
            yield at, (key, child)
            left_out = 0
        else:
            left_out += 1
    if left_out:
        yield -left_out, pairs[-1]


def _value(document: Any, path: Path) -> Any:
    """Return what stands at a path; _MISSING where it leads nowhere."""
    value = document
    for step in path:
        keys = range(len(value)) if isinstance(value, list) else value if isinstance(value, dict) else ()
        if step not in keys:
            return _MISSING
        value = value[step]
    return value


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
    if one != other or isinstance(one, str):
        return bool(one == other)
    return json.dumps(one, sort_keys=True, default=str) == json.dumps(other, sort_keys=True, default=str)


def _section(title: str, lines: list[Line]) -> str:
    return f'<section><h4>{escape(title)}</h4><pre class="course-lines">{"".join(map(_span, lines))}</pre></section>'


def _span(line: Line) -> str:
    css = {"differs": "course-differs", "only": "course-only"}.get(line.compared, "")
    note = f"<i> ← {escape(line.note)}</i>" if line.note else ""
    spoken = f'<span class="course-hidden">{_WORDS.get(line.compared, "")}: </span>' if css else ""
    sign = f'<b class="course-sign" aria-hidden="true">{_SIGNS[line.compared]}</b>'
    return f'<span class="{css}">{sign}{spoken}{escape(line.text)}{note}</span>'


def _text(printed: Mapping[str, list[Line]], legend: str) -> str:
    said = [f"Documents side by side ({legend})"]
    for title, lines in printed.items():
        said.append(f"{title}:")
        for line in lines:
            note = f"   <- {line.note}" if line.note else ""
            said.append(f"  {_SIGNS[line.compared]} {line.text}{note}")
    return "\n".join(said)
