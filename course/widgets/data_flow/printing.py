"""The stages as HTML and as text: what a live picture shows of each, and the static form of all."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape

from course.widgets.data_flow.differences import SIGNS
from course.widgets.data_flow.fields import Field, Problem
from course.widgets.data_flow.panels import panels, plain
from course.widgets.data_flow.rules import Rule
from course.widgets.data_flow.stages import STATUSES, Stage
from course.widgets.data_flow.subject import NOTHING
from course.widgets.view import View, figure

__all__ = ["LEGEND", "changes_html", "findings", "problems_html", "told", "view"]

LEGEND = f"{', '.join(f'{SIGNS[word]} {word}' for word in ('added', 'dropped', 'changed', 'kept'))}; without a sign: as it was"

SAME = "The same document as before."
_SAME = f'<p class="course-muted">{SAME}</p>'

_HOLDS = {
    True: ("✓", "holds", "good"),
    False: ("✗", "does not hold", ""),
    None: ("○", "was not looked at", ""),
}


def findings(stage: Stage) -> str:
    """Return what came of a stage as HTML: what went wrong, what is different, rules, the document."""
    wrong = ""
    if stage.error or stage.cause:
        cause = f"<p>{escape(stage.cause)}</p>" if stage.cause else ""
        wrong = (
            f'<div class="course-note course-bad"><b>✗ {escape(stage.error or "It fails")}</b>{cause}</div>'
        )
    if stage.status == "unreached":
        return '<p class="course-muted">○ Not reached.</p>'
    rules = f'<ol class="course-rules">{"".join(map(_rule_html, stage.rules))}</ol>' if stage.rules else ""
    return wrong + changes_html(stage.changes) + rules + (panels(stage) if _has_document(stage) else "")


def _has_document(stage: Stage) -> bool:
    return stage.name not in {"Choices", "Wait"}


def changes_html(changes: Sequence[tuple[str, str]]) -> str:
    """Return differences in words as a list."""
    items = "".join(
        f'<li class="course-is-{word.replace(" ", "-")}"><b>{SIGNS[word]} {word}:</b> {escape(what)}</li>'
        for word, what in changes
    )
    return f'<ul class="course-changes">{items}</ul>' if items else ""


def problems_html(problems: Sequence[Problem]) -> str:
    """Return what is wrong with a text, and what to do, as a list."""
    items = "".join(
        f'<li class="course-{"bad" if each.severity == "error" else "warn"}">'
        f"<b>{'✗' if each.severity == 'error' else '!'} {escape(each.text)}</b> {escape(each.remedy)}</li>"
        for each in problems
    )
    return f"<ul>{items}</ul>" if items else ""


def told(stage: Stage) -> str:
    """Say in one line what a stage did."""
    _, word, _ = STATUSES[stage.status]
    changes = "; ".join(f"{kind}: {what}" for kind, what in stage.changes)
    wrong = f": {stage.error}. {stage.cause}" if stage.error else ""
    return f"{stage.title}: {word}{wrong}{f' ({changes})' if changes else ''}"


def view(
    title: str,
    about: str,
    stages: Sequence[tuple[Stage, Sequence[Field]]],
    closing: tuple[str, list[tuple[str, str]]],
) -> View:
    """Return all stages in order, with their expressions, documents and differences."""
    where, changes = closing
    items = "".join(_section(at, *each) for at, each in enumerate(stages, 1))
    body = (
        f'<div class="course-static course-microscope"><h3>{escape(title)}</h3><p class="course-muted">{escape(about)}</p>'
        f'<p class="course-muted">{LEGEND}</p><ol class="course-stages">{items}</ol>'
        f'<div class="course-closing"><p><b>{escape(where)}</b> From input to output:</p>{changes_html(changes)}</div></div>'
    )
    if not changes:
        body = body.replace(" From input to output:", "")
    said = [f"{title}. {about}", f"({LEGEND})"]
    for at, (stage, fields) in enumerate(stages, 1):
        said += _words(at, stage, fields)
    said.append(where + (f" From input to output: {_joined(changes)}." if changes else ""))
    return figure(
        body,
        "\n".join(said),
        name="data-flow",
        sheets=("documents", "data_flow"),
        label=f"Data flow of {title}",
    )


def _section(at: int, stage: Stage, fields: Sequence[Field]) -> str:
    sign, word, tone = STATUSES[stage.status]
    written = "".join(_written(field, stage) for field in fields)
    shown = (
        findings(replace(stage, document=NOTHING)) + _SAME if stage.status == "passes" else findings(stage)
    )
    return (
        f'<li class="course-card course-stage-{tone or "plain"}"><div><h4>{at}. {escape(stage.title)} '
        f'<span class="course-status">{sign} {word}</span></h4><p>{escape(stage.says)}</p>{written}</div>'
        f"<div>{shown}</div></li>"
    )


def _written(field: Field, stage: Stage) -> str:
    if (
        field.id == "input"
        or not (field.text or field.problems)
        or (field.id == "result" and not stage.error)
    ):
        return ""  # the document below is the same once more
    label = f'<span class="course-muted">{escape(field.label)}:</span>'
    return f'<div class="course-written">{label}<pre>{escape(field.text)}</pre>{problems_html(field.problems)}</div>'


def _words(at: int, stage: Stage, fields: Sequence[Field]) -> Iterator[str]:
    sign, word, _ = STATUSES[stage.status]
    yield f"{at}. {stage.title} [{sign} {word}] {stage.says}"
    for field in fields:
        if field.id not in {"input", "result"} and field.text:
            yield f"   {field.label}: {field.text.replace(chr(10), chr(10) + '   ')}"
        yield from (f"   ! {each.text} {each.remedy}" for each in field.problems)
    if stage.error or stage.cause:
        yield f"   ✗ {stage.error}: {stage.cause}"
    if stage.changes:
        yield f"   {_joined(stage.changes)}"
    yield from _rule_words(stage.rules, "   ")
    if stage.status == "passes":
        yield f"   {SAME}"
    elif _has_document(stage):
        yield from (f"   | {line}" for line in plain(stage))


def _joined(changes: Sequence[tuple[str, str]]) -> str:
    return "; ".join(f"{word}: {what}" for word, what in changes)


def _rule_html(rule: Rule) -> str:
    sign, word, tone = _HOLDS[rule.holds]
    if rule.error:
        sign, word, tone = "✗", "fails", "bad"
    to = f" (to {escape(rule.next)})" if rule.next else ""
    why = f'<br><span class="course-muted">{escape(rule.why)}</span>' if rule.why else ""
    wrong = f'<br><span class="course-bad">{escape(rule.error)}</span>' if rule.error else ""
    inner = f"<ol>{''.join(map(_rule_html, rule.inner))}</ol>" if rule.inner else ""
    words = escape(rule.words) if rule.inner else f"<code>{escape(rule.words)}</code>"
    return f'<li><b class="course-{tone or "muted"}">{sign} {word}</b>{to}: {words}{why}{wrong}{inner}</li>'


def _rule_words(rules: Sequence[Rule], indent: str) -> Iterator[str]:
    for at, rule in enumerate(rules, 1):
        sign, word, _ = _HOLDS[rule.holds]
        to = f" (to {rule.next})" if rule.next else ""
        why = "; ".join(each for each in (rule.why, rule.error) if each)
        yield f"{indent}{at}. {'✗ fails' if rule.error else f'{sign} {word}'}{to}: {rule.words}{f' ({why})' if why else ''}"
        yield from _rule_words(rule.inner, indent + "   ")
