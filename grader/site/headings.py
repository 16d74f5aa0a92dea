"""The headings of a page: each with a name of its own to link to."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape

__all__ = ["Heading", "as_in_documents", "as_in_notebooks", "named"]

# Those of the text, which nbconvert gives a name and a link to themselves; a picture's own have neither.
_HEADING = re.compile(r'<h([1-6]) id="[^"]*">(.*?)<a class="anchor-link" [^>]*>[^<]*</a></h\1>', re.DOTALL)


@dataclass(frozen=True)
class Heading:
    """A heading of the text: level 1 to 6, the name to link to, and its words as HTML."""

    level: int
    name: str
    html: str


def named(html: str, name_of: Callable[[str], str]) -> tuple[str, list[Heading]]:
    """Return the page with a name at each heading of its text, and these headings. `name_of` makes a name of words."""
    found: list[Heading] = []
    seen: Counter[str] = Counter()

    def give_name(heading: re.Match[str]) -> str:
        words = heading[2].strip()
        name = name_of(unescape(re.sub(r"<[^>]+>", "", words)))
        seen[name] += 1
        if seen[name] > 1:
            name = f"{name}-{seen[name] - 1}"
        found.append(Heading(int(heading[1]), name, words))
        return f'<h{heading[1]} id="{name}">{words}</h{heading[1]}>'

    return _HEADING.sub(give_name, html), found


def as_in_notebooks(words: str) -> str:
    """Return the name by which JupyterLab knows a heading."""
    return re.sub(r'[\s"<>&]+', "-", words)


def as_in_documents(words: str) -> str:
    """Return the name by which GitHub knows a heading of a document."""
    return re.sub(r"[^\w -]", "", words.lower()).replace(" ", "-")
