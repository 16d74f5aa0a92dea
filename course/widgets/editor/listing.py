"""The definition as a static page and a terminal show it: numbered lines, signs where the linter has something to say."""

from collections.abc import Iterator
from html import escape

from course.widgets.editor.reading import MOST, SIGNS, Reading, one_line
from course.widgets.words import count

__all__ = ["listing_html", "listing_text"]

# Of a longer text the beginning is shown, and what the linter says of all of it.
_MOST = 400

# So many lines, and diagnostics, are seen before somebody unfolds the rest; a few more are not worth folding.
_AT_ONCE, _A_FEW = 12, 6


def listing_html(reading: Reading) -> str:
    """Return the lines with their numbers and signs, and below them each diagnostic."""
    signs = _signs(reading)
    rows = [
        f'<span class="{"course-line-" + signs[at] if at in signs else ""}">'
        f"<b>{_sign(signs.get(at, ''))}{at}</b>{escape(line) or ' '}</span>"
        for at, line in _lines(reading)
    ]
    items = [f"<li>{escape(one_line(each))}</li>" for each in reading.diagnostics[:MOST]]
    left = _left(reading) and f"<p>{_left(reading)}</p>"
    more = f"<p>{reading.more}</p>" if reading.more else ""
    lines = _folded(rows, '<pre class="course-listing" tabindex="0">', "</pre>", "more line", left)
    return f"{lines}<p>{escape(reading.words)}</p>{_folded(items, '<ul>', '</ul>', 'more diagnostic', more)}"


def _folded(rows: list[str], opened: str, closed: str, noun: str, after: str) -> str:
    """Return the first rows in their element, and the rest folded in another one, with what comes `after` all of them."""
    if len(rows) <= _AT_ONCE + _A_FEW:
        return f"{opened}{''.join(rows)}{closed}{after}" if rows else after
    first, rest = rows[:_AT_ONCE], rows[_AT_ONCE:]
    return (
        f"{opened}{''.join(first)}{closed}<details><summary>{count(len(rest), noun)}</summary>"
        f"{opened}{''.join(rest)}{closed}{after}</details>"
    )


def listing_text(reading: Reading) -> str:
    """Return the same in plain text."""
    signs = _signs(reading)
    rows = [f"{SIGNS[signs[at]][0] if at in signs else ' '}{at:>5} | {line}" for at, line in _lines(reading)]
    found = [f"  {one_line(each)}" for each in reading.diagnostics[:MOST]]
    return "\n".join(
        [*rows, *filter(None, [_left(reading)]), reading.words, *found, *filter(None, [reading.more])]
    )


def _lines(reading: Reading) -> Iterator[tuple[int, str]]:
    yield from enumerate(reading.machine.text.split("\n")[:_MOST], 1)


def _left(reading: Reading) -> str:
    more = reading.machine.text.count("\n") + 1 - _MOST
    return f"… and {count(more, 'more line')}." if more > 0 else ""


def _signs(reading: Reading) -> dict[int, str]:
    """Return the severity that a line shows; an error hides a warning."""
    signs: dict[int, str] = {}
    for each in reading.diagnostics:
        if signs.get(each.line) != "ERROR":
            signs[each.line] = each.severity
    return signs


def _sign(severity: str) -> str:
    if not severity:
        return ""
    sign, word, tone = SIGNS[severity]
    return f'<i class="course-{tone}" title="{word}">{sign}</i>'
