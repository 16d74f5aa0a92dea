"""What a learner wrote and showed, made harmless before it stands in a page that an instructor opens.

The Formgrader's page of a submission comes from the instructor's own Jupyter server: a script in it could do all that
the instructor can, give points among it. So of a learner's Markdown no HTML is taken, of HTML that a cell has shown only
what lays out text, and of everything else only text and pictures. The grade cells' outputs are the examiner's.
"""

import re
from html import escape
from typing import Any

from nbconvert.filters import markdown_mistune
from nbconvert.filters.highlight import Highlight2HTML
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbconvert.preprocessors import Preprocessor
from nbconvert.preprocessors.sanitize import SanitizeHTML
from nbformat import NotebookNode

from .marks import is_graded

__all__ = ["Harmless", "coloured", "markdown2html", "with_its_links"]

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
LONGEST_LAID_OUT = 50_000  # characters
# In all cells of a notebook: characters of Markdown, and tags of HTML. What reads HTML is slower the more tags are open.
MOST_LETTERS = 500_000
MOST_TAGS, MOST_TAGS_AT_ONCE = 20_000, 4_000
TOO_LONG = "*This cell is left out here: the notebook holds more text than a page.*"
BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")
# What lays out text and colours code are regular expressions, which take the square of the time for long runs of these.
BLANKS = re.compile(r"\s{500}")
NAMES = re.compile(r"[\w.]{1000}")
UNCOLOURED = "uncoloured"  # in the metadata of a cell, on its way to the page
LONGEST_COLOURED, MOST_COLOURED = 20_000, 200_000  # characters of one cell, and of all in a notebook


def markdown2html(source: str) -> str:
    """Return Markdown as HTML; HTML in it is shown as the text that it is, and a link runs nothing.

    Formulas stay text: nothing draws them on a page without scripts, and nbconvert's search for them takes hours over a
    cell made for that. A text longer than anybody writes, or of blanks, is not laid out.
    """
    if len(source) > LONGEST_LAID_OUT or BLANKS.search(source):
        return f"<pre>{escape(source)}</pre>"
    renderer = _Renderer(escape=True, allow_harmful_protocols=False, exclude_anchor_links=True)
    plain = markdown_mistune.BlockParser(), markdown_mistune.InlineParser(hard_wrap=False)  # type: ignore[attr-defined]
    made: str = MarkdownWithMath(renderer, *plain).render(source)
    return made


def coloured(source: str, language: str | None = None, metadata: dict[str, Any] | None = None) -> str:
    """Return code as HTML, in colours where that takes no time to speak of (see `Harmless`)."""
    if metadata and metadata.get(UNCOLOURED):
        return f'<div class="highlight"><pre>{escape(source)}</pre></div>'
    made: str = Highlight2HTML()(source, language, metadata)
    return made


def with_its_links(page: str) -> str:
    """Return a page as it is. nbconvert looks here for links of a form that is long gone, for hours in a text of brackets."""
    return page


class _Renderer(IPythonRenderer):
    def image(self, text: str, url: str, title: str | None = None) -> str:
        # What was pasted into a cell stays with the notebook that was handed in; nbconvert would make no page without it.
        if url.startswith("attachment:"):
            return f"<em>(a picture, pasted: {text})</em>"
        return super().image(text, url, title)


class Harmless(Preprocessor):
    """Keeps of what a learner's cells have shown what cannot act, and no more than can be laid out in seconds."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Return the notebook, made harmless, and the resources as they are."""
        self._letters, self._tags, self._coloured = MOST_LETTERS, MOST_TAGS, MOST_COLOURED
        made: tuple[NotebookNode, dict[str, Any]] = super().preprocess(nb, resources)  # type: ignore[no-untyped-call]
        return made

    def preprocess_cell(
        self,
        cell: NotebookNode,
        resources: dict[str, Any],
        index: int,  # noqa: ARG002  nbconvert's signature
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Return the cell, made harmless, and the resources as they are."""
        if cell.cell_type == "raw":
            cell.source = escape(cell.source)
        elif cell.cell_type == "markdown":
            self._letters -= len(cell.source)
            if self._letters < 0:
                cell.source = TOO_LONG
        elif cell.cell_type == "code":
            if self._is_slow_to_colour(cell.source):
                cell.metadata["magics_language"] = (
                    "text"  # as if a magic said so, see HighlightMagicsPreprocessor
                )
            for output in [] if is_graded(cell) else cell.outputs:
                if "data" in output:
                    output.data, output.metadata = NotebookNode(self._harmless(output.data)), NotebookNode()
        return cell, resources

    def _is_slow_to_colour(self, source: str) -> bool:
        if len(source) > LONGEST_COLOURED or BLANKS.search(source) or NAMES.search(source):
            return True
        self._coloured -= len(source)
        return self._coloured < 0

    def _harmless(self, data: dict[str, Any]) -> dict[str, Any]:
        html = data.get("text/html")
        if isinstance(html, str):
            self._tags -= (tags := html.count("<"))
            if self._tags < 0 or tags > MOST_TAGS_AT_ONCE:
                data = {"text/plain": "(a table too large for a page)"} | data
                del data["text/html"]
        return _harmless(data)


def _harmless(data: dict[str, Any]) -> dict[str, Any]:
    kept = {kind: data[kind] for kind in ("text/plain", *PICTURES) if isinstance(data.get(kind), str)}
    for kind in PICTURES:
        if not BASE64.fullmatch(kept.get(kind, "")):
            del kept[kind]
    if isinstance(data.get("text/html"), str):
        laid_out = SanitizeHTML(tags=list(LAYOUT), attributes=ATTRIBUTES, strip=True)
        kept["text/html"] = laid_out.sanitize_html_tags(UNREAD.sub("", data["text/html"]))
    return kept
