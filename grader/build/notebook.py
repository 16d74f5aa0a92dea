"""The notebook that a text notebook makes: the same bytes for the same text, wherever it is built."""

from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from grader.build.fingerprint import FOOT, NOTICE, fingerprint
from grader.build.marks import cell_metadata
from grader.build.text_notebook import TextNotebook

__all__ = ["GLOSSARY", "cell_ids", "notebook", "parsed", "written"]

KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
NOTE = "Made from the text notebook named here. After an edit: python -m grader take <this notebook>"
GLOSSARY = "*Is a word new to you? The [glossary](glossary.ipynb) says it in a sentence.*"


def notebook(text: TextNotebook, *, notice: bool, foot: bool = False) -> NotebookNode:
    """Return the notebook of `text`, signed.

    `notice` puts a cell on top that tells a person where it comes from, `foot` one at the end that leads to the glossary.
    """
    cells = [
        _cell(name, cell.kind, cell.source, cell_metadata(cell.marks))
        for name, cell in zip(cell_ids(text), text.cells, strict=True)
    ]
    if notice:
        cells.insert(0, _notice(text.path))
    if foot:
        cells.append(_cell(FOOT, "markdown", GLOSSARY, {"deletable": False, "editable": False}))
    course = {"made_from": text.path.as_posix(), "note": NOTE}
    if text.module:
        course["module"] = text.module
    made: NotebookNode = nbformat.from_dict(
        {
            "cells": cells,
            "metadata": {
                "course": course,
                "kernelspec": KERNEL,
                "language_info": {"name": "python"},
                "title": text.title,
            },
            "nbformat": 4,
            "nbformat_minor": 5,
        }
    )
    made.metadata.course.fingerprint = fingerprint(made)
    return made


def cell_ids(text: TextNotebook) -> list[str]:
    """Return the id of each cell in turn: its grade_id, else its position, which holds a hyphen where no grade_id may."""
    marks = [cell_metadata(cell.marks).get("nbgrader") for cell in text.cells]
    return [
        mark["grade_id"] if mark else f"cell-{position:02d}" for position, mark in enumerate(marks, start=1)
    ]


def written(made: NotebookNode) -> str:
    """Return the text of the ``.ipynb`` file: sorted keys, one line end at the end."""
    content: str = nbformat.writes(made, version=4)
    return content.rstrip("\n") + "\n"


def parsed(content: str) -> NotebookNode:
    """Return the notebook in the text of an ``.ipynb`` file. Raise ValueError where there is none."""
    try:
        found: NotebookNode = nbformat.reads(content, as_version=4)
    except (AttributeError, KeyError, TypeError, nbformat.ValidationError) as error:
        # JSON of another shape ends in whatever nbformat trips over first.
        raise ValueError("JSON, but no notebook") from error
    return found


def _cell(name: str, kind: str, source: str, metadata: dict[str, Any]) -> NotebookNode:
    cell: dict[str, Any] = {"cell_type": kind, "id": name, "metadata": metadata, "source": source}
    if kind == "code":
        cell |= {"execution_count": None, "outputs": []}
    made: NotebookNode = nbformat.from_dict(cell)
    return made


def _notice(path: Path) -> NotebookNode:
    source = (
        f"*Made from `{path.as_posix()}`. An edit here is kept by `python -m grader take` and this notebook's "
        "path; `python -m grader build` makes the notebook again.*"
    )
    return _cell(NOTICE, "markdown", source, {"deletable": False, "editable": False})
