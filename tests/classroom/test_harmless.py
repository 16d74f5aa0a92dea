"""Whatever a learner wrote or showed, nothing of it acts in the pages that an instructor opens."""

import re

import pytest
from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode, v4
from traitlets.config import Config

from grader.classroom import places
from grader.classroom.harmless import markdown2html

SCRIPT = "<script>alert(1)</script>"
WRITTEN = {
    "a script": SCRIPT,
    "a script within text": f"words {SCRIPT} words",
    "an attribute": "<img src=x onerror=alert(1)>",
    "a frame": '<iframe src="https://example.org"></iframe>',
    "a link": "[see](javascript:alert(1))",
    "a picture": "![see](javascript:alert(1))",
    "an automatic link": "<javascript:alert(1)>",
    "a heading": f"# {SCRIPT}",
    "a formula": f"${SCRIPT}$",
    "a table": f"| a |\n| --- |\n| {SCRIPT} |",
}
SHOWN = {
    "html": {"text/html": SCRIPT},
    "an attribute": {"text/html": "<b onclick=alert(1)>words</b>"},
    "a style that fetches": {"text/html": "<div style='background:url(https://example.org)'>words</div>"},
    "a script in pieces": {"text/html": "<scr<script>x</script>ipt>alert(1)</script>"},
    "a script without an end": {"text/html": "<script>alert(1)"},
    "javascript": {"application/javascript": "alert(1)", "text/plain": "words"},
    "a drawing": {"image/svg+xml": f"<svg onload=alert(1)>{SCRIPT}</svg>", "text/plain": "words"},
    "markdown": {"text/markdown": SCRIPT, "text/plain": "words"},
    "a widget": {"application/vnd.jupyter.widget-view+json": {"model_id": SCRIPT}, "text/plain": "words"},
    "no picture": {"image/png": '" onerror="alert(1)', "text/plain": "words"},
    "no text": {"text/html": [SCRIPT], "text/plain": "words"},
    "a formula": {"text/latex": SCRIPT, "text/plain": "words"},
}
ACTS = re.compile(
    r"<script|<iframe|<svg|<img[^>]*onerror|<[^>]*\son\w+=|(?:href|src)=\"javascript|url\(https",
    re.IGNORECASE,
)


@pytest.fixture
def page(tmp_path):
    """The page of cells as the Formgrader makes it, by the course's configuration."""
    config = Config()
    places.configure(config, tmp_path)
    exporter = HTMLExporter(config=Config(HTMLExporter=config.HTMLExporter), template_name="basic")

    def made(*cells):
        notebook = v4.new_notebook(cells=list(cells), metadata={"language_info": {"name": "python"}})
        return exporter.from_notebook_node(notebook)[0]

    return made


# Each would take minutes at least, were it laid out as nbconvert does.
ENDLESS = {
    "formulas": v4.new_markdown_cell(r"\\[" * 12_000),
    "brackets": v4.new_markdown_cell("[" * 200_000),
    "much Markdown": v4.new_markdown_cell("[a](" * 200_000),
    "a heading of blanks": v4.new_markdown_cell("# a" + " " * 49_000 + "b"),
    "blank lines of code": v4.new_code_cell("x = 1\n" + "    \n" * 4_000),
    "blank lines of no blanks": v4.new_code_cell("x = 1\n" + "\u00a0\n" * 9_000),
    "names of names": v4.new_code_cell("a." * 100_000),
    "much code": v4.new_code_cell("x = 1\n" * 500_000),
    "open tags": v4.new_code_cell(outputs=[v4.new_output("display_data", {"text/html": "<div>" * 50_000})]),
}


@pytest.mark.parametrize("case", ENDLESS)
def test_what_would_take_for_ever_to_lay_out_is_shown_otherwise(case, page):
    made = page(v4.new_markdown_cell("**words**"), ENDLESS[case])

    assert "<strong>words</strong>" in made
    assert "<div><div>" not in made


def test_of_more_text_than_a_page_holds_the_rest_is_left_out_and_said_so(page):
    made = page(*(v4.new_markdown_cell("words " * 5_000) for _ in range(20)))

    assert 4 == made.count("This cell is left out here")


def test_a_picture_that_was_pasted_is_named_where_the_notebook_lacks_it(page):
    made = page(v4.new_markdown_cell("See ![my <b>drawing](attachment:image.png), **words**"))

    assert "(a picture, pasted: my &lt;b&gt;drawing)" in made
    assert "<strong>words</strong>" in made


@pytest.mark.parametrize("case", WRITTEN)
@pytest.mark.parametrize("make", [v4.new_markdown_cell, v4.new_raw_cell])
def test_what_a_learner_wrote_does_not_act(case, make, page):
    assert [] == ACTS.findall(page(make(WRITTEN[case])))


@pytest.mark.parametrize("case", SHOWN)
@pytest.mark.parametrize("kind", ["display_data", "execute_result"])
def test_what_a_learner_showed_does_not_act(case, kind, page):
    number = {"execution_count": 1} if kind == "execute_result" else {}
    output = v4.new_output(
        kind, SHOWN[case], metadata={"image/png": {"width": '" onerror="alert(1)'}}, **number
    )
    output.data = NotebookNode(SHOWN[case])

    assert [] == ACTS.findall(page(v4.new_code_cell("show()", outputs=[output])))


def test_the_examiners_report_stays_as_it_is(page):
    picture = (
        '<div class="course-report"><style>.course{color:red}</style><svg><path d="M0 0"></path></svg></div>'
    )
    cell = v4.new_code_cell("grade()", outputs=[v4.new_output("display_data", {"text/html": picture})])
    cell.metadata["nbgrader"] = NotebookNode(grade=True, grade_id="e1_grade", points=10)

    assert picture in page(cell)


def test_a_table_and_a_picture_stay(page):
    styled = "<style scoped>td { color: red }</style><table border='1'><tr><td>words</td></tr></table>"
    table = v4.new_output("display_data", {"text/html": styled})
    picture = v4.new_output("display_data", {"image/png": "aGFy\nbWxl\n"})

    found = page(v4.new_code_cell("show()", outputs=[table, picture]))

    assert "<td>words</td>" in found
    assert "color: red" not in found
    assert "data:image/png;base64,aGFy" in found


def test_markdown_reads_as_before():
    text = '**Names** begin with `<prefix>`:\n\n```json\n{"numeric": [">", 300]}\n```\n\n[lesson](../lesson.ipynb)'

    found = markdown2html(text)

    assert "<strong>Names</strong>" in found
    assert "<code>&lt;prefix&gt;</code>" in found
    assert "&amp;gt;" not in found
    assert 'href="../lesson.ipynb"' in found
