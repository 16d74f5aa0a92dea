"""Documents as panels: the one before with what is dropped, the one after with what is new, line by line."""

import json
from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

from course.widgets.data_flow.differences import SIGNS, path_text
from course.widgets.data_flow.stages import Stage
from course.widgets.data_flow.subject import NOTHING
from course.widgets.documents import Line, compared
from course.widgets.words import clip, printed

__all__ = ["after", "dropped", "panels", "plain"]

# Lines of a document that are shown, and keys or items of one object or list.
MOST, FOLD = 120, 30

# How a line compares (a word of SIGNS, or nothing), and the line.
Marked = tuple[str, Line]

# How lines of `compared` are called here.
_AFTER = {"only": "added", "differs": "changed"}
_BEFORE = {"only": "dropped", "differs": "changed"}


def panels(stage: Stage) -> str:
    """Return the document of a stage as HTML, beside the one before where it differs.

    A stage that failed has what it was given; one that has no document at all has nothing to show.
    """
    second = "" if stage.second is None else _panel(f"And: {stage.second[0]}", _as_it_is(stage.second[1]))
    if stage.document is NOTHING:
        if stage.status != "fails" or stage.before is NOTHING:
            return ""
        given = _panel(f"It was given: {stage.base}", _as_it_is(stage.before))
        return f'<div class="course-pair">{given}{second}</div>'
    own = _panel(f"After {stage.title}" if stage.base else stage.title, after(stage))
    if not stage.difference:
        return f'<div class="course-pair">{own}</div>'
    first = _panel(f"Before: {stage.base}", _before(stage))
    gone = _panel("No longer there", dropped(stage), "gone") if stage.difference.dropped else ""
    return f'<div class="course-pair"><div class="course-before">{first}{second}</div>{own}{gone}</div>'


def plain(stage: Stage) -> list[str]:
    """Return the document of a stage in lines of text, with signs, and what is no longer there."""
    if stage.document is NOTHING:
        return []
    lines = (*_first(after(stage)), *_first(dropped(stage)))
    return [f"{SIGNS.get(kind, ' ')} {line.text}{_note(line)}" for kind, line in lines]


def after(stage: Stage) -> Iterator[Marked]:
    """Yield the lines of the document after a stage, each with how it compares (added, changed or empty)."""
    if not stage.difference or stage.difference.part is not None:
        yield from _as_it_is(stage.document)
        return
    old = {path: value for path, value, _ in stage.difference.changed}
    for line in compared(stage.document, {stage.base: stage.before}, fold=FOLD):
        kind, was = _AFTER.get(line.compared, ""), ""
        if line.path in old and not line.text.lstrip().startswith(("}", "]")):
            kind, was = "changed", f"was {clip(json.dumps(old[line.path], ensure_ascii=False), 40)}"
        yield kind, Line(line.text, note="; ".join(each for each in (was, line.note) if each))


def dropped(stage: Stage) -> Iterator[Marked]:
    """Yield a line for each key that the document before had and this one has not."""
    for path in stage.difference.dropped:
        value = stage.before
        for step in path:
            value = value[step]
        yield "dropped", Line(f"{path_text(path, stage.language)}: {clip(printed(value, 10_000), 60)}")


def _before(stage: Stage) -> Iterator[Marked]:
    part = stage.difference.part
    for line in compared(stage.before, {stage.title: stage.document}, fold=FOLD):
        if part is None:
            yield _BEFORE.get(line.compared, ""), Line(line.text, path=line.path)
        else:
            around = part[: len(line.path)] == line.path and line.path != part
            kept = line.path[: len(part)] == part
            yield "kept" if kept else "" if around else "dropped", Line(line.text, path=line.path)


def _as_it_is(document: Any) -> Iterator[Marked]:
    return (("", line) for line in compared(document, {}, fold=FOLD))


def _panel(title: str, lines: Iterable[Marked], role: str = "after") -> str:
    return f'<section class="course-{role}"><h5>{escape(title)}</h5>{_lines(lines)}</section>'


def _lines(lines: Iterable[Marked]) -> str:
    return f'<pre class="course-lines">{"".join(_span(*each) for each in _first(lines))}</pre>'


def _first(lines: Iterable[Marked]) -> Iterator[Marked]:
    """Yield as many lines as are shown, and say that there are more."""
    for at, each in enumerate(lines):
        if at == MOST:
            yield "", Line("… and more")
            return
        yield each


def _span(kind: str, line: Line) -> str:
    spoken = f'<span class="course-hidden">{kind}: </span>' if kind else ""
    note = f"<i> ← {escape(line.note)}</i>" if line.note else ""
    mark = f'<b class="course-sign" aria-hidden="true">{SIGNS.get(kind, " ")}</b>'
    return f'<span class="{f"course-{kind}" if kind else ""}">{mark}{spoken}{escape(line.text)}{note}</span>'


def _note(line: Line) -> str:
    return f"   <- {line.note}" if line.note else ""
