"""A notebook or a document as HTML: what is said of each picture, and what is kept of its text."""

import nbformat
import pytest

from course.saved_views import VIEW
from course.widgets import table
from course.widgets.view import figure
from grader.site.body import of_document, of_notebook


def shown(**data):
    """The page of a notebook with one output."""
    output = nbformat.v4.new_output("display_data", data)
    cell = nbformat.v4.new_code_cell("show()", outputs=[output])
    return of_notebook(nbformat.v4.new_notebook(cells=[cell]))


def drawing(body):
    return figure(body, "A queue, & its words", name="map")


def test_a_drawing_has_its_words_below_it_and_no_stylesheet_of_its_own():
    view = drawing("<svg></svg>")
    html = shown(**{"text/html": view.html, "text/plain": view.text})

    assert "<summary>The same in words</summary><pre>A queue, &amp; its words</pre>" in html
    assert "<style>" in view.html
    assert "<style>" not in html


@pytest.mark.parametrize(
    "view",
    [drawing("<svg></svg><details><summary>The same as a table</summary></details>"), table([{"a": 1}])],
    ids=["says it itself", "is words"],
)
def test_what_says_it_in_words_itself_is_not_said_twice(view):
    html = shown(**{"text/html": view.html, "text/plain": view.text})

    assert "<summary>The same in words" not in html


def test_a_live_picture_stands_still_and_says_where_it_is_not():
    html = shown(**{"text/html": "<p>still</p>", "text/plain": "still", VIEW: {"model_id": "a"}})

    assert "<p>still</p>" in html
    assert "It stands still here; in JupyterLab it has controls." in html
    assert "model_id" not in html


def test_paths_are_no_formulas():
    html = of_document("Read `$$.Map.Item`.\n\n## Between\n\nThen `$$.Task.Token`, `$x` and $y.")

    assert "Between" in html.split("<h2")[1]
    assert "<code>$$.Map.Item</code>" in html
    assert "<code>$x</code> and $y." in html
