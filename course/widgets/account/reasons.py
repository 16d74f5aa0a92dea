"""Why something ended as it did: reasons, attempts and faults of a span, as ends of sentences."""

from typing import Any

from course.widgets.words import clip

__all__ = ["attempts", "faults", "reason", "vanished"]

_LONGEST = 180  # letters of a reason; the whole of it stands in the trace


def reason(span: Any) -> str:
    """Return the reason that a span gives, with a full stop."""
    detail = span.detail or {}
    decision = detail.get("decision") or {}
    found = detail.get("reason") or _deciding(decision) or decision.get("reason") or detail.get("error") or ""
    if isinstance(found, dict):
        found = found.get("errorMessage") or found.get("errorType") or ""
    return f"{clip(str(found).rstrip('.'), _LONGEST)}." if found else "no reason was given."


def attempts(span: Any) -> str:
    """Return which attempt this was, or how many there were; empty for the first and only one."""
    detail = span.detail or {}
    tries = detail.get("attempts") or detail.get("attempt") or 1
    if tries == 1:
        return ""
    return f" (attempt {tries})" if span.kind == "invocation" else f" ({tries} attempts)"


def faults(span: Any) -> str:
    """Return a sentence about the faults that somebody made for this; empty where none struck."""
    told = (span.detail or {}).get("fault") or ()
    words = []
    for fault in told:
        aside = [str(fault[key]) for key in ("error",) if fault.get(key)]
        aside += [f"{fault['seconds']} s"] if fault.get("seconds") else []
        words.append(f"{fault.get('kind', 'fault')}{f' ({chr(44).join(aside)})' if aside else ''}")
    return f" ⚡ A fault of this scenario struck: {', '.join(dict.fromkeys(words))}." if words else ""


def vanished(span: Any) -> bool:
    """Tell whether a queue said that it took a message, and does not have it, because a fault wanted it so."""
    kinds = {fault.get("kind") for fault in (span.detail or {}).get("fault") or ()}
    return span.status == "ok" and "drop" in kinds


def _deciding(decision: dict[str, Any]) -> str:
    """Return the reason of the first field that a filter could not do without."""
    branch, fields = decision.get("tree"), decision.get("fields", ())
    while branch is not None and branch.get("kind") != "field":
        branch = next((child for child in branch.get("children", ()) if not child["matched"]), None)
    return str(fields[branch["field"]]["reason"]) if branch is not None else ""
