"""Whatever file comes in, it is read, or the reason why not is a sentence."""

import json
import os
import sys

import nbformat
import pytest

from grader.classroom.cells import SubmissionError, SubmittedCell, read_cells
from grader.classroom.submission import open_submission

RELEASED = {"e1_solution": "..."}
CELLS = [
    {
        "cell_type": "code",
        "id": "a",
        "metadata": {"nbgrader": {"grade_id": "e1_solution"}},
        "source": ["x =\n", "1"],
    },
    {"cell_type": "markdown", "source": "Hello"},
]
NOTEBOOK = json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": CELLS}, indent=1)
READ = (SubmittedCell("code", "x =\n1", "a", "e1_solution"), SubmittedCell("markdown", "Hello"))

UNREADABLE = {
    "empty": ("", "`toy.ipynb` is empty. Save the notebook and hand it in again."),
    "white": ("\n \n", "`toy.ipynb` is empty. Save the notebook and hand it in again."),
    "cut off": (NOTEBOOK[:120], "`toy.ipynb` breaks off in line 9: the file is not complete."),
    "cut in a text": (NOTEBOOK[: NOTEBOOK.index("solution")], "`toy.ipynb` breaks off in line 11: the"),
    "a merge": ("{\n<<<<<<< mine\n" + NOTEBOOK, "`toy.ipynb` is not a notebook: in line 2 it is no JSON"),
    "a program": ("print('hello')\n", "`toy.ipynb` is not a notebook: in line 1 it is no JSON"),
    "a list": ("[1, 2]", "`toy.ipynb` is JSON but not a notebook. Hand in the notebook."),
    "no cells": ('{"nbformat": 4}', "`toy.ipynb` is JSON but not a notebook: it has no list of cells."),
    "an old one": (
        '{"nbformat": 3, "worksheets": 7}',
        "`toy.ipynb` is a notebook of version 3 that cannot be converted.",
    ),
    "nested": ("[" * 100_000, "`toy.ipynb`"),
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_an_unreadable_file_has_a_reason_in_words(tmp_path, case):
    text, reason = UNREADABLE[case]
    (tmp_path / "toy.ipynb").write_text(text, encoding="utf-8")

    with pytest.raises(SubmissionError) as caught:
        open_submission(tmp_path, "toy", RELEASED)

    assert str(caught.value).startswith(reason)


def test_bytes_that_are_no_text_have_a_reason(tmp_path):
    (tmp_path / "toy.ipynb").write_bytes(b"PK\x03\x04\xff\xfe")

    with pytest.raises(SubmissionError, match="it is no text"):
        open_submission(tmp_path, "toy", RELEASED)


def test_a_link_is_not_followed(tmp_path):
    (tmp_path / "solution.txt").write_text(NOTEBOOK, encoding="utf-8")
    (tmp_path / "toy.ipynb").symlink_to(tmp_path / "solution.txt")

    with pytest.raises(SubmissionError, match="is a link"):
        open_submission(tmp_path, "toy", RELEASED)


def test_a_folder_in_the_notebooks_place_has_a_reason(tmp_path):
    (tmp_path / "toy.ipynb").mkdir()

    with pytest.raises(SubmissionError, match="cannot be opened"):
        open_submission(tmp_path, "toy", RELEASED)


def test_cells_are_read_even_where_the_notebook_breaks_the_format(tmp_path):
    broken = {
        "nbformat": 4,
        "cells": [*CELLS, "no cell", {"cell_type": "heading"}, {"cell_type": "raw", "source": 7}],
    }
    (tmp_path / "toy.ipynb").write_text(json.dumps(broken), encoding="utf-8")

    cells = read_cells(tmp_path / "toy.ipynb")

    assert (*READ, SubmittedCell("raw", ""), SubmittedCell("raw", "")) == cells


def test_a_notebook_of_the_old_format_is_read(tmp_path):
    old = nbformat.v3.new_notebook(
        worksheets=[nbformat.v3.new_worksheet(cells=[nbformat.v3.new_code_cell("x = 1")])]
    )
    (tmp_path / "toy.ipynb").write_text(nbformat.v3.writes_json(old), encoding="utf-8")

    assert ["x = 1"] == [cell.source for cell in read_cells(tmp_path / "toy.ipynb")]


def test_a_renamed_notebook_is_taken_with_a_remark(tmp_path):
    (tmp_path / "toy (2).ipynb").write_text(NOTEBOOK, encoding="utf-8")
    (tmp_path / "scratch.ipynb").write_text('{"nbformat": 4, "cells": []}', encoding="utf-8")

    found = open_submission(tmp_path, "toy", RELEASED)

    assert READ == found.cells
    assert ("`toy (2).ipynb` was graded in place of `toy.ipynb`, which is not there.",) == found.remarks


def test_a_copy_stands_in_for_an_unreadable_notebook(tmp_path):
    (tmp_path / "toy.ipynb").write_text("", encoding="utf-8")
    (tmp_path / "toy-Copy1.ipynb").write_text(NOTEBOOK, encoding="utf-8")

    found = open_submission(tmp_path, "toy", RELEASED)

    assert READ == found.cells
    assert "in place of `toy.ipynb`: `toy.ipynb` is empty." in found.remarks[0]


def test_which_of_several_copies_is_meant_is_not_guessed(tmp_path):
    for name in ("b.ipynb", "a.ipynb"):
        text = NOTEBOOK.replace("Hello", f"This is {name}")
        (tmp_path / name).write_text(text, encoding="utf-8")

    with pytest.raises(SubmissionError, match=r"several could be meant: `a.ipynb`, `b.ipynb`"):
        open_submission(tmp_path, "toy", RELEASED)


@pytest.mark.parametrize(
    "names, found",
    [((), "is empty"), (("timestamp.txt",), "is empty"), (("notes.txt",), "holds `notes.txt`")],
)
def test_a_missing_notebook_is_told_with_what_is_there(tmp_path, names, found):
    for name in names:
        (tmp_path / name).write_text("", encoding="utf-8")

    with pytest.raises(SubmissionError) as caught:
        open_submission(tmp_path, "toy", RELEASED)

    expected = (
        f"No notebook was handed in: `toy.ipynb` is expected and the folder {found}. Hand in the notebook."
    )
    assert expected == str(caught.value)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="the superuser may read everything")
@pytest.mark.parametrize("locked, mode", [("toy.ipynb", 0), (".", 0), (".", 0o400)])
def test_what_may_not_be_read_has_a_reason(tmp_path, locked, mode):
    folder = tmp_path / "toy"
    folder.mkdir()
    (folder / "toy.ipynb").write_text(NOTEBOOK, encoding="utf-8")
    (folder / locked).chmod(mode)
    try:
        with pytest.raises(SubmissionError, match=r"cannot be opened.*Permission denied.*right to read it"):
            open_submission(folder, "toy", RELEASED)
    finally:
        (folder / locked).chmod(0o700)
