import json
from pathlib import Path

import nbformat
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from grader.build import BuildError, build, take
from grader.build.fingerprint import substance
from grader.build.notebook import notebook, parsed
from grader.build.take import text_of
from grader.build.text_notebook import read

LESSON = "course/lessons/tiny.ipynb"
SOLUTION = "solutions/m00_tiny/m00_tiny.ipynb"
EXERCISE = "exercises/m00_tiny/m00_tiny.ipynb"
LESSON_TEXT, ASSIGNMENT_TEXT = "authoring/lessons/tiny.py", "authoring/assignments/m00_tiny.py"


@pytest.fixture
def built(tiny):
    build(tiny)
    return tiny


def change(path, edit):
    found = nbformat.read(path, as_version=4)
    edit({cell.id: cell for cell in found.cells}, found.cells)
    nbformat.write(found, path)


def bring_back(root, name):
    return take(root, Path(name))


def markdown(source):
    return nbformat.v4.new_markdown_cell(source)


def code(source):
    return nbformat.v4.new_code_cell(source)


@pytest.mark.parametrize("name", [LESSON, SOLUTION])
def test_there_is_nothing_to_take_after_a_build(built, name):
    before = (built / ASSIGNMENT_TEXT).read_bytes()

    assert bring_back(built, name) is None
    assert before == (built / ASSIGNMENT_TEXT).read_bytes()


@pytest.mark.parametrize("name, text", [(LESSON, LESSON_TEXT), (SOLUTION, ASSIGNMENT_TEXT)])
def test_a_built_notebook_is_its_text_to_the_byte(built, name, text):
    written = (built / text).read_text()

    assert written == text_of(read(text, written), parsed((built / name).read_text()))


@pytest.mark.parametrize("gap", ["", "\n", "\n\n\n"])
def test_gaps_between_cells_and_at_the_end_are_kept(gap):
    written = f"# ---\n# title: T\n# ---\n# %%\nx = 1\n{gap}# %% [markdown]\n# Text.\n{gap}"
    text = read(Path("x.py"), written)

    assert written == text_of(text, notebook(text, notice=False))


def test_a_changed_cell_changes_its_lines_and_no_others(built):
    before = (built / ASSIGNMENT_TEXT).read_text()

    def edit(cells, _):
        cells["e1_solution"].source = cells["e1_solution"].source.replace("number + number", "2 * number")

    change(built / SOLUTION, edit)

    assert ASSIGNMENT_TEXT == bring_back(built, SOLUTION).as_posix()
    assert before.replace("number + number", "2 * number") == (built / ASSIGNMENT_TEXT).read_text()
    assert build(built, check=True).clean


def test_new_moved_and_deleted_cells_are_taken(built):
    def edit(cells, order):
        order.remove(cells["cell-01"])
        order += [cells["cell-01"], markdown("New *words*."), code("%matplotlib inline\ntotal"), code("")]

    change(built / LESSON, edit)
    bring_back(built, LESSON)

    assert (
        "# ---\n# title: A tiny lesson\n# ---\n\n# %%\ntotal = 1 + 1\n\n# %% [markdown]\n# # One thing\n\n"
        "# %% [markdown]\n# New *words*.\n\n# %%\n# %matplotlib inline\ntotal\n"
    ) == (built / LESSON_TEXT).read_text()
    assert build(built, check=True).clean


def test_changed_points_and_tags_are_taken(built):
    def edit(cells, _):
        cells["e2_grade"].metadata.nbgrader.points = 7
        cells["e2_grade"].metadata.tags = ["new"]

    change(built / SOLUTION, edit)
    bring_back(built, SOLUTION)

    assert '# %% grade="m00.e2" points=7 tags=["new"]\n' in (built / ASSIGNMENT_TEXT).read_text()
    assert build(built, check=True).clean


def test_outputs_are_not_taken(built):
    def edit(cells, _):
        cells["cell-02"].outputs = [nbformat.v4.new_output("stream", text="2")]
        cells["cell-02"].source = "total = 2"

    change(built / LESSON, edit)
    bring_back(built, LESSON)

    assert "total = 2\n" in (built / LESSON_TEXT).read_text()
    assert [] == json.loads((built / LESSON).read_text())["cells"][1]["outputs"]


def refused(root, name):
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    with pytest.raises(BuildError) as caught:
        bring_back(root, name)

    assert before == {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    return str(caught.value)


def test_a_release_is_refused_and_its_text_named(built):
    said = refused(built, EXERCISE)

    assert (
        f"{EXERCISE}: found a release, which is made from its solution; expected a notebook below course/lessons or "
        f"solutions. Make the edit in {ASSIGNMENT_TEXT}, or in solutions and take it from there."
    ) == said


@pytest.mark.parametrize("name", ["README.md", "course/lessons/other.ipynb", "solutions/a/b.ipynb"])
def test_a_file_that_no_text_makes_is_refused(built, name):
    assert "found no notebook that a text notebook makes" in refused(built, name)


def test_an_edit_of_an_older_state_is_refused(built):
    text = built / LESSON_TEXT
    text.write_text(text.read_text().replace("One thing", "Two things"))

    def edit(cells, _):
        cells["cell-02"].source = "total = 2"

    change(built / LESSON, edit)

    assert f"found an edit of an older state of {LESSON_TEXT}" in refused(built, LESSON)


def test_an_edit_that_breaks_a_rule_is_refused_in_the_rules_words(built):
    def edit(cells, _):
        cells["e1_grade"].source += "\n1"

    change(built / SOLUTION, edit)

    assert f"{ASSIGNMENT_TEXT}:32: found a grade cell of 2 lines" in refused(built, SOLUTION)


def test_nbgrader_metadata_without_a_mark_is_refused(built):
    def edit(cells, _):
        cells["e1_task"].metadata.nbgrader.update(task=True, points=3, locked=False)

    change(built / SOLUTION, edit)

    assert "on the cell `## E1: Double`" in refused(built, SOLUTION)


def test_an_edit_that_text_cannot_say_is_refused(built):
    def edit(cells, _):
        cells["cell-02"].source = 'text = """\n# %% no cell\n"""\n# %% a cell'

    change(built / LESSON, edit)

    assert "Nothing was written." in refused(built, LESSON) or "cell markers" in refused(built, LESSON)


def test_a_notebook_left_without_cells_is_refused(built):
    change(built / LESSON, lambda _, order: order.clear())

    assert f"{LESSON_TEXT}: found no cell" in refused(built, LESSON)


def test_a_file_that_is_no_notebook_is_refused(built):
    (built / LESSON).write_text("[]")

    assert f"{LESSON}: found a file that cannot be read as a notebook" in refused(built, LESSON)


def test_an_edited_release_stops_the_taking(built):
    def edit(cells, _):
        cells["cell-05"].source = "double(4)"

    change(built / SOLUTION, edit)
    change(built / EXERCISE, edit)

    assert f"{EXERCISE}: found an edit in a generated notebook" in refused(built, SOLUTION)


LINES = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), max_size=30)
SOURCES = st.lists(LINES, max_size=4).map(lambda lines: "\n".join(lines).rstrip("\n"))
CODE = st.lists(
    st.sampled_from(
        ["x = 1", "", "# a comment", "%time x", "!ls", "def f():", "    return 'é'", "@d", "class A: ..."]
    ),
    max_size=5,
).map("\n".join)
CELLS = st.lists(
    SOURCES.map(markdown) | CODE.map(lambda source: code(source.strip("\n"))), min_size=1, max_size=4
)


@settings(derandomize=True, deadline=None)
@given(CELLS)
def test_whatever_is_written_in_jupyterlab_comes_back(cells):
    template = read(Path("x.py"), "# ---\n# title: T\n# ---\n\n# %%\n")
    written = nbformat.v4.new_notebook(cells=cells)
    assume(any(cell.source.strip() for cell in cells))
    made = notebook(read(Path("x.py"), text_of(template, written)), notice=False)

    assert [part[:2] for part in substance(written)] == [part[:2] for part in substance(made)]
