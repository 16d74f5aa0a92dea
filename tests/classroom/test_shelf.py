"""An autograded notebook that was damaged is none: its submission is graded anew."""

import nbformat
import pytest

from grader.classroom.shelf import read_graded

DAMAGED = {
    "empty": "",
    "cut off": '{"cells": [',
    "a list": "[]",
    "null": "null",
    "no notebook": "{}",
    "no cells": '{"nbformat": 4}',
    "an old one": '{"nbformat": 3}',
    "of no version": '{"nbformat": "x"}',
    "cells that are a number": '{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": 7}',
    "a cell that is a number": '{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [7]}',
    "a cell without metadata": '{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [{"source": ""}]}',
    "metadata that is a list": '{"nbformat": 4, "nbformat_minor": 5, "metadata": [], "cells": []}',
    "notes that are a number": '{"nbformat": 4, "nbformat_minor": 5, "metadata": {"grading": 7}, "cells": []}',
    "nested": "[" * 100_000,
}


@pytest.mark.parametrize("damage", DAMAGED)
@pytest.mark.filterwarnings("ignore")  # nbformat's, of what it puts right
def test_a_damaged_notebook_is_none(tmp_path, damage):
    (tmp_path / "toy.ipynb").write_text(DAMAGED[damage], encoding="utf-8")

    assert read_graded(tmp_path / "toy.ipynb") is None


def test_a_whole_notebook_is_read(tmp_path):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("x = 1")])
    nbformat.write(notebook, tmp_path / "toy.ipynb")

    assert notebook == read_graded(tmp_path / "toy.ipynb")
