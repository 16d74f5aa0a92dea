"""A long list of which the beginning is seen, and the rest is opened: it works where no script runs."""

from collections.abc import Sequence

from course.widgets.words import count

__all__ = ["folded"]

_FIRST = 10  # items that are seen
_NOT_WORTH = 3  # items that are not worth a fold


def folded(items: Sequence[str], thing: str, *, tag: str = "ul", css: str = "") -> str:
    """Return HTML items (`<li>…</li>`) as a list, `ul` or `ol`, and what comes after the first ten in a fold.

    `thing` is what one item is, in a word: "step".
    """
    seen = len(items) if len(items) <= _FIRST + _NOT_WORTH else _FIRST
    named = f' class="{css}"' if css else ""
    first = f"<{tag}{named}>{''.join(items[:seen])}</{tag}>"
    if seen == len(items):
        return first
    start = f' start="{seen + 1}"' if tag == "ol" else ""
    rest = f"<{tag}{named}{start}>{''.join(items[seen:])}</{tag}>"
    more = count(len(items) - seen, f"more {thing}")
    return f"{first}<details><summary>{more}</summary>{rest}</details>"
