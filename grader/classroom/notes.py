"""What the course notes on a notebook that is being graded; it stays in the notebook's metadata, and the next run reads it."""

from nbformat import NotebookNode

__all__ = ["notes"]


def notes(notebook: NotebookNode) -> NotebookNode:
    """Return the notes on a notebook, to be read and written; each may be missing.

    `remarks`: sentences for the learner and the instructor. `problem`: why it cannot be graded. `graded`: whether it is.
    `level`: how it was shut in. `known`: by grade cell, its fingerprint (see `known`). `left_out`: why code cells were
    given up, by their positions as text.
    """
    found: NotebookNode = notebook.metadata.setdefault("grading", NotebookNode())
    return found
