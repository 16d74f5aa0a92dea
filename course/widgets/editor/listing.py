"""The definition as a static page and a terminal show it: numbered lines, signs where the linter has something to say."""

from collections.abc import Iterator
from html import escape

from course.widgets.editor.reading import MOST, SIGNS, Reading, one_line
from course.widgets.words import count

__all__ = ["listing_html", "listing_text"]

# Of a longer text the beginning is shown, and what the linter says of all of it.
_MOST = 400


def listing_html(reading: Reading) -> str:
    """Return the lines with their numbers and signs, and below them each diagnostic."""
    signs = _signs(reading)
    rows = "".join(
        f'<span class="{"course-line-" + signs[at] if at in signs else ""}">'
        f"<b>{_sign(signs.get(at, ''))}{at}</b>{escape(line) or ' '}</span>"
        for at, line in _lines(reading)
    )
    left = _left(reading)
    items = "".join(f"<li>{escape(one_line(each))}</li>" for each in reading.diagnostics[:MOST])
    more = f"<p>{reading.more}</p>" if reading.more else ""
    found = f"<ul>{items}</ul>{more}" if items else ""
    return f'<pre class="course-listing">{rows}</pre>{left and f"<p>{left}</p>"}<p>{escape(reading.words)}</p>{found}'


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
