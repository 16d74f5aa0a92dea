"""The items to read, as HTML and in words: what is asked and what was answered; after the end, what is right and why."""

from collections.abc import Iterator, Sequence
from html import escape

from course.widgets.lesson.questions import Question, shuffled
from course.widgets.prose import inline, prose
from course.widgets.words import number

from .asked import places_of, rows_of, task_of, topic_of
from .figures import figure_of
from .forms import Form, Item
from .placing import NOWHERE, Placing
from .taken import Taken

__all__ = ["listed"]

# One line: its text, whether it was answered so, its sign with the tone, and why.
_Line = tuple[str, bool, str, str]


def listed(form: Form, taken: Taken, *, reveal: bool) -> tuple[str, str]:
    """Return all items; what is right and why only where `reveal` says so."""
    both = [
        _item(at, item, taken.answers.get(item.id, ()), reveal=reveal)
        for at, item in enumerate(form.items, 1)
    ]
    return "".join(html for html, _ in both), "\n".join(text for _, text in both)


def _item(at: int, item: Item, given: Sequence[int], *, reveal: bool) -> tuple[str, str]:
    asked, (figure, figure_text) = item.asked, figure_of(item)
    lines = list(
        _placed(asked, given, reveal=reveal)
        if isinstance(asked, Placing)
        else _chosen(asked, given, reveal=reveal)
    )
    share = asked.share(given) if given else 0.0
    points = f"{number(round(share, 2))} of 1 point" if reveal else ""
    fits = _fits(asked)
    body = (
        f"{prose(asked.text)}{figure}"
        f'<p class="course-muted">{" ".join(filter(None, (f"{task_of(item)}.", fits)))}</p>'
        f"<ul>{''.join(map(_html, lines))}</ul>"
    )
    text = [f"{at}. {asked.text} ({task_of(item)}){f' {points}.' if points else ''}", figure_text]
    text += [f"   {line}" for each in lines for line in _words(each)] + ([f"   {fits}"] if fits else [])
    head = escape(f"Item {at}: {topic_of(item)}")
    if reveal:
        return _folded(head, points, body, share=share), "\n".join(filter(None, text))
    return f"<fieldset><legend>{head}</legend>{body}</fieldset>", "\n".join(filter(None, text))


def _folded(head: str, points: str, body: str, *, share: float) -> str:
    """Return an item with its points; what was not right is open."""
    sign, is_open = ("✓", "") if share == 1 else ("◐" if share else "✗", " open")
    return f"<details{is_open}><summary>{sign} {head}: {points}</summary>{body}</details>"


def _chosen(question: Question, given: Sequence[int], *, reveal: bool) -> Iterator[_Line]:
    for at in shuffled(question):
        option = question.options[at]
        sign = ("✓ right" if option.right else "✗ wrong") if reveal else ""
        yield option.text, at in given, sign, option.why if reveal else ""


def _placed(placing: Placing, given: Sequence[int], *, reveal: bool) -> Iterator[_Line]:
    order = sorted(rows_of(placing), key=lambda at: placing.rows[at].place) if reveal else rows_of(placing)
    for at in order:
        row = placing.rows[at]
        mine = given[at] if given else NOWHERE
        answered = f" → {placing.places[mine]}" if mine != NOWHERE else ""
        right = f"{'✓' if mine == row.place else '✗'} right: {placing.places[row.place]}" if reveal else ""
        yield f"{row.text}{answered}", bool(answered), right, row.why if reveal else ""


def _fits(asked: Question | Placing) -> str:
    """Return what the rows can be given; numbers go without saying."""
    if not isinstance(asked, Placing) or asked.in_order:
        return ""
    return f"What can fit: {'; '.join(asked.places[at] for at in places_of(asked))}."


def _html(line: _Line) -> str:
    text, answered, sign, why = line
    mine = " <b>(your answer)</b>" if answered else ""
    tone = "good" if sign.startswith("✓") else "bad"
    reason = (
        f'<p class="course-why"><b class="course-{tone}">{escape(sign)}</b>: {inline(why)}</p>'
        if sign
        else ""
    )
    return f"<li>{inline(text)}{mine}{reason}</li>"


def _words(line: _Line) -> Iterator[str]:
    text, answered, sign, why = line
    yield f"[{'x' if answered else ' '}] {text}"
    if sign:
        yield f"    {sign}: {why}"
