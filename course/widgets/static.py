"""A notebook as one HTML page that still teaches: no kernel, no script, nothing loaded from anywhere."""

from pathlib import Path

import nbformat
from jinja2 import DictLoader
from nbconvert import HTMLExporter
from nbformat import NotebookNode
from traitlets.config import Config

from course.exported_views import StaticForms
from course.widgets.sheets import SHEETS, common, own

__all__ = ["page"]

_TEMPLATE = """
{%- extends 'lab/index.html.j2' -%}
{% block html_head_js %}{% endblock %}
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
    exporter = HTMLExporter(
        config=Config({"HTMLExporter": {"theme": theme, "preprocessors": [StaticForms]}}),
        template_file="static.html.j2",
        extra_loaders=[DictLoader({"static.html.j2": _TEMPLATE})],
    )
    # nbconvert works on a copy.
    html, _ = exporter.from_notebook_node(content)
    return _styled_once(html)


def _styled_once(html: str) -> str:
    """Keep each stylesheet where it comes first; every picture brought its own."""
    for rules in (common(), *map(own, SHEETS)):
        style = f"<style>{rules}</style>"
        before, found, after = html.partition(style)
        html = before + found + after.replace(style, "")
    return html
