"""What stands around each page: the way to the first page, what is on the page, the pages before and after it."""

from collections.abc import Iterable
from html import escape

from .headings import Heading
from .links import between
from .sheet import NAME

__all__ = ["COURSE", "framed"]

COURSE = "Microservice integration patterns on AWS serverless"
INDEX = "index.html"

# `rel` of a link -> what stands before the other page's title, and after it.
_WAYS = {"prev": ("← ", ""), "next": ("", " →")}


def framed(
    body: str,
    *,
    title: str,
    place: str,
    headings: Iterable[Heading] = (),
    around: Iterable[tuple[str, str, str]] = (),
) -> str:
    """Return a whole page at `place`. `around` has a row for each neighbour: prev or next, its place, its title."""
    whole = COURSE if title == COURSE else f"{title} · {COURSE}"
    home = between(place, INDEX)
    here = "" if place == INDEX else f'<header><a href="{home}">{COURSE}</a></header>'
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f"<title>{escape(whole)}</title>"
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f'<link rel="stylesheet" href="{between(place, NAME)}"></head>\n'
        f'<body><a class="site-skip" href="#main">To the text</a>{here}\n'
        f'<div class="site-sheet">{_contents(headings)}<main id="main">{body}</main></div>\n'
        f"{_neighbours(place, around)}</body></html>\n"
    )


def _contents(headings: Iterable[Heading]) -> str:
    rows = [
        f'<li><a href="#{each.name}">{each.html}</a></li>'
        for each in headings
        # A link in a heading would be a link in a link.
        if each.level == 2 and "<a " not in each.html
    ]
    if len(rows) < 2:
        return ""
    return (
        '<nav class="site-contents" aria-label="On this page"><details><summary>On this page</summary>'
        f"<ul>{''.join(rows)}</ul></details></nav>"
    )


def _neighbours(place: str, around: Iterable[tuple[str, str, str]]) -> str:
    links = [
        f'<a rel="{rel}" href="{between(place, other)}">{_WAYS[rel][0]}{escape(title)}{_WAYS[rel][1]}</a>'
        for rel, other, title in around
    ]
    if not links:
        return ""
    return f'<footer><nav aria-label="Before and after">{"".join(links)}</nav></footer>'
