"""course.exported_views: pages that nbconvert makes show the static form of live pictures, by the settings of the course."""

import os
import subprocess
import sys

import nbformat
import pytest
from nbconvert import HTMLExporter
from traitlets.config import Config

from course.exported_views import StaticForms
from course.saved_views import STATE, VIEW

LIVE = {VIEW: {"model_id": "a", "version_major": 2, "version_minor": 0}}
WIDGETS = {"widgets": {STATE: {"version_major": 2, "version_minor": 0, "state": {}}}}


@pytest.fixture
def notebook():
    """A notebook with one live picture that has a static form, and the state of the live one."""
    data = {**LIVE, "text/html": "<p>the static form</p>", "text/plain": "in words"}
    output = nbformat.v4.new_output("execute_result", data, execution_count=1)
    cells = [nbformat.v4.new_markdown_cell("#"), nbformat.v4.new_code_cell("show()", outputs=[output])]
    return nbformat.v4.new_notebook(cells=cells, metadata=WIDGETS)


def test_a_page_shows_the_static_form_and_no_widget_is_looked_for(notebook):
    config = Config({"HTMLExporter": {"preprocessors": ["course.exported_views.StaticForms"]}})
    page, _ = HTMLExporter(config=config).from_notebook_node(notebook)

    assert "<p>the static form</p>" in page
    assert "widget" not in page.split("<main>")[1]
    assert "html-manager" not in page


def test_a_widget_without_a_static_form_stays(notebook):
    notebook.cells[1].outputs[0].data = LIVE
    done, _ = StaticForms().preprocess(notebook, {})

    assert LIVE == done.cells[1].outputs[0].data


@pytest.mark.kernel
def test_a_plain_nbconvert_obeys_where_the_settings_of_the_course_are_found(notebook, root, tmp_path):
    nbformat.write(notebook, tmp_path / "lesson.ipynb")
    subprocess.run(
        [sys.executable, "-m", "nbconvert", "--to", "html", str(tmp_path / "lesson.ipynb")],
        env={**os.environ, "JUPYTER_CONFIG_PATH": str(root / "course" / "jupyter" / "everybody")},
        check=True,
        capture_output=True,
    )
    page = (tmp_path / "lesson.html").read_text(encoding="utf-8")

    assert "<p>the static form</p>" in page
    assert VIEW not in page
