"""What a learner wrote and showed, made harmless before it stands in a page that an instructor opens.

The Formgrader's page of a submission comes from the instructor's own Jupyter server: a script in it could do all that
the instructor can, give points among it. So of a learner's Markdown no HTML is taken, of HTML that a cell has shown only
what lays out text, and of everything else only text and pictures. The grade cells' outputs are the examiner's.
"""

import re
from html import escape
from typing import Any

from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbconvert.preprocessors import Preprocessor
from nbconvert.preprocessors.sanitize import SanitizeHTML
from nbformat import NotebookNode

from .marks import is_graded

__all__ = ["Harmless", "markdown2html"]

PICTURES = ("image/png", "image/jpeg")
# What lays out text, and nothing else; a table of pandas is made of these.
LAYOUT = (
    *("b", "blockquote", "br", "caption", "code", "dd", "div", "dl", "dt", "em"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "hr"),
    *("i", "li", "ol", "p", "pre", "s", "small", "span", "strong", "sub", "sup", "u", "ul"),
    *("table", "tbody", "td", "tfoot", "th", "thead", "tr"),
)
ATTRIBUTES = {"td": ["colspan", "rowspan"], "th": ["colspan", "rowspan", "scope"]}
# The text between these is no text for a reader.
UNREAD = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|$)", re.DOTALL | re.IGNORECASE)
BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")


def markdown2html(source: str) -> str:
    """Return Markdown as HTML; HTML in it is shown as the text that it is, and a link runs nothing."""
    renderer = IPythonRenderer(escape=True, allow_harmful_protocols=False, exclude_anchor_links=True)
    made: str = MarkdownWithMath(renderer=renderer).render(source)
    return made


class Harmless(Preprocessor):
    """Keeps of what a learner's cells have shown what cannot act."""

    def preprocess_cell(
        self,
        cell: NotebookNode,
        resources: dict[str, Any],
        index: int,  # noqa: ARG002  nbconvert's signature
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Return the cell, made harmless, and the resources as they are."""
        if cell.cell_type == "raw":
            cell.source = escape(cell.source)
        elif cell.cell_type == "code" and not is_graded(cell):
            for output in cell.outputs:
                if "data" in output:
                    output.data, output.metadata = NotebookNode(_harmless(output.data)), NotebookNode()
        return cell, resources


def _harmless(data: dict[str, Any]) -> dict[str, Any]:
    kept = {kind: data[kind] for kind in ("text/plain", *PICTURES) if isinstance(data.get(kind), str)}
    for kind in PICTURES:
        if not BASE64.fullmatch(kept.get(kind, "")):
            del kept[kind]
    if isinstance(data.get("text/html"), str):
        laid_out = SanitizeHTML(tags=list(LAYOUT), attributes=ATTRIBUTES, strip=True)
        kept["text/html"] = laid_out.sanitize_html_tags(UNREAD.sub("", data["text/html"]))
    return kept
