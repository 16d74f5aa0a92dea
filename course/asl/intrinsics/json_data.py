"""The functions for JSON. AWS, "Intrinsics for JSON data manipulation"."""

import re
from typing import Any

from course.asl.strict_json import DECODER

from .arguments import a_string, an_object
from .errors import IntrinsicFailureError
from .json_form import as_json

__all__ = ["json_to_string", "merge", "string_to_json"]

_SPACE = re.compile(r"[ \t\r\n]*")


def merge(first: Any, second: Any, deep: Any) -> dict[str, Any]:
    """`States.JsonMerge`: the keys of both, the second one's where both have one. There is no deep merging."""
    if deep is True:
        raise IntrinsicFailureError("expected false as the last one, for there is no deep merging")
    return {**an_object(first), **an_object(second)}


def string_to_json(text: Any) -> Any:
    """`States.StringToJson`: blank text is null; what follows the JSON is passed over, as AWS's parser does."""
    source = a_string(text)
    found = _SPACE.match(source)
    start = found.end() if found else 0
    if start == len(source):
        return None
    try:
        return DECODER.raw_decode(source, start)[0]
    except ValueError as error:  # no JSON, or a number of thousands of digits
        raise IntrinsicFailureError(f"expected JSON: {error}") from None


def json_to_string(value: Any) -> str:
    """`States.JsonToString`: a string comes out in quotes."""
    return as_json(value)
