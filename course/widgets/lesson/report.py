"""The report of a check: what holds, what does not yet, and what to do next."""

from html import escape
from typing import Any

from course.widgets.lesson import diagnostics, path_taken
from course.widgets.lesson.values import differences, in_words, is_document, shown, side_by_side
from course.widgets.prose import inline, prose
from course.widgets.view import View, figure, kindly
from course.widgets.words import number

__all__ = ["report_view"]

_MARKS = {
    "held": ("✓", "holds", "good"),
    "open": ("○", "open", "muted"),
    "failed": ("✗", "not yet", "bad"),
}
_CAME_OUT, _EXPECTED = _TERMS = ("came out", "expected")
_PROMISE = "This looked at the visible cases; grading adds more."


@kindly("a report, as grade() makes it")
def report_view(report: dict[str, Any]) -> View:
    """Show a report: the parts with their points, what was found in the first that fails, a hint, the next step."""
    points, maximum = float(report["points"]), float(report["maximum"])
    parts = [] if report.get("untouched") else list(report.get("parts") or ())
    said = [
        f"{_title(report)}: {number(points)} of {number(maximum)} points",
        str(report.get("message") or ""),
        *(line for part in parts for line in _part_text(part)),
        *(words for words in (_hint_text(report), *_ending(report)) if words),
    ]
    score = f'<div class="course-points">{number(points)} <small>of {number(maximum)} points</small></div>'
    body = [
        f'<div class="course-head"><h3>{escape(_title(report))}</h3>{score}</div>',
        _meter(parts),
        _message(report, points, maximum),
        f'<ul class="course-parts">{"".join(map(_part, parts))}</ul>' if parts else "",
        _hint(report),
        _printed(report),
        _footer(report),
    ]
    text = "\n".join(line for line in said if line)
    return figure(
        "".join(body), text, name="report", sheets=_sheets(report), label=f"Report: {_title(report)}"
    )


def _sheets(report: dict[str, Any]) -> tuple[str, ...]:
    """Return the rooms whose rules a report needs: those of a state machine only where one is shown."""
    findings = (finding for part in report.get("parts") or () for finding in part.get("findings") or ())
    drawn = any(path_taken.is_run(finding.get("run")) for finding in findings)
    return ("documents", "lesson", *(("state_machine",) if drawn else ()))


def _title(report: dict[str, Any]) -> str:
    return " ".join(str(report[key]) for key in ("exercise", "title") if report.get(key))


def _holds(part: dict[str, Any]) -> bool:
    return part.get("state") == "held"


def _meter(parts: list[dict[str, Any]]) -> str:
    """Draw a strip of one piece a part, as wide as its points; the list below says the same in words."""
    pieces = "".join(
        f'<span class="{"course-full" if _holds(part) else ""}" style="flex:{float(part.get("points") or 1)}"></span>'
        for part in parts
    )
    return f'<div class="course-meter" aria-hidden="true">{pieces}</div>' if parts else ""


def _message(report: dict[str, Any], points: float, maximum: float) -> str:
    if report.get("defect"):
        return (
            f'<div class="course-note course-warn"><p><b>! The check itself broke; this is not about your answer.</b></p>'
            f"<p>{inline(str(report.get('message') or ''))}</p></div>"
        )
    message = str(report.get("message") or "")
    if not message:
        return ""
    if points >= maximum and not report.get("untouched"):
        return f'<div class="course-note course-good"><p><b>✓ </b>{inline(message)}</p></div>'
    return f"<p>{inline(message)}</p>"


def _mark(part: dict[str, Any]) -> tuple[str, str, str]:
    """Return sign, word and tone of a part."""
    return _MARKS.get(str(part.get("state")), _MARKS["failed"])


def _part(part: dict[str, Any]) -> str:
    sign, word, tone = _mark(part)
    share = f"{number(float(part.get('earned') or 0))} of {number(float(part.get('points') or 0))}"
    findings = "".join(_finding(finding) for finding in part.get("findings") or ())
    more = f'<p class="course-muted">and {part["more"]} more like it</p>' if part.get("more") else ""
    said = (
        f'<div class="course-said">{inline(_aside(part))}{findings}{more}</div>'
        if _aside(part) or findings
        else ""
    )
    return (
        f'<li><span class="course-part-mark course-{tone}" aria-hidden="true">{sign}</span>'
        f'<span><span class="course-hidden">{word}: </span>{inline(str(part.get("name", "")))}</span>'
        f'<span class="course-share">{share}</span>{said}</li>'
    )


def _aside(part: dict[str, Any]) -> str:
    if _holds(part):
        rows = part.get("rows") or 0
        return str(
            part.get("passed_text") or (f"{rows} cases compared, all as expected." if rows > 1 else "")
        )
    return str(part.get("note") or "")


def _finding(finding: dict[str, Any]) -> str:
    line = (finding.get("line") or {}).get("text")
    rows = "".join(
        f"<dt>{term}</dt><dd>{shown(value, code=line is not None and value is line)}</dd>"
        for term, value in _facts(finding)
    )
    got, expected = finding.get("got"), finding.get("expected")
    beside = ""
    if _both(finding):
        said = "".join(f"<li>{escape(line)}</li>" for line in differences(got, expected))
        beside = f"<ul>{said}</ul>{side_by_side(got, expected)}"
    elif diagnostics.are_diagnostics(got):
        beside = diagnostics.as_html(got)
    way = path_taken.as_html(finding["run"]) if path_taken.is_run(finding.get("run")) else ""
    return f'<div class="course-finding"><dl>{rows}</dl>{beside}{way}</div>'


def _facts(finding: dict[str, Any]) -> list[tuple[str, Any]]:
    """Return what a finding says as terms and values; two documents, and what the linter says, have a form of their own."""
    row = f" (case {finding['row']})" if finding.get("row") is not None else ""
    facts = [("where", f"{finding.get('where') or ''}{row}".strip()), ("given", finding.get("given"))]
    if not _both(finding):
        told = () if diagnostics.are_diagnostics(finding.get("got")) else ((_CAME_OUT, finding.get("got")),)
        facts += [*told, (_EXPECTED, finding.get("expected"))]
    if path_taken.is_run(finding.get("run")):
        facts.append(("path taken", path_taken.as_line(finding["run"])))
    line = finding.get("line") or {}
    if line.get("text"):
        facts.append((f"line {line.get('number')}", line["text"]))
    # Nothing given and nowhere in particular is not worth a row; nothing coming out is.
    return [(term, value) for term, value in facts if term in _TERMS or value not in (None, "")]


def _both(finding: dict[str, Any]) -> bool:
    """Tell whether what came out and what was expected are to be compared line by line."""
    got, expected = finding.get("got"), finding.get("expected")
    return type(got) is type(expected) and is_document(got) and is_document(expected)


def _part_text(part: dict[str, Any]) -> list[str]:
    sign, word, _ = _mark(part)
    share = f"{number(float(part.get('earned') or 0))} of {number(float(part.get('points') or 0))}"
    aside = f". {_aside(part)}" if _aside(part) else ""
    lines = [f"  {sign} {word}: {part.get('name', '')} ({share}){aside}"]
    for finding in part.get("findings") or ():
        lines += [f"      {term}: {in_words(value)}" for term, value in _facts(finding)]
        if _both(finding):
            lines += [f"      - {each}" for each in differences(finding["got"], finding["expected"])]
        elif diagnostics.are_diagnostics(finding.get("got")):
            lines += [f"      {each}" for each in diagnostics.as_lines(finding["got"])]
    if part.get("more"):
        lines.append(f"      and {part['more']} more like it")
    return lines


def _hint_text(report: dict[str, Any]) -> str:
    return f"Hint: {report['hint']['text']}" if report.get("hint") else ""


def _hint(report: dict[str, Any]) -> str:
    if not report.get("hint"):
        return ""
    return f'<div class="course-note"><p><b>Hint</b></p>{prose(str(report["hint"]["text"]))}</div>'


def _printed(report: dict[str, Any]) -> str:
    printed = report.get("printed")
    return (
        f"<details><summary>What your code printed</summary><pre>{escape(str(printed))}</pre></details>"
        if printed
        else ""
    )


def _ending(report: dict[str, Any]) -> list[str]:
    step = str(report.get("next") or "")
    said = [f"Next: {step}." if step else ""]
    # The message of a full result says it already.
    if (
        report.get("hides", True)
        and not report.get("grading")
        and not report.get("untouched")
        and float(report["points"]) < float(report["maximum"])
    ):
        said.append(_PROMISE)
    return [words for words in said if words]


def _footer(report: dict[str, Any]) -> str:
    said = [inline(_call_as_code(words)) for words in _ending(report)]
    return f'<div class="course-foot">{"".join(f"<p>{words}</p>" for words in said)}</div>' if said else ""


def _call_as_code(words: str) -> str:
    """Mark the call `hints("...")` in a sentence as code."""
    head, found, tail = words.partition("hints(")
    call, closed, rest = tail.partition(")")
    return f"{head}`{found}{call}{closed}`{rest}" if found and closed else words
