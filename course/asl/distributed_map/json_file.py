"""JSON files: an array of items, at the top or behind a pointer."""

import json
from typing import Any

from course.asl.errors import StatesError
from course.asl.strict_json import DECODER

from .failure import reader_failed

__all__ = ["follow", "parse", "read_json"]


def read_json(text: str, pointer: Any = "") -> list[Any] | dict[str, Any]:
    """Return the array in a JSON file, or the object if `pointer` (ItemsPointer) leads to one.

    Without a pointer the whole file must be an array. Raises StatesError, as do all readers.
    Source: ItemReader (Map), JSON file, https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html
    """
    found = follow(parse(text), pointer)
    if isinstance(found, list) or (pointer and isinstance(found, dict)):
        return found
    raise reader_failed("Attempting to map over non-iterable node.")


def parse(text: str, what: str = "the file") -> Any:
    """Return the JSON value in `text`; the error names `what` could not be read, and where."""
    try:
        return DECODER.decode(text)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise reader_failed(f"Invalid JSON in {what}: {error.msg} at {where}.") from None
    except RecursionError:
        raise reader_failed(f"Invalid JSON in {what}: it is nested too deeply.") from None
    except ValueError as error:
        raise reader_failed(f"Invalid JSON in {what}: {error}.") from None


def follow(document: Any, pointer: Any) -> Any:
    """Return what a JSON Pointer (RFC 6901: `/data/0/items`) leads to; the empty one is the document itself."""
    if not isinstance(pointer, str) or (pointer and not pointer.startswith("/")):
        raise reader_failed(f'ItemsPointer must be a JSON Pointer that begins with "/", and is "{pointer}".')
    found = document
    for part in pointer.split("/")[1:]:
        found = _step(found, part.replace("~1", "/").replace("~0", "~"), pointer)
    return found


def _step(found: Any, part: str, pointer: str) -> Any:
    if isinstance(found, dict) and part in found:
        return found[part]
    if isinstance(found, list) and part.isascii() and part.isdigit() and len(part) <= len(str(len(found))):
        index = int(part)
        if index < len(found):
            return found[index]
    raise _nowhere(part, pointer)


def _nowhere(part: str, pointer: str) -> StatesError:
    return reader_failed(f'ItemsPointer "{pointer}" leads nowhere in the file: there is no "{part}".')
