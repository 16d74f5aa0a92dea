"""A page made from a notebook still teaches, and asks nobody for anything."""

import re

import nbformat
import pytest

from course.widgets import hint_ladder, message_flow
from course.widgets.sheets import common, own
from course.widgets.static import page

VIEW = "application/vnd.jupyter.widget-view+json"


@pytest.fixture
def notebook(trace, inventory):
    """A notebook as it is after a run: two live widgets, with the widgets' state stored beside them."""
    cells = []
    for widget in (message_flow(trace, inventory), hint_ladder("m05.e1", ["Look at the topic."], 1)):
        data, _ = widget._repr_mimebundle_()
        output = nbformat.v4.new_output("execute_result", data, execution_count=1)
        cells.append(nbformat.v4.new_code_cell("show()", outputs=[output]))
    state = {cell.outputs[0].data[VIEW]["model_id"]: {} for cell in cells}
    widgets = {"application/vnd.jupyter.widget-state+json": {"version_major": 2, "state": state}}
    return nbformat.v4.new_notebook(cells=cells, metadata={"widgets": widgets})


def test_the_static_twins_are_shown_in_place_of_the_widgets(notebook):
    html = page(notebook)

    assert "at +0 s: The publisher calls Publish on topic payments." in html
    assert "Look at the topic." in html
    assert VIEW not in html


def test_nothing_is_loaded_and_no_script_runs(notebook):
    html = page(notebook)

    assert [] == re.findall(r"""(?:src|href)=["']?(?:https?:)?//""", html)
    assert "<script" not in html


@pytest.mark.parametrize("rules", [common(), own("account"), own("lesson")], ids=["all", "account", "lesson"])
def test_each_stylesheet_is_there_once(notebook, rules):
    assert 1 == page(notebook).count(rules)


def test_the_theme_reaches_the_pictures(notebook):
    assert 'data-jp-theme-light="false"' in page(notebook, theme="dark")


def test_a_notebook_may_be_a_file_and_is_not_changed(notebook, tmp_path):
    nbformat.write(notebook, tmp_path / "lesson.ipynb")
    before = (tmp_path / "lesson.ipynb").read_bytes()

    assert "The publisher" in page(tmp_path / "lesson.ipynb")
    assert before == (tmp_path / "lesson.ipynb").read_bytes()
    assert "widgets" in notebook.metadata
