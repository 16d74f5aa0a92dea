"""A definition as JSON text, and any data as JSON for people to read."""

import json
import re
from math import isfinite
from typing import Any

from .depth import DEPTH
from .place import Path

__all__ = ["NotPlainDataError", "printed", "to_text"]

_BITS = 14_000  # about 4,200 digits: what Python still writes and reads as one number
_SURROGATE = re.compile("[\ud800-\udfff]")


class NotPlainDataError(ValueError):
    """What is to be printed is no JSON: `path` says where, the message what was found there."""

    def __init__(self, path: Path, found: str) -> None:
        where = "/" + "/".join(map(str, path))
        super().__init__(
            f"A definition is plain data (dict with text keys, list, str, int, float, bool, None), but {where} is {found}."
        )
        self.path = path


def to_text(definition: Any, *, indent: int | None = 2) -> str:
    """Return `definition` as JSON, with `indent` blanks a level (None: all in one line); reading it gives it back.

    Raises NotPlainDataError for what JSON cannot hold.
    """
    _check(definition)
    text = json.dumps(definition, indent=indent, ensure_ascii=False)
    return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def printed(value: Any, width: int = 60, indent: str = "") -> str:
    """Return JSON that keeps on one line whatever fits into `width`, and indents the rest."""
    short = json.dumps(value, ensure_ascii=False, default=str)
    if len(short) + len(indent) <= width or not isinstance(value, dict | list) or not value:
        return short
    deeper = indent + "  "
    if isinstance(value, dict):
        lines = [
            f"{deeper}{json.dumps(str(key), ensure_ascii=False)}: {printed(child, width, deeper)}"
            for key, child in value.items()
        ]
        return "{\n" + ",\n".join(lines) + f"\n{indent}}}"
    return "[\n" + ",\n".join(f"{deeper}{printed(child, width, deeper)}" for child in value) + f"\n{indent}]"


def _check(definition: Any) -> None:
    left: list[tuple[Any, Path]] = [(definition, ())]
    while left:
        value, path = left.pop()
        if len(path) >= DEPTH and isinstance(value, dict | list | tuple):
            raise NotPlainDataError(path[:3], f"nested more than {DEPTH} levels deep, or within itself")
        if isinstance(value, dict):
            _check_keys(value, path)
            left.extend((inner, (*path, key)) for key, inner in value.items())
        elif isinstance(value, list | tuple):
            left.extend((inner, (*path, index)) for index, inner in enumerate(value))
        else:
            _check_plain(value, path)


def _check_keys(value: dict[Any, Any], path: Path) -> None:
    for key in value:
        if not isinstance(key, str):
            raise NotPlainDataError(path, f"a dict with the key {key!r}")


def _check_plain(value: Any, path: Path) -> None:
    if isinstance(value, float) and not isfinite(value):
        raise NotPlainDataError(path, repr(value))
    if isinstance(value, int) and value.bit_length() > _BITS:
        raise NotPlainDataError(path, "a number of thousands of digits")
    if value is not None and not isinstance(value, str | int | float):
        raise NotPlainDataError(path, f"of type {type(value).__name__}")
