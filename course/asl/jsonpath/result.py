"""Put a result where ResultPath says, without changing the input: only what lies on the way is copied."""

from typing import Any

from .errors import PathSyntaxError
from .failures import bad_path, conflict
from .lookup import Key
from .path import parse_path

__all__ = ["place"]


def place(document: Any, path: Any, result: Any) -> Any:
    """Return the input with the result at a Reference Path; objects that are not there yet are made.

    `$` puts the result in the input's place, None keeps the input as it is. Raises `EvaluationError` with
    `States.ReferencePathConflict` where the path does not fit the input (a name on an array or a text, an index that
    the array does not have).
    """
    if path is None:
        return document
    try:
        parsed = parse_path(path)
    except PathSyntaxError:
        raise bad_path(path, "ResultPath") from None
    if parsed.root != "$" or parsed.keys is None:
        raise bad_path(path, "ResultPath")
    return _placed(document, parsed.keys, result, document)


def _placed(value: Any, keys: tuple[Key, ...], result: Any, document: Any) -> Any:
    if not keys:
        return result
    key, *others = keys
    if isinstance(key, str) and isinstance(value, dict):
        return {**value, key: _placed(value.get(key, {}), tuple(others), result, document)}
    if isinstance(key, int) and isinstance(value, list) and 0 <= key < len(value):
        made = value.copy()
        made[key] = _placed(value[key], tuple(others), result, document)
        return made
    raise conflict(key, document, "ResultPath")
