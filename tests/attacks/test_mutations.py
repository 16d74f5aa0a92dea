"""Whatever becomes of a good notebook's file, it is taken in: as a notebook that can be run and written, or with words."""

import copy
import json
import shutil
import tempfile
from pathlib import Path

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbgrader.utils import is_grade

from grader.classroom.intake import filled
from grader.classroom.notes import notes
from grader.classroom.papers import code_cells, paper

RELEASED = nbformat.read(
    Path(__file__).parents[1] / "classroom" / "toy_course" / "solutions" / "toy" / "toy.ipynb", as_version=4
)
GOOD = json.loads(nbformat.writes(RELEASED))

NAMES = st.sampled_from(
    ["e1_solution", "e1-solution", "e1_grade", "e2_grade", "setup", "code", "raw", "grading"]
)
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.sampled_from(["\ud800", "\0", "\r\n", "1e999", "%%bash", "double = 1", "x" * 10_000])
    | st.text(st.characters(), max_size=5)
    | NAMES
)
VALUES = st.recursive(
    LEAVES,
    lambda part: (
        st.lists(part, max_size=3)
        | st.dictionaries(
            NAMES | st.sampled_from(["source", "metadata", "nbgrader", "grade_id"]), part, max_size=3
        )
    ),
    max_leaves=6,
)


@st.composite
def mutated(draw):
    """A good notebook in which some values were put elsewhere, taken away, doubled or replaced."""
    notebook = copy.deepcopy(GOOD)
    for _ in range(draw(st.integers(1, 6))):
        spots = list(_spots(notebook))
        holder, key = draw(st.sampled_from(spots))
        kind = draw(st.sampled_from(["replace", "remove", "copy", "double", "add"]))
        if kind == "remove":
            del holder[key]
        elif kind == "replace":
            holder[key] = draw(VALUES)
        elif kind == "double" and isinstance(holder, list):
            holder.insert(key, copy.deepcopy(holder[key]))
        elif kind == "add" and isinstance(holder, dict):
            holder[draw(NAMES | st.text(max_size=3))] = draw(VALUES)
        else:
            other, name = draw(st.sampled_from(spots))
            if _holds(other, name):
                holder[key] = copy.deepcopy(other[name])
        if not list(_spots(notebook)):
            break
    return notebook


def _holds(holder, key):
    return key < len(holder) if isinstance(holder, list) else key in holder


def _spots(value):
    """Yield every place in a document: what holds it, and its key there."""
    if isinstance(value, dict | list):
        for key in list(value) if isinstance(value, dict) else range(len(value)):
            yield value, key
            yield from _spots(value[key])


def _taken_in(content):
    """Return what comes of a file; it must be possible to run and to write it, and the course's cells are the course's."""
    folder = Path(tempfile.mkdtemp()) / "toy"
    folder.mkdir()
    try:
        (folder / "toy.ipynb").write_bytes(content)
        notebook = filled(RELEASED, "toy", folder)
    finally:
        shutil.rmtree(folder.parent)
    json.dumps(paper(code_cells(notebook), "somebody", 1.0).as_dict()).encode()
    nbformat.writes(notebook, version=4).encode("utf-8")
    nbformat.validate(notebook)
    assert [cell for cell in RELEASED.cells if is_grade(cell)] == [
        cell for cell in notebook.cells if is_grade(cell)
    ]
    assert not notes(notebook).problem or [notes(notebook).problem] == notes(notebook).remarks
    return notebook


@settings(max_examples=300)
@given(mutated())
def test_a_mutated_notebook_is_taken_in(notebook):
    _taken_in(json.dumps(notebook).encode())


@settings(max_examples=300)
@given(st.data())
def test_damaged_bytes_are_taken_in(data):
    content = bytearray(json.dumps(GOOD, indent=1).encode())
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, max(0, len(content) - 1)))
        change = data.draw(
            st.binary(max_size=4) | st.sampled_from([b"[", b"{", b'"', b"\\", b"\\ud800", b"\0", b","])
        )
        content[at : at + data.draw(st.integers(0, 40))] = change
    _taken_in(bytes(content))


@pytest.mark.slow
@settings(max_examples=5_000)
@given(mutated())
def test_many_mutated_notebooks_are_taken_in(notebook):
    _taken_in(json.dumps(notebook).encode())
