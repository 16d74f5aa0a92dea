"""What is to be noticed about a span: each time a sign and a word, never a colour alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from course.widgets.words import number

__all__ = ["THROTTLED", "Sign", "bad", "is_throttle", "signs"]

_THROTTLES = ("TooManyRequestsException", "ThrottlingException", "ProvisionedThroughputExceededException")

# A status that needs a word; `ok` needs none.
_STATUSES = {
    "error": ("✗", "error", "bad"),
    "lost": ("!", "lost", "bad"),
    "dead-letter": ("!", "set aside as a dead letter", "bad"),
    "retrying": ("↻", "goes back to its queue", "warn"),
    "filtered": ("⊘", "filtered out", ""),
    "pending": ("✗", "subscription not confirmed", "bad"),
}


@dataclass(frozen=True)
class Sign:
    """A sign, its word, and its tone: good, bad, warn or empty."""

    sign: str
    word: str
    tone: str = ""

    def __str__(self) -> str:
        """Return both, as they are written."""
        return f"{self.sign} {self.word}"


THROTTLED = Sign("⊗", "throttled", "bad")


def is_throttle(error: str) -> bool:
    """Tell whether an error of this name means that a service took no more; `Lambda.` and its like may stand before it."""
    return error.rpartition(".")[2] in _THROTTLES


def signs(span: Any) -> list[Sign]:
    """Return what is to be noticed about a span, the gravest first."""
    return [*_end(span), *_tries(span.detail), *_circumstances(span.detail)]


def bad(span: Any) -> bool:
    """Tell whether something went wrong with this span itself."""
    return any(sign.tone == "bad" for sign in signs(span))


def _end(span: Any) -> Iterator[Sign]:
    if _throttled(span):
        yield THROTTLED
    elif span.status in _STATUSES:
        yield Sign(*_STATUSES[span.status])
    elif span.status != "ok":
        yield Sign("…", str(span.status))


def _throttled(span: Any) -> bool:
    detail = span.detail
    error = detail.get("error")
    name = error.get("errorType") if isinstance(error, dict) else error
    return detail.get("http") == 429 or is_throttle(str(detail.get("refused"))) or is_throttle(str(name))


def _tries(detail: dict[str, Any]) -> Iterator[Sign]:
    if (attempt := detail.get("attempt", 1)) > 1:
        yield Sign("↻", f"attempt {attempt}", "warn")
    if (attempts := detail.get("attempts", 1)) > 1:
        yield Sign("↻", f"{attempts} attempts", "warn")
    if redrives := detail.get("redrives"):
        yield Sign("↻", f"redriven, {redrives} in all", "warn")


def _circumstances(detail: dict[str, Any]) -> Iterator[Sign]:
    if detail.get("cold"):
        yield Sign("❄", "cold start")
    if "cache" in detail:
        yield Sign("◆" if detail["cache"] == "hit" else "◇", f"cache {detail['cache']}")
    for kind in dict.fromkeys(_kind(each) for each in detail.get("fault") or ()):
        yield Sign("⚡", f"fault: {kind}", "warn")
    if "billed_ms" in detail:
        yield Sign("$", f"{number(detail['billed_ms'])} ms billed")


def _kind(fault: Any) -> str:
    return str(fault.get("kind") or "delay") if isinstance(fault, dict) else "delay"
