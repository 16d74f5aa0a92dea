"""InputPath, ResultPath and OutputPath, said with the expressions that take their place."""

from typing import Any

from course.asl.jsonpath import is_reference_path, parse_path

from .document import Document, computed, fixed, literal, member
from .expression import expression

__all__ = ["INPUT", "placed", "trimmed"]

INPUT = computed("$states.input")


def placed(result: Document, path: Any) -> Document:
    """Return the input with a result at a ResultPath; null keeps the input alone. Raises ValueError."""
    if path is None:
        return INPUT
    keys = _keys(path)
    return computed(_merged("$states.input", keys, result.text)) if keys else result


def trimmed(document: Document, path: Any) -> Document:
    """Return what an InputPath or OutputPath leaves of a document; null leaves `{}`. Raises ValueError."""
    if path is None:
        return fixed({})
    text = expression(path, document.text)
    return computed(text) if text != document.text else document


def _keys(path: Any) -> tuple[str, ...]:
    """Return the names on a path from `$`. Raises ValueError for another path, and for one with an index."""
    parsed = parse_path(path) if isinstance(path, str) and is_reference_path(path) else None
    keys = parsed.keys if parsed is not None and parsed.root == "$" else None
    if keys is None:
        raise ValueError(f"{path!r} is no path of names from $")
    names = tuple(key for key in keys if isinstance(key, str) and "`" not in key)
    if len(names) < len(keys):
        raise ValueError(f"{path} has an index, or a name that JSONata cannot quote")
    return names


def _merged(around: str, keys: tuple[str, ...], value: str) -> str:
    """Return an object with one field more, or replaced, at the end of a way of names."""
    if not keys:
        return value
    inner = _merged(member(around, keys[0]), keys[1:], value)
    return f"$merge([{around}, {{{literal(keys[0])}: {inner}}}])"
