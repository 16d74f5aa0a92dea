"""JSON Lines: one item a line."""

from collections.abc import Iterator
from typing import Any

from .json_file import parse

__all__ = ["read_json_lines"]


def read_json_lines(text: str) -> Iterator[Any]:
    """Yield the value of each line; empty lines hold none. A line that is no JSON raises StatesError.

    Source: https://jsonlines.org, InputType JSONL of ItemReader (Map).
    """
    # Not splitlines(): inside a JSON text it would also split at U+2028, which may stand in a string.
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield parse(line, f"line {number} of the file")
