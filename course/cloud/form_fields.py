"""The fields of a form that boto3 sends: read once for the trace and once more for moto, a moment later."""

from functools import lru_cache
from urllib.parse import parse_qsl

__all__ = ["form_fields"]

_AT_ONCE = 8  # requests that may be under way within each other


@lru_cache(_AT_ONCE)
def form_fields(body: bytes) -> tuple[tuple[str, str], ...] | None:
    """Return the fields of a form in their order, those without a value too; None where a text in it is not UTF-8."""
    try:
        return tuple(parse_qsl(body.decode(), keep_blank_values=True, errors="strict"))
    except UnicodeDecodeError:
        return None
