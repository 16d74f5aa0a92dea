"""A notebook or a document as HTML: still pictures, each with its twin in words, and no script."""

import copy
from typing import Any

import nbformat
from jinja2 import DictLoader
from nbconvert import HTMLExporter
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from traitlets.config import Config

from course.exported_views import StaticForms
from course.saved_views import VIEW
from course.widgets.sheets import SHEETS, common, own

__all__ = ["of_document", "of_notebook"]

_NAME = "site_body.html.j2"
_TEMPLATE = """
{%- extends 'basic/index.html.j2' -%}
{% block data_html %}
<div class="site-picture">
{{ output.data['text/html'] }}
{% if output.metadata.get('drawn') -%}
<details><summary>The same in words</summary><pre>{{ output.data['text/plain'] | e }}</pre></details>
{%- endif %}
{% if output.metadata.get('live') %}<p>It stands still here; in JupyterLab it has controls.</p>{% endif %}
</div>
{% endblock data_html %}
"""


# Stands for a dollar sign while a text is converted: there are no formulas here, but paths, and nbconvert takes all that
# is between two `$$` for one formula. A character of the private use area, which no text has.
_DOLLAR = "\ue000"
# How a picture is known that is more than words, and one that says itself what it draws.
_DRAWN = ("<svg", ' style="')
_IN_WORDS = "<summary>The same "


class Remarks(Preprocessor):
    """Notes of each picture what the page shall say below it, before its live form is taken away."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Return the notebook with `live` and `drawn` in the metadata of its outputs. `nb` is changed in place."""
        for cell in nb.cells:
            for output in cell.get("outputs", []):
                data = output.get("data", {})
                html = data.get("text/html", "")
                if html:
                    output.metadata["live"] = VIEW in data
                    output.metadata["drawn"] = any(sign in html for sign in _DRAWN) and _IN_WORDS not in html
        return nb, resources


def of_notebook(notebook: NotebookNode) -> str:
    """Return the cells of a notebook, with the outputs they have, as HTML."""
    exporter = HTMLExporter(
        config=Config({"HTMLExporter": {"preprocessors": [Remarks, StaticForms]}}),
        template_name="basic",
        template_file=_NAME,
        extra_loaders=[DictLoader({_NAME: _TEMPLATE})],
        exclude_input_prompt=True,
        exclude_output_prompt=True,
    )
    notebook = copy.deepcopy(notebook)
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = cell.source.replace("$", _DOLLAR)
    html, _ = exporter.from_notebook_node(notebook)
    return _without_sheets(html.replace(_DOLLAR, "$"))


def of_document(markdown: str) -> str:
    """Return a document as HTML."""
    return of_notebook(nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(markdown)]))


def _without_sheets(html: str) -> str:
    """Take away the stylesheets that every picture brings along: the site's own sheet has them."""
    for rules in (common(), *map(own, SHEETS)):
        html = html.replace(f"<style>{rules}</style>", "")
    return html
