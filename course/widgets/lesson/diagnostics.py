"""What the linter says of a definition, in a report: each line with its place and what to do."""

from collections.abc import Sequence
from html import escape
from typing import Any, TypeGuard

from course.widgets.prose import inline

__all__ = ["are_diagnostics", "as_html", "as_lines"]

_SIGNS = {"ERROR": ("✗", "error", "bad"), "WARNING": ("!", "warning", "warn")}


def are_diagnostics(value: Any) -> TypeGuard[list[dict[str, Any]]]:
    """Tell whether a value is a list of `course.asl` diagnostics as plain data."""
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(each, dict) and {"severity", "message", "location"} <= set(each) for each in value)
    )


def as_html(diagnostics: Sequence[dict[str, Any]]) -> str:
    """Return them as a list: sign and word, line, place, message, remedy."""
    return f'<ul class="course-said-of-it">{"".join(map(_item, diagnostics))}</ul>'


def as_lines(diagnostics: Sequence[dict[str, Any]]) -> list[str]:
    """Return the same in words, one line each."""
    return [_words(each) for each in diagnostics]


def _words(diagnostic: dict[str, Any]) -> str:
    sign, word, _ = _sign(diagnostic)
    told = ". ".join(part.rstrip(".") for part in (str(diagnostic["message"]), _hint(diagnostic)) if part)
    return f"{sign} {word}{_line(diagnostic)}, {diagnostic['location']}: {told}."


def _item(diagnostic: dict[str, Any]) -> str:
    sign, word, tone = _sign(diagnostic)
    hint = _hint(diagnostic)
    remedy = f'<p class="course-muted">{inline(hint)}</p>' if hint else ""
    place = f"<code>{escape(str(diagnostic['location']))}</code>"
    return (
        f'<li><b class="course-{tone}">{sign} {word}{_line(diagnostic)}</b> {place}'
        f"<p>{inline(str(diagnostic['message']))}</p>{remedy}</li>"
    )


def _sign(diagnostic: dict[str, Any]) -> tuple[str, str, str]:
    return _SIGNS.get(
        str(diagnostic["severity"]).upper(), ("○", str(diagnostic["severity"]).lower(), "muted")
    )


def _line(diagnostic: dict[str, Any]) -> str:
    return f", line {diagnostic['line']}" if diagnostic.get("line") else ""


def _hint(diagnostic: dict[str, Any]) -> str:
    return str(diagnostic.get("hint") or "")
