"""A notebook as one HTML page that still teaches: no kernel, no script, nothing loaded from anywhere.

Live widgets are shown by their static twins. Any other export of nbconvert's does the same once it is told so::

    c.NbConvertBase.display_data_priority = PRIORITY      # in nbgrader_config.py or jupyter_nbconvert_config.py

By its own order nbconvert takes the live form as soon as the notebook carries widget state, and the page then loads
the widgets' scripts from a public network.
"""

from pathlib import Path

import nbformat
from jinja2 import DictLoader
from nbconvert import HTMLExporter
from nbformat import NotebookNode
from traitlets.config import Config

from course.widgets.sheets import SHEETS, common, own

__all__ = ["PRIORITY", "page"]

PRIORITY = [
    "text/html",
    "text/markdown",
    "image/svg+xml",
    "text/latex",
    "image/png",
    "image/jpeg",
    "text/plain",
]

_TEMPLATE = """
{%- extends 'lab/index.html.j2' -%}
{% block html_head_js %}{% endblock %}
{% block jupyter_widgets %}{% endblock %}
{% block html_head_js_mathjax %}{% endblock %}
{% block html_head_js_mermaidjs %}{% endblock %}
{% block html_head_css %}<style>
body { max-width: 1020px; margin: 0 auto !important; padding: 16px; }
.jp-InputPrompt, .jp-OutputPrompt { display: none; }
</style>{% endblock %}
"""


def page(notebook: NotebookNode | Path, *, theme: str = "light") -> str:
    """Return an executed notebook as HTML, `theme` light or dark. Raises nbformat's errors for what is no notebook."""
    content = nbformat.read(notebook, as_version=4) if isinstance(notebook, Path) else notebook
    config = Config({"NbConvertBase": {"display_data_priority": PRIORITY}, "HTMLExporter": {"theme": theme}})
    exporter = HTMLExporter(
        config=config,
        template_file="static.html.j2",
        extra_loaders=[DictLoader({"static.html.j2": _TEMPLATE})],
    )
    html, _ = exporter.from_notebook_node(_without_state(content))
    return _styled_once(html)


def _without_state(notebook: NotebookNode) -> NotebookNode:
    metadata = {key: value for key, value in notebook.metadata.items() if key != "widgets"}
    return NotebookNode({**notebook, "metadata": NotebookNode(metadata)})


def _styled_once(html: str) -> str:
    """Keep each stylesheet where it comes first; every picture brought its own."""
    for rules in (common(), *map(own, SHEETS)):
        style = f"<style>{rules}</style>"
        before, found, after = html.partition(style)
        html = before + found + after.replace(style, "")
    return html
