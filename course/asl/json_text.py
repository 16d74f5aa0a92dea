"""Documents as the JSON text that AWS writes into histories and errors, and how large that text may be."""

import json
from collections.abc import Callable
from json import encoder
from typing import Any

from course.asl.errors import EvaluationError
from course.asl.strict_json import DECODER
from course.asl.text.depth import too_deep
from course.facts import value

__all__ = ["PAYLOAD", "compact", "fits", "plain", "shown", "size"]

PAYLOAD: int = value("states.payload")

# Levels of a document. Ours; AWS publishes no figure. Whoever walks a document by recursion can walk so many.
DEEPEST = 1_000

# A character takes at most four bytes, so that most texts need not be encoded to be measured.
_SURELY_FITS = PAYLOAD // 4


def _encoder() -> Callable[[Any], str]:
    """Return what writes a document; JSONEncoder makes its C encoder anew for each, which takes longer than a short one."""
    plain = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    make = getattr(encoder, "c_make_encoder", None)  # not every Python has it
    if make is None:
        return plain.encode
    write = make(None, plain.default, encoder.encode_basestring, None, ":", ",", False, False, False)
    return lambda document: "".join(write(document, 0))


_encode = _encoder()
_TOO_DEEP = f"nested more than {DEEPEST} levels deep"


def compact(document: Any) -> str:
    """Return a document as text.

    Raises TypeError or ValueError for what is not plain data, such as NaN; EvaluationError where it is too deep.
    """
    try:
        text = _encode(document)
    except RecursionError:
        raise _nested_too_deeply() from None
    if _is_too_deep(document, text):
        raise _nested_too_deeply()
    return text


def shown(value: Any) -> str:
    """Return a value as AWS puts it into a sentence: a text as it is, anything else as JSON. Raises as `compact` does."""
    return value if isinstance(value, str) else compact(value)


def size(text: str) -> int:
    """Return the bytes of a text in UTF-8; half of a surrogate pair counts three, as it is written."""
    return len(text.encode("utf-8", "surrogatepass"))


def fits(text: str, limit: int = PAYLOAD) -> bool:
    """Tell whether a document's text is within the limit of a payload (bytes)."""
    return len(text) <= _SURELY_FITS or size(text) <= limit


def plain(text: str) -> Any:
    """Return the document of a text. Raises ValueError for what is no JSON, NaN included, or is nested too deeply."""
    try:
        document = DECODER.decode(text)
    except RecursionError:
        raise ValueError(f"it is {_TOO_DEEP}") from None
    if _is_too_deep(document, text):
        raise ValueError(f"it is {_TOO_DEEP}")
    return document


def _is_too_deep(document: Any, text: str) -> bool:
    """Tell whether a document has too many levels; the text of most is too short for that."""
    if len(text) <= 2 * DEEPEST or text.count("{") + text.count("[") <= DEEPEST:
        return False
    return too_deep(document, DEEPEST)


def _nested_too_deeply() -> EvaluationError:
    return EvaluationError("States.Runtime", f"The document is {_TOO_DEEP}.")
