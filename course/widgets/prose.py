"""The little markup that questions, hints and reports may use: paragraphs, `code`, **bold**, links, fenced code, lists."""

import re
from html import escape

__all__ = ["inline", "prose"]

_MARKS = (
    (re.compile(r"`([^`]+)`"), r"<code>\1</code>"),
    (re.compile(r"\*\*([^*]+)\*\*"), r"<b>\1</b>"),
    (re.compile(r"\[([^\]]+)\]\(((?:https?://|#|\.{0,2}/|[\w-]+\.ipynb)[^)\s]*)\)"), r'<a href="\2">\1</a>'),
)
_FENCE = re.compile(r"^```\w*\n(.*?)\n?```$", re.DOTALL | re.MULTILINE)


def inline(text: str) -> str:
    """Return one line of text as HTML."""
    html = escape(text)
    for pattern, replacement in _MARKS:
        html = pattern.sub(replacement, html)
    return html


def prose(text: str) -> str:
    """Return a text of several paragraphs as HTML."""
    # Every second piece is what stood inside a fence.
    pieces = _FENCE.split(text.strip())
    return "".join(
        f"<pre>{escape(piece)}</pre>" if at % 2 else "".join(map(_block, re.split(r"\n\s*\n", piece)))
        for at, piece in enumerate(pieces)
    )


def _block(block: str) -> str:
    lines = [line.strip() for line in block.strip().splitlines()]
    if not lines:
        return ""
    if all(line.startswith("- ") for line in lines):
        return f"<ul>{''.join(f'<li>{inline(line[2:])}</li>' for line in lines)}</ul>"
    return f"<p>{inline(' '.join(lines))}</p>"
