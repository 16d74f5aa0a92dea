"""Why a function failed, for findings that would else show no more than a gateway's Internal Server Error."""

import re
from collections.abc import Iterable
from typing import Any

from .plain import plain, shortened

__all__ = ["last_failure"]

_AT = re.compile(r'File "(?:.*/)?(?P<file>[^"/]+)", line (?P<line>\d+)[^\n]*\n?\s*(?P<text>[^\n]*)')


def last_failure(spans: Iterable[Any]) -> str:
    """Return what the last function that failed by itself ended in, and where; "" where none did.

    `spans` are those of an account's trace, or a part of them. A function that a fault made fail, or that was throttled, is
    left out: that is the scenario's doing. It reads ``function pay ended in KeyError: 'amount' (app.py, line 3: ...)``.
    """
    failed = [span for span in spans if _is_failure(span)]
    return _told(failed[-1]) if failed else ""


def _is_failure(span: Any) -> bool:
    detail = span.detail
    ended = (span.kind, span.service, span.status) == ("invocation", "lambda", "error")
    struck = any(each["kind"] != "delay" for each in detail.get("fault", ()))
    return ended and isinstance(detail.get("error"), dict) and not struck and "refused" not in detail


def _told(span: Any) -> str:
    document = plain(span.detail["error"])
    kind, text = document.get("errorType") or "an error", document.get("errorMessage") or ""
    said = f"{kind}: {text}" if text else str(kind)
    return f"function {span.name} ended in {shortened(said)}{_place(document.get('stackTrace'))}"


def _place(trace: Any) -> str:
    """Return the last line of the function's own code that a stack trace names, as Lambda writes them."""
    lines = trace if isinstance(trace, list) else []
    found = _AT.search(str(lines[-1])) if lines else None
    if not found:
        return ""
    text = f": {shortened(found['text'].rstrip())}" if found["text"] else ""
    return f" ({found['file']}, line {found['line']}{text})"
