"""How a report shows what was given, what came out and what was expected: short as it is, long ones folded, two compared."""

from collections.abc import Mapping
from html import escape
from typing import Any

from course.widgets.documents import columns, lines_of
from course.widgets.prose import inline
from course.widgets.words import as_json, clip, count

__all__ = ["differences", "in_words", "is_document", "shown", "side_by_side"]

_LONG, _TALL = 600, 14  # letters and lines beyond which a value is folded
_MOST = 8


def shown(value: Any, *, code: bool = False) -> str:
    """Return a value as HTML; one that is long is folded under its beginning. A text may hold `code` marks."""
    text = as_json(value)
    if isinstance(value, str) and "\n" not in text and not code and len(text) <= _LONG:
        return inline(text)
    if len(text) > _LONG or text.count("\n") >= _TALL:
        lines = text.count("\n") + 1
        size = count(lines, "line") if lines > 1 else count(len(text), "letter")
        begin = escape(clip(" ".join(text[:400].split()), 60))
        return f"<details><summary><code>{begin}</code> ({size})</summary><pre>{escape(text)}</pre></details>"
    return f"<pre>{escape(text)}</pre>" if "\n" in text else f"<code>{escape(text)}</code>"


def in_words(value: Any) -> str:
    """Return a value as text; of one that is long, its beginning and its size."""
    text = as_json(value)
    return text if len(text) <= 2 * _LONG else f"{text[:_LONG]}… ({len(text):,} letters)"


def is_document(value: Any) -> bool:
    """Tell whether a value is worth to be compared line by line: more than fits into one line."""
    return isinstance(value, dict | list) and "\n" in as_json(value)


def side_by_side(got: Any, expected: Any) -> str:
    """Return two documents in columns as HTML, folded where they are long."""
    documents = {"came out": got, "expected": expected}
    lines = max(len(lines_of(title, documents)) for title in documents)
    table = columns(documents)
    if lines <= _TALL:
        return table
    summary = f"both side by side ({count(lines, 'line')})"
    return f"<details><summary>{summary}</summary>{table}</details>"


def differences(got: Any, expected: Any) -> list[str]:
    """Say in words where two documents differ, one line each, the first few."""
    one, other = _leaves(got), _leaves(expected)
    found = [
        _difference(path, one, other)
        for path in dict.fromkeys([*one, *other])
        if path not in one or path not in other or not _equal(one[path], other[path])
    ]
    more = [f"and {len(found) - _MOST} more differences"] if len(found) > _MOST else []
    return [*found[:_MOST], *more]


def _equal(one: Any, other: Any) -> bool:
    # 1 and true are equal in Python, and two things in JSON.
    return bool(one == other) and isinstance(one, bool) == isinstance(other, bool)


def _difference(path: str, one: Mapping[str, Any], other: Mapping[str, Any]) -> str:
    if path not in one:
        return f"{path} is missing; expected {_brief(other[path])}"
    if path not in other:
        return f"{path} is {_brief(one[path])}; nothing was expected there"
    return f"{path} is {_brief(one[path])}; expected {_brief(other[path])}"


def _brief(value: Any) -> str:
    return clip(f'"{value}"' if isinstance(value, str) else as_json(value), 60)


def _leaves(value: Any, path: str = "") -> dict[str, Any]:
    """Return the values at the ends of a document by their paths, such as `parts[0].name`."""
    if not isinstance(value, dict | list) or not value:
        return {path or "the whole": value}
    pairs = (
        ((f"{path}.{key}" if path else str(key), child) for key, child in value.items())
        if isinstance(value, dict)
        else ((f"{path}[{at}]", child) for at, child in enumerate(value))
    )
    return {end: leaf for place, child in pairs for end, leaf in _leaves(child, place).items()}
