"""A routing decision in HTML and in words: the rules, the fields of one of them, and a document with its lines marked."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from course.cloud.filter_policy.decision import ABSENT, FieldDecision
from course.widgets.words import as_json, clip, count

from .field_lines import decisive
from .routes import Verdict

__all__ = ["SIGNS", "fields_html", "fields_text", "lines_html", "rule_html", "rule_text"]

# How a rule took the event: sign, word, tone.
SIGNS = {
    "wanted": ("✓", "wanted", "good"),
    "stopped": ("✗", "stopped", "bad"),
    "off": ("○", "disabled", "muted"),
    "schedule": ("◷", "scheduled", "muted"),
    "refused": ("!", "refused by AWS", "warn"),
}
_LINE = {
    "good": ("✓", "holds"),
    "bad": ("✗", "stops it"),
    "open": ("○", "fails, and another alternative holds"),
}


def rule_html(verdict: Verdict) -> str:
    """Return one rule: sign and name, where it stopped and why, and the targets behind it."""
    sign, word, tone = SIGNS[verdict.how]
    stop = f" at <code>{escape(_stop(verdict))}</code>" if _stop(verdict) else ""
    targets = "".join(
        f'<span class="course-target"><small>{escape(kind)}</small> {escape(clip(name, 32))}</span>'
        for kind, name in verdict.route.targets
    )
    behind = targets or ('<span class="course-muted">no target</span>' if verdict.route.bus else "")
    return (
        f'<span class="course-rule course-rule-{tone}"><b>{escape(verdict.route.name)}</b>'
        f'<span class="course-{tone}"><b>{sign} {word}{stop}</b></span>'
        f"<span>{escape(verdict.words)}</span></span>"
        f'<span class="course-road course-road-{tone}" aria-hidden="true"></span>'
        f'<span class="course-targets course-targets-{tone}">{behind}</span>'
    )


def rule_text(verdict: Verdict) -> str:
    """Return the same in words."""
    sign, word, _ = SIGNS[verdict.how]
    stop = f" at {_stop(verdict)}" if _stop(verdict) else ""
    targets = ", ".join(f"{kind} {name}" for kind, name in verdict.route.targets)
    behind = f" -> {targets}" if targets and verdict.how == "wanted" else ""
    return f"  {sign} {verdict.route.name}: {word}{stop}{behind}. {verdict.words}"


def fields_html(verdict: Verdict) -> str:
    """Return the table of the fields of a rule's pattern."""
    if verdict.decision is None:
        return f'<p class="course-note">{escape(verdict.words)}</p>'
    culprits = decisive(verdict.decision)
    rows = "".join(_row(field, decides=at in culprits) for at, field in enumerate(verdict.decision.fields))
    fields = count(len(verdict.decision.fields), "field")
    return (
        f"<table><caption>{escape(verdict.route.name)}, field by field ({fields})</caption><thead><tr>"
        '<th scope="col">holds?</th><th scope="col">field</th><th scope="col">the event has</th>'
        f'<th scope="col">the pattern wants one of</th><th scope="col">why</th></tr></thead><tbody>{rows}</tbody></table>'
    )


def fields_text(verdict: Verdict) -> list[str]:
    """Return a line for each field."""
    if verdict.decision is None:
        return [f"  {verdict.words}"]
    culprits = decisive(verdict.decision)
    return [
        f"    {_sign(field, decides=at in culprits)[0]} {field.path}: wanted {as_json(field.wanted)}, "
        f"found {_found(field)}. {field.reason}"
        for at, field in enumerate(verdict.decision.fields)
    ]


def lines_html(text: str, marks: Mapping[int, str]) -> str:
    """Return a document with a sign before each line that a field stands in."""
    return f'<pre class="course-lines">{"".join(_line(at, line, marks) for at, line in enumerate(text.splitlines(), 1))}</pre>'


def shown_first(verdicts: Sequence[Verdict], most: int) -> tuple[list[Verdict], str]:
    """Return the first verdicts, and a sentence about the others."""
    rest = len(verdicts) - most
    return list(verdicts[:most]), f"{count(rest, 'more rule')} further from a match." if rest > 0 else ""


def _line(at: int, line: str, marks: Mapping[int, str]) -> str:
    sign, word = _LINE.get(marks.get(at, ""), (" ", ""))
    tone = {"good": "course-holds", "bad": "course-stops"}.get(marks.get(at, ""), "")
    spoken = f'<span class="course-hidden">{word}: </span>' if word else ""
    return f'<span class="{tone}"><b class="course-sign" aria-hidden="true">{sign}</b>{spoken}{escape(line)}</span>'


def _row(field: FieldDecision, *, decides: bool) -> str:
    sign, tone = _sign(field, decides=decides)
    word = {"good": "holds", "bad": "stops it", "muted": "fails, no matter"}[tone]
    return (
        f'<tr class="course-row-{tone}"><td class="course-{tone}"><b>{sign} {word}</b></td>'
        f"<td><code>{escape(field.path)}</code></td><td><code>{escape(_found(field))}</code></td>"
        f"<td><code>{escape(as_json(field.wanted))}</code></td><td>{escape(field.reason)}</td></tr>"
    )


def _sign(field: FieldDecision, *, decides: bool) -> tuple[str, str]:
    return ("✓", "good") if field.matched else ("✗", "bad") if decides else ("○", "muted")


def _found(field: FieldDecision) -> str:
    found: Any = field.found
    return (
        "nothing"
        if found is ABSENT
        else as_json(found)
        if isinstance(found, list | dict)
        else as_json([found])[1:-1]
    )


def _stop(verdict: Verdict) -> str:
    """Return the path of the field that stopped the event; "" where none did by itself."""
    deciding = verdict.decision.deciding if verdict.decision else None
    return deciding.path if deciding else ""
