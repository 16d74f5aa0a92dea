"""What a learner reads at the end: points by topic, the gain, and which modules to skim."""

from collections.abc import Sequence
from html import escape
from typing import Any

from course.widgets.tables import as_html, as_text
from course.widgets.words import number

from .advice import Advice, advice
from .blueprint import blueprint
from .forms import Form
from .points import Gain, by_topic, gains, total
from .taken import Taken

__all__ = ["ended", "gained", "share_of"]

_SKIM = "To skim (read What to take away, and try the exercises)"
_DO = "To do, in this order"
_BEFORE_AFTER = ("topic", "before", "after", "of", "gained", "of what was left to gain")


def ended(form: Form, taken: Taken) -> tuple[str, str]:
    """Return the end of the form before the course, as HTML and in words: points by topic, and the way that they suggest."""
    points = by_topic(form, taken)
    rows = [[topic.title, _rounded(points[topic.id]), topic.items] for topic in blueprint().topics]
    got = f"{_points(sum(points.values()))} of {len(form.items)} points"
    caption = f"{form.title}: {got}"
    said = (
        "Which answers were right is not told now: the same ideas are asked again after the last module, "
        "and what you have gained should be yours."
    )
    found = advice(points)
    skim, do = [each for each in found if each.skim], [each for each in found if not each.skim]
    columns = ("topic", "points", "of")
    html = (
        f"{as_html(columns, rows, caption)}<p>{said}</p>"
        f"<h4>Suggested path</h4>{_listed(_SKIM, skim)}{_listed(_DO, do)}"
    )
    text = [
        as_text(columns, rows, caption),
        said,
        *_lines(_SKIM, skim),
        *_lines(_DO, do),
    ]
    return html, "\n".join(text)


def gained(before: tuple[Form, Taken] | None, form: Form, taken: Taken) -> tuple[str, str]:
    """Return the end of the form after the course: points by topic, beside those from before where there are any."""
    after = by_topic(form, taken)
    rows: list[list[Any]]
    if before is None:
        rows = [[topic.title, _rounded(after[topic.id]), topic.items] for topic in blueprint().topics]
        caption = f"{form.title}: {_points(sum(after.values()))} of {len(form.items)} points"
        said = "A gain needs both ends: the pre-assessment of module 1 was not finished."
        columns: Sequence[str] = ("topic", "points", "of")
    else:
        each = gains(by_topic(*before), after)
        whole = total(each)
        rows, columns = [_row(gain) for gain in [*each, whole]], _BEFORE_AFTER
        caption = (
            f"{_points(whole.before)} of {number(whole.most)} points before, {_points(whole.after)} after"
        )
        said = _plainly(whole)
    return (
        f"{as_html(columns, rows, caption)}<p>{escape(said)}</p>",
        f"{as_text(columns, rows, caption)}\n{said}",
    )


def share_of(gain: Gain) -> str:
    """Say a normalised gain: a share of what was left to gain; words where there is none."""
    if gain.points < 0:
        return "lost points"
    return "nothing was left" if gain.normalised is None else f"{gain.normalised:.0%}"


def _plainly(whole: Gain) -> str:
    if whole.points < 0:
        return f"You have {_points(-whole.points)} points fewer than before. Look at the explanations: what has changed?"
    if whole.normalised is None:
        return "You had all points before: there was nothing left to gain."
    left = _points(whole.most - whole.before)
    return (
        f"Before, {left} points were left to gain; you have gained {_points(whole.points)} of them, {whole.normalised:.0%}. "
        "This share (the normalised gain) compares people who began with different knowledge. "
        "A topic of one or two items says little by itself."
    )


def _row(gain: Gain) -> list[Any]:
    signed = f"{'+' if gain.points > 0 else ''}{_points(gain.points)}"
    return [gain.title, _rounded(gain.before), _rounded(gain.after), gain.most, signed, share_of(gain)]


def _listed(title: str, found: Sequence[Advice]) -> str:
    items = "".join(
        f"<li><b>{escape(each.module.id.upper())} {escape(each.module.title)}</b>: {escape(each.reason)}</li>"
        for each in found
    )
    return f"<p>{escape(title)}:</p><ul>{items}</ul>" if items else "<p>There is nothing to skim.</p>"


def _lines(title: str, found: Sequence[Advice]) -> list[str]:
    if not found:
        return ["There is nothing to skim."]
    return [
        f"{title}:",
        *(f"  {each.module.id.upper()} {each.module.title}: {each.reason}" for each in found),
    ]


def _points(value: float) -> str:
    return number(_rounded(value))


def _rounded(value: float) -> float:
    return round(value, 2)
