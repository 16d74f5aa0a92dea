"""How a report shows what was given, what came out and what was expected: short as it is, long ones folded, two compared."""

from collections.abc import Iterator
from html import escape
from typing import Any

from course.widgets.documents import columns, lines_of
from course.widgets.prose import inline
from course.widgets.words import as_json, clip, count

__all__ = ["differences", "in_words", "is_document", "shown", "side_by_side"]

_LONG, _TALL = 600, 14  # letters and lines beyond which a value is folded
_MOST = 8
_NOTHING = object()
_WHY = "because"  # under this key a finding tells the cause of a failure


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
    found = [
        _difference(path or "the whole", one, other)
        for path, one, other in _compared(got, expected, "")
        if not _equal(one, other)
    ]
    more = [f"and {len(found) - _MOST} more differences"] if len(found) > _MOST else []
    return [*found[:_MOST], *more]


def _equal(one: Any, other: Any) -> bool:
    # 1 and true are equal in Python, and two things in JSON.
    return bool(one == other) and isinstance(one, bool) == isinstance(other, bool)


def _difference(path: str, one: Any, other: Any) -> str:
    if one is _NOTHING:
        return f"{path} is missing; expected {_brief(other)}"
    if other is _NOTHING and path == _WHY:
        return f"{path}: {in_words(one)}"
    if other is _NOTHING:
        return f"{path} is {_brief(one)}; nothing was expected there"
    return f"{path} is {_brief(one)}; expected {_brief(other)}"


def _compared(one: Any, other: Any, path: str) -> Iterator[tuple[str, Any, Any]]:
    """Yield what stands at the same place of two documents, such as `parts[0].name`, down to where they part."""
    held, wanted = _children(one, path), _children(other, path)
    if held and wanted and type(one) is type(other):
        places = {
            place: (held.get(place, _NOTHING), wanted.get(place, _NOTHING)) for place in [*held, *wanted]
        }
    elif held and other is _NOTHING:
        places = {place: (child, _NOTHING) for place, child in held.items()}
    elif wanted and one is _NOTHING:
        places = {place: (_NOTHING, child) for place, child in wanted.items()}
    else:
        yield path, one, other
        return
    for place, pair in places.items():
        yield from _compared(*pair, place)


def _children(value: Any, path: str) -> dict[str, Any]:
    """Return what a document holds, by its path; nothing for what is none, and for an empty one."""
    if isinstance(value, dict):
        return {f"{path}.{key}" if path else str(key): child for key, child in value.items()}
    return {f"{path}[{at}]": child for at, child in enumerate(value)} if isinstance(value, list) else {}


def _brief(value: Any) -> str:
    return clip(f'"{value}"' if isinstance(value, str) else as_json(value), 60)
