"""Documents as the JSON text that AWS writes into a history, and how large that text may be."""

import json
from typing import Any

from course.asl.errors import EvaluationError
from course.facts import value

__all__ = ["PAYLOAD", "compact", "fits", "plain", "size"]

PAYLOAD: int = value("states.payload")

# A character takes at most four bytes, so that most texts need not be encoded to be measured.
_SURELY_FITS = PAYLOAD // 4

_encode = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode


def compact(document: Any) -> str:
    """Return a document as text. Raises TypeError for what is not plain data, EvaluationError where it is too deep."""
    try:
        return _encode(document)
    except RecursionError:
        raise EvaluationError("States.Runtime", "The document is nested too deeply.") from None


def size(text: str) -> int:
    """Return the bytes of a text in UTF-8; half of a surrogate pair counts three, as it is written."""
    return len(text.encode("utf-8", "surrogatepass"))


def fits(text: str, limit: int = PAYLOAD) -> bool:
    """Tell whether a document's text is within the limit of a payload (bytes)."""
    return len(text) <= _SURELY_FITS or size(text) <= limit


def plain(text: str) -> Any:
    """Return the document of a text. Raises ValueError."""
    try:
        return json.loads(text)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
