"""What was found, as one page that needs nothing else: each pair with the answers side by side.

A line in common bears a bar and the sign = at its number and is told to who hears the page; colour only repeats that.
"""

from collections.abc import Sequence
from html import escape

from course.widgets.palette import variables

from .compare import LONGEST, Pair
from .findings import CAUTION, Finding, members, sentences
from .fingerprints import Lines

__all__ = ["as_html"]

STYLE = """
:root{color-scheme:light dark}
body.course{margin:0 auto;max-width:1400px;padding:16px 24px 48px;color:var(--course-ink);background:var(--course-ground);
font:15px/1.5 system-ui,"Segoe UI",Helvetica,Arial,sans-serif}
html{background:#fff}@media (prefers-color-scheme:dark){html{background:#111}}
h1{font-size:24px;margin:8px 0}h2{font-size:20px;margin:32px 0 8px}h3{font-size:16px;margin:20px 0 4px}
.note{border-left:4px solid var(--course-warn);background:var(--course-warn-tint);padding:8px 14px;max-width:80ch}
.muted{color:var(--course-muted)}a{color:var(--course-accent)}
details{border:1px solid var(--course-line);border-radius:6px;margin:8px 0;background:var(--course-panel)}
summary{cursor:pointer;padding:8px 12px}summary b{font-weight:600}
.sides{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:12px;padding:0 12px 12px}
@media (max-width:800px){.sides{grid-template-columns:minmax(0,1fr)}}
.side h4{margin:4px 0;font-size:14px}
.code{max-height:70vh;overflow:auto;border:1px solid var(--course-outline);border-radius:4px;background:var(--course-ground)}
.code ol{margin:0;padding:4px 0;list-style:none;font:12.5px/1.5 ui-monospace,Menlo,Consolas,monospace}
.code li{display:flex;white-space:pre-wrap;overflow-wrap:anywhere;border-left:5px solid transparent;padding-right:8px}
.code li i{flex:none;width:5ch;margin-right:1.5ch;text-align:right;font-style:normal;color:var(--course-muted)}
.code li.same{border-left-color:var(--course-warn);background:var(--course-warn-tint)}
.code li.same i{color:var(--course-warn);font-weight:700}
.code li.same i::before{content:"= "}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
:focus-visible{outline:3px solid var(--course-accent);outline-offset:2px}
@media print{.code{max-height:none}}
"""


def as_html(assignment: str, found: Sequence[Finding]) -> str:
    """Return the page for an assignment. Everything that learners wrote is escaped; there is no script in it."""
    title = f"{assignment}: answers that are alike"
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{variables()}{STYLE}</style></head>"
        f'<body class="course"><main><h1>{escape(title)}</h1><p class="note">{escape(CAUTION)}</p>'
        '<p class="muted">A line marked with = and a bar stands, but for names, layout and a learner\'s own values, in '
        "both answers and was not given to everybody. In common: how much of the shorter answer. Surprise: how unlikely that is "
        "by chance in this class; each bit halves it. Of a group, the pairs are shown that connect its members.</p>"
        f"{''.join(map(_exercise, found))}</main></body></html>"
    )


def _exercise(found: Finding) -> str:
    parts = [f"<h2>Exercise {escape(found.exercise)}</h2>"]
    if held := list(sentences(found)):
        items = "".join(f"<li>{escape(sentence)}</li>" for sentence in held)
        parts.append(
            f"<h3>Values of somebody else's variant</h3>"
            f"<p>Whose a value is, is certain; how it came into the answer is not.</p><ul>{items}</ul>"
        )
    parts += [
        f"<p>Of {escape(name)}'s answer the first {LONGEST:,} characters were compared.</p>"
        for name in found.cut
    ]
    for number, group in enumerate(found.groups, 1):
        parts.append(f"<h3>Group {number}: {escape(', '.join(members(group)))}</h3>")
        parts += [_pair(found, pair, opened=at == 0) for at, pair in enumerate(group)]
    if len(parts) == 1:
        parts.append("<p>Nothing to look at.</p>")
    return "".join(parts)


def _pair(found: Finding, pair: Pair, *, opened: bool) -> str:
    sides = zip((pair.one, pair.other), pair.lines, strict=True)
    shown = "".join(_side(found.exercise, name, found.texts[name], lines) for name, lines in sides)
    return (
        f"<details{' open' if opened else ''}><summary><b>{escape(pair.one)}</b> and <b>{escape(pair.other)}</b>: "
        f"{pair.share:.0%} in common, surprise {pair.surprise:.0f} bits</summary>"
        f'<div class="sides">{shown}</div></details>'
    )


def _side(exercise: str, name: str, text: str, common: Lines) -> str:
    lines = text[:LONGEST].split("\n")
    items = "".join(_line(number, line, is_common=number in common) for number, line in enumerate(lines, 1))
    label = f"{exercise}, answer of {name}"
    return (
        f'<section class="side"><h4>{escape(name)} <span class="muted">({len(common)} of {len(lines)} lines in common)'
        f'</span></h4><div class="code" role="region" tabindex="0" aria-label="{escape(label)}"><ol>{items}</ol></div></section>'
    )


def _line(number: int, text: str, *, is_common: bool) -> str:
    if not is_common:
        return f"<li><i>{number}</i>{escape(text)}</li>"
    return f'<li class="same"><i>{number}</i><span class="hidden">in common: </span>{escape(text)}</li>'
