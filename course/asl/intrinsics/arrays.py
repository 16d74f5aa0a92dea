"""The functions for arrays. AWS, "Intrinsics for arrays"."""

from typing import Any

from course.facts import value

from .arguments import an_array, an_integer
from .errors import IntrinsicFailureError
from .json_form import as_text
from .unique import unique

__all__ = ["array", "contains", "get_item", "length", "partition", "span", "without_duplicates"]

_MOST_ITEMS: int = value("states.intrinsics")["items"]


def array(*values: Any) -> list[Any]:
    """`States.Array`: the arguments, in an array."""
    return list(values)


def partition(values: Any, size: Any) -> list[list[Any]]:
    """`States.ArrayPartition`: chunks of `size` values, the last one shorter."""
    items, step = an_array(values), an_integer(size)
    if step < 1:
        raise IntrinsicFailureError(f"expected a positive chunk size, found {as_text(size)}")
    return [items[start : start + step] for start in range(0, len(items), step)]


def contains(values: Any, sought: Any) -> bool:
    """`States.ArrayContains`. AWS compares the texts of the values: the string "true" is found as true."""
    text = as_text(sought)
    return any(as_text(value) == text for value in an_array(values))


def span(first: Any, last: Any, step: Any) -> list[int]:
    """`States.ArrayRange`: from `first` to `last`, that one included if a step ends on it."""
    start, end, by = an_integer(first), an_integer(last), an_integer(step)
    if by == 0:
        raise IntrinsicFailureError("expected a step other than 0")
    found = range(start, end + (1 if by > 0 else -1), by)
    if found[_MOST_ITEMS:]:
        raise IntrinsicFailureError(f"expected a range of at most {_MOST_ITEMS:,} items")
    return list(found)


def get_item(values: Any, index: Any) -> Any:
    """`States.ArrayGetItem`: the value at `index`, from 0. An empty array has null everywhere."""
    items, at = an_array(values), an_integer(index)
    if not items:
        return None
    if not 0 <= at < len(items):
        raise IntrinsicFailureError(f"expected an index from 0 to {len(items) - 1}, found {at}")
    return items[at]


def length(values: Any) -> int:
    """`States.ArrayLength`."""
    return len(an_array(values))


def without_duplicates(values: Any) -> list[Any]:
    """`States.ArrayUnique`."""
    return unique(an_array(values))
